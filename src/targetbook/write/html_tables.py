"""Reads a layout's semantic HTML into the table model, in one pass over the page.

Rows and sections become records as soon as they have ended, and what they stood in is dropped: a large book's page takes
five times the memory of its records where it stands whole as a tree.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from operator import attrgetter

from lxml.etree import _Element as Element
from lxml.etree import iterparse

from targetbook.problems import BookError, Place, Problem
from targetbook.write.html_text import (
    Inline,
    Tables,
    WrongAttribute,
    blocks_of,
    classes_of,
    is_unread,
    language_of,
    line_in,
    plain,
)
from targetbook.write.spans import span_of
from targetbook.write.tables import Cell, Column, Document, Paragraph, Row, Section, Table

Sections = dict[Element, Section]

_CONTAINERS = ("main", "body")
_PARTS = {"thead": "head", "tbody": "body", "tfoot": "foot"}
_READ = ("section", "table", *_PARTS, "tr")
_LEVELS, _SUMS = "01234567", ("down", "across")  # Excel's outline is seven deep
_WIDTH = re.compile(r"(?:^|;)\s*width\s*:\s*(\d+(?:\.\d+)?)mm\b")
_MOST_COLUMNS, _MOST_ROWS = 1000, 65534  # the HTML standard's bounds of colspan and rowspan


@dataclass(slots=True)
class _Group:
    """The rows of one part of a table while they are read: `first` is the first one's number in the table.

    `free` is by column the first row that no cell from above covers.
    """

    part: str
    first: int
    rows: list[Row] = field(default_factory=list)
    free: list[int] = field(default_factory=list)

    def add(self, element: Element) -> None:
        """Read a row, if it is to be seen, with its cells on the grid."""
        if is_unread(element):
            return
        cells = tuple(_cells(element, self.first + len(self.rows), self.free))
        level = _one_of(element, "data-level", _LEVELS) or "0"
        self.rows.append(Row(cells, self.part, classes_of(element), int(level)))

    def ended(self) -> Iterator[Row]:
        """The rows. A span never leaves its group, as in HTML."""
        end = self.first + len(self.rows)
        for row in self.rows:
            is_over = any(cell.row + cell.rowspan > end for cell in row.cells)
            yield replace(row, cells=tuple(_cut(cell, end) for cell in row.cells)) if is_over else row


def _cut(cell: Cell, end: int) -> Cell:
    return replace(cell, rowspan=min(cell.rowspan, end - cell.row))


def document_of(html: str, place_of: Callable[[str], Place] = lambda text: Place("")) -> Document:
    """The page's sections, paragraphs and tables. Text inherits the nearest `lang`; white space collapses as in CSS.

    `<data value>` becomes the exact Decimal. What stands outside any `<section>` is a section of its own; `<nav>` and
    elements that are `hidden` are left out.

    Args:
        html: a rendered layout.
        place_of: where a text stands in the layout's template.

    Raises:
        BookError: `value` of a `<data>`, `data-level` or `data-sum` is none (TPL002, at the template).
    """
    try:
        return _document(html)
    except WrongAttribute as wrong:
        what = f"{wrong.written}: {wrong.wanted}"
        raise BookError([Problem("TPL002", "template", place_of(wrong.written), {"what": what})]) from wrong


def _document(html: str) -> Document:
    root, sections, tables = _parsed(html)
    if root is None:
        return Document("", "zh")
    container = next((found for path in (".//main", "body") if (found := root.find(path)) is not None), root)
    language = language_of(root.get("lang")) or "zh"
    title = root.find(".//title")
    name = "" if title is None else plain("".join(title.itertext()))
    return Document(name, language, tuple(_sections(container, sections, tables)))


def _parsed(html: str) -> tuple[Element | None, Sections, Tables]:
    """What is left of the page, and the sections and tables that it had. None is left of a page that is blank."""
    rows: defaultdict[Element, list[Row]] = defaultdict(list)
    groups: dict[Element, _Group] = {}
    tables: Tables = {}
    sections: Sections = {}
    page = BytesIO(f"{html}\n".encode())  # lxml refuses one of no bytes
    ends = iterparse(page, tag=_READ, html=True, encoding="utf-8", huge_tree=True, remove_comments=True)
    for _, element in ends:
        parent = element.getparent()
        if parent is None or any(map(is_unread, (element, *element.iterancestors()))):
            continue
        match str(element.tag), str(parent.tag):
            case "tr", part if part in _PARTS and (table := parent.getparent()) is not None and table.tag == "table":
                group = groups.setdefault(parent, _Group(_PARTS[part], len(rows[table])))
                group.add(element)
                for read in list(element.itersiblings(preceding=True)):
                    parent.remove(read)  # not the row itself, to whose end the parser may still add
            case part, "table" if part in _PARTS:
                rows[parent] += groups.pop(element).ended() if element in groups else ()
            case "table", _:
                tables[element] = _table(element, rows.pop(element, []))
            case "section", above if above in _CONTAINERS:
                sections[element] = Section(tuple(blocks_of(element, _line_of(element), tables)), classes_of(element))
            case _:
                continue
        del element[:]
    return ends.root, sections, tables


def _line_of(element: Element) -> Inline:
    """What holds for text in an element: the nearest language that is said."""
    said = (language_of(each.get("lang")) for each in (element, *element.iterancestors()))
    return Inline(next(filter(None, said), "zh"))


def _sections(container: Element, sections: Sections, tables: Tables) -> Iterator[Section]:
    line = _line_of(container)
    for is_section, elements in groupby(container, lambda element: element.tag == "section"):
        if is_section:
            yield from (sections[element] for element in elements if element in sections)
        elif blocks := tuple(block for element in elements for block in blocks_of(element, line, tables, whole=True)):
            yield Section(blocks)


def _table(element: Element, grouped: list[Row]) -> Table:
    """A table whose row groups are read."""
    columns = [_column(col) for col in element.iterchildren("colgroup", "col") for col in _spanned(col)]
    own = _Group("body", len(grouped))  # rows may stand in the table itself
    for row in element.iterchildren("tr"):
        own.add(row)
    rows = [*grouped, *own.ended()]
    width = max([len(columns), *(cell.column + cell.colspan for row in rows for cell in row.cells)])
    columns += [Column(Decimal(0))] * (width - len(columns))
    caption = element.find("caption")
    title = () if caption is None else tuple(blocks_of(caption, _line_of(element), whole=True))
    paragraphs = tuple(block for block in title if isinstance(block, Paragraph))
    return Table(tuple(columns), tuple(_filled(rows, width)), classes_of(element), paragraphs)


def _spanned(element: Element) -> Iterator[Element]:
    """The `<col>`s that a `<col>` or `<colgroup>` stands for."""
    inner = list(element.iterchildren("col"))
    for col in inner or [element]:
        yield from [col] * span_of(col, "span", _MOST_COLUMNS)


def _column(col: Element) -> Column:
    width = _WIDTH.search(col.get("style", ""))
    return Column(Decimal(width.group(1)) if width else Decimal(0), classes_of(col))


def _cells(element: Element, row: int, free: list[int]) -> Iterator[Cell]:
    line, column = _line_of(element), 0
    for child in element.iterchildren("th", "td"):
        while column < len(free) and free[column] > row:
            column += 1
        asked = column + span_of(child, "colspan", _MOST_COLUMNS)
        free.extend([row] * (asked - len(free)))
        edge = next((index for index in range(column, asked) if free[index] > row), asked)
        rowspan = span_of(child, "rowspan", _MOST_ROWS) or _MOST_ROWS  # 0 means all that come
        free[column:edge] = [row + rowspan] * (edge - column)
        yield _cell(child, row, column, rowspan, edge - column, line)
        column = edge


def _cell(element: Element, row: int, column: int, rowspan: int, colspan: int, line: Inline) -> Cell:
    blocks = blocks_of(element, line_in(element, line))
    paragraphs = tuple(block for block in blocks if isinstance(block, Paragraph))
    total = _one_of(element, "data-sum", _SUMS)
    return Cell(row, column, rowspan, colspan, paragraphs, element.tag == "th", classes_of(element), total)


def _filled(rows: list[Row], width: int) -> Iterator[Row]:
    """The rows with an empty cell at each place that none covers."""
    free = [0] * width
    for index, row in enumerate(rows):
        for cell in row.cells:
            free[cell.column : cell.column + cell.colspan] = [index + cell.rowspan] * cell.colspan
        missing = tuple(Cell(index, column, 1, 1, ()) for column in range(width) if free[column] <= index)
        cells = tuple(sorted((*row.cells, *missing), key=attrgetter("column"))) if missing else row.cells
        yield replace(row, cells=cells) if missing else row


def _one_of(element: Element, name: str, words: Sequence[str]) -> str | None:
    """An attribute that is one of a few words, if it is there."""
    given = element.get(name)
    if given is not None and given not in words:
        raise WrongAttribute(name, given, " | ".join(words))
    return given
