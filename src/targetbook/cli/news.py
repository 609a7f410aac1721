"""What an open page is told of a build: words and findings as data, which the page shows as text and nothing else."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypedDict

from rich.cells import chop_cells

from targetbook.check.text import excerpt, printable
from targetbook.cli.console import counted, text
from targetbook.cli.rebuilding import Attempt
from targetbook.messages import say
from targetbook.problems import Problem
from targetbook.source.lines import lines_of

SHOWN = 50
"""Findings that a page shows; a person mends them a few at a time."""

ReadText = Callable[[str], str | None]


class Line(TypedDict):
    """A line of a file: before the place of a finding, in it, and after it."""

    before: str
    marked: str
    after: str


class Shown(TypedDict):
    """One finding. `line` is None where there is nothing to show of the file."""

    place: str
    severity: str
    word: str
    code: str
    says: str
    mend: str
    line: Line | None


class News(TypedDict):
    """Why the last build wrote nothing: `head` is empty, and there are no findings, where it is good."""

    head: str
    findings: list[Shown]
    more: str
    close: str
    lost: str
    language: str


def news_of(attempt: Attempt | None, language: str, read_text: ReadText) -> News:
    """What pages are told of a build, or before there is one.

    Args:
        language: of the words, en or zh.
        read_text: gives the text of a file of the book by its path, None where it cannot be read.
    """
    stopping = attempt.stopping if attempt else ()
    more = len(stopping) - SHOWN
    return {
        "head": _head(attempt, language) if attempt else "",
        "findings": _shown(stopping[:SHOWN], language, read_text),
        "more": text("page-more", language, n=str(more)) if more > 0 else "",
        "close": text("page-close", language),
        "lost": text("page-lost", language),
        "language": language,
    }


def page_words(language: str) -> Mapping[str, str]:
    """The words of the page that lists the outputs."""
    return {"language": language, **{key: text(f"page-{key}", language) for key in ("outputs", "none", "missing")}}


def _head(attempt: Attempt, language: str) -> str:
    if attempt.failure:
        return f"{text('page-failed', language)} {attempt.failure}"
    return text("page-stopped", language, counts=counted(attempt.stopping, language)) if attempt.stopping else ""


def _shown(problems: Sequence[Problem], language: str, read_text: ReadText) -> list[Shown]:
    texts = {file: read_text(file) for file in {problem.place.file for problem in problems}}
    return [_finding(problem, language, texts[problem.place.file]) for problem in problems]


def _finding(problem: Problem, language: str, source: str | None) -> Shown:
    message = say(problem, language)
    return {
        "place": printable(str(problem.place)),
        "severity": problem.severity.value,
        "word": message.severity,
        "code": problem.code,
        "says": printable(message.says),
        "mend": printable(message.mend),
        "line": None if source is None else _line(problem, lines_of(source)),
    }


def _line(problem: Problem, lines: Sequence[str]) -> Line | None:
    """The line of a finding as a terminal shows it, taken apart where the carets begin and end."""
    number = problem.place.line
    if number > len(lines) or not lines[number - 1].strip():
        return None
    shown, before, carets = excerpt(lines[number - 1], problem.place)
    start = len(chop_cells(shown, before)[0]) if before else 0
    marked = chop_cells(shown[start:] or " ", carets)[0]
    return {"before": shown[:start], "marked": marked, "after": shown[start + len(marked) :]}
