"""What a record says of its changes: since when it is approved, and which adjustments are new in it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from targetbook.check.placeholders import placeholder_in
from targetbook.model import Adjustment, Approval, Book, Project
from targetbook.review.changes import Changes, ProjectChange

_BRACKETS = re.compile(r"[\[\]()〔〕【】\s]")


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
    """The adjustments of the newer version that the older one has not. One whose wording alone changed is not new."""
    left = Counter(map(_key, before.adjustments if before else ()))
    found = []
    for each in after.adjustments:
        if left[_key(each)]:
            left[_key(each)] -= 1
        else:
            found.append(each)
    return tuple(found)


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

    def unfilled(self, change: ProjectChange) -> Adjustment | None:
        """A new adjustment that would stand for a change if it said which document allowed it."""
        return next((each for each in self._all_of(change) if not self._is_filled_in(each)), None)

    def _is_filled_in(self, adjustment: Adjustment) -> bool:
        """Whether nothing in it stands for what is still to be written, and its date is one that the year can have seen."""
        book = self.changes.head.checked.book
        texts = (adjustment.document, adjustment.reason, adjustment.approved_by)
        words = (written for text in texts for written in text.by_language.values())
        is_late = book is not None and int(adjustment.date[:4]) > book.year + 1  # a year is closed in the one after it
        return not is_late and not any(map(placeholder_in, words))

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


def said_of_adjustment(adjustment: Adjustment) -> dict[str, str]:
    """What a message says of one."""
    return {"document": adjustment.document.first(), "dated": adjustment.date}


def _key(adjustment: Adjustment) -> tuple[str, str]:
    """Its date and its document's number, whichever brackets and digits that is written with."""
    return adjustment.date, _BRACKETS.sub("", unicodedata.normalize("NFKC", adjustment.document.first()))


def _names(adjustment: Adjustment, project: Project) -> bool:
    names = (*project.name.by_language.values(), project.full_id)
    return any(name in reason for reason in adjustment.reason.by_language.values() for name in names)
