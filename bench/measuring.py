"""One command measured from its start to its end: the time on the clock, and the memory of all its processes."""

import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench.results import Missing, Outcome, Taken

PAUSE = 0.05  # seconds between two looks at memory
SHARE = 20  # and at least so many times as long as a look takes, so that looking costs the command next to nothing
LONGEST = 3600.0  # seconds


def measured(command: Sequence[str], folder: Path, environment: Mapping[str, str], longest: float = LONGEST) -> Outcome:
    """Run a command in a folder to its end.

    Args:
        longest: seconds after which it is stopped.

    Returns:
        what it took, or why not: it is not installed, failed (its last line), or was stopped.
    """
    said = folder / ".said"
    start = time.perf_counter()
    try:
        with started(command, folder, environment, said) as (process, memory):
            code = process.wait(longest)
            seconds = time.perf_counter() - start
    except FileNotFoundError:
        return Missing("not installed")
    except psutil.TimeoutExpired:
        return Missing(f"stopped after {longest:.0f} s")
    return Missing(last_line(said)) if code else Taken(seconds, memory.most, memory.worker)


class Memory(threading.Thread):
    """Looks at a process and at all that it starts, until told that it is over; then tells the most that was in use."""

    def __init__(self, process: psutil.Process) -> None:
        super().__init__(daemon=True)
        self.most = self.worker = 0
        self._process = process
        self._over = threading.Event()

    def run(self) -> None:
        pause = 0.0
        while not self._over.wait(pause):
            start = time.perf_counter()
            self._look()
            pause = max(PAUSE, SHARE * (time.perf_counter() - start))

    def end(self) -> None:
        self._over.set()
        self.join()

    def _look(self) -> None:
        try:
            children = [_in_use(child) for child in self._process.children(recursive=True)]
        except psutil.NoSuchProcess:
            return  # it ended under our eyes
        self.most = max(self.most, _in_use(self._process) + sum(children))
        self.worker = max(self.worker, *children, 0)


@contextmanager
def started(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], said: Path
) -> Iterator[tuple[psutil.Popen, Memory]]:
    """A running command whose memory is looked at; it and all that it started are ended with the block.

    Args:
        said: the file that takes what it prints.
    """
    with said.open("wb") as output:
        process = psutil.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
    memory = Memory(process)
    memory.start()
    try:
        yield process, memory
    finally:
        memory.end()
        if process.is_running():
            for each in (*process.children(recursive=True), process):
                each.kill()
        process.wait()


def last_line(said: Path) -> str:
    """The last line that a command printed: what is wrong stands there."""
    lines = said.read_text("utf-8", "replace").strip().splitlines()
    return lines[-1].strip() if lines else "failed without a word"


def _in_use(process: psutil.Process) -> int:
    """Bytes of memory that a process uses, with its share of what it shares with others; 0 where it has ended."""
    try:
        used = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
    return int(getattr(used, "pss", used.rss))  # only Linux tells what is shared
