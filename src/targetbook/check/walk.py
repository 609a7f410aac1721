"""The walks that rules share: indicators with their paths, target values with theirs, and places inside a text."""

from collections.abc import Iterator
from dataclasses import dataclass

from targetbook.model import Indicator, Project, Target, Text
from targetbook.problems import Place


@dataclass(frozen=True, slots=True)
class Aim:
    """One target value of an indicator: `column` is period or annual, `path` leads to it (indicators[2].annual)."""

    indicator: Indicator
    column: str
    target: Target
    path: str


def indicators_of(project: Project) -> Iterator[tuple[str, Indicator]]:
    """Each indicator with its path, counted from 1: indicators[1] …"""
    for number, indicator in enumerate(project.indicators, 1):
        yield f"indicators[{number}]", indicator


def aims_of(project: Project) -> Iterator[Aim]:
    """Each target value of a project, an indicator's period before its year."""
    for path, indicator in indicators_of(project):
        yield from aims_in(indicator, path)


def aims_in(indicator: Indicator, path: str) -> Iterator[Aim]:
    """The target values of one indicator, the period's before the year's."""
    if indicator.period is not None:
        yield Aim(indicator, "period", indicator.period, f"{path}.period")
    if indicator.annual is not None:
        yield Aim(indicator, "annual", indicator.annual, f"{path}.annual")


def place_in(text: Text, language: str, start: int, end: int) -> Place:
    """Where the characters start to end (exclusive, from 0) of a text stand in the file.

    Where the scalar goes over lines or has escapes, it is the whole scalar's place: nothing is guessed.
    """
    whole = text.places.get(language, text.place)
    length = whole.end_column - whole.column
    quotes = length - len(text.by_language[language])
    if whole.line != whole.end_line or quotes not in (0, 2):
        return whole
    first = whole.column + quotes // 2
    return Place(whole.file, whole.line, first + start, whole.line, first + end)


def objectives_of(project: Project) -> Iterator[tuple[str, Text]]:
    """Each objective with its path: objectives[1], or objectives.annual[1] where period and year have their own."""
    objectives = project.objectives
    if objectives.period is None:
        yield from ((f"objectives[{number}]", text) for number, text in enumerate(objectives.annual, 1))
        return
    yield from ((f"objectives.period[{number}]", text) for number, text in enumerate(objectives.period, 1))
    yield from ((f"objectives.annual[{number}]", text) for number, text in enumerate(objectives.annual, 1))
