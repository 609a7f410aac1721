"""Findings that say how a text should be written, with the fix that writes it so."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from targetbook.check.project_texts import Part
from targetbook.check.rule import Finds, finding
from targetbook.check.walk import place_in
from targetbook.problems import Edit, Fix

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
"""The Chinese characters, as a range for patterns."""
TO_HALF = str.maketrans({chr(ord(mark) + 0xFEE0): mark for mark in "0123456789.,%"})
Rewording = tuple[int, int, str]
"""Characters from, to (exclusive), and what should stand there."""


def reworded(part: Part, language: str, rewordings: Iterable[Rewording], *, safe: bool, around: int = 0) -> Finds:
    """A finding for each change; the fix makes them all, as it writes the whole text.

    Args:
        around: how many characters beside the change are quoted, where it alone says too little.
    """
    words = part.text.by_language[language]
    made = list(rewordings)
    if not made:
        return
    fix = Fix((Edit(part.text.places[language], changed(words, made)),), safe)
    for start, end, new in made:
        before, after = words[max(0, start - around) : start], words[end : end + around]
        yield finding(
            place_in(part.text, language, start, end),
            part.path,
            fix=fix,
            found=f"{before}{words[start:end]}{after}",
            right=f"{before}{new}{after}",
        )


def changed(words: str, rewordings: Iterable[Rewording]) -> str:
    """A text with all rewordings made; none of them overlap."""
    pieces: list[str] = []
    done = 0
    for start, end, new in sorted(rewordings):
        pieces += words[done:start], new
        done = end
    return "".join((*pieces, words[done:]))


def matches(pattern: re.Pattern[str], words: str, right: Callable[[re.Match[str]], str]) -> Iterator[Rewording]:
    """What a pattern finds, each with what should stand there."""
    return ((match.start(), match.end(), right(match)) for match in pattern.finditer(words))


@lru_cache(maxsize=32)
def one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of some words, the longest first; … in a word stands for up to twelve characters. None: nothing."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(re.escape(word).replace("…", "[^，。；]{0,12}") for word in longest) or r"(?!)")
