"""The paragraphs of a cell, of a page's foot, or between two tables: as they were and as they are, word by word."""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import groupby
from unicodedata import east_asian_width

from docx.oxml.ns import qn
from lxml import etree
from rapidfuzz.fuzz import ratio

from targetbook.review.reports.words import Op, Pieces, pieces
from targetbook.review.tracked.alignment import Pair, aligned
from targetbook.review.tracked.letters import Letter, joined, letters_of, look_of, runs_of, text_of
from targetbook.review.tracked.marks import Change, Element, Marks, child, made, mark_paragraph
from targetbook.review.tracked.seams import keep_apart

Stretch = tuple[Op, Sequence[Letter]]

_PROPERTIES = qn("w:pPr")
_STYLE = f"{_PROPERTIES}/{qn('w:pStyle')}"
_SHARED = 0.3
"""The least share of the longer of two texts that is in both, if they are to be read word by word."""


def style_of(paragraph: Element) -> str:
    """The identifier of the paragraph's style."""
    style = paragraph.find(_STYLE)
    return "" if style is None else style.get(qn("w:val"), "")


def are_same(old: Sequence[Element], new: Sequence[Element]) -> bool:
    """Whether the paragraphs say the same in the same look."""
    return list(map(_look, old)) == list(map(_look, new))


def _look(paragraph: Element) -> tuple[str, list[bytes]]:
    return style_of(paragraph), [etree.tostring(each) for each in paragraph if each.tag != _PROPERTIES]


def mark_whole(paragraph: Element, change: Change, marks: Marks) -> None:
    """All of the paragraph is inserted or deleted, and its end too."""
    content = _marked(letters_of(paragraph), change, marks)
    _fill(paragraph, _properties(paragraph), content)
    mark_paragraph(paragraph[0], change, marks)


def track_paragraphs(old: Sequence[Element], new: Sequence[Element], marks: Marks) -> list[Element]:
    """The paragraphs of both versions as one sequence.

    The end of the last one is the cell's, which no change can take away. What is added or taken away after the last
    paragraph that both have is therefore marked one end earlier: with the end of the paragraph before it.
    """
    pairs = aligned(old, new, (_content, style_of), _likeness)
    if all(before is None or after is None for before, after in pairs):
        pairs = [(old[0], new[0]), *((each, None) for each in old[1:]), *((None, each) for each in new[1:])]
    own = [_change(pair) for pair in pairs]
    shared = max(index for index, change in enumerate(own) if change is None)
    ends = [*own[:shared], *own[shared + 1 :], None]
    before, after = old[0], new[0]
    tracked = []
    for pair, end in zip(pairs, ends, strict=True):
        before, after = pair[0] if pair[0] is not None else before, pair[1] if pair[1] is not None else after
        tracked.append(_paragraph(pair, end, (before, after), marks))
    keep_apart(tracked, marks)
    return tracked


def add_line(paragraph: Element, text: str, marks: Marks) -> None:
    """A line at the end of the paragraph, which goes whether the changes are accepted or rejected."""
    look = look_of([*paragraph.iter(qn("w:r"))][-1])
    paragraph.append(marks.passing(runs_of([(letter, look) for letter in f"\n{text}"], deleted=True)))


def _change(pair: Pair[Element]) -> Change | None:
    before, after = pair
    return "ins" if before is None else "del" if after is None else None


def _content(paragraph: Element) -> tuple[str, str]:
    return style_of(paragraph), text_of(paragraph)


def _likeness(old: Element, new: Element) -> float:
    """Paragraphs of one style are pairs rather than none, the more alike the better."""
    return 1 + ratio(text_of(old), text_of(new)) if style_of(old) == style_of(new) else 0


def _paragraph(pair: Pair[Element], end: Change | None, ended: tuple[Element, Element], marks: Marks) -> Element:
    """One paragraph; of the texts that its `end` closes, `ended` are the older one's and the newer one's."""
    paragraph = made("p")
    before, after = (_properties(each) for each in ended)
    properties = before if end == "del" else after
    if end:
        mark_paragraph(properties, end, marks)
    elif _said(before) != _said(after):
        properties.append(_properties_change(before, marks))
    _fill(paragraph, properties, _contents(pair, marks))
    return paragraph


def _contents(pair: Pair[Element], marks: Marks) -> Iterator[Element]:
    before, after = ([] if each is None else letters_of(each) for each in pair)
    stretches = list(_stretches(before, after))
    is_whole = len(stretches) == 2
    deleted: Sequence[Letter] = ()
    for op, letters in stretches:
        if op == "equal":
            yield from runs_of(letters)
        else:
            if op == "insert" and deleted and (between := _between(deleted, letters, is_whole)):
                yield marks.passing(runs_of([(between, letters[0][1])], deleted=True))
            yield from _marked(letters, "del" if op == "delete" else "ins", marks)
        deleted = letters if op == "delete" else ()


def _between(deleted: Sequence[Letter], inserted: Sequence[Letter], is_whole: bool) -> str:
    """What keeps the old apart from the new: 7,402.04 and 7,306.53 would else be read as one number.

    Each has lines of its own where nothing of a paragraph stayed, and words and figures within a text have a space.
    """
    if is_whole:
        return "\n"
    met = (deleted[-1][0], inserted[0][0])
    return "" if any(letter.isspace() or east_asian_width(letter) in "WF" for letter in met) else " "


def _stretches(before: Sequence[Letter], after: Sequence[Letter]) -> Iterator[Stretch]:
    """What was kept, deleted and inserted; what is in both in another look is deleted and inserted."""
    i = j = 0
    for op, text in _pieces(joined(before), joined(after)):
        old, new = before[i : i + len(text)], after[j : j + len(text)]
        if op != "insert":
            i += len(text)
        if op != "delete":
            j += len(text)
        yield from _kept(old, new) if op == "equal" else [(op, old if op == "delete" else new)]


def _kept(old: Sequence[Letter], new: Sequence[Letter]) -> Iterator[Stretch]:
    for is_same, group in groupby(zip(old, new, strict=True), key=lambda pair: pair[0] == pair[1]):
        before, after = zip(*group, strict=True)
        if is_same:
            yield "equal", after
        else:
            yield "delete", before
            yield "insert", after


def _pieces(old: str, new: str) -> Pieces:
    """The texts word by word, or one whole beside the other where they share little but a few characters."""
    found = pieces(old, new)
    if not old or not new:
        return found
    shared = sum(len(text) for op, text in found if op == "equal")
    return found if shared > _SHARED * max(len(old), len(new)) else [("delete", old), ("insert", new)]


def _marked(letters: Sequence[Letter], change: Change, marks: Marks) -> list[Element]:
    """The letters as inserted or deleted runs; nothing where there are none."""
    if not letters:
        return []
    marked = marks.mark(change)
    marked.extend(runs_of(letters, deleted=change == "del"))
    return [marked]


def _fill(paragraph: Element, properties: Element, content: Iterable[Element]) -> None:
    filled = [properties, *content]
    paragraph.clear()
    paragraph.extend(filled)


def _properties(paragraph: Element) -> Element:
    properties = child(paragraph, "pPr")
    return made("pPr") if properties is None else deepcopy(properties)


def _properties_change(before: Element, marks: Marks) -> Element:
    """What the paragraph's properties were; those of its end's letters have no place there."""
    change = marks.mark("pPrChange")
    if (letters := child(before, "rPr")) is not None:
        before.remove(letters)
    change.append(before)
    return change


def _said(properties: Element) -> list[bytes]:
    """What properties say, but for what keeps rows on one page, which follows from the rows around."""
    return [etree.tostring(each, method="c14n") for each in properties if each.tag != qn("w:keepNext")]
