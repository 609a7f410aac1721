"""What a record says of its changes: since when it is approved, and which adjustments are new in it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from targetbook.check.placeholders import placeholder_in
from targetbook.model import Adjustment, Approval, Book, Project, Text
from targetbook.review.changes import Changes, ProjectChange

_BRACKETS = re.compile(r"[\[\]()〔〕【】\s]")
_LEAST_DOCUMENT, _LEAST_WORDS = 4, 2
"""Letters and digits that a document's number has at least, and a reason or an office."""


def approval_before(before: Project | None, old: Book, new: Book) -> Approval | None:
    """The reply that approved a project before it changed: its own, else the book's.

    None where nothing says that it was approved, or the newer version is another year's book: last year's reply does
    not bind it.
    """
    if old.year != new.year:
        return None
    return (before.approved if before else None) or old.approved


def approval_after(after: Project | None, new: Book) -> Approval | None:
    """The reply that approves the newer version."""
    return (after.approved if after else None) or new.approved


def is_newer(approval: Approval | None, than: Approval) -> bool:
    """Whether an approval is a later one, whose reply may have changed what the earlier approved."""
    return approval is not None and approval.date > than.date


def new_adjustments(before: Project | None, after: Project) -> tuple[Adjustment, ...]:
    """The adjustments of the newer version whose documents the older one does not name.

    A document stands for a change once: an entry that was copied, reworded or given another date is not new.
    """
    known = {_number(each) for each in (before.adjustments if before else ())}
    return tuple(each for each in after.adjustments if _number(each) not in known)


@dataclass(frozen=True, slots=True)
class Covering:
    """The new adjustments of a comparison, asked for each change: which of them stand for it.

    An entry stands for whatever changed in its record. That of a project that was removed stands in the record that took
    over its indicators, or in any record if its reason names the project.
    """

    changes: Changes

    def of(self, change: ProjectChange) -> tuple[Adjustment, ...]:
        """The new adjustments that stand for a change, those apart that are not filled in."""
        return tuple(each for each in self._all_of(change) if self._is_filled_in(each))

    def fault(self, change: ProjectChange) -> tuple[str, Mapping[str, str]]:
        """Why the new adjustments of a change that was not adjusted do not do, as a message calls it, and what it says of one.

        They are older than the approval (early), or not filled in (unfilled); "" where there are none.
        """
        if self.of(change):
            return "early", {}
        unfilled = next(iter(self._all_of(change)), None)
        return ("unfilled", {"document": unfilled.document.first(), "dated": unfilled.date}) if unfilled else ("", {})

    def _is_filled_in(self, adjustment: Adjustment) -> bool:
        """Whether nothing in it stands for what is still to be written, and it is dated in the year, or one from it.

        A budget is approved in the year before its own, and closed in the one after.
        """
        book = self.changes.head.checked.book
        if book is not None and abs(int(adjustment.date[:4]) - book.year) > 1:
            return False
        others = (adjustment.reason, adjustment.approved_by)
        return _says(adjustment.document, _LEAST_DOCUMENT) and all(_says(text, _LEAST_WORDS) for text in others)

    def _all_of(self, change: ProjectChange) -> tuple[Adjustment, ...]:
        if change.after is not None:
            return new_adjustments(change.before or change.split_from, change.after)
        assert change.before is not None  # one of the two is there
        return tuple(self._of_removed(change.before, change.merged_into))

    def _of_removed(self, removed: Project, merged_into: Project | None) -> Iterator[Adjustment]:
        for before, after in paired(self.changes):
            is_taken_over = merged_into is not None and after.full_id == merged_into.full_id
            for each in new_adjustments(before, after):
                if is_taken_over or _names(each, removed):
                    yield each

    def stands_for_removed(self, adjustment: Adjustment, after: Project) -> bool:
        """Whether an adjustment of a record is there for a project that was removed."""
        removed = (change for change in self.changes.projects if change.after is None)
        return any(
            (change.merged_into is not None and change.merged_into.full_id == after.full_id)
            or (change.before is not None and _names(adjustment, change.before))
            for change in removed
        )


def paired(changes: Changes) -> Iterator[tuple[Project | None, Project]]:
    """Each project of the newer version that has adjustments, with what it was before; those that did not change, too."""
    old, new = changes.base.checked.book, changes.head.checked.book
    if old is None or new is None:
        return
    changed = {change.after.full_id: change for change in changes.projects if change.after}
    earlier = {project.full_id: project for project in old.projects()}
    for project in new.projects():
        if project.adjustments and project.full_id not in changes.unreadable:
            change = changed.get(project.full_id)
            before = (change.before or change.split_from) if change else earlier.get(project.full_id)
            yield before, project


def dated_from(adjustments: Iterable[Adjustment], approval: Approval) -> tuple[Adjustment, ...]:
    """Those that can adjust what was approved: none is older than the approval."""
    return tuple(each for each in adjustments if each.date >= approval.date)


def _says(text: Text, least: int) -> bool:
    """Whether a text says something in each language: so many letters or digits, and no placeholder."""
    words = text.by_language.values()
    return all(sum(map(str.isalnum, each)) >= least and not placeholder_in(each) for each in words)


def _number(adjustment: Adjustment) -> str:
    """Its document's number, whichever brackets and digits that is written with."""
    return _BRACKETS.sub("", unicodedata.normalize("NFKC", adjustment.document.first()))


def _names(adjustment: Adjustment, project: Project) -> bool:
    names = (*project.name.by_language.values(), project.full_id)
    return any(name in reason for reason in adjustment.reason.by_language.values() for name in names)
