"""Fixtures that several rooms share."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.books import Make, written

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --renew` writes the golden files anew, to be reviewed like code."""
    parser.addoption("--renew", action="store_true", help="write the golden files anew")


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command remembers stays in the test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def book(tmp_path: Path) -> Make:
    """Writes a small book into a folder of its own: `book(project(funding="1.20"))`."""
    return lambda *parts, **head: written(tmp_path / "book", *parts, **head)


@pytest.fixture(scope="session")
def seed_outputs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Every output of this repository's book, built once, from where it lies."""
    folder = tmp_path_factory.mktemp("seed")
    elsewhere = {"TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "1"}
    return built_seed(ROOT, folder, elsewhere)


def built_seed(book: Path, output: Path, environment: Mapping[str, str], **run: object) -> Mapping[str, bytes]:
    """The files that a process of its own writes."""
    kept = {
        name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "LC_ALL", "NO_COLOR")
    }
    command = [sys.executable, "-m", "targetbook", "build", "-q", "--book", str(book), "--output", str(output)]
    done = subprocess.run(command, env={**kept, **environment}, capture_output=True, text=True, check=False, **run)  # type: ignore[call-overload]
    assert (done.returncode, done.stderr) == (0, "")
    return {path.name: path.read_bytes() for path in sorted(output.iterdir())}


def copied_backwards(source: Path, target: Path) -> None:
    """A copy whose files were made in the reverse of their order, so that a folder lists them otherwise."""
    for path in sorted(source.rglob("*"), reverse=True):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
