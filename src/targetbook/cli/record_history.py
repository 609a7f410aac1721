"""What `log` and `blame` share: which record is meant, and the repository and the unit of money of its book."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from targetbook.cli.console import fail, find_book, path_in_book, text
from targetbook.model import UNIT_FILE, Money, open_head
from targetbook.review.git import Repository, repository_of
from targetbook.source import book_files, nearest


@dataclass(frozen=True, slots=True)
class Meant:
    """A record of a book in git: its `unit/id`, and the unit in which its amounts are printed."""

    repository: Repository
    record: str
    money: Money
    root: Path

    def refuse_unknown(self, language: str) -> None:
        """End the command where the record is not here either: git knows nothing of it."""
        if (self.root / "targets" / f"{self.record}.yaml").exists():
            return
        files = (PurePosixPath(file) for file in book_files(self.root, []))
        known = [f"{file.parent.name}/{file.stem}" for file in files if len(file.parts) > 2 and file.name != UNIT_FILE]
        near = nearest(self.record, known)
        values = {"record": self.record, **({"nearest": near} if near else {})}
        fail(text("no-record-near" if near else "no-record", language, **values))


def meant_record(given: str, book: Path | None, language: str) -> Meant:
    """The record that the command line names as `unit/id`, or by the path of its file, from here or from the book.

    Raises:
        GitError: the book lies in no repository that can be read.
    """
    root = find_book(book, language)
    head = open_head(root).book
    return Meant(repository_of(root), _id_of(given, root), head.money if head else Money(), root)


def _id_of(given: str, root: Path) -> str:
    if not given.endswith(".yaml"):
        return given.removeprefix("targets/")
    path = PurePosixPath(given if (root / given).exists() else path_in_book(root, given))
    return f"{path.parent.name}/{path.stem}"
