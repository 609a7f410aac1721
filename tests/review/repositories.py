"""Small git repositories of books for the tests: `kept(tmp_path, project(funding="1.20"))` is a book with one commit.

Every commit has an author and a day that the test can tell: commit number n was made by 王芳 on 1 January 2024 + n days.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.books import ProjectFile, UnitFolder, Written, written

from targetbook.check import Selection
from targetbook.review import Changes, asked_versions, compare_versions, opened_versions

AUTHOR = "王芳"
NO_RULES = Selection(select=("FND001",))
"""Totals alone are checked: the small books of the tests lack what other rules ask for."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A book in a git repository; `top` is the repository's folder, `root` the book's."""

    top: Path
    root: Path

    @property
    def book(self) -> Written:
        """The book as it lies, with `write` and `run`."""
        return Written(self.root)

    def git(self, *arguments: str, day: int = 1, author: str = AUTHOR, asked: bytes = b"") -> str:
        """What git prints, without its last line break."""
        command = ("git", "-c", f"user.name={author}", "-c", "user.email=w@example.org", *arguments)
        environment = {**_environment(), **_stamps(day)}
        done = subprocess.run(command, cwd=self.top, env=environment, input=asked, check=True, capture_output=True)
        return done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")

    def rewrite(self, *parts: ProjectFile | UnitFolder, **head: str | None) -> "Kept":
        """Put another book in the place of the one that lies there, without a commit."""
        shutil.rmtree(self.root / "targets", ignore_errors=True)
        written(self.root, *parts, **head)
        return self

    def commit(self, subject: str = "Change the targets", *, author: str = AUTHOR, day: int | None = None) -> str:
        """Commit all that lies there, and give the commit's name."""
        self.git("add", "--all")
        number = day or int(self.git("rev-list", "--count", "--all")) + 1
        self.git("commit", "--quiet", "--allow-empty", "--message", subject, day=number, author=author)
        return self.git("rev-parse", "HEAD")

    def write(self, file: str, text: str) -> Path:
        """Write one file of the book."""
        return self.book.write(file, text)

    def branch(self, name: str) -> "Kept":
        """Go on in a branch of its own, as a pull request does."""
        self.git("switch", "--quiet", "--create", name)
        return self

    def changes(self, base: str | None = None, head: str | None = None, selection: Selection = NO_RULES) -> Changes:
        """What changed, as `diff BASE HEAD` tells it; without a base from the main branch to the files as they lie."""
        repository, older, newer = asked_versions(self.root, base, head)
        with opened_versions(repository, older, newer, selection) as versions:
            return compare_versions(*versions)


def kept(folder: Path, *parts: ProjectFile | UnitFolder, within: str = "", **head: str | None) -> Kept:
    """A repository whose first commit, on the branch main, holds a book; `within` is the book's folder there."""
    top = folder / "repository"
    repository = Kept(top, top / within)
    repository.root.mkdir(parents=True)
    repository.git("init", "--quiet", "--initial-branch", "main")
    repository.rewrite(*parts, **head).commit("Write the targets")
    return repository


def compared(
    folder: Path, old: tuple[ProjectFile | UnitFolder, ...], new: tuple[ProjectFile | UnitFolder, ...]
) -> Changes:
    """What changed from one book to another with the same head."""
    return kept(folder, *old).rewrite(*new).changes("main")


def _environment() -> Mapping[str, str]:
    """An environment in which nobody's own settings of git, and nothing that a CI says, has a part."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "GITHUB_", "CI_"))}
    return {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}


def _stamps(day: int) -> Mapping[str, str]:
    stamp = f"2024-{1 + day // 28:02}-{1 + day % 28:02}T09:00:00+08:00"
    return {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
