"""`log` and `blame`: one record, asked of git, told as text or as data. Each command says only what it asks."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import click

from targetbook.cli.console import book_option, fail, find_book, language_of, language_option, path_in_book, text
from targetbook.cli.reviewing import told_faults
from targetbook.model import UNIT_FILE, Money, open_head
from targetbook.review.git import Repository, repository_of, told_by_git
from targetbook.source import book_files, nearest

F = TypeVar("F", bound=Callable[..., Any])
Told = TypeVar("Told")


def history_options(command: F) -> F:
    """What both commands are asked with: RECORD, `--format`, `--book`, `--ui-lang`."""
    form = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
    return click.argument("record", metavar="RECORD")(form(book_option(language_option(command))))


def tell(
    record: str,
    form: str,
    book: Path | None,
    ui_lang: str | None,
    found_by: Callable[[Repository, str], Sequence[Told]],
    as_text: Callable[[Sequence[Told], str, Money], str],
    as_data: Callable[[Sequence[Told], Money], object],
) -> None:
    """Print what git knows of a record.

    Args:
        record: `unit/id`, or the path of its file, from here or from the book.
        found_by: what is asked, of the repository and of `unit/id`.
    """
    language = language_of(ui_lang)
    root = find_book(book, language)
    id = _id_of(record, root)
    with told_faults(language, root):
        repository = repository_of(root)
        told = found_by(repository, id)
        is_cut = told_by_git(root, "rev-parse", "--is-shallow-repository", fault="unreadable").strip() == b"true"
    if not told:
        _refuse_unknown(id, root, language)
    if is_cut:
        click.echo(f"targetbook: {text('shallow-history', language)}", err=True)
    head = open_head(root).book
    money = head.money if head else Money()
    if form == "json":
        click.echo(json.dumps(as_data(told, money), ensure_ascii=False, indent=1))
    else:
        click.echo(as_text(told, language, money), nl=False)


def _refuse_unknown(record: str, root: Path, language: str) -> None:
    """End the command where the record is not here either: git knows nothing of it."""
    if (root / "targets" / f"{record}.yaml").exists():
        return
    files = (PurePosixPath(file) for file in book_files(root, []))
    known = [f"{file.parent.name}/{file.stem}" for file in files if len(file.parts) > 2 and file.name != UNIT_FILE]
    near = nearest(record, known)
    values = {"record": record, **({"nearest": near} if near else {})}
    fail(text("no-record-near" if near else "no-record", language, **values))


def _id_of(given: str, root: Path) -> str:
    if not given.endswith(".yaml"):
        return given.removeprefix("targets/")
    path = PurePosixPath(given if (root / given).exists() else path_in_book(root, given))
    return f"{path.parent.name}/{path.stem}"
