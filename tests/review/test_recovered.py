"""Random edits of random books are told as exactly those edits, forwards and backwards, and the sums add up."""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.books import ProjectFile, project, unit, written

from targetbook.check import Selection, check_book
from targetbook.review import Changes, IndicatorChange, MoneyChange, ProjectChange, Version, compare_versions
from targetbook.values import Comparison

RULES = Selection(select=("FND001",))
EXAMPLES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SUBJECTS = [
    ("社区养老服务", "community care for the elderly"), ("农村公路养护", "maintenance of rural roads"),
    ("学生营养餐", "school meals"), ("医疗设备更新", "medical equipment"), ("图书馆开放", "public libraries"),
    ("河道保洁", "cleaning of rivers"), ("就业技能培训", "vocational training"), ("殡葬改革宣传", "funeral reform"),
    ("福利彩票销售", "sales of lottery tickets"),
]  # fmt: skip
KINDS = [
    ("output.quantity", "{}工作完成数量", "Work done in {}", "场", 1),
    ("output.quality", "{}验收合格率", "Pass rate of {}", "%", 1),
    ("output.timeliness", "{}按期办结占比", "On time in {}", "%", 1),
    ("satisfaction.service_users", "{}对象满意度", "Satisfaction with {}", "%", 1),
    ("cost.economic", "{}单位成本控制", "Unit cost of {}", "元", -1),
]
SOURCES = ("fiscal", "special_account", "other")
OPPOSITE = {Comparison.LOWERED: Comparison.RAISED, Comparison.RAISED: Comparison.LOWERED}
Told = frozenset[tuple[object, ...]]


@dataclass(frozen=True)
class Goal:
    """An indicator: its kind by number in KINDS, the subject that it speaks of, and its number."""

    kind: int
    subject: int
    number: int


@dataclass(frozen=True)
class Record:
    """A project, as the test knows it."""

    unit: str
    id: str
    zh: str
    en: str
    money: tuple[tuple[str, int], ...]
    goals: tuple[Goal, ...]

    @property
    def full_id(self) -> str:
        return f"{self.unit}/{self.id}"

    def file(self) -> ProjectFile:
        zh, en = SUBJECTS[self.goals[0].subject]
        return project(
            self.id,
            name=f"{{zh: {self.zh}, en: {self.en}}}",
            funding="{" + ", ".join(f"{source}: {amount}.00" for source, amount in self.money) + "}",
            objectives=f"\n  - {{zh: 做好{zh}。, en: Carry out {en}.}}",
            indicators="".join(map(_indicator, self.goals)),
        )


def _indicator(goal: Goal) -> str:
    kind, zh, en, of, way = KINDS[goal.kind]
    names = [words.format(subject) for words, subject in zip((zh, en), SUBJECTS[goal.subject], strict=True)]
    sign = "≥" if way > 0 else "≤"
    return f"\n  - kind: {kind}\n    name: {{zh: {names[0]}, en: {names[1]}}}\n    annual: {sign}{goal.number}{of}"


@st.composite
def books(draw: st.DrawFn, units: tuple[str, ...] = ("u1", "u2", "u3")) -> tuple[Record, ...]:
    """Some projects, each of a subject of its own: two that say the same cannot be told apart by anybody."""
    subjects = draw(st.lists(st.integers(0, len(SUBJECTS) - 2), min_size=2, max_size=7, unique=True))
    return tuple(draw(records(subject, st.sampled_from(units))) for subject in subjects)


@st.composite
def records(draw: st.DrawFn, subject: int, units: st.SearchStrategy[str]) -> Record:
    kinds = draw(st.lists(st.integers(0, len(KINDS) - 1), min_size=2, max_size=5, unique=True))
    sources = draw(st.lists(st.sampled_from(SOURCES), min_size=1, max_size=3, unique=True))
    return Record(
        draw(units),
        f"p{subject}",
        SUBJECTS[subject][0],
        SUBJECTS[subject][1],
        tuple((source, draw(st.integers(1, 999))) for source in sources),
        tuple(Goal(kind, subject, draw(st.integers(20, 80))) for kind in kinds),
    )


ANCHOR = Record("u9", "anchor", "福利彩票销售", "sales of lottery tickets", (("fiscal", 1),), (Goal(1, -1, 50),))
"""A project that is never edited, in the unit to which others move."""
EDITS = ("none", "value", "money", "id", "word", "move", "drop", "gain", "remove", "translation", "kind-order")


@st.composite
def edited(draw: st.DrawFn) -> tuple[tuple[Record, ...], tuple[Record, ...], Told]:
    """A book, the same with at most one edit in each project, and what is to be told of it."""
    given = draw(books())
    kept, told = [ANCHOR], set()
    for record in given:
        after, expected = draw(edit(record))
        told |= expected
        if after is not None:
            kept.append(after)
    unused = sorted({*range(len(SUBJECTS) - 1)} - {record.goals[0].subject for record in given})
    if unused and draw(st.booleans()):
        new = draw(records(unused[0], st.sampled_from(["u1", "u2", "u9"])))
        kept.append(new)
        told.add(("added", new.full_id))
    return (ANCHOR, *given), tuple(draw(st.permutations(kept))), frozenset(told)


@st.composite
def edit(draw: st.DrawFn, record: Record) -> tuple[Record | None, Told]:
    goal = draw(st.sampled_from(record.goals))
    step = draw(st.integers(1, 15)) * draw(st.sampled_from([1, -1]))
    others = tuple(each for each in record.goals if each != goal)
    match draw(st.sampled_from(EDITS)):
        case "value":
            after = replace(record, goals=tuple(_moved(each, step if each == goal else 0) for each in record.goals))
            better = Comparison.RAISED if step * KINDS[goal.kind][4] > 0 else Comparison.LOWERED
            return after, frozenset({("value", record.full_id, _name(goal), better)})
        case "money":
            source = draw(st.sampled_from(SOURCES))
            before = dict(record.money).get(source, 0)
            money = {**dict(record.money), source: before + abs(step)}
            deltas = {("money", record.full_id, of, Decimal(abs(step))) for of in (source, "total")}
            return replace(record, money=tuple(money.items())), frozenset(deltas)
        case "id":
            after = replace(record, id=f"renamed-{record.id}")
            return after, frozenset({("moved", record.full_id, after.full_id)})
        case "word":
            return replace(record, zh=f"{record.zh}工作"), frozenset({("text", record.full_id, "name", ("en",))})
        case "translation":
            return replace(record, en=f"the {record.en}"), frozenset({("text", record.full_id, "name", ())})
        case "move":
            after = replace(record, unit="u9")
            return after, frozenset({("moved", record.full_id, after.full_id)})
        case "drop":
            return replace(record, goals=others), frozenset({("dropped", record.full_id, _name(goal))})
        case "gain":
            spare = {*range(len(KINDS))} - {each.kind for each in record.goals}
            if not spare:
                return record, frozenset()
            new = Goal(min(spare), goal.subject, 50)
            return replace(record, goals=(new, *record.goals)), frozenset({("gained", record.full_id, _name(new))})
        case "kind-order":
            return replace(record, goals=record.goals[::-1]), frozenset({("plain", record.full_id, "order.indicators")})
        case "remove":
            return None, frozenset({("removed", record.full_id)})
    return record, frozenset()


def _moved(goal: Goal, step: int) -> Goal:
    return replace(goal, number=goal.number + step)


def _name(goal: Goal) -> str:
    return KINDS[goal.kind][1].format(SUBJECTS[goal.subject][0])


def version(folder: Path, name: str, records: tuple[Record, ...]) -> Version:
    units = dict.fromkeys(record.unit for record in records)
    folders = [
        unit(id, *(each.file() for each in records if each.unit == id), name=f"第{id[1:]}预算单位") for id in units
    ]
    root = written(folder / name, *folders, languages="[zh, en]", taxonomy="mof-2021").root
    return Version(name, "", root, check_book(root, RULES))


def told_of(changes: Changes) -> Iterator[tuple[object, ...]]:
    """Each single thing that a change set tells, under the older version's names."""
    for change in changes.projects:
        yield from _told_of_project(change)


def _told_of_project(change: ProjectChange) -> Iterator[tuple[object, ...]]:
    assert change.split_from is None
    assert change.merged_into is None
    if change.before is None or change.after is None:
        record = change.before or change.after
        assert record is not None
        yield "added" if change.before is None else "removed", record.full_id
        return
    record = change.before
    if change.is_moved:
        yield "moved", record.full_id, change.after.full_id
    for move in change.money:
        yield "money", record.full_id, move.of, move.delta
    for text in change.texts:
        yield "text", record.full_id, text.field, text.stale
    for plain in change.plain:
        yield "plain", record.full_id, plain.field
    for indicator in change.indicators:
        yield from _told_of_indicator(record.full_id, indicator)


def _told_of_indicator(record: str, change: IndicatorChange) -> Iterator[tuple[object, ...]]:
    if change.before is None or change.after is None:
        indicator = change.before or change.after
        assert indicator is not None
        yield "gained" if change.before is None else "dropped", record, indicator.name.first()
        return
    for target in change.targets:
        yield "value", record, change.before.name.first(), target.comparison
    for text in change.texts:
        yield "text", record, f"{change.path}.{text.field}"


def turned(told: tuple[object, ...], ids: dict[str, str]) -> tuple[object, ...]:
    """What the opposite change tells."""
    match told:
        case ("added" | "removed" as what, record):
            return "removed" if what == "added" else "added", record
        case ("moved", before, after):
            return "moved", after, before
        case ("gained" | "dropped" as what, record, name):
            return "dropped" if what == "gained" else "gained", ids[str(record)], name
        case ("value", record, name, Comparison() as comparison):
            return "value", ids[str(record)], name, OPPOSITE[comparison]
        case ("money", record, of, Decimal() as delta):
            return "money", ids[str(record)], of, -delta
    return (told[0], ids[str(told[1])], *told[2:])


@EXAMPLES
@given(edited())
def test_edits_are_recovered_and_their_opposite_from_the_other_end(
    case: tuple[tuple[Record, ...], tuple[Record, ...], Told],
) -> None:
    old, new, expected = case
    with tempfile.TemporaryDirectory() as folder:
        base, head = version(Path(folder), "old", old), version(Path(folder), "new", new)
        changes, back = compare_versions(base, head), compare_versions(head, base)
    assert Counter(told_of(changes)) == Counter(expected)
    ids = {change.before.full_id: change.after.full_id for change in changes.projects if change.before and change.after}
    assert Counter(told_of(back)) == Counter(turned(each, ids) for each in expected)


@EXAMPLES
@given(books())
def test_a_book_and_itself_differ_in_nothing(book: tuple[Record, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        changes = compare_versions(version(Path(folder), "old", book), version(Path(folder), "new", book))
    assert (changes.projects, changes.units, changes.units_changed, changes.head_of_book) == ((), (), (), None)
    assert (changes.introduced, changes.mended) == ((), ())


@EXAMPLES
@given(books(), books(("u2", "u3", "u4")))
def test_money_adds_up_from_projects_to_units_to_the_book(old: tuple[Record, ...], new: tuple[Record, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        changes = compare_versions(version(Path(folder), "old", old), version(Path(folder), "new", new))
    assert changes.book is not None
    of_book = summed([changes.book.money])
    assert summed(change.money for change in changes.projects) == of_book
    assert summed(unit.money for unit in changes.units) == of_book
    renamed = {each.before.id: each.after.id for each in changes.units_changed if each.before and each.after}
    for each in changes.units:
        under = summed(change.money for change in changes.projects if _is_under(change, each.id, renamed))
        rest = {of: amount - each.moved.get(of, 0) for of, amount in summed([each.money]).items()}
        gone = {of: -amount for of, amount in each.moved.items() if of not in rest}
        assert {of: amount for of, amount in {**rest, **gone}.items() if amount} == under


def summed(changes: Iterable[tuple[MoneyChange, ...]]) -> dict[str, Decimal]:
    """What came by source, less what went; what comes to nothing is left out."""
    sums: dict[str, Decimal] = {}
    for money in changes:
        for move in money:
            sums[move.of] = sums.get(move.of, Decimal(0)) + move.delta
    return {of: amount for of, amount in sums.items() if amount}


def _is_under(change: ProjectChange, unit: str, renamed: dict[str, str]) -> bool:
    """Whether a project stands under a unit: that of the newer version, or where it was removed that of the older."""
    if change.after is not None:
        return change.after.unit == unit
    assert change.before is not None  # one of the two is there
    return renamed.get(change.before.unit, change.before.unit) == unit
