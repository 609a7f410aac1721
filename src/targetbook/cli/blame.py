"""`targetbook blame`: which commit gave each amount and each target of a record the value that it has now."""

import json
from pathlib import Path

import click

from targetbook.cli.console import book_option, language_of, language_option
from targetbook.cli.record_history import meant_record
from targetbook.cli.reviewing import told_faults
from targetbook.review.history import blame_of
from targetbook.review.reports.history import blame_json, blame_text


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("record", metavar="RECORD")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@book_option
@language_option
def command(record: str, form: str, book: Path | None, ui_lang: str | None) -> None:
    """Tell when, by which commit and by whom each amount and each target value of RECORD got its value.

    RECORD is UNIT/ID or the path of its file. Another way of writing the same value does not count, nor does a new name, or
    another place in the file.
    """
    language = language_of(ui_lang)
    with told_faults(language):
        meant = meant_record(record, book, language)
        lines = blame_of(meant.repository, meant.record)
    if not lines:
        meant.refuse_unknown(language)
    if form == "json":
        click.echo(json.dumps(blame_json(lines, meant.money), ensure_ascii=False, indent=1))
    else:
        click.echo(blame_text(lines, language, meant.money), nl=False)
