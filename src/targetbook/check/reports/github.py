"""Findings as GitHub's workflow commands, which show them beside the lines of a pull request.

A step shows ten annotations of each level and drops the rest, so the worst come first and what is left out is counted.
"""

from collections.abc import Iterator, Sequence

from targetbook.check.citing import ground_line, ground_of
from targetbook.check.reports.statistics import title_of
from targetbook.messages import say
from targetbook.problems import Problem, Severity

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
SHOWN = 10
"""Annotations of one level that a step shows."""


def github(problems: Sequence[Problem], language: str, folder: str, left_out: str) -> str:
    """One command a finding.

    Args:
        folder: the book's folder from the repository's root, "" or with a slash at its end.
        left_out: the line that counts what is left out; its brace is {n}.
    """
    by_level = [[problem for problem in problems if problem.severity is severity] for severity in LEVELS]
    commands = [_command(problem, language, folder) for found in by_level for problem in found[:SHOWN]]
    more = len(problems) - len(commands)
    return "".join(f"{line}\n" for line in (*commands, *([left_out.format(n=more)] if more else ())))


def _command(problem: Problem, language: str, folder: str) -> str:
    place = problem.place
    given = {"file": f"{folder}{place.file}", "line": str(place.line)}
    if place.end_line == place.line:
        given |= {"col": str(place.column), "endColumn": str(max(place.end_column, place.column))}
    else:
        given["endLine"] = str(place.end_line)  # GitHub refuses columns over several lines
    given["title"] = f"{problem.code} {title_of(problem.code, language)}"
    properties = ",".join(f"{name}={_property(value)}" for name, value in given.items())
    return f"::{LEVELS[problem.severity]} {properties}::{_data(chr(10).join(_lines(problem, language)))}"


def _lines(problem: Problem, language: str) -> Iterator[str]:
    message, ground = say(problem, language), ground_of(problem, language)
    yield from filter(None, (message.says, message.mend, ground_line(ground, language) if ground else ""))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
