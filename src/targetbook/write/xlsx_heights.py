"""How high a row must be for its text: Excel fits no row to a merged cell, nor to a text of two sizes, by itself.

An estimate in points from the widths of the letters; it errs to the roomy side, since a face may be substituted.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from targetbook.write.tables import Table

HIGHEST = 409.0  # Excel's limit of a row
_POINTS_IN_A_MM = 72 / 25.4
_PADDING = 5.0  # what Excel keeps free in a cell, left and right together, in points; above and below are less
_NARROW = 0.45  # of the size: the mean width of a Latin letter or digit
_WIDE_LEADING, _NARROW_LEADING = 1.38, 1.22
_WORD = re.compile(r"[^\x00-\u024f]|[^\s\u0250-\U0010ffff]+|\s")  # a Chinese character breaks from the next, a word not
_WIDE = re.compile(r"[^\x00-\u024f]")

Line = tuple[str, float]
"""A paragraph's text and its size in points."""


def height_of(lines: Iterable[Line], width: Decimal) -> float:
    """The height in points of paragraphs set in a cell `width` millimetres wide."""
    room = float(width) * _POINTS_IN_A_MM - _PADDING
    return sum((_paragraph_height(text, size, max(room, size)) for text, size in lines), start=4.0)


@lru_cache(maxsize=4096)
def _paragraph_height(text: str, size: float, room: float) -> float:
    leading = _WIDE_LEADING if _WIDE.search(text) else _NARROW_LEADING
    return sum(_count(line, room / size) for line in text.split("\n")) * size * leading


def _count(text: str, room: float) -> int:
    """The lines that a text breaks into where a line holds `room` ems."""
    if len(text) < room:
        return 1
    count, used = 1, 0.0
    for word in _WORD.findall(text):
        width = 1.0 if word[0] > "\u024f" else len(word) * _NARROW
        if used + width > room and used and not word.isspace():
            count, used = count + 1, 0.0
        count += int(width / room)
        used += width % room if width > room else width
    return count


def row_heights(table: Table, lowest: float, needed: Sequence[Sequence[float]]) -> list[float]:
    """Each row's height, given what each of its cells needs; a cell over several rows shares out what it lacks."""
    heights = [lowest] * len(table.rows)
    spanning = []
    for row, needs in zip(table.rows, needed, strict=True):
        for cell, need in zip(row.cells, needs, strict=True):
            if cell.rowspan > 1:
                spanning.append((cell.row, cell.row + cell.rowspan, need))
            else:
                heights[cell.row] = max(heights[cell.row], need)
    for first, end, need in spanning:
        lack = need - sum(heights[first:end])
        if lack > 0:
            heights[first:end] = [height + lack / (end - first) for height in heights[first:end]]
    return [min(round(height * 4) / 4, HIGHEST) for height in heights]
