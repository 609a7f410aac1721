"""The word that was meant: for "did you mean"."""

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

_NONE: Mapping[str, str] = MappingProxyType({})


def nearest(word: str, candidates: Iterable[str], labels: Mapping[str, str] = _NONE) -> str | None:
    """The candidate that a misspelt word is nearest to, or None where none is near.

    `labels` maps other names of candidates to them, so that a Chinese label finds its key: {"财政拨款": "fiscal"}.
    Case, width, hyphens, underscores and spaces do not count.
    """
    known = {_folded(candidate): candidate for candidate in candidates}
    known = {_folded(label): candidate for label, candidate in labels.items()} | known
    folded = _folded(word)
    if folded in known:
        return known[folded]
    near = get_close_matches(folded, known, n=1, cutoff=0.6)
    return known[near[0]] if near else None


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKC", word).casefold()
    return plain.replace("-", "_").replace(" ", "_").strip("_")
