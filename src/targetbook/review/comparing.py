"""Two versions compared: one change set, with what could not be compared beside it."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from targetbook.model import BOOK_FILE, Book, Project
from targetbook.problems import Severity
from targetbook.review.changes import Changes, ProjectChange
from targetbook.review.findings import introduced_and_mended
from targetbook.review.heads import head_change, matched_units, unit_changes
from targetbook.review.matching import Matching, match_projects
from targetbook.review.projects import changed_projects
from targetbook.review.sums import in_unit_of_money, money_by_unit, money_of_book
from targetbook.review.versions import NO_BOOK, UNREADABLE_HEAD, Version, record_of


def compare_versions(base: Version, head: Version) -> Changes:
    """All that differs between two versions.

    A project that one version has but cannot read whole is named in `unreadable`, and told neither as added nor as
    removed. A version without a book counts as an empty one: the book is new, or gone. Where `targetbook.yaml` is there
    but cannot be read, there is nothing to compare but the findings.
    """
    unread = _unread(base) | _unread(head)
    unreadable = (*((BOOK_FILE,) if base.fault == UNREADABLE_HEAD else ()), *sorted(unread))
    old, new = _book(base, head), _book(head, base)
    if old is None or new is None:
        nothing: Matching[Project] = Matching((), (), ())
        return Changes(base, head, (), (), None, *introduced_and_mended(base, head, nothing), unreadable)
    before, after = _without(in_unit_of_money(old, new.money), unread), _without(new, unread)
    matching = match_projects(tuple(before.projects()), tuple(after.projects()))
    units = matched_units(before, after, matching.pairs)
    renamed = {one.id: other.id for one, other in units if one and other and one.id != other.id}
    return Changes(
        base,
        head,
        _in_order(changed_projects(matching, renamed), after),
        tuple(money_by_unit(units, matching.pairs)),
        money_of_book(before, after),
        *introduced_and_mended(base, head, matching),
        unreadable,
        head_change(old, new),
        tuple(unit_changes(units)),
        old.money.unit if old.money.unit != new.money.unit else "",
    )


def _in_order(changes: Iterable[ProjectChange], book: Book) -> tuple[ProjectChange, ...]:
    """By the newer book's order; what is gone stands last."""
    order = {project.full_id: number for number, project in enumerate(book.projects())}
    return tuple(sorted(changes, key=lambda change: order[change.after.full_id] if change.after else len(order)))


def _book(version: Version, other: Version) -> Book | None:
    """A version's book; where it has none at all, one without units beside the other's."""
    if version.fault == NO_BOOK and other.checked.book is not None:
        return replace(other.checked.book, units=(), controls=())
    return version.checked.book


def _unread(version: Version) -> frozenset[str]:
    """Ids of the projects that a version cannot read, as far as its findings tell of more than it knows itself."""
    if version.checked.book is None:
        return frozenset()
    read = {project.full_id for project in version.checked.book.projects()}
    errors = (problem for problem in version.checked.problems if problem.severity is Severity.ERROR)
    told = {record for problem in errors if (record := record_of(problem.place.file))}
    return version.unread | (told - read)


def _without(book: Book, records: Collection[str]) -> Book:
    if not records:
        return book
    units = (
        replace(unit, projects=tuple(project for project in unit.projects if project.full_id not in records))
        for unit in book.units
    )
    return replace(book, units=tuple(units))
