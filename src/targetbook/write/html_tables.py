"""Reads a layout's semantic HTML into the table model, in one pass over the page."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from targetbook.problems import BookError, Place, Problem
from targetbook.write.spans import span_of
from targetbook.write.tables import Cell, Column, Document, Paragraph, Row, Run, Section, Table

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NAMED = _HEADINGS | {"li", "caption"}
_BLOCKS = _NAMED | {
    *("p", "div", "header", "footer", "main", "section", "article", "aside", "ol", "ul", "dl", "dt", "dd"),
    *("figure", "figcaption", "blockquote"),
}
_UNREAD = frozenset({"script", "style", "template", "nav"})  # nav: Word and Excel have outlines of their own
_PARTS = {"thead": "head", "tbody": "body", "tfoot": "foot"}
_WHITE = re.compile(r"[ \t\n\r\f]+")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_LEVELS, _SUMS = "01234567", ("down", "across")  # Excel's outline is seven deep
_WIDTH = re.compile(r"(?:^|;)\s*width\s*:\s*(\d+(?:\.\d+)?)mm\b")
_MOST_COLUMNS, _MOST_ROWS = 1000, 65534  # the HTML standard's bounds of colspan and rowspan


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """The paragraph that text stands in; a table's cell or a section is the outermost one."""

    tag: str
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Inline:
    language: str
    classes: frozenset[str] = frozenset()
    number: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text as the source has it, white space and all; None is a `<br>`."""

    text: str | None
    block: _Block
    inline: _Inline


class _WrongAttribute(Exception):
    """An attribute that says nothing: as it stands in the page, and what it should say."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        self.written, self.wanted = f'{name}="{value}"', wanted
        super().__init__(self.written)


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
    except _WrongAttribute as wrong:
        what = f"{wrong.written}: {wrong.wanted}"
        raise BookError([Problem("TPL002", "template", place_of(wrong.written), {"what": what})]) from wrong


def _document(html: str) -> Document:
    root = document_fromstring(html.encode(), parser=HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True))
    language = _language(root.get("lang")) or "zh"
    container = next((found for path in (".//main", "body") if (found := root.find(path)) is not None), root)
    said = (_language(element.get("lang")) for element in (container, *container.iterancestors()))
    inline = _Inline(next(filter(None, said), language))
    return Document(_title(root), language, tuple(_sections(container, inline)))


def _title(root: HtmlElement) -> str:
    title = root.find(".//title")
    return "" if title is None else _WHITE.sub(" ", title.text_content()).strip()


def _sections(container: HtmlElement, inline: _Inline) -> Iterator[Section]:
    for is_section, elements in groupby(container, lambda element: element.tag == "section"):
        if is_section:
            yield from (Section(tuple(_blocks(element, inline)), _classes(element)) for element in elements)
        elif blocks := tuple(block for element in elements for block in _blocks(element, inline, whole=True)):
            yield Section(blocks)


def _blocks(element: HtmlElement, inline: _Inline, whole: bool = False) -> Iterator[Paragraph | Table]:
    """The paragraphs and tables inside `element`; with `whole`, the element itself counts."""
    pieces: list[_Piece | Table] = []
    outermost = _Block("p", frozenset())
    if whole:
        _collect_child(element, outermost, inline, pieces)
    else:
        _collect(element, outermost, _inside(element, inline), pieces)
    for block, group in groupby(pieces, lambda piece: piece.block if isinstance(piece, _Piece) else None):
        if block is None:
            yield from (piece for piece in group if isinstance(piece, Table))
        elif runs := _runs(piece for piece in group if isinstance(piece, _Piece)):
            yield Paragraph(runs, block.tag, block.classes)


def _collect(element: HtmlElement, block: _Block, inline: _Inline, pieces: list[_Piece | Table]) -> None:
    if element.text:
        pieces.append(_Piece(element.text, block, inline))
    for child in element:
        _collect_child(child, block, inline, pieces)
        if child.tail:
            pieces.append(_Piece(child.tail, block, inline))


def _collect_child(child: HtmlElement, block: _Block, inline: _Inline, pieces: list[_Piece | Table]) -> None:
    tag = child.tag
    if tag in _UNREAD or child.get("hidden") is not None:
        return
    inside = _inside(child, inline)
    if tag == "br":
        pieces.append(_Piece(None, block, inline))
    elif tag == "table":
        pieces.append(_table(child, inside))
    elif tag in _BLOCKS:
        named = tag if tag in _NAMED else block.tag
        _collect(child, _Block(named, block.classes | _classes(child)), replace(inside, classes=frozenset()), pieces)
    else:
        _collect(child, block, inside, pieces)


def _inside(element: HtmlElement, outer: _Inline) -> _Inline:
    """What an element's attributes make of the text inside it."""
    attributes = element.attrib
    if not attributes:
        return outer
    value = attributes.get("value") if element.tag == "data" else None
    return _Inline(
        _language(attributes.get("lang")) or outer.language,
        outer.classes | _classes(element) if element.tag not in _BLOCKS else outer.classes,
        outer.number if value is None else _number(value),
    )


def _number(value: str) -> Decimal:
    if not _NUMBER.fullmatch(value):
        raise _WrongAttribute("value", value, "a number (7402.04)")
    return Decimal(value)


def _runs(pieces: Iterable[_Piece]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for piece in pieces:
        before = runs[-1].text[-1] if runs else "\n"
        text = "\n" if piece.text is None else _WHITE.sub(" ", piece.text)
        if before in " \n" and piece.text is not None:
            text = text.lstrip(" ")
        elif before == " ":
            _strip_end(runs, " ")
        if text:
            _append(runs, Run(text, piece.inline.language, piece.inline.classes, piece.inline.number))
    _strip_end(runs, " \n")
    return tuple(runs)


def _append(runs: list[Run], run: Run) -> None:
    """Adds a run, or lengthens the last one where nothing but the text differs; numbers stay apart."""
    if runs and run.number is None and replace(runs[-1], text=run.text) == run:
        run = replace(run, text=runs.pop().text + run.text)
    runs.append(run)


def _strip_end(runs: list[Run], characters: str) -> None:
    while runs and runs[-1].text[-1] in characters:
        last = runs.pop()
        if text := last.text.rstrip(characters):
            runs.append(replace(last, text=text))


def _table(element: HtmlElement, inline: _Inline) -> Table:
    inline = replace(inline, classes=frozenset())
    columns = [_column(col) for col in element.iterchildren("colgroup", "col") for col in _spanned(col)]
    rows = _rows(element, inline)
    width = max([len(columns), *(cell.column + cell.colspan for row in rows for cell in row.cells)])
    columns += [Column(Decimal(0))] * (width - len(columns))
    caption = element.find("caption")
    title = () if caption is None else tuple(_blocks(caption, inline, whole=True))
    paragraphs = tuple(block for block in title if isinstance(block, Paragraph))
    return Table(tuple(columns), tuple(_filled(rows, width)), _classes(element), paragraphs)


def _spanned(element: HtmlElement) -> Iterator[HtmlElement]:
    """The `<col>`s that a `<col>` or `<colgroup>` stands for."""
    inner = list(element.iterchildren("col"))
    for col in inner or [element]:
        yield from [col] * span_of(col, "span", _MOST_COLUMNS)


def _column(col: HtmlElement) -> Column:
    width = _WIDTH.search(col.get("style", ""))
    return Column(Decimal(width.group(1)) if width else Decimal(0), _classes(col))


def _rows(table: HtmlElement, inline: _Inline) -> list[Row]:
    """The rows with their cells on the grid. A span never leaves its row group, as in HTML."""
    rows: list[Row] = []
    groups = [(_PARTS[str(group.tag)], _inside(group, inline), group) for group in table.iterchildren(*_PARTS)]
    for part, within, group in [*groups, ("body", inline, table)]:  # rows may stand in the table itself
        elements = [row for row in group.iterchildren("tr") if row.get("hidden") is None]
        free: list[int] = []  # by column, the first row that no cell from above covers
        end = len(rows) + len(elements)
        for element in elements:
            cells = tuple(_cells(element, len(rows), end, free, replace(_inside(element, within), classes=frozenset())))
            level = _one_of(element, "data-level", _LEVELS) or "0"
            rows.append(Row(cells, part, _classes(element), int(level)))
    return rows


def _cells(element: HtmlElement, row: int, end: int, free: list[int], inline: _Inline) -> Iterator[Cell]:
    column = 0
    for child in element.iterchildren("th", "td"):
        while column < len(free) and free[column] > row:
            column += 1
        asked = column + span_of(child, "colspan", _MOST_COLUMNS)
        free.extend([row] * (asked - len(free)))
        edge = next((index for index in range(column, asked) if free[index] > row), asked)
        rowspan = min(span_of(child, "rowspan", _MOST_ROWS) or end, end - row)
        free[column:edge] = [row + rowspan] * (edge - column)
        yield _cell(child, row, column, rowspan, edge - column, inline)
        column = edge


def _cell(element: HtmlElement, row: int, column: int, rowspan: int, colspan: int, inline: _Inline) -> Cell:
    inside = replace(_inside(element, inline), classes=frozenset())
    pieces = tuple(block for block in _blocks(element, inside) if isinstance(block, Paragraph))
    total = _one_of(element, "data-sum", _SUMS)
    return Cell(row, column, rowspan, colspan, pieces, element.tag == "th", _classes(element), total)


def _filled(rows: list[Row], width: int) -> Iterator[Row]:
    """The rows with an empty cell at each place that none covers."""
    free = [0] * width
    for index, row in enumerate(rows):
        for cell in row.cells:
            free[cell.column : cell.column + cell.colspan] = [index + cell.rowspan] * cell.colspan
        missing = tuple(Cell(index, column, 1, 1, ()) for column in range(width) if free[column] <= index)
        cells = tuple(sorted((*row.cells, *missing), key=lambda cell: cell.column)) if missing else row.cells
        yield replace(row, cells=cells)


def _one_of(element: HtmlElement, name: str, words: Sequence[str]) -> str | None:
    """An attribute that is one of a few words, if it is there."""
    given = element.get(name)
    if given is not None and given not in words:
        raise _WrongAttribute(name, given, " | ".join(words))
    return given


def _classes(element: HtmlElement) -> frozenset[str]:
    return frozenset(element.get("class", "").split())


def _language(tag: str | None) -> str:
    """The record's key of a language tag: `zh` for `zh-CN`."""
    return (tag or "").partition("-")[0].lower()
