"""A file's new content: shown as a difference, or made ready to take the old one's place at once."""

import difflib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path


def staged(path: Path, data: bytes) -> Path:
    """A new file with the permissions of the one at `path`, beside it, so that it can replace it at once.

    Raises:
        OSError: the disk refuses; nothing is left behind.
    """
    descriptor, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    waiting = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            os.fsync(stream.fileno())
        shutil.copymode(path, waiting)
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise
    return waiting


def unified(before: Sequence[str], after: Sequence[str], old: str, new: str) -> Iterator[str]:
    """The lines of a unified difference; a last line without an end says so, as git writes it."""
    for line in difflib.unified_diff(before, after, old, new):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
