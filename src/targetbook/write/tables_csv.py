"""Flat tables for whoever counts: `projects.csv` and `indicators.csv`, one row a record and never a row of totals."""

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal

from targetbook.model import Book, Indicator, Project, Target, Text, Unit

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a cell that begins so (CWE-1236)."""


def projects_csv(book: Book) -> bytes:
    """A row a project: ids, names in each language, money by source and part, total."""
    columns = [column.id for column in book.columns]
    head = [
        "unit",
        *_heads("unit_name", book),
        "project",
        *_heads("name", book),
        "document",
        *columns,
        "total",
        "indicators",
    ]
    return _csv_bytes(
        head, (_project_row(unit, project, columns, book) for unit in book.units for project in unit.projects)
    )


def indicators_csv(book: Book) -> bytes:
    """A row an indicator: where it belongs, its kind, name and target values, and the values as they were understood."""
    head = ["unit", "project", "number", "kind", "code", *_heads("name", book)]
    for column in ("period", "annual"):
        head += [*_heads(column, book), *(f"{column}_{part}" for part in ("comparator", "number", "upper", "unit"))]
    return _csv_bytes(head, _indicator_rows(book))


def _project_row(unit: Unit, project: Project, columns: Iterable[str], book: Book) -> list[str]:
    amounts = [project.funding.by_source.get(column) for column in columns]
    document = project.transfer.document.first() if project.transfer and project.transfer.document else ""
    texts = [unit.id, *_texts(unit.name, book), project.id, *_texts(project.name, book), document]
    money = [_amount(amount, book) for amount in (*amounts, project.funding.total)]
    return [*map(_safe, texts), *money, str(len(project.indicators))]


def _indicator_rows(book: Book) -> Iterator[list[str]]:
    for project in book.projects():
        for number, indicator in enumerate(project.indicators, 1):
            yield _indicator_row(project, number, indicator, book)


def _indicator_row(project: Project, number: int, indicator: Indicator, book: Book) -> list[str]:
    kind = indicator.kind
    row = [
        _safe(project.unit),
        _safe(project.id),
        str(number),
        kind.key,
        kind.code or "",
        *_texts(indicator.name, book),
    ]
    for target in (indicator.period, indicator.annual):
        shown = target.shown() if target else {}
        row += [*(_safe(shown.get(language, "")) for language in book.languages), *_understood(target)]
    return row


def _understood(target: Target | None) -> list[str]:
    if target is None:
        return [""] * 4
    value = target.value
    number, upper = ("" if part is None else f"{part:f}" for part in (value.number, value.upper))
    return [value.comparator or "", number, upper, _safe(value.unit or "")]


def _heads(name: str, book: Book) -> list[str]:
    return [f"{name}_{language}" for language in book.languages]


def _texts(text: Text | None, book: Book) -> list[str]:
    return [_safe((text.get(language) or "") if text else "") for language in book.languages]


def _amount(amount: Decimal | None, book: Book) -> str:
    return "" if amount is None else book.money.plain(amount)


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: such a one gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _csv_bytes(head: list[str], rows: Iterable[list[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")  # Excel reads UTF-8 only with a mark
