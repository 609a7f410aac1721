"""What workers begin with: the engine, loaded once for all of them. Where it cannot be, each task says why."""

import contextlib
import sys

with contextlib.suppress(OSError):  # a library of the system that is not there
    import targetbook.write.pdf  # noqa: F401


def _say_nothing(*error: object) -> None:
    """A worker that cannot begin, as where the main process has ended meanwhile: that is told there."""


sys.excepthook = _say_nothing
