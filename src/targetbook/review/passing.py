"""Indicators that passed from one project to another: with the whole of a project, or one by one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from targetbook.model import Indicator, Project
from targetbook.review.changes import IndicatorChange
from targetbook.review.matching import same_indicators
from targetbook.review.origins import Parting

Stayed = tuple[Project, Project, Sequence[IndicatorChange]]
"""A project of both versions: as it was, as it is, and what became of its indicators."""


@dataclass(frozen=True, slots=True)
class Passing:
    """An indicator that passed: as it was and as it is, and the `unit/id` of who had it and of who has it.

    `with_project`: it went with a project that was split off or merged.
    """

    before: Indicator
    after: Indicator
    giver: str
    taker: str
    with_project: bool = False


def passed_between(
    stayed: Iterable[Stayed], split: Iterable[Parting], merged: Iterable[Parting]
) -> Mapping[int, Passing]:
    """What passed from a project to another, under the `id` of the indicator that was lost and of the one that was got.

    Between two projects that stayed, an indicator passed if one lost and the other got the very same, kind, name and
    values, and no other did.

    Args:
        stayed: the projects of both versions that differ.
        split, merged: the projects of one version that were a part of another.
    """
    passed = [*_with_projects(split, merged)]
    passed += _alone(stayed, {id(side) for each in passed for side in (each.before, each.after)})
    return {id(side): each for each in passed for side in (each.before, each.after)}


def _with_projects(split: Iterable[Parting], merged: Iterable[Parting]) -> Iterator[Passing]:
    for parting in split:
        for whole, part in parting.carried:
            yield Passing(whole, part, parting.whole.full_id, parting.part.full_id, with_project=True)
    for parting in merged:
        for whole, part in parting.carried:
            yield Passing(part, whole, parting.part.full_id, parting.whole.full_id, with_project=True)


def _alone(stayed: Iterable[Stayed], told: set[int]) -> Iterator[Passing]:
    lost: list[tuple[Indicator, str]] = []
    got: list[tuple[Indicator, str]] = []
    for before, after, indicators in stayed:
        for each in indicators:
            if each.after is None and each.before is not None and id(each.before) not in told:
                lost.append((each.before, before.full_id))
            if each.before is None and each.after is not None and id(each.after) not in told:
                got.append((each.after, after.full_id))
    pairs = same_indicators([each for each, _ in lost], [each for each, _ in got])
    for new, old in pairs.items():
        yield Passing(lost[old][0], got[new][0], lost[old][1], got[new][1])
