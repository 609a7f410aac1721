"""How far a build is: one line that moves where a person looks on, a line a part elsewhere, nothing with -q."""

import os
import pty
import re
import subprocess
import sys
import time
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import TextIO

import pytest
from rich.cells import cell_len
from tests.cli.conftest import Run

from targetbook.build import Progress
from targetbook.cli.progress import Shown

PARTS = [Progress(64, 20, 20, 0), Progress(64, 42, 20, 1), Progress(64, 64, 20, 2)]
CONTROL = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


class Terminal(StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def frames(self) -> list[str]:
        """What stood in the moving line, one state after the other."""
        return [frame for line in CONTROL.sub("", self.getvalue()).splitlines() for frame in line.split("\r") if frame]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for name in ("CI", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    return Terminal()


def show(
    language: str = "en",
    *,
    at: TextIO | None = None,
    quiet: bool = False,
    verbose: bool = False,
    profile: bool = False,
) -> None:
    """A build of one PDF, a third of which is in the cache."""
    with redirect_stderr(at or sys.stderr), Shown(language, quiet=quiet, verbose=verbose, profile=profile) as shown:
        for step in ("check", "list", "list.pdf"):
            shown.begin(step)
        for part in PARTS:
            shown.tell(part)
            shown.bar.refresh()
        shown.begin("write")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_moving_line_never_breaks(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, columns: int, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    show(language, at=terminal)
    frames = terminal.frames()
    assert any(("42 of 64" if language == "en" else "已排 42/64 行") in frame for frame in frames)
    assert max(map(cell_len, frames)) <= columns
    assert all("\n" not in frame for frame in frames)


def test_a_wide_terminal_shows_a_bar_what_the_cache_gave_and_the_time_left(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    with redirect_stderr(terminal), Shown("en", quiet=False, verbose=False, profile=False) as shown:
        shown.begin("list.pdf")
        clock[0] = 30  # in which 20 rows came from the cache and 11 of 44 were set
        shown.tell(Progress(64, 31, 20, 1))
        shown.bar.refresh()
        clock[0] = 50
        shown.bar.refresh()
    told = r"list\.pdf [━╸╺ ]+ 31 of 64 rows · 20 from the cache about {} left"
    assert any(re.match(told.format("1:30"), frame) for frame in terminal.frames())
    assert any(re.match(told.format("1:10"), frame) for frame in terminal.frames())


def test_what_is_done_leaves_no_line_behind(terminal: Terminal) -> None:
    show(at=terminal)
    assert terminal.getvalue().endswith("\x1b[2K")


@pytest.mark.parametrize(("variable", "value"), [("TERM", "dumb"), ("CI", "true")])
def test_where_no_person_follows_each_part_has_a_line(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    show(at=terminal)
    first, last = terminal.getvalue().splitlines()
    assert first.startswith("list.pdf: 42 of 64 rows · 20 from the cache · about 0:01 left")
    assert last == "list.pdf: 64 of 64 rows · 20 from the cache"


def test_forced_colour_makes_no_bar_of_a_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    show("zh")
    told = capsys.readouterr().err
    assert "\x1b" not in told
    assert told.splitlines()[-1] == "list.pdf: 已排 64/64 行 · 其中取自缓存 20 行"


def test_without_colour_the_line_moves_all_the_same(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    show(at=terminal)
    assert not re.search(r"\x1b\[[0-9;]*m", terminal.getvalue())
    assert any("42 of 64" in frame for frame in terminal.frames())


def test_quiet_says_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    show(at=terminal, quiet=True)
    monkeypatch.setenv("CI", "true")
    show(at=terminal, quiet=True)
    assert terminal.getvalue() == ""


def test_a_book_of_one_part_has_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    with Shown("en", quiet=False, verbose=False, profile=False) as shown:
        shown.begin("list.pdf")
        shown.tell(Progress(9))
        shown.tell(Progress(9, 9, 0, 1))
    assert capsys.readouterr().err == ""


def test_verbose_tells_what_was_set_and_what_the_cache_gave(capsys: pytest.CaptureFixture[str]) -> None:
    show(verbose=True)
    assert capsys.readouterr().err.splitlines()[-1] == "list.pdf: 64 rows, 44 set in 2 parts, 20 from the cache"


def test_verbose_tells_that_a_layout_was_set_whole(capsys: pytest.CaptureFixture[str]) -> None:
    with Shown("en", quiet=False, verbose=True, profile=False) as shown:
        shown.begin("list.pdf")
        shown.tell(Progress(1, 1, 0, 1))
    assert capsys.readouterr().err == "list.pdf: set whole, as one document\n"


def test_a_profile_tells_where_the_time_went_and_adds_up(capsys: pytest.CaptureFixture[str]) -> None:
    show(profile=True)
    times = [line.split(" s  ") for line in capsys.readouterr().err.splitlines() if " s  " in line]
    assert [label for _, label in times] == [
        "reading and checking",
        "filling the layout list",
        "list.pdf: setting pages",
        "list.pdf: joining pages",
        "writing",
        "in all",
    ]
    *each, whole = [float(seconds) for seconds, _ in times]
    assert sum(each) == pytest.approx(whole, abs=0.03)


def test_a_build_that_changes_nothing_says_so(book: Path, run: Run) -> None:
    first = run("build", "-v", "--format", "json")
    again = run("build", "-v", "--format", "json")
    assert "nothing has changed" not in first.stderr
    assert again.stderr.endswith("nothing has changed since the build before: the outputs are as it left them\n")
    assert again.stdout == first.stdout == "build/book.json\n"


def test_a_scheduler_for_another_executor_is_wrong_use(book: Path, run: Run) -> None:
    result = run("build", "--scheduler", "tcp://10.0.0.1:8786")
    assert result.exit_code == 2
    assert result.stderr == "targetbook: --scheduler is for --executor dask, not for processes\n"


def test_a_terminal_is_left_as_it_was(book: Path) -> None:
    screen = on_terminal(book, "build", "--format", "json")
    assert screen.count("\x1b[?25l") == screen.count("\x1b[?25h") == 1
    assert CONTROL.sub("", screen).splitlines()[-1] == "build/book.json"


def on_terminal(folder: Path, *arguments: str) -> str:
    """What the program writes to a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    plain = {name: value for name, value in os.environ.items() if name not in ("CI", "NO_COLOR", "FORCE_COLOR")}
    environment = {
        **plain,
        "TERM": "xterm",
        "COLUMNS": "80",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "LANG": "C.UTF-8",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "targetbook", *arguments], cwd=folder, env=environment, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    told = b""
    try:
        while chunk := os.read(ours, 4096):
            told += chunk
    except OSError:  # Linux's way to tell that the other end was closed
        pass
    os.close(ours)
    assert process.wait() == 0
    return told.decode().replace("\r\n", "\n")
