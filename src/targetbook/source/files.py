"""Which files a book is made of."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from targetbook.problems import Place, Problem
from targetbook.source.reading import is_inside
from targetbook.source.scalars import FORBIDDEN

TARGETS = "targets"

_NOT_IN_NAMES = re.compile(FORBIDDEN.pattern + r"|[\t\n\r]")


def book_files(root: Path, problems: list[Problem]) -> tuple[str, ...]:
    """The files of records, `targets/<unit>/*.yaml`, of the book at `root`, sorted; relative to it, with /.

    Hidden files and files that are not YAML are nobody's business. A link out of the book, a wrong ending, and a record
    that stands in no unit's folder are problems, and left out.
    """
    return record_files(_walk(root, TARGETS, problems), problems)


def record_files(paths: Iterable[str], problems: list[Problem]) -> tuple[str, ...]:
    """Those of a book's paths (as git lists them) that are records, sorted: what `book_files` gives for a folder."""
    return tuple(path for path in sorted(paths, key=lambda path: path.split("/")) if _is_record(path, problems))


def _is_record(path: str, problems: list[Problem]) -> bool:
    parts = path.split("/")
    stem, _, ending = parts[-1].rpartition(".")
    hidden = any(part.startswith(".") for part in parts)
    if hidden or parts[0] != TARGETS or ending.lower() not in ("yaml", "yml"):
        return False
    if ending != "yaml":
        problems.append(Problem("SRC015", "ending", Place(path), {"name": f"{stem}.yaml"}))
    elif len(parts) != 3:
        problems.append(Problem("SRC016", "outside-unit", Place(path)))
    elif _NOT_IN_NAMES.search(path):
        problems.append(Problem("SRC005", "file-name", Place(path)))
    else:
        return True
    return False


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
        elif (root / path).is_dir() and not (
            entry.is_symlink() and os.path.realpath(root / path) in _above(root, folder)
        ):
            yield from _walk(root, path, problems)
        else:
            yield path


def _above(root: Path, folder: str) -> set[str]:
    """The real paths of a folder and of every folder it lies in, up to the book: a link to one would never end."""
    own = Path(os.path.realpath(root / folder))
    return {str(own), *map(str, own.parents)}
