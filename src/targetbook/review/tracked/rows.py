"""The rows of a table as they were and as they are, side by side.

A cell that goes down over several rows is written in the first of them and continued in the others. So a row of it may
be put in or taken out like any other, but for the first: that one is always in both versions, or in one of them with
all the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import pairwise

from docx.oxml.ns import qn
from rapidfuzz.fuzz import ratio

from targetbook.review.matching import ALIKE
from targetbook.review.tracked.alignment import Pair, aligned
from targetbook.review.tracked.letters import text_of
from targetbook.review.tracked.marks import Element
from targetbook.review.tracked.paragraphs import style_of


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: where it begins on the grid, over how many columns it goes, and whether it goes on from above."""

    element: Element
    column: int
    span: int
    continues: bool

    @property
    def paragraphs(self) -> list[Element]:
        return list(self.element.iterchildren(qn("w:p")))


@dataclass(frozen=True)
class Row:
    """A row; its `kind` is the style of its first text."""

    element: Element
    cells: tuple[Cell, ...]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        return tuple("\n".join(map(text_of, cell.paragraphs)) for cell in self.cells)

    @cached_property
    def kind(self) -> str:
        return style_of(self.cells[0].paragraphs[0])

    @cached_property
    def shape(self) -> tuple[tuple[int, int, bool], ...]:
        return tuple((cell.column, cell.span, cell.continues) for cell in self.cells)

    @cached_property
    def continued(self) -> frozenset[int]:
        """The columns of cells that go on from above."""
        return frozenset(cell.column for cell in self.cells if cell.continues)


@dataclass(frozen=True)
class Rows:
    """Rows that a cell holds together, or one row."""

    rows: tuple[Row, ...]

    @cached_property
    def text(self) -> str:
        return "\n".join(text for row in self.rows for text in row.texts)


def rows_of(table: Element) -> tuple[Row, ...]:
    """The table's rows with their cells on the grid."""
    rows = []
    for element in table.iterchildren(qn("w:tr")):
        cells, column = [], 0
        for cell in element.iterchildren(qn("w:tc")):
            span = int(next(iter(cell.xpath("./w:tcPr/w:gridSpan/@w:val")), 1))
            continues = bool(cell.xpath("./w:tcPr/w:vMerge[not(@w:val='restart')]"))
            cells.append(Cell(cell, column, span, continues))
            column += span
        rows.append(Row(element, tuple(cells)))
    return tuple(rows)


def paired_rows(old: Sequence[Row], new: Sequence[Row]) -> list[Pair[Row]]:
    """The rows of both versions in one sequence. A pair has cells at the same places."""
    before, after = (_split(rows, frozenset()) for rows in (old, new))
    groups = aligned(before, after, (_text, _title, _content), _likeness)
    return _in_order(groups)


def _split(rows: Sequence[Row], over: frozenset[int]) -> list[Rows]:
    """The rows in groups that no cell holds together but those of the columns `over` all of them."""
    starts = [index for index, row in enumerate(rows) if index == 0 or row.continued <= over]
    return [Rows(tuple(rows[start:end])) for start, end in pairwise([*starts, len(rows)])]


def _text(group: Rows) -> str:
    return group.text


def _title(group: Rows) -> tuple[str, str]:
    """The first text, and what kind of row it stands in."""
    return group.rows[0].kind, group.rows[0].texts[0]


def _content(group: Rows) -> tuple[str, str]:
    """All but the title: what a renamed project keeps."""
    return group.rows[0].kind, group.text.removeprefix(group.rows[0].texts[0])


def _likeness(old: Rows, new: Rows) -> float:
    first, other = old.rows[0], new.rows[0]
    alike = first.kind == other.kind and first.shape == other.shape
    return ratio(old.text, new.text, score_cutoff=ALIKE) if alike else 0


def _in_order(groups: Sequence[Pair[Rows]]) -> list[Pair[Row]]:
    pairs: list[Pair[Row]] = []
    for before, after in groups:
        found = _paired(before, after) if before and after else None
        if found is None:
            pairs += ((row, None) for row in (before.rows if before else ()))
            pairs += ((None, row) for row in (after.rows if after else ()))
        else:
            pairs += found
    return pairs


def _paired(old: Rows, new: Rows) -> list[Pair[Row]] | None:
    """The rows of a group in both versions, the first with the first; None where their cells do not stand alike."""
    if len(old.rows) == len(new.rows) == 1:
        return [(old.rows[0], new.rows[0])] if old.rows[0].shape == new.rows[0].shape else None
    before, after = (_parts(group) for group in (old, new))
    if before is None or after is None:
        is_same = [row.shape for row in old.rows] == [row.shape for row in new.rows]
        return list(zip(old.rows, new.rows, strict=True)) if is_same else None
    first = _paired(before[0], after[0])
    if first is None:
        return None
    others = aligned(before[1:], after[1:], (_text,), _likeness)
    return first + _in_order(others)


def _parts(group: Rows) -> list[Rows] | None:
    """What a group falls into without the cells that go over all of it; None where it stays one."""
    if len(group.rows) == 1:
        return [group]
    over = reduce(frozenset.intersection, (row.continued for row in group.rows[1:]))
    parts = _split(group.rows, over)
    return parts if len(parts) > 1 else None
