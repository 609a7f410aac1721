"""What rules ask of Chinese wording: without a dictionary, by the characters of names and values alone."""

import re

_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_NOT_WORDS = re.compile(r"[\s、，。；：,.;:“”\"'%％]+")
_TAILS = ("水平", "程度", "情况")


def stem_of(text: str) -> str:
    """A name or value without what tells nothing apart: brackets with what is in them, punctuation, 水平, 程度, 情况."""
    bare = _NOT_WORDS.sub("", _IN_BRACKETS.sub("", text))
    for tail in _TAILS:
        bare = bare.removesuffix(tail)
    return bare


def bigrams_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters: how two names are likened where no dictionary cuts them into words."""
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))
