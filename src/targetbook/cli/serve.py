"""`targetbook serve`: the book in a browser, following its files."""

import webbrowser
from dataclasses import replace
from typing import Any

import click

from targetbook.cli.console import fail, reader_of, text
from targetbook.cli.news import news_of, page_words
from targetbook.cli.rebuilding import BUILD_OPTIONS, Asked, asked, attempts, poll_option, tell, until_interrupted

HOST = "127.0.0.1"


@click.command(params=[*BUILD_OPTIONS], context_settings={"help_option_names": ["-h", "--help"]})
@poll_option
@click.option("--host", default=HOST, metavar="ADDRESS", help=f"Address to listen at (default: {HOST}, this computer).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port (default: the first free one from 8000 on).")
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
def command(host: str, port: int | None, opens: bool, **options: Any) -> None:
    """Show the book's pages in a browser; each save shows at once, until Ctrl-C.

    Takes the options of `build`, and always builds HTML. A build that fails shows its errors over the page.
    """
    wish = _with_html(asked(**options))
    with until_interrupted(wish.language):
        _serve(wish, host, port, opens)


def _with_html(wish: Asked) -> Asked:
    """Pages to look at are built whatever else is asked for."""
    formats = tuple(dict.fromkeys(("html", *wish.wanted.formats)))
    return replace(wish, wanted=replace(wish.wanted, formats=formats))


def _serve(wish: Asked, host: str, port: int | None, opens: bool) -> None:
    from targetbook.cli.live import Site, application, is_loopback, listening, served, url_of

    try:
        listener = listening(host, port)
    except OSError as error:
        address = host if port is None else f"{host}:{port}"
        fail(text("no-port", wish.language, address=address, reason=error.strerror or str(error)))
    read_text = reader_of(wish.root)
    site = Site(news_of(None, wish.language, read_text))
    url = url_of(host, listener)
    with served(listener, host, application(site, page_words(wish.language), only_this_computer=is_loopback(host))):
        if not is_loopback(host):
            click.echo(text("serve-others", wish.language, host=host), err=True)
        click.echo(text("serving", wish.language, url=url))
        if opens:
            webbrowser.open(url)
        for attempt in attempts(wish):
            site.show(attempt.built.files if attempt.is_good else None, news_of(attempt, wish.language, read_text))
            tell(attempt, wish)  # whoever reads that it is built finds it
