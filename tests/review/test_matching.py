"""Records of two versions are paired as a reader would pair them, whatever their order."""

import random
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.books import ProjectFile, UnitFolder, project, unit, written

from targetbook.model import Indicator, Project
from targetbook.review.matching import Matching, match_indicators, match_projects

LIST = [
    ("output.quantity", "社工站督导次数", "≥36次"),
    ("output.quality", "服务对象建档率", "≥95%"),
    ("satisfaction.service_users", "居民满意度", "≥90%"),
]


def indicators(*given: tuple[str, str, str]) -> str:
    return "".join(f"\n  - kind: {kind}\n    name: {name}\n    annual: {annual}" for kind, name, annual in given)


def projects(root: Path, *parts: ProjectFile | UnitFolder) -> list[Project]:
    return list(written(root, *parts).book.projects())


def read(root: Path, *given: tuple[str, str, str]) -> tuple[Indicator, ...]:
    (only,) = projects(root, project(indicators=indicators(*given)))
    return only.indicators


def told(matching: Matching[Project]) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    return (
        [(old.full_id, new.full_id) for old, new in matching.pairs],
        [each.full_id for each in matching.removed],
        [each.full_id for each in matching.added],
    )


def names(matching: Matching[Indicator]) -> dict[str, str]:
    return {old.name.first(): new.name.first() for old, new in matching.pairs}


def test_a_project_of_the_same_id_is_the_same_whatever_it_says(tmp_path: Path) -> None:
    old = projects(tmp_path / "old", project("a", name="养老服务"))
    new = projects(tmp_path / "new", project("a", name="河道保洁", indicators=indicators(*LIST)))
    assert told(match_projects(old, new)) == ([("centre/a", "centre/a")], [], [])


def test_a_project_that_went_to_another_unit_is_followed(tmp_path: Path) -> None:
    old = projects(tmp_path / "old", unit("a", project("x", funding="1.00")), unit("b", project("y", name="其他")))
    new = projects(tmp_path / "new", unit("b", project("y", name="其他"), project("x", funding="9.00")), unit("a"))
    assert ("a/x", "b/x") in told(match_projects(old, new))[0]


def test_a_file_that_got_another_name_is_the_same_project(tmp_path: Path) -> None:
    old = projects(tmp_path / "old", project("p1", name="社区工作经费", funding="43.00"))
    new = projects(tmp_path / "new", project("community-work", name="社区工作经费", funding="53.00"))
    assert told(match_projects(old, new)) == ([("centre/p1", "centre/community-work")], [], [])


def test_a_project_with_another_file_and_nearly_the_same_name_is_the_same(tmp_path: Path) -> None:
    old = projects(tmp_path / "old", project("p1", name="社区工作经费", indicators=indicators(*LIST)))
    new = projects(tmp_path / "new", project("p2", name="社区工作及培训经费", indicators=indicators(*LIST[:2])))
    assert told(match_projects(old, new))[0] == [("centre/p1", "centre/p2")]


def test_another_project_is_none_though_it_has_the_same_words_in_its_name(tmp_path: Path) -> None:
    old = projects(tmp_path / "old", project("p1", name="工作经费", objectives="\n  - 提升社区服务能力。"))
    new = projects(
        tmp_path / "new",
        unit(
            "other",
            project(
                "p2", name="工作经费", funding="88.00", objectives="\n  - 保障道路畅通。", indicators=indicators(*LIST)
            ),
        ),
    )
    assert told(match_projects(old, new)) == ([], ["centre/p1"], ["other/p2"])


def test_the_best_pairs_are_those_that_are_best_together(tmp_path: Path) -> None:
    """Taken one by one, the likeliest pair would leave the other two projects without a partner."""
    old = projects(
        tmp_path / "old",
        project("a1", name="农村公路日常养护工程", funding="1.00", indicators=indicators(*LIST[:1])),
        project("a2", name="农村公路日常养护专项工程", funding="2.00", indicators=indicators(*LIST[:2])),
    )
    new = projects(
        tmp_path / "new",
        project("b1", name="农村公路日常养护专项", funding="2.00", indicators=indicators(*LIST[:2])),
        project("b2", name="农村公路养护专项工程建设", funding="2.10", indicators=indicators(*LIST[:2])),
    )
    assert len(match_projects(old, new).pairs) == 2


def test_the_order_of_records_changes_nothing(tmp_path: Path) -> None:
    old = projects(
        tmp_path / "old", *(project(f"a{n}", name=f"第{n}社区服务项目", funding=f"{n}.00") for n in range(1, 8))
    )
    new = projects(
        tmp_path / "new", *(project(f"b{n}", name=f"第{n}社区服务工程", funding="9.00") for n in range(1, 8))
    )
    whole = set(told(match_projects(old, new))[0])
    assert whole == {(f"centre/a{n}", f"centre/b{n}") for n in range(1, 8)}
    chance = random.Random(1)
    for _ in range(10):
        chance.shuffle(old)
        chance.shuffle(new)
        assert set(told(match_projects(old, new))[0]) == whole
        assert {(b, a) for a, b in told(match_projects(new, old))[0]} == whole


def test_the_order_of_indicators_is_no_change(tmp_path: Path) -> None:
    old, new = read(tmp_path / "old", *LIST, *LIST), read(tmp_path / "new", *reversed(LIST * 2))
    pairs = match_indicators(old, new).pairs
    assert [a.name.first() for a, _ in pairs] == [b.name.first() for _, b in pairs]
    assert len(pairs) == 6


def test_of_two_indicators_of_one_name_each_keeps_its_own_value(tmp_path: Path) -> None:
    twice = [("output.quantity", "培训场次", "24场"), ("output.quantity", "培训场次", "36场")]
    old, new = read(tmp_path / "old", *twice), read(tmp_path / "new", *reversed(twice))
    pairs = match_indicators(old, new).pairs
    assert all(a.annual and b.annual and a.annual.text.first() == b.annual.text.first() for a, b in pairs)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("output.quantity", "社工站督导次数", "≥36次"), ("output.quantity", "社工服务站督导次数", "≥30次")),
        (("output.quality", "服务对象建档率", "≥95%"), ("output.timeliness", "服务对象建档率", "≥95%")),
        (
            ("satisfaction.service_users", "居民满意度", "≥90%"),
            ("satisfaction.service_users", "服务对象满意度", "≥90%"),
        ),
    ],
)
def test_a_reworded_or_retyped_indicator_is_the_same(
    old: tuple[str, str, str], new: tuple[str, str, str], tmp_path: Path
) -> None:
    matching = match_indicators(read(tmp_path / "old", old), read(tmp_path / "new", new))
    assert names(matching) == {old[1]: new[1]}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("output.quality", "验收合格率", "≥95%"), ("output.quality", "系统正常运行时间占比", "≥95%")),
        (("output.quality", "培训合格率", "≥95%"), ("output.timeliness", "培训完成率", "≥95%")),
        (("output.quantity", "发放轮椅数量", "200台"), ("cost.economic", "轮椅采购单价", "1200元")),
    ],
)
def test_another_indicator_is_not_taken_for_a_rewording(
    old: tuple[str, str, str], new: tuple[str, str, str], tmp_path: Path
) -> None:
    frame = {"taxonomy": "mof-2021"}
    (before,) = written(tmp_path / "old", project(indicators=indicators(old)), **frame).book.projects()
    (after,) = written(tmp_path / "new", project(indicators=indicators(new)), **frame).book.projects()
    assert names(match_indicators(before.indicators, after.indicators)) == {}


def test_ten_thousand_projects_of_which_few_are_unmatched_take_no_time(tmp_path: Path) -> None:
    (one,) = projects(tmp_path / "one", project("a"))
    old = [_renamed(one, f"p{n}", f"第{n}项目") for n in range(10_000)]
    new = [_renamed(one, f"q{n}" if n % 1000 == 7 else f"p{n}", f"第{n}项目") for n in range(10_000)]
    start = time.process_time()
    matching = match_projects(old, new)
    assert time.process_time() - start < 2
    assert len(matching.pairs) == 10_000


def test_thousands_that_all_have_other_ids_and_names_find_each_other(tmp_path: Path) -> None:
    (one,) = projects(tmp_path / "one", project("a"))
    old = [_renamed(one, f"p{n}", f"第{n * 37}号农村公路养护项目") for n in range(1500)]
    new = [_renamed(one, f"q{n}", f"第{n * 37}号农村公路养护工程") for n in range(1500)]
    start = time.process_time()
    pairs = match_projects(old, new).pairs
    assert time.process_time() - start < 20
    assert sum(a.id[1:] == b.id[1:] for a, b in pairs) > 1490


def _renamed(record: Project, id: str, name: str) -> Project:
    return replace(record, id=id, name=replace(record.name, by_language={"zh": name}))


@pytest.mark.parametrize("ring", [("a", "b"), ("a", "b", "c")])
def test_projects_that_exchanged_their_ids_are_each_what_they_were(ring: tuple[str, ...], tmp_path: Path) -> None:
    said = dict(zip("abc", [("养老服务", "1.00", 0), ("河道保洁", "2.00", 1), ("学生营养餐", "3.00", 2)], strict=True))

    def book(ids: dict[str, str]) -> list[ProjectFile]:
        return [
            project(ids[key], name=name, funding=f"{money}", objectives=f"[{name}。]", indicators=indicators(LIST[n]))
            for key, (name, money, n) in said.items()
        ]

    turned = dict(zip(ring, (*ring[1:], ring[0]), strict=True))
    old = projects(tmp_path / "old", *book({key: key for key in said}))
    new = projects(tmp_path / "new", *book({key: turned.get(key, key) for key in said}))
    for before, after in ((old, new), (new, old)):
        pairs = match_projects(before, after).pairs
        assert all(one.name.first() == other.name.first() for one, other in pairs)
        assert sum(one.full_id != other.full_id for one, other in pairs) == len(ring)


def test_projects_of_which_one_took_the_id_of_another_that_is_gone_keep_their_ids(tmp_path: Path) -> None:
    """Only where each has the id of another is anything known; else the file is the record."""
    old = projects(tmp_path / "old", project("a", name="养老服务"), project("b", name="河道保洁", funding="9.00"))
    new = projects(tmp_path / "new", project("a", name="河道保洁", funding="9.00"), project("b", name="学生营养餐"))
    pairs = [("centre/a", "centre/a"), ("centre/b", "centre/b")]
    assert told(match_projects(old, new)) == (pairs, [], [])


def test_names_that_alone_were_exchanged_are_two_renames(tmp_path: Path) -> None:
    old, new = (
        projects(tmp_path / str(n), project("a", name=one, funding="1.00"), project("b", name=other, funding="2.00"))
        for n, (one, other) in enumerate([("甲街养老服务", "乙街养老服务"), ("乙街养老服务", "甲街养老服务")])
    )
    assert told(match_projects(old, new))[0] == [("centre/a", "centre/a"), ("centre/b", "centre/b")]
