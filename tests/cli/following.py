"""`watch` and `serve` as a user runs them: a process of its own, whose lines are waited for, ended with Ctrl-C."""

import os
import queue
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

PATIENCE = 60.0  # seconds; far more than anything takes, so that only a line that never comes fails


def _hear_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Running:
    """A command that goes on until it is interrupted, and the lines that it writes, stderr among them."""

    def __init__(self, *arguments: str, cwd: Path, **environment: str) -> None:
        settings = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "", "PYTHONPATH": os.pathsep.join(sys.path)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "targetbook", *arguments],
            cwd=cwd,
            env={**settings, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            # a test run in the background would have its children deaf to Ctrl-C
            preexec_fn=_hear_ctrl_c,
        )
        self._lines: queue.Queue[str | None] = queue.Queue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def until(self, wanted: str) -> list[str]:
        """The lines up to one that holds a text."""
        seen: list[str] = []
        while True:
            try:
                line = self._lines.get(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError(f"{wanted!r} never came after {seen}") from None
            assert line is not None, f"ended without {wanted!r}: {seen}"
            seen.append(line)
            if wanted in line:
                return seen

    def interrupt(self) -> tuple[int, list[str]]:
        """Ctrl-C: the exit code, and the lines that were left."""
        self._process.send_signal(signal.SIGINT)
        code = self._process.wait(PATIENCE)
        return code, list(iter(self._lines.get, None))

    def end(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()


@contextmanager
def running(*arguments: str, cwd: Path, **environment: str) -> Iterator[Running]:
    """The command, and its end whatever a test says."""
    command = Running(*arguments, cwd=cwd, **environment)
    try:
        yield command
    finally:
        command.end()
