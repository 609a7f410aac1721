"""`log` and `blame`: how a record came to be, as the command line tells it."""

import json
import os
from pathlib import Path

import pytest
from tests.cli.in_git import pull_request, reading, run
from tests.review.repositories import Kept, kept


@pytest.fixture
def repository(tmp_path: Path) -> Kept:
    """A record that was lowered by somebody, and then given another name."""
    repository = kept(tmp_path, reading("24场"))
    repository.rewrite(reading("20场")).commit("Lower the target", author="李明")
    repository.rewrite(reading("20场", id="training")).commit("Rename the record")
    return repository


def test_a_log_tells_each_change_the_newest_first_through_a_rename(repository: Kept) -> None:
    result = run(repository, "log", "centre/training")
    assert (result.exit_code, result.stderr) == (0, "")
    renamed, lowered, added = (
        result.stdout.index(word) for word in ("Rename", "Lower the target", "Write the targets")
    )
    assert renamed < lowered < added
    assert "李明" in result.stdout
    assert "24场 → 20场 (lowered)" in result.stdout


def test_blame_names_the_commit_of_each_value(repository: Kept) -> None:
    money, value = run(repository, "blame", "centre/training").stdout.splitlines()
    assert ("王芳" in money, "1.20 万元" in money) == (True, True)
    assert ("李明" in value, "20场" in value) == (True, True)


def test_a_record_is_named_by_its_file_too(repository: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run(repository, "blame", "centre/training").stdout
    assert run(repository, "blame", "targets/centre/training.yaml").stdout == told
    monkeypatch.chdir(repository.root / "targets" / "centre")
    assert run(repository, "blame", "training.yaml").stdout == told
    assert run(repository, "blame", f".{os.sep}training.yaml").stdout == told


def test_both_are_data_too(repository: Kept) -> None:
    entries = json.loads(run(repository, "log", "centre/training", "--format", "json").stdout)
    assert [entry["subject"] for entry in entries] == ["Rename the record", "Lower the target", "Write the targets"]
    assert entries[1]["change"]["indicators"][0]["targets"][0]["outcome"] == "lowered"
    lines = json.loads(run(repository, "blame", "centre/training", "--format", "json").stdout)
    assert {line["path"]: line["author"] for line in lines} == {
        "funding.fiscal": "王芳",
        "indicators[1].annual": "李明",
    }


def test_what_is_not_committed_yet_is_told_as_that(repository: Kept) -> None:
    repository.rewrite(reading("30场", id="training"))
    assert run(repository, "blame", "centre/training").stdout.splitlines()[-1].startswith("not committed yet")
    assert "尚未提交" in run(repository, "log", "centre/training", language="zh").stdout


@pytest.mark.parametrize("command", ["log", "blame"])
def test_a_record_that_git_does_not_know_yet_is_told_as_that(repository: Kept, command: str) -> None:
    repository.write("targets/centre/p2.yaml", reading().text())
    result = run(repository, command, "centre/p2")
    assert (result.exit_code, result.stdout.startswith("not committed yet")) == (0, True)


@pytest.mark.parametrize("command", ["log", "blame"])
def test_a_misspelt_record_is_wrong_use_and_the_right_one_is_named(repository: Kept, command: str) -> None:
    result = run(repository, command, "centre/trainin")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean centre/training?" in result.stderr
    assert "没有记录" in run(repository, command, "centre/trainin", language="zh").stderr


@pytest.mark.parametrize("record", ["", "/", "..", "../../etc/passwd", "--all", "centre/*", "a/b/c/d", "\n", "训练"])
def test_whatever_is_asked_for_is_no_fault_of_the_tool(repository: Kept, record: str) -> None:
    result = run(repository, "log", "--", record)
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_book_in_no_repository_has_no_history(tmp_path: Path) -> None:
    repository = pull_request(tmp_path)
    (repository.root / ".git").rename(tmp_path / "elsewhere")
    result = run(repository, "log", "centre/p1", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert (result.exit_code, "lies in no git repository" in result.stderr) == (2, True)


@pytest.mark.parametrize("command", ["log", "blame"])
def test_a_shallow_clone_says_that_its_history_is_cut_off(repository: Kept, tmp_path: Path, command: str) -> None:
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth", "1", f"file://{repository.top}", str(clone))
    result = run(clone, command, "centre/training")
    assert (result.exit_code, "git fetch --unshallow" in result.stderr) == (0, True)
    assert "浅克隆" in run(clone, command, "centre/training", language="zh").stderr
    assert run(repository, command, "centre/training").stderr == ""


@pytest.mark.parametrize("command", ["log", "blame"])
def test_a_repository_without_a_commit_has_no_history(repository: Kept, command: str) -> None:
    repository.git("update-ref", "-d", "refs/heads/main")
    result = run(repository, command, "centre/training")
    assert (result.exit_code, "the repository has no commit yet" in result.stderr) == (2, True)
