"""A rule: one function that reads a record and yields what it finds there; every rule is found by its code."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from targetbook.model import Book, Project, Unit
from targetbook.problems import Fix, Place, Problem, Severity

Setting = Decimal | tuple[str, ...]
"""A number, or a list of words."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: `message` is a key of the rule's `messages`, `values` fill its braces.

    `field` is the path in the record (indicators[2].annual). `record` is for rules over a unit or the book: the project's
    `unit/id`, or a unit's id; for a rule over a project the engine knows it.
    """

    place: Place
    field: str = ""
    message: str = "finds"
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    fix: Fix | None = None
    record: str = ""


@dataclass(frozen=True, slots=True)
class Deferred:
    """The third answer: the rule cannot tell on this record, as something it needs is not stated there."""

    place: Place
    field: str = ""
    message: str = "defers"
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    record: str = ""


def finding(
    place: Place, field: str = "", message: str = "finds", *, fix: Fix | None = None, record: str = "", **values: str
) -> Finding:
    """A finding, its values given by name."""
    return Finding(place, field, message, values, fix, record)


def deferred(place: Place, field: str = "", message: str = "defers", *, record: str = "", **values: str) -> Deferred:
    """That the rule cannot tell, and why."""
    return Deferred(place, field, message, values, record)


@dataclass(frozen=True, slots=True)
class Look:
    """What a rule may see beside its record: the book, the rule's own settings, and the book's folder.

    A rule over one project sees the book without its units, so that what it finds hangs on that record and the book's
    head alone, and can be remembered while neither changes. A rule of change sees the older version's book as `before`.
    """

    book: Book
    settings: Mapping[str, Setting] = dataclasses.field(default_factory=dict)
    root: Path | None = None
    before: Book | None = None

    def number(self, name: str) -> Decimal:
        """A setting that is a number."""
        value = self.settings[name]
        assert isinstance(value, Decimal)
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """A setting that is a list of words, or one of the book's lists that rules share (`shares`, `changes` …)."""
        value = self.settings[name]
        assert isinstance(value, tuple)
        return value


Finds = Iterator[Finding | Deferred]
Told = tuple[Problem, bool]
"""What a rule tells of a record, and whether it is that it cannot tell."""
Over = type[Project] | type[Unit] | type[Book]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Where it has no function, another part of the checker tells it under this code.

    `fixed`: it is told while the files are read, and can neither be turned off, nor allowed, nor made to weigh less.
    `heads`: a rule over projects that looks at the book's head, and at each unit by itself, as well.
    `of_lack`: it tells what a record lacks, and waits until all that the record holds was read.
    `outside`: it looks at more than the book's files (its history), so that what it tells is never remembered.
    `of_change`: it looks at two versions of what it is over, and the room that compares them runs it.
    """

    code: str
    severity: Severity
    over: Over = Project
    function: Callable[..., Finds] | None = None
    on: bool = True
    fixed: bool = False
    outside: bool = False
    heads: bool = False
    of_lack: bool = False
    of_change: bool = False
    settings: Mapping[str, Setting] = dataclasses.field(default_factory=dict)


RULES: dict[str, Rule] = {}
"""Every rule by its code: the one registry. The families register theirs when `check.rules` is imported."""


def rule(
    code: str,
    severity: Severity,
    *,
    over: Over = Project,
    on: bool = True,
    fixed: bool = False,
    outside: bool = False,
    heads: bool = False,
    of_lack: bool = False,
    **settings: int | str | tuple[str, ...],
) -> Callable[[Callable[..., Finds]], Callable[..., Finds]]:
    """Register a function as the rule of a code; its texts are `data/rules/<CODE>.yaml`.

    The function takes what it is over (a Project, a Unit or the Book) and a `Look`.

    Args:
        on: False for a rule that cannot be decided well without false alarms: it runs when it is selected.
        fixed: True for a rule whose code is told while the files are read as well.
        outside: True for a rule that looks at more than the book's files.
        heads: True for a rule whose function takes the book's head and a unit without its projects as well as a project.
        of_lack: True for a rule that tells what a record lacks: where a slip kept a part of it from being read, it waits.
        settings: what the book may set under `rules: {CODE: {…}}`, with the default: a number (whole, or in a string
            where it is not), or a tuple of words.

    Raises:
        ValueError: there is a rule of that code.
    """

    def register(function: Callable[..., Finds]) -> Callable[..., Finds]:
        _add(Rule(code, severity, over, function, on, fixed, outside, heads, of_lack, settings=_settings(settings)))
        return function

    return register


def told_elsewhere(code: str, severity: Severity, *, fixed: bool = True) -> None:
    """Register a code that is told outside the families: while the files are read (`fixed`), or over all findings."""
    _add(Rule(code, severity, fixed=fixed))


def told_of_change(
    code: str, severity: Severity, *, over: Over = Project, **settings: int | str | tuple[str, ...]
) -> None:
    """Register a rule over two versions of a project, or of the book.

    Its function is in a room above, which compares versions; its code and settings are known here, so that a book that
    names them reads the same whoever reads it.
    """
    _add(Rule(code, severity, over, of_change=True, settings=_settings(settings)))


def _add(made: Rule) -> None:
    if made.code in RULES:
        raise ValueError(f"there is a rule {made.code} already")
    RULES[made.code] = made


def _settings(given: Mapping[str, int | str | tuple[str, ...]]) -> Mapping[str, Setting]:
    return {name: value if isinstance(value, tuple) else Decimal(value) for name, value in given.items()}
