"""Indicators that passed from one project to another: with the whole of a project, or one by one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from targetbook.model import Indicator, Project
from targetbook.review.changes import IndicatorChange
from targetbook.review.matching import Matching, same_indicators
from targetbook.review.origins import Parting

_Name = tuple[str, str]
"""An indicator's kind and its name in its first language."""
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
    matching: Matching[Project], stayed: Iterable[Stayed], split: Iterable[Parting], merged: Iterable[Parting]
) -> Mapping[int, Passing]:
    """What passed from a project to another, under the `id` of the indicator that was lost and of the one that was got.

    Between two projects that stayed, an indicator passed if one lost and the other got the very same, kind, name and
    values, and no other did; or one of a kind and name that each version has once, with whatever values.

    Args:
        matching: the projects of both versions.
        stayed: those of both that differ.
        split, merged: those of one version that were a part of another.
    """
    passed = [*_with_projects(split, merged)]
    told = {id(side) for each in passed for side in (each.before, each.after)}
    passed += _alone(matching, stayed, told)
    return {id(side): each for each in passed for side in (each.before, each.after)}


def _with_projects(split: Iterable[Parting], merged: Iterable[Parting]) -> Iterator[Passing]:
    for parting in split:
        for whole, part in parting.carried:
            yield Passing(whole, part, parting.whole.full_id, parting.part.full_id, with_project=True)
    for parting in merged:
        for whole, part in parting.carried:
            yield Passing(part, whole, parting.part.full_id, parting.whole.full_id, with_project=True)


def _names_held_once(matching: Matching[Project]) -> frozenset[_Name]:
    """What a single indicator of each version is called."""
    older = [*(old for old, _ in matching.pairs), *matching.removed]
    newer = [*(new for _, new in matching.pairs), *matching.added]
    counts = (Counter(map(_name, (each for project in side for each in project.indicators))) for side in (older, newer))
    before, after = counts
    return frozenset(name for name, count in before.items() if count == 1 and after[name] == 1)


def _name(indicator: Indicator) -> _Name:
    return indicator.kind.key, indicator.name.first()


def _alone(matching: Matching[Project], stayed: Iterable[Stayed], told: set[int]) -> Iterator[Passing]:
    lost: list[tuple[Indicator, str]] = []
    got: list[tuple[Indicator, str]] = []
    for before, after, indicators in stayed:
        for each in indicators:
            if each.after is None and each.before is not None and id(each.before) not in told:
                lost.append((each.before, before.full_id))
            if each.before is None and each.after is not None and id(each.after) not in told:
                got.append((each.after, after.full_id))
    pairs = same_indicators([each for each, _ in lost], [each for each, _ in got])
    once = _names_held_once(matching) if lost and got else frozenset()
    numbers = {_name(each): number for number, (each, _) in enumerate(lost)}
    by_name = {
        new: numbers[name] for new, (each, _) in enumerate(got) if (name := _name(each)) in once & numbers.keys()
    }
    for new, old in (by_name | dict(pairs)).items():
        yield Passing(lost[old][0], got[new][0], lost[old][1], got[new][1])
