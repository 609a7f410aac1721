"""The work of one worker: to set some rows of a page. It is all that another process, or another machine, is asked to do."""

import ctypes
import gc
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from targetbook.write.runs import Run
from targetbook.write.sheets import Sheet, edition

_ONE_AT_A_TIME = threading.Lock()
"""A worker of a cluster may have several threads, and the engine is changed while it sets pages."""


class OtherEdition(Exception):
    """A worker has another version of the tool or its engines: it would set other pages."""


class NoEngine(Exception):
    """The engine cannot be loaded where pages are to be set: a library of the system is not there."""


@dataclass(frozen=True, slots=True)
class Task:
    """Rows to set: a page of them, in a style; whether others come before, and whether it is the end."""

    page: str
    sheet: Sheet
    goes_on: bool
    is_end: bool
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """The runs that a task came to, and the faces that are none of the style's own, by digest."""

    runs: Sequence[Run]
    faces: dict[str, bytes]


def set_rows(task: Task) -> Done:
    """Do a task.

    Raises:
        NotInParts: the page is to be set whole.
        OutsideAsked: the style asks for what is no file of a layout.
        NoEngine: the engine cannot be loaded.
        OtherEdition: the task was given by another version of the tool.
    """
    try:
        import targetbook.write.pdf  # noqa: F401  # the engine, which only who sets pages loads
    except OSError as error:
        raise NoEngine(" ".join(str(error).split())) from error
    if task.sheet.edition != edition():
        raise OtherEdition
    with _ONE_AT_A_TIME:
        return _set(task)


def _set(task: Task) -> Done:
    from targetbook.write.pdf import set_runs

    is_worker = not gc.isenabled()  # a process that does nothing else, and looks for garbage between tasks
    gc.disable()  # a sixth of the time
    try:
        runs, faces = set_runs(
            task.page, task.sheet, in_parts=not task.is_whole, goes_on=task.goes_on, is_end=task.is_end
        )
    finally:
        if is_worker:
            gc.collect()
            _give_memory_back()
        else:
            gc.enable()
    return Done(runs, {digest: face for digest, face in faces.items() if digest not in task.sheet.faces})


def _give_memory_back() -> None:
    """Let the system have what is free of the heap of the C libraries.

    Each part leaves it in other pieces, and glibc keeps them: without this a worker of a large book needs more and more.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None  # musl has none
    if trim is not None:
        trim(0)
