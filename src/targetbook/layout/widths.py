"""Widths of columns, from the book and never from a part of it: what the layout says, wide enough for the book's amounts."""

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal

from targetbook.layout.page import Page
from targetbook.layout.settings import Layout
from targetbook.model import Book
from targetbook.totals import Totals, book_totals

DIGIT = Decimal("1.5")  # width of a digit at table size, in mm
PADDING = Decimal(4)
LONG = 20  # in halves of a Han character
STEP = Decimal(2)  # coarse, so that an edit of one amount does not move every column of the book


def widths_of(book: Book, layout: Layout, setting: str, options: Mapping[str, str], page: Page) -> Mapping[str, str]:
    """Each column's width in millimetres, by its name, as text for `<col style>`.

    A layout names `total`, `source` and `source_blank` (a source that is blank in the whole book); here each source gets a
    name of its own, `source.fiscal`. `annual_long` stands for `annual` in a book that has long values there. Columns may
    also be given for a word of an option (`run`). A width of 0 takes what the others leave of the page's measure.
    """
    special = [layout.columns[word] for word in options.values() if word in layout.columns]
    given = dict(special[0] if special else layout.columns.get(setting) or next(iter(layout.columns.values()), {}))
    totals = book_totals(book)
    widths = {name: width for name, width in given.items() if name not in ("source", "source_blank")}
    if "source" in given:
        needed = _amount_width(totals, book)
        widths["total"] = max(given["total"], needed)
        for source in book.sources:
            blank = totals.get(source.id) is None
            widths[f"source.{source.id}"] = given["source_blank"] if blank else max(given["source"], needed)
    for name, texts in _value_texts(book).items():
        if (wide := widths.pop(f"{name}_long", None)) is not None and any(map(_is_long, texts)):
            widths[name] = wide
    rest = [name for name, width in widths.items() if width == 0]
    left = page.measure - sum(widths.values(), Decimal(0))
    widths |= {name: left / len(rest) for name in rest}
    return {name: f"{width:.4g}" for name, width in widths.items()}


def _amount_width(totals: Totals, book: Book) -> Decimal:
    """What the longest amount of the book takes, in steps."""
    longest = totals.total or Decimal(0)
    characters = len(f"{longest:,.{book.money.decimals}f}")
    return ((characters * DIGIT + PADDING) / STEP).to_integral_value(ROUND_CEILING) * STEP


def _value_texts(book: Book) -> Mapping[str, list[str]]:
    indicators = [indicator for project in book.projects() for indicator in project.indicators]
    return {"annual": [indicator.annual.text.first() for indicator in indicators if indicator.annual]}


def _is_long(text: str) -> bool:
    """Whether a value takes more than a line of a narrow column: Han characters are twice as wide as Latin ones."""
    return sum(1 if character.isascii() else 2 for character in text) > LONG
