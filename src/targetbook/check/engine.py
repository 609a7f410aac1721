"""What `check` runs: the reading of the book, then every rule that is chosen, then what the records allow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import targetbook.check.rules  # noqa: F401  # registers every family
from targetbook.check.allowing import without_allowed
from targetbook.check.rule import RULES, Deferred, Finding, Look, Rule
from targetbook.check.selection import Selection
from targetbook.check.settings import Settings, read_settings
from targetbook.model import Book, Project, Unit, open_book
from targetbook.problems import Problem, has_errors, in_order


@dataclass(frozen=True, slots=True)
class Checked:
    """A book with all its findings, and what rules could not tell.

    `book` is None where its files have errors that leave nothing to rely on.
    """

    book: Book | None
    problems: tuple[Problem, ...]
    deferred: tuple[Problem, ...] = ()


def check_book(root: Path, selection: Selection = Selection(), *, rules: bool = True) -> Checked:  # noqa: B008  # frozen
    """Read a book and run its rules.

    Rules over a project run on every record that was read; those over a unit or the book only when every file was read
    without an error, as a missing record would blur them.

    Args:
        selection: of the command line, laid over the book's own.
        rules: False to read only.
    """
    opened = open_book(root)
    if opened.book is None or not rules:
        return Checked(opened.book, opened.problems)
    problems = list(opened.problems)
    settings = read_settings(opened.book, problems)
    chosen = [rule for rule in RULES.values() if selection.over(settings.selection).takes(rule)]
    told = list(_told(opened.book, chosen, settings, whole=not has_errors(opened.problems)))
    found = (problem for problem, defers in told if not defers)
    problems += without_allowed(found, opened.book.projects(), {rule.code for rule in chosen})
    weighed = [_weighed(problem, settings) for problem in problems]
    return Checked(opened.book, in_order(weighed), in_order(problem for problem, defers in told if defers))


def _told(book: Book, rules: Iterable[Rule], settings: Settings, *, whole: bool) -> Iterator[tuple[Problem, bool]]:
    """What each rule tells, and whether it is that it cannot tell."""
    head = replace(book, units=())
    looks = {rule.code: Look(head if rule.over is Project else book, settings.of(rule)) for rule in rules}
    for rule in rules:
        if rule.function is None or not (whole or rule.over is Project):
            continue
        for record in _records(book, rule):
            for told in rule.function(record, looks[rule.code]):
                yield _problem(rule, told, record), isinstance(told, Deferred)


def _records(book: Book, rule: Rule) -> Iterable[Book | Unit | Project]:
    if rule.over is Project:
        return book.projects()
    return book.units if rule.over is Unit else (book,)


def _problem(rule: Rule, told: Finding | Deferred, over: Book | Unit | Project) -> Problem:
    record = over.full_id if isinstance(over, Project) else told.record
    fix = told.fix if isinstance(told, Finding) else None
    return Problem(rule.code, told.message, told.place, told.values, rule.severity, record, told.field, fix)


def _weighed(problem: Problem, settings: Settings) -> Problem:
    """The problem with the book's own severity for its rule, and the document that makes it binding there."""
    severity = settings.severities.get(problem.code, problem.severity)
    authority = settings.authority.get(problem.code, "")
    return (
        replace(problem, severity=severity, authority=authority)
        if (severity, authority) != (problem.severity, "")
        else problem
    )
