"""The book's policy of change: what a change needs and lacks (POL001), and which changes a review tells."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from targetbook.model import BOOK_FILE, Adjustment, Approval, Book, Demand, Policy
from targetbook.problems import Place, Problem, Severity, in_order
from targetbook.review.adjusting import Covering, approval_before, dated_from
from targetbook.review.changes import Changes, MoneyChange, ProjectChange
from targetbook.review.points import Point, money_point, moves_of, points_of, slug_of
from targetbook.review.versions import NO_HEAD, UNREADABLE_HEAD, record_of

CODE = "POL001"


def policy_of(changes: Changes) -> Policy | None:
    """The policy that a change is held to: the older version's, so that no change loosens it for itself.

    The newer version's where the older one has none.
    """
    old, new = changes.base.checked.book, changes.head.checked.book
    return (old.policy if old else None) or (new.policy if new else None)


def breaches(changes: Changes) -> tuple[Problem, ...]:
    """What the policy asks of the changes and they lack: an error for each, at its place in the newer version."""
    policy = policy_of(changes)
    old, new = changes.base.checked.book, changes.head.checked.book
    if policy is None or old is None or new is None:
        return ()
    covering = Covering(changes)
    return in_order(
        problem for change in changes.projects for problem in _breaches_in(change, policy, covering, old, new)
    )


def unjudged(changes: Changes) -> tuple[Problem, ...]:
    """What keeps a change from being held to the policy: an error for each thing that one of the versions cannot read.

    A gate that cannot see does not open: whoever merges such a change looks at it without one.
    """
    return (*_unread_in_newer(changes), *_unread_in_older(changes))


def _unread_in_newer(changes: Changes) -> Iterator[Problem]:
    """Its own errors, of the whole book or of the records that they leave out."""
    head = changes.head
    unread = {each.record: each.head for each in changes.unread if each.head is not None}
    is_whole = head.checked.book is None or bool(head.fault)
    for problem in head.checked.problems if policy_of(changes) is not None else ():
        is_of_unread = record_of(problem.place.file) in unread or problem in unread.values()
        if problem.severity is Severity.ERROR and (is_whole or is_of_unread):
            yield problem


def _unread_in_older(changes: Changes) -> tuple[Problem, ...]:
    """What of the older version cannot be read, told at its place in the newer one."""
    base, new = changes.base, changes.head.checked.book
    is_unread = "policy" in base.unread_fields or base.fault in (NO_HEAD, UNREADABLE_HEAD)
    if new is None or (policy_of(changes) is None and "policy" not in base.unread_fields):
        return ()
    told = [
        _refusal("unread", each.base.place, each.project.place, each.record)
        for each in changes.unread
        if each.base is not None and each.project is not None and each.is_changed
    ]
    if changes.projects and is_unread:
        errors = (each for each in base.checked.problems if each.severity is Severity.ERROR)
        place = next((each.place for each in errors if each.place.file == BOOK_FILE), new.place)
        told.append(_refusal("policy-unread", place, new.place, ""))
    return in_order(told)


def _refusal(message: str, older: Place, newer: Place, record: str) -> Problem:
    where = {"older": f"{older.file}:{older.line}" if older.line else older.file}
    return Problem(CODE, message, newer, where, Severity.ERROR, record)


def is_told(change: ProjectChange, policy: Policy | None) -> bool:
    """Whether a review that is limited by `policy.report` tells a project's change.

    Moved money alone can be too little to be told; a change of anything else is always told.
    """
    report = policy.report if policy else None
    if report is None or (report.money_over is None and report.money_share is None):
        return True
    only_money = change.before is not None and change.after is not None and not change.is_moved
    if not only_money or change.texts or change.plain or change.indicators:
        return True
    return any(exceeds(move, report.money_over, report.money_share) for move in change.money)


def exceeds(move: MoneyChange, over: Decimal | None, share: Decimal | None) -> bool:
    """Whether money moved further, up or down, than an amount or a share in per cent of what it was; by any if neither."""
    if over is None and share is None:
        return True
    if over is not None and abs(move.delta) > over:
        return True
    return share is not None and abs(move.delta) * 100 > share * (move.before or Decimal(0))


def _breaches_in(change: ProjectChange, policy: Policy, covering: Covering, old: Book, new: Book) -> Iterator[Problem]:
    approval = approval_before(change.before or change.split_from, old, new)
    adjustments = covering.of(change)
    unmet = [demand for demand in policy.changes if not _is_met(demand, adjustments, approval)]
    fault, said = covering.fault(change)
    for point in points_of(change, new) if unmet else ():
        for demand in unmet:
            asked = _asked(demand, point, change, new)
            if asked is not None:
                message = fault or _message(asked, demand)
                yield _breach(asked, demand, approval, message, said)
                break


def _asked(demand: Demand, point: Point, change: ProjectChange, new: Book) -> Point | None:
    """What a row of the policy asks for: the point itself, or of the money the amount that moved too far; None if nothing."""
    if demand.change == "money" and (point.what == "money" or not point.path):
        move = next((move for move in moves_of(change) if exceeds(move, demand.over, demand.share)), None)
        if move is None or change.after is None or point.what != "money":
            return point if move else None
        return money_point(change.after, move, new.money)
    if point.is_kept:  # it went from one record to another, which asks for an adjustment once at most
        return point if demand.change == "any" and point.what == "added" else None
    # what cannot be told is not let through
    is_lower = demand.change == "lowered" and bool(point.worse or point.unclear)
    return point if is_lower or demand.change in ("any", point.what) else None


def _is_met(demand: Demand, adjustments: tuple[Adjustment, ...], approval: Approval | None) -> bool:
    """Whether there is what a row needs, or the row does not speak of this project."""
    if demand.after == "approved":
        return approval is None or bool(dated_from(adjustments, approval))
    return bool(adjustments)


def _breach(point: Point, demand: Demand, approval: Approval | None, message: str, said: Mapping[str, str]) -> Problem:
    values = {
        **said,
        **point.values,
        "file": point.place.file,
        "policy": f"{demand.place.file}:{demand.place.line}",
        "date": approval.date if approval else "",
    }
    return Problem(CODE, message, point.place, values, Severity.ERROR, point.record, point.path)


def _message(point: Point, demand: Demand) -> str:
    if point.worse or point.unclear == "turned-alone":
        return point.worse or point.unclear
    return "unclear" if point.unclear and demand.change == "lowered" else slug_of(point)
