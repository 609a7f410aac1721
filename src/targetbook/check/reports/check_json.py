"""`check --format json`; its shape is published as `data/schemas/check-1.json`."""

from collections.abc import Sequence
from importlib.metadata import version

from targetbook.check.citing import ground_of
from targetbook.check.fixing import ReadText, fix_json
from targetbook.messages import say
from targetbook.problems import Place, Problem, Severity

SCHEMA = 1


def check_json(
    problems: Sequence[Problem], language: str, read_text: ReadText, deferred: Sequence[Problem] | None = None
) -> dict[str, object]:
    """The findings as data: versions of tool and shape, each finding, counts by severity.

    Args:
        read_text: gives the text of a file of the book by its path: a fix is told as what it replaces there.
        deferred: what rules could not tell; None leaves it out.
    """
    counts = {severity.value: sum(problem.severity is severity for problem in problems) for severity in Severity}
    told: dict[str, object] = {
        "version": version("targetbook"),
        "schema": SCHEMA,
        "findings": [_finding(problem, language, read_text) for problem in problems],
        "counts": counts,
    }
    return (
        told
        if deferred is None
        else {**told, "deferred": [_finding(problem, language, read_text) for problem in deferred]}
    )


def _finding(problem: Problem, language: str, read_text: ReadText) -> dict[str, object]:
    """One finding, with what is wrong, what would be right and why it matters in the language of messages."""
    message = say(problem, language)
    ground = ground_of(problem, language)
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        **_place(problem.place),
        "record": problem.record or None,
        "field": problem.field or None,
        "message": message.says,
        "mend": message.mend or None,
        "head": ground.head if ground else None,
        "why": ground.why if ground else None,
        "document": ground.document if ground else None,
        "fix": fix_json(problem.fix, read_text) if problem.fix else None,
    }


def _place(place: Place) -> dict[str, object]:
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
