"""`targetbook new`: one more unit or project, ready to be filled in."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

import click

from targetbook.cli.beginning import begun, refuse_taken, refuse_unusable, set_of, worded, write_new
from targetbook.cli.console import (
    ERRORS,
    book_option,
    fail,
    find_book,
    language_of,
    language_option,
    print_problems,
    text,
    wants_color,
)
from targetbook.model import UNIT_FILE, Book, open_head
from targetbook.problems import has_errors
from targetbook.source import nearest, quote
from targetbook.source.scalars import FORBIDDEN

_NO_ID = re.compile(FORBIDDEN.pattern + r"|[\t\n\r/\\]|\A[._]|\A\s|\s\Z")
"""A folder's or file's name that would not be read as a record's, or that nobody could type again."""

name_option = click.option("--name", multiple=True, metavar="TEXT", help="Its name (again for the second language).")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Add a unit or a project. What it writes passes `check`; what is still to be written says so."""


@command.command()
@click.argument("unit", metavar="ID")
@name_option
@book_option
@language_option
def unit(unit: str, name: Sequence[str], book: Path | None, ui_lang: str | None) -> None:
    """Add a fund-using unit: the folder targets/ID/ with its _unit.yaml."""
    language = language_of(ui_lang)
    root = find_book(book, language)
    known = _head(root, language)
    _refuse_id(unit, unit, language)
    refuse_unusable(name, "--name", known.languages, language)
    values = {"name": worded(name, "new_unit", known.languages)}
    _add(
        root,
        f"targets/{unit}/{UNIT_FILE}",
        begun(set_of(known.languages), "unit.yaml", "unit", values, known),
        language,
    )


@command.command()
@click.argument("project", metavar="UNIT/ID")
@name_option
@book_option
@language_option
def project(project: str, name: Sequence[str], book: Path | None, ui_lang: str | None) -> None:
    """Add a project to a unit: the file targets/UNIT/ID.yaml."""
    language = language_of(ui_lang)
    root = find_book(book, language)
    known = _head(root, language)
    unit, slash, key = project.partition("/")
    if not slash:
        fail(text("no-unit-named", language, id=project))
    _refuse_id(unit, project, language)
    _refuse_id(key, project, language)
    _refuse_unknown_unit(root, unit, language)
    refuse_unusable(name, "--name", known.languages, language)
    source = known.sources[0]
    values = {"name": worded(name, "new_project", known.languages), "source": quote(source.id, flow=True)}
    content = begun(set_of(known.languages), "project.yaml", "project", values, known)
    _add(root, f"targets/{unit}/{key}.yaml", content, language)


def _head(root: Path, language: str) -> Book:
    """The book's head, which says in what languages a record is begun; ends the command where it cannot be read."""
    opened = open_head(root)
    if opened.book is None or has_errors(opened.problems):
        print_problems(opened.problems, root, language, color=wants_color("auto"), err=True)
        raise SystemExit(ERRORS)
    return opened.book


def _refuse_id(key: str, whole: str, language: str) -> None:
    if not key or _NO_ID.search(key):
        fail(text("no-id", language, id=whole))


def _refuse_unknown_unit(root: Path, unit: str, language: str) -> None:
    targets = root / "targets"
    if os.path.lexists(targets / unit / UNIT_FILE):
        return
    units = [path.parent.name for path in sorted(targets.glob(f"*/{UNIT_FILE}"))]
    near = nearest(unit, units)
    fail(text("no-unit-near", language, unit=unit, nearest=near) if near else text("no-unit", language, unit=unit))


def _add(root: Path, file: str, content: str, language: str) -> None:
    refuse_taken(root, [file], language)
    write_new(root, {file: content}, language)
    click.echo(file)
