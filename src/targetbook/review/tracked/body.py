"""A Word file as it was and as it is: its tables, each with the paragraphs before it, what ends it, and its page's foot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from docx.document import Document as Package
from docx.oxml.ns import qn
from rapidfuzz.fuzz import ratio

from targetbook.review.tracked.alignment import Pair, aligned
from targetbook.review.tracked.letters import text_of
from targetbook.review.tracked.marks import Change, Element, Marks, made
from targetbook.review.tracked.paragraphs import add_line, mark_whole, track_paragraphs
from targetbook.review.tracked.tables import have_same_columns, mark_table, track_table

_ALIKE = 75
"""The least likeness, of 100, of two tables that are one: the words that a form prints in each are alike already."""


@dataclass(frozen=True)
class _Block:
    """A table and the paragraphs before it."""

    paragraphs: tuple[Element, ...]
    table: Element

    @property
    def first(self) -> Element:
        return self.paragraphs[0] if self.paragraphs else self.table

    @cached_property
    def text(self) -> str:
        return "\n".join(map(text_of, self.table.iter(qn("w:p"))))

    @cached_property
    def title(self) -> str:
        return str(next(iter(self.table.xpath("./w:tblPr/w:tblCaption/@w:val")), ""))


def track(old: Package, new: Package, marks: Marks, note: str, *, whole: bool = False) -> None:
    """Put what `old` had besides into `new`, and mark what differs. `old` is used up.

    Args:
        whole: whether all of the old goes and all of the new comes, nothing being the same in both.
        note: what to say above a table whose columns changed; it goes with the changes, whether accepted or rejected.
    """
    body = new.element.body
    (before, old_end), (after, new_end) = _blocks(old.element.body), _blocks(body)
    gone: list[_Block] = []
    for was, now in _apart(before, after) if whole else aligned(before, after, (_text, _title), _likeness):
        if now is None:
            assert was is not None
            _mark(was, "del", marks)
            gone.append(was)
            continue
        _put(gone, now.first)
        gone = []
        if was is None:
            _mark(now, "ins", marks)
        else:
            _track_block(was, now, marks, note)
    _put(gone, new_end[0] if new_end else body.sectPr)
    _track_paragraphs(old_end, new_end, marks)
    _track_paragraphs(_foot(old), _foot(new), marks)


def _apart(old: Iterable[_Block], new: Iterable[_Block]) -> list[Pair[_Block]]:
    return [*((block, None) for block in old), *((None, block) for block in new)]


def _track_block(old: _Block, new: _Block, marks: Marks, note: str) -> None:
    has_other_columns = not have_same_columns(old.table, new.table)
    track_table(old.table, new.table, marks)
    above = _track_paragraphs(old.paragraphs, new.paragraphs, marks)
    if has_other_columns and above:
        add_line(above[-1], note, marks)


def _put(blocks: Iterable[_Block], place: Element) -> None:
    """Put blocks of another document before `place`, a table's rows one at a time.

    lxml moves a whole tree in a time quadratic in the pieces that it was made of; so what is there already stays, too.
    """
    for block in blocks:
        for paragraph in block.paragraphs:
            place.addprevious(paragraph)
        table = made("tbl")
        place.addprevious(table)
        for each in list(block.table):
            table.append(each)


def _track_paragraphs(old: Sequence[Element], new: Sequence[Element], marks: Marks) -> list[Element]:
    """Put the paragraphs of both in the place of the new ones. Neither or both versions have some."""
    if not old or not new:
        return []
    container = new[0].getparent()
    assert container is not None
    tracked = track_paragraphs(old, new, marks)
    for paragraph in tracked:
        new[0].addprevious(paragraph)
    for paragraph in new:
        container.remove(paragraph)
    return tracked


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


def _foot(package: Package) -> list[Element]:
    return list(package.sections[0].footer.part.element)


def _text(block: _Block) -> str:
    return block.text


def _title(block: _Block) -> str:
    return block.title


def _likeness(old: _Block, new: _Block) -> float:
    return ratio(old.text, new.text, score_cutoff=_ALIKE)


def _mark(block: _Block, change: Change, marks: Marks) -> None:
    for paragraph in block.paragraphs:
        mark_whole(paragraph, change, marks)
    mark_table(block.table, change, marks)
