"""Indicators that go from one project to another, by a split, a merge or alone, are counted alike in every place."""

from pathlib import Path

import pytest
from tests.books import ProjectFile, UnitFolder, project, unit
from tests.review.reports_samples import changes_between, indicators, reports

from targetbook.check import Selection
from targetbook.problems import Problem
from targetbook.review.changes import Changes
from targetbook.review.policy import breaches
from targetbook.review.reports import json_report
from targetbook.review.reports.summary import summary_of
from targetbook.review.rules import check_changes

SESSIONS = ("output.quantity", "培训场次", "72场次", "24场次")
PASSED = ("output.quality", "培训合格率", "95%", "95%")
VISITS = ("output.quantity", "走访户数", "900户", "300户")
PLEASED = ("satisfaction.service_users", "居民满意度", "≥90%", "≥90%")
POLICY = "\n  changes: [{change: any, needs: adjustment}]"
APPROVED = "{date: 2024-02-01, document: 番财预〔2024〕8号}"
Goal = tuple[str, str, str, str]
Parts = list[ProjectFile | UnitFolder]


def record(id: str, name: str, funding: str, *goals: Goal, **fields: str) -> ProjectFile:
    return project(
        id, name=name, funding=funding, objectives=f"[{name}办好。]", indicators=indicators(*goals), **fields
    )


WHOLE = record("a", "社区建设经费", "10", SESSIONS, PASSED, VISITS, PLEASED)
LEFT = record("a", "社区建设经费", "6", SESSIONS, PASSED)
PART = record("b", "乙街走访补贴", "4", VISITS, PLEASED)
OTHER_HALF = record("c", "甲站培训经费", "6", SESSIONS, PASSED)
GIVER = (
    record("a", "社区建设经费", "6", SESSIONS, PASSED, PLEASED),
    record("a", "社区建设经费", "6", SESSIONS, PASSED),
)
TAKER = (record("b", "养老服务补贴", "4", VISITS), record("b", "养老服务补贴", "4", VISITS, PLEASED))
CASES: dict[str, tuple[Parts, Parts, int, int]] = {
    "split": ([WHOLE], [LEFT, PART], 2, 2),
    "merge": ([LEFT, PART], [WHOLE], 2, 2),
    "split in halves": ([WHOLE], [OTHER_HALF, PART], 4, 3),
    "merge of halves": ([OTHER_HALF, PART], [WHOLE], 4, 3),
    "transfer": ([GIVER[0], TAKER[0]], [GIVER[1], TAKER[1]], 1, 1),
}


def told(changes: Changes, code: str) -> list[tuple[str, str]]:
    return said(check_changes(changes, Selection(select=(code,))).problems)


def said(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.record, problem.message) for problem in problems]


@pytest.mark.parametrize("case", CASES)
def test_what_passed_is_counted_once_in_the_summary_the_tree_and_the_data(case: str, tmp_path: Path) -> None:
    old, new, passed, _ = CASES[case]
    changes = changes_between(tmp_path, old, new)
    counts = summary_of(changes).indicators
    assert (counts["passed_on"], counts["removed"], counts["added"]) == (passed, 0, 0)
    for report in reports(changes):
        assert f"{passed} indicator{'s' if passed > 1 else ''} passed to another project" in report
    tree = reports(changes)[0]
    assert (tree.count("now in "), tree.count(" from ")) == (passed, passed + tree.count("split from"))
    each = [one for of in json_report(changes, "en")["projects"] for one in of["indicators"]]  # type: ignore[attr-defined]
    assert [sum(bool(one[end]) for one in each) for end in ("came_from", "went_to")] == [passed, passed]


@pytest.mark.parametrize("case", CASES)
def test_what_passed_asks_for_an_adjustment_once(case: str, tmp_path: Path) -> None:
    """A whole project or its money asks for one each; what came or went with it does not ask again."""
    old, new, _, asked = CASES[case]
    assert len(breaches(changes_between(tmp_path, old, new, policy=POLICY))) == asked


@pytest.mark.parametrize("case", CASES)
def test_no_report_shows_what_another_project_has_now_among_what_is_gone(case: str, tmp_path: Path) -> None:
    old, new, _, _ = CASES[case]
    changes = changes_between(tmp_path, old, new)
    assert told(changes, "CHG001") == []
    for report in reports(changes):
        assert "removed: period" not in report


@pytest.mark.parametrize("case", CASES)
def test_an_indicator_that_another_project_has_now_was_not_removed_after_its_approval(
    case: str, tmp_path: Path
) -> None:
    old, new, _, _ = CASES[case]
    found = told(changes_between(tmp_path, old, new, approved=APPROVED), "CHG002")
    assert "removed" not in [message for _, message in found]
    assert len(found) == CASES[case][3]


def test_an_approved_indicator_that_went_to_a_project_without_approval_is_told_there(tmp_path: Path) -> None:
    giver = [
        record("a", "社区建设经费", "6", *goals, approved=APPROVED) for goals in ((SESSIONS, PLEASED), (SESSIONS,))
    ]
    changes = changes_between(tmp_path, [giver[0], TAKER[0]], [giver[1], TAKER[1]])
    assert told(changes, "CHG002") == [("centre/b", "came")]


def test_an_indicator_that_changed_on_the_way_is_the_same_if_no_other_has_its_name(tmp_path: Path) -> None:
    taker = record("b", "养老服务补贴", "4", VISITS, (*PLEASED[:3], "≥80%"))
    alone = changes_between(tmp_path / "alone", [GIVER[0], TAKER[0]], [GIVER[1], taker])
    assert told(alone, "CHG001") == [("centre/b", "lowered")]
    third = record("c", "殡葬改革宣传", "3", PLEASED)  # such a name stands in many projects
    among = changes_between(tmp_path / "among", [GIVER[0], TAKER[0], third], [GIVER[1], taker, third])
    assert told(among, "CHG001") == [("centre/a", "removed")]


def test_one_removed_and_one_new_project_that_share_an_indicator_are_no_split(tmp_path: Path) -> None:
    old = record("a", "殡葬改革宣传", "3", PLEASED)
    new = record("b", "长者饭堂补贴", "5", PLEASED, VISITS)
    changes = changes_between(tmp_path, [old], [new])
    assert [change.split_from or change.merged_into for change in changes.projects] == [None, None]


@pytest.mark.parametrize("name", ["社区建设中心", "社区建设指导中心"])
def test_a_unit_of_one_project_with_another_folder_and_nearly_its_name_is_one_line(name: str, tmp_path: Path) -> None:
    old, new = ([unit(id, LEFT, name=each)] for id, each in (("centre", "社区建设指导中心"), ("hub", name)))
    changes = changes_between(tmp_path, [*old], [*new])
    assert (changes.projects, changes.units, len(changes.units_changed)) == ((), (), 1)
    for report in reports(changes):
        assert "1 unit kept in another folder" in report
        assert "10.00" not in report
        assert "6.00" not in report


def test_a_unit_with_another_folder_shows_no_money_that_moved_but_its_projects_own(tmp_path: Path) -> None:
    old = [unit("u", record("a", "社区建设", "6", SESSIONS), record("b", "养老服务", "4", VISITS), name="民政科")]
    new = [unit("v", record("a", "社区建设", "7", SESSIONS), record("b", "养老服务", "4", VISITS), name="社会科")]
    report = reports(changes_between(tmp_path, [*old], [*new]))[0]
    assert report.count("+1.00") == 5  # summary, book, unit, project, and the project's line
    assert "projects that moved" not in report
    assert "moved to another unit" not in report
