"""When lines of a file last changed: asked of git, which is told nothing that a book could bend."""

import subprocess
from pathlib import Path

import pytest

from targetbook.source import HistoryError, line_changes


def git(root: Path, *arguments: str, day: int = 1) -> None:
    stamp = f"2024-01-{day:02}T12:00:00+08:00"
    environment = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp, "GIT_CONFIG_GLOBAL": "/dev/null"}
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    command = ("git", *who, *arguments)
    subprocess.run(
        command, cwd=root, env={"PATH": "/usr/bin:/bin:/usr/local/bin", **environment}, check=True, capture_output=True
    )


def committed(root: Path, file: str, *versions: str) -> Path:
    """A repository with a file in several versions, a commit and a day each."""
    root.mkdir(exist_ok=True)
    git(root, "init", "-q")
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    for day, text in enumerate(versions, 1):
        path.write_text(text, "utf-8")
        git(root, "add", ".")
        git(root, "commit", "-qm", f"Day {day}", day=day)
    return path


def test_each_line_has_the_commit_that_changed_it_last(tmp_path: Path) -> None:
    committed(tmp_path, "a.yaml", "zh: 甲\nen: A\n", "zh: 乙\nen: A\n")
    first, second = line_changes(tmp_path, "a.yaml")
    assert first.time - second.time == 24 * 3600
    assert first.commit != second.commit


def test_a_line_that_is_not_committed_is_later_than_all(tmp_path: Path) -> None:
    committed(tmp_path, "a.yaml", "zh: 甲\nen: A\n").write_text("zh: 乙\nen: A\n", "utf-8")
    first, second = line_changes(tmp_path, "a.yaml")
    assert (first.is_committed, second.is_committed) == (False, True)
    assert first.time > second.time


def test_a_change_of_white_space_is_none(tmp_path: Path) -> None:
    committed(tmp_path, "a.yaml", "zh: 甲\nen: A\n", "zh:   甲\nen: A\n")
    assert len({change.commit for change in line_changes(tmp_path, "a.yaml")}) == 1


@pytest.mark.parametrize("file", ["-a.yaml", "--contents", ":(top)a.yaml", "社工 服务.yaml", "a'b;c.yaml", "HEAD"])
def test_no_file_name_is_taken_for_an_option_or_a_pattern(file: str, tmp_path: Path) -> None:
    committed(tmp_path, f"targets/{file}", "zh: 甲\n")
    assert len(line_changes(tmp_path, f"targets/{file}")) == 1


def test_a_book_may_lie_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    committed(tmp_path, "books/2024/a.yaml", "zh: 甲\n")
    assert len(line_changes(tmp_path / "books/2024", "a.yaml")) == 1


def test_a_file_that_was_never_committed_has_no_history(tmp_path: Path) -> None:
    committed(tmp_path, "a.yaml", "zh: 甲\n")
    (tmp_path / "b.yaml").write_text("zh: 乙\n", "utf-8")
    assert line_changes(tmp_path, "b.yaml") == ()


def test_a_repository_without_a_commit_has_no_history(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "a.yaml").write_text("zh: 甲\n", "utf-8")
    assert line_changes(tmp_path, "a.yaml") == ()


def test_without_a_repository_there_is_none_to_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other"
    committed(other, "a.yaml", "zh: 甲\n")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))  # the environment leads to no other repository
    alone = tmp_path / "alone"
    alone.mkdir()
    with pytest.raises(HistoryError, match="no-repository"):
        line_changes(alone, "a.yaml")


def test_without_git_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(HistoryError, match="no-git"):
        line_changes(tmp_path, "a.yaml")


def test_a_shallow_clone_does_not_know(tmp_path: Path) -> None:
    committed(tmp_path / "whole", "a.yaml", "zh: 甲\n", "zh: 乙\n")
    git(tmp_path, "clone", "-q", "--depth", "1", (tmp_path / "whole").as_uri(), "cut")
    with pytest.raises(HistoryError, match="shallow"):
        line_changes(tmp_path / "cut", "a.yaml")
