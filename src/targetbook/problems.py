"""What every room reports with: a place in a file, and what is wrong there.

A problem is data until the command line prints it: it names a message of `data/messages.yaml` and the values that fill it,
so that one run can be read in English or in Chinese.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error stops the build, a warning is counted, advice is shown."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of one file. Lines and columns count from 1, columns in characters; the end is exclusive.

    `file` is relative to the book, with forward slashes on every system.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Edit:
    """The scalar at a place is to say `text`; None takes away the entry of which it is the value."""

    place: Place
    text: str | None


@dataclass(frozen=True, slots=True)
class Fix:
    """What mends a problem. Safe: the record means the same afterwards; otherwise a person should look at it first."""

    edits: tuple[Edit, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: `message` is a key under `code` in `data/messages.yaml` or `data/rules/`, `values` fill its braces.

    `authority` is the document that makes the rule binding for this book, where the book names one.
    """

    code: str
    message: str
    place: Place
    values: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    record: str = ""
    field: str = ""
    fix: Fix | None = None
    authority: str = ""


class BookError(Exception):
    """The book's files have errors; `problems` holds all that were found, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(f"{len(self.problems)} problem(s)")


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by file, line, column and code: the same order in every run."""
    return tuple(sorted(problems, key=lambda problem: (problem.place, problem.code, problem.message)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of the problems is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def at_least(problems: Iterable[Problem], bar: Severity) -> list[Problem]:
    """Those of the problems that weigh as much as the bar, or more."""
    heavy = list(Severity)[: list(Severity).index(bar) + 1]
    return [problem for problem in problems if problem.severity in heavy]
