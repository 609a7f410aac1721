"""Outputs are replaced together or not at all: all are written beside their places first, then moved over the old ones."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


def replace_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, each by its name in it; what else is there stays.

    Raises:
        OSError: the disk refuses. Nothing is replaced then, and no half-written file stays behind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    try:
        for name, data in files.items():
            with (waiting / name).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for name in files:
            (waiting / name).replace(folder / name)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
