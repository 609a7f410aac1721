"""The figures of a book that `stats` tells: counts, sums, what can be measured, what lacks a language."""

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from importlib.metadata import version

from targetbook.model import Book, Project, Text
from targetbook.model.texts import texts_of
from targetbook.totals import book_totals

SCHEMA = 1
LARGEST = 5
NOT_TRANSLATED = {"document", "lead", "labels", "code"}
"""What prints as it is in every language, or has the tool's own words where a language is left out."""


@dataclasses.dataclass(frozen=True, slots=True)
class Figures:
    """Counts, and sums in the book's unit of money. `missing` counts texts that lack a language which the book prints."""

    units: int
    projects: int
    indicators: int
    total: Decimal | None
    by_source: dict[str, Decimal]
    by_kind: dict[str, int]
    values: int
    quantified: int
    missing: dict[str, int]
    largest: tuple[Project, ...]


def figures_of(book: Book) -> Figures:
    """The figures of a book that was read without errors."""
    totals = book_totals(book)
    projects = list(book.projects())
    indicators = [indicator for project in projects for indicator in project.indicators]
    counted = Counter(indicator.kind.key for indicator in indicators)
    targets = [target for each in indicators for target in (each.period, each.annual) if target is not None]
    texts = list(_translated(book))
    return Figures(
        units=len(book.units),
        projects=totals.projects,
        indicators=totals.indicators,
        total=totals.total,
        by_source={column.id: amount for column in book.columns if (amount := totals.get(column.id)) is not None},
        by_kind={kind.key: counted[kind.key] for kind in book.taxonomy.kinds},
        values=len(targets),
        quantified=sum(target.value.is_quantified for target in targets),
        missing={language: sum(each.get(language) is None for each in texts) for language in book.languages},
        largest=tuple(sorted(projects, key=lambda project: -(project.funding.total or Decimal(0)))[:LARGEST]),
    )


def figures_json(figures: Figures, book: Book) -> dict[str, object]:
    """The figures as data: amounts are strings, exact; keys are ids and keys, never labels."""
    return {
        "version": version("targetbook"),
        "schema": SCHEMA,
        "money": {"unit": book.money.unit, "decimals": book.money.decimals},
        "units": figures.units,
        "projects": figures.projects,
        "indicators": figures.indicators,
        "indicators_by_kind": figures.by_kind,
        "total": _plain(figures.total, book),
        "by_source": {source: _plain(amount, book) for source, amount in figures.by_source.items()},
        "target_values": {"all": figures.values, "quantified": figures.quantified},
        "missing_texts": figures.missing,
        "largest": [
            {
                "id": project.full_id,
                "name": dict(project.name.by_language),
                "total": _plain(project.funding.total, book),
            }
            for project in figures.largest
        ],
    }


def _plain(amount: Decimal | None, book: Book) -> str | None:
    return None if amount is None else book.money.plain(amount)


def _translated(book: Book) -> Iterator[Text]:
    """Every text that is to be read in each of the book's languages."""
    for _, field, text in texts_of(book):
        if NOT_TRANSLATED.isdisjoint(re.split(r"[.\[]", field)):
            yield text
