"""The ready jobs for GitHub and GitLab do what they say: their lines of shell are run against this repository's book."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
ACTION = yaml.safe_load((REPOSITORY / "action.yml").read_text("utf-8"))
GITLAB = yaml.safe_load((REPOSITORY / "integrations/gitlab-ci.yml").read_text("utf-8"))["targetbook"]
WORKFLOW = yaml.safe_load((REPOSITORY / "integrations/github-workflow.yml").read_text("utf-8"))
FACILITIES = "targets/community-centre/community-facilities.yaml"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository in which the book lies in a folder, with the program on PATH."""
    book = tmp_path / "clone" / "budget"
    shutil.copytree(REPOSITORY / "targets", book / "targets")
    head = (REPOSITORY / "targetbook.yaml").read_text("utf-8")
    (book / "targetbook.yaml").write_text(f"{head}rules: {{select: [VAL002]}}\n", "utf-8")
    (tmp_path / "clone" / ".git").mkdir()
    program = tmp_path / "bin" / "targetbook"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m targetbook "$@"\n')
    program.chmod(0o755)
    return tmp_path / "clone"


def shell(lines: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Lines of a job, run as a runner does: bash, ending with the first that fails."""
    path = f"{cwd.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "LANG": "C.UTF-8", "PATH": path, "PYTHONPATH": os.pathsep.join(sys.path), **variables}
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", lines]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def step(name: str) -> dict[str, Any]:
    return next(step for step in ACTION["runs"]["steps"] if step.get("name") == name)


def given(**inputs: str) -> dict[str, str]:
    """The variables of the action's last step, as GitHub fills them from what a caller gives and from the defaults."""
    values = {name: str(told["default"]) for name, told in ACTION["inputs"].items()} | inputs
    written = step("Check the book")["env"]
    return {name: values[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", text)[1]] for name, text in written.items()}  # type: ignore[index]


def test_the_action_annotates_the_lines_of_a_book_in_a_folder(clone: Path) -> None:
    done = shell(step("Check the book")["run"], clone, **given(book="budget", **{"ui-lang": "en"}))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"::warning file=budget/{FACILITIES},line=18,col=18,endColumn=23,title=VAL002 " in done.stdout


def test_the_action_fails_from_the_severity_that_is_given(clone: Path) -> None:
    lines = step("Check the book")["run"]
    assert shell(lines, clone, **given(book="budget", **{"fail-on": "warning"})).returncode == 1
    assert shell(lines, clone, **given(book="budget", **{"fail-on": "waning"})).returncode == 2


def test_the_action_writes_sarif_where_it_is_asked_to(clone: Path) -> None:
    done = shell(step("Check the book")["run"], clone, **given(book="budget", sarif="targets.sarif"))
    assert done.returncode == 0
    run = json.loads((clone / "targets.sarif").read_text("utf-8"))["runs"][0]
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]}
    assert f"budget/{FACILITIES}" in uris


def test_no_input_of_the_action_is_text_of_a_script(clone: Path) -> None:
    scripts = [each["run"] for each in ACTION["runs"]["steps"] if "run" in each]
    assert [script for script in scripts if "${{" in script] == []
    hostile = given(book="$(touch spoilt)", sarif='"; touch spoilt; "')
    assert shell(step("Check the book")["run"], clone, **hostile).returncode == 2
    assert not (clone / "spoilt").exists()


def test_the_job_of_gitlab_reports_code_quality_and_fails_on_errors(clone: Path) -> None:
    variables = {**GITLAB["variables"], "BOOK": "budget"}
    lines = "\n".join(GITLAB["script"])
    done = shell(lines, clone, **variables)
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads((clone / GITLAB["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    assert f"budget/{FACILITIES}" in {entry["location"]["path"] for entry in report}
    (clone / "budget" / FACILITIES).write_text("name: [\n", "utf-8")
    assert shell(lines, clone, **variables).returncode == 1


def test_the_workflow_gives_the_action_what_it_takes() -> None:
    uses = [step for step in WORKFLOW["jobs"]["check"]["steps"] if "/targetbook@" in step["uses"]]
    assert [set(step["with"]) - set(ACTION["inputs"]) for step in uses] == [set()]
    assert "pull_request_target" not in WORKFLOW[True]  # YAML 1.1 reads `on` as true
    assert WORKFLOW["permissions"] == {"contents": "read", "pull-requests": "write"}
