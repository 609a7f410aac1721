"""Two versions of one book, each read and checked: from git, from folders, or the files as they lie."""

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from targetbook.check import Checked, Memory, Selection, check_book
from targetbook.review.git import Repository, commit_of, main_branch, merge_base, repository_of, write_version


@dataclass(frozen=True, slots=True)
class Asked:
    """A version that is asked for: a commit of a repository under the name that the user gave it, or a folder."""

    name: str
    commit: str = ""
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a book, read and checked. `commit` is "" for files as they lie."""

    name: str
    commit: str
    root: Path
    checked: Checked


def asked_versions(book: Path, base: str | None, head: str | None) -> tuple[Repository, Asked, Asked]:
    """What `diff BASE HEAD` means for a book in a repository.

    Without BASE it is the commit from which the main branch and HEAD went apart; without HEAD it is the work tree.

    Raises:
        GitError: git cannot tell one of them.
    """
    repository = repository_of(book)
    newer = Asked(head, commit_of(repository, head)) if head else Asked("", folder=book)
    if base is not None:
        return repository, Asked(base, commit_of(repository, base)), newer
    main = main_branch(repository)
    return repository, Asked(main, merge_base(repository, main, head or "HEAD")), newer


@contextlib.contextmanager
def opened_versions(
    repository: Repository | None, base: Asked, head: Asked, selection: Selection
) -> Iterator[tuple[Version, Version]]:
    """Both versions, read and checked, while the context lasts. A record that is the same in both is read once.

    Raises:
        GitError: a commit has no book, or cannot be read.
    """
    memory = Memory()
    with contextlib.ExitStack() as stack:
        older = _opened(repository, base, selection, memory, stack)
        yield older, _opened(repository, head, selection, memory, stack)


def _opened(
    repository: Repository | None, asked: Asked, selection: Selection, memory: Memory, stack: contextlib.ExitStack
) -> Version:
    root = asked.folder
    if root is None:
        assert repository is not None  # a commit is a repository's
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="targetbook-")))
        write_version(repository, asked.commit, root)
    return Version(asked.name, asked.commit, root, check_book(root, selection, memory=memory))
