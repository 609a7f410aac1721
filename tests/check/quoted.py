"""Findings held against quoted text, so that a table of expectations survives edits of the files that it speaks of."""

from collections.abc import Iterable
from pathlib import Path

from targetbook.problems import Place, Problem

STEP = " » "


def place_of(root: Path, file: str, quote: str) -> Place:
    """Where a quoted text stands in a file: one line, the first on which it is found.

    `a » b` is the b that follows the first a, for a text that stands in the file more than once.
    """
    lines = (root / file).read_text("utf-8").splitlines()
    line, column = 0, 0
    for words in quote.split(STEP):
        found = ((n, lines[n].find(words, column if n == line else 0)) for n in range(line, len(lines)))
        line, start = next(((n, at) for n, at in found if at >= 0), (-1, -1))
        assert line >= 0, f"{file} does not say {quote}"
        column = start + len(words)
    return Place(file, line + 1, column - len(words) + 1, line + 1, column + 1)


def told_at(problems: Iterable[Problem], place: Place) -> set[str]:
    """The codes of what is told of a quoted text: on its line, and of some of its characters."""
    return {problem.code for problem in problems if _meet(problem.place, place)}


def _meet(one: Place, other: Place) -> bool:
    if one.file != other.file or one.line != other.line:
        return False
    one_end = one.end_column if one.end_line == one.line else other.end_column
    return one.column < other.end_column and other.column < max(one_end, one.column + 1)
