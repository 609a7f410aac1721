"""Findings of the checker are told as introduced or mended only where the change did it."""

from pathlib import Path

from tests.books import ProjectFile, UnitFolder, project, unit
from tests.review.repositories import compared, kept

from targetbook.check import Selection
from targetbook.problems import Problem
from targetbook.review import Changes

RULES = Selection(select=("VAL002", "FND001", "REF"))
BAD = "\n  - {kind: output.quantity, name: 培训场次, annual: 培训场次}"
OTHER = BAD.replace("培训场次", "宣传场次")
GOOD = "\n  - {kind: output.quality, name: 培训合格率, annual: ≥95%}"


def differing(
    folder: Path, old: list[ProjectFile | UnitFolder], new: list[ProjectFile | UnitFolder], **head: str
) -> Changes:
    return kept(folder, *old, **head).rewrite(*new, **head).changes("HEAD", selection=RULES)


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.record, problem.field) for problem in problems]


def test_what_the_change_brings_is_introduced_and_what_it_takes_away_is_mended(tmp_path: Path) -> None:
    changes = differing(
        tmp_path,
        [project("a", indicators=GOOD), project("b", name="河道保洁", indicators=BAD)],
        [project("a", indicators=GOOD + OTHER), project("b", name="河道保洁", indicators=GOOD)],
    )
    assert told(changes.introduced) == [("VAL002", "centre/a", "indicators[2].annual")]
    assert told(changes.mended) == [("VAL002", "centre/b", "indicators[1].annual")]


def test_what_is_wrong_with_an_indicator_goes_with_it_to_another_record(tmp_path: Path) -> None:
    changes = differing(
        tmp_path / "moved",
        [project("a", indicators=GOOD), project("b", name="河道保洁", indicators=BAD)],
        [project("a", indicators=GOOD + BAD), project("b", name="河道保洁", indicators=GOOD)],
    )
    assert (told(changes.introduced), told(changes.mended)) == ([], [])
    split = differing(
        tmp_path / "split",
        [project("a", funding="10.00", indicators=GOOD + BAD + OTHER)],
        [
            project("a", funding="6.00", indicators=GOOD),
            project("c", name="另立", funding="4.00", indicators=OTHER + BAD),
        ],
    )
    assert [each.split_from.id for each in split.projects if each.split_from] == ["a"]
    assert (told(split.introduced), told(split.mended)) == ([], [])


def test_what_stood_before_is_neither_though_its_record_and_its_indicator_moved(tmp_path: Path) -> None:
    changes = differing(
        tmp_path,
        [unit("a", project("p", indicators=BAD)), unit("b", project("q", name="河道保洁", indicators=GOOD))],
        [unit("b", project("q", name="河道保洁", indicators=GOOD), project("r", indicators=GOOD + BAD))],
    )
    assert (told(changes.introduced), told(changes.mended)) == ([], [])


def test_of_two_indicators_that_exchange_their_fault_each_is_told(tmp_path: Path) -> None:
    first = "\n  - {{kind: output.quantity, name: 培训场次, annual: {}}}\n  - {{kind: output.quality, name: 合格率, annual: {}}}"
    changes = differing(
        tmp_path,
        [project("a", indicators=first.format("培训场次", "95%"))],
        [project("a", indicators=first.format("24场", "合格率"))],
    )
    assert told(changes.introduced) == [("VAL002", "centre/a", "indicators[2].annual")]
    assert told(changes.mended) == [("VAL002", "centre/a", "indicators[1].annual")]


def test_a_control_that_was_missed_before_is_not_missed_anew_by_another_sum(tmp_path: Path) -> None:
    controls = {"controls": "{total: 100.00}"}
    changes = differing(tmp_path, [project(funding="1.00")], [project(funding="2.00")], **controls)
    assert (told(changes.introduced), told(changes.mended)) == ([], [])
    changes = differing(tmp_path / "met", [project(funding="100.00")], [project(funding="2.00")], **controls)
    assert [code for code, _, _ in told(changes.introduced)] == ["FND001"]


def test_a_moved_line_makes_no_finding_new(tmp_path: Path) -> None:
    repository = kept(tmp_path, project("a", indicators=BAD))
    file = repository.root / "targets/centre/a.yaml"
    file.write_text("# 注\n\n" + file.read_text("utf-8"), "utf-8")
    changes = repository.changes("HEAD", selection=RULES)
    assert (changes.projects, changes.introduced, changes.mended) == ((), (), ())


def test_books_that_say_the_same_differ_in_nothing(tmp_path: Path) -> None:
    parts = (unit("a", project("p"), project("q", name="河道保洁")), unit("b", project("r", name="养老")))
    changes = compared(tmp_path, parts, parts)
    assert (changes.projects, changes.units, changes.units_changed, changes.head_of_book) == ((), (), (), None)
    assert changes.book is not None
    assert (changes.book.money, changes.introduced, changes.mended, changes.unreadable) == ((), (), (), ())


def test_projects_are_told_in_the_order_of_the_newer_book(tmp_path: Path) -> None:
    names = ["河道保洁", "养老服务", "学生营养餐"]
    old, new = (
        [project(f"p{n}", name=name, funding=amount, objectives=f"\n  - {name}。") for n, name in enumerate(names)]
        for amount in ("1.00", "2.00")
    )
    changes = compared(
        tmp_path, (*old,), (*new[::-1], project("new", name="图书馆开放", objectives="\n  - 开放。", indicators=GOOD))
    )
    told = [change.after.id for change in changes.projects if change.after]
    assert told == ["new", "p0", "p1", "p2"]
