"""Small real books for the tests: `book(project(funding="1.20"))` is written to a folder and read from there.

What a test gives for a field is YAML as an author would write it, so that a message's line and column can be told.
The first lines of a project's file are always name (1), funding (2) and its amount (3); its column is 11.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner, Result

from targetbook.check import Selection, check_book
from targetbook.cli import main
from targetbook.messages import say
from targetbook.model import Book, Opened, open_book
from targetbook.problems import Problem

INDICATOR = """
  - kind: output.quantity
    name: 培训场次
    annual: 24场"""


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """The fields of one project's file; without a name of its own it is p1, p2 … in its unit."""

    fields: Mapping[str, str]
    id: str | None = None

    def text(self) -> str:
        return "".join(f"{key}: {value}\n".replace(": \n", ":\n") for key, value in self.fields.items())


@dataclass(frozen=True, slots=True)
class UnitFolder:
    """A unit's folder: its own fields and its projects."""

    id: str
    projects: tuple[ProjectFile, ...]
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A book in a folder, as the tool finds it."""

    root: Path

    @property
    def opened(self) -> Opened:
        return open_book(self.root)

    @property
    def book(self) -> Book:
        """The book, read without a problem."""
        opened = self.opened
        assert opened.book is not None
        assert said(opened.problems) == []
        return opened.book

    @property
    def problems(self) -> list[str]:
        """What is told while the files are read, and of their totals, a line each; the other rules have tests of their own."""
        return said(check_book(self.root, Selection(select=("FND001", "FND009", "FND010"))).problems)

    def write(self, file: str, text: str) -> Path:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *arguments: str) -> Result:
        """The command line, at this book."""
        command, *rest = arguments
        return CliRunner(env={"LANG": "C.UTF-8"}).invoke(main, [command, "--book", str(self.root), *rest])


Make = Callable[..., Written]


def project(id: str | None = None, *, funding: str | None = "1.20", **fields: str | None) -> ProjectFile:
    """A project that has all it needs. `funding` is the fiscal amount, or the whole field where it holds a line break
    or a brace; a field that is None is left out."""
    whole = funding is None or funding.startswith(("\n", "{"))
    given = {
        "name": "基层社区建设",
        "funding": funding if whole else f"\n  fiscal: {funding}",
        "objectives": "\n  - 提升社区服务能力。",
        "indicators": INDICATOR,
        **fields,
    }
    return ProjectFile({key: value for key, value in given.items() if value is not None}, id)


def unit(id: str, *projects: ProjectFile, **fields: str) -> UnitFolder:
    return UnitFolder(id, projects, fields)


def written(root: Path, *parts: ProjectFile | UnitFolder, **head: str | None) -> Written:
    """Write a book of units, and of projects that stand in a unit `centre`. A field of `head` that is None is left out."""
    alone = tuple(part for part in parts if isinstance(part, ProjectFile))
    units = [part for part in parts if isinstance(part, UnitFolder)] + ([unit("centre", *alone)] if alone else [])
    made = Written(root)
    given = {"title": "绩效目标表", "department": "民政局", "year": "2024", **head}
    made.write("targetbook.yaml", "".join(f"{key}: {value}\n" for key, value in given.items() if value is not None))
    for folder in units:
        fields = {"name": "社区建设指导中心", **folder.fields}
        made.write(f"targets/{folder.id}/_unit.yaml", "".join(f"{key}: {value}\n" for key, value in fields.items()))
        for number, record in enumerate(folder.projects, 1):
            made.write(f"targets/{folder.id}/{record.id or f'p{number}'}.yaml", record.text())
    return made


def said(problems: tuple[Problem, ...], language: str = "en") -> list[str]:
    """Each problem in one line: `targets/centre/p1.yaml:3:11 STR004 what is wrong; what would be right`."""
    lines = []
    for problem in problems:
        message = say(problem, language)
        lines.append(f"{problem.place} {problem.code} {message.says}; {message.mend}")
    return lines
