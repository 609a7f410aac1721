"""What is told of a change: money that adds up, values, texts, translations, and what came from where."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from tests.books import ProjectFile, UnitFolder, project, unit, written

from targetbook.check import Selection, check_book
from targetbook.review import Changes, IndicatorChange, MoneyChange, ProjectChange, Version, compare_versions
from targetbook.values import Comparison

RULES = Selection(select=("FND001",))
Parts = Iterable[ProjectFile | UnitFolder]
Given = tuple[str, str, str]

ADJUSTMENT = "\n  - {document: 番财〔2024〕9号, date: 2024-06-01, reason: 调整, approved_by: 财政局}"
COUNT: Given = ("output.quantity", "社工站督导次数", "≥36次")
RATE: Given = ("output.quality", "服务对象建档率", "≥95%")
PLEASED: Given = ("satisfaction.service_users", "居民满意度", "≥90%")
WALKS: Given = ("output.quantity", "走访困难老人人次", "≥1200人次")


def compared(
    root: Path,
    old: Parts,
    new: Parts,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
    **both: str,
) -> Changes:
    """What changed between two books; fields of `targetbook.yaml` are those of both, of the older, of the newer."""
    sides = [
        written(root / name, *parts, **{**both, **(head or {})}).root
        for name, parts, head in (("old", old, before), ("new", new, after))
    ]
    return compare_versions(*(Version(root.name, "", root, check_book(root, RULES)) for root in sides))


def indicators(*given: Given) -> str:
    return "".join(f"\n  - kind: {kind}\n    name: {name}\n    annual: {annual}" for kind, name, annual in given)


def only(changes: Changes) -> ProjectChange:
    (change,) = changes.projects
    return change


def one_indicator(root: Path, old: str, new: str, **head: str) -> IndicatorChange:
    """The change of one indicator, each version given by its keys."""
    sides = ([project(indicators=f"\n  - {side.replace(chr(10), chr(10) + '    ')}")] for side in (old, new))
    (change,) = only(compared(root, *sides, **head)).indicators
    return change


def amounts(money: Iterable[MoneyChange]) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    return {("period " if move.of_period else "") + move.of: (move.before, move.after) for move in money}


def deltas(money: Iterable[MoneyChange]) -> Counter[str]:
    return Counter({move.of: move.delta for move in money if not move.of_period})


# money


def test_money_is_told_by_source_before_and_after(tmp_path: Path) -> None:
    changes = compared(tmp_path, [project(funding="43.00")], [project(funding="{fiscal: 40.00, other: 13.00}")])
    expected = {"fiscal": (43, 40), "other": (None, 13), "total": (43, 53)}
    assert amounts(only(changes).money) == amounts(changes.units[0].money) == expected
    assert changes.book is not None
    assert amounts(changes.book.money) == expected
    assert [move.delta for move in changes.book.money] == [-3, 13, 10]


def test_blank_and_zero_are_not_the_same(tmp_path: Path) -> None:
    changes = compared(tmp_path, [project(funding="1.00")], [project(funding="{fiscal: 1.00, other: 0}")])
    assert amounts(only(changes).money) == {"other": (None, 0)}


def test_the_money_of_the_period_is_told_apart(tmp_path: Path) -> None:
    old, new = ([project(period_funding=f"{{fiscal: {amount}}}")] for amount in ("3.60", "4.60"))
    changes = compared(tmp_path, old, new)
    expected = {"period fiscal": (Decimal("3.60"), Decimal("4.60")), "period total": (Decimal("3.60"), Decimal("4.60"))}
    assert amounts(only(changes).money) == amounts(changes.units[0].money) == expected


def test_what_comes_to_a_unit_with_a_project_is_told_as_that(tmp_path: Path) -> None:
    old = [unit("a", project("p", funding="5.00"), project("x", name="养老")), unit("b", project("q", funding="1.00"))]
    new = [unit("a", project("x", name="养老")), unit("b", project("q", funding="2.00"), project("p", funding="7.00"))]
    changes = compared(tmp_path, old, new)
    a, b = changes.units
    assert (deltas(a.money)["total"], a.moved["total"]) == (-5, -5)
    assert (deltas(b.money)["total"], b.moved["total"]) == (8, 5)  # and 1 more for q, 2 more for p


def test_another_unit_of_money_is_converted_exactly(tmp_path: Path) -> None:
    changes = compared(
        tmp_path,
        [project("p", funding="1163962.00"), project("q", funding="10000.00")],
        [project("p", funding="116.40"), project("q", funding="1.00")],
        {"money": "{unit: 元, decimals: 2}"},
    )
    assert amounts(only(changes).money)["total"] == (Decimal("116.3962"), Decimal("116.40"))
    assert only(changes).money[0].delta == Decimal("0.0038")
    assert changes.money_unit_before == "元"
    assert changes.head_of_book is not None
    assert [(each.field, each.before, each.after) for each in changes.head_of_book.plain] == [
        ("money.unit", "元", "万元")
    ]


def test_a_source_that_vanishes_takes_its_money_along(tmp_path: Path) -> None:
    changes = compared(
        tmp_path,
        [project(funding="{fiscal: 1.00, other: 2.00}")],
        [project(funding="{fiscal: 1.00}")],
        after={"sources": "[fiscal]"},
    )
    assert amounts(only(changes).money) == {"other": (2, None), "total": (3, 1)}
    assert changes.head_of_book is not None
    assert changes.head_of_book.plain[0].after == "fiscal"


def test_parts_of_a_source_are_told_beside_their_sum(tmp_path: Path) -> None:
    sources = "[{id: fiscal, name: 财政, parts: [{id: general, name: 一般公共预算}, {id: funds, name: 基金}]}]"
    old, new = ([project(funding=f"{{general: {amount}, funds: 1.00}}")] for amount in ("1.00", "3.00"))
    expected = {"fiscal": (2, 4), "general": (1, 3), "total": (2, 4)}
    assert amounts(only(compared(tmp_path, old, new, sources=sources)).money) == expected


# indicators and values


@pytest.mark.parametrize(
    ("kind", "old", "new", "comparison"),
    [
        ("satisfaction.service_users", "≥90%", "≥85%", Comparison.LOWERED),
        ("satisfaction.service_users", "≥90%", "较高", Comparison.MADE_VAGUE),
        ("cost.economic", "≤1200元", "≤1500元", Comparison.LOWERED),
        ("cost.economic", "≤1200元", "≤1000元", Comparison.RAISED),
        ("output.quantity", "24场", "24 场", Comparison.SAME),
        ("output.quantity", "24场", "24人", Comparison.UNIT_CHANGED),
    ],
)
def test_a_value_is_compared_in_its_direction(
    kind: str, old: str, new: str, comparison: Comparison, tmp_path: Path
) -> None:
    sides = (f"kind: {kind}\nname: 甲指标\nannual: {value}" for value in (old, new))
    (target,) = one_indicator(tmp_path, *sides, taxonomy="mof-2021").targets
    assert (target.column, target.comparison) == ("annual", comparison)


def test_the_newer_direction_counts_and_its_change_is_told(tmp_path: Path) -> None:
    old = "kind: output.quantity\nname: 接访件数\nannual: ≤10件"
    change = one_indicator(tmp_path, old, f"{old.replace('10', '12')}\ndirection: lower")
    assert change.is_turned
    assert [(each.field, each.before, each.after) for each in change.plain] == [("direction", "", "lower")]
    assert [target.comparison for target in change.targets] == [Comparison.LOWERED]


def test_a_change_of_kind_is_told_even_alone(tmp_path: Path) -> None:
    sides = (f"kind: {kind}\nname: 建档率\nannual: 95%" for kind in ("output.quality", "output.timeliness"))
    change = one_indicator(tmp_path, *sides)
    assert (change.is_retyped, change.is_turned, change.targets) == (True, False, ())


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("weight", "10", "15"), ("core", "true", ""), ("accrues", "sum", "rate"), ("basis", "历史数据", "行业标准"),
        ("data_source", "台账", "报表"), ("method", "抽样", "普查"), ("scoring", "缺一扣1分", "缺一扣2分"), ("note", "甲", ""),
        ("last_actual", "30次", "35次"), ("grades[2]", "[优, 良, 差]", "[优, 中, 差]"), ("allow.VAL010", "{VAL010: 甲}", ""),
    ],
)  # fmt: skip
def test_whatever_else_an_indicator_says_is_told(field: str, old: str, new: str, tmp_path: Path) -> None:
    key = field.split("[")[0].split(".")[0]
    sides = (f"kind: output.quantity\nname: 甲指标\nannual: 5次\n{key}: {word}" if word else
             "kind: output.quantity\nname: 甲指标\nannual: 5次" for word in (old, new))  # fmt: skip
    change = one_indicator(tmp_path, *sides)
    assert field in [each.field for each in (*change.texts, *change.plain)]


def test_an_indicator_that_is_added_or_gone_is_told_with_its_place(tmp_path: Path) -> None:
    old, new = ([project(indicators=indicators(*given))] for given in ([COUNT, RATE], [PLEASED, RATE]))
    told = [
        (each.before is None, each.after is None, each.path) for each in only(compared(tmp_path, old, new)).indicators
    ]
    assert told == [(True, False, "indicators[1]"), (False, True, "indicators[1]")]


# texts


def test_one_language_that_changed_leaves_the_other_stale(tmp_path: Path) -> None:
    names = ("{zh: 社区工作, en: Community work}", "{zh: 社区工作及培训, en: Community work}")
    old, new = ([project(name=name)] for name in names)
    (text,) = only(compared(tmp_path, old, new)).texts
    assert (text.field, text.stale, text.is_translation) == ("name", ("en",), False)


def test_a_translation_that_alone_changed_makes_nothing_stale(tmp_path: Path) -> None:
    old, new = ([project(name=f"{{zh: 社区工作, en: {words}}}")] for words in ("Comunity work", "Community work"))
    (text,) = only(compared(tmp_path, old, new)).texts
    assert (text.stale, text.is_translation) == ((), True)


def test_the_authors_translation_of_a_value_goes_stale_and_a_generated_one_never(tmp_path: Path) -> None:
    head = "kind: output.quantity\nname: 培训场次\nannual: "
    languages = {"languages": "[zh, en]"}
    own = one_indicator(
        tmp_path / "own", head + "{zh: 24场, en: 24 sessions}", head + "{zh: 36场, en: 24 sessions}", **languages
    )
    generated = one_indicator(tmp_path / "generated", head + "24场", head + "36场", **languages)
    assert [each.targets[0].stale for each in (own, generated)] == [("en",), ()]


def test_objectives_are_told_each_under_its_number(tmp_path: Path) -> None:
    old = [project(objectives="\n  - 提升社区服务能力，开展培训24场次。\n  - 推动移风易俗。")]
    new = [project(objectives="\n  - 保障道路畅通安全。\n  - 提升社区服务能力，开展培训36场次。")]
    texts = only(compared(tmp_path, old, new)).texts
    assert [(text.field, text.before is None, text.after is None) for text in texts] == [
        ("objectives[2]", False, False), ("objectives[1]", True, False), ("objectives[2]", False, True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("code", {"code": "X1"}), ("nature", {"nature": "new"}), ("category", {"category": "it"}), ("public", {"public": "true"}),
        ("period", {"period": "2024年"}), ("lead", {"lead": "王芳"}), ("allow.VAL010", {"allow": "{VAL010: 已论证}"}),
        ("transfer.level", {"transfer": "{document: 穗财保【2023】153号, level: municipal}"}),
        ("transfer.document", {"transfer": "{document: 穗财保【2023】153号}"}),
        ("approved", {"approved": "{date: 2024-02-01, document: 番财〔2024〕1号}"}),
        ("adjustments[1]", {"adjustments": ADJUSTMENT}),
        ("objectives.period[1]", {"objectives": "\n  period: [三年完成。]\n  annual: [提升社区服务能力。]"}),
    ],
)  # fmt: skip
def test_whatever_else_a_project_says_is_told(field: str, given: dict[str, str], tmp_path: Path) -> None:
    change = only(compared(tmp_path, [project()], [project(**given)]))
    assert field in [each.field for each in (*change.texts, *change.plain)]


# the book and its units


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("title", {"title": "另一张表"}), ("year", {"year": "2025"}), ("taxonomy", {"taxonomy": "mof-2021"}),
        ("controls.total", {"controls": "{total: 1.20}"}), ("labels.annual", {"labels": "{annual: 年度值}"}),
        ("sources", {"sources": "[fiscal, other]"}), ("texts[1]", {"texts": "[单位：万元]"}),
        ("languages", {"languages": "[zh, en]"}), ("project_expenditure", {"project_expenditure": "9.00"}),
        ("rules.VAL010.floor", {"rules": "{VAL010: {floor: 85}}"}),
        ("outputs.list", {"outputs": "[{layout: list, formats: [pdf]}]"}),
        ("approved", {"approved": "{date: 2024-02-01}"}), ("money.decimals", {"money": "{decimals: 4}"}),
        ("sources.fiscal", {"sources": "[{id: fiscal, name: 市级财政}, special_account, other]"}),
    ],
)  # fmt: skip
def test_whatever_the_books_own_file_says_is_told(field: str, given: dict[str, str], tmp_path: Path) -> None:
    head = compared(tmp_path, [project()], [project()], after=given).head_of_book
    assert head is not None
    assert field in [each.field for each in (*head.texts, *head.plain)]


def test_a_unit_with_another_folder_is_told_once_and_not_by_each_project(tmp_path: Path) -> None:
    records = [project("p", name="养老服务"), project("q", name="社区服务")]
    changes = compared(tmp_path, [unit("a", *records)], [unit("b", *records, name="福利科")])
    (told,) = changes.units_changed
    assert (told.is_renamed, [text.field for text in told.texts]) == (True, ["name"])
    assert (changes.projects, changes.units) == ((), ())


def test_units_that_are_added_or_gone_are_told(tmp_path: Path) -> None:
    old = [unit("a", project("p")), unit("b", project("q", name="河道保洁", funding="3.00"), name="河道所")]
    new = [unit("a", project("p")), unit("c", project("r", name="学生营养餐", funding="4.00"), name="教育科")]
    changes = compared(tmp_path, old, new)
    told = [(each.before and each.before.id, each.after and each.after.id) for each in changes.units_changed]
    assert told == [(None, "c"), ("b", None)]
    assert [(each.id, deltas(each.money)["total"]) for each in changes.units] == [("c", 4), ("b", -3)]


# split and merged


def test_a_project_that_was_split_off_is_told_with_what_it_took(tmp_path: Path) -> None:
    whole = project("a", name="社区服务", funding="10.00", indicators=indicators(COUNT, RATE, PLEASED))
    left = project("a", name="社区服务", funding="6.00", indicators=indicators(COUNT))
    part = project(
        "b",
        name="居民档案建设",
        funding="4.00",
        indicators=indicators(RATE, (*PLEASED[:2], "≥80%")),
        objectives="\n  - 建档。",
    )
    changes = compared(tmp_path / "split", [whole], [left, part])
    origin, split = changes.projects
    assert split.split_from is not None
    assert split.split_from.full_id == "centre/a"
    assert [each.went_to for each in origin.indicators] == ["centre/b", "centre/b"]
    assert [(each.came_from, [t.comparison for t in each.targets]) for each in split.indicators] == [
        ("centre/a", []), ("centre/a", [Comparison.LOWERED])
    ]  # fmt: skip
    merged = compared(tmp_path / "merged", [left, part], [whole])
    heir, gone = merged.projects
    assert gone.merged_into is not None
    assert gone.merged_into.full_id == "centre/a"
    assert [(each.came_from, [t.comparison for t in each.targets]) for each in heir.indicators] == [
        ("centre/b", []), ("centre/b", [Comparison.RAISED])
    ]  # fmt: skip


def test_a_part_that_took_its_share_of_the_money_and_the_same_indicators_is_split_off(tmp_path: Path) -> None:
    whole = project("a", name="社区服务", funding="10.00", indicators=indicators(COUNT, PLEASED))
    left = project("a", name="社区服务", funding="6.00", indicators=indicators((*COUNT[:2], "≥20次"), PLEASED))
    part = project(
        "b",
        name="镇级督导",
        funding="4.00",
        indicators=indicators((*COUNT[:2], "≥16次"), PLEASED),
        objectives="\n  - 督导。",
    )
    _, split = compared(tmp_path, [whole], [left, part]).projects
    assert split.split_from is not None


def test_a_new_project_like_another_that_lost_nothing_is_not_split_off(tmp_path: Path) -> None:
    whole = project("a", name="社区服务", funding="10.00", indicators=indicators(COUNT, RATE, PLEASED))
    more = project("a", name="社区服务", funding="12.00", indicators=indicators(COUNT, RATE, PLEASED))
    part = project(
        "b", name="居民档案建设", funding="4.00", indicators=indicators(RATE, PLEASED), objectives="\n  - 建档。"
    )
    for number, after in enumerate((whole, more)):
        changes = compared(tmp_path / str(number), [whole], [after, part])
        assert [change.split_from for change in changes.projects if change.before is None] == [None]


def test_what_one_part_took_no_other_has(tmp_path: Path) -> None:
    whole = project("a", name="社区服务", funding="10.00", indicators=indicators(COUNT, RATE, PLEASED))
    left = project("a", name="社区服务", funding="6.00", indicators=indicators(COUNT))
    parts = [
        project(key, name=name, funding="4.00", indicators=indicators(RATE, PLEASED), objectives=f"\n  - {name}。")
        for key, name in (("b", "居民档案建设"), ("c", "养老护理员培训"))
    ]
    changes = compared(tmp_path, [whole], [left, *parts])
    assert [change.split_from is not None for change in changes.projects if change.before is None] == [True, False]


def test_an_indicator_with_two_values_that_became_two_is_told_as_split(tmp_path: Path) -> None:
    both: Given = ("output.quantity", "培训及走访", "培训24场次；走访1200人次")
    old = [project(indicators=indicators(both))]
    new = [
        project(indicators=indicators((*both[:2], "培训24场次"), ("output.quantity", "走访困难老人", "走访1200人次")))
    ]
    _, split = only(compared(tmp_path / "split", old, new)).indicators
    assert split.split_from is not None
    assert split.split_from.name.first() == "培训及走访"
    _, merged = only(compared(tmp_path / "merged", new, old)).indicators
    assert merged.merged_into is not None


def test_an_indicator_that_adds_a_value_of_its_own_is_not_split_off(tmp_path: Path) -> None:
    old = [project(indicators=indicators(COUNT))]
    new = [project(indicators=indicators(COUNT, WALKS))]
    (added,) = only(compared(tmp_path, old, new)).indicators
    assert added.split_from is None
