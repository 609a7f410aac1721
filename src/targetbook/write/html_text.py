"""The text of a page's element as paragraphs: runs in their languages, white space as a browser shows it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from lxml.etree import _Element as Element

from targetbook.write.tables import Paragraph, Run, Table

Tables = dict[Element, Table]
"""The tables of a page that are read and stand nowhere yet, by their elements."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NAMED = _HEADINGS | {"li", "caption"}
_BLOCKS = _NAMED | {
    *("p", "div", "header", "footer", "main", "section", "article", "aside", "ol", "ul", "dl", "dt", "dd"),
    *("figure", "figcaption", "blockquote"),
}
_UNREAD = frozenset({"script", "style", "template", "nav"})  # nav: Word and Excel have outlines of their own
_WHITE = re.compile(r"[ \t\n\r\f]+")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class WrongAttribute(Exception):
    """An attribute that says nothing: as it stands in the page, and what it should say."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        self.written, self.wanted = f'{name}="{value}"', wanted
        super().__init__(self.written)


@dataclass(frozen=True, slots=True)
class Inline:
    """What holds for text in a line: its language, the classes of what it stands in there, the number that it prints.

    `number` is as the page writes it: 1.0 and 1.00 are equal, and not the same.
    """

    language: str
    classes: frozenset[str] = frozenset()
    number: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """The paragraph that text stands in; a table's cell or a section is the outermost one."""

    tag: str
    classes: frozenset[str]


class _Piece(NamedTuple):
    """Text as the source has it, white space and all; None is a `<br>`."""

    text: str | None
    block: _Block
    inline: Inline


def blocks_of(
    element: Element, inline: Inline, tables: Tables | None = None, *, whole: bool = False
) -> Iterator[Paragraph | Table]:
    """The paragraphs and tables inside `element`; with `whole`, the element itself counts.

    Args:
        inline: what holds round the element.
        tables: what stands in place of tables, each taken from it; others are left out.
    """
    pieces: list[_Piece | Table | None] = []
    tables = {} if tables is None else tables
    outermost = _Block("p", frozenset())
    if whole:
        _collect_child(element, outermost, inline, tables, pieces)
    else:
        _collect(element, outermost, _inside(element, inline), tables, pieces)
    for block, group in groupby(pieces, lambda piece: piece.block if isinstance(piece, _Piece) else None):
        if block is None:
            yield from (piece for piece in group if isinstance(piece, Table))
        elif texts := _texts(piece for piece in group if isinstance(piece, _Piece)):
            yield _paragraph(texts, block.tag, block.classes)


def _collect(
    element: Element, block: _Block, inline: Inline, tables: Tables, pieces: list[_Piece | Table | None]
) -> None:
    if element.text:
        pieces.append(_Piece(element.text, block, inline))
    for child in element:
        _collect_child(child, block, inline, tables, pieces)
        if child.tail:
            pieces.append(_Piece(child.tail, block, inline))


def _collect_child(
    child: Element, block: _Block, inline: Inline, tables: Tables, pieces: list[_Piece | Table | None]
) -> None:
    tag = child.tag
    if is_unread(child):
        return
    if tag == "br":
        pieces.append(_Piece(None, block, inline))
    elif tag == "table":
        pieces.append(tables.pop(child, None))  # None parts the texts round it all the same
    elif tag in _BLOCKS:
        named = tag if tag in _NAMED else block.tag
        inner = _Block(named, block.classes | classes_of(child))
        _collect(child, inner, line_in(child, inline), tables, pieces)
    else:
        _collect(child, block, _inside(child, inline), tables, pieces)


def is_unread(element: Element) -> bool:
    """Whether an element is not for print."""
    return element.tag in _UNREAD or element.get("hidden") is not None


def line_in(element: Element, outer: Inline) -> Inline:
    """What holds for a line that begins in an element: a paragraph, a cell, a row."""
    language = element.get("lang")
    if language is None and not outer.classes:
        return outer
    return Inline(language_of(language) or outer.language, frozenset(), outer.number)


def _inside(element: Element, outer: Inline) -> Inline:
    """What an element's attributes make of the text inside it."""
    language, names = element.get("lang"), element.get("class")
    value = element.get("value") if element.tag == "data" else None
    if language is None and names is None and value is None:
        return outer
    return Inline(
        language_of(language) or outer.language,
        outer.classes if names is None or element.tag in _BLOCKS else outer.classes | _names(names),
        outer.number if value is None else _number(value),
    )


def _number(value: str) -> str:
    if not _NUMBER.fullmatch(value):
        raise WrongAttribute("value", value, "a number (7402.04)")
    return value


@lru_cache(maxsize=4096)
def _paragraph(texts: tuple[tuple[str, Inline], ...], tag: str, classes: frozenset[str]) -> Paragraph:
    """Paragraphs that say the same are one: names and kinds come again in row after row."""
    return Paragraph(tuple(_run(text, inline) for text, inline in texts), tag, classes)


def _run(text: str, inline: Inline) -> Run:
    return Run(text, inline.language, inline.classes, None if inline.number is None else Decimal(inline.number))


def _texts(pieces: Iterable[_Piece]) -> tuple[tuple[str, Inline], ...]:
    runs: list[tuple[str, Inline]] = []
    for given, _, inline in pieces:
        before = runs[-1][0][-1] if runs else "\n"
        text = "\n" if given is None else _WHITE.sub(" ", given)
        if before in " \n" and given is not None:
            text = text.lstrip(" ")
        elif before == " ":
            _strip_end(runs, " ")
        if text:
            _append(runs, text, inline)
    _strip_end(runs, " \n")
    return tuple(runs)


def _append(runs: list[tuple[str, Inline]], text: str, inline: Inline) -> None:
    """Adds a run, or lengthens the last one where nothing but the text differs; numbers stay apart."""
    if runs and inline.number is None and runs[-1][1] == inline:
        text = runs.pop()[0] + text
    runs.append((text, inline))


def _strip_end(runs: list[tuple[str, Inline]], characters: str) -> None:
    while runs and runs[-1][0][-1] in characters:
        last, inline = runs.pop()
        if text := last.rstrip(characters):
            runs.append((text, inline))


def plain(text: str) -> str:
    """A text on one line."""
    return _WHITE.sub(" ", text).strip()


def classes_of(element: Element) -> frozenset[str]:
    """An element's classes."""
    return _names(element.get("class", ""))


@lru_cache(maxsize=1024)
def _names(classes: str) -> frozenset[str]:
    return frozenset(classes.split())


def language_of(tag: str | None) -> str:
    """The record's key of a language tag: `zh` for `zh-CN`."""
    return (tag or "").partition("-")[0].lower()
