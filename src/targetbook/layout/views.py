"""What a template sees of a book: plain maps, tuples and strings, everything already in print's shape, nothing to call.

A text is a tuple of lines, one a printed language: `{"language": "zh", "tag": "zh-CN", "text": "评估管理工作经费"}`.
An amount is `{"value": "7402.04", "text": "7,402.04"}`, or None where the form stays blank.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from urllib.parse import quote

from targetbook.model import (
    Adjustment,
    Approval,
    Book,
    Funding,
    Indicator,
    Money,
    Objectives,
    Project,
    Source,
    Target,
    Text,
    Unit,
)
from targetbook.totals import Totals, book_totals, unit_totals

View = Mapping[str, object]
Lines = tuple[Mapping[str, str], ...]

LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}
"""The `lang` that a page carries for a language of the records."""

_NO_TARGET: View = {"text": (), "comparator": None, "number": None, "unit": None}
_NUMBERED = re.compile(r"(目标|objective\s*)?\s*[（(]?([0-9]+|[一二三四五六七八九十]+)[、.．:：)）]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Print:
    """What of a book is printed: its languages, the leading one first, the columns of funds, the unit of money,
    and where each kind of indicator stands in the taxonomy."""

    languages: tuple[str, ...]
    columns: tuple[Source, ...]
    money: Money
    kinds: Mapping[str, int]

    def lines(self, text: Text | None) -> Lines:
        """A text in the printed languages; in the one that it has where none of them is there; alike in both, it stands once."""
        return () if text is None else lines_of(text.by_language, self.languages)

    def amount(self, amount: Decimal | None) -> Mapping[str, str] | None:
        """An amount with the book's decimals and thousands separators (GB/T 15835—2011), and its exact value."""
        if amount is None:
            return None
        return {"value": self.money.plain(amount), "text": self.money.printed(amount)}

    def amounts(self, by_source: Mapping[str, Decimal]) -> View:
        """An amount, or None, for each column."""
        return {column.id: self.amount(by_source.get(column.id)) for column in self.columns}


def lines_of(words: Mapping[str, str], languages: tuple[str, ...]) -> Lines:
    """Words by language as lines in the order of print."""
    printed = [language for language in languages if language in words] or list(words)[:1]
    first = words[printed[0]]
    kept = [language for language in printed if language == printed[0] or words[language] != first]
    return tuple({"language": key, "tag": LANGUAGE_TAGS.get(key, key), "text": words[key]} for key in kept)


def book_view(book: Book, languages: tuple[str, ...]) -> View:
    """The whole book as a template sees it."""
    totals = book_totals(book)
    kinds = {kind.key: place for place, kind in enumerate(book.taxonomy.kinds)}
    printed = Print(languages, book.columns, book.money, kinds)
    return {
        "title": printed.lines(book.title),
        "department": printed.lines(book.department),
        "year": book.year,
        "money": {"unit": book.money.unit, "decimals": book.money.decimals},
        "sources": tuple(_source_view(source, totals, printed) for source in book.sources),
        "totals": _totals_view(totals, printed),
        "units": tuple(_unit_view(unit, printed) for unit in book.units),
        "texts": tuple(printed.lines(text) for text in book.texts),
    }


def anchor_of(name: str) -> str:
    """A record's id as an HTML id, which holds no white space."""
    return "".join(quote(character) if character.isspace() else character for character in name)


def _source_view(source: Source, totals: Totals, printed: Print) -> View:
    parts = tuple(_source_view(part, totals, printed) for part in source.parts)
    blank = totals.get(source.id) is None
    return {"id": source.id, "name": printed.lines(source.name), "blank": blank, "parts": parts}


def _totals_view(totals: Totals, printed: Print) -> View:
    return {
        "total": printed.amount(totals.total),
        "by_source": printed.amounts(totals.by_source),
        "projects": totals.projects,
        "indicators": totals.indicators,
    }


def _unit_view(unit: Unit, printed: Print) -> View:
    return {
        "id": unit.id,
        "anchor": anchor_of(unit.id),
        "name": printed.lines(unit.name),
        "code": unit.code,
        "totals": _totals_view(unit_totals(unit), printed),
        "projects": tuple(_project_view(project, unit, printed) for project in unit.projects),
    }


def _project_view(project: Project, unit: Unit, printed: Print) -> View:
    document = project.transfer.document if project.transfer else None
    indicators = tuple(_indicator_view(indicator, printed) for indicator in project.indicators)
    return {
        "id": project.id,
        "anchor": anchor_of(project.full_id),
        "name": printed.lines(project.name),
        "document": None if document is None else dict(document.by_language),
        "unit": printed.lines(unit.name),
        "code": project.code,
        "nature": project.nature,
        "category": project.category,
        "public": project.public,
        "level": project.transfer.level if project.transfer else None,
        "approved": _approval_view(project.approved, printed),
        "adjustments": tuple(_adjustment_view(adjustment, printed) for adjustment in project.adjustments),
        "period": printed.lines(project.period),
        "lead": printed.lines(project.lead),
        "funding": _funding_view(project.funding, printed),
        "period_funding": _funding_view(project.period_funding, printed),
        "objectives": _objectives_view(project.objectives, printed),
        "indicators": indicators,
        "levels": tuple(_level_views(project, indicators, printed)),
    }


def _approval_view(approval: Approval | None, printed: Print) -> View | None:
    return None if approval is None else {"date": approval.date, "document": printed.lines(approval.document)}


def _adjustment_view(adjustment: Adjustment, printed: Print) -> View:
    return {
        "document": printed.lines(adjustment.document),
        "date": adjustment.date,
        "reason": printed.lines(adjustment.reason),
        "approved_by": printed.lines(adjustment.approved_by),
    }


def _level_views(project: Project, views: Sequence[View], printed: Print) -> Iterator[View]:
    """The indicators in the taxonomy's order, as a form prints them: level by level, in each kind by kind."""
    pairs = zip(project.indicators, views, strict=True)
    ordered = sorted(pairs, key=lambda pair: printed.kinds[pair[0].kind.key])
    for level, of_level in groupby(ordered, key=lambda pair: pair[0].kind.level.key):
        kinds = [
            {"key": kind, "indicators": tuple(view for _, view in of_kind)}
            for kind, of_kind in groupby(of_level, key=lambda pair: pair[0].kind.key)
        ]
        yield {"key": level, "kinds": tuple(kinds), "rows": sum(len(kind["indicators"]) for kind in kinds)}


def _funding_view(funding: Funding | None, printed: Print) -> View:
    if funding is None:
        return {"total": None, "by_source": printed.amounts({})}
    return {"total": printed.amount(funding.total), "by_source": printed.amounts(funding.by_source)}


def _objectives_view(objectives: Objectives, printed: Print) -> View:
    """The lists of the year and of the period, which is None where one list serves both."""
    period = objectives.period
    annual = _list_view(objectives.annual, printed)
    return {"annual": annual, "period": None if period is None else _list_view(period, printed)}


def _list_view(texts: Sequence[Text], printed: Print) -> View:
    """Texts in order. `counted` says that a layout numbers them: there are several, and none has a number of its own."""
    counted = len(texts) > 1 and not any(_NUMBERED.match(text.first()) for text in texts)
    return {"texts": tuple(printed.lines(text) for text in texts), "counted": counted}


def _indicator_view(indicator: Indicator, printed: Print) -> View:
    kind, level = indicator.kind, indicator.kind.level
    return {
        "kind": {"key": kind.key, "code": kind.code},
        "level": {"key": level.key, "code": level.code},
        "name": printed.lines(indicator.name),
        "core": indicator.core,
        "period": _target_view(indicator.period, printed),
        "annual": _target_view(indicator.annual, printed),
        "direction": indicator.better,
        "accrues": indicator.accrues,
        "last_actual": _target_view(indicator.last_actual, printed),
        "grades": tuple(printed.lines(grade) for grade in indicator.grades),
        "weight": None if indicator.weight is None else f"{indicator.weight:f}",
        "basis": printed.lines(indicator.basis),
        "data_source": printed.lines(indicator.data_source),
        "method": printed.lines(indicator.method),
        "scoring": printed.lines(indicator.scoring),
        "note": printed.lines(indicator.note),
    }


def _target_view(target: Target | None, printed: Print) -> View:
    """A target value: its text, and what was understood of it: comparator, exact number, unit (None where it is words)."""
    if target is None:
        return _NO_TARGET
    value = target.value
    number = None if value.number is None else f"{value.number:f}"
    words = {**target.text.by_language, **{key: text[:1].upper() + text[1:] for key, text in target.generated.items()}}
    return {
        "text": lines_of(words, printed.languages),
        "comparator": value.comparator,
        "number": number,
        "unit": value.unit,
    }
