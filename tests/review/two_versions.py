"""Two versions of a small book, each in a folder of its own, compared without git."""

from collections.abc import Mapping
from pathlib import Path

from tests.check.examples import write_example

from targetbook.check import Checked, Selection, check_book
from targetbook.messages import say
from targetbook.problems import Problem
from targetbook.review.changes import Changes
from targetbook.review.comparing import compare_versions
from targetbook.review.rules import check_changes
from targetbook.review.versions import Version

RECORD = "targets/centre/example.yaml"
Files = str | Mapping[str, str]


def compared(root: Path, base: Files, head: Files) -> Changes:
    """What differs between two versions, each given as an example of the catalogue is: fields of one record, or files."""
    return compare_versions(_version(root / "base", base), _version(root / "head", head))


def compared_example(root: Path, example: Files) -> Changes:
    """The two versions of a rule of change's example: files under `base/` and under `head/`."""
    assert isinstance(example, Mapping)
    sides = (
        {path.removeprefix(f"{side}/"): text for path, text in example.items() if path.startswith(f"{side}/")}
        for side in ("base", "head")
    )
    return compared(root, *sides)


def told(changes: Changes, *codes: str) -> Checked:
    """What some rules of change tell."""
    return check_changes(changes, Selection(select=codes))


def said(problems: tuple[Problem, ...], language: str = "en") -> list[str]:
    """Each problem in one line, without the unit's folder: `example.yaml:2:10 CHG001 what is wrong`."""
    return [
        f"{problem.place} {problem.code} {say(problem, language).says}".removeprefix("targets/centre/")
        for problem in problems
    ]


def _version(root: Path, files: Files) -> Version:
    return Version(root.name, "", root, check_book(write_example(root, files), Selection(select=("FND001",))))
