"""How high the rows of a repeated head must be: LibreOffice cuts a cell over several of them from the second page on.

On the first page the last row grows until such a cell has room, on the others it does not; a least height that fits
says the same on all. It is an estimate from the widths of letters, in twentieths of a point.
"""

import re
from collections.abc import Callable, Sequence
from unicodedata import east_asian_width

from targetbook.write.docx_paragraphs import Place, style_of
from targetbook.write.docx_settings import sides_of
from targetbook.write.tables import Cell, Paragraph, Row

_WORD = re.compile(r"[^\x00-\u024f]|[^\s\u0250-\U0010ffff]+|\s")  # a Chinese character breaks from the next, a word not
_NARROW, _BROAD = frozenset("fijlrtI.,:;|!'()[]-/ "), frozenset("mwMW%@—…")  # of a sans-serif face; the rest is between


def head_heights(
    rows: Sequence[Row], widths: Sequence[int], place_of: Callable[[Row, Cell], Place], padding: str
) -> list[int]:
    """The least height of each row of the head; none where each of its cells stands in one row.

    Args:
        rows, widths: of the table; the widths in twentieths of a point.
        place_of: where a row's cell stands.
        padding: `w:tblCellMar` of the table's style, for cells that have none of their own.
    """
    head = [row for row in rows if row.part == "head"]
    cells = [(cell, _height(cell, widths, place_of(row, cell), padding)) for row in head for cell in row.cells]
    if all(cell.rowspan == 1 for cell, _ in cells):
        return []
    heights = [0] * len(head)
    for cell, needed in sorted(cells, key=lambda item: item[0].rowspan):
        end = cell.row + cell.rowspan
        heights[end - 1] += max(needed - sum(heights[cell.row : end]), 0)
    return heights


def _height(cell: Cell, widths: Sequence[int], place: Place, padding: str) -> int:
    sides = sides_of(place.look.cell(place.facts).get("tcMar") or padding)
    room = sum(widths[cell.column : cell.column + cell.colspan]) - sides["left"] - sides["right"]
    return sides["top"] + sides["bottom"] + sum(_paragraph_height(each, place, room) for each in cell.paragraphs)


def _paragraph_height(paragraph: Paragraph, place: Place, room: int) -> int:
    size, line = place.look.measures(style_of(paragraph, place))
    return line * sum(_lines(text, max(room / size, 1)) for text in paragraph.text.split("\n"))


def _lines(text: str, room: float) -> int:
    """The lines that a text breaks into where one holds `room` ems."""
    count, used = 1, 0.0
    for word in _WORD.findall(text):
        width = sum(map(_width, word))
        if used and used + width > room and not word.isspace():
            count, used = count + 1, 0.0
        count += int(width / room) if width > room else 0
        used += width % room if width > room else width
    return count


def _width(letter: str) -> float:
    if east_asian_width(letter) in "WF":
        return 1
    return 0.29 if letter in _NARROW else 0.87 if letter in _BROAD else 0.7 if letter.isupper() else 0.55
