"""Two versions compared: one change set, with what could not be compared beside it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from targetbook.model import Book
from targetbook.problems import Problem, Severity
from targetbook.review.changes import Changes, changed_projects, money_by_unit, money_of_book
from targetbook.review.versions import Version

_INDEX = re.compile(r"\[\d+\]")


def compare_versions(base: Version, head: Version) -> Changes:
    """All that differs between two versions.

    A record that one version has but cannot read is named in `unreadable`, and told neither as added nor as removed.
    Where a version has no book at all, there is nothing to compare but its findings.
    """
    unreadable = tuple(dict.fromkeys((*_unreadable(base), *_unreadable(head))))
    old, new = (_without(version.checked.book, unreadable) for version in (base, head))
    if old is None or new is None:
        return Changes(base, head, (), (), None, *_findings(base, head, {}), unreadable)
    projects = tuple(changed_projects(old, new))
    renamed = {change.before.full_id: change.after.full_id for change in projects if change.before and change.after}
    units, book = tuple(money_by_unit(old, new)), money_of_book(old, new)
    return Changes(base, head, projects, units, book, *_findings(base, head, renamed), unreadable)


def _unreadable(version: Version) -> Iterator[str]:
    """Ids of the projects whose files a version has but cannot read."""
    read = {project.full_id for project in version.checked.book.projects()} if version.checked.book else set()
    for problem in version.checked.problems:
        path = PurePosixPath(problem.place.file)
        record = f"{path.parent.name}/{path.stem}"
        is_record = path.parts[:1] == ("targets",) and path.name != "_unit.yaml"
        if problem.severity is Severity.ERROR and is_record and record not in read:
            yield record


def _without(book: Book | None, records: Iterable[str]) -> Book | None:
    if book is None:
        return None
    left = set(records)
    units = (
        replace(unit, projects=tuple(project for project in unit.projects if project.full_id not in left))
        for unit in book.units
    )
    return replace(book, units=tuple(units))


def _findings(
    base: Version, head: Version, renamed: Mapping[str, str]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Findings that only the newer version has, and those that only the older one has; a moved line is no difference."""
    old = [(_key(problem, renamed), problem) for problem in base.checked.problems]
    new = [(_key(problem, {}), problem) for problem in head.checked.problems]
    return _beyond(new, old), _beyond(old, new)


def _beyond(those: Iterable[tuple[object, Problem]], others: Iterable[tuple[object, Problem]]) -> tuple[Problem, ...]:
    left = Counter(key for key, _ in others)
    found = []
    for key, problem in those:
        if left[key]:
            left[key] -= 1
        else:
            found.append(problem)
    return tuple(found)


def _key(problem: Problem, renamed: Mapping[str, str]) -> object:
    record = renamed.get(problem.record, problem.record)
    field = _INDEX.sub("[]", problem.field)
    return problem.code, problem.message, record, field, tuple(sorted(problem.values.items()))
