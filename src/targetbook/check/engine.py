"""What `check` runs: the reading of the book, then the checks that need it whole."""

from dataclasses import dataclass
from pathlib import Path

from targetbook.check.controls import control_problems
from targetbook.model import Book, open_book
from targetbook.problems import Problem, has_errors, in_order


@dataclass(frozen=True, slots=True)
class Checked:
    """A book with all its findings. `book` is None where its files have errors that leave nothing to rely on."""

    book: Book | None
    problems: tuple[Problem, ...]


def check_book(root: Path, *, totals: bool = True) -> Checked:
    """Read a book and check it. Totals are compared only when every file was read: a missing record would blur them."""
    opened = open_book(root)
    if opened.book is None or has_errors(opened.problems) or not totals:
        return Checked(opened.book, opened.problems)
    return Checked(opened.book, in_order([*opened.problems, *control_problems(opened.book)]))
