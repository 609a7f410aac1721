"""What changed between two versions of a book: money, targets, texts, and what the rules say of it. Records only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from targetbook.model import Indicator, Project, Target, Text, Unit
from targetbook.problems import Problem
from targetbook.review.versions import Version
from targetbook.values import Comparison, Direction, compare_values

WORSE = (Comparison.LOWERED, Comparison.LOOSENED, Comparison.MADE_VAGUE)
"""What a value becomes that then asks for less."""
TEXTS = ("name", "basis", "data_source", "method", "scoring", "note")
"""The texts of an indicator; `grades[n]` and `last_actual` are told as texts too."""
PLAIN = ("weight", "direction", "accrues", "core")
"""What else an indicator says of itself; `allow.CODE` is told beside them."""


@dataclass(frozen=True, slots=True)
class MoneyChange:
    """An amount that moved, in the newer book's unit of money; None is blank, which is not zero.

    `of` is a source, a part of one, or total; `of_period` tells the whole period's money from the year's.
    """

    of: str
    before: Decimal | None
    after: Decimal | None
    of_period: bool = False

    @property
    def delta(self) -> Decimal:
        """What came to it, below zero what went."""
        return (self.after or Decimal(0)) - (self.before or Decimal(0))


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that changed, under its path in the record; None where a version has none.

    `stale`: languages whose words stayed though those of the text's first language changed.
    """

    field: str
    before: Text | None
    after: Text | None
    stale: tuple[str, ...] = ()

    @property
    def is_translation(self) -> bool:
        """Whether the words of the first language stayed, so that only a translation changed."""
        return _is_translation(self.before, self.after)


@dataclass(frozen=True, slots=True)
class TargetChange:
    """A target value that changed: `column` is period or annual.

    `comparison` is made in the newer indicator's direction, of what the first language says, as values of the fiscal
    `year` if both are of one. `stale` as of a text: a language whose words are generated is never stale.
    """

    column: str
    before: Target | None
    after: Target | None
    comparison: Comparison
    stale: tuple[str, ...] = ()
    year: int | None = None

    @property
    def is_translation(self) -> bool:
        """Whether the words of the first language stayed, so that only a translation changed."""
        before, after = (target.text if target else None for target in (self.before, self.after))
        return _is_translation(before, after)


@dataclass(frozen=True, slots=True)
class Shift:
    """A thing that stands elsewhere among those that kept their order: its name, its numbers in the list before and after."""

    name: Text
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class PlainChange:
    """Anything else that changed, in words as a record writes it; "" where a version says nothing.

    `shifts`: of the order of a list (order.indicators), the fewest things whose moving explains it.
    """

    field: str
    before: str
    after: str
    shifts: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """An indicator that was added (no `before`), removed (no `after`), or changed.

    Attributes:
        path: indicators[n], in the newer version, or for a removed one in the older.
        came_from: `unit/id` of the project that had it before: one that was split or merged, or one that passed it on;
            then `before` is the indicator as it stood there, and nothing need have changed in it.
        went_to: of a removed one, `unit/id` of the project that has it now.
        with_project: it came or went with the whole of a project that was split off or merged, which is told by itself.
        split_from: the indicator, of the older version, that had the value which this one was made for.
        merged_into: the indicator, of the newer version, that has this removed one's value now.
    """

    before: Indicator | None
    after: Indicator | None
    targets: tuple[TargetChange, ...] = ()
    texts: tuple[TextChange, ...] = ()
    plain: tuple[PlainChange, ...] = ()
    path: str = ""
    came_from: str = ""
    went_to: str = ""
    with_project: bool = False
    split_from: Indicator | None = None
    merged_into: Indicator | None = None

    @property
    def is_retyped(self) -> bool:
        """Whether its kind changed."""
        return self.before is not None and self.after is not None and self.before.kind.key != self.after.kind.key

    @property
    def is_turned(self) -> bool:
        """Whether what is better changed, by the record's own word or with the kind: higher for lower, or back."""
        return self.before is not None and self.after is not None and self.before.better != self.after.better

    def turns(self, target: TargetChange) -> bool:
        """Whether a value asks for less only by what was better before: the direction was turned together with it."""
        if self.before is None or not self.is_turned or not target.before or not target.after:
            return False
        by_old = compare_values(target.before.value, target.after.value, Direction(self.before.better), target.year)
        return target.comparison not in WORSE and by_old in WORSE


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """A project that was added (no `before`), removed (no `after`), or changed.

    Attributes:
        before: in the newer book's unit of money.
        indicators: of an added project only those that came from the one it was split from; of a removed one those that
            went to the one it was merged into.
        split_from: the project, of the older version, that lost the indicators or the money which an added one has.
        merged_into: the project, of the newer version, that gained those of a removed one.
        went_with_unit: its unit has another id, and it went along.
    """

    before: Project | None
    after: Project | None
    money: tuple[MoneyChange, ...] = ()
    texts: tuple[TextChange, ...] = ()
    plain: tuple[PlainChange, ...] = ()
    indicators: tuple[IndicatorChange, ...] = ()
    split_from: Project | None = None
    merged_into: Project | None = None
    went_with_unit: bool = False

    @property
    def is_moved(self) -> bool:
        """Whether it went to another unit or another file. That its unit was renamed is told of the unit."""
        if self.before is None or self.after is None:
            return False
        return self.before.id != self.after.id or (self.before.unit != self.after.unit and not self.went_with_unit)


@dataclass(frozen=True, slots=True)
class UnitMoney:
    """A unit's money in both versions; `id` is "" for the whole book.

    `moved`: how much of the year's delta came (or went, below zero) with projects that moved between units, by source
    and in total, as they were before. The rest is the sum of what the projects gained and lost that stand under it now.
    """

    id: str
    name: Text
    money: tuple[MoneyChange, ...]
    moved: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit that was added (no `before`), removed (no `after`), renamed, or worded otherwise."""

    before: Unit | None
    after: Unit | None
    texts: tuple[TextChange, ...] = ()
    plain: tuple[PlainChange, ...] = ()

    @property
    def is_renamed(self) -> bool:
        """Whether its folder has another name."""
        return self.before is not None and self.after is not None and self.before.id != self.after.id


@dataclass(frozen=True, slots=True)
class BookChange:
    """What changed in `targetbook.yaml`: texts under their paths, and the rest in words (year, controls.total, rules …)."""

    texts: tuple[TextChange, ...] = ()
    plain: tuple[PlainChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A project that a version has and cannot read whole, so that it is not compared.

    Attributes:
        record: its `unit/id`.
        base, head: what keeps that version from reading it; None where it can, or does not have it.
        project: what the other version says; None where it cannot be read there either, or is not there.
        is_changed: whether the file differs between the versions, or the one of its unit.
    """

    record: str
    base: Problem | None
    head: Problem | None
    project: Project | None = None
    is_changed: bool = True


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two versions of a book.

    Attributes:
        projects: in the order of the newer book, then the removed ones in that of the older.
        book: the whole book's money; None where one of the versions cannot be read at all.
        introduced, mended: findings of the checker that only the newer, or only the older version has.
        unreadable: ids of projects that one of the versions has but cannot read whole: they are left out of everything
            else, in both versions, and of the sums. `targetbook.yaml` first, where one version's records were read by
            the other's.
        unread: what is known of each of these projects.
        head_of_book: what changed in `targetbook.yaml`; None where nothing did.
        units_changed: units that were added, removed, renamed, or worded otherwise.
        money_unit_before: the older book's unit of money where it is another one: its amounts are converted, exactly.
        decimals: of the finest amount that moved: conversion may leave more than the newer book prints.
        deferred: what the rules of change cannot tell.
        not_shown: projects whose change the policy keeps out of a report; every sum and count is with them.
    """

    base: Version
    head: Version
    projects: tuple[ProjectChange, ...]
    units: tuple[UnitMoney, ...]
    book: UnitMoney | None
    introduced: tuple[Problem, ...]
    mended: tuple[Problem, ...]
    unreadable: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    head_of_book: BookChange | None = None
    units_changed: tuple[UnitChange, ...] = ()
    money_unit_before: str = ""
    decimals: int = 0
    deferred: tuple[Problem, ...] = ()
    not_shown: tuple[ProjectChange, ...] = ()


def _is_translation(before: Text | None, after: Text | None) -> bool:
    return before is not None and after is not None and before.get(first_language(after)) == after.first()


def first_language(text: Text) -> str:
    """The language that leads in a text."""
    return next(iter(text.by_language))
