"""What changes how money is written moves none, and is told as what it is."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.books import project
from tests.review.reports_samples import changes_between, reports

from targetbook.check import Selection
from targetbook.review.changes import Changes
from targetbook.review.comparing import compare_versions
from targetbook.review.policy import breaches
from targetbook.review.reports import json_report
from targetbook.review.reports.summary import summary_of
from targetbook.review.rules import check_changes

POLICY = "\n  changes: [{change: money, needs: adjustment}]"
UNITS = {"万元": "{unit: 万元, decimals: 2}", "元": "{unit: 元, decimals: 2}"}


def compared(root: Path, old: tuple[str, str], new: tuple[str, str]) -> Changes:
    """Two books of one project, each with a unit of money and its funding."""
    sides = [
        changes_between(root / name, [], [project("a", funding=funding)], money=UNITS[unit])
        for name, (unit, funding) in (("old", old), ("new", new))
    ]
    return compare_versions(sides[0].head, sides[1].head)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("万元", "{fiscal: 10.5, other: 2}"), ("元", "{fiscal: 105000, other: 20000}")),
        (("元", "{fiscal: 105000, other: 20000}"), ("万元", "{fiscal: 10.5, other: 2}")),
    ],
)
def test_the_same_amounts_in_another_unit_of_money_moved_nothing(
    old: tuple[str, str], new: tuple[str, str], tmp_path: Path
) -> None:
    changes = compared(tmp_path, old, new)
    assert (changes.projects, changes.units) == ((), ())
    for report in reports(changes):
        assert "1 setting of the book changed" in report
        assert "money moved" not in report
        assert "sum unchanged" not in report


def test_what_an_amount_lost_when_it_was_rounded_to_another_unit_can_be_seen(tmp_path: Path) -> None:
    changes = compared(tmp_path, ("元", "{fiscal: 105012}"), ("万元", "{fiscal: 10.50}"))
    for report in reports(changes):
        assert "−0.0012" in report
        assert "10.5012" in report
        assert "−0.00 " not in report
    assert json_report(changes, "en")["summary"]["delta"] == "-0.0012"  # type: ignore[index]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"funding": "{fiscal: 10.5}"}, {"funding": "{fiscal: 10.5, other: 0}"}),
        ({"funding": "{fiscal: 10.5, other: 0}"}, {"funding": "{fiscal: 10.5}"}),
        ({"funding": "{}"}, {"funding": "{fiscal: 0}"}),
        ({"period_funding": "{fiscal: 20}"}, {"period_funding": "{fiscal: 20, other: 0}"}),
    ],
)
def test_a_zero_where_it_was_blank_is_told_as_that_and_moves_no_money(
    old: dict[str, str], new: dict[str, str], tmp_path: Path
) -> None:
    head = {"policy": POLICY, "approved": "{date: 2024-02-01}"}
    changes = changes_between(tmp_path, [project("a", **old)], [project("a", **new)], **head)
    counts = summary_of(changes)
    assert (counts.blanked, counts.funded, counts.funded_period, counts.delta) == (1, 0, 0, 0)
    for report in reports(changes):
        assert "only blank and 0 differ in 1 project, no money moved" in report
        assert "between sources" not in report
        assert "Whole book" not in report
        assert "no differences" not in report
    assert breaches(changes) == ()
    assert check_changes(changes, Selection(select=("CHG002",))).problems == ()


def test_money_that_did_move_beside_a_zero_is_told_as_moved(tmp_path: Path) -> None:
    old, new = project("a", funding="{fiscal: 10}"), project("a", funding="{fiscal: 12, other: 0}")
    changes = changes_between(tmp_path, [old], [new], policy=POLICY)
    counts = summary_of(changes)
    assert (counts.blanked, counts.funded, counts.delta) == (0, 1, Decimal(2))
    assert [problem.field for problem in breaches(changes)] == ["funding.fiscal"]
