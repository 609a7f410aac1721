"""What stands elsewhere in a list is told: one thing that was moved is one line, and what came or went moves nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.books import ProjectFile, project, unit
from tests.review.reports_samples import changes_between, indicators, reports, unchanged

from targetbook.model import Text
from targetbook.review.changes import Changes
from targetbook.review.comparing import compare_versions
from targetbook.review.order import order_change
from targetbook.review.reports import json_report
from targetbook.review.reports.summary import summary_of

GOALS = [
    ("output.quantity", "{zh: 培训场次, en: Sessions}", "24场", "24场"),
    ("output.quality", "{zh: 合格率, en: Pass rate}", "95%", "95%"),
    ("satisfaction.service_users", "{zh: 满意度, en: Satisfaction}", "90%", "90%"),
]


def order(changes: Changes) -> list[str]:
    """What the change set tells of lists: the list, and each thing that moved in it."""
    head = changes.head_of_book.plain if changes.head_of_book else ()
    units = (plain for each in changes.units_changed for plain in each.plain)
    projects = (plain for each in changes.projects for plain in each.plain)
    inner = (plain for each in changes.projects for one in each.indicators for plain in one.plain)
    plain = (each for each in (*head, *units, *projects, *inner) if each.shifts)
    return [f"{each.field} {each.before} → {each.after}" for each in plain]


def two(old: dict[str, str], new: dict[str, str]) -> tuple[list[ProjectFile], list[ProjectFile]]:
    return [project("a", **old)], [project("a", **new)]


def test_an_indicator_that_was_moved_is_one_line_in_every_report(tmp_path: Path) -> None:
    old, new = two({"indicators": indicators(*GOALS)}, {"indicators": indicators(GOALS[2], *GOALS[:2])})
    changes = changes_between(tmp_path, [*old], [*new])
    assert order(changes) == ["order.indicators 3. 满意度 → 1. 满意度"]
    for told in reports(changes):
        assert told.count("order of the indicators") == 1
        assert "3. Satisfaction" in told
        assert "1 entry moved within a list" in told
        assert "no differences" not in told
    assert "指标顺序：3. 满意度 → 1. 满意度" in reports(changes, "zh")[0]
    (field,) = json_report(changes, "en")["projects"][0]["fields"]  # type: ignore[index]
    assert field["shifts"] == [{"name": {"zh": "满意度", "en": "Satisfaction"}, "before": 3, "after": 1}]
    assert (summary_of(changes).reordered, summary_of(changes).fields) == (1, 0)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[甲事办好。, 乙事办好。]", "[乙事办好。, 甲事办好。]", ["order.objectives 2. 乙事办好。 → 1. 乙事办好。"]),
        (
            "{period: [甲事三年。, 乙事三年。], annual: [甲事一年。, 乙事一年。]}",
            "{period: [甲事三年。, 乙事三年。], annual: [乙事一年。, 甲事一年。]}",
            ["order.objectives.annual 2. 乙事一年。 → 1. 乙事一年。"],
        ),
        ("[甲事办好。]", "[丙事另办。, 甲事办好。]", []),
    ],
)
def test_objectives_that_were_moved_are_told_and_those_that_others_pushed_down_are_not(
    old: str, new: str, expected: list[str], tmp_path: Path
) -> None:
    before, after = two({"objectives": old}, {"objectives": new})
    assert order(changes_between(tmp_path, [*before], [*after])) == expected


def test_the_order_of_projects_and_of_units_is_told_and_counts_as_no_other_change(tmp_path: Path) -> None:
    records = [project("a", name="甲项目"), project("b", name="乙项目")]
    old = [unit("u", *records, name="民政科"), unit("v", project("c", name="丙项目"), name="财务科")]
    new = [unit("u", *records, name="民政科", projects="[b, a]"), old[1]]
    first = changes_between(tmp_path / "one", [*old], [*new], units="[u, v]")
    second = changes_between(tmp_path / "two", [*old], [*new], units="[v, u]")
    assert order(first) == ["order.projects 2. 乙项目 → 1. 乙项目"]
    counts = summary_of(first)
    assert (counts.reordered, counts.units["changed"], first.projects, first.units) == (1, 0, (), ())
    both = compare_versions(first.base, second.head)
    assert order(both)[0] == "order.units 2. 财务科 → 1. 财务科"
    assert all("order of the units" in told for told in reports(both))


def test_a_file_with_another_name_that_stands_elsewhere_for_it_was_not_moved_by_hand(tmp_path: Path) -> None:
    old = [project("a", name="甲项目", funding="1.00"), project("b", name="乙项目", funding="2.00")]
    new = [project("z", name="甲项目", funding="1.00"), project("b", name="乙项目", funding="2.00")]
    changes = changes_between(tmp_path, [*old], [*new])
    assert order(changes) == []
    assert [change.is_moved for change in changes.projects] == [True]


def test_a_list_that_was_turned_round_is_one_line_that_names_the_first_few(tmp_path: Path) -> None:
    goals = [f"第{n}件事办好。" for n in range(30)]
    old, new = (f"[{', '.join(each)}]" for each in (goals, goals[::-1]))
    before, after = two({"objectives": old}, {"objectives": new})
    told = reports(changes_between(tmp_path, [*before], [*after]))[0]
    assert "29 entries moved within a list" in told
    assert told.count("件事办好") == 10
    assert told.count("order of the objectives") == 1


def test_a_book_in_the_same_order_tells_none(tmp_path: Path) -> None:
    assert summary_of(unchanged(tmp_path)).reordered == 0


@given(st.permutations(range(8)), st.sets(st.integers(0, 7)), st.sets(st.integers(0, 7)))
def test_the_rest_keeps_its_order_and_one_move_is_one_shift(turned: list[int], gone: set[int], came: set[int]) -> None:
    things = [Text({"zh": str(n)}) for n in range(8)]
    before = [things[n] for n in range(8) if n not in came]
    after = [things[n] for n in turned if n not in gone]
    pairs = [(each, each) for each in after if any(each is other for other in before)]
    told = list(order_change("things", before, after, pairs, lambda text: text))
    moved = {shift.name.first() for change in told for shift in change.shifts}
    rest = [one for one, _ in pairs if one.first() not in moved]
    assert [each.first() for each in rest] == sorted(each.first() for each in rest)
    one_moved = [*range(1, 8), 0]
    (only,) = order_change(
        "things", things, [things[n] for n in one_moved], [(things[n], things[n]) for n in one_moved], lambda text: text
    )
    assert [(shift.name.first(), shift.before, shift.after) for shift in only.shifts] == [("0", 1, 8)]
    assert len(moved) < max(len(pairs), 1)
