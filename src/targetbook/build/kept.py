"""What the tool keeps for itself from one build to the next: plain files in the user's cache folder, named by what they hold.

A file is written whole or not at all, by as many builds at once as there are; a damaged one is one that is not there. The
folder is kept below a size by removing what was not used for longest.
"""

import contextlib
import os
import pickle
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

MOST = 1 << 30
"""Bytes that are kept, unless TARGETBOOK_CACHE_SIZE says how many megabytes."""
_DIGEST = 16


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of kept objects; where there is none, nothing is kept."""

    folder: Path | None

    def get(self, name: str) -> Any:
        """The object of that name, or None."""
        if self.folder is None:
            return None
        file = self.folder / name
        try:
            if not _is_own(file):
                return None
            data = file.read_bytes()
            digest, packed = data[:_DIGEST], data[_DIGEST:]
            if blake2b(packed, digest_size=_DIGEST).digest() == digest:
                os.utime(file)
                return pickle.loads(packed)
        except FileNotFoundError:
            return None
        except Exception:  # whatever is wrong with a file of the cache, it is made anew
            pass
        with contextlib.suppress(OSError):
            file.unlink()
        return None

    def put(self, name: str, held: object) -> None:
        """Keep an object. A folder that cannot be written, or a full disk, is no fault."""
        if self.folder is None:
            return
        packed = pickle.dumps(held, protocol=5)
        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            waiting, path = tempfile.mkstemp(dir=self.folder, suffix=".new")
            try:
                with os.fdopen(waiting, "wb") as stream:
                    stream.write(blake2b(packed, digest_size=_DIGEST).digest() + packed)
                Path(path).replace(self.folder / name)
            except OSError:
                Path(path).unlink(missing_ok=True)
                raise

    def trim(self) -> None:
        """Remove what was not used for longest, until the folder is below its size."""
        files = sorted(self.files(), key=lambda found: found[1].st_mtime, reverse=True)
        size = 0
        for file, told in files:
            size += told.st_size
            if size > most_kept():
                with contextlib.suppress(OSError):
                    file.unlink()

    def files(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Each kept file with what the system says of it."""
        with contextlib.suppress(OSError):
            for file in self.folder.iterdir() if self.folder else ():
                with contextlib.suppress(OSError):
                    yield file, file.stat()


NOTHING_KEPT = Kept(None)


def kept_pages() -> Kept:
    """Where pages that were set are kept."""
    return Kept(user_cache_path("targetbook") / "pages")


def most_kept() -> int:
    """How many bytes are kept."""
    told = os.environ.get("TARGETBOOK_CACHE_SIZE", "")
    return int(told) << 20 if told.isascii() and told.isdigit() else MOST


def digest_of(*told: object) -> str:
    """A name for what some plain values say."""
    return blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()


def _is_own(file: Path) -> bool:
    """Whether a file was written by this user, and by nobody else since."""
    told = file.stat()
    return not hasattr(os, "getuid") or (told.st_uid == os.getuid() and not told.st_mode & 0o022)
