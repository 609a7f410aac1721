"""What a template sees of a book: plain maps, tuples and strings, every amount already formatted, nothing to call.

Texts are maps of language to string, amounts `{"value": "7402.04", "text": "7,402.04"}` or None where the form stays blank.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from targetbook.model import Book, Funding, Indicator, Objectives, Project, Source, Target, Text, Unit
from targetbook.totals import Totals, book_totals, unit_totals

View = Mapping[str, object]


def book_view(book: Book) -> View:
    """The whole book as a template sees it."""
    totals = book_totals(book)
    columns = [column for source in book.sources for column in (source, *source.parts)]
    return {
        "title": text_view(book.title),
        "department": text_view(book.department),
        "year": book.year,
        "money": {"unit": book.money.unit, "decimals": book.money.decimals},
        "sources": tuple(_source_view(source, totals) for source in book.sources),
        "totals": _totals_view(totals, columns, book),
        "units": tuple(_unit_view(unit, columns, book) for unit in book.units),
        "texts": tuple(text_view(text) for text in book.texts),
    }


def text_view(text: Text | None) -> Mapping[str, str] | None:
    """A text as a map of language to string."""
    return None if text is None else dict(text.by_language)


def amount_view(amount: Decimal | None, decimals: int) -> Mapping[str, str] | None:
    """An amount with the book's decimals and thousands separators (GB/T 15835—2011), and its exact value."""
    if amount is None:
        return None
    exact = amount.quantize(Decimal(1).scaleb(-decimals))
    return {"value": f"{exact:f}", "text": f"{exact:,f}"}


def _source_view(source: Source, totals: Totals) -> View:
    return {
        "id": source.id,
        "name": text_view(source.name),
        "blank": totals.get(source.id) is None,
        "parts": tuple(_source_view(part, totals) for part in source.parts),
    }


def _totals_view(totals: Totals, columns: Iterable[Source], book: Book) -> View:
    decimals = book.money.decimals
    return {
        "total": amount_view(totals.total, decimals),
        "by_source": {column.id: amount_view(totals.get(column.id), decimals) for column in columns},
        "projects": totals.projects,
        "indicators": totals.indicators,
    }


def _unit_view(unit: Unit, columns: list[Source], book: Book) -> View:
    return {
        "id": unit.id,
        "name": text_view(unit.name),
        "totals": _totals_view(unit_totals(unit), columns, book),
        "projects": tuple(_project_view(project, unit, columns, book) for project in unit.projects),
    }


def _project_view(project: Project, unit: Unit, columns: list[Source], book: Book) -> View:
    transfer = project.transfer
    return {
        "id": project.full_id,
        "name": text_view(project.name),
        "unit": text_view(unit.name),
        "code": project.code,
        "transfer": text_view(transfer.document) if transfer else None,
        "nature": project.nature,
        "category": project.category,
        "period": text_view(project.period),
        "lead": text_view(project.lead),
        "funding": _funding_view(project.funding, columns, book),
        "period_funding": _funding_view(project.period_funding, columns, book),
        "objectives": _objectives_view(project.objectives),
        "indicators": tuple(_indicator_view(indicator, n, book) for n, indicator in enumerate(project.indicators, 1)),
    }


def _funding_view(funding: Funding | None, columns: Iterable[Source], book: Book) -> View:
    by_source = funding.by_source if funding else {}
    return {
        "total": amount_view(funding.total if funding else None, book.money.decimals),
        "by_source": {column.id: amount_view(by_source.get(column.id), book.money.decimals) for column in columns},
    }


def _objectives_view(objectives: Objectives) -> View:
    """`numbered` says that a text has a number of its own: the layout then writes none."""
    texts = [*objectives.annual, *(objectives.period or ())]
    return {
        "annual": tuple(text_view(text) for text in objectives.annual),
        "period": None if objectives.period is None else tuple(text_view(text) for text in objectives.period),
        "numbered": any(_has_number(text.first()) for text in texts) or len(objectives.annual) == 1,
    }


def _has_number(text: str) -> bool:
    head = text[:6].removeprefix("目标").removeprefix("Objec")
    return text.startswith(("（", "(")) and text[1:2] in "一二三四五六七八九十0123456789" or (
        head[:1] in "一二三四五六七八九十0123456789" and head[1:2] in "、.．:：)）"
    )


def _indicator_view(indicator: Indicator, number: int, book: Book) -> View:
    kind = indicator.kind
    return {
        "number": number,
        "kind": {"key": kind.key, "code": kind.code, "name": kind.name, "short": kind.short},
        "level": {"key": kind.level.key, "code": kind.level.code, "name": kind.level.name},
        "name": text_view(indicator.name),
        "core": indicator.core,
        "period": target_view(indicator.period),
        "annual": target_view(indicator.annual),
        "weight": None if indicator.weight is None else f"{indicator.weight:f}",
        "basis": text_view(indicator.basis),
        "data_source": text_view(indicator.data_source),
        "method": text_view(indicator.method),
        "scoring": text_view(indicator.scoring),
        "note": text_view(indicator.note),
    }


def target_view(target: Target | None) -> View | None:
    """A target value: its texts, and the number as understood, exact, or None where it is words."""
    if target is None:
        return None
    number = target.value.number
    return {**target.text.by_language, "number": None if number is None else f"{number:f}", "unit": target.value.unit}
