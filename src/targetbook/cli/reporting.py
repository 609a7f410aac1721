"""The report of a check in each of its formats."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from targetbook.check import Checked
from targetbook.check.text import WIDTH, report
from targetbook.cli.console import amount_of, counted, text
from targetbook.cli.repository import folder_in_repository
from targetbook.model import Book
from targetbook.problems import Problem
from targetbook.totals import book_totals

FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab")


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be reported and how.

    Attributes:
        shown: what the report lists.
        found: all that was found, which the summary counts.
        read_text: gives the text of a file of the book by its path, None where it cannot be read.
        width: cells of a line.
        unsafe: whether unsafe fixes are asked for.
        verbose: whether it tells what rules could not tell.
    """

    shown: Checked
    found: Sequence[Problem]
    root: Path
    language: str
    read_text: Callable[[str], str | None]
    color: bool = False
    width: int = WIDTH
    unsafe: bool = False
    verbose: bool = False
    quiet: bool = False


def reported(told: Report, form: str) -> str:
    """The report as text, in one of `FORMATS`. Each format is loaded only when it is asked for."""
    problems, language = told.shown.problems, told.language
    match form:
        case "json":
            from targetbook.check.reports.check_json import check_json

            return _json(check_json(problems, language, told.read_text, told.shown.deferred if told.verbose else None))
        case "sarif":
            from targetbook.check.reports.sarif import sarif

            deferred = told.shown.deferred if told.verbose else ()
            return _json(sarif(problems, language, folder_in_repository(told.root), told.read_text, deferred))
        case "github":
            from targetbook.check.reports.github import github

            return github(problems, language, folder_in_repository(told.root), text("github-more", language))
        case "gitlab":
            from targetbook.check.reports.gitlab import gitlab

            return _json(gitlab(problems, language, folder_in_repository(told.root)))
    return _lines(told, form) + _untold(told) + _summary(told)


def statistics_of(told: Report, form: str) -> str:
    """The findings counted by rule."""
    from targetbook.check.reports.statistics import statistics, statistics_json, statistics_text

    counts = statistics(told.shown.problems, told.language)
    if form == "json":
        return _json(statistics_json(counts))
    return statistics_text(counts, unsafe=told.unsafe) + _summary(told)


def _lines(told: Report, form: str) -> str:
    if form == "concise":
        from targetbook.check.reports.concise import concise

        return concise(told.shown.problems, told.language, unsafe=told.unsafe)
    return report(told.shown.problems, told.language, told.read_text, told.color, width=told.width, unsafe=told.unsafe)


def _untold(told: Report) -> str:
    """What rules could not tell, a line each."""
    if not told.verbose or not told.shown.deferred:
        return ""
    from targetbook.check.reports.concise import concise

    return f"{text('untold', told.language)}\n{concise(told.shown.deferred, told.language)}"


def _summary(told: Report) -> str:
    """One line: how many findings there are or, where there are none, what was read; nothing about a record alone."""
    if told.quiet:
        return ""
    book, language = told.shown.book, told.language
    first = counted(told.found, language) if told.found else _all_well(book, language) if book else ""
    parts = [first, _fixable(told), _count_untold(told)]
    said = ("; " if language == "en" else "；").join(filter(None, parts))
    return f"{said}\n" if said else ""


def _all_well(book: Book, language: str) -> str:
    totals = book_totals(book)
    amount = book.money.printed(totals.total or Decimal(0))
    projects = amount_of("project", totals.projects, language)
    indicators = amount_of("indicator", totals.indicators, language)
    values = {"projects": projects, "indicators": indicators, "total": amount, "unit": book.money.unit}
    return text("all-well", language, **values)


def _fixable(told: Report) -> str:
    safe = sum(problem.fix.safe for problem in told.found if problem.fix)
    unsafe = sum(not problem.fix.safe for problem in told.found if problem.fix)
    if told.unsafe:
        safe, unsafe = safe + unsafe, 0
    values = {"n": str(safe), "unsafe": str(unsafe)}
    if safe and unsafe:
        return text("fixable-and-unsafe", told.language, **values)
    if safe:
        return text("fixable-unsafely" if told.unsafe else "fixable", told.language, **values)
    return text("fixable-unsafely", told.language, n=str(unsafe)) if unsafe else ""


def _count_untold(told: Report) -> str:
    n = len(told.shown.deferred)
    return text("untold-count", told.language, n=str(n)) if n and not told.verbose else ""


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
