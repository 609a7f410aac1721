"""Git is asked, and whatever a repository or a user calls things, nothing of them runs or leads elsewhere."""

import os
import stat
import subprocess
from pathlib import Path

import pytest
from tests.books import project
from tests.review.repositories import AUTHOR, Kept, kept

from targetbook.review import (
    GitError,
    asked_versions,
    commit_about,
    commit_of,
    commits_touching,
    file_at,
    main_branch,
    merge_base,
    repository_of,
)

ODD_NAMES = ["--output=x", "-x", "调整/第1次", "--upload-pack=touch"]


@pytest.fixture(autouse=True)
def no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests run in a CI themselves, which names a branch of its own."""
    for name in ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)


def slug_of(error: pytest.ExceptionInfo[GitError]) -> str:
    return error.value.slug


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_branch_may_have_any_name(name: str, tmp_path: Path) -> None:
    repository = kept(tmp_path, project(funding="43.00"))
    commit = repository.git("rev-parse", "HEAD")
    (repository.top / ".git/refs/heads" / name).parent.mkdir(parents=True, exist_ok=True)
    (repository.top / ".git/refs/heads" / name).write_text(f"{commit}\n")
    repository.rewrite(project(funding="53.00"))
    (change,) = repository.changes(name).projects
    assert [move.delta for move in change.money if move.of == "total"] == [10]
    assert not (repository.top / "x").exists()


@pytest.mark.parametrize("name", ["", "no such branch", "a\0b", "a\nb", "HEAD:targetbook.yaml", "--all", "-h"])
def test_a_revision_that_is_no_commit_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(GitError) as error:
        asked_versions(kept(tmp_path, project()).root, name, None)
    assert (slug_of(error), error.value.values["revision"]) == ("no-revision", name)


def test_the_base_is_where_the_branches_went_apart(tmp_path: Path) -> None:
    repository = kept(tmp_path, project(funding="1.00"))
    start = repository.git("rev-parse", "HEAD")
    repository.branch("change").rewrite(project(funding="2.00")).commit()
    repository.git("switch", "--quiet", "main")
    repository.rewrite(project(funding="1.00"), project("later")).commit()
    repository.git("switch", "--quiet", "change")
    _, base, head = asked_versions(repository.root, None, "change")
    assert (base.name, base.commit) == ("main", start)
    (change,) = repository.changes(None, "change").projects
    assert change.after is not None
    assert change.after.id == "p1"
    assert head.commit != start


def test_the_branch_that_a_ci_names_is_the_base_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = kept(tmp_path, project())
    found = repository_of(repository.root)
    repository.git("branch", "release")
    monkeypatch.setenv("GITHUB_BASE_REF", "release")
    assert main_branch(found) == "release"
    monkeypatch.setenv("GITHUB_BASE_REF", "gone")
    with pytest.raises(GitError) as error:
        main_branch(found)
    assert (slug_of(error), error.value.values["revision"]) == ("no-revision", "gone")


def test_a_repository_without_a_main_branch_says_what_was_looked_for(tmp_path: Path) -> None:
    repository = kept(tmp_path, project())
    repository.git("branch", "--move", "work")
    with pytest.raises(GitError) as error:
        main_branch(repository_of(repository.root))
    assert slug_of(error) == "no-main"
    assert "origin/main" in error.value.values["tried"]


def test_histories_without_a_common_commit_are_told(tmp_path: Path) -> None:
    repository = kept(tmp_path, project())
    repository.git("switch", "--quiet", "--orphan", "other")
    repository.rewrite(project()).commit()
    with pytest.raises(GitError) as error:
        merge_base(repository_of(repository.root), "main", "other")
    assert slug_of(error) == "no-merge-base"


def test_in_a_shallow_clone_what_is_missing_may_only_be_not_fetched(tmp_path: Path) -> None:
    repository = kept(tmp_path, project(funding="1.00"))
    first = repository.git("rev-parse", "HEAD")
    repository.rewrite(project(funding="2.00")).commit()
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.top}", str(tmp_path / "clone"))
    clone = Kept(tmp_path / "clone", tmp_path / "clone")
    with pytest.raises(GitError) as error:
        commit_of(repository_of(clone.root), first)
    assert slug_of(error) == "no-revision-shallow"
    clone.git("switch", "--quiet", "--orphan", "other")
    clone.rewrite(project()).commit()
    with pytest.raises(GitError) as error:
        merge_base(repository_of(clone.root), "main", "other")
    assert slug_of(error) == "no-merge-base-shallow"


def test_a_clone_without_contents_fetches_nothing(tmp_path: Path) -> None:
    repository = kept(tmp_path, project(funding="1.00"))
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.rewrite(project(funding="2.00")).commit()
    source, target = f"file://{repository.top}", str(tmp_path / "clone")
    repository.git("clone", "--quiet", "--filter=blob:none", source, target)
    clone = Kept(tmp_path / "clone", tmp_path / "clone")
    stolen = tmp_path / "stolen"
    clone.git("config", "remote.origin.uploadpack", f"touch {stolen}; git-upload-pack")
    with pytest.raises(GitError) as error:
        clone.changes("HEAD~1")
    assert slug_of(error) in ("no-content", "unreadable")
    assert not stolen.exists()


def test_without_git_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = kept(tmp_path, project()).root
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError) as error:
        repository_of(root)
    assert slug_of(error) == "no-git"


def test_a_book_in_no_repository_is_told(tmp_path: Path) -> None:
    with pytest.raises(GitError) as error:
        repository_of(tmp_path)
    assert slug_of(error) == "no-repository"
    with pytest.raises(GitError) as error:
        repository_of(tmp_path / "gone")
    assert slug_of(error) == "no-repository"


def test_a_bare_repository_is_told(tmp_path: Path) -> None:
    repository = kept(tmp_path, project())
    repository.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare"))
    for folder in (tmp_path / "bare", repository.top / ".git"):
        with pytest.raises(GitError) as error:
            repository_of(folder)
        assert slug_of(error) == "bare"


def test_a_repository_of_somebody_else_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = kept(tmp_path, project()).root
    program(tmp_path / "bin/git", f'GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec {which_git()} "$@"')
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(GitError) as error:
        repository_of(root)
    assert slug_of(error) == "owner"


def test_the_settings_of_a_repository_start_nothing(tmp_path: Path) -> None:
    repository = kept(tmp_path, project("p1", funding="1.00"), within="books/2024")
    ran = tmp_path / "ran"
    touch = str(program(tmp_path / "touch", f"touch {ran}; cat"))
    repository.git("mv", "books/2024/targets/centre/p1.yaml", "books/2024/targets/centre/p2.yaml")
    (repository.top / ".gitattributes").write_text("* filter=own diff=own textconv\n")
    repository.commit()
    settings = {
        "core.fsmonitor": touch, "core.pager": touch, "core.editor": touch, "core.sshCommand": touch,
        "core.hooksPath": str(tmp_path), "diff.external": touch, "diff.own.command": touch, "diff.own.textconv": touch,
        "filter.own.smudge": touch, "filter.own.clean": touch, "filter.own.process": touch, "filter.own.required": "true",
        "log.showSignature": "true", "gpg.program": touch, "gpg.ssh.program": touch, "credential.helper": touch,
        "pager.log": touch, "interactive.diffFilter": touch, "color.ui": "always", "core.abbrev": "4",
        "i18n.logOutputEncoding": "GBK", "log.date": "relative", "diff.renames": "false", "core.quotePath": "true",
        **{f"alias.{word}": f"!{touch}" for word in ("log", "ls-tree", "cat-file", "rev-parse", "merge-base")},
    }  # fmt: skip
    for name, value in settings.items():
        with (repository.top / ".git/config").open("a", encoding="utf-8") as stream:
            section, _, key = name.rpartition(".")
            head, _, of = section.partition(".")
            stream.write(f'[{head} "{of}"]\n' if of else f"[{head}]\n")
            stream.write(f'\t{key} = "{value}"\n')
    found = repository_of(repository.root)
    assert repository.changes("HEAD~1").projects[0].is_moved
    touching = commits_touching(found, "books/2024/targets/centre/p2.yaml")
    assert [commit.author for commit in touching] == [AUTHOR, AUTHOR]
    assert file_at(found, touching[1].commit, touching[1].path) is not None
    assert not ran.exists()


def test_a_folder_that_pretends_to_be_a_repository_starts_nothing(tmp_path: Path) -> None:
    repository = kept(tmp_path, project(), within="book")
    ran = tmp_path / "ran"
    (repository.root / "objects").mkdir()
    (repository.root / "refs").mkdir()
    (repository.root / "HEAD").write_text("ref: refs/heads/main\n")
    (repository.root / "config").write_text(
        f'[core]\n\tbare = true\n\tfsmonitor = "touch {ran}"\n\tpager = "touch {ran}"\n'
    )
    with pytest.raises(GitError):
        repository_of(repository.root)
    assert not ran.exists()


def test_what_the_environment_says_of_another_repository_is_not_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = kept(tmp_path, project())
    monkeypatch.setenv("GIT_DIR", "/nowhere/.git")
    monkeypatch.setenv("GIT_WORK_TREE", "/nowhere")
    assert repository_of(repository.root).top.samefile(repository.top)


@pytest.mark.parametrize("within", ["账本 2024/预算", "a'b;c", ":(top)x", "*"])
def test_a_book_may_lie_in_a_folder_of_any_name(within: str, tmp_path: Path) -> None:
    repository = kept(tmp_path, project(funding="1.00"), within=within)
    repository.rewrite(project(funding="2.00"))
    assert [change.before is not None for change in repository.changes().projects] == [True]


def test_a_file_is_followed_through_its_renames(tmp_path: Path) -> None:
    repository = kept(tmp_path, project("old", funding="1.00"))
    repository.git("mv", "targets/centre/old.yaml", "targets/centre/新 项目.yaml")
    moved = repository.commit("Rename the project\n\nIt has another name.")
    path = repository.write("targets/centre/新 项目.yaml", project(funding="2.00").text())
    raised = repository.commit("Raise the money")
    found = repository_of(repository.root)
    told = commits_touching(found, path.relative_to(repository.top).as_posix())
    assert [(commit.subject, commit.path) for commit in told] == [
        ("Raise the money", "targets/centre/新 项目.yaml"),
        ("Rename the project", "targets/centre/新 项目.yaml"),
        ("Write the targets", "targets/centre/old.yaml"),
    ]
    assert [commit.commit for commit in told[:2]] == [raised, moved]
    assert [commit.date for commit in told] == [f"2024-01-0{day}T09:00:00+08:00" for day in (4, 3, 2)]
    assert file_at(found, told[2].commit, told[2].path) == project(funding="1.00").text().encode()


def test_the_author_and_the_day_of_a_commit_are_told(tmp_path: Path) -> None:
    repository = kept(tmp_path, project())
    commit = repository.commit("调低目标", author="李 明 <x>", day=5)
    told = commit_about(repository_of(repository.root), commit)
    assert (told.author, told.date, told.subject) == ("李 明 x", "2024-01-06T09:00:00+08:00", "调低目标")


def test_a_file_that_a_commit_does_not_have_is_none(tmp_path: Path) -> None:
    repository = kept(tmp_path, project())
    (repository.root / "link.yaml").symlink_to("/etc/passwd")
    (repository.root / "huge.yaml").write_bytes(b"#" * (4 * 1024 * 1024 + 1))
    commit = repository.commit()
    found = repository_of(repository.root)
    for path in ("gone.yaml", "targets", "link.yaml", "huge.yaml", ""):
        assert file_at(found, commit, path) is None


def program(path: Path, commands: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{commands}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def which_git() -> str:
    return subprocess.run(["which", "git"], check=True, capture_output=True, text=True).stdout.strip()
