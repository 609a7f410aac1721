"""`targetbook log`: how a record's money and targets came to be, commit by commit."""

import json
from pathlib import Path

import click

from targetbook.cli.console import book_option, language_of, language_option
from targetbook.cli.record_history import meant_record
from targetbook.cli.reviewing import told_faults
from targetbook.review.history import log_of
from targetbook.review.reports.history import log_json, log_text


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("record", metavar="RECORD")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@book_option
@language_option
def command(record: str, form: str, book: Path | None, ui_lang: str | None) -> None:
    """Tell how RECORD came to be: each commit that changed its money, its targets or its texts, the newest first.

    RECORD is UNIT/ID or the path of its file. Its history is followed through new names and other folders.
    """
    language = language_of(ui_lang)
    with told_faults(language):
        meant = meant_record(record, book, language)
        entries = log_of(meant.repository, meant.record)
    if not entries:
        meant.refuse_unknown(language)
    if form == "json":
        click.echo(json.dumps(log_json(entries, meant.money), ensure_ascii=False, indent=1))
    else:
        click.echo(log_text(entries, language, meant.money), nl=False)
