"""What earlier runs read and found in records that have not changed since, kept in the user's own cache folder.

One file a unit, so that an edit writes little.
"""

import os
from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from targetbook.check.rule import Told
from targetbook.kept import FINDINGS, NOTHING_KEPT, Kept, digest_of, tool_digest, user_cache
from targetbook.model import Book, Project, ReadRecord, Unit
from targetbook.problems import has_errors


@dataclass(slots=True)
class Memory:
    """What is known of a book's records, or of the same records in another version of the book; `told` is keyed by file too.

    Attributes:
        store: where it is kept from one run to the next; nowhere for what this run alone shares.
        book: the book's folder, which tells what is kept of it from what is kept of others.
        context: what the records' reading and findings hang on: the book's head, the rules that run, the tool itself.
        kept_as: how the names of its files in the store begin: they tell the tool, the book and the rules that run.
    """

    store: Kept = NOTHING_KEPT
    book: str = ""
    context: str = ""
    kept_as: str = ""
    records: dict[str, ReadRecord] = field(default_factory=dict)
    told: dict[str, tuple[bytes, tuple[Told, ...]]] = field(default_factory=dict)
    told_of_units: dict[str, tuple[Unit, tuple[Told, ...]]] = field(default_factory=dict)
    _kept: dict[str, tuple[bytes, ...]] = field(default_factory=dict)

    def under(self, head: Book, run: str) -> MutableMapping[str, ReadRecord]:
        """Recall what was read under the same head of the book, and found by the same `run` of rules."""
        context = digest_of(tool_digest(), run, replace(head, units=()))
        if context != self.context:
            self.context, self.records, self.told, self.told_of_units, self._kept = context, {}, {}, {}, {}
            self.kept_as = digest_of(tool_digest(), self.book, run)
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
        """Keep what was learnt of the book at `root`, a file a unit where anything changed."""
        if self.store.folder is None:
            return
        units: dict[str, list[str]] = {}
        for file in self.records:
            units.setdefault(PurePosixPath(file).parent.name, []).append(file)
        changed = [unit for unit, files in units.items() if self._kept.get(unit) != self._digests(files)]
        for unit in changed:
            self._kept[unit] = self._digests(units[unit])
            self._keep_unit(unit, [file for file in units[unit] if (root / file).exists()])
        if changed:
            self.store.trim()

    def _keep_unit(self, unit: str, files: Iterable[str]) -> None:
        records = {file: self.records[file] for file in files}
        told = {file: self.told[file] for file in files if file in self.told}
        of_unit = {unit: self.told_of_units[unit]} if unit in self.told_of_units else {}
        self.store.put(f"{self.kept_as}-{digest_of(unit)}{FINDINGS}", (self.context, unit, records, told, of_unit))

    def _recall(self) -> None:
        for name in self.store.names():
            if name.startswith(self.kept_as) and name.endswith(FINDINGS) and (kept := self.store.get(name)):
                context, unit, records, told, of_unit = kept
                if context == self.context:
                    self.records |= records
                    self.told |= told
                    self.told_of_units |= of_unit
                    self._kept[unit] = self._digests(records)

    def _digests(self, files: Iterable[str]) -> tuple[bytes, ...]:
        return tuple(self.records[file].digest for file in sorted(files))


def stored_memory(root: Path) -> Memory:
    """What earlier runs kept of the book in a folder."""
    return Memory(user_cache(), os.path.realpath(root))
