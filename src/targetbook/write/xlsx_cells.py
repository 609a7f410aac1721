"""Writes one cell of a worksheet: a number, a formula, or a text with a face for each of its languages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from xlsxwriter.utility import xl_range

from targetbook.write.faults import Unwritable
from targetbook.write.tables import Cell, Paragraph, Run
from targetbook.write.xlsx_formats import Font, Formats
from targetbook.write.xlsx_heights import height_of
from targetbook.write.xlsx_sums import Addend

_MOST_CHARACTERS = 32_767  # of a cell
_MOST_ARGUMENTS = 255  # of a function
_INDENT = Decimal("2.4")  # millimetres of one step
_LIKE_A_FORMULA = tuple("=+-@\t\r")  # where Excel, once somebody edits the cell, would make a formula of the text


@dataclass(slots=True)
class Canvas:
    """A worksheet while it is written: `row` is the next free one, `spare` by row the next column past the table.

    `used` is how much of the printed page is taken, in points, `breaks` the rows that begin a page.
    """

    worksheet: Any
    formats: Formats
    widths: tuple[Decimal, ...]
    row: int = 0
    used: float = 0.0
    breaks: list[int] = field(default_factory=list)
    spare: dict[int, int] = field(default_factory=dict)
    head: tuple[int, int] | None = None
    filtered: tuple[int, int] | None = None


def needed_height(canvas: Canvas, cell: Cell, names: frozenset[str]) -> float:
    """The height that a cell's text needs, in points."""
    width = sum(canvas.widths[cell.column : cell.column + cell.colspan], Decimal(0))
    width -= Decimal(str(canvas.formats.of_cell(names).get("indent", 0))) * _INDENT
    return height_of(_sized(canvas.formats, cell.paragraphs, names), width)


def _sized(formats: Formats, paragraphs: Iterable[Paragraph], names: frozenset[str]) -> Iterator[tuple[str, float]]:
    for paragraph in paragraphs:
        fonts = [_font_of(formats, names, paragraph, run) for run in paragraph.runs]
        yield paragraph.text, max(map(_size_of, fonts))


def _font_of(formats: Formats, names: frozenset[str], paragraph: Paragraph, run: Run) -> Font:
    return formats.of_run(names, _run_names(paragraph.classes, run.classes, run.language))


@lru_cache(maxsize=1024)
def _run_names(paragraph: frozenset[str], run: frozenset[str], language: str) -> frozenset[str]:
    return paragraph | run | {language}


@lru_cache(maxsize=1024)
def _size_of(font: Font) -> float:
    return float(str(dict(font).get("font_size", 11)))


def write_cell(canvas: Canvas, row: int, cell: Cell, names: frozenset[str], addends: Sequence[Addend] = ()) -> None:
    """Writes the cell at worksheet row `row`, merged over its spans; `addends` makes its number a sum of theirs."""
    look = canvas.formats.of_cell(names)
    number = cell.number
    is_number = number is not None and "num_format" in look
    texts = [] if is_number else list(_texts(canvas.formats, cell.paragraphs, names))
    if len(texts) == 1:
        look = {**look, **dict(texts[0][0])}
    if texts and texts[0][1].startswith(_LIKE_A_FORMULA):
        look = {**look, "quote_prefix": True}
    made = canvas.formats.made(look.items())
    if cell.rowspan > 1 or cell.colspan > 1:
        last = (row + cell.rowspan - 1, cell.column + cell.colspan - 1)
        canvas.worksheet.merge_range(row, cell.column, *last, "", made)
    if is_number and addends:
        formula = _sum(canvas, row, cell.row, addends)
        canvas.worksheet.write_formula(row, cell.column, formula, made, number)
    elif is_number:
        canvas.worksheet.write_number(row, cell.column, number, made)
    elif texts:
        _write_text(canvas, (row, cell.column), texts, made)
    else:
        canvas.worksheet.write_blank(row, cell.column, None, made)


def _texts(formats: Formats, paragraphs: Sequence[Paragraph], names: frozenset[str]) -> Iterator[tuple[Font, str]]:
    """The stretches of a cell's text that share one font, a line for each paragraph."""
    runs = [
        (_font_of(formats, names, paragraph, run), run.text + end)
        for number, paragraph in enumerate(paragraphs, 1)
        for run, end in zip(
            paragraph.runs, [""] * (len(paragraph.runs) - 1) + ["\n" if number < len(paragraphs) else ""], strict=True
        )
    ]
    for font, group in groupby(runs, itemgetter(0)):
        yield font, "".join(text for _, text in group)


def _write_text(canvas: Canvas, at: tuple[int, int], texts: Sequence[tuple[Font, str]], made: Any) -> None:
    length = sum(len(text) for _, text in texts)
    if length > _MOST_CHARACTERS:
        start = texts[0][1][:20]
        raise Unwritable(f"a cell of Excel holds {_MOST_CHARACTERS} characters, “{start}…” has {length}")
    if len(texts) == 1:
        canvas.worksheet.write_string(*at, texts[0][1], made)
    else:
        rich = [part for font, text in texts for part in (canvas.formats.made(font), text)]
        canvas.worksheet.write_rich_string(*at, *rich, made)


def _sum(canvas: Canvas, row: int, table_row: int, addends: Sequence[Addend]) -> str:
    """The formula; more areas than a function takes are summed in hidden cells at the row's end first."""
    down = row - table_row
    areas = [xl_range(one.first_row + down, one.first_column, one.last_row + down, one.last_column) for one in addends]
    if len(areas) <= _MOST_ARGUMENTS:
        return f"=SUM({','.join(areas)})"
    first = canvas.spare.get(row, len(canvas.widths))
    for start in range(0, len(areas), _MOST_ARGUMENTS):
        part = slice(start, start + _MOST_ARGUMENTS)
        column = first + start // _MOST_ARGUMENTS
        value = sum(addend.value for addend in addends[part])
        canvas.worksheet.write_formula(row, column, f"=SUM({','.join(areas[part])})", None, value)
    canvas.spare[row] = column + 1
    return f"=SUM({xl_range(row, first, row, column)})"
