"""What workers begin with: the engine and what it reads once, loaded for all of them. Where it cannot be, each task says why."""

import contextlib
import sys

with contextlib.suppress(OSError):  # a library of the system that is not there
    import pyphen  # type: ignore[import-untyped]

    import targetbook.write.pdf  # noqa: F401
    from targetbook.write.sheets import edition

    edition()
    pyphen.Pyphen(lang="en")


def _say_nothing(*error: object) -> None:
    """A worker that cannot begin, as where the main process has ended meanwhile: that is told there."""


sys.excepthook = _say_nothing
