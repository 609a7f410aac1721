"""Odd and hostile changes: every report is whole, nothing is called what it is not, and no error is left uncaught."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.books import Written, project, unit, written
from tests.review.reports_samples import changes_between, indicators, reports
from tests.review.repositories import kept

from targetbook.cli import main
from targetbook.review.reports import json_report

SESSIONS = ("output.quantity", "培训场次", "72场次", "24场次")
PASSED = ("output.quality", "培训合格率", "95%", "95%")
PLEASED = ("satisfaction.service_users", "居民满意度", "≥90%", "≥90%")
VISITS = ("output.quantity", "走访户数", "900户", "300户")


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.delenv("GITHUB_BASE_REF", raising=False)


def diff(*arguments: str) -> tuple[int, str]:
    """The exit code of `diff`, and what it prints; an error that nobody caught fails the test."""
    result = CliRunner(env={"LANG": "C.UTF-8"}).invoke(main, ["diff", "--select", "CHG", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result.exit_code, result.output


@pytest.mark.parametrize("base", [(), ("HEAD",), ("HEAD", "HEAD")])
def test_a_repository_without_a_commit_is_told_in_a_line(base: tuple[str, ...], tmp_path: Path) -> None:
    repository = kept(tmp_path, project())
    repository.git("update-ref", "-d", "HEAD")
    code, told = diff("--book", str(repository.root), *base)
    assert code == 2
    assert told.startswith("targetbook: ")
    assert told.count("\n") == 1


def test_a_base_without_targets_has_no_projects_and_every_one_is_new(tmp_path: Path) -> None:
    repository = kept(tmp_path)
    repository.write("targets/centre/_unit.yaml", "name: 社区中心\n")
    repository.write("targets/centre/p.yaml", project(funding="7.00").text())
    code, told = diff("--book", str(repository.root), "HEAD", "--exit-code")
    assert code == 1
    assert "1 project added · 1 unit added" in told
    assert "cannot be read" not in told


def test_a_book_of_another_year_is_compared_and_its_approval_does_not_bind(tmp_path: Path) -> None:
    approved = {"approved": "{date: 2024-02-01}"}
    old = written(tmp_path / "old", project(funding="1.00"), **approved, year="2024")
    new = written(tmp_path / "new", project(funding="1.05"), **approved, year="2025")
    code, told = diff("--from", str(old.root), "--to", str(new.root))
    assert code == 0
    assert "year of the book: 2024 → 2025" in told
    assert "money +0.05 万元" in told
    assert "CHG002" not in told


def test_a_record_that_was_moved_renamed_and_edited_is_still_one_project(tmp_path: Path) -> None:
    other = unit("u", project("z", name="长者饭堂"), name="民政科")
    before = project("a", name="社区建设经费", funding="10", indicators=indicators(SESSIONS, PASSED, PLEASED))
    less = (*PLEASED[:3], "≥85%")
    after = project("b", name="社区建设及培训经费", funding="12", indicators=indicators(PASSED, SESSIONS, less))
    old = [unit("u", before, *other.projects, name="民政科")]
    changes = changes_between(tmp_path, [*old], [other, unit("v", after, name="社会工作科")])
    (change,) = changes.projects
    assert change.before is not None
    assert change.after is not None
    assert (change.before.full_id, change.after.full_id) == ("u/a", "v/b")
    for report in reports(changes):
        for part in ("1 target lowered", "money +2.00", "1 project renamed, 1 moved to another unit", "moved within"):
            assert part in report
        assert "indicator removed" not in report


def test_an_alias_that_repeats_an_indicator_is_one_more_of_it(tmp_path: Path) -> None:
    one = "\n  - &x {kind: output.quantity, name: 培训场次, annual: 24场}"
    changes = changes_between(tmp_path, [project(indicators=one)], [project(indicators=f"{one}\n  - *x\n  - *x")])
    for report in reports(changes):
        assert "2 indicators added" in report
        assert "moved within" not in report


def test_two_projects_that_exchanged_their_ids_are_a_note_and_no_rewriting(tmp_path: Path) -> None:
    said = [("社区建设经费", "10", SESSIONS), ("养老服务补贴", "3", VISITS)]
    old, new = (
        [
            project(id, name=name, funding=money, objectives=f"[{name}。]", indicators=indicators(goal))
            for id, (name, money, goal) in zip(ids, said, strict=True)
        ]
        for ids in ("ab", "ba")
    )
    changes = changes_between(tmp_path, [*old], [*new])
    for report in reports(changes):
        assert "projects that exchanged their ids: centre/b → centre/a, centre/a → centre/b" in report
        assert "2 projects kept in another file" in report
        assert "money" not in report.lower().replace("money (", "")
        assert "reworded" not in report
    assert changes.introduced == ()


def test_a_file_that_was_only_renamed_exchanged_nothing(tmp_path: Path) -> None:
    changes = changes_between(tmp_path, [project("a", funding="1.00")], [project("b", funding="1.00")])
    assert "exchanged" not in reports(changes)[0]


def test_a_first_language_that_changed_removes_no_indicator(tmp_path: Path) -> None:
    """Plain words are of the book's first language, whatever it is: that they are another's now is told of each."""
    old = written(tmp_path / "old", project(), languages="[zh, en]")
    new = written(tmp_path / "new", project(), languages="[en, zh]")
    code, told = diff("--from", str(old.root), "--to", str(new.root))
    assert code == 0
    assert "indicator removed" not in told
    assert "languages: zh, en → en, zh" in told


def _folder(book: Written) -> None:
    (book.root / "targetbook.yaml").unlink()
    (book.root / "targetbook.yaml").mkdir()


def _file(book: Written) -> None:
    for path in sorted((book.root / "targets").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (book.root / "targets").rmdir()
    (book.root / "targets").write_text("no folder")


def _loop(book: Written) -> None:
    (book.root / "targets/centre/loop").symlink_to("..")
    (book.root / "targets/centre/p9.yaml").symlink_to("p9.yaml")


def _nothing(book: Written) -> None:
    (book.root / "targets/centre/p1.yaml").write_bytes(b"")


def _noise(book: Written) -> None:
    (book.root / "targets/centre/p1.yaml").write_bytes(b"\xff\xfe\x00name: \x1b[31m")


@pytest.mark.parametrize("spoil", [_folder, _file, _loop, _nothing, _noise])
@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_a_spoilt_book_is_reported_whole_from_either_end(
    spoil: Callable[[Written], None], form: str, tmp_path: Path
) -> None:
    sound, spoilt = (written(tmp_path / name, project(), project(name="养老")) for name in ("sound", "spoilt"))
    spoil(spoilt)
    for sides in ((sound, spoilt), (spoilt, sound)):
        code, told = diff("--from", str(sides[0].root), "--to", str(sides[1].root), "--format", form, "--exit-code")
        assert code == 1
        assert told
        assert "\x1b" not in told


def test_two_objectives_of_one_number_are_each_called_what_they_are(tmp_path: Path) -> None:
    old = project("a", objectives="{period: [甲事三年办好。], annual: [甲事当年办好。]}")
    new = project("a", objectives="{period: [甲事三年办成。], annual: [甲事当年办成。]}")
    for report in reports(changes_between(tmp_path / "columns", [old], [new])):
        assert "objective 1 of the period" in report
        assert "objective 1 of the year" in report
    old = project("a", objectives="[社区服务能力提升。, 开展培训。]")
    new = project("a", objectives="[河道保洁到位。, 社区服务能力提高。]")
    changes = changes_between(tmp_path / "numbers", [old], [new])
    for report in reports(changes):
        assert "objective 2 (removed)" in report
        assert "objective 1 (added)" in report
        assert report.count("objective 2") - report.count("objective 2 (removed)") == 1
    assert "目标2（删除）" in reports(changes, "zh")[0]
    fields = [each["field"] for each in json_report(changes, "en")["projects"][0]["texts"]]  # type: ignore[index]
    assert fields == ["objectives[2]", "objectives[1]", "objectives[2]"]


def test_an_objective_that_took_anothers_place_is_one_line(tmp_path: Path) -> None:
    old, new = (project("a", objectives=f"[社区服务能力提升。, {text}]") for text in ("开展培训。", "Canals clean"))
    changes = changes_between(tmp_path, [old], [new])
    assert reports(changes)[0].count("objective 2") == 1
    assert "[-开展培训。-]{+Canals clean+}" in reports(changes)[0]
