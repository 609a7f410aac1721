"""`policy:` of targetbook.yaml: which changes need an adjustment, and which are told."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.check.examples import write_example
from tests.review.two_versions import RECORD, compared, said

from targetbook.check import Memory, Selection, check_book
from targetbook.messages import say
from targetbook.model import open_head
from targetbook.model.schema import file_schema
from targetbook.review.comparing import compare_versions
from targetbook.review.policy import breaches, is_told, policy_of, unjudged
from targetbook.review.versions import asked_folders, opened_versions

BEFORE = """\
funding: {fiscal: 116.40}
indicators:
  - {kind: satisfaction.service_users, name: 社区居民满意度, annual: ≥90%}
"""
ADJUSTED = """\
adjustments:
  - {document: 番财预〔2024〕61号, date: 2024-07-12, reason: 年中调整, approved_by: 番禺区财政局}
"""
LOWERED = BEFORE.replace("90%", "80%")
MORE = BEFORE.replace("116.40", "176.40")


def policy(*rows: str, report: str = "") -> str:
    lines = "".join(f"    - {{{row}, needs: adjustment}}\n" for row in rows)
    return f"policy:\n  changes:\n{lines}" + (f"  report: {{{report}}}\n" if report else "")


def breached(tmp_path: Path, book: str, base: str, head: str, base_book: str | None = None) -> list[str]:
    old = {"targetbook.yaml": book if base_book is None else base_book, RECORD: base}
    return [problem.message for problem in breaches(compared(tmp_path, old, {"targetbook.yaml": book, RECORD: head}))]


def test_a_breach_names_file_line_record_and_what_would_do(tmp_path: Path) -> None:
    book = policy("change: lowered")
    changes = compared(tmp_path, {"targetbook.yaml": book, RECORD: BEFORE}, {"targetbook.yaml": book, RECORD: LOWERED})
    (breach,) = breaches(changes)
    assert said((breach,)) == [
        "example.yaml:3:63 POL001 the target of “社区居民满意度” is lowered from ≥90% to ≥80%, "
        "which by the policy (targetbook.yaml:3) needs an adjustment"
    ]
    assert (breach.record, breach.field) == ("centre/example", "indicators[1].annual")
    assert say(breach, "en").mend == (
        "add an entry to adjustments in targets/centre/example.yaml: document, date, reason, approved_by"
    )
    assert say(breach, "zh").says == (
        "“社区居民满意度”的指标值由 ≥90% 下调为 ≥80%，按变动管理规定（targetbook.yaml:3）须有调整依据"
    )


def untold_of(root: Path, old_book: str, old: str, book: str = "") -> list[str]:
    """What keeps a change that lowers a target from being held to the policy, of two folders."""
    write_example(root / "base", {"targetbook.yaml": old_book, RECORD: old})
    write_example(root / "head", {"targetbook.yaml": book or old_book, RECORD: LOWERED})
    asked = asked_folders(root / "base", root / "head")
    with opened_versions(None, *asked, Selection(), Memory()) as (older, newer):
        return list(said(unjudged(compare_versions(older, newer))))


def test_what_the_older_version_cannot_tell_is_refused(tmp_path: Path) -> None:
    book = policy("change: lowered")
    broken = BEFORE.replace("116.40", "一百")
    (record,) = untold_of(tmp_path / "record", book, broken)
    assert record.startswith("example.yaml:1:1 POL001 the older version of this record cannot be read (")
    (whole,) = untold_of(tmp_path / "policy", policy("change: lowerd"), BEFORE, book)
    assert whole.startswith("targetbook.yaml")
    assert "POL001 the policy of the older version cannot be read (targetbook.yaml:" in whole
    assert untold_of(tmp_path / "sound", book, BEFORE) == []
    assert untold_of(tmp_path / "none", "", broken) == []


def test_a_new_adjustment_meets_the_policy_and_an_old_one_does_not(tmp_path: Path) -> None:
    book = policy("change: any")
    assert breached(tmp_path / "new", book, BEFORE, LOWERED + ADJUSTED) == []
    assert breached(tmp_path / "old", book, BEFORE + ADJUSTED, LOWERED + ADJUSTED) == ["lowered"]
    again = ADJUSTED + ADJUSTED.removeprefix("adjustments:\n").replace("07-12", "07-13").replace("年中", "再次")
    assert breached(tmp_path / "again", book, BEFORE + ADJUSTED, LOWERED + again) == ["lowered"]
    in_brackets = ADJUSTED.replace("〔2024〕61", "【2024】６１")
    assert breached(tmp_path / "brackets", book, BEFORE + in_brackets, LOWERED + ADJUSTED) == ["lowered"]


def test_what_nothing_tells_of_needs_an_adjustment_where_a_lowered_target_does(tmp_path: Path) -> None:
    book, other = policy("change: lowered"), BEFORE.replace("≥90%", "≥90分")
    assert breached(tmp_path / "unit", book, BEFORE, other) == ["unclear"]
    assert breached(tmp_path / "met", book, BEFORE, other + ADJUSTED) == []
    turned = BEFORE.replace("annual: ≥90%", "annual: ≥90%, direction: lower")
    assert breached(tmp_path / "turned", book, BEFORE, turned) == ["turned-alone"]
    assert breached(tmp_path / "removed", policy("change: removed"), BEFORE, turned) == []


@pytest.mark.parametrize(
    ("filled", "left"),
    [("番财预〔2024〕61号", "待填写"), ("番财预〔2024〕61号", "无"), ("年中调整", "XXX"), ("年中调整", "略"),
     ("番禺区财政局", "TBD"), ("番禺区财政局", "/"), ("2024-07-12", "2099-07-12"), ("2024-07-12", "1900-01-01")],
)  # fmt: skip
def test_an_adjustment_that_names_no_document_yet_meets_nothing(filled: str, left: str, tmp_path: Path) -> None:
    book, entry = policy("change: lowered"), ADJUSTED.replace(filled, left)
    assert breached(tmp_path / "policy", book, BEFORE, LOWERED + entry) == ["unfilled"]
    assert breached(tmp_path / "two", book, BEFORE, LOWERED + ADJUSTED + entry.removeprefix("adjustments:\n")) == []


@pytest.mark.parametrize(
    ("row", "fiscal", "expected"),
    [
        ("change: money, over: 50", "166.40", []),
        ("change: money, over: 50", "166.41", ["money"]),
        ("change: money, over: 50", "66.39", ["money"]),
        ("change: money, over: 500000 元", "166.41", ["money"]),
        ("change: money, share: 10%", "128.04", []),
        ("change: money, share: 10%", "128.05", ["money"]),
        ("change: money, share: 10%", "104.75", ["money"]),
        ("change: money, over: 50, share: 10%", "130.00", ["money"]),
        ("change: money", "116.41", ["money"]),
        ("change: money, over: 50", "116.4", []),
    ],
)
def test_money_needs_an_adjustment_beyond_a_limit_up_or_down(
    row: str, fiscal: str, expected: list[str], tmp_path: Path
) -> None:
    assert breached(tmp_path, policy(row), BEFORE, BEFORE.replace("116.40", fiscal)) == expected


def test_money_that_moves_between_sources_is_moved_though_the_sum_stays(tmp_path: Path) -> None:
    before, after = (
        BEFORE.replace("{fiscal: 116.40}", f"{{fiscal: {a}, other: {b}}}") for a, b in ((90, 10), (30, 70))
    )
    assert breached(tmp_path, policy("change: money, over: 50"), before, after) == ["money"]


@pytest.mark.parametrize(
    ("row", "head", "expected"),
    [
        (
            "change: removed",
            BEFORE.replace("indicators:", "indicators:\n  - {kind: output.quantity, name: 场次, annual: 9场}"),
            [],
        ),
        (
            "change: added",
            BEFORE.replace("indicators:", "indicators:\n  - {kind: output.quantity, name: 场次, annual: 9场}"),
            ["added"],
        ),
        ("change: kind", BEFORE.replace("satisfaction.service_users", "output.quality"), ["kind"]),
        ("change: weight", BEFORE.replace("≥90%", "≥90%, weight: 10"), ["weight"]),
        ("change: value", BEFORE.replace("90%", "95%"), ["value"]),
        ("change: lowered", BEFORE.replace("90%", "95%"), []),
        ("change: any", BEFORE.replace("annual: ≥90%", "annual: 90%以上, note: 问卷调查"), []),
    ],
)
def test_each_kind_of_change_is_asked_for_by_its_word(row: str, head: str, expected: list[str], tmp_path: Path) -> None:
    assert breached(tmp_path, policy(row), BEFORE, head) == expected


def test_after_approval_the_adjustment_must_not_be_older(tmp_path: Path) -> None:
    book, approved = policy("change: any, after: approved"), "approved: {date: 2024-08-01}\n"
    assert breached(tmp_path / "draft", book, BEFORE, LOWERED) == []
    assert breached(tmp_path / "none", book, BEFORE + approved, LOWERED + approved) == ["lowered"]
    assert breached(tmp_path / "early", book, BEFORE + approved, LOWERED + approved + ADJUSTED) == ["early"]
    assert (
        breached(tmp_path / "later", book, BEFORE + approved, LOWERED + approved + ADJUSTED.replace("-07-", "-09-"))
        == []
    )


def test_one_thing_is_told_once_though_several_rows_ask_for_it(tmp_path: Path) -> None:
    assert breached(tmp_path, policy("change: lowered", "change: value", "change: any"), BEFORE, LOWERED) == ["lowered"]


def test_who_proposes_a_change_cannot_loosen_the_policy_with_it(tmp_path: Path) -> None:
    strict, loose = policy("change: lowered"), policy("change: money, over: 500")
    assert breached(tmp_path / "loosened", loose, BEFORE, LOWERED, base_book=strict) == ["lowered"]
    assert breached(tmp_path / "deleted", "", BEFORE, LOWERED, base_book=strict) == ["lowered"]
    assert breached(tmp_path / "first", strict, BEFORE, LOWERED, base_book="") == ["lowered"]


def test_a_removed_project_needs_an_adjustment_that_names_it(tmp_path: Path) -> None:
    head, other = {"targetbook.yaml": policy("change: removed")}, {"targets/centre/other.yaml": "name: 居家养老服务\n"}
    gone = breaches(compared(tmp_path / "gone", {**head, RECORD: BEFORE, **other}, {**head, **other}))
    assert [(problem.message, problem.record) for problem in gone] == [("project-removed", "centre/example")]
    named = {"targets/centre/other.yaml": "name: 居家养老服务\n" + ADJUSTED.replace("年中调整", "撤销基层社区建设项目")}
    assert breaches(compared(tmp_path / "named", {**head, RECORD: BEFORE, **other}, {**head, **named})) == ()


def test_a_book_without_policy_is_breached_by_nothing(tmp_path: Path) -> None:
    assert breached(tmp_path, "", BEFORE, LOWERED) == []


def test_too_little_money_alone_is_not_told(tmp_path: Path) -> None:
    book = policy("change: lowered", report="money_over: 5, money_share: 20%")

    def told(name: str, head: str) -> list[bool]:
        changes = compared(
            tmp_path / name, {"targetbook.yaml": book, RECORD: BEFORE}, {"targetbook.yaml": book, RECORD: head}
        )
        return [is_told(change, policy_of(changes)) for change in changes.projects]

    assert told("little", BEFORE.replace("116.40", "118.00")) == [False]
    assert told("much", MORE) == [True]
    assert told("down", BEFORE.replace("116.40", "100.00")) == [True]
    assert told("target", LOWERED.replace("116.40", "118.00")) == [True]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "policy:\n  changes:\n    - {change: lowerd, needs: adjustment}\n",
            "3:16 STR004 policy.changes[1].change cannot be lowerd",
        ),
        (
            "policy:\n  changes:\n    - {change: any, need: adjustment}\n",
            "3:21 STR002 policy.changes[1] has an unknown key need",
        ),
        ("policy:\n  changes:\n    - {change: any}\n", "3:7 STR001 policy.changes[1] has no needs (what it needs)"),
        (
            "policy:\n  changes:\n    - {change: money, share: 0.1, needs: adjustment}\n",
            "3:30 POL002 policy.changes[1].share: 0.1 is no share",
        ),
        (
            "policy:\n  changes:\n    - {change: lowered, over: 50, needs: adjustment}\n",
            "3:7 POL002 policy.changes[1]: only money has a size, and lowered has none",
        ),
        ("policy:\n  report: {money_ovr: 5}\n", "2:12 STR002 policy.report has an unknown key money_ovr"),
        ("policy: [lowered]\n", "1:9 STR004 policy must be"),
    ],
)
def test_a_slip_in_the_policy_is_told_at_its_place(written: str, expected: str, tmp_path: Path) -> None:
    checked = check_book(write_example(tmp_path, {"targetbook.yaml": written}), Selection(select=("FND001",)))
    told = said(checked.problems)
    assert any(line.startswith(f"targetbook.yaml:{expected}") for line in told), told


def test_the_schema_for_editors_knows_the_policy(tmp_path: Path) -> None:
    row = {"change": "money", "over": 50, "share": "10%", "needs": "adjustment"}
    book = {
        "title": "绩效目标表",
        "department": "民政局",
        "year": 2024,
        "policy": {"changes": [row], "report": {"money_over": 5}},
    }
    validator = Draft202012Validator(file_schema("book", None))
    assert list(validator.iter_errors(book)) == []
    assert [*validator.iter_errors({**book, "policy": {"changes": [{**row, "change": "lowerd"}]}})] != []
    assert [*validator.iter_errors({**book, "policy": {"changes": [{**row, "share": "0.1"}]}})] != []


def test_the_policy_is_typed(tmp_path: Path) -> None:
    opened = open_head(write_example(tmp_path, {"targetbook.yaml": policy("change: money, over: 50, share: 10%")}))
    assert opened.book is not None
    assert opened.book.policy is not None
    (demand,) = opened.book.policy.changes
    assert (demand.change, str(demand.over), str(demand.share), demand.after) == ("money", "50", "10", None)
