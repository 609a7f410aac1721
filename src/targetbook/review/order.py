"""What stands elsewhere in a list: the fewest things whose moving makes the one order of the other."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from targetbook.model import Text
from targetbook.review.changes import PlainChange, Shift

T = TypeVar("T")


def order_change(
    of: str, before: Sequence[T], after: Sequence[T], pairs: Iterable[tuple[T, T]], name: Callable[[T], Text]
) -> Iterator[PlainChange]:
    """The change of a list's order, if there is one. What came or went moves nothing.

    Args:
        of: what the list holds: indicators, objectives, projects …
        pairs: what is in both versions, in the order of the newer one.
        name: by what a reader knows one of them.
    """
    old, new = ({id(each): number for number, each in enumerate(side, 1)} for side in (before, after))
    numbers = [(old[id(one)], new[id(other)]) for one, other in pairs]
    kept = _longest_rising([number for number, _ in numbers])
    if len(kept) < len(numbers):
        moved = [(number, now) for number, now in numbers if number not in kept]
        yield change_of_order(of, [Shift(name(after[now - 1]), number, now) for number, now in moved])


def change_of_order(of: str, shifts: Sequence[Shift]) -> PlainChange:
    """What moved within a list, as a change: 3. 居民满意度 → 1. 居民满意度."""
    before, after = (
        "; ".join(f"{number}. {shift.name.first()}" for number, shift in zip(numbers, shifts, strict=True))
        for numbers in ([each.before for each in shifts], [each.after for each in shifts])
    )
    return PlainChange(f"order.{of}", before, after, tuple(shifts))


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The numbers of a longest subsequence that rises; all of them where the whole does."""
    ends: list[int] = []  # for each length, the least number with which such a subsequence can end
    previous: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(ends, number)
        previous[number] = ends[place - 1] if place else None
        ends[place : place + 1] = [number]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = previous[last]
    return kept
