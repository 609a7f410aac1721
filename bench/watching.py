"""How long it takes inside `targetbook watch` from saving a record until the new PDF is on disk."""

import time
from collections.abc import Callable
from pathlib import Path

import psutil

from bench.ground import Ground
from bench.measuring import last_line, started
from bench.results import Missing, Outcome, Taken

LOOK = 0.002  # seconds
QUIET = 1.0  # seconds between a PDF and the next edit: the watcher is at rest again


def watched(ground: Ground, command: tuple[str, ...], rounds: int, longest: float) -> Outcome:
    """Edit a record while the book is watched, so many times; the least time is told.

    Args:
        command: watches the book and keeps the PDF of its list up to date.
        longest: seconds to wait for a PDF before giving up.
    """
    pdf, said = ground.outputs / "list.pdf", ground.folder / ".watched"
    pdf.unlink(missing_ok=True)
    seconds = []
    with started(command, ground.book, ground.environment, said) as (process, memory):
        if not _comes(lambda: pdf.exists(), process, longest):
            return Missing(last_line(said))
        for _ in range(rounds):
            time.sleep(QUIET)
            before = _state(pdf)
            start = time.perf_counter()
            ground.edit()
            if not _comes(lambda before=before: _state(pdf) != before, process, longest):  # type: ignore[misc]
                return Missing(f"no new PDF after {longest:.0f} s")
            seconds.append(time.perf_counter() - start)
    return Taken(min(seconds), memory.most, memory.worker)


def _comes(is_there: Callable[[], bool], process: psutil.Popen, longest: float) -> bool:
    """Whether something comes to be before the process ends or we are tired of waiting."""
    end = time.perf_counter() + longest
    while not is_there():
        if process.poll() is not None or time.perf_counter() > end:
            return False
        time.sleep(LOOK)
    return True


def _state(file: Path) -> tuple[int, int]:
    """Differs where a file was replaced; a moment without one is no new file."""
    state = file.stat()
    return state.st_ino, state.st_mtime_ns
