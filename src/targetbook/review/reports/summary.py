"""A change set in one line, and the counts that it is made of."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from targetbook.review.changes import BookChange, Changes, IndicatorChange, PlainChange, UnitChange
from targetbook.review.reports.notes import plain_of, plain_of_indicator
from targetbook.review.reports.telling import OUTCOMES, delta_of, fates_of, money_of, outcomes_of, status_of, texts_of
from targetbook.review.reports.wording import amount_of, signed, tally, word

FATES = ("removed", "added", "renamed", "relocated", "refiled")
INDICATORS = ("removed", "added", "passed_on", "retyped", "turned_round")
UNITS = ("removed", "added", "new_folder", "changed")


@dataclass(frozen=True, slots=True)
class Summary:
    """How much changed.

    Attributes:
        targets: target values by what became of them (`telling.OUTCOMES`).
        delta: what came to the year's money of all projects together.
        funded, funded_period: projects whose money of the year, or of the whole period alone, moved.
        blanked: projects of which no money moved, though an amount that was blank is zero now, or the other way round.
        indicators: by what became of them, each once: passed on is counted where it came to.
        texts: texts that were reworded, names of projects and mere translations not among them.
        translated: texts of which only a translation changed.
        stale: translations that stayed while another language's words changed.
        fields: whatever else a record says of a project or an indicator.
        units: units by what became of them.
        settings: what changed in `targetbook.yaml`.
        reordered: whatever stands elsewhere in its list: units, projects, indicators, objectives.
    """

    targets: Mapping[str, int]
    delta: Decimal
    funded: int
    funded_period: int
    blanked: int
    projects: Mapping[str, int]
    indicators: Mapping[str, int]
    texts: int
    translated: int
    stale: int
    fields: int
    units: Mapping[str, int]
    settings: int
    reordered: int
    introduced: int
    mended: int


def summary_of(changes: Changes) -> Summary:
    """The counts of a change set."""
    projects = (*changes.projects, *changes.not_shown)
    indicators = [each for project in projects for each in project.indicators]
    texts = [each for project in projects for each in texts_of(project)]
    names = {
        id(each) for project in projects for each in project.texts if each.field == "name" and not each.is_translation
    }
    targets = [target for each in indicators for target in each.targets]
    head = changes.head_of_book or BookChange()
    plain = [
        *(each for project in projects for each in plain_of(changes, project)),
        *(each for indicator in indicators for each in plain_of_indicator(indicator)),
    ]
    moved = [[each.of_period for each in project.money if each.delta] for project in projects]
    return Summary(
        targets=_counted(OUTCOMES, (outcome for project in projects for outcome in outcomes_of(project))),
        delta=sum(map(delta_of, projects), Decimal(0)),
        funded=sum(not all(of_period) for of_period in moved),
        funded_period=sum(bool(of_period) and all(of_period) for of_period in moved),
        blanked=sum(bool(project.money) and not of_period for project, of_period in zip(projects, moved, strict=True)),
        projects=_counted(FATES, (fate for project in projects for fate in fates_of(project))),
        indicators=_counted(INDICATORS, (fate for each in indicators for fate in _fates_of_indicator(each))),
        texts=sum(not each.is_translation and id(each) not in names for each in texts),
        translated=sum(each.is_translation for each in texts),
        stale=sum(len(each.stale) for each in texts) + sum(len(each.stale) for each in targets),
        fields=sum(not each.shifts for each in plain),
        units=_counted(UNITS, (fate for each in changes.units_changed for fate in _fates_of_unit(each))),
        settings=len(head.texts) + sum(not each.shifts for each in head.plain),
        reordered=sum(len(each.shifts) for each in (*plain, *head.plain, *_plain_of_units(changes))),
        introduced=len(changes.introduced),
        mended=len(changes.mended),
    )


def _fates_of_indicator(change: IndicatorChange) -> Iterator[str]:
    status = status_of(change)
    if status in ("added", "removed"):
        yield status
    if change.came_from:
        yield "passed_on"
    if change.is_retyped:
        yield "retyped"
    if change.is_turned:
        yield "turned_round"


def _fates_of_unit(change: UnitChange) -> Iterator[str]:
    if change.before is None or change.after is None:
        yield "added" if change.before is None else "removed"
    elif change.is_renamed:
        yield "new_folder"
    elif change.texts or any(not each.shifts for each in change.plain):
        yield "changed"


def _plain_of_units(changes: Changes) -> Iterator[PlainChange]:
    return (each for change in changes.units_changed for each in change.plain)


def summary_line(changes: Changes, language: str) -> str:
    """2 targets lowered, 1 raised · money +10.00 万元 in 1 project · 1 project renamed · 3 findings introduced."""
    return " · ".join(summary_parts(changes, language))


def summary_parts(changes: Changes, language: str) -> list[str]:
    """The parts of the line; at least one."""
    counts = summary_of(changes)
    parts = (
        tally("target", counts.targets, language),
        *_money(changes, counts, language),
        tally("project", counts.projects, language),
        tally("indicator", counts.indicators, language),
        tally("text", {"reworded": counts.texts}, language),
        tally("translation", {"changed": counts.translated, "left_stale": counts.stale}, language),
        tally("field", {"changed": counts.fields}, language),
        tally("unit", counts.units, language),
        tally("setting", {"changed": counts.settings}, language),
        tally("entry", {"reordered": counts.reordered}, language),
        tally("finding", {"introduced": counts.introduced, "mended": counts.mended}, language),
    )
    return list(filter(None, parts)) or [word("summary-none", language)]


def _money(changes: Changes, counts: Summary, language: str) -> Iterator[str]:
    money = money_of(changes)
    if counts.funded:
        projects = amount_of("project", counts.funded, language)
        delta = signed(money, counts.delta)
        slug = "summary-money" if counts.delta else "summary-money-even"
        yield word(slug, language, delta=delta, unit=money.unit, projects=projects)
    if counts.funded_period:
        projects = amount_of("project", counts.funded_period, language)
        yield word("summary-period-money", language, projects=projects)
    if counts.blanked:
        yield word("summary-blank", language, projects=amount_of("project", counts.blanked, language))


def _counted(slugs: tuple[str, ...], found: Iterator[str]) -> Mapping[str, int]:
    counts = Counter(found)
    return {slug: counts[slug] for slug in slugs}
