"""pre-commit installs the hooks from a clone of this repository and runs them, asking nothing of the network."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
SOURCES = ("src", "templates", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
FILE = "targets/library/reading.yaml"
RECORD = """\
name: 阅读推广
funding: {fiscal: 48.00}
objectives: [提高图书馆的利用率]
indicators:
  - kind: output.quantity
    name: 举办活动
    annual: ≥120场
"""


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "LC_"))},
        "LANG": "C.UTF-8",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.org",
        **environment,
    }
    return subprocess.run(command, cwd=cwd, env=settings, capture_output=True, text=True, check=False)


def commit(folder: Path) -> str:
    """Everything in a folder as one commit of a repository; its id."""
    run("git", "init", "--quiet", cwd=folder)
    run("git", "add", "--all", cwd=folder)
    assert run("git", "commit", "--quiet", "--no-verify", "--message", "all", cwd=folder).returncode == 0
    return run("git", "rev-parse", "HEAD", cwd=folder).stdout.strip()


@pytest.fixture(scope="module")
def tool(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A repository of the tool as it is now, and its commit."""
    folder = tmp_path_factory.mktemp("tool")
    ignore = shutil.ignore_patterns("__pycache__")
    for name in SOURCES:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignore)
        else:
            shutil.copy(source, folder / name)
    return folder, commit(folder)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the environment of the hooks: it is made once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def book(tmp_path: Path, tool: tuple[Path, str]) -> Path:
    """A book in a git repository that has the hooks."""
    folder, revision = tool
    hooks = [{"id": "targetbook-fmt"}, {"id": "targetbook-check", "args": ["--select", "FND"]}]
    repos = {"repos": [{"repo": str(folder), "rev": revision, "hooks": hooks}]}
    root = tmp_path / "book"
    (root / FILE).parent.mkdir(parents=True)
    (root / ".pre-commit-config.yaml").write_text(yaml.safe_dump(repos), "utf-8")
    (root / "targetbook.yaml").write_text("title: 绩效目标表\ndepartment: 市文化局\nyear: 2027\n", "utf-8")
    (root / "targets/library/_unit.yaml").write_text("name: 市图书馆\n", "utf-8")
    (root / FILE).write_text(RECORD, "utf-8")
    commit(root)
    return root


def hooks(root: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """The hooks over all files. They are installed from the clone into an environment of their own by pip, which is
    given what is installed here for their dependencies, and no index."""
    offline = {
        "PRE_COMMIT_HOME": str(home),
        "PYTHONPATH": os.pathsep.join(filter(None, (sysconfig.get_path("purelib"), os.environ.get("PYTHONPATH")))),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_IGNORE_INSTALLED": "1",  # what is installed here is not that clone
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads it the other way round
        "VIRTUALENV_NO_PERIODIC_UPDATE": "1",
    }
    return run(sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never", cwd=root, **offline)


def test_the_hooks_pass_a_book_that_is_right(book: Path, home: Path) -> None:
    done = hooks(book, home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.split(".")[0] for line in done.stdout.splitlines() if "Passed" in line] == [
        "targetbook fmt",
        "targetbook check",
    ]


def test_the_hooks_refuse_a_record_with_an_error_and_tell_where(book: Path, home: Path) -> None:
    (book / FILE).write_text(RECORD.replace("48.00", "四十八"), "utf-8")
    run("git", "add", FILE, cwd=book)
    done = hooks(book, home)
    assert done.returncode == 1
    assert f"{FILE}:2:19: error[STR004]: funding.fiscal must be an amount, not text" in done.stdout


def test_the_hook_of_fmt_writes_the_canonical_form(book: Path, home: Path) -> None:
    (book / FILE).write_text(RECORD.replace("name: 阅读推广\n", "") + "name:   阅读推广\n", "utf-8")
    run("git", "add", FILE, cwd=book)
    done = hooks(book, home)
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout
    assert (book / FILE).read_text("utf-8") == RECORD


def test_the_manifest_is_valid() -> None:
    command = (sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml")
    done = run(*command, cwd=REPOSITORY)
    assert (done.returncode, done.stdout) == (0, "")
