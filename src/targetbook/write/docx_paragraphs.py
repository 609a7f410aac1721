"""The page's paragraphs as Word's: each in its named style, its runs in their languages, translations beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from targetbook.write.docx_styles import Facts, Look, Style
from targetbook.write.docx_text import paragraph_xml, run_xml, text_xml
from targetbook.write.tables import Paragraph, Run

_KEPT = "<w:keepNext/>"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the facts that hold there, the document's language, and the width of text there.

    `measure` is in twentieths of a point.
    """

    look: Look
    facts: Facts
    language: str
    measure: int


@dataclass(frozen=True, slots=True)
class _Line:
    """What one paragraph of Word's holds: paragraphs of the page, each with how it joins the one before it."""

    style: Style | None
    pieces: list[tuple[str, Paragraph]]


def paragraphs_xml(
    paragraphs: Iterable[Paragraph], place: Place, opening: str = "", kept: bool = False
) -> Iterator[str]:
    """The paragraphs at their place; one whose style joins goes on in the line of the paragraph before it.

    `opening` is a property of the first one; `kept` keeps each with what follows.
    """
    lines: list[_Line] = []
    last = None
    for paragraph in paragraphs:
        style = style_of(paragraph, place)
        is_other = language_of(paragraph, place.language) != place.language
        is_alike = last is not None and (last.tag, last.classes) == (paragraph.tag, paragraph.classes)
        joins = style is not None and (style.joins == "tab" if not is_alike else bool(style.joins) and is_other)
        if lines and joins:
            lines[-1].pieces.append(("space" if is_alike else "tab", paragraph))
        else:
            lines.append(_Line(style, [("", paragraph)]))
        last = paragraph
    for line in lines:
        yield _line_xml(line, place, (_KEPT if kept else "") + opening)
        opening = ""


def style_of(paragraph: Paragraph, place: Place) -> Style | None:
    """The named style that a paragraph gets at its place."""
    language = language_of(paragraph, place.language)
    own = _facts(paragraph.classes, paragraph.tag, language, language != place.language)
    return place.look.paragraph(place.facts, own)


def _line_xml(line: _Line, place: Place, properties: str) -> str:
    own = language_of(line.pieces[0][1], place.language)
    runs = []
    for joined, paragraph in line.pieces:
        if joined:
            runs.append(run_xml("<w:tab/>" if joined == "tab" else text_xml("  "), own))
        runs.append(_runs_xml(paragraph, own, place))
    if any(joined == "tab" for joined, _ in line.pieces):
        properties += f'<w:tabs><w:tab w:val="right" w:pos="{place.measure}"/></w:tabs>'
    return paragraph_xml("".join(runs), line.style.id if line.style else None, properties)


def _runs_xml(paragraph: Paragraph, own: str, place: Place) -> str:
    """A paragraph's runs; those in `own`, the language of the line, need no character style for it."""
    styles = [_run_style(run, paragraph, own, place) for run in paragraph.runs]
    runs = []
    for run, style, following in zip(paragraph.runs, styles, [*styles[1:], None], strict=False):
        text = text_xml(run.text.rstrip() if following and following.breaks else run.text)
        inner = f"<w:br/>{text}" if style and style.breaks else text
        runs.append(run_xml(inner, run.language, style.id if style else None))
    return "".join(runs)


def _run_style(run: Run, paragraph: Paragraph, own: str, place: Place) -> Style | None:
    language = "" if run.language == own else run.language
    is_translation = bool(language) and language != place.language
    return place.look.run(place.facts, _facts(paragraph.classes | run.classes, paragraph.tag, language, is_translation))


def language_of(paragraph: Paragraph, otherwise: str) -> str:
    """The language of a paragraph's first words."""
    return next((run.language for run in paragraph.runs if run.text.strip()), otherwise)


@cache
def _facts(classes: frozenset[str], tag: str, language: str, is_translation: bool) -> Facts:
    said = [tag, language, "translation"] if is_translation else [tag, language]
    return frozenset([*(f".{name}" for name in classes), *said])
