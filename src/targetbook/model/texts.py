"""Every text of a book, in one walk over its records."""

import dataclasses
from collections.abc import Iterator, Mapping

from targetbook.model.records import Book, Project, Target, Text, Unit


def texts_of(book: Book) -> Iterator[tuple[str, str, Text]]:
    """Each text with its record and field, in the order of the records.

    The record is "" for the book's head, a unit's id, or a project's `unit/id`; the field is its path there, lists
    counted from 1 (`indicators[1].name`). A target value is there with the words that are generated for it, a code as a
    text in the book's first language.
    """
    yield from _texts(book, "", "", book.languages[0])


def _texts(value: object, record: str, field: str, language: str) -> Iterator[tuple[str, str, Text]]:
    match value:
        case Text():
            yield record, field, value
        case Target():
            yield record, field, dataclasses.replace(value.text, by_language=value.shown())
        case tuple():
            for number, item in enumerate(value, 1):
                yield from _texts(item, record, f"{field}[{number}]", language)
        case Mapping():
            for key, item in value.items():
                yield from _texts(item, record, f"{field}.{key}", language)
        case Unit():
            yield from _code(value.code, value, value.id, language)
            yield from _fields(value, value.id, "", language)
        case Project():
            yield from _code(value.code, value, value.full_id, language)
            yield from _fields(value, value.full_id, "", language)
        case _ if type(value).__module__ == Book.__module__:
            yield from _fields(value, record, field, language)


def _code(code: str | None, owner: Unit | Project, record: str, language: str) -> Iterator[tuple[str, str, Text]]:
    if code is not None:
        place = owner.places.get("code", owner.place) if isinstance(owner, Project) else owner.place
        yield record, "code", Text({language: code}, place)


def _fields(owner: object, record: str, field: str, language: str) -> Iterator[tuple[str, str, Text]]:
    for name in (each.name for each in dataclasses.fields(owner)):  # type: ignore[arg-type]  # the records are dataclasses
        yield from _texts(getattr(owner, name), record, f"{field}.{name}" if field else name, language)
