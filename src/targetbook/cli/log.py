"""`targetbook log`: how a record's money and targets came to be, commit by commit."""

from pathlib import Path

import click

from targetbook.cli.record_history import history_options, tell
from targetbook.review.history import log_of
from targetbook.review.reports.history import log_json, log_text


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@history_options
def command(record: str, form: str, book: Path | None, ui_lang: str | None) -> None:
    """Tell how RECORD came to be: each commit that changed its money, its targets or its texts, the newest first.

    RECORD is UNIT/ID or the path of its file. Its history is followed through new names and other folders.
    """
    tell(record, form, book, ui_lang, log_of, log_text, log_json)
