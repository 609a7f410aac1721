"""Which files a book is made of."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from targetbook.problems import Place, Problem
from targetbook.source.reading import is_inside
from targetbook.source.scalars import FORBIDDEN

BOOK = "targetbook.yaml"
TARGETS = "targets"
UNIT = "_unit.yaml"


@dataclass(frozen=True, slots=True)
class UnitFiles:
    """One unit's folder: `unit` is the path of its `_unit.yaml`, or None; `projects` are the other files, by name."""

    id: str
    unit: str | None
    projects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BookFiles:
    """The files of a book, relative to it, with forward slashes; units and projects sorted by name."""

    book: str
    units: tuple[UnitFiles, ...]

    def __iter__(self) -> Iterator[str]:
        yield self.book
        for unit in self.units:
            yield from filter(None, (unit.unit, *unit.projects))


def book_files(root: Path, problems: list[Problem]) -> BookFiles:
    """The files of the book at `root`. Hidden files and files that are not YAML are nobody's business.

    A link out of the book, a wrong ending, and a record that stands in no unit's folder are problems, and left out.
    """
    return files_among(_walk(root, TARGETS, problems), problems)


def files_among(paths: Iterable[str], problems: list[Problem]) -> BookFiles:
    """The book that these paths make (relative to the book, as git lists them): what `book_files` gives for a folder."""
    units: dict[str, list[str]] = {}
    for path in sorted(paths):
        parts = path.split("/")
        if parts[0] != TARGETS or any(part.startswith(".") for part in parts):
            continue
        stem, _, ending = parts[-1].rpartition(".")
        if ending.lower() not in ("yaml", "yml"):
            continue
        if ending != "yaml":
            problems.append(Problem("SRC015", "ending", Place(path), {"name": f"{stem}.yaml"}))
        elif len(parts) != 3:
            problems.append(Problem("SRC016", "outside-unit", Place(path)))
        elif FORBIDDEN.search(path) or "\n" in path or "\t" in path or "\r" in path:
            problems.append(Problem("SRC005", "file-name", Place(path)))
        else:
            units.setdefault(parts[1], []).append(path)
    return BookFiles(BOOK, tuple(_unit(id, files) for id, files in sorted(units.items())))


def _unit(id: str, files: list[str]) -> UnitFiles:
    own = f"{TARGETS}/{id}/{UNIT}"
    return UnitFiles(id, own if own in files else None, tuple(file for file in files if file != own))


def _walk(root: Path, folder: str, problems: list[Problem]) -> Iterator[str]:
    """Every path under a folder of the book, links out of it and links to folders above left out."""
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        problems.append(Problem("SRC011", "unreadable", Place(folder), {"reason": error.strerror or str(error)}))
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and not is_inside(root, root / path):
            problems.append(Problem("SRC012", "outside", Place(path)))
        elif entry.is_dir() and not (entry.is_symlink() and os.path.realpath(root / path) in _above(root, folder)):
            yield from _walk(root, path, problems)
        else:
            yield path


def _above(root: Path, folder: str) -> set[str]:
    """The real paths of a folder and of every folder it lies in, up to the book: a link to one would never end."""
    own = Path(os.path.realpath(root / folder))
    return {str(own), *map(str, own.parents)}
