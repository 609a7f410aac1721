"""How far a cell of a page reaches."""

from lxml.etree import _Element as Element


def rows_of(cell: Element) -> int:
    """How many rows a cell covers."""
    return span_of(cell, "rowspan")


def span_of(element: Element, name: str, most: int = 1000) -> int:
    """A `colspan`, `rowspan` or `span`, at most `most`; 1 where it is no number, as in browsers."""
    given = element.get(name, "1").strip()
    return min(int(given), most) if given.isdecimal() else 1
