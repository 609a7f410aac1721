"""A book whose `targetbook.yaml` is missing or cannot be read: its records are read by another's."""

import tempfile
from pathlib import Path

from targetbook.check import Checked, Memory, Selection, check_book
from targetbook.model import BOOK_FILE, open_head
from targetbook.problems import Problem, in_order
from targetbook.source import book_files, read_bytes
from targetbook.taxonomy import BUILT_IN


def check_under(root: Path, lender: Path, taxonomy: str, selection: Selection, memory: Memory) -> Checked:
    """The records of a book, read and checked by another book's `targetbook.yaml`.

    Its own files stay as they are: what is read is a copy. Its findings are those of its records, and what is wrong with
    its own `targetbook.yaml`.

    Args:
        lender: the other book's folder.
        taxonomy: the frame that the other book names; where that is a file, it is lent too.
    """
    problems: list[Problem] = []
    with tempfile.TemporaryDirectory(prefix="targetbook-") as folder:
        copy = Path(folder)
        for file in (BOOK_FILE, *([] if taxonomy in BUILT_IN else [taxonomy])):
            _copy(lender, file, copy, [])
        for file in book_files(root, problems):
            _copy(root, file, copy, problems)
        checked = check_book(copy, selection, memory=memory)
    problems += [*open_head(root).problems, *checked.problems]
    return Checked(checked.book, in_order(problems), checked.deferred)


def _copy(source: Path, file: str, root: Path, problems: list[Problem]) -> None:
    """A file of a book, as far as the reader would read it."""
    data = read_bytes(source, file, problems)
    if data is not None:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(data)
