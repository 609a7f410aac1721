"""The page's tables as Word's: real rows with merged cells, repeated heads, and projects that stay whole."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from targetbook.write.docx_heads import head_heights
from targetbook.write.docx_paragraphs import Place, language_of, paragraphs_xml
from targetbook.write.docx_settings import EDGES
from targetbook.write.docx_styles import TableStyle
from targetbook.write.docx_text import attribute
from targetbook.write.tables import Cell, Column, Paragraph, Row, Table

_PARTS = {"head": "thead", "body": "tbody", "foot": "tfoot"}
_EMPTY = (Paragraph(()),)


def table_xml(table: Table, place: Place, title: str) -> Iterator[str]:
    """A table over the whole measure, its rows one at a time; `title` names it where it has no caption."""
    widths = widths_of(table.columns, place.measure)
    within = replace(place, facts=place.facts | {f"table.{name}" for name in table.classes})
    style = place.look.table(within.facts)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield f"<w:tbl>{_table_properties(table, within, style.id if style else None, title)}<w:tblGrid>{grid}</w:tblGrid>"
    yield from _rows(table, within, widths, style)
    yield "</w:tbl>"


def _rows(table: Table, within: Place, widths: Sequence[int], style: TableStyle | None) -> Iterator[str]:
    """The rows; a cell that spans several has a piece in each of them."""
    place_of, piece_of = _places(table.columns, within), _pieces(widths, len(table.rows))
    least = head_heights(table.rows, widths, place_of, style.xml if style else "")
    whole = style.whole if style else 1
    spanning: list[tuple[Cell, Place]] = []
    for index, (row, kept) in enumerate(zip(table.rows, kept_rows(table.rows, whole), strict=True)):
        spanning = [(cell, own) for cell, own in spanning if cell.row + cell.rowspan > index]
        spanning += [(cell, place_of(row, cell)) for cell in row.cells]
        spanning.sort(key=lambda item: item[0].column)
        cells = "".join(piece_of(cell, own, index, kept) for cell, own in spanning)
        yield row_xml(cells, is_head=row.part == "head", least=least[index] if index < len(least) else 0)


def _table_properties(table: Table, place: Place, style: str | None, title: str) -> str:
    """The caption is the table's title for who cannot see it, in its second language the description."""
    captions: dict[str, str] = {}
    for paragraph in table.caption:
        language = language_of(paragraph, place.language)
        captions[language] = " ".join(filter(None, [captions.get(language, ""), paragraph.text]))
    names = list(captions.values()) or [title]
    styled = f'<w:tblStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:tblPr>{styled}<w:tblW w:w="{place.measure}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        'w:noVBand="1"/>'
        f"<w:tblCaption w:val={attribute(names[0])}/><w:tblDescription w:val={attribute(names[-1])}/></w:tblPr>"
    )


def _places(columns: Sequence[Column], within: Place) -> Callable[[Row, Cell], Place]:
    """The place of a row's cell; rows of one kind share theirs."""

    @cache
    def place(part: str, row_classes: frozenset[str], is_header: bool, classes: frozenset[str]) -> Place:
        row = {_PARTS[part], "th" if is_header else "td", *(f"tr.{name}" for name in row_classes)}
        return replace(within, facts=within.facts | row | {f".{name}" for name in classes})

    def place_of(row: Row, cell: Cell) -> Place:
        of_column = columns[cell.column].classes if cell.colspan == 1 else frozenset()
        return place(row.part, row.classes, cell.header, cell.classes | of_column)

    return place_of


def _pieces(widths: Sequence[int], height: int) -> Callable[[Cell, Place, int, bool], str]:
    """What a row has of a cell: the cell itself, or below its first row an empty one that continues it."""

    @cache
    def opened(place: Place, column: int, colspan: int, edges: tuple[bool, bool, bool]) -> str:
        return cell_properties(place, sum(widths[column : column + colspan]), colspan, *edges)

    @cache
    def blank(place: Place, kept: bool) -> str:
        return "".join(paragraphs_xml(_EMPTY, place, kept=kept))

    def piece(cell: Cell, place: Place, row: int, kept: bool) -> str:
        is_first, is_last = row == cell.row, row == cell.row + cell.rowspan - 1
        properties = opened(place, cell.column, cell.colspan, (is_first, is_last, row == height - 1))
        if is_first and cell.paragraphs:
            return cell_xml(properties, "".join(paragraphs_xml(cell.paragraphs, place, kept=kept)))
        return cell_xml(properties, blank(place, kept))

    return piece


def cell_properties(place: Place, width: int, colspan: int, is_first: bool, is_last: bool, is_at_end: bool) -> str:
    """`w:tcPr`; of a merged cell the first row has the rule above and the last one the rule below.

    Below the table's last row (`is_at_end`) it is the table's own rule that stands.
    """
    look = place.look.cell(place.facts)
    span = f'<w:gridSpan w:val="{colspan}"/>' if colspan > 1 else ""
    merge = "" if is_first and is_last else '<w:vMerge w:val="restart"/>' if is_first else "<w:vMerge/>"
    hidden = {"top": not is_first, "bottom": not is_last or is_at_end}
    edges = "".join(look.get(edge, "") for edge in EDGES if not hidden.get(edge))
    rules = f"<w:tcBorders>{edges}</w:tcBorders>" if edges else ""
    inner = "".join(look.get(name, "") for name in ("shd", "tcMar", "vAlign"))
    return f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{rules}{inner}'


def cell_xml(properties: str, paragraphs: str) -> str:
    """A cell; it has at least one paragraph, as Word wants."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def row_xml(cells: str, *, is_head: bool = False, least: int = 0) -> str:
    """A row that does not break across pages, `least` twentieths of a point high; a head row is repeated on each page."""
    height = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>' if least else ""
    head = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{head}</w:trPr>{cells}</w:tr>"


def widths_of(columns: Sequence[Column], measure: int) -> list[int]:
    """The columns' widths, scaled to fill the measure exactly; a column without a width has the others' mean."""
    known = [column.width for column in columns if column.width]
    mean = sum(known, Decimal(0)) / len(known) if known else Decimal(1)
    edges = [Decimal(0)]
    for column in columns:
        edges.append(edges[-1] + (column.width or mean))
    return [right - left for left, right in pairwise(round(edge * measure / edges[-1]) for edge in edges)]


def kept_rows(rows: Sequence[Row], whole: int) -> list[bool]:
    """Whether each row stays on a page with the next one.

    Rows that a cell spans stay together where they are `whole` or fewer; of more, the first two and the last two do.
    So it is with the table's first ones, which would else leave the title alone on its page. A head stays with the
    body, a row over others (a unit's, the grand total) with the first of them.
    """
    kept: list[bool] = []
    is_first = True
    for group in _joined(rows):
        size = len(group)
        is_whole = size <= whole and not is_first
        kept += [position < size - 1 and (is_whole or position in (0, size - 2)) for position in range(size)]
        is_over = size == 1 and len(kept) < len(rows) and rows[len(kept)].level > group[0].level
        kept[-1] = is_over or group[-1].part == "head"
        is_first = is_first and (size == 1 or group[0].part == "head")
    return kept


def _joined(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The rows in groups that no cell spans the edge of."""
    start = end = 0
    for index, row in enumerate(rows):
        if index >= end > 0:
            yield rows[start:index]
            start = index
        end = max([end, index + 1, *(cell.row + cell.rowspan for cell in row.cells)])
    if rows:
        yield rows[start:]
