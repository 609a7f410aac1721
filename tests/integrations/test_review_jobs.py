"""The ready jobs tell a pull request what it changes: their lines of shell are run in a clone, as a runner does."""

import shlex
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.integrations.test_ready_jobs import ACTION, REPOSITORY, WORKFLOW, shell, step
from tests.review.repositories import Kept

JOBS = yaml.safe_load((REPOSITORY / "integrations/gitlab-ci.yml").read_text("utf-8"))
COMMENT = yaml.safe_load((REPOSITORY / "integrations/github-comment.yml").read_text("utf-8"))
RECORD = "targets/community-centre/community-work.yaml"


@pytest.fixture
def clone(tmp_path: Path) -> Kept:
    """A clone of a repository with the book in a folder, at a branch that lowers a target; `targetbook comment` is noted only."""
    top = tmp_path / "origin"
    origin = Kept(top, top / "budget")
    shutil.copytree(REPOSITORY / "targets", origin.root / "targets")
    shutil.copy(REPOSITORY / "targetbook.yaml", origin.root)
    with (origin.root / "targetbook.yaml").open("a", encoding="utf-8") as head:
        head.write("policy: {changes: [{change: lowered, needs: adjustment}]}\n")
    origin.git("init", "--quiet", "--initial-branch", "main")
    origin.commit("Write the targets")
    origin.branch("change").git("clone", "--quiet", str(top), str(tmp_path / "clone"))
    _add_program(tmp_path / "bin" / "targetbook")
    return Kept(tmp_path / "clone", tmp_path / "clone" / "budget")


def _add_program(program: Path) -> None:
    program.parent.mkdir()
    noted = f'if [ "$1" = comment ]; then echo "$@" >> "{program.parent}/comments"; exit 0; fi'
    program.write_text(f'#!/bin/sh\n{noted}\nexec {shlex.quote(sys.executable)} -m targetbook "$@"\n')
    program.chmod(0o755)


def lower(clone: Kept) -> None:
    record = clone.root / RECORD
    record.write_text(record.read_text("utf-8").replace("annual: 90%", "annual: 80%", 1), "utf-8")
    clone.commit("Lower a target")


def commented(clone: Kept) -> str:
    file = clone.top.parent / "bin" / "comments"
    return file.read_text("utf-8") if file.exists() else ""


def variables(clone: Kept) -> dict[str, str]:
    """What a runner of GitHub sets, with the action's inputs as a caller gives them."""
    outputs, summary = clone.top.parent / "outputs", clone.top.parent / "summary"
    for file in (outputs, summary):
        file.touch()
    inputs = {"BOOK": "budget", "UI_LANG": "en", "RUNNER_TEMP": str(clone.top.parent), "GITHUB_BASE_REF": "main"}
    return {**inputs, "GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_TOKEN": "t"}


def test_the_action_tells_the_change_in_the_summary_and_as_a_comment(clone: Kept) -> None:
    lower(clone)
    given = variables(clone)
    done = shell(step("Tell what the change does")["run"], clone.top, **given)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 target lowered" in Path(given["GITHUB_STEP_SUMMARY"]).read_text("utf-8")
    folder = Path(given["GITHUB_OUTPUT"]).read_text("utf-8").strip().removeprefix("folder=")
    assert [path.name for path in Path(folder).iterdir()] == ["review.md"]
    assert shell(step("Comment on the pull request")["run"], clone.top, **given, FOLDER=folder).returncode == 0
    assert commented(clone) == f"comment --ui-lang en {folder}/review.md\n"


def test_where_nothing_changed_an_older_comment_is_only_updated(clone: Kept) -> None:
    given = variables(clone)
    assert shell(step("Tell what the change does")["run"], clone.top, **given).returncode == 0
    folder = clone.top.parent / "targetbook-review"
    assert [path.name for path in folder.iterdir()] == ["unchanged.md"]
    shell(step("Comment on the pull request")["run"], clone.top, **given, FOLDER=str(folder))
    assert commented(clone) == f"comment --ui-lang en --update-only {folder}/unchanged.md\n"


def test_a_clone_without_history_fails_and_tells_what_to_set(clone: Kept) -> None:
    shallow = clone.top.parent / "shallow"
    clone.git(
        "clone", "--quiet", "--depth", "1", "--branch", "change", f"file://{clone.top.parent / 'origin'}", str(shallow)
    )
    done = shell(step("Tell what the change does")["run"], shallow, **variables(clone))
    assert (done.returncode, "fetch-depth: 0" in done.stderr) == (2, True)


def test_the_action_holds_the_change_to_the_policy(clone: Kept) -> None:
    lines = step("Hold the change to the policy")["run"]
    assert shell(lines, clone.top, **variables(clone)).returncode == 0
    lower(clone)
    done = shell(lines, clone.top, **variables(clone))
    assert (done.returncode, f"{RECORD}:24:13: error[POL001]" in done.stderr) == (1, True)


def test_the_action_comments_only_where_it_is_asked_to() -> None:
    assert ACTION["inputs"]["comment"]["default"] == "false"
    for name in ("Tell what the change does", "Check the book", "Hold the change to the policy"):
        assert "inputs.comment-from == ''" in step(name)["if"]


def test_the_workflow_has_the_history_and_lets_no_fork_write() -> None:
    checkout, action, upload = WORKFLOW["jobs"]["check"]["steps"]
    assert checkout["with"]["fetch-depth"] == 0
    assert "!github.event.pull_request.head.repo.fork" in action["with"]["comment"]
    assert "head.repo.fork" in upload["if"]


def test_the_workflow_that_may_write_runs_nothing_of_a_fork() -> None:
    steps: list[dict[str, Any]] = COMMENT["jobs"]["comment"]["steps"]
    assert [step["uses"].split("@")[0] for step in steps] == ["actions/download-artifact", "OWNER/targetbook"]
    assert set(steps[1]["with"]) <= set(ACTION["inputs"])
    assert COMMENT["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert COMMENT[True]["workflow_run"]["workflows"] == [WORKFLOW["name"]]
    upload = WORKFLOW["jobs"]["check"]["steps"][2]
    assert steps[0]["with"]["name"] == upload["with"]["name"]


def gitlab(clone: Kept, **more: str) -> Any:
    job = JOBS["targetbook-review"]
    given = {
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_JOB_URL": "https://example.org/jobs/1",
        "GITLAB_TOKEN": "t",
    }
    return shell(
        "\n".join(job["script"]), clone.top, **{**job["variables"], "BOOK": "budget", "UI_LANG": "en", **given, **more}
    )


def test_the_job_of_gitlab_makes_a_page_and_a_note(clone: Kept) -> None:
    lower(clone)
    done = gitlab(clone)
    assert (done.returncode, done.stderr) == (0, "")
    assert commented(clone) == "comment --ui-lang en review.md\n"
    assert "https://example.org/jobs/1/artifacts/file/review.html" in (clone.top / "review.md").read_text("utf-8")
    assert (clone.top / JOBS["targetbook-review"]["artifacts"]["paths"][0]).stat().st_size > 1000


def test_the_job_of_gitlab_without_a_token_keeps_the_page_and_makes_no_note(clone: Kept) -> None:
    lower(clone)
    assert gitlab(clone, GITLAB_TOKEN="").returncode == 0
    assert commented(clone) == ""
    assert gitlab(clone, ENFORCE="--enforce").returncode == 1


def test_the_job_of_gitlab_updates_only_where_nothing_changed(clone: Kept) -> None:
    assert gitlab(clone).returncode == 0
    assert commented(clone) == "comment --ui-lang en --update-only review.md\n"
