"""`book.json`: the whole book as open data, stable, amounts as strings exactly as computed."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal

from targetbook.model import Adjustment, Approval, Book, Funding, Indicator, Project, Source, Target, Text, Unit
from targetbook.totals import Totals, book_totals, transfer_totals, unit_totals

SCHEMA = "targetbook/book-1.json"
"""The published schema of this shape: `targetbook schema book-json` prints it; a change of the shape changes the number."""

Json = Mapping[str, object]


def json_bytes(book: Book) -> bytes:
    """The book as JSON in UTF-8, the same bytes for the same book."""
    return b"".join(piece.encode() for piece in _pieces(book))


def _pieces(book: Book) -> Iterator[str]:
    """The text a unit at a time: the plain values of a whole large book take many times the memory of its text."""
    yield _dumped({**_head(book), "units": []}).removesuffix("]\n}")
    for number, unit in enumerate(book.units):
        yield f"{',' if number else ''}\n  " + _dumped(_unit(unit, book)).replace("\n", "\n  ")
    yield "\n ]\n}\n" if book.units else "]\n}\n"


def _dumped(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _head(book: Book) -> Json:
    """The book without its units as plain values: texts by language, funding by source and part, what is blank as null."""
    own, transfers = transfer_totals(book)
    return {
        "schema": SCHEMA,
        "title": _text(book.title),
        "department": _text(book.department),
        "year": book.year,
        "money": {"unit": book.money.unit, "decimals": book.money.decimals},
        "languages": list(book.languages),
        "taxonomy": book.taxonomy.id,
        "sources": [_source(source) for source in book.sources],
        "totals": _totals(book_totals(book), book),
        "own_totals": _totals(own, book),
        "transfer_totals": _totals(transfers, book),
        "approved": _approval(book.approved),
        "texts": [_text(text) for text in book.texts],
    }


def _text(text: Text | None) -> Json | None:
    return None if text is None else dict(text.by_language)


def _source(source: Source) -> Json:
    return {"id": source.id, "name": _text(source.name), "parts": [_source(part) for part in source.parts]}


def _amount(amount: Decimal | None, book: Book) -> str | None:
    return None if amount is None else book.money.plain(amount)


def _by_source(amounts: Mapping[str, Decimal], book: Book) -> Json:
    return {column.id: _amount(amounts.get(column.id), book) for column in book.columns}


def _totals(totals: Totals, book: Book) -> Json:
    counts = {"projects": totals.projects, "indicators": totals.indicators}
    return {"total": _amount(totals.total, book), **_by_source(totals.by_source, book), **counts}


def _unit(unit: Unit, book: Book) -> Json:
    return {
        "id": unit.id,
        "name": _text(unit.name),
        "code": unit.code,
        "totals": _totals(unit_totals(unit), book),
        "projects": [_project(project, book) for project in unit.projects],
    }


def _project(project: Project, book: Book) -> Json:
    transfer = project.transfer
    objectives = project.objectives
    return {
        "id": project.id,
        "name": _text(project.name),
        "code": project.code,
        "nature": project.nature,
        "category": project.category,
        "public": project.public,
        "period": _text(project.period),
        "lead": _text(project.lead),
        "transfer": None if transfer is None else {"document": _text(transfer.document), "level": transfer.level},
        "funding": _by_source(project.funding.by_source, book),
        "total": _amount(project.funding.total, book),
        **_period_funding(project.period_funding, book),
        "objectives": [_text(text) for text in objectives.annual],
        "period_objectives": None if objectives.period is None else [_text(text) for text in objectives.period],
        "indicators": [_indicator(indicator) for indicator in project.indicators],
        "approved": _approval(project.approved),
        "adjustments": [_adjustment(adjustment) for adjustment in project.adjustments],
    }


def _approval(approval: Approval | None) -> Json | None:
    return None if approval is None else {"date": approval.date, "document": _text(approval.document)}


def _adjustment(adjustment: Adjustment) -> Json:
    return {
        "document": _text(adjustment.document),
        "date": adjustment.date,
        "reason": _text(adjustment.reason),
        "approved_by": _text(adjustment.approved_by),
    }


def _period_funding(funding: Funding | None, book: Book) -> Json:
    if funding is None:
        return {"period_funding": None, "period_total": None}
    return {"period_funding": _by_source(funding.by_source, book), "period_total": _amount(funding.total, book)}


def _indicator(indicator: Indicator) -> Json:
    return {
        "kind": indicator.kind.key,
        "code": indicator.kind.code,
        "name": _text(indicator.name),
        "core": indicator.core,
        "direction": indicator.better,
        "accrues": indicator.accrues,
        "weight": None if indicator.weight is None else f"{indicator.weight:f}",
        "period": target_json(indicator.period),
        "annual": target_json(indicator.annual),
        "last_actual": target_json(indicator.last_actual),
        "grades": [_text(grade) for grade in indicator.grades],
        "basis": _text(indicator.basis),
        "data_source": _text(indicator.data_source),
        "method": _text(indicator.method),
        "scoring": _text(indicator.scoring),
        "note": _text(indicator.note),
    }


def target_json(target: Target | None) -> Json | None:
    """A target value: its text by language, generated where the author wrote none, and its parts as understood."""
    if target is None:
        return None
    value = target.value
    return {
        "text": dict(target.shown()),
        "form": value.form.value,
        "comparator": value.comparator,
        "number": None if value.number is None else f"{value.number:f}",
        "upper": None if value.upper is None else f"{value.upper:f}",
        "unit": value.unit,
    }
