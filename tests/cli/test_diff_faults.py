"""`diff` where git, or one of the versions, cannot give what is asked: a clear line in both languages, exit code 2."""

import os
import shutil
from pathlib import Path

import pytest
from tests.cli.in_git import FILE, QUIET, pull_request, reading, run
from tests.review.repositories import Kept, kept

from targetbook.data import package_data


def refused(at: Kept | Path, *arguments: str, **environment: str) -> str:
    """What a fault is told with, in English; in Chinese there is a line of its own."""
    told = [run(at, "diff", *arguments, language=language, **environment) for language in ("en", "zh")]
    for result in told:
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert told[0].stderr != told[1].stderr
    return told[0].stderr


def test_a_version_that_is_not_there(tmp_path: Path) -> None:
    assert "git knows no version nosuch" in refused(kept(tmp_path, reading()), "nosuch")


def test_a_branch_that_is_called_like_an_option(tmp_path: Path) -> None:
    repository = pull_request(tmp_path)
    assert "git knows no version --output=x" in refused(repository, "--", "--output=x")
    repository.git("update-ref", "refs/heads/--output=x", "main")
    result = run(repository, "diff", "--", "--output=x", "change")
    assert (result.exit_code, "24场 → 20场" in result.stdout) == (0, True)
    assert not (repository.root / "x").exists()
    assert not Path("x").exists()


def test_a_version_whose_name_is_empty(tmp_path: Path) -> None:
    told = refused(pull_request(tmp_path), "")
    assert "BASE or HEAD is empty" in told
    assert refused(pull_request(tmp_path / "again"), "main", "") == told


def test_a_range_and_a_version_beside_it(tmp_path: Path) -> None:
    repository = pull_request(tmp_path)
    assert "main..change names both versions already: leave out HEAD" in refused(repository, "main..change", "HEAD")


@pytest.mark.parametrize(("revision", "missing"), [("nosuch..change", "nosuch"), ("main...nosuch", "nosuch")])
def test_an_end_of_a_range_that_is_not_there(tmp_path: Path, revision: str, missing: str) -> None:
    assert f"git knows no version {missing}:" in refused(pull_request(tmp_path), revision)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "//example.org/x", "ftp://example.org", "https://e.org/\nx"])
def test_a_link_that_is_no_address_of_the_web(tmp_path: Path, link: str) -> None:
    told = refused(kept(tmp_path, reading()), "--format", "markdown", "--link", link)
    assert "is no address that a comment can link to" in told


@pytest.mark.parametrize(
    "revision", ["..", "...", "HEAD:targetbook.yaml", "a\nb", ":/Lower", "-", "@{-9}", "HEAD^{/a..b}", "a....b"]
)
def test_what_names_no_single_commit(tmp_path: Path, revision: str) -> None:
    result = run(pull_request(tmp_path), "diff", "--", revision)
    assert result.exit_code in (0, 2)  # :/Lower is a commit, for git
    assert "fault of the tool" not in result.stderr


def test_a_shallow_clone_tells_how_to_get_the_history(tmp_path: Path) -> None:
    repository = pull_request(tmp_path)
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth", "1", "--single-branch", f"file://{repository.top}", str(clone))
    Kept(clone, clone).git("update-ref", "-d", "refs/remotes/origin/HEAD")
    told = refused(clone, "main")
    assert "git fetch --deepen" in told
    assert "fetch-depth: 0" in told
    assert "fetch-depth: 0" in refused(clone, GITHUB_BASE_REF="main")


def test_a_folder_that_is_in_no_repository(tmp_path: Path) -> None:
    repository = kept(tmp_path, reading())
    shutil.rmtree(repository.root / ".git")
    assert "lies in no git repository" in refused(repository, GIT_CEILING_DIRECTORIES=str(tmp_path))


def test_a_machine_without_git(tmp_path: Path) -> None:
    assert "git is not installed" in refused(kept(tmp_path, reading()), PATH=str(tmp_path))


def test_a_repository_without_a_main_branch(tmp_path: Path) -> None:
    repository = kept(tmp_path, reading())
    repository.git("branch", "--move", "draft")
    told = refused(repository)
    assert "there is no main branch" in told
    assert "targetbook diff BASE" in told
    assert run(repository, "diff", "draft").exit_code == 0


@pytest.mark.parametrize("revision", [[], ["main"], ["HEAD"], ["main...HEAD"]])
def test_a_repository_without_a_commit(tmp_path: Path, revision: list[str]) -> None:
    repository = kept(tmp_path, reading())
    repository.git("update-ref", "-d", "refs/heads/main")
    assert "the repository has no commit yet" in refused(repository, *revision)


def test_a_detached_head_is_no_fault(tmp_path: Path) -> None:
    repository = pull_request(tmp_path)
    repository.git("checkout", "--quiet", "--detach")
    assert "24场 → 20场" in run(repository, "diff").stdout


def test_a_repository_of_another_owner(tmp_path: Path) -> None:
    git = tmp_path / "bin" / "git"
    git.parent.mkdir()
    git.write_text("#!/bin/sh\necho \"fatal: detected dubious ownership in repository at '/book'\" >&2\nexit 128\n")
    git.chmod(0o755)
    told = refused(kept(tmp_path, reading()), PATH=f"{git.parent}{os.pathsep}{os.environ['PATH']}")
    assert "git config --global --add safe.directory" in told


def test_versions_that_have_no_book(tmp_path: Path) -> None:
    repository = kept(tmp_path, reading())
    repository.git("rm", "--quiet", "-r", ".")
    repository.git("commit", "--quiet", "--message", "Begin anew")
    repository.git("tag", "bare")
    repository.rewrite(reading()).commit("Write the targets again")
    assert "neither version has a targetbook.yaml" in refused(repository, "bare", "bare")
    result = run(repository, "diff", "bare", *QUIET)
    assert result.exit_code == 0
    assert "基层社区建设" in result.stdout  # a new book: all of it is new


def test_a_broken_base_still_gives_the_other_side(tmp_path: Path) -> None:
    repository = kept(tmp_path, reading())
    repository.write("targetbook.yaml", "title: [\n")
    repository.commit("Break the book")
    repository.rewrite(reading("20场"))
    result = run(repository, "diff", "HEAD", *QUIET)
    assert result.exit_code == 0
    assert "targetbook.yaml:1:8: error[SRC001]" in result.stdout  # mended by the change
    assert "24场 → 20场" in result.stdout  # read under the newer head


def test_a_broken_record_is_named_and_the_others_are_compared(tmp_path: Path) -> None:
    repository = kept(tmp_path, reading(), reading(funding="5.00", name="社工培训"))
    repository.write(FILE, "name: [\n")
    repository.commit("Break a record")
    repository.rewrite(reading(), reading(funding="7.00", name="社工培训"))
    result = run(repository, "diff", "HEAD", *QUIET)
    assert result.exit_code == 0
    assert "centre/p1 cannot be read in HEAD" in result.stdout
    assert "+2.00" in result.stdout


def test_a_word_file_of_versions_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    repository = pull_request(tmp_path)
    repository.write("targetbook.yaml", "title: [\n")
    repository.commit("Break the book")
    asked = ("HEAD", "--format", "docx", "--output", str(tmp_path / "x.docx"))
    assert "a Word file cannot show both" in refused(repository, *asked)


def test_a_word_file_of_a_version_that_was_read_by_the_others_settings_says_so(tmp_path: Path) -> None:
    repository = pull_request(tmp_path)
    repository.write("targetbook.yaml", "title: [\n")
    file = tmp_path / "x.docx"
    result = run(repository, "diff", "main", "--format", "docx", "--output", str(file))
    assert (result.exit_code, file.exists()) == (0, True)
    assert "its records were read by that of the other version" in result.stderr


def test_nothing_that_git_can_fail_with_lacks_its_words() -> None:
    slugs = {
        "no-git",
        "no-repository",
        "bare",
        "owner",
        "unreadable",
        "no-content",
        "submodule",
        "timeout",
        "no-book",
    } | {"no-commit"}
    slugs |= {f"{slug}{end}" for slug in ("no-revision", "no-main", "no-merge-base") for end in ("", "-shallow")}
    assert slugs == set(package_data("messages.yaml")["GIT"])
