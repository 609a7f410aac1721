"""`check` with rules: chosen, weighed, counted, fixed, and told in every format."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.cli.conftest import PROJECT, Run, program

FILE = "targets/library/reading.yaml"
REPEATED = PROJECT.replace("annual: ≥120场", "annual: 举办活动")
FOUND = f"{FILE}:8:13: warning[VAL002]: the annual value 举办活动 only repeats the indicator's name 举办活动\n"
VAL002 = ("--select", "VAL002")


@pytest.fixture
def repeated(project: Path) -> Path:
    """A record with one value that repeats its name."""
    project.write_text(REPEATED, "utf-8")
    return project


def test_a_warning_is_told_with_its_reason_and_does_not_fail(repeated: Path, run: Run) -> None:
    result = run("check", *VAL002)
    assert result.exit_code == 0
    assert result.stdout == (
        f"{FOUND}"
        "  |\n"
        "8 |     annual: 举办活动\n"
        "  |             ^^^^^^^^ write what is to be reached, e.g. ≥95%\n"
        "  = 财预〔2015〕88号 asks: targets are to be specific and quantified\n"
        "1 warning\n"
    )


def test_the_reason_is_told_once_for_each_rule(repeated: Path, run: Run) -> None:
    repeated.write_text(REPEATED.replace("annual: 提高", "annual: 影响力"), "utf-8")
    said = run("check", *VAL002).stdout
    assert (said.count("warning[VAL002]"), said.count("财预〔2015〕88号 asks")) == (2, 1)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 0),
        (("--fail-on", "warning"), 1),
        (("--fail-on", "advice"), 1),
        (("--fail-on", "warning", "--exit-zero"), 0),
        (("--fail-on", "warning", "--severity", "error"), 1),
        (("--fail-on", "warning", "--format", "json"), 1),
        (("--fail-on", "warning", "--format", "sarif"), 1),
        (("--fail-on", "warning", "--statistics"), 1),
    ],
)
def test_what_fails_is_set_by_its_severity_in_every_format(
    repeated: Path, run: Run, options: tuple[str, ...], code: int
) -> None:
    assert run("check", *VAL002, *options).exit_code == code


def test_severity_says_what_is_shown_and_the_summary_counts_all(repeated: Path, run: Run) -> None:
    assert run("check", *VAL002, "--severity", "error").stdout == "1 warning\n"
    assert run("check", *VAL002, "-q").stdout == ""


def test_exit_zero_does_not_hide_wrong_use(book: Path, run: Run) -> None:
    assert run("check", "--exit-zero", "--select", "NONE").exit_code == 2


@pytest.mark.parametrize("options", [("--select", "FND,VAL002"), ("--select", "FND", "--select", "VAL002"), VAL002])
def test_rules_are_chosen_with_commas_or_one_by_one(repeated: Path, run: Run, options: tuple[str, ...]) -> None:
    assert FOUND in run("check", *options).stdout


def test_rules_are_taken_away(repeated: Path, run: Run) -> None:
    assert "VAL002" not in run("check", "--select", "VAL", "--ignore", "VAL00").stdout


@pytest.mark.parametrize("option", ["--select", "--extend-select", "--ignore"])
def test_an_unknown_code_is_wrong_use_with_the_one_that_was_meant(book: Path, run: Run, option: str) -> None:
    result = run("check", option, "VAL0002")
    assert (result.exit_code, result.stderr) == (2, "targetbook: there is no rule VAL0002; did you mean VAL002?\n")
    assert run("check", option, "全部").exit_code == 2


def test_concise_is_a_line_each(repeated: Path, run: Run) -> None:
    line = f"{FILE}:8:13: VAL002 the annual value 举办活动 only repeats the indicator's name 举办活动\n"
    assert run("check", *VAL002, "--format", "concise").stdout == f"{line}1 warning\n"


def test_statistics_count_by_rule(repeated: Path, run: Run) -> None:
    repeated.write_text(REPEATED.replace("fiscal", "fical"), "utf-8")
    said = run("check", *VAL002, "--statistics").stdout
    assert "1  VAL002  The value repeats the name\n" in said
    rows = json.loads(run("check", *VAL002, "--statistics", "--format", "json").stdout)
    assert {row["code"]: row["count"] for row in rows}["VAL002"] == 1
    assert run("check", "--statistics", "--format", "github").exit_code == 2


def test_the_report_is_in_the_language_of_messages(repeated: Path, run: Run) -> None:
    said = run("check", *VAL002, "--ui-lang", "zh").stdout
    assert f"{FILE}:8:13: 警告[VAL002]: 年度指标值“举办活动”只是重复了指标名称“举办活动”\n" in said
    assert "财预〔2015〕88号要求：绩效目标应当细化量化\n" in said
    assert said.endswith("1 个警告\n")


def test_rules_run_on_a_record_from_standard_input(book: Path, run: Run) -> None:
    result = run("check", *VAL002, "-", "--stdin-filename", FILE, stdin=REPEATED)
    assert (result.exit_code, result.stdout.startswith(FOUND)) == (0, True)
    assert run("check", "--select", "FND", "-", stdin=REPEATED).stdout == ""


def test_a_record_on_standard_input_may_allow_a_finding(book: Path, run: Run) -> None:
    allowed = REPEATED + "allow: {VAL002: 沿用上级指标}\n"
    assert run("check", *VAL002, "-", "--stdin-filename", FILE, stdin=allowed).stdout == ""


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_standard_input_is_not_fixed(book: Path, run: Run, option: str) -> None:
    assert run("check", option, "-", stdin=PROJECT).exit_code == 2


UNUSED = PROJECT + "allow: {VAL002: 沿用上级指标}\n"


def test_an_unused_allowance_is_fixed_and_the_rest_of_the_file_stays(project: Path, run: Run) -> None:
    project.write_text(f"# 说明\n{UNUSED}", "utf-8")
    select = ("--select", "STR009,VAL002")
    assert "1 fixable with --fix" in run("check", *select).stdout
    assert f"{FILE}:13:9: warning[STR009] [*]: " in run("check", *select).stdout
    result = run("check", *select, "--fix")
    assert (result.exit_code, result.stderr) == (0, "mended 1 finding in 1 file\n")
    assert project.read_text("utf-8") == f"# 说明\n{PROJECT}"
    again = run("check", *select, "--fix")
    assert (again.stderr, project.read_text("utf-8")) == ("", f"# 说明\n{PROJECT}")


def test_a_diff_tells_of_files_that_cannot_be_read(project: Path, run: Run) -> None:
    project.write_text(project.read_text("utf-8") + "\tremark: 一\n", "utf-8")
    result = run("check", "--fix", "--diff")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "error[SRC002]: a tab is used for indentation" in result.stderr


def test_a_diff_shows_and_writes_nothing(project: Path, run: Run) -> None:
    project.write_text(UNUSED, "utf-8")
    select = ("--select", "STR009,VAL002")
    result = run("check", *select, "--diff")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"--- a/{FILE}\n+++ b/{FILE}\n")
    assert "-allow: {VAL002: 沿用上级指标}\n" in result.stdout
    assert project.read_text("utf-8") == UNUSED
    assert run("check", *select, "--diff", "--exit-zero").exit_code == 0
    project.write_text(PROJECT, "utf-8")
    assert (run("check", *select, "--diff").exit_code, run("check", *select, "--diff").stdout) == (0, "")


def test_only_what_was_asked_for_is_fixed(book: Path, project: Path, run: Run) -> None:
    other = project.with_name("other.yaml")
    for file in (project, other):
        file.write_text(UNUSED, "utf-8")
    assert run("check", "--select", "STR009,VAL002", "--fix", str(other)).exit_code == 0
    assert (project.read_text("utf-8"), other.read_text("utf-8")) == (UNUSED, PROJECT)


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab"])
@pytest.mark.parametrize("content", [PROJECT, REPEATED, "name: [\n", "a: &a [*a]\n"])
def test_a_report_for_programs_is_json_whatever_is_found(project: Path, run: Run, form: str, content: str) -> None:
    project.write_text(content, "utf-8")
    json.loads(run("check", *VAL002, "--format", form).stdout)


@pytest.mark.parametrize(
    "rules",
    [
        "[]",
        "1",
        "{select: VAL}",
        "{select: [{}]}",
        "{select: [VAL999]}",
        "{severity: [error]}",
        "{severity: {VAL002: fatal}}",
        "{severity: {SRC001: advice}}",
        "{authority: {}}",
        "{authority: [{document: 1}]}",
        "{VAL002: {}}",
        "{NONE: 1}",
        "{1: 2}",
        "{? [a]: 1}",
        "{ignore: [ALL], select: &a [*a]}",
    ],
)
def test_hostile_settings_of_rules_are_located_problems(book: Path, run: Run, rules: str) -> None:
    head = book / "targetbook.yaml"
    head.write_text(head.read_text("utf-8") + f"rules: {rules}\n", "utf-8")
    result = run("check", *VAL002)
    assert result.exit_code == 1
    assert re.search(r"^targetbook\.yaml:5:\d+: error\[", result.stdout, re.MULTILINE)
    assert "fault of the tool" not in result.output


def test_a_line_fits_a_terminal_of_eighty_cells_or_is_broken(repeated: Path) -> None:
    code = (
        "import sys, os, shutil\n"
        "sys.stdout.isatty = lambda: True\n"
        "shutil.get_terminal_size = lambda fallback: os.terminal_size((80, 24))\n"
        "from targetbook.cli import main\n"
        "main(['check', '--select', 'VAL002', '--color', 'never'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=repeated.parents[2], capture_output=True, text=True, check=False
    )
    lines = [line for line in done.stdout.splitlines() if not line.startswith(FILE)]
    assert max(map(cell_len, lines)) <= 80


def test_check_does_not_load_the_formats_that_are_not_asked_for(book: Path) -> None:
    done = program("check", cwd=book, PYTHONPROFILEIMPORTTIME="1")
    assert "targetbook.check.reports.sarif" not in done.stderr
    assert "targetbook.check.own_rules" not in done.stderr


def test_another_taxonomy_tells_what_would_have_to_change(project: Path, run: Run) -> None:
    project.write_text(PROJECT.replace("benefit.social", "output.cost"), "utf-8")
    assert run("check", "--select", "STR005").exit_code == 0
    result = run("check", "--select", "STR005", "--taxonomy", "mof-2021")
    assert result.exit_code == 1
    assert f"{FILE}:9:11: error[STR005]: " in result.stdout


def test_an_unknown_taxonomy_is_wrong_use(book: Path, run: Run) -> None:
    result = run("check", "--taxonomy", "mof2021")
    assert result.exit_code == 2
    assert "mof2021 is no taxonomy; did you mean mof-2021" in result.stderr
    result = run("check", "--taxonomy", "nowhere.yaml")
    assert (result.exit_code, "the book has no file nowhere.yaml" in result.stderr) == (2, True)


def test_paths_for_code_hosts_count_from_the_repository_s_root(repeated: Path, run: Run) -> None:
    (repeated.parents[3] / ".git").mkdir()
    said = run("check", *VAL002, "--format", "github").stdout
    assert said.startswith(f"::warning file=book/{FILE},line=8,")
    assert run("check", *VAL002, "--format", "concise").stdout.startswith(f"{FILE}:8:")


def test_what_could_not_be_told_is_counted_and_listed_on_demand(project: Path, run: Run) -> None:
    project.write_text(PROJECT.replace("annual: 提高", "annual: 增长5%"), "utf-8")
    counted = run("check", "--select", "ALL").stdout.splitlines()[-1]
    told = run("check", "--select", "ALL", "--verbose").stdout
    deferred = json.loads(run("check", "--select", "ALL", "--verbose", "--format", "json").stdout)["deferred"]
    assert ("could not be told" in counted) == bool(deferred) == ("Could not be told:\n" in told)
    for each in deferred:
        assert f"{each['file']}:{each['line']}:{each['column']}: {each['code']} " in told


def test_colours_are_those_of_the_plain_report(repeated: Path, run: Run) -> None:
    plain, coloured = (run("check", *VAL002, "--color", color).stdout for color in ("never", "always"))
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github", "gitlab"])
def test_a_file_whose_name_is_no_text_is_reported_in_every_format(project: Path, run: Run, form: str) -> None:
    project.rename(project.with_name(os.fsdecode(b"a\xff.yaml")))
    result = run("check", "--format", form, "--output", "report")
    assert (result.exit_code, result.output) == (1, "")
    assert Path("report").read_text("utf-8")
