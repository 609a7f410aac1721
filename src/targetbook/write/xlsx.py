"""Writes rendered layouts as one Excel workbook: a worksheet a section, numbers as numbers, totals as formulas."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range

from targetbook.layout import Page
from targetbook.write.properties import Properties
from targetbook.write.tables import Cell, Column, Document, Paragraph, Section, Table
from targetbook.write.xlsx_breaks import page_breaks
from targetbook.write.xlsx_cells import Canvas, needed_height, write_cell
from targetbook.write.xlsx_formats import Formats, checked
from targetbook.write.xlsx_heights import row_heights
from targetbook.write.xlsx_sums import addends_of
from targetbook.write.zipping import repacked

_TEXT_STAYS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# Columns are measured in digits of the workbook's own face: one that LibreOffice has a face of the same widths for.
_FACE = {"font_name": "Arial", "font_size": 10}
_PAPER = {"A4": 9, "A3": 8}
_INCH = Decimal("25.4")  # millimetres
_PIXELS = 96  # in an inch, on the screen that Excel reckons with
_UNSAID_WIDTH = Decimal(20)
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One rendered layout for the workbook, with the `excel` section of its settings and the page that it prints on.

    Settings: `name` and `footer` (a text, or one for each language by zh, en; the footer in Excel's codes, `{title}`
    standing for the document's title), `beside` (classes of paragraphs that share the row before them), `autofilter`,
    and `formats` and `runs` as `Formats` reads them. A cell goes by its own classes, its row's (`tr.unit`), `head`,
    `body` or `foot`, `th` and, where it reaches the table's last row, `end`; a paragraph outside tables by its tag and
    classes; a run by its language and its own and its paragraph's classes besides.
    """

    document: Document
    settings: Mapping[str, object]
    page: Page


def xlsx_bytes(sheets: Iterable[Sheet], properties: Properties) -> bytes:
    """The workbook of these layouts, one worksheet a section; the same input gives the same bytes.

    Each sheet is asked for when the one before it is written: where they are made only then, one is there at a time.
    Amounts stand in the file exactly as the book has them. Raises SettingFault for settings that mean nothing, and
    Unwritable for a cell whose text is longer than Excel holds.
    """
    packed = BytesIO()
    face = {"default_format_properties": dict(_FACE)}  # the workbook writes into it
    workbook = Workbook(packed, {"in_memory": True, **_TEXT_STAYS_TEXT, **face})
    created = _as_written(properties.created)
    named = {"title": properties.title, "author": properties.author, "subject": properties.subject}
    workbook.set_properties({**named, "created": created})
    names: set[str] = set()
    for sheet in sheets:
        _write_sheet(workbook, sheet, names)
        del sheet  # before the next one is made
    workbook.close()
    return repacked(packed.getvalue(), created)


def _write_sheet(workbook: Workbook, sheet: Sheet, names: set[str]) -> None:
    formats = Formats(workbook, checked(sheet.settings))
    for number, section in enumerate(sheet.document.sections):
        name = _free_name(_sheet_name(sheet, section, number), names)
        _write_section(workbook.add_worksheet(name), formats, sheet, section)


def _as_written(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _sheet_name(sheet: Sheet, section: Section, number: int) -> str:
    document = sheet.document
    return (number == 0 and _text(sheet.settings, "name", document.language)) or section.title or document.title


def _free_name(wanted: str, taken: set[str]) -> str:
    """A name of at most 31 characters that Excel allows and no other sheet of the workbook has."""
    plain = _NOT_IN_A_NAME.sub(" ", wanted).strip()[:31].strip("'") or "1"
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
    canvas = Canvas(worksheet, formats, tuple(column.width or _UNSAID_WIDTH for column in columns))
    for index, width in enumerate(canvas.widths):
        worksheet.set_column_pixels(index, index, round(width / _INCH * _PIXELS))
    beside = sheet.settings.get("beside", ())
    assert isinstance(beside, list | tuple)
    for _, group in groupby(section.blocks, lambda block: isinstance(block, Table)):
        blocks = list(group)
        _write_paragraphs(canvas, [block for block in blocks if isinstance(block, Paragraph)], frozenset(beside))
        for table in (block for block in blocks if isinstance(block, Table)):
            _write_table(canvas, table, sheet.page)
    _set_up(canvas, sheet)


def _write_paragraphs(canvas: Canvas, paragraphs: Sequence[Paragraph], beside: frozenset[str]) -> None:
    """A row for the paragraphs of one kind (both languages of a text), over the whole width or sharing it."""
    lines: list[list[tuple[frozenset[str], tuple[Paragraph, ...]]]] = []
    for names, group in groupby(paragraphs, lambda paragraph: paragraph.classes | {paragraph.tag}):
        if lines and names & beside and len(lines[-1]) < len(canvas.widths):
            lines[-1].append((names, tuple(group)))
        else:
            lines.append([(names, tuple(group))])
    for line in lines:
        needs = []
        for (names, texts), (first, end) in zip(line, _shares(canvas.widths, len(line)), strict=True):
            cell = Cell(0, first, 1, end - first, texts)
            needs.append(needed_height(canvas, cell, names))
            write_cell(canvas, canvas.row, cell, names)
        canvas.worksheet.set_row(canvas.row, max(needs))
        canvas.used += max(needs)
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


def _write_table(canvas: Canvas, table: Table, page: Page) -> None:
    first = canvas.row
    sums = addends_of(table)
    rows = len(table.rows)
    names = [
        [
            _names(row.part, row.classes, cell.header, cell.classes, cell.row + cell.rowspan == rows)
            for cell in row.cells
        ]
        for row in table.rows
    ]
    needed = [
        [needed_height(canvas, cell, called) for cell, called in zip(row.cells, named, strict=True)]
        for row, named in zip(table.rows, names, strict=True)
    ]
    heights = row_heights(table, 15.0, needed)
    for index, (row, named) in enumerate(zip(table.rows, names, strict=True)):
        canvas.worksheet.set_row(first + index, heights[index], None, {"level": min(row.level, 7)})
        for cell, called in zip(row.cells, named, strict=True):
            write_cell(canvas, first + index, cell, called, sums.get((cell.row, cell.column), ()))
    room = float((page.height - page.margins[0] - page.margins[2]) / _INCH) * 72
    canvas.breaks += [first + index for index in page_breaks(table.rows, heights, canvas.used, room)]
    canvas.row += len(table.rows)
    canvas.used = (canvas.used + sum(heights)) % room
    head = sum(row.part == "head" for row in table.rows)
    if head and canvas.head is None:
        canvas.head = (first, first + head - 1)
        canvas.filtered = (first + head - 1, canvas.row - 1)


@lru_cache(maxsize=1024)
def _names(part: str, row: frozenset[str], is_header: bool, cell: frozenset[str], is_at_end: bool) -> frozenset[str]:
    place = {part, *(f"tr.{name}" for name in row)}
    place |= {"th"} if is_header else set()
    place |= {"end"} if is_at_end else set()
    return cell | place


def _set_up(canvas: Canvas, sheet: Sheet) -> None:
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
    worksheet.set_h_pagebreaks(canvas.breaks)
    worksheet.print_area(0, 0, max(canvas.row - 1, 0), last)
    _set_page(worksheet, sheet)


def _set_page(worksheet: Any, sheet: Sheet) -> None:
    page = sheet.page
    title = sheet.document.title[:80].replace("&", "&&")  # a footer holds 255 characters, codes and all
    top, right, bottom, left = (margin / _INCH for margin in page.margins)
    if page.landscape:
        worksheet.set_landscape()
    worksheet.set_paper(_PAPER[page.size])
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=left, right=right, top=top, bottom=bottom)
    worksheet.center_horizontally()
    footer = _text(sheet.settings, "footer", sheet.document.language).replace("{title}", title)
    worksheet.set_footer(footer, {"margin": bottom / 2})
