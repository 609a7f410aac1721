"""CHG: what a reviewer would ask of a change. Codes and settings stand in `check.rules.changes`; here they are told."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from targetbook.check import Checked, Selection
from targetbook.check.allowing import CODE as ALLOWANCES
from targetbook.check.engine import running_rules, settled
from targetbook.check.rule import Deferred, Finding, Finds, Look, Rule, Told, deferred, finding
from targetbook.check.settings import read_settings
from targetbook.model import Allowance, Approval, Book, Project
from targetbook.problems import Place, Problem
from targetbook.review.adjusting import (
    Covering,
    approval_after,
    approval_before,
    dated_from,
    is_newer,
    new_adjustments,
    paired,
)
from targetbook.review.changes import Changes, IndicatorChange, ProjectChange
from targetbook.review.matching import match_indicators
from targetbook.review.points import Point, named, points_of, slug_of, start_of
from targetbook.review.translating import only_translated, same_in_language, translated
from targetbook.source import Mapping as MappingNode
from targetbook.values import Comparison
from targetbook.write.book_json import json_bytes

_BY_DEFAULT = Selection()
_TELL: dict[str, Callable[..., Finds]] = {}
QUANTITY = "output.quantity"


def check_changes(changes: Changes, selection: Selection = _BY_DEFAULT) -> Checked:
    """What the rules of change tell of two versions, each at its place in the newer one.

    They are chosen and weighed by the newer version's settings. An `allow` silences a rule of change only in the change
    that brings the allowance, or a new reason for it: one that stands from earlier was for an earlier change.
    """
    old, new = changes.base.checked.book, changes.head.checked.book
    if old is None or new is None:
        return Checked(new, ())
    settings = read_settings(new, [])
    chosen = running_rules(selection, settings, lambda rule: rule.of_change or rule.code == ALLOWANCES)
    running = [rule for rule in chosen if rule.of_change]
    looks = {rule.code: Look(new, settings.of(rule), changes.head.root, old) for rule in running}
    told = (each for rule in running for each in _told_by(rule, changes, looks[rule.code]))
    return settled(new, [], told, chosen, settings, _with_new_allowances(changes))


def _told_by(rule: Rule, changes: Changes, look: Look) -> Iterator[Told]:
    """What a rule tells, and whether it is that it cannot tell."""
    for over in (changes,) if rule.over is Book else changes.projects:
        for told in _TELL[rule.code](over, look):
            record = told.record or (over.after.full_id if isinstance(over, ProjectChange) and over.after else "")
            fix = told.fix if isinstance(told, Finding) else None
            problem = Problem(rule.code, told.message, told.place, told.values, rule.severity, record, told.field, fix)
            yield problem, isinstance(told, Deferred)


def _tells(code: str) -> Callable[[Callable[..., Finds]], Callable[..., Finds]]:
    """The function that tells a rule of change."""

    def register(function: Callable[..., Finds]) -> Callable[..., Finds]:
        _TELL[code] = function
        return function

    return register


@_tells("CHG001")
def target_is_worse(change: ProjectChange, look: Look) -> Finds:
    """A target value is worse than before in its indicator's direction, or is no longer there."""
    for point in points_of(change, look.book) if change.after else ():
        if point.what == "removed" and not point.is_kept:
            yield Finding(point.place, point.path, "removed", point.values)
        elif point.worse:
            yield Finding(point.place, point.path, point.worse, point.values)
        elif point.unclear:
            yield Deferred(point.place, point.path, point.unclear, point.values)


@_tells("CHG002")
def approved_is_changed(changes: Changes, look: Look) -> Finds:
    """Money, a kind or a value was approved, and differs now without an adjustment that says who allowed it."""
    yield from _after_approval(changes, look, ("money", "value", "kind", "added", "removed"))


@_tells("CHG004")
def approved_weight_is_changed(changes: Changes, look: Look) -> Finds:
    """An indicator's weight was approved, and differs now without an adjustment."""
    yield from _after_approval(changes, look, ("weight",))


def _after_approval(changes: Changes, look: Look, kinds: tuple[str, ...]) -> Finds:
    assert look.before is not None  # a rule of change has two books
    covering = Covering(changes)
    earlier = {project.full_id: project for project in look.before.projects()}
    for change in changes.projects:
        points = [point for point in points_of(change, look.book) if point.what in kinds and not _is_passed_on(point)]
        approval = approval_before(change.before or change.split_from, look.before, look.book)
        later = approval_after(change.after, look.book)
        if approval is not None and not is_newer(later, approval):
            yield from _unadjusted(points, approval, covering, change)
        elif points and later is not None and look.before.year == look.book.year:
            point = points[0]
            yield deferred(point.place, point.path, record=point.record, date=later.date)
        elif approval is None:  # what came from a project that was approved
            for point in points:
                origin = approval_before(earlier.get(point.came_from), look.before, look.book)
                if point.came_from and origin is not None:
                    yield from _unadjusted([point], origin, covering, change)


def _is_passed_on(point: Point) -> bool:
    """Whether it is an indicator that another project has now: it is told there."""
    return point.what == "removed" and point.is_kept


def _unadjusted(points: Iterable[Point], approval: Approval, covering: Covering, change: ProjectChange) -> Finds:
    if dated_from(covering.of(change), approval):
        return
    fault, said = covering.fault(change)
    for point in points:
        values = {**point.values, **_said_of(approval), **said}
        yield Finding(point.place, point.path, fault or slug_of(point), values, record=point.record)


def _said_of(approval: Approval) -> dict[str, str]:
    document = approval.document.first() if approval.document else ""
    return {"date": approval.date, "reply": f"{approval.date} {document}".strip()}


@_tells("CHG003")
def money_rises_alone(change: ProjectChange, look: Look) -> Finds:
    """The year's money rises, and no quantity with it."""
    if change.before is None or change.after is None:
        return
    before, after = change.before.funding.total, change.after.funding.total
    if not before or after is None or (after - before) * 100 < look.number("rise") * before:
        return
    quantities = [each for each in change.indicators if each.after and each.after.kind.key == QUANTITY]
    if any(map(_is_raised, quantities)):
        return
    values = {
        "before": look.book.money.printed(before),
        "after": look.book.money.printed(after),
        "share": f"{(after - before) * 100 / before:.1f}",
    }
    place = start_of(change.after.funding.place)
    unclear = next((target for each in quantities for target in each.targets if _is_unclear(target.comparison)), None)
    if unclear is not None and unclear.after is not None:
        yield Deferred(unclear.after.text.place, "funding", values=values)
    elif any(each.kind.key == QUANTITY for each in change.after.indicators):
        yield Finding(place, "funding", values=values)
    else:
        yield Finding(place, "funding", "no-quantity", values)


def _is_raised(each: IndicatorChange) -> bool:
    raised = (Comparison.RAISED, Comparison.TIGHTENED, Comparison.MADE_EXACT)
    return each.before is None or any(target.comparison in raised for target in each.targets)


def _is_unclear(comparison: Comparison) -> bool:
    return comparison in (Comparison.UNIT_CHANGED, Comparison.NOT_COMPARABLE, Comparison.MOVED)


@_tells("CHG005")
def translation_alone_changed(change: ProjectChange, look: Look) -> Finds:
    """Nothing differs but the words of other languages than the book's first."""
    if only_translated(change, look.book.languages[0]):
        place, path, languages = next(translated(change))
        yield finding(place, path, languages=languages)


@_tells("CHG006")
def published_is_changed(changes: Changes, look: Look) -> Finds:
    """What the book prints differs from what was published under one of the digests that it names."""
    published = {each.strip().lower().removeprefix("sha256:") for each in look.words("published")}
    assert look.before is not None  # a rule of change has two books
    if not published:
        yield deferred(look.book.place)
        return
    before, after = (sha256(json_bytes(book)).hexdigest() for book in (look.before, look.book))
    if after in published:
        return
    if before in published:
        yield finding(_place_of_setting(look.book), "rules.CHG006.published", digest=after)
    else:
        yield deferred(_place_of_setting(look.book), "rules.CHG006.published", "unknown", digest=after)


@_tells("CHG007")
def adjustment_adjusts_nothing(changes: Changes, look: Look) -> Finds:
    """A new adjustment in a record of which nothing changed that could be adjusted."""
    lead = look.book.languages[0]
    changed = {change.after.full_id for change in changes.projects if change.after and _is_adjustable(change, lead)}
    covering = Covering(changes)
    for before, project in paired(changes):
        if project.full_id in changed:
            continue
        for each in new_adjustments(before, project):
            if not covering.stands_for_removed(each, project):
                number = project.adjustments.index(each) + 1
                values = {"document": each.document.first(), "date": each.date, **named(project.name)}
                place, path = each.document.place, f"adjustments[{number}]"
                yield Finding(place, path, values=values, record=project.full_id)


def _is_adjustable(change: ProjectChange, lead: str) -> bool:
    """Whether anything changed but translations, and the adjustments themselves."""
    if change.before is None or change.after is None:
        return True
    after = replace(change.after, adjustments=change.before.adjustments)
    return not same_in_language(change.before, after, lead)


def _place_of_setting(book: Book) -> Place:
    """Where the book names what was published."""
    settings = book.rules.get("CHG006") if isinstance(book.rules, MappingNode) else None
    return start_of(settings.place) if settings else book.place


def _with_new_allowances(changes: Changes) -> Iterator[Project]:
    """The changed projects of the newer version, with those allowances alone that this change brings."""
    for change in changes.projects:
        if change.after is not None:
            yield _with_new(change.before, change.after)


def _with_new(before: Project | None, after: Project) -> Project:
    if before is None:
        return after
    pairs = match_indicators(before.indicators, after.indicators).pairs
    earlier = {id(new): old.allow for old, new in pairs}
    indicators = (replace(each, allow=_new(earlier.get(id(each), {}), each.allow)) for each in after.indicators)
    return replace(after, allow=_new(before.allow, after.allow), indicators=tuple(indicators))


def _new(before: Mapping[str, Allowance], after: Mapping[str, Allowance]) -> Mapping[str, Allowance]:
    return {code: each for code, each in after.items() if code not in before or before[code].reason != each.reason}
