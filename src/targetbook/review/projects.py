"""Each project that differs: what changed in it, and where what is new came from, and what is gone went."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from targetbook.model import Indicator, Project
from targetbook.review.changes import IndicatorChange, ProjectChange
from targetbook.review.differences import indicator_change, project_plain, project_texts
from targetbook.review.matching import Matching, match_indicators
from targetbook.review.origins import Parting, indicators_parted, partings
from targetbook.review.sums import money_of_project


def changed_projects(matching: Matching[Project], units: Mapping[str, str]) -> Iterator[ProjectChange]:
    """Each project that differs: those in both versions, the added ones, the removed ones, each in its book's order.

    Args:
        matching: the projects of both versions.
        units: for each unit that has another id now, the one that it had and the one that it has.
    """
    split = partings(matching.added, matching.pairs)
    merged = partings(matching.removed, [(after, before) for before, after in matching.pairs])
    went = {id(old): part.full_id for part, old, _ in _carried(split)}
    came = {id(new): (part.full_id, old) for part, new, old in _carried(merged)}
    for before, after in matching.pairs:
        if before != after:
            indicators = (_told_of(each, went, came) for each in indicator_changes(before.indicators, after.indicators))
            if (change := _project_change(before, after, tuple(indicators), units)) is not None:
                yield change
    for project in matching.added:
        parting = split.get(project.full_id)
        origin = parting.whole[0] if parting else None
        carried = tuple(_of_origin(project, parting)) if parting else ()
        yield ProjectChange(None, project, money_of_project(None, project), indicators=carried, split_from=origin)
    for project in matching.removed:
        parting = merged.get(project.full_id)
        heir = parting.whole[0] if parting else None
        yield ProjectChange(project, None, money_of_project(project, None), merged_into=heir)


def indicator_changes(before: Sequence[Indicator], after: Sequence[Indicator]) -> Iterator[IndicatorChange]:
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
        if (change := indicator_change(old, new, paths[id(new)])) is not None:
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


def _carried(found: Mapping[str, Parting]) -> Iterator[tuple[Project, Indicator, Indicator]]:
    """Each part, an indicator of the whole that it has, and the part's own."""
    for parting in found.values():
        for whole, part in parting.carried:
            yield parting.part, whole, part


def _told_of(
    change: IndicatorChange, went: Mapping[int, str], came: Mapping[int, tuple[str, Indicator]]
) -> IndicatorChange:
    """The change with the project from which an added indicator came, or to which a removed one went."""
    if change.before is None and id(change.after) in came:
        record, before = came[id(change.after)]
        assert change.after is not None  # one of the two is there
        return _moved(before, change.after, change.path, record)
    if change.after is None and id(change.before) in went:
        return replace(change, went_to=went[id(change.before)])
    return change


def _of_origin(project: Project, parting: Parting) -> Iterator[IndicatorChange]:
    """The indicators of a split-off project that its origin lost, each with what changed in it on the way."""
    paths = _paths((), project.indicators)
    for before, after in parting.carried:
        yield _moved(before, after, paths[id(after)], parting.whole[0].full_id)


def _moved(before: Indicator, after: Indicator, path: str, record: str) -> IndicatorChange:
    change = indicator_change(before, after, path) or IndicatorChange(before, after, path=path)
    return replace(change, came_from=record)


def _paths(before: Sequence[Indicator], after: Sequence[Indicator]) -> Mapping[int, str]:
    return {id(each): f"indicators[{number}]" for side in (before, after) for number, each in enumerate(side, 1)}
