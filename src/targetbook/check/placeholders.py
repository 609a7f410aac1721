"""Words that stand where something was to be filled in: 待填写, XX, TBD."""

import re
from functools import lru_cache

from targetbook.check.wording import listed

PLACEHOLDERS = listed("XX ×× ** □□ ○○ __ 待填写 待填报 待补充 待定 待核实 请填写 某某 TBD TODO")


def placeholder_in(written: str, words: tuple[str, ...] = PLACEHOLDERS) -> re.Match[str] | None:
    """The first of the words that stands in a text for nothing."""
    return _pattern(words).search(written)


@lru_cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(_alone, words)), re.IGNORECASE)


def _alone(word: str) -> str:
    """Latin letters stand alone and may go on (XXX); 待定 ends a phrase, as in 待定级公路 it means something."""
    if word.isascii() and word.isalpha():
        return rf"(?<![A-Za-z]){re.escape(word)}{re.escape(word[-1])}*(?![A-Za-z])"
    return re.escape(word) + ("(?![一-鿿])" if word.startswith("待") else "")
