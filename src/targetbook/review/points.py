"""Each single thing that a change does to a record's money and targets, with its place in the newer version.

The rules of change and the book's policy both read a change by these.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from targetbook.model import Book, Funding, Money, Project, Text
from targetbook.problems import Place
from targetbook.review.changes import IndicatorChange, MoneyChange, ProjectChange, TargetChange
from targetbook.review.reports.telling import WEAKER, outcome_of
from targetbook.review.reports.wording import signed
from targetbook.values import Comparison

UNCLEAR = ("moved", "unit_changed", "not_comparable")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that changed.

    Attributes:
        what: added or removed (an indicator, or the project), money, value, kind, weight.
        record: `unit/id` of the project, in the newer version where it is still there.
        path: its path in the record; "" for the project itself.
        worse: lowered, loosened, made-vague, turned (lowered by the direction that it had) or dropped, as every report
            tells it; else "".
        unclear: why nothing tells whether a value is worse: moved, unit-changed, not-comparable, turned-alone (it is the
            same, and what is better was turned round); else "".
        came_from: of an added indicator, `unit/id` of the project that had it before.
        is_kept: of a removed or added indicator, whether another project has it now, or had it.
        values: what a message prints of it.
    """

    what: str
    place: Place
    record: str
    path: str
    worse: str = ""
    unclear: str = ""
    came_from: str = ""
    is_kept: bool = False
    values: Mapping[str, str] = field(default_factory=dict)


def points_of(change: ProjectChange, book: Book) -> tuple[Point, ...]:
    """What a change does to a project's money and targets. Texts and places are no points.

    Args:
        book: the newer version, for its unit of money and the place of a project that is no longer there.
    """
    before, after = change.before, change.after
    if before is None:
        assert after is not None  # one of the two is there
        values = (point for point in _indicator_points(change, after) if point.what == "value" and point.worse)
        return (_whole("added", after, after.name.place, book), *values)
    if after is None:
        return (_whole("removed", before, _place_of_removed(before, book), book),)
    money = (money_point(after, move, book.money) for move in moves_of(change)[:1])
    return (*money, *_indicator_points(change, after))


def slug_of(point: Point) -> str:
    """What a message calls a point of which nothing is worse: project-added, came (from another project), money …"""
    if not point.path and point.what in ("added", "removed"):
        return f"project-{point.what}"
    return "came" if point.came_from else point.what


def named(text: Text) -> dict[str, str]:
    """A name for a message in either language."""
    return {f"name_{language}": text.get(language) or text.first() for language in ("en", "zh")}


def start_of(place: Place) -> Place:
    """The first character of a stretch, which may go over many lines."""
    return Place(place.file, place.line, place.column, place.line, place.column + 1)


def moves_of(change: ProjectChange) -> tuple[MoneyChange, ...]:
    """The amounts that moved, what moved most first; where one source alone moved the total, that source first.

    A zero where it was blank moves nothing.
    """
    moved = (each for each in change.money if each.delta)
    return tuple(sorted(moved, key=lambda each: (-abs(each.delta), each.of == "total")))


def _whole(what: str, project: Project, place: Place, book: Book) -> Point:
    total = project.funding.total
    amount = "–" if total is None else f"{book.money.printed(total)} {book.money.unit}"
    return Point(what, place, project.full_id, "", values={**named(project.name), "amount": amount})


def _place_of_removed(project: Project, book: Book) -> Place:
    """The file of its unit, or where that is gone too, of the book."""
    return next((start_of(unit.place) for unit in book.units if unit.id == project.unit), book.place)


def money_point(after: Project, move: MoneyChange, money: Money) -> Point:
    """An amount of a project that moved."""
    funding = after.period_funding if move.of_period else after.funding
    values = {
        "before": "–" if move.before is None else money.printed(move.before),
        "after": "–" if move.after is None else money.printed(move.after),
        "delta": signed(money, move.delta),
        "unit": money.unit,
    }
    path = "period_funding" if move.of_period else "funding"
    path = path if move.of == "total" else f"{path}.{move.of}"
    place = _place_of_money(funding, move.of, after)
    values["of"] = path
    return Point("money", place, after.full_id, path, values=values)


def _place_of_money(funding: Funding | None, of: str, after: Project) -> Place:
    if funding is None:  # the whole of the period's money is gone
        return start_of(after.place)
    return funding.places.get(of) or start_of(funding.place)


def _indicator_points(change: ProjectChange, after: Project) -> Iterator[Point]:
    for each in change.indicators:
        if each.after is None:
            assert each.before is not None  # one of the two is there
            place = start_of(after.places.get("indicators", after.place))
            is_kept, values = bool(each.went_to), named(each.before.name)
            yield Point("removed", place, after.full_id, "indicators", is_kept=is_kept, values=values)
        elif each.before is None:
            yield Point("added", each.after.name.place, after.full_id, each.path, values=named(each.after.name))
        else:
            if each.came_from and not each.with_project:
                name, origin = each.after.name, each.came_from
                values = {**named(name), "origin": origin}
                yield Point(
                    "added", name.place, after.full_id, each.path, came_from=origin, is_kept=True, values=values
                )
            yield from _points_in(each, after.full_id)


def _points_in(each: IndicatorChange, record: str) -> Iterator[Point]:
    assert each.before is not None and each.after is not None
    name, places = named(each.after.name), each.after.places
    if each.is_retyped:
        kinds = {**_labels("before", each.before.kind.name), **_labels("after", each.after.kind.name)}
        yield Point("kind", places["kind"], record, f"{each.path}.kind", values={**name, **kinds})
    for plain in each.plain:
        if plain.field == "weight":
            place = places.get("weight", each.after.name.place)
            values = {**name, "before": plain.before or "–", "after": plain.after or "–"}
            yield Point("weight", place, record, f"{each.path}.weight", values=values)
    for target in each.targets:
        if target.comparison is not Comparison.SAME:
            yield _value_point(each, target, record)
    if each.is_turned and all(target.comparison is Comparison.SAME for target in each.targets):
        place = places.get("direction") or places["kind"]
        values = {**name, **_labels("after", each.after.annual.shown() if each.after.annual else {})}
        yield Point("value", place, record, f"{each.path}.direction", unclear="turned-alone", values=values)


def _value_point(each: IndicatorChange, target: TargetChange, record: str) -> Point:
    assert each.after is not None
    place = target.after.text.place if target.after else each.after.name.place
    values = {**named(each.after.name), **_sides(target)}
    path = f"{each.path}.{target.column}" if target.after else each.path
    outcome = outcome_of(target, each)
    slug = outcome.replace("_", "-")
    worse, unclear = slug if outcome in WEAKER else "", slug if outcome in UNCLEAR else ""
    return Point("value", place, record, path, worse, unclear, values=values)


def _sides(target: TargetChange) -> dict[str, str]:
    """The words before and after; a language that was left as before shows no change, so another one stands for it."""
    before, after = (side.shown() if side else {} for side in (target.before, target.after))
    stale = {language for language in before if before[language] == after.get(language)}
    if stale != before.keys() | after.keys():
        before, after = ({key: words for key, words in side.items() if key not in stale} for side in (before, after))
    return {**_labels("before", before), **_labels("after", after)}


def _labels(when: str, words: Mapping[str, str]) -> dict[str, str]:
    first = next(iter(words.values()), "–")
    return {f"{when}_{language}": words.get(language, first) for language in ("en", "zh")}
