"""Which cells a total adds up, so that a workbook can compute it again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from targetbook.write.tables import Cell, Row, Table


@dataclass(frozen=True, slots=True)
class Addend:
    """A rectangle of the table's grid, both ends included, and the exact sum of the numbers in it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int
    value: Decimal


def addends_of(table: Table) -> dict[tuple[int, int], tuple[Addend, ...]]:
    """By row and column, what each cell with a `data-sum` adds up. Linear in the table's cells.

    A cell is left out where it is blank, or where the cells do not come to its number (a layout that shows only some of
    the sources, say): a formula that computes something else than the book says would be worse than none.
    """
    inner = _inner_rows(table.rows)
    places = {(cell.row, cell.column): cell for row in table.rows for cell in row.cells}
    next_below = _next_below(table.rows)
    found: dict[tuple[int, int], tuple[Addend, ...]] = {}
    for row in table.rows:
        for cell in row.cells:
            if cell.sum == "down":
                cells = [places[at] for index in inner[cell.row] if (at := (index, cell.column)) in places]
                addends = _joined(cells, next_below)
            elif cell.sum == "across":
                cells = [replace(other, rowspan=1) for other in row.cells if "source" in other.classes]
                addends = _joined(cells, {(one.row, one.column): (one.row, one.column + one.colspan) for one in cells})
            else:
                continue
            if addends and sum(addend.value for addend in addends) == cell.number:
                found[cell.row, cell.column] = addends
    return found


def _inner_rows(rows: Sequence[Row]) -> list[list[int]]:
    """For each row, those one level deeper until the next row of its own or a higher level."""
    inner: list[list[int]] = [[] for _ in rows]  # a row of the head has none and belongs to none
    above: list[tuple[int, int]] = []
    for index, row in enumerate(rows):
        if row.part == "head":
            continue
        while above and above[-1][0] >= row.level:
            above.pop()
        if above and above[-1][0] == row.level - 1:
            inner[above[-1][1]].append(index)
        above.append((row.level, index))
    return inner


def _next_below(rows: Sequence[Row]) -> dict[tuple[int, int], tuple[int, int]]:
    """For the place of each cell, that of the next one in its column."""
    following: dict[tuple[int, int], tuple[int, int]] = {}
    last: dict[int, tuple[int, int]] = {}
    for row in rows:
        for cell in row.cells:
            if cell.column in last:
                following[last[cell.column]] = (cell.row, cell.column)
            last[cell.column] = (cell.row, cell.column)
    return following


def _joined(cells: Iterable[Cell], following: Mapping[tuple[int, int], tuple[int, int]]) -> tuple[Addend, ...]:
    """One addend for each run of neighbours; blanks belong to it, so that an amount filled in later counts."""
    joined: list[Addend] = []
    end: tuple[int, int] | None = None
    for cell in cells:
        last_row, last_column = cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1
        value = cell.number or Decimal(0)
        if joined and end == (cell.row, cell.column):
            value += joined[-1].value
            joined[-1] = replace(joined[-1], last_row=last_row, last_column=last_column, value=value)
        else:
            joined.append(Addend(cell.row, cell.column, last_row, last_column, value))
        end = following.get((cell.row, cell.column))
    return tuple(joined)
