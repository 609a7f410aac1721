"""One record by itself, as an editor hands it over before it is saved."""

import os
from pathlib import Path, PurePosixPath

from targetbook.model import Book, open_head
from targetbook.model.book_fields import default_sources
from targetbook.model.schema import kind_of, shape_of
from targetbook.model.shapes import Reading
from targetbook.problems import Problem, in_order
from targetbook.source import parse_yaml

UNNAMED = "targets/-/-.yaml"
"""What a text without a name stands for: a project."""


def record_problems(data: bytes, root: Path, name: str | None) -> tuple[Problem, ...]:
    """What is wrong in a record, read by the languages, sources and kinds of the book at `root`.

    Args:
        data: the record's bytes.
        name: the file that they are of, relative to the working folder; None for any project.
    """
    file = path_in_book(root, name) if name else UNNAMED
    problems: list[Problem] = []
    node = parse_yaml(data, file, problems)
    if node is not None:
        book = open_head(root).book
        unit, record = PurePosixPath(file).parent.name, PurePosixPath(file).stem
        kind = kind_of(file)
        about = {"project": f"{unit}/{record}", "unit": unit}.get(kind, "")
        sources = book.sources if book else default_sources()
        shape_of(kind, sources).read(node, _reading(book, problems, about), "")
    return in_order(problems)


def path_in_book(root: Path, name: str) -> str:
    """A file's path relative to the book where it lies in it, else as given."""
    path, base = Path(os.path.realpath(name)), Path(os.path.realpath(root))
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else name


def _reading(book: Book | None, problems: list[Problem], record: str) -> Reading:
    if book is None:
        return Reading(problems, record=record)
    return Reading(problems, book.languages, book.money, book.taxonomy, record)
