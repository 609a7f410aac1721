"""Each project that differs: what changed in it, and where what is new came from, and what is gone went."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from targetbook.model import Indicator, Project
from targetbook.review.changes import IndicatorChange, ProjectChange
from targetbook.review.differences import indicator_change, project_plain, project_texts
from targetbook.review.matching import Matching, match_indicators
from targetbook.review.origins import indicators_parted, partings
from targetbook.review.passing import Passing, passed_between
from targetbook.review.sums import money_of_project


def changed_projects(
    matching: Matching[Project], units: Mapping[str, str], year: int | None
) -> Iterator[ProjectChange]:
    """Each project that differs: those in both versions, the added ones, the removed ones, each in its book's order.

    Args:
        matching: the projects of both versions.
        units: for each unit that has another id now, the one that it had and the one that it has.
        year: the fiscal year of both versions; None where they are of two.
    """
    split = partings(matching.added, [*matching.pairs, *((project, None) for project in matching.removed)])
    turned = ((after, before) for before, after in matching.pairs)
    merged = partings(matching.removed, [*turned, *((project, None) for project in matching.added)])
    stayed = [
        (before, after, tuple(indicator_changes(before.indicators, after.indicators, year)))
        for before, after in matching.pairs
        if before != after
    ]
    passed = passed_between(matching, stayed, split.values(), merged.values())
    for before, after, indicators in stayed:
        told = tuple(_told_of(each, passed, year) for each in indicators)
        if (change := _project_change(before, after, told, units)) is not None:
            yield change
    for project in matching.added:
        money, carried = money_of_project(None, project), tuple(_carried(project, passed, year))
        parting = split.get(project.full_id)
        yield ProjectChange(None, project, money, indicators=carried, split_from=parting.whole if parting else None)
    for project in matching.removed:
        money, carried = money_of_project(project, None), tuple(_carried(project, passed, year))
        parting = merged.get(project.full_id)
        yield ProjectChange(project, None, money, indicators=carried, merged_into=parting.whole if parting else None)


def indicator_changes(
    before: Sequence[Indicator], after: Sequence[Indicator], year: int | None
) -> Iterator[IndicatorChange]:
    """Each indicator of a project that differs, in the order of the newer version; then the added and the removed ones."""
    matching = match_indicators(before, after)
    paths = _paths(before, after)
    held: list[tuple[Indicator, Indicator | None]] = [*matching.pairs, *((each, None) for each in matching.removed)]
    having: list[tuple[Indicator, Indicator | None]] = [
        *((new, old) for old, new in matching.pairs),
        *((each, None) for each in matching.added),
    ]
    split = {id(part): whole for part, whole in indicators_parted(matching.added, held)}
    merged = {id(part): whole for part, whole in indicators_parted(matching.removed, having)}
    for old, new in matching.pairs:
        if (change := indicator_change(old, new, paths[id(new)], year)) is not None:
            yield change
    for new in matching.added:
        yield IndicatorChange(None, new, path=paths[id(new)], split_from=split.get(id(new)))
    for old in matching.removed:
        yield IndicatorChange(old, None, path=paths[id(old)], merged_into=merged.get(id(old)))


def _project_change(
    before: Project, after: Project, indicators: tuple[IndicatorChange, ...], units: Mapping[str, str]
) -> ProjectChange | None:
    change = ProjectChange(
        before,
        after,
        money_of_project(before, after),
        tuple(project_texts(before, after)),
        tuple(project_plain(before, after)),
        indicators,
        went_with_unit=units.get(before.unit) == after.unit,
    )
    differs = change.money or change.texts or change.plain or change.indicators or change.is_moved
    return change if differs else None


def _told_of(change: IndicatorChange, passed: Mapping[int, Passing], year: int | None) -> IndicatorChange:
    """The change with the project from which an added indicator came, or to which a removed one went."""
    if change.before is None and (passing := passed.get(id(change.after))):
        return _received(passing, change.path, year)
    if change.after is None and (passing := passed.get(id(change.before))):
        return _given(passing, change.path)
    return change


def _carried(project: Project, passed: Mapping[int, Passing], year: int | None) -> Iterator[IndicatorChange]:
    """The indicators of an added project that came from its origin, or of a removed one that went to its heir."""
    for number, indicator in enumerate(project.indicators, 1):
        if passing := passed.get(id(indicator)):
            path = f"indicators[{number}]"
            yield _received(passing, path, year) if passing.after is indicator else _given(passing, path)


def _received(passing: Passing, path: str, year: int | None) -> IndicatorChange:
    before, after = passing.before, passing.after
    change = indicator_change(before, after, path, year) or IndicatorChange(before, after, path=path)
    return replace(change, came_from=passing.giver, with_project=passing.with_project)


def _given(passing: Passing, path: str) -> IndicatorChange:
    return IndicatorChange(passing.before, None, path=path, went_to=passing.taker, with_project=passing.with_project)


def _paths(before: Sequence[Indicator], after: Sequence[Indicator]) -> Mapping[int, str]:
    return {id(each): f"indicators[{number}]" for side in (before, after) for number, each in enumerate(side, 1)}
