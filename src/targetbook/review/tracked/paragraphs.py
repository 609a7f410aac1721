"""The paragraphs of a cell, or between two tables: as they were and as they are, word by word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import groupby

from docx.oxml.ns import qn
from lxml import etree
from rapidfuzz.fuzz import ratio

from targetbook.review.reports.words import Pieces, pieces
from targetbook.review.tracked.alignment import Pair, aligned
from targetbook.review.tracked.marks import Change, Element, Marks, child, made, mark_paragraph

Letter = tuple[str, Element | None]
"""A character, a line's break (\\n) or a tab (\\t), with the run's properties that it stands under."""

_TEXT = qn("w:t")
_BREAKS = {qn("w:br"): "\n", qn("w:tab"): "\t"}
_SHARED = 0.3
"""The least share of the longer of two texts that is in both, if they are to be read word by word."""
_APART = re.compile("([\n\t])")


def text_of(paragraph: Element) -> str:
    """The paragraph's text, a break in it as a new line."""
    runs = paragraph.iterchildren(qn("w:r"))
    return "".join(_part_text(part) for run in runs for part in run)


def style_of(paragraph: Element) -> str:
    """The identifier of the paragraph's style."""
    styles = paragraph.xpath("./w:pPr/w:pStyle/@w:val")
    return str(styles[0]) if styles else ""


def mark_whole(paragraph: Element, change: Change, marks: Marks) -> None:
    """All of the paragraph is inserted or deleted, and its end too."""
    content = _marked(_letters(paragraph), change, marks)
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
    return tracked


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
    before, after = ([] if each is None else _letters(each) for each in pair)
    i = j = 0
    for op, text in _pieces(_joined(before), _joined(after)):
        if op == "delete":
            yield from _marked(before[i : i + len(text)], "del", marks)
        elif op == "insert":
            yield from _marked(after[j : j + len(text)], "ins", marks)
        else:
            yield from _runs(after[j : j + len(text)], "t")
        i, j = i + (0 if op == "insert" else len(text)), j + (0 if op == "delete" else len(text))


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
    marked.extend(_runs(letters, "t" if change == "ins" else "delText"))
    return [marked]


def _letters(paragraph: Element) -> list[Letter]:
    letters: list[Letter] = []
    for run in paragraph.iterchildren(qn("w:r")):
        look = child(run, "rPr")
        letters += ((letter, look) for part in run for letter in _part_text(part))
    return letters


def _part_text(part: Element) -> str:
    return part.text or "" if part.tag == _TEXT else _BREAKS.get(str(part.tag), "")


def _joined(letters: Iterable[Letter]) -> str:
    return "".join(letter for letter, _ in letters)


def _runs(letters: Iterable[Letter], tag: str) -> Iterator[Element]:
    """Runs of letters that stand under the same properties; `tag` is that of their text, t or delText."""
    for _, group in groupby(letters, key=lambda letter: id(letter[1])):
        stretch = list(group)
        run, look = made("r"), stretch[0][1]
        if look is not None:
            run.append(deepcopy(look))
        for part in filter(None, _APART.split(_joined(stretch))):
            run.append(made("br") if part == "\n" else made("tab") if part == "\t" else _text(tag, part))
        yield run


def _text(tag: str, text: str) -> Element:
    element = made(tag)
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


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
