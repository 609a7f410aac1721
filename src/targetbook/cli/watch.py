"""`targetbook watch`: the outputs follow the book's files."""

from typing import Any

import click

from targetbook.cli.console import text
from targetbook.cli.rebuilding import BUILD_OPTIONS, asked, attempts, poll_option, tell, until_interrupted


@click.command(params=[*BUILD_OPTIONS], context_settings={"help_option_names": ["-h", "--help"]})
@poll_option
def command(**options: Any) -> None:
    """Build the book, then again on every save, until Ctrl-C.

    Takes the options of `build`. Errors are shown with their places and leave the last good outputs where they are.
    """
    wish = asked(**options)
    with until_interrupted(wish.language):
        click.echo(text("watching", wish.language, book=str(wish.root)))
        for attempt in attempts(wish):
            tell(attempt, wish)
