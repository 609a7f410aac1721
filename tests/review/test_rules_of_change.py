"""The rules of change: what a reviewer is told of two versions of a book."""

from pathlib import Path

import pytest
from tests.review.two_versions import RECORD, compared, compared_example, said, told

from targetbook.catalogue import entry
from targetbook.check import Selection, check_book
from targetbook.check.rule import RULES
from targetbook.review.rules import check_changes

OF_CHANGE = sorted(code for code, rule in RULES.items() if rule.of_change)
BEFORE = """\
funding: {fiscal: 116.40}
indicators:
  - {kind: satisfaction.service_users, name: 社区居民满意度, annual: ≥90%}
"""


@pytest.mark.parametrize("code", OF_CHANGE)
def test_a_rule_of_change_finds_its_bad_example_and_passes_its_good_one(code: str, tmp_path: Path) -> None:
    bad = compared_example(tmp_path / "bad", entry(code).bad)
    good = compared_example(tmp_path / "good", entry(code).good)
    assert [problem.code for problem in told(bad, code).problems] == [code]
    assert said(told(good, code).problems) == []
    for changes in (bad, good):
        assert changes.base.checked.problems == changes.head.checked.problems == ()


@pytest.mark.parametrize("code", OF_CHANGE)
def test_a_finding_of_change_stands_in_the_newer_version(code: str, tmp_path: Path) -> None:
    changes = compared_example(tmp_path, entry(code).bad)
    for problem in told(changes, code).problems:
        lines = (changes.head.root / problem.place.file).read_text("utf-8").splitlines()
        assert 1 <= problem.place.line <= len(lines)
        assert problem.record == "centre/example" or problem.place.file == "targetbook.yaml"


def indicator(line: str) -> str:
    return f"indicators:\n  - {{{line}}}\n"


LOWER = [
    (
        "kind: satisfaction.service_users, name: 满意度, annual: ≥90%",
        "kind: satisfaction.service_users, name: 满意度, annual: ≥85%",
        "lowered",
    ),
    (
        "kind: output.cost, name: 单位成本, annual: ≤500元",
        "kind: output.cost, name: 单位成本, annual: ≤600元",
        "lowered",
    ),
    (
        "kind: output.timeliness, name: 完工时间, annual: 2024年6月底前",
        "kind: output.timeliness, name: 完工时间, annual: 2024年9月底前",
        "lowered",
    ),
    (
        "kind: output.quantity, name: 培训场次, annual: ≥24场",
        "kind: output.quantity, name: 培训场次, annual: 约24场",
        "loosened",
    ),
    (
        "kind: output.quantity, name: 培训场次, annual: ≥24场",
        "kind: output.quantity, name: 培训场次, annual: 按需开展",
        "made-vague",
    ),
    ("kind: output.quality, name: 服务水平, annual: 优", "kind: output.quality, name: 服务水平, annual: 良", "lowered"),
    (
        "kind: output.quality, name: 死亡率, annual: ≤5%",
        "kind: output.quality, name: 死亡率, annual: ≤8%, direction: lower",
        "lowered",
    ),
    (
        "kind: output.quality, name: 合格率, annual: 95%",
        "kind: output.quality, name: 合格率, annual: 90%, direction: lower",
        "turned",
    ),
    (
        "kind: output.quantity, name: 培训场次, period: 72场, annual: 24场",
        "kind: output.quantity, name: 培训场次, annual: 24场",
        "dropped",
    ),
]


@pytest.mark.parametrize(("before", "after", "message"), LOWER)
def test_a_target_that_is_worse_in_its_direction_is_told(before: str, after: str, message: str, tmp_path: Path) -> None:
    found = told(compared(tmp_path, indicator(before), indicator(after)), "CHG001").problems
    assert [problem.message for problem in found] == [message]


RIGHT = [
    (
        "kind: satisfaction.service_users, name: 满意度, annual: 90%以上",
        "kind: satisfaction.service_users, name: 满意度, annual: ≥90%",
    ),
    ("kind: output.cost, name: 单位成本, annual: ≤500元", "kind: output.cost, name: 单位成本, annual: ≤450元"),
    (
        "kind: output.timeliness, name: 完工时间, annual: 2024年9月底前",
        "kind: output.timeliness, name: 完工时间, annual: 2024年6月底前",
    ),
    ("kind: output.quantity, name: 培训场次, annual: 按需开展", "kind: output.quantity, name: 培训场次, annual: ≥24场"),
    ("kind: output.quantity, name: 培训场次, annual: 24场", "kind: output.quantity, name: 社区培训场次, annual: 24场"),
    (
        "kind: output.quantity, name: 培训场次, annual: 38万人次",
        "kind: output.quantity, name: 培训场次, annual: 380000人次",
    ),
    (
        "kind: output.quantity, name: 投诉量, annual: ≤20件, direction: lower",
        "kind: output.quantity, name: 投诉量, annual: ≤10件, direction: lower",
    ),
]


@pytest.mark.parametrize(("before", "after"), RIGHT)
def test_a_target_that_is_no_worse_is_not_told(before: str, after: str, tmp_path: Path) -> None:
    assert said(told(compared(tmp_path, indicator(before), indicator(after)), "CHG001").problems) == []


def test_where_units_differ_the_rule_does_not_guess(tmp_path: Path) -> None:
    before = indicator("kind: output.timeliness, name: 办结时限, annual: ≤5个工作日")
    after = indicator("kind: output.timeliness, name: 办结时限, annual: ≤30小时")
    checked = told(compared(tmp_path, before, after), "CHG001")
    assert said(checked.problems) == []
    assert [problem.code for problem in checked.deferred] == ["CHG001"]


def test_a_removed_indicator_is_told_at_the_list_that_it_is_missing_from(tmp_path: Path) -> None:
    both = BEFORE + "  - {kind: output.quantity, name: 培训场次, annual: ≥24场}\n"
    changes = compared(tmp_path, both, BEFORE)
    assert said(told(changes, "CHG001").problems) == ["example.yaml:3:3 CHG001 the indicator “培训场次” is removed"]
    assert said(told(changes, "CHG001").problems, "zh")[0].endswith("删去了指标“培训场次”")


def test_a_finding_points_at_the_new_value_and_quotes_both(tmp_path: Path) -> None:
    found = told(compared(tmp_path, BEFORE, BEFORE.replace("90%", "80%")), "CHG001").problems
    assert said(found) == ["example.yaml:3:63 CHG001 the target of “社区居民满意度” is lowered from ≥90% to ≥80%"]
    assert found[0].field == "indicators[1].annual"


APPROVED = "approved: {date: 2024-02-01, document: 番财预〔2024〕8号}\n"


def adjustment(date: str = "2024-07-12", document: str = "番财预〔2024〕61号", reason: str = "年中调整") -> str:
    return f"adjustments:\n  - {{document: {document}, date: {date}, reason: {reason}, approved_by: 番禺区财政局}}\n"


def test_a_value_whose_english_was_left_as_before_is_quoted_in_chinese(tmp_path: Path) -> None:
    def files(stations: str) -> dict[str, str]:
        value = f"{{zh: 对{stations}个社工站各评估1次, en: 1 assessment at each of the 18 stations}}"
        record = f"indicators: [{{kind: output.quantity, name: {{zh: 评估, en: Assessments}}, annual: {value}}}]"
        return {"targetbook.yaml": "languages: [zh, en]\n", RECORD: record}

    (found,) = said(told(compared(tmp_path, files("18"), files("12")), "CHG001").problems)
    assert "lowered from 对18个社工站各评估1次 to 对12个社工站各评估1次" in found


def test_each_thing_that_changed_after_approval_is_told_at_its_place(tmp_path: Path) -> None:
    after = (
        BEFORE.replace("116.40", "126.40")
        .replace("kind: satisfaction.service_users", "kind: output.quality")
        .replace("90%", "95%")
    )
    found = told(compared(tmp_path, BEFORE + APPROVED, after + APPROVED), "CHG002").problems
    assert [(problem.field, problem.message) for problem in found] == [
        ("funding.fiscal", "money"),
        ("indicators[1].kind", "kind"),
        ("indicators[1].annual", "value"),
    ]
    assert said(found)[0] == (
        "example.yaml:1:19 CHG002 funding.fiscal was approved (2024-02-01 番财预〔2024〕8号) and goes from 116.40 to 126.40 "
        "(+10.00 万元) with no new adjustment"
    )


def test_the_books_own_approval_counts_for_every_project(tmp_path: Path) -> None:
    book = {"targetbook.yaml": "approved: {date: 2024-02-01}\n"}
    changes = compared(tmp_path, {**book, RECORD: BEFORE}, {**book, RECORD: BEFORE.replace("116.40", "96.40")})
    assert "(−20.00 万元)" in said(told(changes, "CHG002").problems)[0]


def test_taking_the_approval_away_does_not_free_a_record(tmp_path: Path) -> None:
    changes = compared(tmp_path, BEFORE + APPROVED, BEFORE.replace("116.40", "126.40"))
    assert [problem.code for problem in told(changes, "CHG002").problems] == ["CHG002"]


def test_an_approval_that_comes_with_the_change_leaves_open_what_was_approved(tmp_path: Path) -> None:
    later = APPROVED.replace("2024-02-01", "2024-06-01")
    for name, before in (("first", BEFORE), ("again", BEFORE + APPROVED)):
        checked = told(compared(tmp_path / name, before, BEFORE.replace("90%", "95%") + later), "CHG002")
        assert said(checked.problems) == []
        assert [problem.code for problem in checked.deferred] == ["CHG002"]


def test_last_years_approval_does_not_bind_this_years_book(tmp_path: Path) -> None:
    base = {"targetbook.yaml": "year: 2024\n", RECORD: BEFORE + APPROVED}
    head = {"targetbook.yaml": "year: 2025\n", RECORD: BEFORE.replace("116.40", "90.00") + APPROVED}
    checked = told(compared(tmp_path, base, head), "CHG002", "CHG004")
    assert (checked.problems, checked.deferred) == ((), ())


def test_only_an_adjustment_that_is_new_and_no_older_than_the_approval_counts(tmp_path: Path) -> None:
    after = BEFORE.replace("116.40", "126.40") + APPROVED
    old = BEFORE + APPROVED + adjustment()
    standing = told(compared(tmp_path / "standing", old, after + adjustment()), "CHG002").problems
    reworded = told(compared(tmp_path / "reworded", old, after + adjustment(reason="年中追加")), "CHG002").problems
    early = told(compared(tmp_path / "early", BEFORE + APPROVED, after + adjustment("2024-01-05")), "CHG002").problems
    second = (
        adjustment()
        + "  - {document: 番财预〔2024〕77号, date: 2024-09-02, reason: 再次追加, approved_by: 番禺区财政局}\n"
    )
    new = told(compared(tmp_path / "new", old, after + second), "CHG002").problems
    assert [problem.message for problem in (*standing, *reworded)] == ["money", "money"]
    assert said(early)[0].endswith("the new adjustment is older than the approval")
    assert said(new) == []


def test_words_and_order_may_change_after_approval(tmp_path: Path) -> None:
    before = BEFORE + APPROVED + "objectives: [提升社区服务能力。]\n"
    after = BEFORE.replace("≥90%", "90%以上") + APPROVED + "objectives: [提升社区治理和服务能力。]\n"
    assert said(told(compared(tmp_path, before, after), "CHG002").problems) == []


def test_an_approved_project_may_not_vanish(tmp_path: Path) -> None:
    other = {"targets/centre/other.yaml": "name: 居家养老服务\n"}
    base = {RECORD: BEFORE + APPROVED, **other}
    found = told(compared(tmp_path / "gone", base, other), "CHG002").problems
    assert [f"{each.place} {each.record} {each.message}" for each in found] == [
        "targets/centre/_unit.yaml:1:1 centre/example project-removed"
    ]
    named = {"targets/centre/other.yaml": "name: 居家养老服务\n" + adjustment(reason="基层社区建设并入本项目")}
    assert said(told(compared(tmp_path / "named", base, named), "CHG002", "CHG007").problems) == []


def test_money_up_is_right_where_a_quantity_rises_with_it(tmp_path: Path) -> None:
    def changed(name: str, before: str, after: str) -> list[str]:
        records = (
            f"funding: {{fiscal: {money}}}\n" + indicator(f"kind: output.quantity, name: 培训场次, annual: {value}")
            for money, value in (before.split(), after.split())
        )
        return [problem.message for problem in told(compared(tmp_path / name, *records), "CHG003").problems]

    assert changed("nine", "100.00 24场", "109.99 24场") == []
    assert changed("ten", "100.00 24场", "110.00 24场") == ["finds"]
    assert changed("fewer", "100.00 24场", "110.00 20场") == ["finds"]
    assert changed("more", "100.00 24场", "110.00 25场") == []
    assert changed("less", "100.00 24场", "80.00 24场") == []
    assert changed("nothing", "0 24场", "80.00 24场") == []
    assert changed("unit", "100.00 24场", "150.00 40期") == []


def test_the_rise_of_money_is_a_setting_of_the_book(tmp_path: Path) -> None:
    book = {"targetbook.yaml": "rules: {CHG003: {rise: 50}, severity: {CHG001: error}}\n"}
    after = BEFORE.replace("116.40", "150.00").replace("90%", "80%")
    checked = told(compared(tmp_path, {**book, RECORD: BEFORE}, {**book, RECORD: after}), "CHG")
    assert [(problem.code, problem.severity) for problem in checked.problems] == [("CHG001", "error")]


def test_a_change_of_anything_but_translations_is_not_translation_only(tmp_path: Path) -> None:
    book = {"targetbook.yaml": "languages: [zh, en]\n"}
    before = "name: {zh: 基层社区建设}\n"
    translated = "name: {zh: 基层社区建设, en: Community building}\n"
    only = told(compared(tmp_path / "only", {**book, RECORD: before}, {**book, RECORD: translated}), "CHG005").problems
    assert said(only) == ["example.yaml:1:24 CHG005 only translations (en) changed in this record"]
    for name, more in (
        ("grades", indicator("kind: output.quality, name: 质量, annual: 优, grades: [好, 差]")),
        ("approved", APPROVED),
        ("money", "funding: {fiscal: 9.00}\n"),
    ):
        changes = compared(tmp_path / name, {**book, RECORD: before}, {**book, RECORD: translated + more})
        assert said(told(changes, "CHG005").problems) == [], name


def test_what_was_published_is_told_by_its_digest_alone(tmp_path: Path) -> None:
    changes = compared(tmp_path, BEFORE, BEFORE.replace("116.40", "126.40"))
    assert [problem.message for problem in told(changes, "CHG006").deferred] == ["defers"]
    book = {"targetbook.yaml": f"rules: {{CHG006: {{published: [sha256:{'0' * 64}]}}}}\n"}
    other = compared(tmp_path / "other", {**book, RECORD: BEFORE}, {**book, RECORD: BEFORE.replace("116.40", "1.00")})
    checked = told(other, "CHG006")
    assert (said(checked.problems), [problem.message for problem in checked.deferred]) == ([], ["unknown"])


def test_a_translation_alone_is_nothing_that_an_adjustment_adjusts(tmp_path: Path) -> None:
    book = {"targetbook.yaml": "languages: [zh, en]\n"}
    before = "name: {zh: 基层社区建设}\n"
    after = "name: {zh: 基层社区建设, en: Community building}\n" + adjustment()
    found = told(compared(tmp_path, {**book, RECORD: before}, {**book, RECORD: after}), "CHG007").problems
    assert said(found) == [
        "example.yaml:3:16 CHG007 the adjustment 番财预〔2024〕61号 (2024-07-12) is new, "
        "and nothing of “Community building” changed"
    ]


ALLOWED = """\
indicators:
  - kind: satisfaction.service_users
    name: 社区居民满意度
    annual: ≥80%
    allow: {CHG001: 服务对象口径扩大，经主管局同意}
"""


def test_an_allowance_silences_the_change_that_brings_it(tmp_path: Path) -> None:
    before = ALLOWED.replace("80%", "90%").replace("    allow: {CHG001: 服务对象口径扩大，经主管局同意}\n", "")
    changes = compared(tmp_path, before, ALLOWED)
    assert said(check_changes(changes, Selection(select=("CHG", "STR009"))).problems) == []
    assert said(check_book(changes.head.root, Selection(select=("STR",))).problems) == [], "check knows the code"


def test_an_allowance_from_before_does_not_silence_a_later_change(tmp_path: Path) -> None:
    changes = compared(tmp_path, ALLOWED, ALLOWED.replace("80%", "70%"))
    assert [problem.code for problem in told(changes, "CHG001").problems] == ["CHG001"]


def test_an_allowance_for_a_change_that_is_none_is_told(tmp_path: Path) -> None:
    after = ALLOWED.replace("80%", "95%").replace("    allow", "    weight: 10\n    allow")
    changes = compared(tmp_path, ALLOWED.replace("80%", "90%").split("    allow")[0], after)
    assert said(check_changes(changes, Selection(select=("CHG001", "STR009"))).problems) == [
        "example.yaml:6:13 STR009 there is no finding of CHG001 here to allow"
    ]


def test_a_book_compared_with_itself_is_told_nothing(tmp_path: Path) -> None:
    record = BEFORE + APPROVED + adjustment()
    checked = told(compared(tmp_path, record, record), "CHG")
    assert said(checked.problems) == []


def test_a_check_of_one_version_runs_no_rule_of_change(tmp_path: Path) -> None:
    changes = compared(tmp_path, BEFORE + APPROVED, BEFORE.replace("90%", "80%") + APPROVED)
    assert {problem.code for problem in check_book(changes.head.root, Selection(select=("ALL",))).problems} & set(
        OF_CHANGE
    ) == set()
