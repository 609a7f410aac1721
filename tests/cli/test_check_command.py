"""`check` as editors and CI call it: one record from standard input, a report to a file, quiet."""

import json
import os
from pathlib import Path

import pytest
from tests.cli.conftest import PROJECT, Run

FILE = "targets/library/reading.yaml"


def test_a_record_on_standard_input_is_checked_by_the_head_of_the_book(book: Path, run: Run) -> None:
    (book / "targetbook.yaml").write_text(
        "title: 表\ndepartment: 局\nyear: 2025\nsources: [{id: lottery, name: 彩票公益金}]\n", "utf-8"
    )
    assert run("check", "-", stdin=PROJECT.replace("fiscal", "lottery")).exit_code == 0
    result = run("check", "-", "--stdin-filename", FILE, stdin=PROJECT.replace("fiscal", "lotery"))
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{FILE}:2:11: error[STR002]: funding has an unknown key lotery\n")
    assert "2 | funding: {lotery: 48.00}\n" in result.stdout
    assert "did you mean lottery?" in result.stdout


def test_the_text_on_standard_input_counts_not_the_file_on_disk(project: Path, run: Run) -> None:
    project.write_text("name: [\n", "utf-8")
    assert run("check", "-", "--stdin-filename", FILE, stdin=PROJECT).exit_code == 0


def test_the_name_of_standard_input_says_what_kind_of_file_it_is(book: Path, run: Run) -> None:
    unit = run("check", "-", "--stdin-filename", "targets/library/_unit.yaml", "--format", "json", stdin="nme: 甲\n")
    assert [finding["record"] for finding in json.loads(unit.stdout)["findings"]] == ["library", "library"]
    head = run("check", "-", "--stdin-filename", "targetbook.yaml", stdin="title: 表\ndepartment: 局\nyear: 24\n")
    assert "targetbook.yaml:3:7: error[STR004]" in head.stdout


@pytest.mark.parametrize("data", [b"\x00\xff", b"", b"- a", b"a: &x [*x]", "名称: 甲".encode("gb18030"), b"[" * 5000])
def test_hostile_standard_input_is_a_located_problem(book: Path, run: Run, data: bytes) -> None:
    result = run("check", "-", "--stdin-filename", FILE, stdin=data)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{FILE}:1:")


def test_a_report_goes_to_a_file_without_colours(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write_text(PROJECT.replace("fiscal", "fical"), "utf-8")
    monkeypatch.setenv("FORCE_COLOR", "1")
    result = run("check", "--select", "STR", "--output", "report.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert Path("report.txt").read_text("utf-8").startswith(f"{FILE}:2:11: error[STR002]: ")
    assert run("check", "--format", "json", "--output", "report.json").exit_code == 1
    assert json.loads(Path("report.json").read_text("utf-8"))["counts"]["error"] == 1
    assert "\x1b[" in run("check").stdout


def test_a_report_that_cannot_be_written_is_told(book: Path, run: Run) -> None:
    result = run("check", "--output", "no/such/folder.txt")
    assert (result.exit_code, result.stderr) == (
        2, "targetbook: cannot write no/such/folder.txt: No such file or directory\n"
    )  # fmt: skip


def test_quiet_says_nothing_but_errors(project: Path, run: Run) -> None:
    assert run("check", "-q").stdout == ""
    project.write_text(PROJECT.replace("fiscal", "fical"), "utf-8")
    result = run("check", "-q")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{FILE}:2:11: error[STR002]: ")
    assert "1 error" not in result.stdout


def test_a_path_that_is_not_there_is_wrong_use(book: Path, run: Run) -> None:
    assert run("check", "targets/nowhere.yaml").exit_code == 2


def test_standard_input_stands_alone(book: Path, run: Run) -> None:
    assert run("check", "-", "targets", stdin=PROJECT).exit_code == 2


def test_paths_limit_what_is_shown(book: Path, project: Path, run: Run) -> None:
    project.write_text(PROJECT.replace("fiscal", "fical"), "utf-8")
    assert run("check", "targetbook.yaml").exit_code == 0
    assert run("check", "targets").exit_code == 1


@pytest.mark.parametrize("command", [["check"], ["fmt", "--check"], ["stats"]])
def test_no_line_of_a_file_that_is_refused_is_shown(project: Path, run: Run, command: list[str]) -> None:
    outside = project.parents[3] / "outside.yaml"
    outside.write_text("password: hunter2\n", "utf-8")
    project.unlink()
    project.symlink_to(outside)
    large = project.with_name("large.yaml")
    large.write_text("password: hunter2\n", "utf-8")
    os.truncate(large, 5 * 1024 * 1024)
    result = run(*command)
    assert "SRC012" in result.output
    assert "SRC009" in result.output
    assert "hunter2" not in result.output
