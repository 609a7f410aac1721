"""One record by itself, as an editor hands it over before it is saved."""

import os
from dataclasses import replace
from pathlib import Path, PurePosixPath

from targetbook.check import Checked, Selection
from targetbook.check.one_record import check_record
from targetbook.model import Book, Project, open_head
from targetbook.model.book_fields import default_sources
from targetbook.model.schema import kind_of, shape_of
from targetbook.model.shapes import Reading
from targetbook.problems import Problem, has_errors, in_order
from targetbook.source import parse_yaml

UNNAMED = "targets/-/-.yaml"
"""What a text without a name stands for: a project."""


def checked_record(data: bytes, root: Path, name: str | None, selection: Selection) -> Checked:
    """What is wrong in a record, read by the languages, sources and kinds of the book at `root`.

    The rules over one project run where the record was read without an error; those that need other records never.

    Args:
        data: the record's bytes.
        name: the file that they are of, relative to the working folder; None for any project.
    """
    file = path_in_book(root, name) if name else UNNAMED
    head = open_head(root).book
    problems: list[Problem] = []
    project = _read(data, file, head, problems)
    if head is None or project is None or has_errors(problems):
        return Checked(None, in_order(problems))
    return check_record(project, head, root, problems, selection)


def path_in_book(root: Path, name: str) -> str:
    """A file's path relative to the book where it lies in it, else as given."""
    path, base = Path(os.path.realpath(name)), Path(os.path.realpath(root))
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else name


def _read(data: bytes, file: str, head: Book | None, problems: list[Problem]) -> Project | None:
    """The project, if it is one and could be read."""
    node = parse_yaml(data, file, problems)
    if node is None:
        return None
    unit, record = PurePosixPath(file).parent.name, PurePosixPath(file).stem
    kind = kind_of(file)
    about = {"project": f"{unit}/{record}", "unit": unit}.get(kind, "")
    sources = head.sources if head else default_sources()
    read = shape_of(kind, sources).read(node, _reading(head, problems, about), "")
    return replace(read, unit=unit, id=record) if isinstance(read, Project) else None


def _reading(book: Book | None, problems: list[Problem], record: str) -> Reading:
    if book is None:
        return Reading(problems, record=record)
    return Reading(problems, book.languages, book.money, book.taxonomy, record)
