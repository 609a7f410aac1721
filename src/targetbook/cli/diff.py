"""`targetbook diff`: which money moved and which targets were lowered between two versions of the book."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from targetbook.check import stored_memory
from targetbook.check.text import printable
from targetbook.cli.console import (
    ERRORS,
    book_option,
    color_option,
    fail,
    find_book,
    language_of,
    language_option,
    print_problems,
    text,
    wants_color,
)
from targetbook.cli.ranges import asked_in_git
from targetbook.cli.reviewing import FORMATS, SIZES, Asking, Review, narrowed, reviewed, told_faults
from targetbook.cli.selecting import selection_of, selection_options
from targetbook.layout import templates_of
from targetbook.model.book_fields import SETTINGS
from targetbook.review.git import Repository
from targetbook.review.reports.inert import LONGEST, address
from targetbook.review.reports.markdown import GITHUB
from targetbook.review.reports.text import WIDTH
from targetbook.review.versions import Asked, asked_folders

STDOUT = "-"
NARROW = 60
"""Cells, below which the tables of a report would break every word."""
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("base", required=False)
@click.argument("head", required=False)
@click.option("--from", "older", type=_FOLDER, metavar="DIR", help="A folder with the older book, instead of BASE.")
@click.option("--to", "newer", type=_FOLDER, metavar="DIR", help="A folder with the newer book, instead of HEAD.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to report.")
@click.option("--output", type=click.Path(dir_okay=False, allow_dash=True), default=STDOUT, help="File to report to.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if the report tells any difference.")
@click.option("--enforce", is_flag=True, help="Exit with 1, and tell why, where the book's policy asks for more.")
@click.option("--layout", metavar="NAME", help="docx: the layout to print (default: the book's first).")
@click.option("--setting", type=click.Choice(list(SETTINGS)), help="docx: its bilingual setting (default: the book's).")
@click.option(
    "--limit",
    type=click.IntRange(min=SIZES),
    default=GITHUB,
    metavar="N",
    help=f"markdown: characters that the host takes (default: {GITHUB}; GitLab takes 1000000).",
)
@click.option("--link", default="", metavar="URL", help="markdown: address of the full report (http or https).")
@selection_options
@book_option
@language_option
@color_option
def command(
    base: str | None,
    head: str | None,
    older: Path | None,
    newer: Path | None,
    form: str,
    output: str,
    exit_code: bool,
    enforce: bool,
    layout: str | None,
    setting: str | None,
    limit: int,
    link: str,
    select: Sequence[str],
    extend_select: Sequence[str],
    ignore: Sequence[str],
    book: Path | None,
    ui_lang: str | None,
    color: str,
) -> None:
    """Tell what changed in money and in targets, from BASE to HEAD, with the findings that the change brings or mends.

    BASE and HEAD are branches, tags or commits, read straight from git: the files that lie here stay as they are. Without
    HEAD it is the files as they lie; without BASE, the commit from which the main branch and they went apart. BASE..HEAD and
    BASE...HEAD are read as `git diff` reads them.
    `--from DIR --to DIR` compares two folders. `--enforce` holds the change to `policy` of the older targetbook.yaml.
    """
    language = language_of(ui_lang)
    _refuse_mixed(base, older, newer)
    if form == "docx" and output == STDOUT and sys.stdout.isatty():
        raise click.UsageError("a Word file is not for a terminal: name one with --output")
    colored = color == "always" or (output == STDOUT and wants_color(color))
    selection = selection_of(select, extend_select, ignore, language)
    asking = Asking(form, language, colored, limit, _address(link, language), layout, setting, _width(output))
    root = newer or find_book(book, language)
    with told_faults(language, root):
        repository, before, after = _asked(root, base, head, older, language)
        with reviewed(repository, before, after, selection, stored_memory(root)) as review:
            review = narrowed(review) if form == "markdown" else review
            _write(asking.report(review, templates_of(root)), output, language)
            failed = enforce and _tell_breaches(review, language, color=wants_color(color))
    raise SystemExit(ERRORS if failed or (exit_code and review.differs) else 0)


def _width(output: str) -> int:
    """Cells of a line: as many as the terminal has, if the report goes to one."""
    if output != STDOUT or not sys.stdout.isatty():
        return WIDTH
    return max(shutil.get_terminal_size((WIDTH, 24)).columns, NARROW)


def _address(link: str, language: str) -> str:
    """The address of the full report, encoded; one that a browser would run or look for here is refused."""
    try:
        return address(link) if link else ""
    except ValueError:
        fail(text("no-address", language, link=printable(link), most=str(LONGEST)))


def _asked(
    root: Path, base: str | None, head: str | None, older: Path | None, language: str
) -> tuple[Repository | None, Asked, Asked]:
    """The two versions; `older` is a folder to compare `root` with."""
    return asked_in_git(root, base, head, language) if older is None else (None, *asked_folders(older, root))


def _refuse_mixed(base: str | None, older: Path | None, newer: Path | None) -> None:
    if (older is None) != (newer is None):
        raise click.UsageError("--from and --to go together: name both folders")
    if older is not None and base is not None:
        raise click.UsageError(
            "compare either two folders or two versions in git: BASE does not go with --from and --to"
        )


def _tell_breaches(review: Review, language: str, *, color: bool) -> bool:
    """Whether the change is refused: each breach of the policy, and each error that keeps a record from being judged."""
    refused = [*review.breaches, *review.unjudged]
    print_problems(refused, review.changes.head.root, language, color=color, err=True)
    if not refused and not review.has_policy:
        click.echo(f"targetbook: {text('no-policy', language)}", err=True)
    return bool(refused)


def _write(said: str | bytes, output: str, language: str) -> None:
    if output == STDOUT:
        click.echo(said, nl=False, color=True)  # it was coloured as asked
        return
    data = said if isinstance(said, bytes) else said.encode("utf-8", "backslashreplace")
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        fail(text("cannot-write-file", language, file=output, reason=error.strerror or str(error)))
