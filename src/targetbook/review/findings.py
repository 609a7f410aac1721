"""Findings of the checker that a change introduces or mends."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from targetbook.check.rule import RULES
from targetbook.model import BOOK_FILE, Project
from targetbook.problems import Place, Problem, Severity, in_order
from targetbook.review.changes import ProjectChange, Unread
from targetbook.review.matching import Matching, match_indicators
from targetbook.review.unread import files_of, is_any_file_changed
from targetbook.review.versions import NO_BOOK, Version, record_of

_INDICATOR = re.compile(r"indicators\[(\d+)\]")
_NUMBER = re.compile(r"\[\d+\]")
_OF_HISTORY = "LNG002"
"""It asks git for a record's history, which a version in a folder of its own does not have."""

Found = tuple[tuple[Problem, ...], tuple[Problem, ...]]


def introduced_and_mended(
    base: Version,
    head: Version,
    matching: Matching[Project] | None = None,
    unread: Sequence[Unread] = (),
    projects: Sequence[ProjectChange] = (),
) -> Found:
    """Findings that only the newer version has, and those that only the older one has.

    A record that moved, an indicator in another place and a message with another number make no new finding. Where a
    version has files that could not be read, the rules over more than a project did not run there: what they say of the
    other version is left out, and so is what any rule says of a record that one of the versions cannot read. What is
    wrong with a file that neither can read is told as introduced where the file was changed.

    Args:
        matching: the projects of both versions; None where they could not be compared.
        unread: the projects that one of them cannot read.
        projects: those that differ, with the indicators that passed from one to another.
    """
    moved = _moves(matching, projects) if matching else {}
    silent = None if matching is None else frozenset(each.record for each in unread)
    changed = _changed_and_unread(base, head, unread, is_compared=matching is not None)
    older = (
        [] if NO_BOOK in (base.fault, head.fault) else _comparable(base, head, silent)
    )  # with a book nothing is mended
    newer = _comparable(head, base, silent)
    still = [problem for problem in newer if _is_of_reading(problem) and problem.place.file in changed]
    told = tuple(
        [problem for problem in side if not (_is_of_reading(problem) and problem.place.file in changed)]
        for side in (older, newer)
    )
    same = _unmoved([problem for problem in told[0] if problem.record not in moved], told[1])
    old = [(_as_in_newer(problem, moved), problem) for problem in told[0] if id(problem) not in same]
    new = [(problem, problem) for problem in told[1] if id(problem) not in same]
    for key in (_exactly, _roughly):
        old, new = _beyond(old, new, key), _beyond(new, old, key)
    return in_order([*still, *(problem for _, problem in new)]), tuple(problem for _, problem in old)


def _changed_and_unread(base: Version, head: Version, unread: Iterable[Unread], *, is_compared: bool) -> frozenset[str]:
    """The files that neither version can read, or that lie in a unit of which neither can, and that were changed."""
    files = {file for each in unread if each.base and each.head and each.is_changed for file in files_of(each.record)}
    if not is_compared and is_any_file_changed(base, head):
        files.add(BOOK_FILE)
    return frozenset(files)


def _unmoved(old: Iterable[Problem], new: Iterable[Problem]) -> set[int]:
    """Both of each two findings that say the same of the same place, as nearly all do: the rest is worth a closer look."""
    left = {_at(problem): problem for problem in old}
    same = set()
    for problem in new:
        fellow = left.get(at := _at(problem))
        if fellow is not None and (fellow is problem or fellow.values == problem.values):
            same |= {id(left.pop(at)), id(problem)}
    return same


def _at(problem: Problem) -> Hashable:
    place = problem.place
    return place.file, place.line, place.column, problem.code, problem.message, problem.record, problem.field


@dataclass(frozen=True, slots=True)
class _Move:
    """Where a record of the older version is in the newer one: its id, its file, its indicators' numbers.

    `passed`: of those of its indicators that another record has now, that record's id, file and number of it.
    """

    record: str
    file: str
    numbers: dict[str, str]
    passed: dict[str, tuple[str, str, str]]


def _moves(matching: Matching[Project], projects: Sequence[ProjectChange]) -> dict[str, _Move]:
    """Where each record is now whose findings stand elsewhere, under its id in the older version."""
    passed = _passed(projects)
    moves = {
        before.full_id: _Move(after.full_id, after.place.file, _numbers(before, after), _taken(before, passed))
        for before, after in matching.pairs
        if before != after
    }
    return moves | {
        before.full_id: _Move(before.full_id, before.place.file, {}, _taken(before, passed))
        for before in matching.removed
    }


def _passed(projects: Sequence[ProjectChange]) -> dict[int, tuple[str, str, str]]:
    """Under the `id` of each indicator of the older version that passed to another record: that one's id, file, its number."""
    return {
        id(each.before): (project.after.full_id, project.after.place.file, found[1])
        for project in projects
        if project.after is not None
        for each in project.indicators
        if each.came_from and (found := _INDICATOR.match(each.path))
    }


def _taken(before: Project, passed: dict[int, tuple[str, str, str]]) -> dict[str, tuple[str, str, str]]:
    return {str(n): passed[id(each)] for n, each in enumerate(before.indicators, 1) if id(each) in passed}


def _numbers(before: Project, after: Project) -> dict[str, str]:
    old, new = ({id(each): str(n) for n, each in enumerate(side.indicators, 1)} for side in (before, after))
    pairs = match_indicators(before.indicators, after.indicators).pairs
    return {old[id(one)]: new[id(other)] for one, other in pairs}


def _as_in_newer(problem: Problem, moves: dict[str, _Move]) -> Problem:
    """A finding of the older version as it would be told of the same things in the newer one."""
    move = moves.get(problem.record)
    if move is None:
        return problem
    record, file, numbers = move.record, move.file, move.numbers
    if (found := _INDICATOR.match(problem.field)) and (taken := move.passed.get(found[1])):
        record, file, number = taken
        numbers = {found[1]: number}
    field = _INDICATOR.sub(lambda found: f"indicators[{numbers.get(found[1], '-')}]", problem.field)
    return replace(problem, record=record, field=field, place=Place(file))


def _comparable(version: Version, other: Version, silent: Collection[str] | None) -> list[Problem]:
    """The findings of a version that can be held to those of the other.

    Args:
        silent: records of which only what keeps them from being read is told; None for all of them.
    """
    problems = [problem for problem in version.checked.problems if problem.code != _OF_HISTORY]
    if silent is None:
        return [problem for problem in problems if _is_of_reading(problem)]
    heard = [each for each in problems if _is_of_reading(each) or _record(each) not in silent]
    if other.fault == NO_BOOK or (_is_whole(version) and _is_whole(other)):
        return heard
    return [problem for problem in heard if not _is_over_more(problem)]


def _record(problem: Problem) -> str:
    return record_of(problem.place.file) or problem.record


def _is_whole(version: Version) -> bool:
    """Whether every file could be read: only then do the rules over a unit or the book run."""
    return not any(map(_is_of_reading, version.checked.problems))


def _is_of_reading(problem: Problem) -> bool:
    """Whether it is an error that was found while a file was read."""
    rule = RULES.get(problem.code)
    return problem.severity is Severity.ERROR and (rule is None or rule.fixed)


def _is_over_more(problem: Problem) -> bool:
    rule = RULES.get(problem.code)
    return rule is not None and rule.function is not None and rule.over is not Project


def _exactly(problem: Problem) -> Hashable:
    """The same thing wrong in the same words, wherever in a list it stands."""
    field = problem.field if _INDICATOR.match(problem.field) else _NUMBER.sub("[]", problem.field)
    return (
        problem.code,
        problem.message,
        problem.record,
        problem.place.file,
        field,
        tuple(sorted(problem.values.items())),
    )


def _roughly(problem: Problem) -> Hashable:
    """The same thing wrong in the same place, with whatever numbers; but what could not be read must be the very same."""
    if _is_of_reading(problem):
        return _exactly(problem)
    return problem.code, problem.message, problem.record, problem.place.file, problem.field


def _beyond(
    those: Iterable[tuple[Problem, Problem]],
    others: Iterable[tuple[Problem, Problem]],
    key: Callable[[Problem], Hashable],
) -> list[tuple[Problem, Problem]]:
    """Those findings, as they compare and as they were told, that have no fellow among the others."""
    left = Counter(key(compared) for compared, _ in others)
    found = []
    for compared, problem in those:
        if left[key(compared)] > 0:
            left[key(compared)] -= 1
        else:
            found.append((compared, problem))
    return found
