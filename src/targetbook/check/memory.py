"""What earlier runs read and found in records that have not changed since, kept in the user's own cache folder.

A book's files never name it, and nothing in a book can put anything there: it is read back with pickle, as Python reads
its own compiled modules. One file a unit, so that an edit writes little; a damaged file is a file that is not there.
"""

import contextlib
import os
import pickle
import tempfile
import time
from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from shutil import rmtree
from typing import Any

from platformdirs import user_cache_path

import targetbook
from targetbook.check.rule import Told
from targetbook.model import Book, Project, ReadRecord, Unit
from targetbook.problems import has_errors

KEPT = 30 * 24 * 3600  # seconds that a book's memory outlives its last change


@dataclass(slots=True)
class Memory:
    """What is known of a book's records, or of the same records in another version of the book; `told` is keyed by file too.

    Attributes:
        store: the folder where it is kept from one run to the next; None for what this run alone shares.
        context: what the records' reading and findings hang on: the book's head, the rules that run, the tool itself.
    """

    store: Path | None = None
    context: bytes = b""
    records: dict[str, ReadRecord] = field(default_factory=dict)
    told: dict[str, tuple[bytes, tuple[Told, ...]]] = field(default_factory=dict)
    told_of_units: dict[str, tuple[Unit, tuple[Told, ...]]] = field(default_factory=dict)
    _kept: dict[str, tuple[bytes, ...]] = field(default_factory=dict)

    def under(self, head: Book, run: str) -> MutableMapping[str, ReadRecord]:
        """Recall what was read under the same head of the book, and found by the same `run` of rules."""
        known = f"{_tool()}\n{run}\n{replace(head, units=())!r}"
        context = blake2b(known.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if context != self.context:
            self.context, self.records, self.told, self.told_of_units, self._kept = context, {}, {}, {}, {}
            self._recall()
        return self.records

    def has_errors(self, project: Project) -> bool:
        """Whether a part of the project's file could not be read."""
        return has_errors(self.records[project.place.file].problems)

    def told_of(self, project: Project, tell: Callable[[], Iterable[Told]]) -> tuple[Told, ...]:
        """What the rules over one project tell of it: from memory if its file is the same, else told now."""
        file = project.place.file
        digest = self.records[file].digest
        known = self.told.get(file)
        if known is None or known[0] != digest:
            known = self.told[file] = (digest, tuple(tell()))
        return known[1]

    def told_of_unit(self, unit: Unit, tell: Callable[[], Iterable[Told]]) -> tuple[Told, ...]:
        """What the rules over one unit tell of it: from memory if the unit and each of its records is the same."""
        known = self.told_of_units.get(unit.id)
        if known is None or known[0] != unit:
            known = self.told_of_units[unit.id] = (unit, tuple(tell()))
        return known[1]

    def keep(self, root: Path) -> None:
        """Write what was learnt of the book at `root`, a file a unit where anything changed.

        A folder that cannot be written is no fault.
        """
        if self.store is None:
            return
        units: dict[str, list[str]] = {}
        for file in self.records:
            units.setdefault(PurePosixPath(file).parent.name, []).append(file)
        with contextlib.suppress(OSError):
            self.store.mkdir(mode=0o700, parents=True, exist_ok=True)
            for unit, files in units.items():
                if self._kept.get(unit) != (digests := self._digests(files)):
                    self._write(self.store, unit, [file for file in files if (root / file).exists()])
                    self._kept[unit] = digests

    def _recall(self) -> None:
        with contextlib.suppress(OSError):
            for file in self.store.iterdir() if self.store else ():
                self._recall_unit(file)

    def _recall_unit(self, file: Path) -> None:
        if not _is_own(file):
            return
        with contextlib.suppress(Exception):  # whatever is wrong with a file of the cache, the book is read anew
            context, unit, records, told, of_unit = pickle.loads(file.read_bytes())
            if context == self.context:
                self.records |= records
                self.told |= told
                self.told_of_units |= of_unit
                self._kept[unit] = self._digests(records)

    def _digests(self, files: Iterable[str]) -> tuple[bytes, ...]:
        return tuple(self.records[file].digest for file in sorted(files))

    def _write(self, folder: Path, unit: str, files: Iterable[str]) -> None:
        records = {file: self.records[file] for file in files}
        told = {file: self.told[file] for file in files if file in self.told}
        of_unit = {unit: self.told_of_units[unit]} if unit in self.told_of_units else {}
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".new", delete=False) as stream:
            _Pickler(stream, protocol=5).dump((self.context, unit, records, told, of_unit))
        Path(stream.name).replace(folder / f"{_digest(unit)}.pickle")


class _Pickler(pickle.Pickler):
    """Keeps a record as the call that makes it: it comes back in half the time that the fields one by one would take."""

    def reducer_override(self, obj: object) -> Any:
        if is_dataclass(obj) and not isinstance(obj, type):
            return type(obj), tuple(getattr(obj, each.name) for each in fields(obj))
        return NotImplemented


def stored_memory(root: Path) -> Memory:
    """What earlier runs kept of the book in a folder; what is kept of books that nobody checked for a month is removed."""
    books = user_cache_path("targetbook") / "check"
    _forget_old(books)
    return Memory(books / _digest(os.path.realpath(root)))


def _forget_old(books: Path) -> None:
    with contextlib.suppress(OSError):
        for folder in books.iterdir():
            if folder.stat().st_mtime < time.time() - KEPT:
                rmtree(folder, ignore_errors=True)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _is_own(file: Path) -> bool:
    """Whether a file of the cache was written by this user, and by nobody else since."""
    told = file.stat()
    return file.suffix == ".pickle" and (
        not hasattr(os, "getuid") or (told.st_uid == os.getuid() and not told.st_mode & 0o022)
    )


@cache
def _tool() -> str:
    """Which tool this is: every file of it with its size and time, so that a changed rule is never answered from memory."""
    room = Path(targetbook.__file__).parent
    files = sorted(path for path in room.rglob("*") if path.suffix in (".py", ".yaml"))
    return _digest("\n".join(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files))
