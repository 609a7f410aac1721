"""Running the program at a book in git, away from what a CI or this machine's own git says."""

import os
from pathlib import Path

from click.testing import CliRunner, Result
from tests.books import ProjectFile, project
from tests.review.repositories import Kept, kept

from targetbook.cli import main

UNSAID = ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR", "TARGETBOOK_DEBUG", "SOURCE_DATE_EPOCH")
QUIET = ("--select", "FND001,CHG001")
"""Rules that the small books of the tests can be held to: they lack what other rules ask for."""
POLICY = "\n  changes:\n    - {change: lowered, needs: adjustment}"
FILE = "targets/centre/p1.yaml"


def reading(annual: str = "24场", funding: str = "1.20", id: str | None = None, **fields: str) -> ProjectFile:
    """A project with one indicator, whose value stands in line 9 of its file, from column 13."""
    indicators = f"\n  - kind: output.quantity\n    name: 培训场次\n    annual: {annual}"
    return project(id, funding=funding, indicators=indicators, **fields)


def pull_request(folder: Path, annual: str = "20场", funding: str = "1.20", **head: str | None) -> Kept:
    """A book on main, and a branch whose commit gives its one project another value and other money."""
    repository = kept(folder, reading(), **head).branch("change")
    repository.rewrite(reading(annual, funding), **head).commit("Lower the target")
    return repository


def run(at: Kept | Path, command: str, *arguments: str, language: str = "en", **environment: str) -> Result:
    """The command line at a book; nothing may end in a traceback."""
    names = [name for name in os.environ if name.startswith(("GIT_", "GITHUB_", "CI_", "GITLAB_"))]
    unsaid: dict[str, str | None] = dict.fromkeys([*names, *UNSAID])
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    lang = "zh_CN.UTF-8" if language == "zh" else "en_GB.UTF-8"
    root = at.root if isinstance(at, Kept) else at
    runner = CliRunner(env={**unsaid, **quiet, "LANG": lang, **environment})
    result = runner.invoke(main, [command, "--book", str(root), *arguments], prog_name="targetbook")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result
