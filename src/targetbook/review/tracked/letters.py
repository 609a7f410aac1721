"""The letters of a paragraph, each under the look of its run, and runs made of them again."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from targetbook.review.tracked.marks import Element, child, made

Letter = tuple[str, bytes]
"""A character, a line's break (\\n), a tab (\\t) or a field, and `w:rPr` of the run that it stands in, empty for none."""

_RUN, _TEXT, _FIELD = qn("w:r"), qn("w:t"), qn("w:fldSimple")
_BREAKS = {qn("w:br"): "\n", qn("w:tab"): "\t"}
# A page's number is one letter, which no text can hold: XML carries neither of the two.
_FIELDS = {"PAGE": "\ufffe", "NUMPAGES": "\uffff"}
_INSTRUCTIONS = {letter: instruction for instruction, letter in _FIELDS.items()}
_APART = re.compile("([\n\t\ufffe\uffff])")


def letters_of(paragraph: Element) -> list[Letter]:
    """All letters of the paragraph."""
    letters: list[Letter] = []
    for element in paragraph:
        if element.tag == _RUN:
            look = look_of(element)
            letters += ((letter, look) for part in element for letter in _part_text(part))
        elif element.tag == _FIELD:
            letters.append((_FIELDS[element.get(qn("w:instr"), "").strip()], look_of(element[0])))
    return letters


def text_of(paragraph: Element) -> str:
    """The paragraph's text without its fields, a break in it as a new line."""
    runs = paragraph.iterchildren(_RUN)
    return "".join(_part_text(part) for run in runs for part in run)


def look_of(run: Element) -> bytes:
    """`w:rPr` of a run, as letters have it."""
    look = child(run, "rPr")
    return b"" if look is None else etree.tostring(look, method="c14n", exclusive=True)


def joined(letters: Iterable[Letter]) -> str:
    """The letters as a text, one character each."""
    return "".join(letter for letter, _ in letters)


def runs_of(letters: Sequence[Letter], *, deleted: bool = False) -> Iterator[Element]:
    """Runs of the letters, those under one look together; what is deleted is written under other names."""
    for look, group in groupby(letters, key=lambda letter: letter[1]):
        run = made("r")
        if look:
            run.append(parse_xml(look))
        for part in filter(None, _APART.split(joined(group))):
            run.extend(_parts(part, deleted))
        yield run


def _part_text(part: Element) -> str:
    return part.text or "" if part.tag == _TEXT else _BREAKS.get(str(part.tag), "")


def _parts(part: str, deleted: bool) -> list[Element]:
    match part:
        case "\n":
            return [made("br")]
        case "\t":
            return [made("tab")]
        case field if field in _INSTRUCTIONS:
            code = _text("delInstrText" if deleted else "instrText", f" {_INSTRUCTIONS[field]} ")
            begin, separate, end = (made("fldChar", fldCharType=each) for each in ("begin", "separate", "end"))
            return [begin, code, separate, _text("delText" if deleted else "t", "1"), end]
    return [_text("delText" if deleted else "t", part)]


def _text(tag: str, text: str) -> Element:
    element = made(tag)
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element
