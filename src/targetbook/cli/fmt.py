"""`targetbook fmt`: the book's files in their canonical form."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from targetbook.check.text import report
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
from targetbook.model import BOOK_FILE, Book, open_head
from targetbook.model.order import key_order
from targetbook.model.schema import kind_of
from targetbook.problems import BookError, Problem, in_order
from targetbook.source import book_files, read_bytes
from targetbook.source.encoding import text_of
from targetbook.source.fmt import formatted
from targetbook.source.lines import BOM
from targetbook.source.saving import staged, unified

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Formatted:
    """One file before and after."""

    file: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and name the files that would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change, and exit 1 if anything would.")
@click.option("--stdin-filename", metavar="FILE", help="What the text of standard input (PATH -) is a file of.")
@book_option
@language_option
@color_option
def command(
    paths: Sequence[Path],
    check: bool,
    diff: bool,
    stdin_filename: str | None,
    book: Path | None,
    ui_lang: str | None,
    color: str,
) -> None:
    """Write the book's files in their canonical form: one order of keys, two spaces a level, every comment kept.

    PATH… limits it to some files or folders; - reads one record from standard input and writes it to standard output.
    A file with errors is left as it is.
    """
    language = language_of(ui_lang)
    root = find_book(book, language)
    known = open_head(root).book
    if paths == (Path(STDIN),):
        _format_stdin(stdin_filename or "targets/-/-.yaml", known, language, color)
        return
    problems: list[Problem] = []
    chosen = _chosen(root, paths, problems, language)
    files = [done for file in chosen if (done := _format(root, file, known, problems)) is not None]
    changed = [file for file in files if file.is_changed]
    for file in changed:
        _tell(file, root, language, check=check, diff=diff)
    print_problems(in_order(problems), root, language, color=wants_color(color), err=True)
    counts = {"changed": len(changed), "same": len(files) - len(changed), "failed": len(chosen) - len(files)}
    summary = "fmt-would-sum" if check or diff else "fmt-sum"
    click.echo(text(summary, language, **{name: str(count) for name, count in counts.items()}), err=True)
    raise SystemExit(ERRORS if problems or (changed and (check or diff)) else 0)


def _chosen(root: Path, paths: Sequence[Path], problems: list[Problem], language: str) -> list[str]:
    """The files of the book that were asked for, all where none was."""
    found: list[Problem] = []
    known = [BOOK_FILE, *book_files(root, found)]
    if not paths:
        problems += found
        return known
    chosen: dict[str, None] = {}
    for path in paths:
        under = [file for file in known if _is_under(root / file, path)]
        refused = [problem for problem in found if _is_under(root / problem.place.file, path)]
        if not under and not refused:
            fail(text("no-file-of-book", language, file=str(path)))
        chosen |= dict.fromkeys(under)
        problems += refused
    return list(chosen)


def _is_under(file: Path, path: Path) -> bool:
    """Whether a path names the file or a folder that it is in."""
    return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(path))  # a loop of links ends here too


def _format(root: Path, file: str, book: Book | None, problems: list[Problem]) -> Formatted | None:
    """One file of the book; None, and problems, where it cannot be read."""
    data = read_bytes(root, file, problems)
    return None if data is None else _format_bytes(data, file, book, problems)


def _format_bytes(data: bytes, file: str, book: Book | None, problems: list[Problem]) -> Formatted | None:
    try:
        before = data.decode("utf-8")
        return Formatted(file, before, formatted(before, file, key_order(kind_of(file), book)))
    except UnicodeDecodeError:
        text_of(data, file, problems)
    except BookError as error:
        problems += error.problems
    return None


def _format_stdin(file: str, book: Book | None, language: str, color: str) -> None:
    """Standard input to standard output; with errors nothing is written."""
    data = sys.stdin.buffer.read()
    problems: list[Problem] = []
    done = _format_bytes(data, file, book, problems)
    if done is None:
        said = report(in_order(problems), language, lambda file: data.decode("utf-8", "replace"), wants_color(color))
        click.echo(said, nl=False, err=True)
        raise SystemExit(ERRORS)
    click.echo(done.after.encode(), nl=False)


def _tell(file: Formatted, root: Path, language: str, *, check: bool, diff: bool) -> None:
    """Say what changes in a file, or change it and say so."""
    if diff:
        click.echo("".join(_difference(file)), nl=False)
        return
    if not check:
        try:
            _replace(root / file.file, file.after.encode())
        except OSError as error:
            fail(text("cannot-write-file", language, file=file.file, reason=error.strerror or str(error)))
    click.echo(text("fmt-would" if check else "fmt-done", language, file=file.file))


def _difference(file: Formatted) -> Iterator[str]:
    before = file.before.removeprefix(BOM).splitlines(keepends=True)
    return unified(before, file.after.splitlines(keepends=True), file.file, file.file)


def _replace(path: Path, data: bytes) -> None:
    """Put a new file in the old one's place at once, with its permissions; a link keeps leading to it."""
    path = path.resolve()
    waiting = staged(path, data)
    try:
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)
