"""`targetbook blame`: which commit gave each amount and each target of a record the value that it has now."""

from pathlib import Path

import click

from targetbook.cli.record_history import history_options, tell
from targetbook.review.history import blame_of
from targetbook.review.reports.history import blame_json, blame_text


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@history_options
def command(record: str, form: str, book: Path | None, ui_lang: str | None) -> None:
    """Tell when, by which commit and by whom each amount and each target value of RECORD got its value.

    RECORD is UNIT/ID or the path of its file. Another way of writing the same value does not count, nor does a new name, or
    another place in the file.
    """
    tell(record, form, book, ui_lang, blame_of, blame_text, blame_json)
