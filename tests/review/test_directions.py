"""A value whose kind or direction changed with it is told as one thing by the reports, the rules, the policy and the data."""

from itertools import product
from pathlib import Path

import pytest
from tests.books import project
from tests.review.reports_samples import changes_between, reports

from targetbook.check import Selection
from targetbook.review.changes import Changes
from targetbook.review.policy import breaches
from targetbook.review.reports import json_report
from targetbook.review.reports.summary import summary_of
from targetbook.review.reports.telling import WEAKER, weaker_targets
from targetbook.review.rules import check_changes

POLICY = "\n  changes: [{change: lowered, needs: adjustment}]"
HIGHER, LOWER = "kind: output.quantity", "kind: output.cost"
SAID = {"higher": "kind: output.quality, direction: higher", "lower": "kind: output.quality, direction: lower"}
WAYS = {HIGHER: 1, LOWER: -1, SAID["higher"]: 1, SAID["lower"]: -1}


def changed(root: Path, old: str, new: str) -> Changes:
    sides = ([project(indicators=f"\n  - {{{side}, name: 车辆运行, annual: {{zh: {n}辆}}}}")] for side, n in (
        old.rsplit("=", 1), new.rsplit("=", 1)
    ))  # fmt: skip
    before, after = sides
    return changes_between(root, [*before], [*after], policy=POLICY)


def outcome(changes: Changes) -> str:
    (change,) = json_report(changes, "en")["projects"]  # type: ignore[misc]
    return str(change["indicators"][0]["targets"][0]["outcome"])


@pytest.mark.parametrize(("old", "new", "number"), [*product(WAYS, WAYS, (20, 30))])
def test_what_asks_for_less_by_either_direction_is_told_so_by_all_and_never_as_raised(
    old: str, new: str, number: int, tmp_path: Path
) -> None:
    changes = changed(tmp_path, f"{old}=24", f"{new}={number}")
    is_less = {WAYS[old] * (number - 24) < 0, WAYS[new] * (number - 24) < 0} != {False}
    told = outcome(changes)
    assert (told in WEAKER, told == "raised") == (is_less, not is_less)
    assert [each.outcome for each in weaker_targets(changes)] == [told] * is_less
    found = check_changes(changes, Selection(select=("CHG001",)))
    assert [problem.message for problem in (*found.problems, *found.deferred)] == [told] * is_less
    assert [problem.message for problem in breaches(changes)] == [told] * is_less
    for report in reports(changes):
        assert ("Targets that ask for less" in report) is is_less
        assert ("raised" in report) is not is_less


def test_a_quantity_that_became_a_cost_and_grew_is_lowered_by_the_direction_that_holds_now(tmp_path: Path) -> None:
    assert outcome(changed(tmp_path / "more", f"{HIGHER}=24", f"{LOWER}=30")) == "lowered"
    assert outcome(changed(tmp_path / "less", f"{HIGHER}=24", f"{LOWER}=20")) == "turned"


def test_a_direction_that_alone_was_turned_is_a_difference(tmp_path: Path) -> None:
    changes = changed(tmp_path, f"{SAID['higher']}=24", f"{SAID['lower']}=24")
    assert summary_of(changes).indicators["turned_round"] == 1
    for report in reports(changes):
        assert "no differences" not in report
        assert "1 indicator with its direction turned" in report
        assert "what is better: higher → lower" in report


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("5个工作日", "9个工作日", "lowered"), ("10天", "5天", "raised"), ("≤3个月", "≤5个月", "lowered"),
     ("95%", "90%", "lowered"), ("≥12个月", "≥24个月", "raised")],
)  # fmt: skip
def test_less_time_is_better_and_more_of_a_rate_is(old: str, new: str, told: str, tmp_path: Path) -> None:
    kind = "kind: output.timeliness, name: 办结时限"
    before, after = ([project(indicators=f"\n  - {{{kind}, annual: {{zh: {n}}}}}")] for n in (old, new))
    assert outcome(changes_between(tmp_path, before, after, policy=POLICY)) == told
