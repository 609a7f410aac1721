"""Money compared: of a project, of a unit, of the book, by source of funds, so that the sums add up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from targetbook.model import Book, Funding, Money, Project, Unit
from targetbook.model.amounts import MONEY_UNITS
from targetbook.review.changes import MoneyChange, UnitMoney
from targetbook.totals import Totals, totals_of

Couple = tuple[Unit | None, Unit | None]
"""A unit in the older and in the newer version."""


def in_unit_of_money(book: Book, money: Money) -> Book:
    """A book with its amounts in another unit of money, exactly: 1163962 元 are 116.3962 万元."""
    step = MONEY_UNITS[book.money.unit] - MONEY_UNITS[money.unit]
    if step == 0:
        return book

    def converted(amount: Decimal | None) -> Decimal | None:
        return None if amount is None else amount.scaleb(step)

    def funding(given: Funding) -> Funding:
        amounts = {source: amount.scaleb(step) for source, amount in given.by_source.items()}
        totals = converted(given.total), converted(given.typed_total)
        return replace(given, by_source=amounts, total=totals[0], typed_total=totals[1])

    def project(given: Project) -> Project:
        period = given.period_funding and funding(given.period_funding)
        return replace(given, funding=funding(given.funding), period_funding=period)

    units = tuple(replace(unit, projects=tuple(map(project, unit.projects))) for unit in book.units)
    controls = tuple(
        each if each.of in ("projects", "indicators") else replace(each, amount=each.amount.scaleb(step))
        for each in book.controls
    )
    expenditure = converted(book.project_expenditure)
    return replace(book, units=units, controls=controls, project_expenditure=expenditure)


def money_of_project(before: Project | None, after: Project | None) -> tuple[MoneyChange, ...]:
    """The amounts of a project that moved: those of the year, then those of the whole period."""
    year = _between(*(_amounts(side.funding if side else None) for side in (before, after)))
    periods = (_amounts(side.period_funding if side else None) for side in (before, after))
    return (*year, *_between(*periods, of_period=True))


def money_by_unit(units: Iterable[Couple], pairs: Iterable[tuple[Project, Project]]) -> Iterator[UnitMoney]:
    """Each unit whose money moved.

    Args:
        units: each unit in the older and the newer version.
        pairs: each project that is in both.
    """
    couples = tuple(units)
    moves = _moves(couples, pairs)
    for (before, after), moved in zip(couples, moves, strict=True):
        unit = after or before
        assert unit is not None  # one of the two is there
        if money := _money_of(before.projects if before else (), after.projects if after else ()):
            yield UnitMoney(unit.id, unit.name, money, {of: amount for of, amount in moved.items() if amount})


def money_of_book(old: Book, new: Book) -> UnitMoney:
    """The whole book's money, by source and in all."""
    return UnitMoney("", new.title, _money_of(old.projects(), new.projects()))


def finest(moves: Iterable[MoneyChange]) -> int:
    """The decimals of the finest amount that moved: 105012 元 less 10.50 万元 are 0.0012 万元."""
    exponents = (move.delta.normalize().as_tuple().exponent for move in moves)
    return max((-each for each in exponents if isinstance(each, int)), default=0)


def _moves(units: Sequence[Couple], pairs: Iterable[tuple[Project, Project]]) -> Sequence[Mapping[str, Decimal]]:
    """For each unit, what came with projects from others, less what went: the amounts of the older version."""
    older = {before.id: number for number, (before, _) in enumerate(units) if before}
    newer = {after.id: number for number, (_, after) in enumerate(units) if after}
    moves: list[dict[str, Decimal]] = [{} for _ in units]
    for before, after in pairs:
        left, reached = older[before.unit], newer[after.unit]
        if left != reached:
            _add(moves[left], _amounts(before.funding), -1)
            _add(moves[reached], _amounts(before.funding), 1)  # what changed besides is told with the project
    return moves


def _add(sums: dict[str, Decimal], amounts: Mapping[str, Decimal], sign: int) -> None:
    for of, amount in amounts.items():
        sums[of] = sums.get(of, Decimal(0)) + sign * amount


def _money_of(before: Iterable[Project], after: Iterable[Project]) -> tuple[MoneyChange, ...]:
    old, new = tuple(before), tuple(after)
    year = _between(_amounts(totals_of(old)), _amounts(totals_of(new)))
    return (
        *year,
        *_between(_amounts(totals_of(_of_period(old))), _amounts(totals_of(_of_period(new))), of_period=True),
    )


def _of_period(projects: Iterable[Project]) -> Iterator[Project]:
    """The projects that say what the whole period costs, with that in the place of the year's money."""
    return (replace(each, funding=each.period_funding) for each in projects if each.period_funding is not None)


def _amounts(funding: Funding | Totals | None) -> Mapping[str, Decimal]:
    if funding is None:
        return {}
    return dict(funding.by_source) if funding.total is None else {**funding.by_source, "total": funding.total}


def _between(
    before: Mapping[str, Decimal], after: Mapping[str, Decimal], *, of_period: bool = False
) -> Iterator[MoneyChange]:
    for of in sorted(dict.fromkeys((*after, *before)), key=lambda of: of == "total"):
        if before.get(of) != after.get(of):
            yield MoneyChange(of, before.get(of), after.get(of), of_period)
