"""Writes rendered layouts as one Excel workbook: a worksheet for each section, numbers as numbers, totals as formulas."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range

from targetbook.write.properties import Page, Properties
from targetbook.write.tables import Cell, Column, Document, Paragraph, Row, Section, Table
from targetbook.write.xlsx_formats import Formats
from targetbook.write.xlsx_heights import height_of, row_heights
from targetbook.write.xlsx_sums import Addend, addends_of
from targetbook.write.zipping import repacked

_TEXT_STAYS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_PAPER = {"A4": 9, "A3": 8}
_INCH = Decimal("25.4")  # millimetres
_PIXELS = 96  # in an inch, on the screen that Excel reckons with
_MOST_CHARACTERS = 32_767  # of a cell
_MOST_ARGUMENTS = 255  # of a function
_UNSAID_WIDTH = Decimal(20)
_LIKE_A_FORMULA = tuple("=+-@\t\r")  # where Excel, once somebody edits the cell, would make a formula of the text
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One rendered layout for the workbook, with the `excel` section of its settings and the page that it prints on.

    Settings: `name` and `footer` (a text, or one for each language by zh, en; the footer in Excel's codes, `{title}`
    standing for the document's title), `beside` (classes of paragraphs that share the row before them), `autofilter`,
    and `formats` and `runs` as `Formats` reads them. A cell goes by its own and its row's classes, `head`, `body` or
    `foot`, `th`, `level-0` …, and `end` if it reaches the table's last row; a paragraph outside tables by its tag and
    classes; a run besides by its language and its own and its paragraph's classes.
    """

    document: Document
    settings: Mapping[str, object]
    page: Page


@dataclass(slots=True)
class _Canvas:
    """A worksheet while it is written: `row` is the next free one, `spare` the next free column beyond the table by row."""

    worksheet: Any
    formats: Formats
    widths: tuple[Decimal, ...]
    row: int = 0
    spare: dict[int, int] = field(default_factory=dict)
    head: tuple[int, int] | None = None
    filtered: tuple[int, int] | None = None


def xlsx_bytes(sheets: Sequence[Sheet], properties: Properties) -> bytes:
    """The workbook of these layouts, one worksheet a section; the same input gives the same bytes.

    Amounts stand in the file exactly as the book has them. Raises ValueError for settings that mean nothing and for a
    cell whose text is longer than Excel holds.
    """
    packed = BytesIO()
    workbook = Workbook(packed, {"in_memory": True, **_TEXT_STAYS_TEXT})
    created = _as_written(properties.created)
    named = {"title": properties.title, "author": properties.author, "subject": properties.subject}
    workbook.set_properties({**named, "created": created})
    names: set[str] = set()
    for sheet in sheets:
        formats = Formats(workbook, sheet.settings)
        for number, section in enumerate(sheet.document.sections):
            name = _free_name(_sheet_name(sheet, section, number), names)
            _write_section(workbook.add_worksheet(name), formats, sheet, section)
    workbook.close()
    return repacked(packed.getvalue(), created)


def _as_written(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _sheet_name(sheet: Sheet, section: Section, number: int) -> str:
    document = sheet.document
    return (number == 0 and _text(sheet.settings, "name", document.language)) or section.title or document.title


def _free_name(wanted: str, taken: set[str]) -> str:
    """A name of at most 31 characters that Excel allows and no other sheet of the workbook has."""
    plain = _NOT_IN_A_NAME.sub(" ", wanted).strip().strip("'")[:31] or "1"
    number, name = 1, plain
    while name.lower() in taken:
        number += 1
        name = f"{plain[: 30 - len(str(number))]} {number}"
    taken.add(name.lower())
    return name


def _text(settings: Mapping[str, object], key: str, language: str) -> str:
    """A setting that is one text, or one for each language."""
    value = settings.get(key, "")
    return str(value.get(language, "")) if isinstance(value, Mapping) else str(value)


def _write_section(worksheet: Any, formats: Formats, sheet: Sheet, section: Section) -> None:
    tables = [block for block in section.blocks if isinstance(block, Table)]
    columns = tables[0].columns if tables else (Column(sheet.page.measure),)
    canvas = _Canvas(worksheet, formats, tuple(column.width or _UNSAID_WIDTH for column in columns))
    for index, width in enumerate(canvas.widths):
        worksheet.set_column_pixels(index, index, round(width / _INCH * _PIXELS))
    beside = sheet.settings.get("beside", ())
    assert isinstance(beside, list | tuple)
    for is_table, blocks in groupby(section.blocks, lambda block: isinstance(block, Table)):
        if is_table:
            for table in blocks:
                _write_table(canvas, table)
        else:
            _write_paragraphs(canvas, [block for block in blocks if isinstance(block, Paragraph)], frozenset(beside))
    _set_up(canvas, sheet)


def _write_paragraphs(canvas: _Canvas, paragraphs: Sequence[Paragraph], beside: frozenset[str]) -> None:
    """A row for the paragraphs of one kind (both languages of a text), over the whole width or sharing it."""
    lines: list[list[tuple[frozenset[str], tuple[Paragraph, ...]]]] = []
    for names, group in groupby(paragraphs, lambda paragraph: paragraph.classes | {paragraph.tag}):
        if lines and names & beside:
            lines[-1].append((names, tuple(group)))
        else:
            lines.append([(names, tuple(group))])
    for line in lines:
        needs = []
        for (names, texts), (first, end) in zip(line, _shares(canvas.widths, len(line)), strict=True):
            cell = Cell(0, first, 1, end - first, texts)
            needs.append(_needed(canvas, cell, names))
            _write_cell(canvas, canvas.row, cell, names)
        canvas.worksheet.set_row(canvas.row, max(needs))
        canvas.row += 1


def _shares(widths: Sequence[Decimal], count: int) -> Iterator[tuple[int, int]]:
    """The columns, as first and end, that each of `count` texts on one row gets: about the same width for each."""
    total, first = sum(widths), 0
    for share in range(1, count + 1):
        end = first + 1
        while end < len(widths) - (count - share) and sum(widths[:end]) * count < total * share:
            end += 1
        yield first, end
        first = end


def _write_table(canvas: _Canvas, table: Table) -> None:
    first = canvas.row
    sums = addends_of(table)
    names = [[_names(cell, row, len(table.rows)) for cell in row.cells] for row in table.rows]
    needed = [
        [_needed(canvas, cell, called) for cell, called in zip(row.cells, named, strict=True)]
        for row, named in zip(table.rows, names, strict=True)
    ]
    heights = row_heights(table, 15.0, needed)
    for index, (row, named) in enumerate(zip(table.rows, names, strict=True)):
        canvas.worksheet.set_row(first + index, heights[index], None, {"level": min(row.level, 7)})
        for cell, called in zip(row.cells, named, strict=True):
            _write_cell(canvas, first + index, cell, called, sums.get((cell.row, cell.column), ()))
    canvas.row += len(table.rows)
    head = sum(row.part == "head" for row in table.rows)
    if head and canvas.head is None:
        canvas.head = (first, first + head - 1)
        canvas.filtered = (first + head - 1, canvas.row - 1)


def _names(cell: Cell, row: Row, rows: int) -> frozenset[str]:
    place = {row.part, f"level-{row.level}"}
    place |= {"th"} if cell.header else set()
    place |= {"end"} if cell.row + cell.rowspan == rows else set()
    return cell.classes | row.classes | place


def _needed(canvas: _Canvas, cell: Cell, names: frozenset[str]) -> float:
    """The height that a cell's text needs, in points."""
    width = sum(canvas.widths[cell.column : cell.column + cell.colspan], Decimal(0))
    return height_of(_sized(canvas.formats, cell.paragraphs, names), width)


def _sized(formats: Formats, paragraphs: Iterable[Paragraph], names: frozenset[str]) -> Iterator[tuple[str, float]]:
    for paragraph in paragraphs:
        looks = [formats.of_run(names, paragraph.classes | run.classes | {run.language}) for run in paragraph.runs]
        yield paragraph.text, max(float(str(look.get("font_size", 11))) for look in looks)


def _write_cell(
    canvas: _Canvas, row: int, cell: Cell, names: frozenset[str], addends: Sequence[Addend] = ()
) -> None:
    look = canvas.formats.of_cell(names)
    is_number = cell.number is not None and "num_format" in look
    texts = [] if is_number else list(_texts(canvas.formats, cell.paragraphs, names))
    if len(texts) == 1:
        look = {**look, **dict(texts[0][0])}
    if texts and texts[0][1].startswith(_LIKE_A_FORMULA):
        look = {**look, "quote_prefix": True}
    made = canvas.formats.made(look)
    if cell.rowspan > 1 or cell.colspan > 1:
        last = (row + cell.rowspan - 1, cell.column + cell.colspan - 1)
        canvas.worksheet.merge_range(row, cell.column, *last, "", made)
    if is_number and addends:
        formula = _sum(canvas, row, cell.row, addends)
        canvas.worksheet.write_formula(row, cell.column, formula, made, cell.number)
    elif is_number:
        canvas.worksheet.write_number(row, cell.column, cell.number, made)
    elif texts:
        _write_text(canvas, (row, cell.column), texts, made)
    else:
        canvas.worksheet.write_blank(row, cell.column, None, made)


def _texts(
    formats: Formats, paragraphs: Sequence[Paragraph], names: frozenset[str]
) -> Iterator[tuple[tuple[tuple[str, object], ...], str]]:
    """The stretches of a cell's text that share one font, a line for each paragraph."""
    runs = [
        (formats.of_run(names, paragraph.classes | run.classes | {run.language}), run.text + end)
        for number, paragraph in enumerate(paragraphs, 1)
        for run, end in zip(
            paragraph.runs, [""] * (len(paragraph.runs) - 1) + ["\n" if number < len(paragraphs) else ""], strict=True
        )
    ]
    for look, group in groupby(runs, lambda run: tuple(run[0].items())):
        yield look, "".join(text for _, text in group)


def _write_text(
    canvas: _Canvas, at: tuple[int, int], texts: Sequence[tuple[tuple[tuple[str, object], ...], str]], made: Any
) -> None:
    length = sum(len(text) for _, text in texts)
    if length > _MOST_CHARACTERS:
        start = texts[0][1][:20]
        raise ValueError(f"excel: a cell holds {_MOST_CHARACTERS} characters, “{start}…” has {length}")
    if len(texts) == 1:
        canvas.worksheet.write_string(*at, texts[0][1], made)
    else:
        rich = [part for look, text in texts for part in (canvas.formats.made(dict(look)), text)]
        canvas.worksheet.write_rich_string(*at, *rich, made)


def _sum(canvas: _Canvas, row: int, table_row: int, addends: Sequence[Addend]) -> str:
    """The formula; more areas than a function takes are summed in hidden cells at the row's end first."""
    down = row - table_row
    areas = [
        xl_range(one.first_row + down, one.first_column, one.last_row + down, one.last_column) for one in addends
    ]
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


def _set_up(canvas: _Canvas, sheet: Sheet) -> None:
    """What the whole worksheet has: panes, outline, paper, the area and the head that print."""
    worksheet, last = canvas.worksheet, len(canvas.widths) - 1
    worksheet.hide_gridlines(2)
    worksheet.outline_settings(True, False)
    if canvas.spare:
        worksheet.set_column(last + 1, max(canvas.spare.values()) - 1, None, None, {"hidden": True})
    if canvas.head and canvas.filtered:
        worksheet.freeze_panes(canvas.head[1] + 1, 1)
        worksheet.repeat_rows(*canvas.head)
        area = xl_range(canvas.filtered[0], 0, canvas.filtered[1], last)
        worksheet.ignore_errors(dict.fromkeys(("number_stored_as_text", "formula_differs", "formula_range"), area))
        if sheet.settings.get("autofilter"):
            worksheet.autofilter(area)
    worksheet.print_area(0, 0, max(canvas.row - 1, 0), last)
    _set_page(worksheet, sheet)


def _set_page(worksheet: Any, sheet: Sheet) -> None:
    page, title = sheet.page, sheet.document.title.replace("&", "&&")
    top, right, bottom, left = (margin / _INCH for margin in page.margins)
    if page.landscape:
        worksheet.set_landscape()
    worksheet.set_paper(_PAPER[page.size])
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=left, right=right, top=top, bottom=bottom)
    worksheet.center_horizontally()
    footer = _text(sheet.settings, "footer", sheet.document.language).replace("{title}", title)
    worksheet.set_footer(footer, {"margin": bottom / 2})
