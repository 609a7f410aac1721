"""What the tool keeps for itself from one run to the next: plain files in the user's cache folder, named by what they hold.

A file is written whole or not at all, by as many runs at once as there are; a damaged one is one that is not there. What they
hold is read back with pickle, as Python reads its own compiled modules: so nothing of a book names a file here, and one that
somebody else may have written is not read. The folder stays below a size, as what was not used for longest is removed.
"""

import contextlib
import io
import os
import pickle
import re
import stat
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

import targetbook

SIZE = "TARGETBOOK_CACHE_SIZE"
"""Says how many megabytes are kept."""
MOST = 1 << 30
"""Bytes that are kept where nothing says how many."""
LONGEST = 30 * 24 * 3600
"""Seconds that a file is kept without being used."""
FINDINGS = ".findings"
"""The ending of files that hold what was read and found in records; all others hold pages."""

_DIGEST = 16
_NAME = re.compile(r"[0-9a-f]{32}(-[0-9a-f]{32})?\.[a-z]+(\.\w+\.new)?")


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of kept objects; where there is none, nothing is kept.

    Attributes:
        refusals: why objects could not be kept, in the system's words.
    """

    folder: Path | None
    refusals: list[str] = field(default_factory=list, compare=False)

    def get(self, name: str) -> Any:
        """The object of that name, or None."""
        if self.folder is None:
            return None
        file = self.folder / name
        with contextlib.suppress(OSError):
            if not _is_own(file.lstat()):
                return None
            data = file.read_bytes()
            try:
                held = _unpacked(data)
            except Exception:  # whatever is wrong with a file of the cache, what it held is made anew
                file.unlink()
                return None
            with contextlib.suppress(OSError):  # a folder that may only be read serves as well
                os.utime(file)
            return held
        return None

    def put(self, name: str, held: object) -> None:
        """Keep an object under a name that begins with a digest.

        A folder that cannot be written, or a full disk, is no fault: it is noted, and what was made is made again the next time.
        """
        if self.folder is None:
            return
        packed = _packed(held)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            waiting, path = tempfile.mkstemp(dir=self.folder, prefix=f"{name}.", suffix=".new")
            try:
                with os.fdopen(waiting, "wb") as stream:
                    stream.write(packed)
                Path(path).replace(self.folder / name)
            except OSError:
                Path(path).unlink(missing_ok=True)
                raise
        except OSError as error:
            self.refusals.append(error.strerror or str(error))

    def trim(self) -> None:
        """Remove what was not used for very long, and what was not used for longest until the rest is below the size."""
        size, oldest = 0, time.time() - LONGEST
        for file, told in sorted(self.files(), key=lambda found: found[1].st_mtime, reverse=True):
            size += told.st_size
            if size > most_kept() or told.st_mtime < oldest:
                with contextlib.suppress(OSError):
                    file.unlink()

    def files(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Each kept file, and each that was left half-written, with what the system says of it; nothing else that lies there."""
        for name in filter(_NAME.fullmatch, self.names()):
            file = Path(self.folder or "", name)
            with contextlib.suppress(OSError):
                told = file.lstat()
                if _is_own(told):
                    yield file, told

    def names(self) -> list[str]:
        """The names of all that lies in the folder."""
        if self.folder is None:
            return []
        with contextlib.suppress(OSError), os.scandir(self.folder) as found:
            return [entry.name for entry in found]
        return []


NOTHING_KEPT = Kept(None)


def cache_folder() -> Path:
    """Where this system keeps what programs can make anew."""
    return user_cache_path("targetbook")


def user_cache() -> Kept:
    """What is kept for this user."""
    return Kept(cache_folder())


def most_kept() -> int:
    """How many bytes are kept.

    Raises:
        ValueError: TARGETBOOK_CACHE_SIZE is no number of megabytes.
    """
    told = os.environ.get(SIZE)
    if not told:
        return MOST
    if not (told.isascii() and told.isdigit()):
        raise ValueError(told)
    return int(told) << 20


def digest_of(*told: object) -> str:
    """A name for what some plain values say."""
    return blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()


def digest_of_bytes(data: bytes) -> str:
    """What tells a content from any other."""
    return blake2b(data, digest_size=_DIGEST).hexdigest()


@cache
def tool_digest() -> str:
    """Which tool this is, by every file of it, wherever it was installed: what another one kept never answers for it."""
    room, known = Path(targetbook.__file__).parent, blake2b(digest_size=_DIGEST)
    for file in sorted(path for path in room.rglob("*") if path.suffix not in ("", ".pyc")):
        known.update(f"\n{file.relative_to(room).as_posix()}\n".encode())
        known.update(file.read_bytes())
    return known.hexdigest()


class _Pickler(pickle.Pickler):
    """Keeps a record as the call that makes it: it comes back in half the time that the fields one by one would take."""

    def reducer_override(self, obj: object) -> Any:
        if is_dataclass(obj) and not isinstance(obj, type):
            return type(obj), tuple(getattr(obj, each.name) for each in fields(obj))
        return NotImplemented


def _packed(held: object) -> bytes:
    stream = io.BytesIO()
    _Pickler(stream, protocol=5).dump(held)
    packed = stream.getvalue()
    return blake2b(packed, digest_size=_DIGEST).digest() + packed


def _unpacked(data: bytes) -> Any:
    packed = memoryview(data)[_DIGEST:]
    if blake2b(packed, digest_size=_DIGEST).digest() != data[:_DIGEST]:
        raise ValueError("damaged")
    return pickle.loads(packed)


def _is_own(told: os.stat_result) -> bool:
    """Whether it is a file, no link, that this user wrote and nobody else could have written to since."""
    mode, user = told.st_mode, getattr(os, "getuid", None)
    return stat.S_ISREG(mode) and (user is None or (told.st_uid == user() and not mode & 0o022))
