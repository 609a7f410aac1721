"""`diff`: what changed, in each format, and what its exit code says."""

import json
import shutil
from pathlib import Path

import docx
import pytest
from jsonschema import Draft202012Validator
from tests.cli.in_git import FILE, POLICY, QUIET, pull_request, reading, run
from tests.review.repositories import kept

from targetbook.cli.schema import output_schema

LOWERED = f"{FILE}:9:13: error[POL001]: the target of “培训场次” is lowered from 24场 to 20场"


def test_without_names_the_change_since_the_main_branch_is_told(tmp_path: Path) -> None:
    repository = pull_request(tmp_path, "20场", "3.20")
    repository.git("switch", "--quiet", "main")
    repository.rewrite(reading("30场")).commit("Raise it on main")
    repository.git("switch", "--quiet", "change")
    result = run(repository, "diff", *QUIET)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1 target lowered" in result.stdout
    assert "money +2.00 万元 in 1 project" in result.stdout
    assert "▼ lowered, year: 24场 → 20场" in result.stdout
    assert "30" not in result.stdout


def test_what_is_not_committed_yet_is_told_too(tmp_path: Path) -> None:
    repository = kept(tmp_path, reading()).rewrite(reading("18场"))
    assert "24场 → 18场" in run(repository, "diff").stdout
    assert "no differences" in run(repository, "diff", "main", "HEAD").stdout


def test_two_versions_of_git_leave_the_files_as_they_lie(tmp_path: Path) -> None:
    repository = pull_request(tmp_path)
    (repository.root / FILE).write_text("name: [\n", "utf-8")
    result = run(repository, "diff", "main", "change")
    assert (result.exit_code, "24场 → 20场" in result.stdout) == (0, True)
    assert (repository.root / FILE).read_text("utf-8") == "name: [\n"
    assert repository.git("status", "--porcelain") == f" M {FILE}"


@pytest.mark.parametrize(
    ("revision", "told"),
    [
        ("main..change", "30场 → 20场"),
        ("main...change", "24场 → 20场"),
        ("main..", "30场 → 20场"),
        ("..main", "20场 → 30场"),
        ("...main", "24场 → 30场"),
    ],
)
def test_a_range_is_read_as_git_reads_it(tmp_path: Path, revision: str, told: str) -> None:
    repository = pull_request(tmp_path)
    repository.git("switch", "--quiet", "main")
    repository.rewrite(reading("30场")).commit("Raise it on main")
    repository.git("switch", "--quiet", "change")
    (repository.root / FILE).write_text(reading("7场").text(), "utf-8")  # what lies here has no part in it
    result = run(repository, "diff", *QUIET, revision)
    assert (result.exit_code, told in result.stdout) == (0, True)


def test_two_folders_need_no_git(tmp_path: Path) -> None:
    repository = pull_request(tmp_path)
    old = tmp_path / "old"
    shutil.copytree(repository.root, old, ignore=shutil.ignore_patterns(".git"))
    (old / FILE).write_text(reading("36场").text(), "utf-8")
    result = run(old, "diff", "--from", str(old), "--to", str(repository.root), PATH="")
    assert (result.exit_code, "36场 → 20场" in result.stdout) == (0, True)


@pytest.mark.parametrize(
    "arguments",
    [["--from", "."], ["--to", "."], ["main", "--from", ".", "--to", "."], ["--limit", "10"], ["a", "b", "c"]],
)
def test_what_does_not_go_together_is_wrong_use(tmp_path: Path, arguments: list[str]) -> None:
    assert run(kept(tmp_path, reading()), "diff", *arguments).exit_code == 2


def test_findings_of_the_change_are_among_those_introduced(tmp_path: Path) -> None:
    result = run(pull_request(tmp_path), "diff", "--select", "CHG")
    assert "Findings introduced" in result.stdout
    assert f"{FILE}:9:13: warning[CHG001]: the target of “培训场次” is lowered" in result.stdout
    assert "CHG001" not in run(pull_request(tmp_path / "b"), "diff", *QUIET, "--ignore", "CHG001").stdout


def test_a_code_that_no_rule_has_is_wrong_use(tmp_path: Path) -> None:
    result = run(kept(tmp_path, reading()), "diff", "--select", "CGH001")
    assert (result.exit_code, "there is no rule CGH001" in result.stderr) == (2, True)


def test_the_exit_code_tells_a_difference_where_it_is_asked(tmp_path: Path) -> None:
    repository = pull_request(tmp_path)
    assert run(repository, "diff", "--exit-code").exit_code == 1
    assert run(repository, "diff", "HEAD", "--exit-code").exit_code == 0


def test_a_breach_of_the_policy_is_named_with_file_and_line(tmp_path: Path) -> None:
    repository = pull_request(tmp_path, policy=POLICY)
    assert run(repository, "diff", *QUIET).exit_code == 0
    result = run(repository, "diff", *QUIET, "--enforce")
    assert result.exit_code == 1
    assert result.stderr.startswith(LOWERED)
    assert "9 |     annual: 20场\n" in result.stderr
    assert LOWERED in result.stdout  # a reviewer reads it, too
    assert "POL001" in run(repository, "diff", *QUIET, "--format", "markdown").stdout


def test_an_adjustment_meets_the_policy(tmp_path: Path) -> None:
    repository = pull_request(tmp_path, policy=POLICY)
    entry = "\n  - {document: 番民字〔2024〕3号, date: 2024-06-01, reason: 场地改造, approved_by: 区财政局}"
    repository.rewrite(reading("20场", adjustments=entry), policy=POLICY)
    result = run(repository, "diff", *QUIET, "--enforce")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "番民字〔2024〕3号" in result.stdout


def test_a_change_cannot_take_away_the_policy_that_it_breaks(tmp_path: Path) -> None:
    repository = kept(tmp_path, reading(), policy=POLICY).branch("change").rewrite(reading("20场"))
    assert run(repository, "diff", *QUIET, "--enforce").exit_code == 1


def test_a_record_that_cannot_be_read_is_not_let_through(tmp_path: Path) -> None:
    repository = pull_request(tmp_path, policy=POLICY)
    repository.write(FILE, reading("20场").text().replace("1.20", "一万"))
    result = run(repository, "diff", *QUIET, "--enforce")
    assert (result.exit_code, f"{FILE}:3:11: error[STR004]" in result.stderr) == (1, True)
    repository.write("targetbook.yaml", "title: [\n")
    assert run(repository, "diff", *QUIET, "--enforce").exit_code == 1


def test_a_record_that_was_given_another_ending_is_not_let_through(tmp_path: Path) -> None:
    repository = pull_request(tmp_path, policy=POLICY)
    file = repository.root / FILE
    file.rename(file.with_suffix(".yml"))
    result = run(repository, "diff", *QUIET, "--enforce")
    assert result.exit_code == 1
    assert "rename it" in result.stderr


def test_a_policy_that_was_broken_before_is_told_so_and_not_as_none(tmp_path: Path) -> None:
    repository = pull_request(tmp_path, policy="{changes: [{change: lowerd, needs: adjustment}]}")
    repository.write(
        "targetbook.yaml", repository.root.joinpath("targetbook.yaml").read_text("utf-8").split("policy:")[0]
    )
    result = run(repository, "diff", *QUIET, "--enforce")
    assert result.exit_code == 1
    assert "the policy of the older version cannot be read" in result.stderr
    assert "there is nothing to enforce" not in result.stderr


def test_a_book_without_a_policy_says_so(tmp_path: Path) -> None:
    result = run(pull_request(tmp_path), "diff", *QUIET, "--enforce")
    assert (result.exit_code, "there is nothing to enforce" in result.stderr) == (0, True)


def test_a_comment_leaves_out_money_that_moved_too_little(tmp_path: Path) -> None:
    policy = "{report: {money_over: 1.00}}"
    little = pull_request(tmp_path / "little", "24场", "1.90", policy=policy)
    much = pull_request(tmp_path / "much", "24场", "0.10", policy=policy)
    asked = ("diff", *QUIET, "--format", "markdown", "--exit-code")
    assert run(little, *asked).exit_code == 0
    assert run(much, *asked).exit_code == 1  # down as well as up
    assert run(little, "diff", *QUIET, "--exit-code").exit_code == 1  # a terminal tells all


def test_markdown_is_the_comment_that_a_bot_finds_again(tmp_path: Path) -> None:
    repository = pull_request(tmp_path)
    asked = ("diff", *QUIET, "--format", "markdown")
    first, again = (run(repository, *asked).stdout for _ in range(2))
    assert first == again
    assert first.startswith("<!-- targetbook diff -->\n")
    short = run(repository, *asked, "--limit", "2000", "--link", "https://example.org/审阅 1?a&b").stdout
    assert len(short) <= 2000
    assert '<a href="https://example.org/%E5%AE%A1%E9%98%85%201?a&amp;b">' in short


def test_json_is_what_its_schema_says(tmp_path: Path) -> None:
    said = json.loads(run(pull_request(tmp_path, "20场", "3.20"), "diff", *QUIET, "--format", "json").stdout)
    Draft202012Validator(json.loads(output_schema("diff-json"))).validate(said)
    assert said["projects"][0]["indicators"][0]["targets"][0]["outcome"] == "lowered"


def test_html_goes_to_a_file(tmp_path: Path) -> None:
    page = tmp_path / "review.html"
    result = run(pull_request(tmp_path), "diff", "--format", "html", "--output", str(page), language="zh")
    assert (result.exit_code, result.stdout) == (0, "")
    assert page.read_text("utf-8").lower().startswith("<!doctype html>")


def test_word_tracks_the_change_in_the_name_of_its_author(tmp_path: Path) -> None:
    file = tmp_path / "review.docx"
    repository = pull_request(tmp_path)
    asked = ("diff", "main", "change", "--format", "docx", "--output", str(file))
    assert run(repository, *asked).exit_code == 0
    body = docx.Document(str(file)).element.body.xml
    assert 'w:author="王芳"' in body
    assert 'w:date="2024-01-03T01:00:00Z"' in body
    assert run(repository, *asked, "--layout", "form").exit_code == 0
    assert run(repository, *asked, "--layout", "nosuch").exit_code != 0


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    result = run(kept(tmp_path, reading()), "diff", "--output", str(tmp_path / "no" / "such"))
    assert (result.exit_code, "cannot write" in result.stderr) == (2, True)


def test_color_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    repository = pull_request(tmp_path)
    assert "\x1b[" in run(repository, "diff", "--color", "always").stdout
    assert "\x1b[" not in run(repository, "diff").stdout
