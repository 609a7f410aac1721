"""Widths of columns, from the book and never from a part of it: what the layout says, wide enough for the book's amounts."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, Decimal

from targetbook.layout.page import Page
from targetbook.layout.settings import Layout
from targetbook.model import Book
from targetbook.totals import Totals, book_totals

DIGIT, MARK, PADDING = Decimal("1.56"), Decimal("0.8"), Decimal("1.5")  # of an amount at table size, in mm
STEP = Decimal(2)  # coarse, so that an edit of one amount does not move every column of the book
LEAST_REST = Decimal("0.18")  # of the measure: what a column that takes the rest keeps beside many of money
LONG = 20  # in halves of a Han character

Widths = dict[str, Decimal]


def widths_of(book: Book, layout: Layout, setting: str, options: Mapping[str, str], page: Page) -> Mapping[str, str]:
    """Each column's width in millimetres, by its name, as text for `<col style>`.

    A layout names `total`, `source` and `source_blank` (a source that is blank in the whole book); here each source gets a
    name of its own, `source.fiscal`. `annual_long` stands for `annual` in a book that has long values there. Columns may
    also be given for a word of an option (`run`). A width of 0 takes what the others leave of the page's measure; where
    columns of money leave too little, the columns of text give way alike.
    """
    special = [layout.columns[word] for word in options.values() if word in layout.columns]
    given = dict(special[0] if special else layout.columns.get(setting) or next(iter(layout.columns.values()), {}))
    totals = book_totals(book)
    needed = _amount_width(totals, book)
    money = _money_widths(given, totals, needed, book)
    texts = {name: width for name, width in given.items() if name not in ("total", "source", "source_blank")}
    if (wide := texts.pop("annual_long", None)) is not None and any(map(_is_long, _annual_texts(book))):
        texts["annual"] = wide
    texts |= {name: max(texts[name], needed) for name in layout.amounts if texts.get(name)}
    widths = _filled(texts, page.measure - sum(money.values(), Decimal(0)), page.measure * LEAST_REST)
    return {name: f"{width:.2f}" for name, width in (money | widths).items()}


def _money_widths(given: Mapping[str, Decimal], totals: Totals, needed: Decimal, book: Book) -> Widths:
    """The columns of money: as the layout says, but at least as wide as is needed for the book's longest amount."""
    if "source" not in given:
        return {}
    widths = {"total": max(given["total"], needed)}
    for source in book.sources:
        blank = totals.get(source.id) is None
        widths[f"source.{source.id}"] = given["source_blank"] if blank else max(given["source"], needed)
    return widths


def _filled(widths: Widths, measure: Decimal, least: Decimal) -> Widths:
    """The columns of text on what is left of the measure; those of width 0 share the rest, `least` at least."""
    rest = [name for name, width in widths.items() if width == 0]
    if not rest:
        return widths
    fixed = sum(widths.values(), Decimal(0))
    left = max(measure - fixed, least)
    give = min(Decimal(1), (measure - left) / fixed) if fixed else Decimal(1)
    return {name: width * give or left / len(rest) for name, width in widths.items()}


def _amount_width(totals: Totals, book: Book) -> Decimal:
    """What the longest amount of the book takes, in steps."""
    longest = book.money.printed(totals.total or Decimal(0))
    width = sum((DIGIT if character.isdigit() else MARK for character in longest), PADDING)
    return (width / STEP).to_integral_value(ROUND_CEILING) * STEP


def _annual_texts(book: Book) -> Iterator[str]:
    for project in book.projects():
        yield from (indicator.annual.text.first() for indicator in project.indicators if indicator.annual)


def _is_long(text: str) -> bool:
    """Whether a value takes more than a line of a narrow column: Han characters are twice as wide as Latin ones."""
    return sum(1 if character.isascii() else 2 for character in text) > LONG
