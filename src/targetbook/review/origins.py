"""Where what was added came from: projects and indicators that were split off, or merged into others.

A merge is a split seen from the other end of time, so both are found by one search with the versions exchanged.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from targetbook.model import Indicator, Project
from targetbook.review.matching import match_indicators, shared_names

_PIECES = re.compile(r"[；;，,。、\n]+")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Parting:
    """A project that is only in one version, and the one of which it was a part in the other.

    Attributes:
        part: the project itself.
        whole: the project of which it was a part, in the version in which it held the part.
        carried: indicators of the whole with what became of them in the part, its own first.
    """

    part: Project
    whole: Project
    carried: tuple[tuple[Indicator, Indicator], ...]


def partings(parts: Iterable[Project], wholes: Iterable[tuple[Project, Project | None]]) -> Mapping[str, Parting]:
    """The parts that were split off, by their ids.

    A part's whole has lost, and the part has, at least half of the part's indicators; or it still has as many of them
    by name, and has lost the part's money. What one part has taken, no other has. A whole of which nothing is left had
    two parts at least: else it is another project.

    Args:
        parts: projects that are in one version only, in their order.
        wholes: other projects: first as they were with the part in them, then without, None where nothing is left.
    """
    losing = _Losses(wholes)
    found = {}
    for part in parts:
        if (parting := losing.parting_of(part)) is not None:
            found[part.full_id] = parting
    gone = {held.full_id for held, left in losing.wholes if left is None}
    several = Counter(parting.whole.full_id for parting in found.values())
    return {id: each for id, each in found.items() if each.whole.full_id not in gone or several[each.whole.full_id] > 1}


class _Losses:
    """What projects have lost from one version to the other, less what was found again in their parts."""

    def __init__(self, wholes: Iterable[tuple[Project, Project | None]]) -> None:
        self.wholes = [pair for pair in wholes if pair[0] != pair[1]]
        self.lost = [
            list(match_indicators(held.indicators, left.indicators if left else ()).removed)
            for held, left in self.wholes
        ]
        self.money = [_total(held) - (_total(left) if left else 0) for held, left in self.wholes]
        self.by_name: dict[str, list[int]] = {}
        for number, (held, _) in enumerate(self.wholes):
            for name in dict.fromkeys(each.name.first() for each in held.indicators):
                self.by_name.setdefault(name, []).append(number)

    def parting_of(self, part: Project) -> Parting | None:
        likely = {number for each in part.indicators for number in self.by_name.get(each.name.first(), ())}
        rated = [(self._rate(part, number), -number) for number in likely]
        best, minus_number = max(rated, default=((0, 0), 0))
        if best <= (0, 0):
            return None
        whole, _ = self.wholes[-minus_number]
        carried = match_indicators(self.lost[-minus_number], part.indicators).pairs
        taken = {id(old) for old, _ in carried}
        self.lost[-minus_number] = [each for each in self.lost[-minus_number] if id(each) not in taken]
        self.money[-minus_number] -= _total(part)
        return Parting(part, whole, carried)

    def _rate(self, part: Project, number: int) -> tuple[int, int]:
        """How many of the part's indicators the whole has lost, and how many it had; nothing where that is not enough."""
        names = [each.name for each in part.indicators]
        lost = shared_names([each.name for each in self.lost[number]], names)
        had = shared_names([each.name for each in self.wholes[number][0].indicators], names)
        total = _total(part)
        if 2 * lost >= len(names) or (2 * had >= len(names) and self.money[number] >= total > 0):
            return lost, had
        return 0, 0


def indicators_parted(
    parts: Sequence[Indicator], wholes: Sequence[tuple[Indicator, Indicator | None]]
) -> Iterator[tuple[Indicator, Indicator]]:
    """Indicators that were made for one of several values that another had: each part, and the whole as it was.

    Args:
        parts: indicators that are in one version only.
        wholes: the others of the project: as they were with all their values, and as they are without.
    """
    for part in parts:
        value = _bare(part)
        for held, left in wholes:
            pieces = _pieces(held)
            if len(pieces) > 1 and value in pieces and (left is None or value not in _pieces(left)):
                yield part, held
                break


def _pieces(indicator: Indicator) -> list[str]:
    """The values that an indicator's value for the year holds, as words: 培训2场次；走访36人次 holds two."""
    text = indicator.annual.text.first() if indicator.annual else ""
    return [piece for piece in map(str.strip, _PIECES.split(text)) if _DIGIT.search(piece)]


def _bare(indicator: Indicator) -> str:
    pieces = _pieces(indicator)
    return pieces[0] if len(pieces) == 1 else ""


def _total(project: Project) -> Decimal:
    return project.funding.total or Decimal(0)
