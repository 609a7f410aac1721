"""Whether a project's change is one of translations alone, and where they stand."""

import dataclasses
from collections.abc import Iterator, Mapping

from targetbook.model import Project, Target, Text
from targetbook.problems import Place
from targetbook.review.changes import ProjectChange, TextChange

_APART = ("allow", "place", "places")
"""What says nothing of a record's money, targets and texts."""


def only_translated(change: ProjectChange, lead: str) -> bool:
    """Whether nothing differs but the words of other languages than the book's first one, `lead`."""
    if change.before is None or change.after is None or change.is_moved or not any(translated(change)):
        return False
    return same_in_language(change.before, change.after, lead)


def same_in_language(before: Project, after: Project, lead: str) -> bool:
    """Whether two versions of a record say the same in one language; places and allowances do not count."""
    return _in_language(before, lead) == _in_language(after, lead)


def translated(change: ProjectChange) -> Iterator[tuple[Place, str, str]]:
    """Each text that changed: where it stands now, its path, and the languages in which its words differ."""
    for text in change.texts:
        yield from _translated_text(text, text.field)
    for indicator in change.indicators:
        for text in indicator.texts:
            yield from _translated_text(text, f"{indicator.path}.{text.field}")
        for target in indicator.targets:
            before, after = (side.text if side else None for side in (target.before, target.after))
            yield from _translated_text(TextChange(target.column, before, after), f"{indicator.path}.{target.column}")


def _translated_text(text: TextChange, path: str) -> Iterator[tuple[Place, str, str]]:
    if text.after is not None:
        old, new = text.before.by_language if text.before else {}, text.after.by_language
        languages = [language for language in dict.fromkeys((*new, *old)) if old.get(language) != new.get(language)]
        if languages:
            yield text.after.places.get(languages[0], text.after.place), path, ", ".join(languages)


def _in_language(value: object, lead: str) -> object:
    """A record in one language, without its places and allowances."""
    match value:
        case Target():
            return _in_language(value.text, lead)
        case Text():
            return value.by_language.get(lead, value.first())
        case tuple():
            return [_in_language(item, lead) for item in value]
        case Mapping():
            return {key: _in_language(item, lead) for key, item in value.items()}
    if type(value).__module__ != Project.__module__:
        return value
    names = (each.name for each in dataclasses.fields(value) if each.name not in _APART)  # type: ignore[arg-type]  # a record
    return {name: _in_language(getattr(value, name), lead) for name in names}
