"""Two versions of one book, each read and checked: from git, from folders, or the files as they lie."""

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from targetbook.check import Checked, Memory, Selection, check_book
from targetbook.model import BOOK_FILE, UNIT_FILE, open_head
from targetbook.problems import Problem, Severity, has_errors
from targetbook.review.borrowed import check_under
from targetbook.review.git import GitError, Repository, commit_of, main_branch, merge_base, repository_of
from targetbook.review.trees import Tree, tree_of_book, write_tree
from targetbook.source import book_files

_IN_MEMORY = Path("/dev/shm")
_ROOM = 256 * 1024 * 1024  # bytes
NO_BOOK, NO_HEAD, UNREADABLE_HEAD = "no-book", "no-head", "unreadable-head"
GOVERNING = frozenset({"money", "languages", "sources", "taxonomy", ""})
"""What `targetbook.yaml` says that every record is read by; "" is the whole of it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A version that is asked for: a commit of a repository under the name that the user gave it, or a folder."""

    name: str
    commit: str = ""
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a book, read and checked. `commit` is "" for files as they lie.

    Attributes:
        root: the book's folder; for a commit one that lasts as long as `opened_versions`.
        unread: ids of the projects whose files this version has, but cannot read whole: a value that could not be read
            must not be taken for one that was taken away.
        fault: "" for a sound version; no-book: there is nothing of a book, so that it is new, or gone; no-head: it has
            records, and no `targetbook.yaml`; unreadable-head: that cannot be read, or not what every record is read by.
            Under no-head and unreadable-head the records are read by the other version's, if anything of that can be.
        unread_fields: what of `targetbook.yaml` could not be read, by its first keys.
        moved_from: the folder in the repository in which the book lay then, where that was another one.
    """

    name: str
    commit: str
    root: Path
    checked: Checked
    unread: frozenset[str] = frozenset()
    fault: str = ""
    unread_fields: frozenset[str] = frozenset()
    moved_from: str | None = None


def asked_versions(book: Path, base: str | None, head: str | None) -> tuple[Repository, Asked, Asked]:
    """What `diff BASE HEAD` means for a book in a repository.

    Without BASE it is the commit from which the main branch and HEAD went apart; without HEAD it is the work tree.

    Raises:
        GitError: git cannot tell one of them.
    """
    repository = repository_of(book)
    newer = Asked("", folder=book) if head is None else Asked(head, commit_of(repository, head))
    if base is not None:
        return repository, Asked(base, commit_of(repository, base)), newer
    main = main_branch(repository)
    return repository, Asked(main, merge_base(repository, main, newer.commit or "HEAD")), newer


def asked_folders(older: Path, newer: Path) -> tuple[Asked, Asked]:
    """What `diff --from DIR --to DIR` means: two folders, each with a book, in git or not."""
    return Asked(str(older), folder=older), Asked(str(newer), folder=newer)


@contextlib.contextmanager
def opened_versions(
    repository: Repository | None, base: Asked, head: Asked, selection: Selection, memory: Memory | None = None
) -> Iterator[tuple[Version, Version]]:
    """Both versions, read and checked, while the context lasts. A record that is the same in both is read once.

    Args:
        repository: of the commits that are asked for; None where both are folders.
        memory: what earlier runs know of the records (`check.stored_memory`); nothing, unless it is given.

    Raises:
        GitError: neither version has a book (no-book), or a commit cannot be read.
    """
    memory = memory or Memory()
    with contextlib.ExitStack() as stack:
        older = _opened(repository, base, head, selection, memory, stack)
        newer = _opened(repository, head, base, selection, memory, stack)
        if {older.fault, newer.fault} <= {NO_BOOK, NO_HEAD}:
            raise GitError(NO_BOOK, commit=base.commit[:10], book=repository.prefix if repository else base.name)
        yield _under(newer, older, selection, memory), _under(older, newer, selection, memory)


def _opened(
    repository: Repository | None,
    asked: Asked,
    other: Asked,
    selection: Selection,
    memory: Memory,
    stack: contextlib.ExitStack,
) -> Version:
    root, moved_from = asked.folder, None
    if root is None:
        assert repository is not None  # a commit is a repository's
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="targetbook-", dir=_folder_in_memory())))
        tree = tree_of_book(repository, asked.commit, (other.commit, "HEAD") if other.commit else ("HEAD",))
        if tree is not None:
            _write(repository, tree, root)
            moved_from = tree.folder if tree.folder != repository.prefix else None
    checked = check_book(root, selection, memory=memory)
    unread, fields = unread_in(root, checked, memory), _unread_fields(root, checked)
    return Version(asked.name, asked.commit, root, checked, unread, _fault(root, fields), fields, moved_from)


def _under(other: Version, version: Version, selection: Selection, memory: Memory) -> Version:
    """A version as it is; or where its own `targetbook.yaml` fails it, with its records read by the other's.

    Where both fail, one of which something can be read serves; what stands in for the rest is the same in both.
    """
    if version.fault not in (NO_HEAD, UNREADABLE_HEAD):
        return version
    if other.checked.book is None or (other.fault and version.checked.book is not None):
        return version if version.checked.book is None else replace(version, fault="")
    checked = check_under(version.root, other.root, other.checked.book.taxonomy.id, selection, memory)
    return replace(version, checked=checked, unread=unread_in(version.root, checked, memory))


def _fault(root: Path, unread_fields: frozenset[str]) -> str:
    if (root / BOOK_FILE).exists():
        return UNREADABLE_HEAD if unread_fields & GOVERNING else ""
    return NO_HEAD if any(PurePosixPath(file).name == UNIT_FILE for file in book_files(root, [])) else NO_BOOK


def _unread_fields(root: Path, checked: Checked) -> frozenset[str]:
    """The first keys of what `targetbook.yaml` says and could not be read."""
    if not has_errors(checked.problems):
        return frozenset()
    return frozenset(
        re.split(r"[.\[]", problem.field)[0] if problem.place.file == BOOK_FILE else "taxonomy"
        for problem in open_head(root).problems
        if leaves_out(problem)
    )


def _folder_in_memory() -> Path | None:
    """Where files that live for a second cost least: in memory, if the system has a folder there with room for a book."""
    has_room = os.access(_IN_MEMORY, os.W_OK) and shutil.disk_usage(_IN_MEMORY).free > _ROOM
    return _IN_MEMORY if has_room else None


def _write(repository: Repository, tree: Tree, root: Path) -> None:
    try:
        write_tree(repository, tree, root)
    except OSError as error:
        raise GitError("unreadable", reason=str(error)) from error


def unread_in(root: Path, checked: Checked, memory: Memory) -> frozenset[str]:
    """Ids of the projects that a folder holds and that were not read whole.

    Args:
        memory: that of the check that was made last.
    """
    if checked.book is None or not has_errors(checked.problems):
        return frozenset()
    read = {project.full_id for project in checked.book.projects()}
    errors = (problem for problem in checked.problems if problem.severity is Severity.ERROR)
    unread = {record for problem in errors if (record := record_of(problem.place.file))} - read
    for file in book_files(root, []):
        if (record := record_of(file)) is not None:
            known = memory.records.get(file)
            if record not in read or (known is not None and any(map(leaves_out, known.problems))):
                unread.add(record)
    return frozenset(unread)


def record_of(file: str) -> str | None:
    """The id of the project that a file of the book holds; None for other files."""
    path = PurePosixPath(file)
    is_record = path.parts[:1] == ("targets",) and len(path.parts) > 2 and path.name != UNIT_FILE
    return f"{path.parent.name}/{path.stem}" if is_record else None


def leaves_out(problem: Problem) -> bool:
    """Whether something could not be read for it. A key that this tool does not know (yet, or any more) is none to miss."""
    is_unknown_key = problem.code == "STR002" and problem.message.startswith("unknown-key")
    return problem.severity is Severity.ERROR and not is_unknown_key
