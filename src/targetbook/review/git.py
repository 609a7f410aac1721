"""Git asked about a book's history: the work tree and the index are never touched, and nothing is fetched.

Every word that a user or a repository can choose is kept from being taken for an option or a pattern, and the
repository's own settings can start no program: no hooks, monitors, filters, textconv, signatures or transports run here.
"""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from targetbook.source.reading import FILE_SIZE

MAIN_BRANCHES = ("origin/HEAD", "origin/main", "origin/master", "main", "master", "trunk")
"""Where the main branch is looked for, where a CI does not name the one that a pull request goes into."""
TIMEOUT = 60  # seconds
FILES = ("100644", "100755")
"""The modes of what is neither a link nor a submodule."""

_BASE_VARIABLES = ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
_NO_NAME = re.compile(r"[\x00-\x1f\x7f]|^$")
_NOT_OURS = re.compile("dubious ownership|owned by someone else")
_INERT = ("core.fsmonitor=false", "core.hooksPath=" + os.devnull, "log.showSignature=false")
"""Settings that keep a repository from starting programs; the options of each command do the rest."""


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


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: its full name, who wrote it, when (ISO 8601, with the author's own zone), and its first line.

    `path` is where the file that was asked for lay then, from the repository's root.
    """

    commit: str
    author: str
    date: str
    subject: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a commit: its mode, its object's name, its size in bytes (0 for a submodule), its path."""

    mode: str
    object: str
    size: int
    path: str


def repository_of(book: Path) -> Repository:
    """The repository that holds a book's folder.

    Raises:
        GitError: git is not installed (no-git), the folder lies in no repository (no-repository) or in one that has no
            work tree (bare), or git does not trust who owns it (owner).
    """
    inside = told_by_git(book, "rev-parse", "--is-inside-work-tree", fault="no-repository", book=str(book))
    if inside.strip() != b"true":
        raise GitError("bare", book=str(book))
    top, prefix = (
        told_by_git(book, "rev-parse", word, fault="no-repository", book=str(book)).decode("utf-8", "surrogateescape")
        for word in ("--show-toplevel", "--show-prefix")
    )
    return Repository(Path(top.removesuffix("\n")), prefix.removesuffix("\n"))


def commit_of(repository: Repository, revision: str) -> str:
    """The full name of the commit that a revision means.

    Raises:
        GitError: there is none (no-revision, or no-revision-shallow where the history was cut off).
    """
    try:
        return _commit(repository, revision)
    except GitError as error:
        raise _for_depth(repository, error) from error


def main_branch(repository: Repository) -> str:
    """The branch that changes go into: the one that a CI names, else the first of the usual names that is there.

    Raises:
        GitError: there is none (no-main, or no-main-shallow); what a CI names and is missing is no-revision, for any
            other branch would be the wrong one.
    """
    named = next((os.environ[each] for each in _BASE_VARIABLES if os.environ.get(each)), None)
    tried = (f"origin/{named}", named) if named else MAIN_BRANCHES
    for name in tried:
        if _is_commit(repository, name):
            return name
    if named:
        raise _for_depth(repository, GitError("no-revision", revision=named))
    raise _for_depth(repository, GitError("no-main", tried=", ".join(tried)))


def merge_base(repository: Repository, one: str, other: str) -> str:
    """The commit from which two went apart.

    Raises:
        GitError: they have none in common (no-merge-base, or no-merge-base-shallow).
    """
    commits = commit_of(repository, one), commit_of(repository, other)
    try:
        told = told_by_git(repository.top, "merge-base", *commits, fault="no-merge-base", base=one, head=other)
    except GitError as error:
        raise _for_depth(repository, error) from error
    return told.decode().strip()


def commit_about(repository: Repository, commit: str) -> Commit:
    """Who made a commit, and when.

    Args:
        commit: a full name, as `commit_of` gives it.
    """
    return next(_commits(repository, "--max-count=1", commit))


def commits_touching(repository: Repository, path: str, commit: str = "HEAD") -> tuple[Commit, ...]:
    """The commits that changed a file, the newest first, followed through its renames.

    Args:
        path: from the repository's root, with forward slashes: `repository.prefix` and the path in the book.
        commit: where to begin.

    Raises:
        GitError: there is no such commit. In a shallow clone the history ends where it was cut off.
    """
    start = commit_of(repository, commit)
    return tuple(_commits(repository, "--follow", "--find-renames", "--name-status", start, "--", path))


def file_at(repository: Repository, commit: str, path: str) -> bytes | None:
    """A file as it was in a commit; None where there was none, or a link, or more than a record may hold.

    Args:
        commit: a full name, as `commit_of` gives it.
        path: from the repository's root.
    """
    entry = next((each for each in tree_of(repository, commit, path) if each.path == path), None)
    if entry is None or entry.mode not in FILES or entry.size > FILE_SIZE:
        return None
    return told_by_git(repository.top, "cat-file", "blob", entry.object, fault="unreadable")


def tree_of(repository: Repository, commit: str, path: str = "") -> tuple[Entry, ...]:
    """Every file of a commit at or under a path, submodules too, with its path from the repository's root."""
    under = ("--", path) if path else ()
    told = told_by_git(repository.top, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, *under, fault="unreadable")
    entries = []
    for line in told.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, name = line.partition("\t")
        mode, _, object, size = about.split()
        entries.append(Entry(mode, object, int(size) if size.isdecimal() else 0, name))
    return tuple(entries)


def told_by_git(where: Path, *arguments: str, fault: str, asked: bytes = b"", **values: str) -> bytes:
    """What git prints.

    Args:
        fault: the message's slug where git fails; the values, and what git said (`reason`), fill it.
        asked: what git reads from its standard input.
    """
    settings = (word for setting in _INERT for word in ("-c", setting))
    command = ("git", *settings, "--no-pager", *arguments)
    try:
        done = subprocess.run(
            command, cwd=where, env=_environment(), input=asked, capture_output=True, timeout=TIMEOUT, check=False
        )
    except FileNotFoundError as error:
        raise GitError("no-git" if where.is_dir() else "no-repository", **{"book": str(where), **values}) from error
    except subprocess.TimeoutExpired as error:
        raise GitError("timeout", seconds=str(TIMEOUT)) from error
    if done.returncode != 0:
        reason = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise GitError("owner" if _NOT_OURS.search(reason) else fault, reason=reason, **values)
    return done.stdout


def _commits(repository: Repository, *arguments: str) -> Iterator[Commit]:
    """Commits as `git log` gives them: four words each, and under --name-status the file's state and its paths."""
    shape = ("-z", "--format=tformat:%H%x00%an%x00%aI%x00%s", "--encoding=UTF-8", "--no-color", "--no-decorate")
    inert = ("--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-notes")
    told = told_by_git(repository.top, "log", *shape, *inert, *arguments, fault="unreadable")
    words = told.decode("utf-8", "surrogateescape").split("\0")
    position = 0
    while position + 4 <= len(words):
        commit, author, date, subject = words[position : position + 4]
        position += 4
        state, path = words[position].lstrip("\n") if position < len(words) else "", ""
        if re.fullmatch(r"[A-Z]\d*", state):
            count = 3 if state[0] in "RC" else 2
            path = words[position + count - 1]
            position += count
        yield Commit(commit, author, date, subject, path)


def _commit(repository: Repository, revision: str) -> str:
    if _NO_NAME.search(revision):
        raise GitError("no-revision", revision=revision)
    arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return told_by_git(repository.top, *arguments, fault="no-revision", revision=revision).decode().strip()


def _is_commit(repository: Repository, name: str) -> bool:
    try:
        _commit(repository, name)
    except GitError as error:
        if error.slug != "no-revision":
            raise
        return False
    return True


def _for_depth(repository: Repository, error: GitError) -> GitError:
    """The error as a shallow clone needs it told: the history may be there, it was only not fetched."""
    shallow = told_by_git(repository.top, "rev-parse", "--is-shallow-repository", fault="no-repository")
    is_depth = shallow.strip() == b"true" and error.slug in ("no-revision", "no-main", "no-merge-base")
    return GitError(f"{error.slug}-shallow", **error.values) if is_depth else error


def _environment() -> Mapping[str, str]:
    """The environment without what would lead git to another repository; no transport may run, whatever is missing."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or "CONFIG" in name}
    inert = {"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    return {**kept, **inert, "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C"}
