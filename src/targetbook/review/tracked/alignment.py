"""Two sequences side by side without any crossing: what is alike is paired, the rest was taken out or put in."""

from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T")
Pair = tuple[T | None, T | None]
"""What was and what is; one of them is None where something was put in or taken out."""

_MOST = 100_000
"""Likenesses that one gap may cost; in a greater one everything was taken out and put in anew."""


def aligned(
    old: Sequence[T], new: Sequence[T], keys: Sequence[Callable[[T], Hashable]], likeness: Callable[[T, T], float]
) -> list[Pair[T]]:
    """Both sequences in one, each in its own order; in a gap what was taken out stands before what was put in.

    Args:
        old, new: the sequences.
        keys: what tells that two are the same, the surest first; each is asked where the one before it left a gap.
        likeness: of what is left, of which the pairs get the greatest sum; 0 is never a pair.
    """
    if not old or not new or (not keys and len(old) * len(new) > _MOST):
        return [*((each, None) for each in old), *((None, each) for each in new)]
    if not keys:
        return _most_alike(old, new, likeness)
    key, *others = keys
    pairs: list[Pair[T]] = []
    matcher = SequenceMatcher(None, [key(each) for each in old], [key(each) for each in new], autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(old[i:i_end], new[j:j_end], strict=True)
        else:
            between = aligned(old[i:i_end], new[j:j_end], others, likeness)
            pairs += between
    return pairs


def _most_alike(old: Sequence[T], new: Sequence[T], likeness: Callable[[T, T], float]) -> list[Pair[T]]:
    """The pairs whose likenesses have the greatest sum, from a table of the best sums of all ends of both sequences."""
    alike = [[likeness(before, after) for after in new] for before in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = best[i + 1][j + 1] + alike[i][j]
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs: list[Pair[T]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            pairs.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((old[i], None))
            i += 1
        else:
            pairs.append((None, new[j]))
            j += 1
    return [*pairs, *((each, None) for each in old[i:]), *((None, each) for each in new[j:])]
