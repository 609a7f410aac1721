"""A book as it was in a commit, written into a folder to be read like any other; and where it lay, if its folder moved."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from targetbook.model import BOOK_FILE, UNIT_FILE
from targetbook.review.git import FILES, Entry, GitError, Repository, told_by_git, tree_of
from targetbook.source.reading import FILE_SIZE

_LINK, _SUBMODULE = "120000", "160000"


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of a commit that a book is read from, their paths from the book's folder; and what stands in their way.

    Attributes:
        folder: where the book lay in the repository then, "" or with a closing slash.
        entries: `targetbook.yaml`, `targets/`, and other YAML of the book's folder.
    """

    folder: str
    entries: tuple[Entry, ...]


def tree_of_book(repository: Repository, commit: str, heirs: Sequence[str] = ()) -> Tree | None:
    """The book's files in a commit; None where there is nothing of a book, in its folder or where git says it lay before.

    Args:
        heirs: newer commits, to which git may trace what has moved since.

    Raises:
        GitError: records lie in a submodule, so that the commit names them and does not hold them (submodule).
    """
    everything = tree_of(repository, commit)
    paths = {entry.path for entry in everything if entry.mode in FILES}
    folder: str | None = repository.prefix
    if f"{folder}{BOOK_FILE}" not in paths:
        folder = next(
            (old for heir in heirs if (old := _moved_from(repository, commit, heir, paths)) is not None), None
        )
    if folder is None and any(_is_unit(path, repository.prefix) for path in paths):
        folder = repository.prefix  # records without their `targetbook.yaml`
    if folder is None:
        return None
    own = (
        replace(entry, path=entry.path.removeprefix(folder)) for entry in everything if entry.path.startswith(folder)
    )
    return Tree(folder, tuple(entry for entry in own if _is_of_book(entry, commit)))


def write_tree(repository: Repository, tree: Tree, root: Path) -> None:
    """Write a book's files into an empty folder.

    Nothing is written outside of it, whatever the commit holds: links are made last, and none for `targets/` itself or
    beneath another link. A link stays a link, which the reader follows inside the folder only. A file beyond what is
    read is written as one too large to read, without its content.

    Raises:
        GitError: the repository lacks a file's content, as a partial clone does (no-content).
        OSError: this system cannot have a file of that name.
    """
    files = [entry for entry in tree.entries if entry.mode in FILES and _is_within(entry.path)]
    wanted = [entry for entry in files if entry.size <= FILE_SIZE]
    content = dict(zip((entry.path for entry in wanted), contents_of(repository, wanted), strict=True))
    for folder in {PurePosixPath(entry.path).parent for entry in files}:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for entry in files:
        with (root / entry.path).open("wb") as stream:
            if entry.path in content:
                stream.write(content[entry.path])
            else:
                stream.truncate(FILE_SIZE + 1)
    links = [entry for entry in tree.entries if entry.mode == _LINK and _is_within(entry.path)]
    for entry, target in zip(links, contents_of(repository, links), strict=True):
        _link(root, entry.path, os.fsdecode(target))


def contents_of(repository: Repository, entries: Sequence[Entry]) -> Iterator[bytes]:
    """The content of each entry, by one process.

    Raises:
        GitError: the repository lacks one (no-content).
    """
    if not entries:
        return
    asked = "".join(f"{entry.object}\n" for entry in entries).encode()
    told = told_by_git(repository.top, "cat-file", "--batch", fault="unreadable", asked=asked)
    position = 0
    for entry in entries:
        end = told.index(b"\n", position)
        if told[position:end].endswith(b" missing"):
            raise GitError("no-content", path=entry.path)
        size = int(told[position:end].split()[2])
        yield told[end + 1 : end + 1 + size]
        position = end + 1 + size + 1


def _moved_from(repository: Repository, commit: str, heir: str, paths: set[str]) -> str | None:
    """The folder from which git sees most of the book's files moved to where the book lies in a newer commit."""
    arguments = ("-r", "-z", "--find-renames", "--diff-filter=R", "--name-status", "--no-ext-diff", "--no-textconv")
    told = told_by_git(repository.top, "diff-tree", *arguments, commit, heir, fault="unreadable")
    words = told.decode("utf-8", "surrogateescape").split("\0")[:-1]  # R100, the old path, the new one
    votes = Counter(
        old.removesuffix(rest)
        for old, new in zip(words[1::3], words[2::3], strict=True)
        if new.startswith(repository.prefix) and old.endswith(rest := new.removeprefix(repository.prefix))
    )
    likely = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    return next((folder for folder, _ in likely if f"{folder}{BOOK_FILE}" in paths and folder[-1:] in ("", "/")), None)


def _is_unit(path: str, prefix: str) -> bool:
    parts = path.removeprefix(prefix).split("/")
    return path.startswith(prefix) and len(parts) == 3 and parts[0] == "targets" and parts[2] == UNIT_FILE


def _is_of_book(entry: Entry, commit: str) -> bool:
    """Whether a book is read from this file."""
    is_record = entry.path.startswith("targets/") or entry.path == "targets"
    if is_record and entry.mode == _SUBMODULE:
        raise GitError("submodule", path=entry.path, commit=commit[:10])
    return is_record or entry.path.endswith((".yaml", ".yml"))


def _is_within(path: str) -> bool:
    """Whether a path can lead nowhere but down: git makes no other, but a commit can be made without git."""
    return not {"", ".", ".."} & set(path.split("/"))


def _link(root: Path, path: str, target: str) -> None:
    place = root / path
    parent = place.parent
    if path == "targets" or os.path.lexists(place) or "\0" in target:
        return
    if Path(os.path.realpath(parent)) != Path(os.path.realpath(root), *PurePosixPath(path).parts[:-1]):
        return
    parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)
