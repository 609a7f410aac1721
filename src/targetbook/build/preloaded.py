"""What workers begin with: the engine, loaded once for all of them. Where it cannot be, each task says why."""

import contextlib

with contextlib.suppress(OSError):  # a library of the system that is not there
    import targetbook.write.pdf  # noqa: F401
