"""One record by itself, as an editor hands it over before it is saved."""

from pathlib import Path, PurePosixPath

from targetbook.check import Checked, Selection
from targetbook.check.one_record import check_record
from targetbook.cli.console import path_in_book
from targetbook.model import Book, open_head
from targetbook.model.book_fields import default_sources
from targetbook.model.reading import id_of, read_record
from targetbook.model.schema import kind_of, shape_of
from targetbook.model.shapes import Reading
from targetbook.problems import Problem, has_errors, in_order

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
    sources = head.sources if head else default_sources()
    project = read_record(data, file, shape_of(kind_of(file), sources), _reading(head, problems, _about(file)))
    if head is None or project is None or has_errors(problems):
        return Checked(None, in_order(problems))
    return check_record(project, head, root, problems, selection)


def _about(file: str) -> str:
    """The record that a file's problems are told of: a project, a unit, or none."""
    return {"project": id_of(file), "unit": PurePosixPath(file).parent.name}.get(kind_of(file), "")


def _reading(book: Book | None, problems: list[Problem], record: str) -> Reading:
    if book is None:
        return Reading(problems, record=record)
    return Reading(problems, book.languages, book.money, book.taxonomy, record)
