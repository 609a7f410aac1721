"""Versions of a book from git, read by asking git itself: the work tree and the index are never touched.

Every argument that a user or a repository can choose is kept from being taken for an option, and the repository's own
settings can start no program: no hooks, pagers, filters or external differences run here.
"""

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

MAIN_BRANCHES = ("origin/HEAD", "origin/main", "origin/master", "main", "master", "trunk")
"""Where the main branch is looked for, after the one that a pull request names (GITHUB_BASE_REF, CI_MERGE_REQUEST_…)."""
TIMEOUT = 60  # seconds
_BASE_VARIABLES = ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
_SYMLINK, _FILES = "120000", ("100644", "100755")


class GitError(Exception):
    """What git could not do: `slug` names the message, `values` fill it."""

    def __init__(self, slug: str, **values: str) -> None:
        self.slug = slug
        self.values = values
        super().__init__(f"{slug} {values}")


@dataclass(frozen=True, slots=True)
class Repository:
    """The git repository that a book lies in; `prefix` is the book's folder in it, "" or with a closing slash."""

    top: Path
    prefix: str


def repository_of(book: Path) -> Repository:
    """The repository that holds a book's folder.

    Raises:
        GitError: git is not installed (no-git), or the folder lies in no repository (no-repository).
    """
    told = _git(book, "rev-parse", "--show-toplevel", "--show-prefix", fault="no-repository", book=str(book))
    top, prefix = told.decode("utf-8", "surrogateescape").removesuffix("\n").split("\n")
    return Repository(Path(top), prefix)


def commit_of(repository: Repository, revision: str) -> str:
    """The full name of the commit that a revision means.

    Raises:
        GitError: there is none (no-revision, or no-revision-shallow where the history was cut off).
    """
    fault = "no-revision-shallow" if is_shallow(repository) else "no-revision"
    arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return _git(repository.top, *arguments, fault=fault, revision=revision).decode().strip()


def is_shallow(repository: Repository) -> bool:
    """Whether the history was cut off when the repository was cloned (as CI does)."""
    return _git(repository.top, "rev-parse", "--is-shallow-repository", fault="no-repository").strip() == b"true"


def main_branch(repository: Repository) -> str:
    """The branch that changes go into: as CI names it, else the usual names.

    Raises:
        GitError: none of them is there (no-main).
    """
    named = [
        name
        for variable in _BASE_VARIABLES
        if (branch := os.environ.get(variable))
        for name in (f"origin/{branch}", branch)
    ]
    for name in (*named, *MAIN_BRANCHES):
        try:
            commit_of(repository, name)
        except GitError:
            continue
        return name
    raise GitError("no-main", tried=", ".join(MAIN_BRANCHES))


def merge_base(repository: Repository, one: str, other: str) -> str:
    """The commit from which two went apart.

    Raises:
        GitError: they have none in common (no-merge-base, or no-merge-base-shallow).
    """
    fault = "no-merge-base-shallow" if is_shallow(repository) else "no-merge-base"
    commits = commit_of(repository, one), commit_of(repository, other)
    return _git(repository.top, "merge-base", *commits, fault=fault, base=one, head=other).decode().strip()


def write_version(repository: Repository, commit: str, folder: Path) -> None:
    """Write the book's files, as they were in a commit, into a folder.

    Only what a book is read from: `targetbook.yaml`, `targets/`, and YAML beside them. Links stay links, which the reader
    follows only inside the folder.

    Raises:
        GitError: the commit has no `targetbook.yaml` at the book's place (no-book).
    """
    entries = [entry for entry in _tree(repository, commit) if _is_read(entry.path)]
    if not any(entry.path == "targetbook.yaml" for entry in entries):
        raise GitError("no-book", commit=commit[:10], book=repository.prefix or "./")
    for entry, data in zip(entries, _blobs(repository, [entry.object for entry in entries]), strict=True):
        path = folder / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if entry.mode == _SYMLINK:
            path.symlink_to(os.fsdecode(data))
        else:
            path.write_bytes(data)


@dataclass(frozen=True, slots=True)
class _Entry:
    mode: str
    object: str
    path: str


def _tree(repository: Repository, commit: str) -> list[_Entry]:
    """Every file of the book's folder in a commit, its path relative to that folder."""
    listed = _git(
        repository.top, "ls-tree", "-r", "-z", "--full-tree", commit, "--", repository.prefix or ".", fault="unreadable"
    )
    entries = []
    for line in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, path = line.partition("\t")
        mode, kind, name = about.split()
        if kind == "blob" and mode in (_SYMLINK, *_FILES):
            entries.append(_Entry(mode, name, path.removeprefix(repository.prefix)))
    return entries


def _is_read(path: str) -> bool:
    return path.startswith("targets/") or path.endswith((".yaml", ".yml"))


def _blobs(repository: Repository, objects: Sequence[str]) -> Iterator[bytes]:
    """The content of each object, by one process."""
    asked = "".join(f"{name}\n" for name in objects).encode()
    told = _git(repository.top, "cat-file", "--batch", fault="unreadable", asked=asked)
    position = 0
    for _ in objects:
        end = told.index(b"\n", position)
        size = int(told[position:end].split()[2])
        yield told[end + 1 : end + 1 + size]
        position = end + 1 + size + 1


def _git(where: Path, *arguments: str, fault: str, asked: bytes = b"", **values: str) -> bytes:
    """What git prints. Nothing of the environment may lead it to another repository."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or "CONFIG" in name}
    environment = {**kept, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    command = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-pager", *arguments)
    try:
        done = subprocess.run(
            command, cwd=where, env=environment, input=asked, capture_output=True, timeout=TIMEOUT, check=False
        )
    except FileNotFoundError as error:
        raise GitError("no-git") from error
    except subprocess.TimeoutExpired as error:
        raise GitError("timeout", seconds=str(TIMEOUT)) from error
    if done.returncode != 0:
        reason = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise GitError("owner" if "dubious ownership" in reason else fault, reason=reason, **values)
    return done.stdout
