"""The ground that a size is measured on: a seeded book in a repository of its own, an empty cache, a place for outputs."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench.books import write_book

REPOSITORY = Path(__file__).parents[1]
CLAUSE = "增加便民服务点，"
COMMIT = ("-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false")


@dataclass(frozen=True)
class Ground:
    """A folder for one size; all that is measured reads and writes under it alone."""

    folder: Path
    projects: int

    @property
    def book(self) -> Path:
        return self.folder / "book"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    @property
    def outputs(self) -> Path:
        return self.book / "build"

    @property
    def parts(self) -> Path:
        """The PDF of the book as it was written first, in parts."""
        return self.folder / "parts.pdf"

    @property
    def one(self) -> Path:
        """The same in one document."""
        return self.folder / "one.pdf"

    @property
    def table(self) -> Path:
        """The printed table as plain data, for those that set it in their own way."""
        return self.folder / "table.json"

    @cached_property
    def environment(self) -> dict[str, str]:
        """Commands find this package and the tool beside it, which keeps its cache here and nowhere else."""
        path = os.pathsep.join((str(REPOSITORY), str(REPOSITORY / "src")))
        return os.environ | {"PYTHONPATH": path, "XDG_CACHE_HOME": str(self.cache)}

    @cached_property
    def record(self) -> Path:
        """The record in the middle of the book: the one that is edited."""
        return sorted(self.book.glob("targets/*/project-*.yaml"))[self.projects // 2]

    def make(self) -> None:
        """Write the book and commit it."""
        write_book(self.book, self.projects)
        (self.book / ".gitignore").write_text("/build/\n", "utf-8")
        for arguments in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-qm", "Write the targets")):
            subprocess.run(["git", *COMMIT, *arguments], cwd=self.book, check=True)

    def forget(self) -> None:
        """Empty the cache and take the outputs away, as on a computer that never built the book."""
        shutil.rmtree(self.cache, ignore_errors=True)
        shutil.rmtree(self.outputs, ignore_errors=True)

    def edit(self) -> None:
        """Lengthen the first objective of a record by a clause in Chinese, each time by one more."""
        text = self.record.read_text("utf-8")
        self.record.write_text(text.replace("提高服务质量，", f"提高服务质量，{CLAUSE}", 1), "utf-8")
