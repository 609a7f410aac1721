"""`allow: {CODE: reason}` of projects and indicators: which findings it silences, and what is wrong with it (STR009)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from targetbook.check.families import is_foreign
from targetbook.check.rule import RULES
from targetbook.model import Allowance, Project
from targetbook.problems import Edit, Fix, Problem, Severity
from targetbook.source import nearest

CODE = "STR009"


@dataclass(frozen=True, slots=True)
class _Allowed:
    """One entry of an `allow`: it stands for what is found in one record, under one field ("" for all of it)."""

    code: str
    record: str
    field: str
    allowance: Allowance

    def covers(self, problem: Problem) -> bool:
        inside = not self.field or problem.field == self.field or problem.field.startswith(f"{self.field}.")
        return problem.code == self.code and problem.record == self.record and inside

    @property
    def path(self) -> str:
        return f"{self.field}.allow.{self.code}" if self.field else f"allow.{self.code}"


def without_allowed(
    problems: Iterable[Problem],
    untold: Iterable[Problem],
    projects: Iterable[Project],
    ran: Collection[str],
    *,
    partly_read: Collection[str] = (),
) -> Iterator[Problem]:
    """The problems that no record allows, and what is wrong with what they allow.

    Args:
        untold: what rules could not tell: an `allow` that stands for it may be of use once they can.
        ran: codes of the rules that ran. An `allow` of another one may be of use another time, and is left alone.
        partly_read: records that not every rule could look at, so that nothing is idle there.
    """
    allowed = [each for project in projects for each in _allowed(project)]
    by_record: dict[str, list[int]] = {}
    for number, each in enumerate(allowed):
        by_record.setdefault(each.record, []).append(number)

    def covering(problem: Problem) -> list[int]:
        return [number for number in by_record.get(problem.record, ()) if allowed[number].covers(problem)]

    used = {number for problem in untold for number in covering(problem)}
    for problem in problems:
        numbers = covering(problem)
        used.update(numbers)
        if not numbers or RULES[problem.code].fixed:
            yield problem
    for number, each in enumerate(allowed):
        yield from _faults(each, ran, is_used=number in used or each.record in partly_read)


def _allowed(project: Project) -> Iterator[_Allowed]:
    yield from _entries(project.allow, project.full_id, "")
    for number, indicator in enumerate(project.indicators, 1):
        yield from _entries(indicator.allow, project.full_id, f"indicators[{number}]")


def _entries(allow: Mapping[str, Allowance], record: str, field: str) -> Iterator[_Allowed]:
    return (_Allowed(code, record, field, allowance) for code, allowance in allow.items())


def _faults(each: _Allowed, ran: Collection[str], *, is_used: bool) -> Iterator[Problem]:
    if CODE not in ran:
        return
    if each.code not in RULES:
        near = nearest(each.code, RULES)
        message = "own-rule" if is_foreign(each.code) else "unknown-near" if near else "unknown"
        yield _problem(each, message, nearest=near or "")
    elif RULES[each.code].fixed:
        yield _problem(each, "cannot")
    elif not is_used and each.code in ran:
        yield _problem(each, "unused", fix=Fix((Edit(each.allowance.place, None),), safe=True))
    elif is_used and not each.allowance.reason:
        yield _problem(each, "no-reason")


def _problem(each: _Allowed, message: str, fix: Fix | None = None, **values: str) -> Problem:
    given = {"code": each.code, **values}
    severity = Severity.ADVICE if message == "own-rule" else Severity.WARNING
    return Problem(CODE, message, each.allowance.code_place, given, severity, each.record, each.path, fix)
