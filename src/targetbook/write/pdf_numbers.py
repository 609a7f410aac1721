"""Page x of y: set with all ten digits while the numbers are not known, and drawn with the right ones once they are."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from weasyprint.pdf.stream import pydyf

from targetbook.write.engine import PAGE, PAGES, Numbers
from targetbook.write.runs import NotInParts, Numbered

_TEXT_BEGINS = re.compile(r"1 0 0 -1 (\S+) (\S+) Tm")
_SET = re.compile(r"/(\S+) (\S+) Tf|<([0-9a-f]*)>")
_CLOSE = "(?:>0<)?"  # between two glyphs: as their widths are, to a thousandth
_EDGES = {"start": 0.0, "left": 0.0, "center": 0.5, "right": 1.0, "end": 1.0}
_LONG = 5  # digits that a number may have

Widths = Callable[[str, int], int]
"""The width of a font's glyph, in thousandths of its size."""


def numbered(stream: Any, numbers: Numbers, width_of: Widths) -> Sequence[Numbered]:
    """The numbers of one page.

    Raises:
        NotInParts: one is set so that other digits would not stand where these do.
    """
    return [_numbered(*drawn, numbers, width_of) for drawn in numbers.drawn.get(id(stream), ())]


def _numbered(
    matrix: Any,
    box: Any,
    operators: Sequence[Any],
    glyphs: Mapping[str, Mapping[int, str]],
    numbers: Numbers,
    width_of: Widths,
) -> Numbered:
    text, margin = numbers.boxes[id(box)]
    content = "\n".join(pydyf._to_bytes(item).decode("ascii") for item in operators).replace("%", "%%")
    font, size, shown = _shown(content, glyphs)
    digits: tuple[str, ...] = ()
    for number, name in ((str(PAGE), "%(page)s"), (str(PAGES), "%(pages)s")):
        at = "".join(said for said, _ in shown).find(number)
        if at >= 0:
            codes = [code for _, code in shown[at : at + len(number)]]
            digits = tuple(code for _, code in sorted(zip(number, codes, strict=True)))
            content, found = re.subn(_CLOSE.join(codes), name, content)
            if found != 1:
                raise NotInParts
    widths = {width_of(font, int(code, 16)) for code in digits}
    if len(widths) != 1 or len(_TEXT_BEGINS.findall(content)) != 1 or not _is_decimal(margin):
        raise NotInParts
    advance = widths.pop() / 1000 * size
    edge = _EDGES.get(margin.style["text_align_all"])
    numbers_told = (str(PAGE) in text.text) + (str(PAGES) in text.text)
    fixed = text.width - numbers_told * len(str(PAGE)) * advance
    if edge is None or fixed + numbers_told * _LONG * advance > margin.width:
        raise NotInParts
    content = _TEXT_BEGINS.sub(r"1 0 0 -1 %(x)s \2 Tm", content)
    placed = " ".join(pydyf._to_bytes(float(value)).decode() for value in matrix.values)
    return Numbered(
        f"q\n{placed} cm\n{content}\nQ",
        digits,
        advance,
        (margin.content_box_x() + edge * (margin.width - fixed), -edge),
    )


def _is_decimal(margin: Any) -> bool:
    """Whether its numbers are written with digits; another style has no words for a number of ten digits, and writes it so."""
    return all(told[-1] == "decimal" for kind, told in margin.style["content"] if kind in ("counter()", "counters()"))


def _shown(content: str, glyphs: Mapping[str, Mapping[int, str]]) -> tuple[str, float, list[tuple[str, str]]]:
    """The font and size that the first digit is set in, and each character with its glyph's code."""
    font, size, shown = "", 0.0, list[tuple[str, str]]()
    of_digits = ("", 0.0)
    for name, points, codes in _SET.findall(content):
        if name:
            font, size = name, float(points)
            continue
        for at in range(0, len(codes), 4):
            said = glyphs[font].get(int(codes[at : at + 4], 16), "\ufffd")
            shown.append((said[:1], codes[at : at + 4]))
            if said == str(PAGE)[0] and not of_digits[0]:
                of_digits = (font, size)
    return *of_digits, shown
