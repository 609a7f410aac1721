"""Characters that no face of the print has. An engine drops them or prints a box without a word; here they are problems."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from targetbook.layout import Templates
from targetbook.model import Book, Indicator, Project, Text
from targetbook.problems import Problem
from targetbook.write.fetching import PINNED, pinned_face


@cache
def _characters(face: Path) -> frozenset[int]:
    with TTFont(face, lazy=True) as font:
        return frozenset(font.getBestCmap())


def covered(templates: Templates) -> frozenset[int]:
    """Every code point that one of the print's faces has a glyph for."""
    faces = [pinned_face(name) for name in sorted(PINNED)]
    faces += [path for path in templates.folder("_shared/fonts") if path.suffix in (".ttf", ".otf")]
    return frozenset().union(*(_characters(face) for face in faces))


def missing_glyphs(book: Book, templates: Templates) -> Iterator[Problem]:
    """A problem (TXT010) for each text with characters that cannot be printed, at the text's place."""
    glyphs = covered(templates)
    for record, text in _texts(book):
        for language, words in text.by_language.items():
            for character in dict.fromkeys(words):
                if ord(character) not in glyphs and not character.isspace():
                    values = {"character": character, "code": f"U+{ord(character):04X}", "text": words}
                    yield Problem("TXT010", "glyph", text.places.get(language, text.place), values, record=record)


def _texts(book: Book) -> Iterator[tuple[str, Text]]:
    yield from (("", text) for text in (book.title, book.department, *book.texts, *book.labels.values()))
    for unit in book.units:
        yield unit.id, unit.name
        for project in unit.projects:
            yield from ((project.full_id, text) for text in _project_texts(project))


def _project_texts(project: Project) -> Iterator[Text]:
    yield project.name
    yield from (text for text in (project.period, project.lead) if text is not None)
    if project.transfer and project.transfer.document:
        yield project.transfer.document
    yield from (*project.objectives.annual, *(project.objectives.period or ()))
    for indicator in project.indicators:
        yield from _indicator_texts(indicator)


def _indicator_texts(indicator: Indicator) -> Iterator[Text]:
    yield indicator.name
    yield from (target.text for target in (indicator.period, indicator.annual) if target is not None)
    optional = (indicator.basis, indicator.data_source, indicator.method, indicator.scoring, indicator.note)
    yield from (text for text in (*indicator.grades, *optional) if text is not None)
