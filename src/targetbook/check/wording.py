"""What rules ask of wording: without a dictionary, by the characters of names and values alone."""

import re
from collections.abc import Sequence
from functools import lru_cache

_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_NOT_WORDS = re.compile(r"[\s、，。；：,.;:“”\"'%％]+")
_TAILS = re.compile(r"(?:水平|程度|情况)+$")


@lru_cache(maxsize=4096)
def stem_of(text: str) -> str:
    """A name or value without what tells nothing apart: brackets with what is in them, punctuation, 水平, 程度, 情况."""
    while (without := _IN_BRACKETS.sub("", text)) != text:  # brackets within brackets go from the inside out
        text = without
    return _TAILS.sub("", _NOT_WORDS.sub("", text))


def bigrams_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters: how two names are likened where no dictionary cuts them into words."""
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))


def listed(*chinese: str, english: str = "") -> tuple[str, ...]:
    """A list of words as a setting has it, from lines of Chinese words with spaces between, and of English with commas."""
    return (*" ".join(chinese).split(), *filter(None, english.split(", ")))


def ends_in(text: str, endings: Sequence[str]) -> bool:
    """Whether a text, such as an indicator's name, ends in one of some words; brackets and punctuation do not count."""
    return stem_of(text).casefold().endswith(_stems(tuple(endings)))


@lru_cache(maxsize=64)
def _stems(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(stem_of(word).casefold() for word in words)
