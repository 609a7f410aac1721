"""`targetbook cache`: what the tool keeps from one run to the next, and how to be rid of it."""

import contextlib
from pathlib import Path

import click
from rich.cells import cell_len

from targetbook.cli.console import amount_of, fail, language_of, language_option, text
from targetbook.kept import FINDINGS, cache_folder, most_kept, user_cache

HELP = {"help_option_names": ["-h", "--help"]}
KINDS = ("pages", "findings")

Sizes = dict[Path, int]
"""Kept files with their sizes in bytes."""


@click.group(context_settings=HELP, invoke_without_command=True)
@language_option
@click.pass_context
def command(context: click.Context, ui_lang: str | None) -> None:
    """Show what is kept from one run to the next, where, and how much it may be.

    Builds keep the pages that they set, checks what they found in records; both lie in your own cache folder, never in a
    book. TARGETBOOK_CACHE_SIZE says how many megabytes are kept.
    """
    if context.invoked_subcommand is None:
        click.echo("\n".join(_shown(language_of(ui_lang))))


@command.command("clear", context_settings=HELP)
@click.option("--pages", is_flag=True, help="Only the pages that builds set.")
@click.option("--findings", is_flag=True, help="Only what checks found.")
@language_option
def clear(pages: bool, findings: bool, ui_lang: str | None) -> None:
    """Remove what is kept. It is made anew when it is needed; a build that runs meanwhile goes on.

    Only files that the tool wrote are removed, and no link is followed.
    """
    language = language_of(ui_lang)
    asked = [kind for kind, is_asked in zip(KINDS, (pages, findings), strict=True) if is_asked] or KINDS
    removed: Sizes = {}
    for kind in asked:
        for file, size in _kept(kind).items():
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                fail(text("cache-stuck", language, file=str(file), reason=error.strerror or str(error)))
            removed[file] = size
    _remove_empty()
    click.echo(text("cache-cleared", language, **_amounts(removed, language)))


@command.command("dir", context_settings=HELP)
def folder() -> None:
    """Print the folder where it is kept, e.g. for a CI job that keeps it between its runs."""
    click.echo(cache_folder())


def _shown(language: str) -> list[str]:
    """The folder, a line a kind of what is kept, and how much it may come to."""
    names = {kind: text(f"cache-{kind}", language) for kind in KINDS}
    width = max(map(cell_len, names.values()))
    lines = [str(cache_folder())]
    for kind, name in names.items():
        held = text("cache-held", language, **_amounts(_kept(kind), language))
        lines.append(f"  {name}{' ' * (width - cell_len(name))}  {held}")
    return [*lines, text("cache-most", language, most=f"{most_kept() >> 20:,} MB")]


def _kept(kind: str) -> Sizes:
    """The files of one kind."""
    return {
        file: told.st_size for file, told in user_cache().files() if (FINDINGS in file.suffixes) == (kind == "findings")
    }


def _amounts(held: Sizes, language: str) -> dict[str, str]:
    return {"files": amount_of("file", len(held), language), "size": _size(sum(held.values()))}


def _size(size: int) -> str:
    """A number of bytes in megabytes, as TARGETBOOK_CACHE_SIZE counts them."""
    return f"{size / (1 << 20):,.1f} MB"


def _remove_empty() -> None:
    """Remove the folder, where nothing else lies in it."""
    with contextlib.suppress(OSError):
        cache_folder().rmdir()
