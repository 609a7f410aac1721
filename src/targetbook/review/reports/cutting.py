"""A comment cut to the length that a host takes: whole rows and folds are left out, the least important first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from targetbook.review.reports.wording import word


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the comment: its rows, lines of a table or whole folds, stand whole or not at all."""

    title: str
    head: str
    rows: tuple[str, ...]
    foot: str = "\n"


def fitted(sections: Sequence[Section], room: int, language: str) -> str:
    """As many rows as there is room for, the first sections first; a note counts the others."""
    if length("".join(map(_printed, sections))) <= room:
        return "".join(map(_printed, sections))
    room -= length(_note([(section.title, len(section.rows)) for section in sections], language))
    made, left = [], []
    for section in sections:
        kept = []
        needed = length(section.head + section.foot)
        for row in section.rows:
            if needed + length(row) <= room:
                kept.append(row)
                needed += length(row)
        if kept:
            made.append(f"{section.head}{''.join(kept)}{section.foot}")
            room -= needed
        if len(kept) < len(section.rows):
            left.append((section.title, len(section.rows) - len(kept)))
    return "".join(made) + _note(left, language)


def _printed(section: Section) -> str:
    return f"{section.head}{''.join(section.rows)}{section.foot}"


def _note(left: Iterable[tuple[str, int]], language: str) -> str:
    more = (word("more-rows", language, n=str(n), head=title) for title, n in left)
    return f"{word('left-out', language, what=word('between', language).join(more))}\n"


def length(text: str) -> int:
    """As the hosts count at most: a character beyond the basic plane is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
