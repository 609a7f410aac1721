"""Running the program as a user does, in a small book of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from targetbook.cli import main

Run = Callable[..., Result]

BOOK = """\
title: {zh: 绩效目标表, en: Performance targets}
department: {zh: 市文化局, en: Culture Bureau}
year: 2025
languages: [zh, en]
"""
UNIT = "name: {zh: 市图书馆, en: City Library}\n"
PROJECT = """\
name: {zh: 阅读推广, en: Public reading}
funding: {fiscal: 48.00}
objectives:
  - {zh: 提高图书馆的利用率, en: Raise the use of the library}
indicators:
  - kind: output.quantity
    name: {zh: 举办活动, en: Events held}
    annual: ≥120场
  - kind: benefit.social
    name: {zh: 影响力}
    annual: 提高
"""


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of one project, which is the working folder."""
    root = tmp_path / "book"
    (root / "targets" / "library").mkdir(parents=True)
    (root / "targetbook.yaml").write_text(BOOK, "utf-8")
    (root / "targets" / "library" / "_unit.yaml").write_text(UNIT, "utf-8")
    (root / "targets" / "library" / "reading.yaml").write_text(PROJECT, "utf-8")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def project(book: Path) -> Path:
    """The file of the book's project."""
    return book / "targets" / "library" / "reading.yaml"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line in this process, messages in English; nothing may end in a traceback."""
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR", "TARGETBOOK_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")

    def invoke(*args: str, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(main, args, input=stdin, prog_name="targetbook")
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "Traceback" not in result.output
        return result

    return invoke


def program(*args: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    settings = {
        **os.environ,
        "LANG": "en_GB.UTF-8",
        "LC_ALL": "",
        "PYTHONPATH": os.pathsep.join(sys.path),
        **environment,
    }
    return subprocess.run(
        [sys.executable, "-m", "targetbook", *args], cwd=cwd, env=settings, capture_output=True, text=True, check=False
    )
