"""What every report tells beside the values: where things came from and went, and what changed above the projects."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.books import ProjectFile, UnitFolder, project, unit
from tests.review.reports_samples import changes_between, indicators, reports, unchanged
from tests.review.repositories import NO_RULES, kept

from targetbook.check import Memory, Selection
from targetbook.cli.reviewing import Review, narrowed, reviewed
from targetbook.problems import Place, Problem
from targetbook.review import asked_versions, compare_versions, opened_versions
from targetbook.review.changes import Changes
from targetbook.review.policy import breaches
from targetbook.review.reports import json_report, markdown_report
from targetbook.review.rules import check_changes

SESSIONS = ("output.quantity", "{zh: 培训场次, en: Training sessions}", "72场次", "24场次")
PLEASED = ("satisfaction.service_users", "{zh: 居民满意度, en: Satisfaction of residents}", "≥90%", "≥90%")
PASSED = ("output.quality", "{zh: 培训合格率, en: Pass rate}", "95%", "95%")
KNOWN = ("benefit.social", "{zh: 政策知晓率, en: Awareness}", "62%", "62%")
WHOLE = project(
    "whole",
    name="{zh: 社区工作经费, en: Community work}",
    funding="43",
    indicators=indicators(SESSIONS, PLEASED, PASSED, KNOWN),
)
LEFT = project(
    "whole", name="{zh: 社区工作经费, en: Community work}", funding="33", indicators=indicators(PASSED, KNOWN)
)
PART = project(
    "part",
    name="{zh: 社区培训经费, en: Community training}",
    funding="10",
    indicators=indicators((*SESSIONS[:3], "20场次"), PLEASED),
)


def split(root: Path, **head: str) -> Changes:
    return changes_between(root, [WHOLE], [LEFT, PART], **head)


def test_an_indicator_that_went_to_another_project_was_not_removed(tmp_path: Path) -> None:
    changes = split(tmp_path)
    for told in reports(changes):
        assert "2 indicators passed to another project" in told
        assert "now in Community training" in told
        assert "from Community work" in told
        assert "indicator removed" not in told
    assert reports(changes, "zh")[0].count("已调到“社区培训经费”") == 2
    data = json_report(changes, "en")
    (part, whole) = data["projects"]  # type: ignore[misc]
    assert [each["came_from"] for each in part["indicators"]] == ["centre/whole"] * 2
    assert [(each["change"], each["went_to"]) for each in whole["indicators"]] == [("passed_on", "centre/part")] * 2


def test_a_target_that_was_lowered_on_the_way_is_lowered(tmp_path: Path) -> None:
    changes = split(tmp_path)
    for told in reports(changes):
        assert "Targets that ask for less" in told
        assert "▼ lowered" in told
    problems = check_changes(changes, Selection(select=("CHG001",))).problems
    assert [(problem.message, problem.record) for problem in problems] == [("lowered", "centre/part")]


@pytest.mark.parametrize(("change", "expected"), [("lowered", ["centre/part lowered"]), ("removed", [])])
def test_the_policy_asks_of_what_was_lowered_on_the_way_and_not_of_what_went(
    change: str, expected: list[str], tmp_path: Path
) -> None:
    policy = f"\n  changes: [{{change: {change}, needs: adjustment}}]"
    assert [f"{problem.record} {problem.message}" for problem in breaches(split(tmp_path, policy=policy))] == expected


def test_money_that_went_with_a_project_has_a_line_of_its_own(tmp_path: Path) -> None:
    stays, goes = project("stays", funding="5.00"), project("goes", name="志愿服务", funding="7.00")

    def book(*units: tuple[str, list[ProjectFile]]) -> list[ProjectFile | UnitFolder]:
        return [unit(id, *projects, name=f"{id}科") for id, projects in units]

    other = project("other", name="另一项目", funding="1.00")
    changes = changes_between(
        tmp_path, book(("a", [stays, goes]), ("b", [other])), book(("a", [stays]), ("b", [goes, other]))
    )
    told = reports(changes)[0]
    assert "of it with projects that moved Total −7.00" in told
    assert "of it with projects that moved Total +7.00" in told
    units = json_report(changes, "en")["money"]["units"]  # type: ignore[index]
    assert [each["moved"]["total"] for each in units] == ["-7.00", "7.00"]


def test_a_unit_that_was_renamed_moves_none_of_its_projects(tmp_path: Path) -> None:
    old, new = (
        [unit(id, project("p"), project("q", name="另一项目"), name="社会福利科")] for id in ("welfare", "social")
    )
    for told in reports(changes_between(tmp_path, [*old], [*new])):
        assert "1 unit kept in another folder" in told
        assert "formerly welfare" in told
        assert "moved to another unit" not in told


def test_a_value_that_asks_for_less_by_the_direction_before_is_told_with_the_lowered_ones(tmp_path: Path) -> None:
    old = indicators(("output.quality", "转办率", "5%", "5%"))
    new = "\n  - {kind: output.quality, name: 转办率, direction: lower, period: 5%, annual: 3%}"
    changes = changes_between(tmp_path, [project(indicators=old)], [project(indicators=new)])
    for told in reports(changes):
        assert "1 turned to ask for less" in told or "1 target turned to ask for less" in told
        assert "what is better: higher → lower" in told
        assert told.index("Targets that ask for less") < told.index("⇅")


def test_a_mere_translation_is_told_as_one(tmp_path: Path) -> None:
    old, new = (project(name=f"{{zh: 社区工作, en: {english}}}") for english in ("Community work", "Community works"))
    told = reports(changes_between(tmp_path, [old], [new]))[0]
    assert told.startswith("1 translation changed")
    assert "renamed" not in told


@pytest.mark.parametrize(
    ("field", "before", "after", "english", "chinese"),
    [
        ("year", "2024", "2025", "year of the book: 2024 → 2025", "预算年度：2024 → 2025"),
        ("controls", "", "{projects: 1}", "control of the number of projects: — → 1", "控制数（项目数）：— → 1"),
        ("controls", "", "{fiscal: 1.20}", "control of Fiscal appropriation: — → 1.20", "控制数（财政拨款）：— → 1.20"),
        (
            "setting",
            "stacked",
            "zh",
            "bilingual setting: one under the other → Chinese alone",
            "双语排式：上下对照 → 中文",
        ),
        ("rules", "", "{VAL010: {floor: 85}}", "rule setting VAL010.floor: — → 85", "规则设置 VAL010.floor：— → 85"),
        (
            "policy",
            "",
            "{changes: [{change: lowered, needs: adjustment}]}",
            "policy, row 1, which change: — → a target lowered",
            "变动要求第1条，哪种变动：— → 降低目标",
        ),
        ("approved", "", "{date: 2024-02-01}", "approved: — → 2024-02-01", "批复：— → 2024-02-01"),
    ],
)
def test_what_changed_in_the_books_own_file_is_told_in_words(
    field: str, before: str, after: str, english: str, chinese: str, tmp_path: Path
) -> None:
    first = changes_between(tmp_path / "a", [project()], [project()], **({field: before} if before else {}))
    second = changes_between(tmp_path / "b", [project()], [project()], **{field: after})
    changes = compare_versions(first.base, second.head)
    assert english in reports(changes)[0]
    assert chinese in reports(changes, "zh")[1]


def test_no_report_shows_the_path_of_a_field_that_has_a_name(tmp_path: Path) -> None:
    approved = "{date: 2024-02-01, document: 番财预〔2024〕61号}"
    entry = "\n  - {document: 穗民〔2024〕3号, date: 2024-05-06, reason: 场地减少, approved_by: 市财政局}"
    new = project(
        adjustments=entry,
        approved=approved,
        allow="{VAL002: 沿用旧名}",
        transfer="{document: 粤财〔2024〕5号, level: provincial}",
    )
    for told in reports(changes_between(tmp_path, [project()], [new])):
        assert not re.search(r"adjustments\[|allow\.|transfer\.|approved:? ?\{", told)
        assert "reason why VAL002 may stand" in told
        assert "level of the transfer" in told
    zh = reports(changes_between(tmp_path / "zh", [project()], [new]), "zh")[0]
    assert "转移支付级次：— → 省级" in zh
    assert "调整依据：穗民〔2024〕3号 · 场地减少 · 市财政局 · 2024-05-06" in zh


def test_amounts_of_another_unit_of_money_are_converted_and_that_is_said(tmp_path: Path) -> None:
    old = changes_between(tmp_path / "a", [project(funding="116.40")], [project()])
    new = changes_between(tmp_path / "b", [project()], [project(funding="1164000.00")], money="{unit: 元}")
    for told in reports(compare_versions(old.base, new.head)):
        assert "the unit of money went from 万元 to 元; the older amounts are converted" in told


def test_a_new_book_and_a_moved_one_are_told_as_what_they_are(tmp_path: Path) -> None:
    changes = unchanged(tmp_path)
    moved = replace(changes, base=replace(changes.base, moved_from="old/"))
    assert "in main (3f2a9c1d5e) the book lay in old/" in reports(moved)[0]
    new = replace(changes, base=replace(changes.base, fault="no-book"))
    assert "main (3f2a9c1d5e) has no book: everything is new" in reports(new)[1]
    broken = replace(changes, base=replace(changes.base, fault="unreadable-head"), unreadable=("targetbook.yaml",))
    assert "its records were read by that of the other version" in reports(broken)[2]
    assert "is not compared" not in reports(broken)[0]


def test_what_the_rules_of_change_cannot_tell_is_counted_and_listed(tmp_path: Path) -> None:
    untold = [Problem("CHG001", "unit-changed", Place("x"), {}, record="centre/p", field=f"f{n}") for n in range(2)]
    changes = replace(unchanged(tmp_path), deferred=tuple(untold))
    assert "the rules of change cannot tell of 2 things: CHG001" in reports(changes)[0]
    assert "有 2 处变动无法判断：CHG001" in reports(changes, "zh")[1]


def test_a_value_in_another_unit_is_what_a_review_cannot_tell(tmp_path: Path) -> None:
    old, new = (
        project(indicators=indicators(("output.quantity", "培训", "72场次", year))) for year in ("24场次", "300人")
    )
    repository = kept(tmp_path, old).rewrite(new)
    asked = asked_versions(repository.root, "HEAD", None)
    with reviewed(*asked, Selection(select=("CHG001",)), Memory()) as review:
        (untold,) = json_report(review.changes, "en")["findings"]["deferred"]  # type: ignore[index]
        assert (untold["code"], untold["field"]) == ("CHG001", "indicators[1].annual")
        assert "the rules of change cannot tell of 1 thing: CHG001" in reports(review.changes)[0]


def test_a_comment_says_how_many_smaller_changes_it_leaves_out(tmp_path: Path) -> None:
    old, new = (
        [project("small", funding=small), project("large", name="大项目", funding=large)]
        for small, large in (("5.00", "50.00"), ("6.00", "90.00"))
    )
    policy = "\n  report: {money_over: 10.00}"
    changes = changes_between(tmp_path, [*old], [*new], policy=policy)
    comment = markdown_report(narrowed(Review(changes, (), (), None)).changes, "en")
    assert "1 project with less money moved than policy.report asks for: not shown" in comment
    assert "money +41.00 万元 in 2 projects" in comment
    assert "centre/small" not in comment


def test_a_unit_that_is_the_same_in_both_versions_is_judged_once(tmp_path: Path) -> None:
    units = [unit(id, project(f"p{id}"), project(f"q{id}", name="另一项目"), name=f"{id}科") for id in ("a", "b")]
    repository = kept(tmp_path, *units)
    repository.write("targets/b/pb.yaml", project(funding="2.00").text())
    memory = Memory()
    with opened_versions(*asked_versions(repository.root, "HEAD", None), NO_RULES, memory) as (old, new):
        assert old.checked.book is not None
        assert new.checked.book is not None
        same, changed = (memory.told_of_units[id][0] for id in ("a", "b"))
        assert same is old.checked.book.units[0]
        assert changed is new.checked.book.units[1]
