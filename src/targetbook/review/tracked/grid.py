"""The columns of a table: where they begin and end, in twentieths of a point."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from docx.oxml.ns import qn

from targetbook.review.tracked.marks import Element, child, made
from targetbook.review.tracked.rows import Cell, Row, rows_of

_CLOSE = 60
"""Where an old column ends this near to a new one it ends there, lest a column of no use stand between them."""


def edges_of(table: Element) -> list[int]:
    """Where the table's columns begin and end."""
    edges = [0]
    for width in table.xpath("./w:tblGrid/w:gridCol/@w:w"):
        edges.append(edges[-1] + int(width))
    return edges


def set_widths(row: Row, edges: list[int]) -> None:
    """Give the cells of a row the widths of another table of as many columns."""
    for cell in row.cells:
        _set_width(cell, edges[cell.column + cell.span] - edges[cell.column])


def share_grid(old: Element, new: Element) -> None:
    """Set both tables, of different columns, on one grid that has the columns of either."""
    new_edges = edges_of(new)
    old_edges = _drawn(edges_of(old), new_edges)
    shared = sorted({*old_edges, *new_edges})
    places = {edge: place for place, edge in enumerate(shared)}
    for table, edges in ((old, old_edges), (new, new_edges)):
        for row in rows_of(table):
            _set_spans(row, edges, places)
        grid = child(table, "tblGrid")
        assert grid is not None
        grid[:] = [made("gridCol", w=str(end - start)) for start, end in pairwise(shared)]


def _drawn(edges: Iterable[int], to: list[int]) -> list[int]:
    drawn: list[int] = []
    for edge in edges:
        near = min(to, key=lambda each: abs(each - edge))
        drawn.append(near if abs(near - edge) <= _CLOSE and near not in drawn else edge)
    return drawn


def _set_spans(row: Row, edges: list[int], places: Mapping[int, int]) -> None:
    for cell in row.cells:
        start, end = edges[cell.column], edges[cell.column + cell.span]
        _set_width(cell, end - start)
        properties, span = cell.element[0], places[end] - places[start]
        if (said := child(properties, "gridSpan")) is not None:
            properties.remove(said)
        if span > 1:
            properties[0].addnext(made("gridSpan", val=str(span)))


def _set_width(cell: Cell, width: int) -> None:
    for said in cell.element.xpath("./w:tcPr/w:tcW"):
        said.set(qn("w:w"), str(width))
