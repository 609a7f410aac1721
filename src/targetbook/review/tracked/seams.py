"""Where a change ends with one paragraph and the next begins with another: LibreOffice must not take them for one.

It joins changes of one kind over a paragraph's end, though that end is neither inserted nor deleted, and then takes the
end away as well; and where a paragraph goes whole and the next one's first words too, it gives the rest the wrong style.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from docx.oxml.ns import qn

from targetbook.review.tracked.letters import runs_of
from targetbook.review.tracked.marks import Change, Element, Marks

_CHANGES: dict[object, Change] = {qn("w:ins"): "ins", qn("w:del"): "del"}
_UNSEEN = "\N{WORD JOINER}"


def keep_apart(paragraphs: Iterable[Element], marks: Marks) -> None:
    """Put what goes either way between two changes that would be taken for one.

    It stands before an end that stays, and after one that goes with its paragraph: what is put in or taken out whole is
    rightly joined only where it begins and ends with its paragraph.
    """
    for before, after in pairwise(paragraphs):
        closing, opening = [None, *_kinds(before)][-1], next(_kinds(after), None)
        if opening is None:
            continue
        if _ends(before, opening):
            if _is_whole(before, opening) and not _is_whole(after, opening):
                after.insert(1, _seam(marks))
        elif closing == opening:
            before.append(_seam(marks))


def _seam(marks: Marks) -> Element:
    return marks.passing(runs_of([(_UNSEEN, b"")], deleted=True))


def _is_whole(paragraph: Element, change: Change) -> bool:
    return _ends(paragraph, change) and set(_kinds(paragraph)) <= {change}


def _ends(paragraph: Element, change: Change) -> bool:
    """Whether the paragraph's end is inserted or deleted."""
    return bool(paragraph.xpath(f"./w:pPr/w:rPr/w:{change}"))


def _kinds(paragraph: Element) -> Iterator[Change | None]:
    """What becomes of each stretch of the paragraph; None is for what stays, and for what goes either way."""
    for element in paragraph[1:]:
        passes = element.find(qn("w:del")) is not None
        yield None if passes else _CHANGES.get(element.tag)
