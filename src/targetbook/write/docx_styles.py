"""A layout's `word:` settings as looks: which named Word style, shading and rules a thing of the page gets.

A thing is told by its *facts*, a set of words: a paragraph's tag and language (`p`, `h1`, `li`, `zh`, `en`), and
`translation` where that is not the document's first language; its own, its cell's and its column's classes (`.amount`),
the cell's tag (`th`, `td`), the row's part and classes (`thead`, `tbody`, `tfoot`, `tr.unit`), the classes of table and
section (`table.form`, `section.form`), and `bilingual` in a document of several languages; the page's foot is `footer`.
A run has the facts of its paragraph and its own classes, but a language only where it is not the paragraph's.

`for: th .amount en` holds where all its words are facts; a list holds where one of its entries does. Of the paragraph,
character and table styles that hold the last one is taken; of the cell looks each, the later over the earlier.
All lengths are points.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import TypeVar

from targetbook.write.docx_settings import (
    EDGES,
    INNER_EDGES,
    LETTER_KEYS,
    PARAGRAPH_KEYS,
    Settings,
    colour,
    known,
    letter_properties,
    mapping,
    number,
    one_of,
    padding_xml,
    paragraph_properties,
    rule_xml,
    truth,
    twentieths,
)
from targetbook.write.faults import SettingFault

Facts = frozenset[str]

_CELL_KEYS = frozenset({"for", "fill", "padding", "vertical", *EDGES})
_TABLE_KEYS = frozenset({"for", "padding", "whole", *EDGES, *INNER_EDGES})
_FOOTER_WORDS = ("page", "pages", "author", "title", "subject")
FOOTER_WORD = re.compile(r"\{(\w+)\}")
_PLAIN, _LEADING = 200, 1.4  # Word's size of letters where nothing says one, and its lines' height where it is `auto`
_HEADING = re.compile(r"Heading ([1-9])")


@dataclass(frozen=True, slots=True)
class Style:
    """A named Word style and where it holds; `xml` is what its `w:style` says of paragraphs and letters.

    `size` of its letters and height of a `line` are in twentieths of a point; None where it does not say, and a `line` of
    0 where it is left to the letters.
    Where it `joins`, a translation (same tag and classes as its original) goes on in its original's line after a space,
    and with `tab` the text goes on at the right end of whatever line is before it. `breaks` begins a line before a run.
    """

    id: str
    name: str
    holds: tuple[Facts, ...]
    xml: str
    based: str | None = None
    joins: str | None = None
    breaks: bool = False
    size: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class TableStyle:
    """A named table style; rows that one cell spans stay on a page together where they are `whole` rows or fewer."""

    id: str
    name: str
    holds: tuple[Facts, ...]
    xml: str
    whole: int


@dataclass(frozen=True, slots=True)
class CellLook:
    """Shading (`shd`), rules (`top` …), padding (`tcMar`) and vertical place (`vAlign`) where it holds, as Word elements."""

    holds: tuple[Facts, ...]
    elements: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """All that a `word:` section says. Four functions tell what facts get, `measures` a style's letters and lines.

    Paragraphs and runs are asked for by the facts of their place and by their own; the answers are remembered.
    """

    text: str
    paragraphs: tuple[Style, ...]
    runs: tuple[Style, ...]
    tables: tuple[TableStyle, ...]
    footer: Mapping[str, str]
    paragraph: Callable[[Facts, Facts], Style | None]
    run: Callable[[Facts, Facts], Style | None]
    table: Callable[[Facts], TableStyle | None]
    cell: Callable[[Facts], Mapping[str, str]]
    measures: Callable[[Style | None], tuple[int, int]]


def check_word(settings: Settings) -> Iterator[SettingFault]:
    """The first fault of a layout's `word:` section, if it has one."""
    try:
        look_of(settings)
    except SettingFault as fault:
        yield fault


def look_of(settings: Settings) -> Look:
    """The looks of a layout's `word:` section; SettingFault names the setting that is unknown or of a wrong kind."""
    known("word", settings, frozenset({"text", "paragraphs", "runs", "cells", "tables", "footer"}))
    text = known("word.text", mapping("word.text", settings.get("text", {})), PARAGRAPH_KEYS)
    paragraphs = tuple(_paragraph_style(*item) for item in _named(settings, "paragraphs"))
    runs = tuple(_character_style(*item) for item in _named(settings, "runs"))
    tables = tuple(_table_style(*item) for item in _named(settings, "tables"))
    cells = tuple(_cell_look(*item) for item in _named(settings, "cells"))
    _check_names([*paragraphs, *runs, *tables], paragraphs)
    footer = {key: str(value) for key, value in mapping("word.footer", settings.get("footer", {})).items()}
    if unknown := sorted({word for line in footer.values() for word in FOOTER_WORD.findall(line)} - set(_FOOTER_WORDS)):
        raise SettingFault("word.footer", f"no such word: {{{unknown[0]}}} (there are {', '.join(_FOOTER_WORDS)})")
    return Look(
        paragraph_properties("word.text", text) + letter_properties("word.text", text),
        paragraphs,
        runs,
        tables,
        footer,
        cache(partial(_last, paragraphs)),
        cache(partial(_last, runs)),
        cache(partial(_last, tables)),
        cache(partial(_merged, cells)),
        cache(partial(_measures, paragraphs, text)),
    )


_Holding = TypeVar("_Holding", Style, TableStyle)


def _last(styles: tuple[_Holding, ...], facts: Facts, own: Facts = frozenset()) -> _Holding | None:
    return next((style for style in reversed(styles) if _is_held(style.holds, facts | own)), None)


def _merged(looks: Iterable[CellLook], facts: Facts) -> Mapping[str, str]:
    return {name: xml for look in looks if _is_held(look.holds, facts) for name, xml in look.elements.items()}


def _is_held(holds: Iterable[Facts], facts: Facts) -> bool:
    return any(words <= facts for words in holds)


def _measures(styles: Iterable[Style], text: Settings, style: Style | None) -> tuple[int, int]:
    """The size of a style's letters and the height of its lines: its own, or those of what it is based on."""
    by_id = {each.id: each for each in styles}
    chain: list[Style] = []
    while style and style not in chain:
        chain.append(style)
        style = by_id.get(style.based or "")
    sizes = [each.size for each in chain] + [_letters("word.text", text), _PLAIN]
    lines = [each.line for each in chain] + [_line("word.text", text), 0]
    size, line = (next(each for each in given if each is not None) for given in (sizes, lines))
    return size, line or round(size * _LEADING)


def _letters(where: str, given: Settings) -> int | None:
    return twentieths(f"{where}.size", given["size"]) if "size" in given else None


def _line(where: str, given: Settings) -> int | None:
    """0 for `auto`."""
    if "line" not in given:
        return None
    return 0 if given["line"] == "auto" else twentieths(f"{where}.line", given["line"])


def style_id(name: str) -> str:
    """Word's identifier of a style: the ASCII letters and digits of its name."""
    return "".join(character for character in name if character.isascii() and character.isalnum())


def is_built_in(name: str) -> bool:
    """Whether Word has a style of this name, which its panes and its table of contents know."""
    return name == "Footer" or bool(_HEADING.fullmatch(name))


def _paragraph_style(where: str, name: str, given: Settings) -> Style:
    known(where, given, PARAGRAPH_KEYS | {"for", "based", "joins"})
    joins = one_of(f"{where}.joins", given["joins"], ("space", "tab")) if "joins" in given else None
    based = style_id(str(given["based"])) if "based" in given else None
    heading = _HEADING.fullmatch(name)
    xml = paragraph_properties(where, given, int(heading[1]) if heading else None) + letter_properties(where, given)
    size, line = _letters(where, given), _line(where, given)
    return Style(style_id(name), name, _holds(where, given), xml, based, joins, size=size, line=line)


def _character_style(where: str, name: str, given: Settings) -> Style:
    known(where, given, LETTER_KEYS | {"for", "breaks"})
    xml = letter_properties(where, given)
    return Style(
        style_id(name), name, _holds(where, given), xml, breaks=truth(f"{where}.breaks", given.get("breaks", False))
    )


def _table_style(where: str, name: str, given: Settings) -> TableStyle:
    known(where, given, _TABLE_KEYS)
    rules = "".join(rule_xml(f"{where}.{edge}", edge, given[edge]) for edge in (*EDGES, *INNER_EDGES) if edge in given)
    padding = padding_xml(f"{where}.padding", "tblCellMar", given.get("padding", [0, 0, 0, 0]))
    xml = f"<w:tblPr><w:tblBorders>{rules}</w:tblBorders>{padding}</w:tblPr>"
    return TableStyle(
        style_id(name), name, _holds(where, given), xml, int(number(f"{where}.whole", given.get("whole", 1)))
    )


def _cell_look(where: str, name: str, given: Settings) -> CellLook:
    known(where, given, _CELL_KEYS)
    elements = {edge: rule_xml(f"{where}.{edge}", edge, given[edge]) for edge in EDGES if edge in given}
    if "fill" in given:
        elements["shd"] = f'<w:shd w:val="clear" w:color="auto" w:fill="{colour(f"{where}.fill", given["fill"])}"/>'
    if "padding" in given:
        elements["tcMar"] = padding_xml(f"{where}.padding", "tcMar", given["padding"])
    if "vertical" in given:
        vertical = one_of(f"{where}.vertical", given["vertical"], ("top", "center", "bottom"))
        elements["vAlign"] = f'<w:vAlign w:val="{vertical}"/>'
    return CellLook(_holds(where, given), elements)


def _holds(where: str, given: Settings) -> tuple[Facts, ...]:
    entries = given.get("for", [])
    if isinstance(entries, str):
        entries = [entries]
    if not isinstance(entries, list | tuple):
        raise SettingFault(f"{where}.for", f"words, or a list of them, not {entries!r}")
    return tuple(frozenset(str(entry).split()) for entry in entries)


def _named(settings: Settings, key: str) -> Iterator[tuple[str, str, Settings]]:
    for name, given in mapping(f"word.{key}", settings.get(key, {})).items():
        where = f"word.{key}.{name}"
        yield where, name, mapping(where, given)


def _check_names(styles: Iterable[Style | TableStyle], paragraphs: Iterable[Style]) -> None:
    taken = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList"}
    for style in styles:
        if not style.id or style.id in taken:
            raise SettingFault("word", f"the style {style.name!r} needs Latin letters of its own in its name")
        taken.add(style.id)
    named = {style.id for style in paragraphs}
    for style in paragraphs:
        if style.based and style.based not in named:
            raise SettingFault(f"word.paragraphs.{style.name}.based", f"there is no paragraph style {style.based!r}")
