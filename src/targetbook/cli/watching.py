"""What changes in a book's files, as a library tells it; what no build reads is left out."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from targetbook.source.files import TARGETS

if TYPE_CHECKING:
    from watchfiles import Change

TEMPLATES = "templates"
MADE_BY_PROGRAMS = frozenset(("build", "dist", "node_modules", "__pycache__"))
ENVIRONMENT = "pyvenv.cfg"
"""The file that marks a folder as a Python environment."""

_RECORDS = (".yaml", ".yml")
# what Office, Emacs, Vim, GNU sed, JetBrains and browsers write for a moment beside a file, or leave there
_TEMPORARY = re.compile(
    r"~\$.*|#.*#|.*~|4913|sed\w{6}|.*___jb_\w+___|.*\.(swp|swx|tmp|temp|bak|orig|part|crdownload)", re.IGNORECASE
)
_TURN = 50  # ms for which each of two watchers is asked in turn; what happens meanwhile waits there
_QUIET = 50  # ms without a change that end a burst
_QUIET_POLLED = 400  # more than the library waits between two looks
_LONGEST = 1600  # ms after which a burst is told though it goes on

_Changes = set[tuple["Change", str]]


def changes(root: Path, output: Path, *, poll: bool = False) -> Iterator[tuple[str, ...]]:
    """The files and folders of a book that changed, a burst at a time: paths relative to it, sorted.

    The first burst is empty and comes as soon as everything is watched. Whoever builds then, and after each burst, misses
    nothing: what changes while a build runs is told after it.

    Args:
        root: the book's folder.
        output: the folder that builds write to.
        poll: look for changes instead of being told of them, as on a network drive.

    Raises:
        OSError: the system lets a folder, or so many of them, not be watched.
    """
    watched = _Watched(Path(os.path.realpath(root)), Path(os.path.realpath(output)), poll)
    top, below = watched.top(), watched.below()
    next(top), next(below)
    yield ()
    while True:
        found = next(top)
        if any(not path.endswith(_RECORDS) for _, path in found):
            below = watched.below()  # a folder that is new, or there again, is not one that was watched
        if found := found | next(below):
            yield tuple(sorted({PurePath(path).relative_to(watched.root).as_posix() for _, path in found}))


@dataclass(frozen=True, slots=True)
class _Watched:
    """A book's folder and the folders in it, apart: those that a book does not own, such as .git, cost nothing then."""

    root: Path
    output: Path
    poll: bool

    def top(self) -> Iterator[_Changes]:
        """What changes in the book's folder itself, nothing after each turn without a change."""
        return self._changes([self.root], deep=False)

    def below(self) -> Iterator[_Changes]:
        """What changes in the folders that are there now, at any depth."""
        while True:
            with suppress(FileNotFoundError):  # one went away while they were listed: list them again
                yield from self._changes([path for path in self.root.iterdir() if self._is_own(path)], deep=True)

    def _changes(self, folders: list[Path], *, deep: bool) -> Iterator[_Changes]:
        from watchfiles import watch

        return watch(
            *folders,
            watch_filter=self._counts,
            debounce=_LONGEST,
            step=_QUIET_POLLED if self.poll else _QUIET,
            rust_timeout=_TURN,
            yield_on_timeout=True,
            force_polling=self.poll or None,  # None leaves it to the library, which knows of systems that need it
            recursive=deep,
            ignore_permission_denied=True,
        )

    def _is_own(self, path: Path) -> bool:
        """Whether a folder at the top is the book's own."""
        made = path.name.startswith(".") or path.name in MADE_BY_PROGRAMS or path == self.output
        return not made and path.is_dir() and not (path / ENVIRONMENT).exists()

    def _counts(self, change: "Change", path: str) -> bool:
        """Whether a build might read what changed."""
        parts = PurePath(path).relative_to(self.root).parts
        if not parts or any(part.startswith(".") for part in parts):
            return False
        if parts[0] in MADE_BY_PROGRAMS or _TEMPORARY.fullmatch(parts[-1]):
            return False
        if self.output in (Path(path), *Path(path).parents):
            return False
        if path.endswith(_RECORDS) or (len(parts) > 1 and parts[0] == TEMPLATES):
            return True
        # what is gone may have been a folder of records
        return (len(parts) == 1 or parts[0] == TARGETS) and (
            change.name == "deleted" or (change.name == "added" and Path(path).is_dir())
        )
