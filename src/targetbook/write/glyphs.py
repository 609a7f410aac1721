"""Characters that no face of the print has. An engine drops them or prints a box without a word; here they are problems."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from targetbook.layout import Layout, Templates
from targetbook.model import Book, Text
from targetbook.model.texts import texts_of
from targetbook.problems import Problem
from targetbook.write.faces import PINNED, pinned_face

NOT_PRINTED = {"adjustments", "approved", "grades", "last_actual"}
"""Fields that none of the tool's layouts prints: a character there keeps nobody from printing the book."""


_UNKNOWN = "\ufffe"


@cache
def _characters(face: Path) -> frozenset[int]:
    with TTFont(face, lazy=True) as font:
        return frozenset(font.getBestCmap())


def uncovered(characters: Iterable[str], templates: Templates) -> frozenset[str]:
    """Those of the characters that none of the print's faces has a glyph for. White space needs none."""
    left = {character for character in characters if not character.isspace()}
    faces = [pinned_face(name) for name in sorted(PINNED, reverse=True)]  # the serif, of the text, has nearly all
    faces += [path for path in templates.folder("_shared/fonts") if path.suffix in (".ttf", ".otf")]
    for face in faces:
        if not left:
            break
        left = {character for character in left if ord(character) not in _characters(face)}
    return frozenset(left)


def missing_glyphs(book: Book, layouts: Iterable[Layout], templates: Templates) -> Iterator[Problem]:
    """A problem (TXT010) for each character that cannot be printed, at the text that has it.

    Args:
        book: its texts are looked at in the languages that it prints.
        layouts: those that are printed; their labels are looked at too.
        templates: where the faces are.
    """
    if not uncovered(_written(book, layouts, templates.book.parent), templates):
        return
    printed = list(_printed(book, layouts))
    missing = uncovered({character for *_, words in printed for character in words}, templates)
    for record, field, text, language, words in printed if missing else ():
        for character in dict.fromkeys(words):
            if character in missing:
                values = {"character": character, "code": f"U+{ord(character):04X}", "text": words}
                place = text.places.get(language, text.place)
                yield Problem("TXT010", "glyph", place, values, record=record, field=field)


def _written(book: Book, layouts: Iterable[Layout], root: Path) -> set[str]:
    """All characters of the book's files, printed or not, and of labels: in a large book, found far sooner than those printed.

    A backslash may stand for a character that is not seen here, and a file may not be there: each counts as a character that no
    face has.
    """
    files = {book.place.file, *(unit.place.file for unit in book.units)}
    files |= {project.place.file for unit in book.units for project in unit.projects}
    found: set[str] = set()
    for name in filter(None, files):
        try:
            found.update((root / name).read_bytes().decode("utf-8", "replace"))
        except OSError:
            found.add(_UNKNOWN)
    for layout in layouts:
        found.update(*(word for text in layout.labels.values() for word in text.by_language.values()))
    for kind in book.taxonomy.kinds:
        found.update(*kind.name.values(), *kind.level.name.values(), *kind.short.values())
    return {_UNKNOWN if character == "\\" else character for character in found}


def _printed(book: Book, layouts: Iterable[Layout]) -> Iterator[tuple[str, str, Text, str, str]]:
    """Record, field, text, language and words; a text in none of the book's languages is printed in its first."""
    # labels that layouts share are told once, by their place
    labels = {text.place: (f"labels.{key}", text) for layout in layouts for key, text in layout.labels.items()}
    given = [(record, field, text) for record, field, text in texts_of(book) if _is_printed(field)]
    for record, field, text in [*given, *(("", field, text) for field, text in labels.values())]:
        languages = [language for language in book.languages if language in text.by_language]
        for language in languages or list(text.by_language)[:1]:
            yield record, field, text, language, text.by_language[language]


def _is_printed(field: str) -> bool:
    return NOT_PRINTED.isdisjoint(re.split(r"[.\[]", field))
