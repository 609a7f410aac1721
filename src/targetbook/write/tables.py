"""The table model: what a rendered page says, read from its semantic HTML, for the writers of Word and Excel.

A layout's HTML has headings, paragraphs and tables, and nothing of a look; these frozen records say the same: sections,
paragraphs with a language on each run, tables with their spans, head rows, levels, numbers and widths.
"""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one language (`zh`, `en`); `number` is the exact value of a `<data value>`."""

    text: str
    language: str
    classes: frozenset[str] = frozenset()
    number: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of runs. `tag`: p, h1 … h6, li or caption; `classes` are its own and its ancestors' up to the cell."""

    runs: tuple[Run, ...]
    tag: str = "p"
    classes: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def number(self) -> Decimal | None:
        """The one number that the paragraph is, or None where there are words or several numbers."""
        numbers = [run.number for run in self.runs if run.text.strip()]
        return numbers[0] if len(numbers) == 1 else None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its row and column of the grid (from 0), with its spans; `header` says that it is a `<th>`.

    `sum` tells what its number is the sum of: `down` the same column over the rows one level deeper until the next row
    of its own or a higher level, `across` the cells of class `source` in its row, None a number of its own.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    paragraphs: tuple[Paragraph, ...]
    header: bool = False
    classes: frozenset[str] = frozenset()
    sum: str | None = None

    @property
    def number(self) -> Decimal | None:
        numbers = [paragraph.number for paragraph in self.paragraphs if paragraph.text.strip()]
        return numbers[0] if len(numbers) == 1 else None

    @property
    def text(self) -> str:
        """The cell's text, a line a paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: `part` is head, body or foot; `level` of outline: 0 total, 1 unit, 2 project, 3 its further indicators."""

    cells: tuple[Cell, ...]
    part: str
    classes: frozenset[str] = frozenset()
    level: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column's width in millimetres, from `<col style="width: 35mm">`, 0 where none is said, and its classes."""

    width: Decimal
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a full grid: every place is covered by one cell, once; a row holds the cells that begin in it."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    classes: frozenset[str] = frozenset()
    caption: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One `<section>` of the page: a form, or the whole list."""

    blocks: tuple[Paragraph | Table, ...]
    classes: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """The text of its first heading, for bookmarks; empty where it has none."""
        paragraphs = (block for block in self.blocks if isinstance(block, Paragraph))
        return next((paragraph.text for paragraph in paragraphs if paragraph.tag.startswith("h")), "")


@dataclass(frozen=True, slots=True)
class Document:
    """A rendered layout: title and language of the whole, and its sections."""

    title: str
    language: str
    sections: tuple[Section, ...] = field(default=())
