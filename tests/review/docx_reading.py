"""What a Word file says once its tracked changes are accepted or rejected, by the words of the standard.

ISO/IEC 29500-1, 17.13.5: a deleted row, run or paragraph's end goes when it is accepted, an inserted one when it is
rejected; a paragraph whose end goes becomes one with the next, which gives its properties.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

Element = BaseOxmlElement


@dataclass(frozen=True)
class Said:
    """A paragraph's style, whether it begins a page, and its text, a break as a new line."""

    style: str
    is_opening: bool
    text: str


@dataclass(frozen=True)
class Spanning:
    """A cell: the row and column where it begins, how far it goes, and its paragraphs."""

    row: int
    column: int
    rowspan: int
    colspan: int
    paragraphs: tuple[Said, ...]


Block = Said | tuple[Spanning, ...]


def said(data: bytes, *, accepted: bool = True) -> list[Block]:
    """The body's paragraphs, its tables as their cells, and the page's foot, after all changes are accepted or rejected."""
    package, gone = docx.Document(BytesIO(data)), "del" if accepted else "ins"
    return [*_blocks(package.element.body, gone), *_blocks(package.sections[0].footer.part.element, gone)]


def _blocks(container: Element, gone: str) -> Iterator[Block]:
    before = ""
    for element in container:
        if element.tag == qn("w:p"):
            before += _text(element, gone)
            if element.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(f'w:{gone}')}") is None:
                yield Said(*_properties(element, gone), before)
                before = ""
        elif element.tag == qn("w:tbl"):
            assert before == "", f"{before!r} would stand in a paragraph that a table follows"
            if cells := tuple(_cells(element, gone)):
                yield cells
    assert before == "", f"{before!r} would have no end"


def _text(paragraph: Element, gone: str) -> str:
    """What the paragraph says; a field as its instruction: {PAGE}."""
    text, is_result = "", False
    for element in paragraph.xpath(f".//w:r[not(ancestor::w:{gone})][not(parent::w:fldSimple)]/* | ./w:fldSimple"):
        match element.tag.partition("}")[2]:
            case "fldSimple":
                text += f"{{{element.get(qn('w:instr')).strip()}}}"
            case "instrText" | "delInstrText":
                text += f"{{{element.text.strip()}}}"
            case "fldChar":
                is_result = element.get(qn("w:fldCharType")) == "separate"
            case "br":
                text += "\n"
            case "tab":
                text += "\t"
            case "t" | "delText" if not is_result:
                text += element.text or ""
    return text


def _properties(paragraph: Element, gone: str) -> tuple[str, bool]:
    properties = paragraph.find(qn("w:pPr"))
    before = properties.find(f"{qn('w:pPrChange')}/{qn('w:pPr')}")
    properties = before if gone == "ins" and before is not None else properties
    style = properties.find(qn("w:pStyle"))
    return "" if style is None else style.get(qn("w:val")), properties.find(qn("w:pageBreakBefore")) is not None


def _cells(table: Element, gone: str) -> Iterable[Spanning]:
    rows = [row for row in table.iterchildren(qn("w:tr")) if row.find(f"{qn('w:trPr')}/{qn(f'w:{gone}')}") is None]
    drawn = _columns(rows)
    open_cells: dict[int, Spanning] = {}
    cells: dict[tuple[int, int], Spanning] = {}
    for index, row in enumerate(rows):
        for cell, start, end in _placed(row):
            column, span = drawn[start], drawn[end] - drawn[start]
            paragraphs = tuple(block for block in _blocks(cell, gone) if isinstance(block, Said))
            assert paragraphs, "Word takes a cell without a paragraph for a broken file"
            if cell.xpath("./w:tcPr/w:vMerge[not(@w:val='restart')]"):
                above = open_cells[column]
                assert (above.colspan, "".join(each.text for each in paragraphs)) == (span, "")
                cell_now = Spanning(above.row, column, index + 1 - above.row, span, above.paragraphs)
            else:
                cell_now = Spanning(index, column, 1, span, paragraphs)
            open_cells = {at: each for at, each in open_cells.items() if not column <= at < column + span}
            if cell.xpath("./w:tcPr/w:vMerge"):
                open_cells[column] = cell_now
            cells[cell_now.row, column] = cell_now
    return cells.values()


def _columns(rows: Iterable[Element]) -> dict[int, int]:
    """The columns of the grid that a cell begins or ends at, counted; the others are not to be seen."""
    edges = {edge for row in rows for _, *both in _placed(row) for edge in both}
    return {edge: number for number, edge in enumerate(sorted(edges))}


def _placed(row: Element) -> Iterator[tuple[Element, int, int]]:
    """Each cell with the columns of the grid where it begins and ends."""
    column = 0
    for cell in row.iterchildren(qn("w:tc")):
        span = int(next(iter(cell.xpath("./w:tcPr/w:gridSpan/@w:val")), 1))
        yield cell, column, column + span
        column += span
