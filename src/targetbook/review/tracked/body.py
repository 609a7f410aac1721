"""The body of a Word file as it was and as it is: its tables, each with the paragraphs before it, and what ends it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from docx.document import Document as Package
from docx.oxml.ns import qn
from rapidfuzz.fuzz import ratio

from targetbook.review.tracked.alignment import aligned
from targetbook.review.tracked.marks import Change, Element, Marks
from targetbook.review.tracked.paragraphs import mark_whole, text_of, track_paragraphs
from targetbook.review.tracked.tables import edges_of, mark_table, track_table

_ALIKE = 75
"""The least likeness, of 100, of two tables that are one: the words that a form prints in each are alike already."""


@dataclass(frozen=True)
class _Block:
    """A table and the paragraphs before it."""

    paragraphs: tuple[Element, ...]
    table: Element

    @cached_property
    def text(self) -> str:
        return "\n".join(map(text_of, self.table.iter(qn("w:p"))))

    @cached_property
    def title(self) -> str:
        return str(next(iter(self.table.xpath("./w:tblPr/w:tblCaption/@w:val")), ""))

    @cached_property
    def columns(self) -> int:
        return len(edges_of(self.table)) - 1


def track(old: Package, new: Package, marks: Marks) -> None:
    """Put what `old` had besides into the body of `new`, and mark what differs. `old` is used up."""
    before, after = (_blocks(package.element.body) for package in (old, new))
    end = new.element.body.sectPr
    tracked: list[Element] = []
    for was, now in aligned(before[0], after[0], (_same, _named), _likeness):
        if was is not None and now is not None:
            track_table(was.table, now.table, marks)
            tracked += [*_paragraphs(was.paragraphs, now.paragraphs, marks), now.table]
        elif was is not None:
            tracked += _marked(was, "del", marks)
        elif now is not None:
            tracked += _marked(now, "ins", marks)
    tracked += _paragraphs(before[1], after[1], marks)
    for element in [each for each in new.element.body if each is not end]:
        new.element.body.remove(element)
    for element in tracked:
        end.addprevious(element)


def _blocks(body: Element) -> tuple[list[_Block], tuple[Element, ...]]:
    """The tables with the paragraphs before each, and the paragraphs after the last."""
    blocks, waiting = [], list[Element]()
    for element in body:
        if element.tag == qn("w:p"):
            waiting.append(element)
        elif element.tag == qn("w:tbl"):
            blocks.append(_Block(tuple(waiting), element))
            waiting = []
    return blocks, tuple(waiting)


def _same(block: _Block) -> tuple[int, str]:
    return block.columns, block.text


def _named(block: _Block) -> tuple[int, str]:
    return block.columns, block.title


def _likeness(old: _Block, new: _Block) -> float:
    return ratio(old.text, new.text, score_cutoff=_ALIKE) if old.columns == new.columns else 0


def _paragraphs(old: Sequence[Element], new: Sequence[Element], marks: Marks) -> Sequence[Element]:
    return track_paragraphs(old, new, marks) if old and new else new


def _marked(block: _Block, change: Change, marks: Marks) -> list[Element]:
    for paragraph in block.paragraphs:
        mark_whole(paragraph, change, marks)
    mark_table(block.table, change, marks)
    return [*block.paragraphs, block.table]
