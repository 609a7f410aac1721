"""What changed between two versions of a book: money, targets, texts, and what the rules say of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from targetbook.model import Book, Funding, Indicator, Project, Target, Text
from targetbook.problems import Problem
from targetbook.review.matching import match_indicators, match_projects
from targetbook.review.versions import Version
from targetbook.totals import Totals, book_totals, unit_totals
from targetbook.values import Comparison, Direction, compare_values

TEXTS = ("name", "basis", "data_source", "method", "scoring", "note")
"""The texts of an indicator that are compared word by word."""
PLAIN = ("weight", "direction", "accrues", "core")
"""What else an indicator may say of itself."""


@dataclass(frozen=True, slots=True)
class MoneyChange:
    """An amount that moved, in the book's unit of money; None is blank, which is not zero.

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

    `stale`: languages whose words stayed while another language's changed.
    """

    field: str
    before: Text | None
    after: Text | None
    stale: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetChange:
    """A target value that changed: `column` is period or annual."""

    column: str
    before: Target | None
    after: Target | None
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class PlainChange:
    """Anything else that changed, in words as a record writes it."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """An indicator that was added (no `before`), removed (no `after`), or changed."""

    before: Indicator | None
    after: Indicator | None
    targets: tuple[TargetChange, ...] = ()
    texts: tuple[TextChange, ...] = ()
    plain: tuple[PlainChange, ...] = ()
    path: str = ""

    @property
    def is_retyped(self) -> bool:
        """Whether its kind changed."""
        return self.before is not None and self.after is not None and self.before.kind.key != self.after.kind.key


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """A project that was added (no `before`), removed (no `after`), or changed.

    `split_from` is the project whose indicators an added one took over, `merged_into` where a removed one's went.
    """

    before: Project | None
    after: Project | None
    money: tuple[MoneyChange, ...] = ()
    texts: tuple[TextChange, ...] = ()
    plain: tuple[PlainChange, ...] = ()
    indicators: tuple[IndicatorChange, ...] = ()
    split_from: Project | None = None
    merged_into: Project | None = None

    @property
    def is_moved(self) -> bool:
        """Whether it went to another unit or another file."""
        return self.before is not None and self.after is not None and self.before.full_id != self.after.full_id


@dataclass(frozen=True, slots=True)
class UnitMoney:
    """A unit's money in both versions; `id` is "" for the whole book."""

    id: str
    name: Text
    money: tuple[MoneyChange, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two versions of a book.

    Attributes:
        book: the whole book's money; None where one of the versions is no book.
        introduced, mended: findings of the checker that only the newer, or only the older version has.
        unreadable: ids of projects that one of the versions has but cannot read.
    """

    base: Version
    head: Version
    projects: tuple[ProjectChange, ...]
    units: tuple[UnitMoney, ...]
    book: UnitMoney | None
    introduced: tuple[Problem, ...]
    mended: tuple[Problem, ...]
    unreadable: tuple[str, ...] = ()


def changed_projects(old: Book, new: Book) -> Iterator[ProjectChange]:
    """Each project that differs, in the order of the newer book; the removed ones after it."""
    matching = match_projects(tuple(old.projects()), tuple(new.projects()))
    for before, after in matching.pairs:
        if before != after and (change := _project_change(before, after)) is not None:
            yield change
    for project in matching.added:
        money = _money_changes(None, project)
        yield ProjectChange(None, project, money, split_from=_origin(project, [pair[0] for pair in matching.pairs]))
    for project in matching.removed:
        money = _money_changes(project, None)
        yield ProjectChange(project, None, money, merged_into=_origin(project, [pair[1] for pair in matching.pairs]))


def money_by_unit(old: Book, new: Book) -> Iterator[UnitMoney]:
    """Each unit whose money moved, in the order of the newer book; the removed units after it."""
    before = {unit.id: unit for unit in old.units}
    after = {unit.id: unit for unit in new.units}
    for id, unit in {**after, **{key: unit for key, unit in before.items() if key not in after}}.items():
        sums = [_sums(unit_totals(side[id]) if id in side else None) for side in (before, after)]
        if money := tuple(_between(sums[0], sums[1])):
            yield UnitMoney(id, unit.name, money)


def money_of_book(old: Book, new: Book) -> UnitMoney:
    """The whole book's money, by source and in all."""
    return UnitMoney("", new.title, tuple(_between(_sums(book_totals(old)), _sums(book_totals(new)))))


def _project_change(before: Project, after: Project) -> ProjectChange | None:
    change = ProjectChange(
        before,
        after,
        _money_changes(before, after),
        tuple(_project_texts(before, after)),
        tuple(_plain(before, after, ("code", "nature", "category", "public"))),
        tuple(_indicator_changes(before.indicators, after.indicators)),
    )
    differs = change.money or change.texts or change.plain or change.indicators or change.is_moved
    return change if differs else None


def _money_changes(before: Project | None, after: Project | None) -> tuple[MoneyChange, ...]:
    year = _between(_amounts(before.funding if before else None), _amounts(after.funding if after else None))
    period = _between(
        _amounts(before.period_funding if before else None),
        _amounts(after.period_funding if after else None),
        of_period=True,
    )
    return (*year, *period)


def _amounts(funding: Funding | None) -> Mapping[str, Decimal]:
    if funding is None:
        return {}
    return dict(funding.by_source) if funding.total is None else {**funding.by_source, "total": funding.total}


def _sums(totals: Totals | None) -> Mapping[str, Decimal]:
    if totals is None:
        return {}
    return dict(totals.by_source) if totals.total is None else {**totals.by_source, "total": totals.total}


def _between(
    before: Mapping[str, Decimal], after: Mapping[str, Decimal], of_period: bool = False
) -> Iterator[MoneyChange]:
    for of in dict.fromkeys((*before, *after)):
        if before.get(of) != after.get(of):
            yield MoneyChange(of, before.get(of), after.get(of), of_period)


def _indicator_changes(before: Sequence[Indicator], after: Sequence[Indicator]) -> Iterator[IndicatorChange]:
    matching = match_indicators(before, after)
    paths = {id(each): f"indicators[{number}]" for side in (before, after) for number, each in enumerate(side, 1)}
    for old, new in matching.pairs:
        change = IndicatorChange(
            old,
            new,
            tuple(_target_changes(old, new)),
            tuple(_texts(old, new, TEXTS)),
            tuple(_plain(old, new, PLAIN)),
            paths[id(new)],
        )
        if change.targets or change.texts or change.plain or change.is_retyped:
            yield change
    for new in matching.added:
        yield IndicatorChange(None, new, path=paths[id(new)])
    for old in matching.removed:
        yield IndicatorChange(old, None, path=paths[id(old)])


def _target_changes(old: Indicator, new: Indicator) -> Iterator[TargetChange]:
    for column, before, after in (("period", old.period, new.period), ("annual", old.annual, new.annual)):
        if before is None or after is None:
            if before is not after:
                yield TargetChange(column, before, after, Comparison.NOT_COMPARABLE)
        elif before.shown() != after.shown():
            comparison = compare_values(before.value, after.value, Direction(new.better))
            yield TargetChange(column, before, after, comparison)


def _project_texts(before: Project, after: Project) -> Iterator[TextChange]:
    yield from _texts(before, after, ("name", "period", "lead"))
    documents = (project.transfer.document if project.transfer else None for project in (before, after))
    yield from _text_change("transfer.document", *documents)
    yield from _objectives("objectives", before.objectives.annual, after.objectives.annual)
    yield from _objectives("objectives.period", before.objectives.period or (), after.objectives.period or ())


def _objectives(path: str, before: Sequence[Text], after: Sequence[Text]) -> Iterator[TextChange]:
    """Objectives by their order: where one is put between, the likeness of what follows tells it from a rewording."""
    from difflib import SequenceMatcher

    old, new = ([tuple(text.by_language.items()) for text in side] for side in (before, after))
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for n in range(max(i_end - i, j_end - j)):
            one = before[i + n] if i + n < i_end else None
            other = after[j + n] if j + n < j_end else None
            yield from _text_change(f"{path}[{(j if other else i) + n + 1}]", one, other)


def _texts(before: object, after: object, fields: Sequence[str]) -> Iterator[TextChange]:
    for field in fields:
        yield from _text_change(field, getattr(before, field), getattr(after, field))


def _text_change(field: str, before: Text | None, after: Text | None) -> Iterator[TextChange]:
    old, new = (text.by_language if text else {} for text in (before, after))
    if old == new:
        return
    changed = {language for language in (*old, *new) if old.get(language) != new.get(language)}
    same = tuple(language for language in new if language in old and language not in changed)
    yield TextChange(field, before, after, same if before and after else ())


def _plain(before: object, after: object, fields: Sequence[str]) -> Iterator[PlainChange]:
    for field in fields:
        old, new = (getattr(side, field) for side in (before, after))
        if old != new:
            yield PlainChange(field, *("" if value is None else str(value) for value in (old, new)))


def _origin(project: Project, others: Sequence[Project]) -> Project | None:
    """The project that has most of this one's indicators, if it has at least half of them."""
    names = {each.name.first() for each in project.indicators}
    shared = [(len(names & {each.name.first() for each in other.indicators}), other) for other in others]
    most, other = max(shared, key=lambda pair: pair[0], default=(0, None))
    return other if names and 2 * most >= len(names) else None
