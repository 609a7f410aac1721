"""Two versions compared: one change set, with what could not be compared beside it."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from targetbook.model import BOOK_FILE, Book
from targetbook.review.changes import Changes, ProjectChange
from targetbook.review.findings import introduced_and_mended
from targetbook.review.heads import head_change, matched_units, order_of_units, unit_changes
from targetbook.review.matching import match_projects
from targetbook.review.projects import changed_projects
from targetbook.review.sums import finest, in_unit_of_money, money_by_unit, money_of_book
from targetbook.review.unread import unread_in_either
from targetbook.review.versions import NO_BOOK, NO_HEAD, UNREADABLE_HEAD, Version


def compare_versions(base: Version, head: Version) -> Changes:
    """All that differs between two versions.

    A project that one version has but cannot read whole is named in `unreadable`, and told neither as added nor as
    removed. A version without a book counts as an empty one: the book is new, or gone. Where no `targetbook.yaml` that can
    be read is there to read a version's records by, there is nothing to compare but what is wrong.
    """
    unread = unread_in_either(base, head)
    records = frozenset(each.record for each in unread)
    old, new = _book(base, head), _book(head, base)
    if old is None or new is None:
        found = introduced_and_mended(base, head)
        return Changes(base, head, (), (), None, *found, unreadable=tuple(sorted(records)), unread=unread)
    before, after = _without(in_unit_of_money(old, new.money), records), _without(new, records)
    matching = match_projects(tuple(before.projects()), tuple(after.projects()))
    units = matched_units(before, after, matching.pairs)
    renamed = {one.id: other.id for one, other in units if one and other and one.id != other.id}
    year = new.year if old.year == new.year else None
    projects = _in_order(changed_projects(matching, renamed, year), after)
    is_borrowed = any(version.fault in (NO_HEAD, UNREADABLE_HEAD) for version in (base, head))
    unread_fields = base.unread_fields | head.unread_fields
    return Changes(
        base,
        head,
        projects,
        tuple(money_by_unit(units, matching.pairs)),
        money_of_book(before, after),
        *introduced_and_mended(base, head, matching, unread, projects),
        unreadable=(*((BOOK_FILE,) if is_borrowed else ()), *sorted(records)),
        unread=unread,
        head_of_book=head_change(old, new, unread_fields, order_of_units(before, after, units)),
        units_changed=tuple(unit_changes(units, matching.pairs)),
        money_unit_before=old.money.unit if old.money.unit != new.money.unit else "",
        decimals=finest(move for project in projects for move in project.money),
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


def _without(book: Book, records: Collection[str]) -> Book:
    if not records:
        return book
    units = (
        replace(unit, projects=tuple(project for project in unit.projects if project.full_id not in records))
        for unit in book.units
    )
    return replace(book, units=tuple(units))
