"""Outputs are replaced together or not at all: all are written beside their places first, then moved over the old ones."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


class OutputError(Exception):
    """An output could not be written: its file and the system's reason. The last good outputs are in place."""

    def __init__(self, file: str, reason: str) -> None:
        self.file, self.reason = file, reason
        super().__init__(f"{file}: {reason}")


def replace_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, each by its name in it; what else is there stays.

    Raises:
        OutputError: the disk refuses. Nothing is replaced then, and no half-written file stays behind.
    """
    try:
        _replace_all(folder, files)
    except OSError as error:
        raise OutputError(str(error.filename or folder), error.strerror or str(error)) from error


def _replace_all(folder: Path, files: Mapping[str, bytes]) -> None:
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
