"""Outputs are replaced together or not at all: all are written beside their places first, then moved over the old ones."""

import errno
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

_WAITING = ".new-"
"""How the folder's name begins in which new outputs wait; no message tells of it."""


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
        told = str(error.filename or folder)
        raise OutputError(str(folder) if _WAITING in told else told, error.strerror or str(error)) from error


def _replace_all(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=_WAITING, dir=folder))
    try:
        for name, data in files.items():
            with (waiting / name).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        _move(waiting, folder, list(files))
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _move(waiting: Path, folder: Path, names: list[str]) -> None:
    """Put each new file over the old one, which is never gone in between; where one cannot be, the old ones come back."""
    kept = waiting / "old"
    kept.mkdir()
    done: list[str] = []
    try:
        for name in names:
            done.append(name)
            if (folder / name).is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(folder / name))
            if os.path.lexists(folder / name):
                _keep(folder / name, kept / name)
            (waiting / name).replace(folder / name)
    except BaseException:
        for name in reversed(done):
            if os.path.lexists(kept / name):
                (kept / name).replace(folder / name)
            elif not (waiting / name).exists():
                (folder / name).unlink()  # there was none before
        raise


def _keep(file: Path, kept: Path) -> None:
    """A second name for a file, or a copy on a file system that has no links."""
    try:
        os.link(file, kept, follow_symlinks=False)
    except OSError:
        shutil.copy2(file, kept, follow_symlinks=False)
