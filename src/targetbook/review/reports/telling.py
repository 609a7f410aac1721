"""What every report tells, and in which order: what asks for less first, then money, then what is gone, then the rest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from targetbook.model import Adjustment, Book, Indicator, Money, Project, Target, Text
from targetbook.review.adjusting import Covering
from targetbook.review.changes import (
    Changes,
    IndicatorChange,
    MoneyChange,
    PlainChange,
    ProjectChange,
    TargetChange,
    TextChange,
    UnitMoney,
)
from targetbook.review.reports.wording import field_name, in_brackets, in_language, word
from targetbook.review.versions import Version
from targetbook.values import Comparison

WEAKER = ("lowered", "turned", "made_vague", "loosened", "dropped")
"""What becomes of a target value that then asks for less."""
STRONGER = ("raised", "tightened", "made_exact", "given")
OUTCOMES = (*WEAKER, "not_comparable", "unit_changed", "moved", *STRONGER, "reworded", "translated", "same")
"""All that can become of a target value, in the order in which it is told."""
SIGNS = {
    "lowered": "▼",
    "turned": "⇅",
    "made_vague": "≈",
    "loosened": "▽",
    "dropped": "✕",
    "not_comparable": "?",
    "unit_changed": "⇄",
    "moved": "↔",
    "raised": "▲",
    "tightened": "△",
    "made_exact": "◎",
    "given": "+",
    "reworded": "~",
    "translated": "»",
    "same": "=",
    "added": "+",
    "removed": "−",
    "passed_on": "→",
    "changed": "·",
}
"""A sign for each, so that none is told by its colour alone."""
_SHIFTS, _NAME = 5, 24
"""Things moved within a list that are named, and characters of a name that are shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """One target value that changed, with the records that it stands in."""

    project: ProjectChange
    indicator: IndicatorChange
    target: TargetChange

    @property
    def outcome(self) -> str:
        return outcome_of(self.target, self.indicator)


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A line of the table of money: of a project, a unit or the book, whose id is "" and name None.

    `level` is book, unit, moved (what came to a unit with projects from others, or went) or project.
    """

    level: str
    id: str
    name: Text | None
    unit: Text | None
    change: MoneyChange


@dataclass(frozen=True, slots=True)
class UnitChanges:
    """The projects of one unit that changed. `name` is None for a unit that neither version can name."""

    id: str
    name: Text | None
    projects: tuple[ProjectChange, ...]


def outcome_of(target: TargetChange, indicator: IndicatorChange) -> str:
    """One of `OUTCOMES`."""
    if target.before is None:
        return "given"
    if target.after is None:
        return "dropped"
    if indicator.turns(target):
        return "turned"
    is_same = target.comparison in (Comparison.SAME, Comparison.REWORDED)
    return "translated" if is_same and target.is_translation else target.comparison.value


def outcomes_of(project: ProjectChange) -> list[str]:
    """What became of each of a project's target values."""
    return [outcome_of(target, each) for each in project.indicators for target in each.targets]


def shown_pair(target: TargetChange, language: str) -> tuple[str, str, str]:
    """Language, words before and words after: in the first language that shows how they differ, the one asked for first.

    A value that became words may have no words in a language that is generated; another language then shows both.
    """
    before, after = _shown(target.before), _shown(target.after)
    languages = sorted({**before, **after}, key=lambda each: each != language)
    sides = (target.before is not None) + (target.after is not None)
    chosen = min(
        languages, key=lambda each: (before.get(each) == after.get(each), (each in before) + (each in after) < sides)
    )
    return chosen, before.get(chosen, ""), after.get(chosen, "")


def _shown(target: Target | None) -> Mapping[str, str]:
    return target.shown() if target else {}


def targets_of(indicator: IndicatorChange) -> list[TargetChange]:
    """Its target values, what asks for less first."""
    return sorted(indicator.targets, key=lambda target: OUTCOMES.index(outcome_of(target, indicator)))


def indicators_of(project: ProjectChange) -> list[IndicatorChange]:
    """Its indicators: those that ask for less, those that are gone, the rest."""
    return sorted(project.indicators, key=_weight_of_indicator)


def _weight_of_indicator(indicator: IndicatorChange) -> int:
    ranks = [OUTCOMES.index(outcome_of(target, indicator)) for target in indicator.targets]
    rank = min(ranks, default=len(OUTCOMES))
    return len(WEAKER) if status_of(indicator) == "removed" else rank


def own_indicators(project: ProjectChange) -> list[Indicator]:
    """Those of an added project that came from no other, or of a removed one that no other has now."""
    carried = {id(each.after if project.after else each.before) for each in project.indicators}
    return [each for each in record_of(project).indicators if id(each) not in carried]


def weaker_targets(changes: Changes) -> tuple[Told, ...]:
    """All target values that ask for less, in the order of `WEAKER`, then of the book."""
    told = (
        Told(project, indicator, target)
        for project in changes.projects
        for indicator in project.indicators
        for target in indicator.targets
    )
    weaker = [each for each in told if each.outcome in WEAKER]
    return tuple(sorted(weaker, key=lambda each: WEAKER.index(each.outcome)))


def in_order(projects: Iterable[ProjectChange]) -> list[ProjectChange]:
    """Projects with targets that ask for less, those whose money moved, those with something gone, the rest."""
    return sorted(projects, key=_weight)


def _weight(project: ProjectChange) -> int:
    if any(outcome in WEAKER for outcome in outcomes_of(project)):
        return 0
    if project.money:
        return 1
    is_less = project.after is None or any(status_of(each) == "removed" for each in project.indicators)
    return 2 if is_less else 3


def record_of(project: ProjectChange) -> Project:
    """The project as it is now or, where it was removed, as it was."""
    record = project.after or project.before
    assert record is not None  # a change has one of the two
    return record


def promised(indicator: Indicator, language: str) -> str:
    """The values of an indicator that is there in one version only: the period's, then the year's."""
    values = (("period", indicator.period), ("annual", indicator.annual))
    told = (
        f"{field_name(column, language)} {each.shown().get(language) or each.text.first()}"
        for column, each in values
        if each
    )
    return word("between", language).join(told)


def indicator_of(change: IndicatorChange) -> Indicator:
    """The indicator as it is now or, where it was removed, as it was."""
    record = change.after or change.before
    assert record is not None  # a change has one of the two
    return record


def status_of(change: ProjectChange | IndicatorChange) -> str:
    """added, removed or changed; of an indicator that another project has now, passed_on."""
    if isinstance(change, IndicatorChange) and change.went_to:
        return "passed_on"
    return "added" if change.before is None else "removed" if change.after is None else "changed"


def fates_of(project: ProjectChange) -> Iterator[str]:
    """What became of a project as a whole, any of: added, removed, renamed, relocated, refiled."""
    before, after = project.before, project.after
    if before is None or after is None:
        yield status_of(project)
        return
    if any(text.field == "name" and not text.is_translation for text in project.texts):
        yield "renamed"
    if before.unit != after.unit and not project.went_with_unit:
        yield "relocated"
    elif before.id != after.id:
        yield "refiled"


def kind_of_move(project: ProjectChange) -> str:
    """How the money of a project that stayed moved: "", money-moved, money-shifted between sources, money-of-period.

    money-blank: none moved, an amount that was blank is zero now, or the other way round.
    """
    moved = [each for each in project.money if each.delta]
    year = [each for each in moved if not each.of_period]
    if not project.money or status_of(project) != "changed":
        return ""
    if not year:
        return "money-of-period" if moved else "money-blank"
    return "money-moved" if any(each.of == "total" for each in year) else "money-shifted"


def delta_of(project: ProjectChange) -> Decimal:
    """What came to its money of the year."""
    return sum((each.delta for each in project.money if each.of == "total" and not each.of_period), Decimal(0))


def name_of_text(text: TextChange, language: str, owner: str = "") -> str:
    """The name of a text that changed; of one that only one version has, whether it came or went: objective 2 (removed)."""
    name = field_name(text.field, language, owner)
    if text.before is not None and text.after is not None:
        return name
    return name + in_brackets(word("added" if text.before is None else "removed", language), language)


def sides_of_order(plain: PlainChange, language: str) -> tuple[str, str]:
    """Where what moved within a list stood and stands: 3. 居民满意度; the first few of many, long names cut."""
    shifts = plain.shifts[:_SHIFTS]
    names = [in_language(each.name, language) for each in shifts]
    short = [name if len(name) <= _NAME else f"{name[:_NAME]}…" for name in names]
    more = ["…"] if len(plain.shifts) > len(shifts) else []
    before, after = (
        word("between-lists", language).join([*(f"{n}. {name}" for n, name in zip(numbers, short, strict=True)), *more])
        for numbers in ([each.before for each in shifts], [each.after for each in shifts])
    )
    return before, after


def texts_of(project: ProjectChange) -> Iterator[TextChange]:
    """The texts of a project and of its indicators that changed."""
    yield from project.texts
    for indicator in project.indicators:
        yield from indicator.texts


def adjustments_of(changes: Changes, project: ProjectChange) -> tuple[Adjustment, ...]:
    """The adjustments that the newer version states for a change of a project, and the older one does not."""
    return Covering(changes).of(project)


def by_unit(changes: Changes) -> list[UnitChanges]:
    """The projects that changed, unit by unit; the unit with the weightiest change first."""
    units: dict[str, list[ProjectChange]] = {}
    for project in in_order(changes.projects):
        units.setdefault(record_of(project).unit, []).append(project)
    names = unit_names(changes)
    return [UnitChanges(id, names.get(id), tuple(projects)) for id, projects in units.items()]


def money_rows(changes: Changes) -> Iterator[MoneyRow]:
    """The whole book's money, then each unit's sum before its projects, as the printed table has them."""
    if changes.book:
        yield from (MoneyRow("book", "", None, None, each) for each in by_source(_moved_amounts(changes.book)))
    names = unit_names(changes)
    sums = {unit.id: unit for unit in changes.units}
    funded = [project for project in changes.projects if project.money]
    for id in dict.fromkeys((*sums, *(record_of(project).unit for project in funded))):
        if id in sums:
            name = sums[id].name
            yield from (MoneyRow("unit", id, name, name, each) for each in by_source(_moved_amounts(sums[id])))
            yield from (MoneyRow("moved", id, None, name, each) for each in _moved(sums[id]))
        for record, money in ((record_of(project), project.money) for project in funded):
            if record.unit == id:
                yield from (
                    MoneyRow("project", record.full_id, record.name, names.get(id), each) for each in by_source(money)
                )


def _moved_amounts(unit: UnitMoney) -> list[MoneyChange]:
    """The sums that moved: a zero where a project's amount was blank is told of the project alone."""
    return [each for each in unit.money if each.delta]


def _moved(unit: UnitMoney) -> Iterator[MoneyChange]:
    """What came to a unit with projects from others: in total, else by source."""
    moved = {"total": unit.moved["total"]} if "total" in unit.moved else unit.moved
    yield from (MoneyChange(of, None, amount) for of, amount in moved.items())


def by_source(money: Sequence[MoneyChange]) -> Iterator[MoneyChange]:
    """Totals, and what moved by source where that says more: several sources, or a total that stayed."""
    for of_period in (False, True):
        moved = [each for each in money if each.of_period is of_period]
        totals = [each for each in moved if each.of == "total"]
        sources = [each for each in moved if each.of != "total"]
        yield from totals
        if len(sources) > 1 or not totals:
            yield from sources


def book_of(changes: Changes) -> Book | None:
    """The newer version's book, or the older one's where that cannot be read."""
    return changes.head.checked.book or changes.base.checked.book


def money_of(changes: Changes) -> Money:
    """How amounts are printed: with the book's decimals, or as many more as show what moved."""
    book = book_of(changes)
    money = book.money if book else Money()
    return replace(money, decimals=max(money.decimals, changes.decimals))


def names_of_row(row: MoneyRow, changes: Changes, language: str) -> tuple[str, str]:
    """The name of a line of money, and of the source of funds that it is about."""
    sources, of = source_names(changes), row.change.of
    slug = "moved-with-projects" if row.level == "moved" else "whole-book"
    name = in_language(row.name, language) if row.name else word(slug, language)
    source = in_language(sources[of], language) if of in sources else word("total", language)
    return name, word("of-period", language, name=source) if row.change.of_period else source


def unit_names(changes: Changes) -> Mapping[str, Text]:
    """The names of units by id, the newer version's before the older one's."""
    books = (changes.base.checked.book, changes.head.checked.book)
    return {unit.id: unit.name for book in books if book for unit in book.units}


def source_names(changes: Changes) -> Mapping[str, Text]:
    """The names of the sources of funds by id."""
    books = (changes.base.checked.book, changes.head.checked.book)
    return {column.id: column.name for book in books if book for column in book.columns}


def version_name(version: Version, language: str) -> str:
    """A version as a person calls it: the name that the user gave it, with the commit behind it."""
    name = version.name or word("as-it-lies", language)
    commit = version.commit[:10]
    return f"{name} ({commit})" if commit and not version.commit.startswith(name) else name
