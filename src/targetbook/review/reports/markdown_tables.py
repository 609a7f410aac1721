"""The two tables of a comment: target values that ask for less, and money."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from targetbook.model import Money
from targetbook.review.changes import Changes, ProjectChange
from targetbook.review.reports.cutting import TABLES, Line, Section
from targetbook.review.reports.inert import inert, value
from targetbook.review.reports.telling import (
    SIGNS,
    MoneyRow,
    Told,
    adjustments_of,
    indicator_of,
    money_of,
    money_rows,
    names_of_row,
    record_of,
    shown_pair,
    weaker_targets,
)
from targetbook.review.reports.wording import field_name, in_brackets, in_language, printed, signed, word

_LEVELS = ("book", "unit", "moved", "project")
"""Levels of money, the longest kept first."""


def weaker_table(changes: Changes, language: str) -> Section:
    """A line for each target value that asks for less, with the adjustment that the record states for it."""
    told = enumerate(weaker_targets(changes))
    lines = [Line(_weaker(changes, each, language), TABLES, "target", turn=turn) for turn, each in told]
    heads = ("project", "indicator", "before-after", "adjustment")
    return _table(word("weaker-targets", language), [word(head, language) for head in heads], lines)


def _weaker(changes: Changes, told: Told, language: str) -> str:
    _, before, after = shown_pair(told.target, language)
    column = in_brackets(field_name(told.target.column, language), language)
    cells = (
        inert(in_language(record_of(told.project).name, language)),
        inert(in_language(indicator_of(told.indicator).name, language)) + column,
        f"<b>{SIGNS[told.outcome]} {word(told.outcome, language)}</b> {value(before)}&nbsp;→&nbsp;{value(after)}",
        _adjustments(changes, told.project, language),
    )
    return _row(cells)


def _adjustments(changes: Changes, project: ProjectChange, language: str) -> str:
    told = (
        inert(in_language(each.document, language)) + in_brackets(inert(each.date), language)
        for each in adjustments_of(changes, project)
    )
    return word("between", language).join(told) or f"<b>{word('no-adjustment', language)}</b>"


def money_table(changes: Changes, language: str) -> Section:
    """Amounts before and after: of the book, and of each unit before those of its projects."""
    money = money_of(changes)
    heads = [word(head, language) for head in ("project", "before", "after", "delta")]
    lines = list(_money_lines(changes, money, language))
    return _table(word("money-in", language, unit=money.unit), heads, lines, numbers=3)


def _money_lines(changes: Changes, money: Money, language: str) -> Iterator[Line]:
    """The rows of a record together; above a project whose unit has no sum of its own that moved, the unit's name."""
    records = [list(rows) for _, rows in groupby(money_rows(changes), key=lambda row: (row.level, row.id))]
    turns = {id(rows): turn for turn, rows in enumerate(sorted(records, key=_importance))}
    sums = sum(rows[0].level != "project" for rows in records)
    named = ""
    for rows in records:
        row, is_project = rows[0], rows[0].level == "project"
        unit = row.id.partition("/")[0]
        if is_project and unit != named:
            name = inert(in_language(row.unit, language) if row.unit else unit)
            yield Line(_row((f"<b>{name}</b>", "", "", "")), TABLES, "row", 0, sums)
        named = unit
        told = "".join(_money(row, changes, money, language) for row in rows)
        yield Line(told, TABLES, "row", len(rows), turns[id(rows)], _delta(rows) if is_project else Decimal(0))


def _importance(rows: Sequence[MoneyRow]) -> tuple[int, Decimal]:
    """The book, then units, then projects, where more money moved first."""
    level = rows[0].level
    return _LEVELS.index(level), -max(abs(row.change.delta) for row in rows) if level == "project" else Decimal(0)


def _delta(rows: Iterable[MoneyRow]) -> Decimal:
    """The year's money that a project got, or lost."""
    changes = (row.change for row in rows)
    return sum((each.delta for each in changes if each.of == "total" and not each.of_period), Decimal(0))


def _money(row: MoneyRow, changes: Changes, money: Money, language: str) -> str:
    change = row.change
    name, source = map(inert, names_of_row(row, changes, language))
    name = f"<b>{name}</b>" if row.level in ("book", "unit") else name
    if change.of != "total" or change.of_period:
        name += f" · {source}"
    sides = ("", "") if row.level == "moved" else (printed(money, change.before), printed(money, change.after))
    return _row((name, *sides, signed(money, change.delta)))


def _table(title: str, heads: Sequence[str], lines: Iterable[Line], *, numbers: int = 0) -> Section:
    """A table under a heading; its last columns may hold numbers."""
    rule = _row(["---"] * (len(heads) - numbers) + ["---:"] * numbers)
    return Section(title, f"### {title}\n\n{_row(heads)}{rule}", tuple(lines))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
