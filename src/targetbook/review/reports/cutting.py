"""A comment cut to the length that a host takes: line by line, the least important first; a note counts what is missing."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from targetbook.model import Money
from targetbook.review.reports.wording import amount_of, in_brackets, moved, word

TOP, TABLES, ERRORS, PROJECTS, VALUES, FINDINGS, TEXTS, MENDED = range(8)
"""Ranks of lines: the higher, the sooner they are left out. Lines inside a fold or a list stand no higher than its head."""
_COUNTED = ("remark", "target", "row", "finding", "unit", "project", "indicator", "change")
"""What a note counts, in its order."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comment, or a few that stand together or not at all.

    Attributes:
        counts: what a note counts it as, a word of `amount_of`; `n` of them, 0 for what belongs to another line.
        turn: which of equal rank stays longer: the lower. Two tables of one rank are cut in turn.
        delta: money that it tells.
    """

    text: str
    rank: int
    counts: str
    n: int = 1
    turn: int = 0
    delta: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines behind a summary, which stands alone where none of them is kept."""

    summary: Line
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the comment under its heading; the heading is kept with the first line."""

    title: str
    head: str
    parts: tuple[Line | Fold, ...]


def fitted(sections: Sequence[Section], room: int, language: str, money: Money) -> str:
    """As many lines as there is room for, the most important first, each in its place.

    Args:
        room: as `length` counts. The notes of what is left out need some of it, whatever the sections hold.
    """
    lines = sorted((line for section in sections for line in _lines_of(section)), key=_importance)
    if length(whole := _printed(sections, lines, language, money)) <= room:
        return whole
    most = bisect_right(
        range(1, len(lines)), room, key=lambda n: length(_printed(sections, lines[:n], language, money))
    )
    while most and length(_printed(sections, lines[:most], language, money)) > room:
        most -= 1  # where a short line takes the place of more words of a note, the lengths are not in order
    return _printed(sections, lines[:most], language, money)


def length(text: str) -> int:
    """As the hosts count at most: a character beyond the basic plane is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _importance(line: Line) -> tuple[int, int]:
    return line.rank, line.turn


def _lines_of(section: Section) -> Iterator[Line]:
    for part in section.parts:
        yield from (part.summary, *part.lines) if isinstance(part, Fold) else (part,)


def _printed(sections: Sequence[Section], lines: Iterable[Line], language: str, money: Money) -> str:
    """The sections with some of their lines; one that keeps none is named in the last line."""
    kept = {id(line) for line in lines}
    told, gone = [], []
    for section in sections:
        left = [line for line in _lines_of(section) if id(line) not in kept]
        note = _amounts(left, language, money)
        if any(id(line) in kept for line in _lines_of(section)):
            told.append(section.head + "".join(_part(part, kept) for part in section.parts).rstrip("\n") + "\n\n")
            told += [_note(note, language)] if note else []
        elif note:
            gone.append(f"{section.title}{word('colon', language)}{note}")
    told += [_note(word("between-lists", language).join(gone), language)] if gone else []
    return "".join(told).rstrip("\n") + "\n"


def _part(part: Line | Fold, kept: set[int]) -> str:
    if isinstance(part, Line):
        return part.text if id(part) in kept else ""
    if id(part.summary) not in kept:
        return ""
    lines = "".join(line.text for line in part.lines if id(line) in kept)
    summary = part.summary.text
    return f"<details><summary>{summary}</summary>\n\n{lines}\n</details>\n\n" if lines else f"{summary}\n\n"


def _amounts(left: Sequence[Line], language: str, money: Money) -> str:
    """51 rows (+2,000.00, −1,200.00 万元)."""
    counts: Counter[str] = Counter()
    for line in left:
        counts[line.counts] += line.n
    deltas = moved(money, (line.delta for line in left), language)
    told = (amount_of(what, counts[what], language) for what in _COUNTED if counts[what])
    amounts = word("between", language).join(told)
    return amounts + (in_brackets(deltas, language) if deltas else "")


def _note(what: str, language: str) -> str:
    return f"<i>{word('left-out', language, what=what)}</i>\n\n"
