"""One version that cannot be read, or not whole: the other's facts are told, and nothing that comes of not reading."""

import re
from pathlib import Path
from typing import Any

import pytest
from tests.books import ProjectFile, Written, project, unit, written
from tests.review.reports_samples import reports
from tests.review.repositories import kept

from targetbook.check import Memory, Selection
from targetbook.cli.reviewing import Review, reviewed
from targetbook.review import GitError, asked_folders, asked_versions
from targetbook.review.reports import json_report

A, B = project("a", name="甲项目", funding="7402.04"), project("b", name="乙项目", funding="10.00")
BROKEN, OTHERWISE_BROKEN = "name: [乙\n", "name: [乙项目\n"
HEAD = "targetbook.yaml"
RECORD = "targets/centre/b.yaml"
ALL = Selection()
"""With every rule: a book of two bare records has many findings."""


def folders(root: Path, old: dict[str, str | None], new: dict[str, str | None]) -> tuple[Written, Written]:
    """The same small book twice, with some files written anew, or taken away where they are None."""
    sides = (written(root / "old", A, B, languages="[zh, en]"), written(root / "new", A, B, languages="[zh, en]"))
    for book, files in zip(sides, (old, new), strict=True):
        for file, text in files.items():
            (book.root / file).unlink()
            if text is not None:
                book.write(file, text)
    return sides


def review(root: Path, old: dict[str, str | None], new: dict[str, str | None]) -> tuple[Review, list[str], Any]:
    """The review of two folders, its three reports and its data."""
    sides = folders(root, old, new)
    with reviewed(None, *asked_folders(sides[0].root, sides[1].root), ALL, Memory()) as found:
        return found, reports(found.changes), json_report(found.changes, "en")


def codes(found: Review) -> tuple[list[str], list[str]]:
    changes = found.changes
    return [each.code for each in changes.introduced], [each.code for each in changes.mended]


MORE = project("b", name="乙项目", funding="12.00").text()


@pytest.mark.parametrize("is_older", [True, False])
def test_a_record_that_one_version_cannot_read_makes_no_findings_and_shows_what_the_other_says(
    is_older: bool, tmp_path: Path
) -> None:
    sides: tuple[dict[str, str | None], dict[str, str | None]] = ({RECORD: BROKEN}, {RECORD: MORE})
    found, told, data = review(tmp_path, *(sides if is_older else sides[::-1]))
    assert codes(found) == (([], ["SRC001"]) if is_older else (["SRC001"], []))
    names = [str(tmp_path / name) for name in (("old", "new") if is_older else ("new", "old"))]
    for report in told:
        where = f"{RECORD}:1:7: the bracket [ that opens here is not closed"
        assert f"centre/b cannot be read in {names[0]} and is not compared ({where})" in report
        assert f"in {names[1]} it is “乙项目”, 12.00 万元, 1 indicator" in report
    (unread,) = data["unread"]
    assert (unread["record"], unread["name"], unread["total"]) == ("centre/b", {"zh": "乙项目"}, "12.00")
    assert [unread[side] is None for side in ("base", "head")] == [not is_older, is_older]


@pytest.mark.parametrize("is_older", [True, False])
@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "has no targetbook.yaml; its records were read by that of the other version"),
        ("title: [\n", "its records were read by that of the other version"),
        ("title: 表\ndepartment: 局\nyear: 2024\nlanguages: [zh, xx]\n", "its records were read by that of the other"),
        ("title: 表\ndepartment: 局\nyear: 2024\ntaxonomy: none.yaml\n", "its records were read by that of the other"),
        ("title: 表\ndepartment: 局\nyear: 2024\nmoney: {unit: 圆}\n", "its records were read by that of the other"),
    ],
)
def test_a_version_without_a_sound_targetbook_yaml_is_read_by_the_others(
    text: str | None, says: str, is_older: bool, tmp_path: Path
) -> None:
    sides: tuple[dict[str, str | None], dict[str, str | None]] = ({HEAD: text}, {RECORD: MORE})
    found, told, data = review(tmp_path, *(sides if is_older else sides[::-1]))
    own, other = codes(found)[::-1] if is_older else codes(found)
    assert own in (["SRC001"], ["SRC011"], ["STR004"])
    assert set(other) <= {"CHG003"}
    sign = "+" if is_older else "−"
    for report in told:
        assert says in report
        assert f"money {sign}2.00 万元 in 1 project" in report
        assert "7,402.04 7,402.04" not in report
        assert f"{sign}7,4" not in report
        assert "only what is wrong" not in report
    assert data["base" if is_older else "head"]["fault"] in ("no-head", "unreadable-head")
    assert data["book"] == {"texts": [], "fields": []}


def test_a_book_that_a_folder_holds_is_not_written_to(tmp_path: Path) -> None:
    sides = folders(tmp_path, {HEAD: None}, {})
    before = sorted(path for path in tmp_path.rglob("*"))
    with reviewed(None, *asked_folders(sides[0].root, sides[1].root), ALL, Memory()):
        pass
    assert sorted(path for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({HEAD: "title: [\n"}, {HEAD: "title: [表\n"}),
        ({HEAD: "title: [\n"}, {HEAD: "title: [\n", RECORD: MORE}),
        ({RECORD: BROKEN}, {RECORD: OTHERWISE_BROKEN}),
        ({"targets/centre/_unit.yaml": "["}, {"targets/centre/_unit.yaml": "[", RECORD: MORE}),
        ({HEAD: "title: 表\ndepartment: 局\nyear: 甲\n"}, {HEAD: "title: 表\ndepartment: 局\nyear: 乙\n"}),
    ],
)
def test_two_versions_that_are_both_broken_and_differ_are_not_the_same(
    old: dict[str, str | None], new: dict[str, str | None], tmp_path: Path
) -> None:
    found, told, _ = review(tmp_path, old, new)
    assert found.differs
    assert found.changes.introduced != ()
    for report in told:
        assert "no differences" not in report
        assert not re.search(r"[+−]\d", report)


@pytest.mark.parametrize("file", [HEAD, RECORD])
def test_two_versions_that_are_broken_alike_do_not_differ(file: str, tmp_path: Path) -> None:
    found, told, _ = review(tmp_path, {file: "name: [\n"}, {file: "name: [\n"})
    assert not found.differs
    assert codes(found) == ([], [])
    for report in told:
        assert "cannot be read" in report


def test_a_field_of_targetbook_yaml_that_one_version_cannot_read_is_no_change(tmp_path: Path) -> None:
    head = "title: 绩效目标表\ndepartment: 民政局\nyear: 二〇二四\nlanguages: [zh, en]\n"
    found, told, _ = review(tmp_path, {HEAD: head}, {})
    assert codes(found) == ([], ["STR004"])
    assert found.changes.head_of_book is None
    for report in told:
        assert "year of the book" not in report


def test_a_book_that_is_gone_has_mended_nothing_and_says_that_it_is_gone(tmp_path: Path) -> None:
    old, empty = written(tmp_path / "old", A, B, languages="[zh, en]"), tmp_path / "new"
    empty.mkdir()
    with reviewed(None, *asked_folders(old.root, empty), ALL, Memory()) as found:
        assert codes(found) == (["SRC011"], [])
        assert f"{empty} has no book: everything is gone" in reports(found.changes)[0]


def test_where_one_version_has_no_book_and_the_other_cannot_be_read_no_amount_is_told(tmp_path: Path) -> None:
    broken, empty = written(tmp_path / "new", A, B), tmp_path / "old"
    empty.mkdir()
    broken.write(HEAD, "title: [\n")
    with reviewed(None, *asked_folders(empty, broken.root), ALL, Memory()) as found:
        assert found.differs
        for report in reports(found.changes):
            assert "only what is wrong with the files is compared" in report
            assert "everything is new" not in report
            assert "7,402.04" not in report


def test_records_in_git_without_their_targetbook_yaml_are_compared(tmp_path: Path) -> None:
    repository = kept(tmp_path, A, B, within="book")
    repository.git("rm", "--quiet", "--cached", "book/targetbook.yaml")
    repository.git("commit", "--quiet", "--message", "Lose the head")
    repository.write(RECORD, MORE)
    with reviewed(*asked_versions(repository.root, "HEAD", None), Selection(select=("FND001",)), Memory()) as found:
        assert found.changes.base.fault == "no-head"
        assert [change.money[-1].delta for change in found.changes.projects] == [2]


def test_two_folders_of_records_without_any_targetbook_yaml_are_no_books(tmp_path: Path) -> None:
    sides = folders(tmp_path, {HEAD: None}, {HEAD: None})
    with (
        pytest.raises(GitError) as error,
        reviewed(None, *asked_folders(*(each.root for each in sides)), ALL, Memory()),
    ):
        pass
    assert error.value.slug == "no-book"


def test_many_records_that_cannot_be_read_have_a_remark_each_for_the_first_and_one_for_the_rest(tmp_path: Path) -> None:
    parts = [project(f"p{n}", name=f"第{n}项目") for n in range(9)]
    old, new = written(tmp_path / "old", *parts), written(tmp_path / "new", *parts)
    for n in range(9):
        old.write(f"targets/centre/p{n}.yaml", BROKEN)
    with reviewed(None, *asked_folders(old.root, new.root), ALL, Memory()) as found:
        told = reports(found.changes)[0]
    assert told.count("; in ") == 5
    assert "centre/p5, centre/p6, centre/p7, centre/p8 cannot be read in one of the versions" in told


def test_rules_over_the_whole_book_do_not_judge_the_readable_side_alone(tmp_path: Path) -> None:
    parts: list[ProjectFile] = [A, B]
    old, new = (written(tmp_path / name, *parts, controls="{total: 1.00}") for name in ("old", "new"))
    old.write(RECORD, BROKEN)
    with reviewed(None, *asked_folders(old.root, new.root), Selection(select=("FND010",)), Memory()) as found:
        assert codes(found) == ([], ["SRC001"])


def test_a_unit_that_is_there_without_its_file_is_told_by_its_records(tmp_path: Path) -> None:
    old = written(tmp_path / "old", unit("u", A), unit("v", B))
    new = written(tmp_path / "new", unit("u", A), unit("v", B))
    (new.root / "targets/v/_unit.yaml").unlink()
    with reviewed(None, *asked_folders(old.root, new.root), Selection(select=("FND001",)), Memory()) as found:
        assert found.changes.unreadable == ("v/b",)
        assert [each.head.place.file for each in found.changes.unread if each.head] == ["targets/v/_unit.yaml"]
        assert found.changes.projects == ()
