"""What `check` runs: the reading of the book, then every rule that is chosen, then what the records allow."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import targetbook.check.rules  # noqa: F401  # registers every family
from targetbook.check.allowing import without_allowed
from targetbook.check.memory import Memory
from targetbook.check.rule import RULES, Deferred, Finding, Look, Rule, Told
from targetbook.check.selection import Selection
from targetbook.check.settings import Settings, read_settings
from targetbook.model import Book, Project, Unit, open_book
from targetbook.problems import Problem, Severity, has_errors, in_order

BY_DEFAULT = Selection()
MOVED = "STR005"
"""The code of what a book must change to be read by another frame."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A book with all its findings, and what rules could not tell.

    `book` is None where its files have errors that leave nothing to rely on.
    """

    book: Book | None
    problems: tuple[Problem, ...]
    deferred: tuple[Problem, ...] = ()


def check_book(
    root: Path,
    selection: Selection = BY_DEFAULT,
    *,
    rules: bool = True,
    taxonomy: str | None = None,
    memory: Memory | None = None,
) -> Checked:
    """Read a book and run its rules.

    Rules over a project run on every record that was read; those over a unit or the book only when every file was read
    without an error, as a missing record would blur them.

    Args:
        selection: of the command line, laid over the book's own.
        rules: False to read only.
        taxonomy: another frame than the book's own, by name or file: what would have to change is told.
        memory: what is known of records from another version or an earlier run, and what is learnt now.
    """
    memory = memory or Memory()
    opened = open_book(root, taxonomy, known=lambda head: memory.under(head, f"{selection!r} {taxonomy}"))
    if opened.book is None or not rules:
        return Checked(opened.book, opened.problems)
    problems = list(opened.problems)
    settings = read_settings(opened.book, problems)
    whole = not has_errors(opened.problems)
    running = running_rules(selection, settings, lambda rule: not rule.of_change and (whole or rule.over is Project))
    told = list(_told(opened.book, running, settings, memory, root))
    memory.keep(root)
    partly_read = {project.full_id for project in opened.book.projects() if memory.has_errors(project)}
    checked = settled(opened.book, problems, told, running, settings, opened.book.projects(), partly_read=partly_read)
    return replace(checked, problems=_moved_whole(checked.problems)) if taxonomy else checked


def running_rules(selection: Selection, settings: Settings, fits: Callable[[Rule], bool]) -> list[Rule]:
    """The rules that run: of those that fit, the ones that the command line and the book choose."""
    chosen = selection.over(settings.selection)
    return [rule for rule in RULES.values() if fits(rule) and chosen.takes(rule)]


def settled(
    book: Book,
    read: Iterable[Problem],
    told: Iterable[Told],
    ran: Iterable[Rule],
    settings: Settings,
    projects: Iterable[Project],
    *,
    partly_read: Collection[str] = (),
) -> Checked:
    """What is left to report of what rules told: what no record allows, weighed as the book says, in order.

    Args:
        read: what was told while the files were read.
        ran: the rules that ran.
        projects: those whose allowances count.
        partly_read: records that not every rule could look at.
    """
    known = tuple(told)
    found = [problem for problem, defers in known if not defers]
    untold = in_order(problem for problem, defers in known if defers)
    codes = {rule.code for rule in ran}
    kept = [*read, *without_allowed(found, untold, projects, codes, partly_read=partly_read)]
    return Checked(book, in_order(weighed(problem, settings) for problem in kept), untold)


def _moved_whole(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Problems of a book that moves to another frame: it moves whole, or not at all, so that no fix leaves it in between."""
    if all(problem.fix for problem in problems if problem.severity is Severity.ERROR):
        return problems
    return tuple(replace(problem, fix=None) if problem.code == MOVED else problem for problem in problems)


def _told(book: Book, rules: Iterable[Rule], settings: Settings, memory: Memory, root: Path) -> Iterator[Told]:
    """What each rule tells."""
    running = [rule for rule in rules if rule.function is not None]
    head = replace(book, units=())
    over_records = [rule for rule in running if rule.over is Project and not rule.outside]
    over_units = [rule for rule in running if rule.over is Unit and not rule.outside]
    narrow = (*over_records, *over_units)
    looks = {
        rule.code: Look(head if rule.over is Project or rule in narrow else book, settings.of(rule), root)
        for rule in running
    }
    for project in book.projects():
        fit = [rule for rule in over_records if not (rule.of_lack and memory.has_errors(project))]
        yield from memory.told_of(project, partial(run_rules, fit, project, looks))
    over_heads = [rule for rule in over_records if rule.heads]
    yield from run_rules(over_heads, head, looks)
    for unit in book.units:
        yield from run_rules(over_heads, replace(unit, projects=()), looks)
    for unit in book.units:
        yield from memory.told_of_unit(unit, partial(run_rules, over_units, unit, looks))
    for rule in running:
        if rule not in narrow:
            for record in _records(book, rule):
                yield from run_rules([rule], record, looks)


def run_rules(rules: Iterable[Rule], record: Book | Unit | Project, looks: Mapping[str, Look]) -> Iterator[Told]:
    for rule in rules:
        assert rule.function is not None
        for told in rule.function(record, looks[rule.code]):
            yield _problem(rule, told, record), isinstance(told, Deferred)


def _records(book: Book, rule: Rule) -> Iterable[Book | Unit | Project]:
    if rule.over is Project:
        return book.projects()
    return book.units if rule.over is Unit else (book,)


def _problem(rule: Rule, told: Finding | Deferred, over: Book | Unit | Project) -> Problem:
    record = over.full_id if isinstance(over, Project) else told.record or (over.id if isinstance(over, Unit) else "")
    fix = told.fix if isinstance(told, Finding) else None
    return Problem(rule.code, told.message, told.place, told.values, rule.severity, record, told.field, fix)


def weighed(problem: Problem, settings: Settings) -> Problem:
    """The problem with the book's own severity for its rule, and the document that makes it binding there."""
    severity = settings.severities.get(problem.code, problem.severity)
    authority = settings.authority.get(problem.code, "")
    if severity is problem.severity and not authority:
        return problem
    return replace(problem, severity=severity, authority=authority)
