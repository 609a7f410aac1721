"""Whether a build would write what is there already: the book's files, the tool and the wish are those of an earlier build.

Its outputs are looked at too, so that one that was deleted or written over is made again.
"""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from targetbook.kept import Kept, digest_of, digest_of_bytes
from targetbook.layout import built_in_templates
from targetbook.model import BOOK_FILE
from targetbook.problems import Problem
from targetbook.write.sheets import edition

Outcome = tuple[tuple[Problem, ...], Mapping[str, str]]
"""The findings of an earlier build, and the digest of each file that it wrote."""

_OTHERS = ("jinja2", "xlsxwriter", "python-docx")
_PICTURES = (".ttf", ".otf", ".woff2", ".png", ".jpg", ".svg")
_READ = ("targets", "templates")
_RECORDS = (".yaml", ".yml")
_ASKS_GIT = re.compile(rb"LNG|\bALL\b")
"""What names, in `targetbook.yaml`, a rule that reads the history of git, which is no file of the book."""
_TAXONOMY = re.compile(rb"^taxonomy:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)


class _LinkedFolder(Exception):
    """A folder that is a link: what is read through it lies elsewhere."""


def wish_of(root: Path, output: Path, *wish: object) -> str | None:
    """What a build hangs on, by digest; None where it hangs on more than files that can be read.

    Args:
        wish: what is built, and how.
    """
    known = blake2b(digest_size=16)
    try:
        known.update(repr((maker(), os.environ.get("SOURCE_DATE_EPOCH"), *wish)).encode())
        head = (root / BOOK_FILE).read_bytes()
        if _ASKS_GIT.search(head) or any(output.resolve().is_relative_to((root / name).resolve()) for name in _READ):
            return None
        named = [root / os.fsdecode(name) for name in _TAXONOMY.findall(head)]
        for file in [*_files(root, output.resolve()), *(file for file in named if file.exists())]:
            if not file.is_file():
                return None
            data = file.read_bytes()
            known.update(f"\n{file.relative_to(root).as_posix()} {len(data)}\n".encode("utf-8", "surrogateescape"))
            known.update(data)
    except _LinkedFolder:
        return None
    except OSError:
        return None  # the check tells of it, at its place
    return known.hexdigest()


def earlier(kept: Kept, wish: str, output: Path) -> tuple[tuple[Problem, ...], dict[str, bytes]] | None:
    """The findings and files of an earlier build of the same, where the files are as it left them."""
    outcome: Outcome | None = kept.get(f"{wish}.built")
    if outcome is None:
        return None
    problems, digests = outcome
    try:
        files = {name: (output / name).read_bytes() for name in digests}
    except OSError:
        return None
    return (problems, files) if {name: digest_of_bytes(data) for name, data in files.items()} == digests else None


def remember(kept: Kept, wish: str, problems: tuple[Problem, ...], files: Mapping[str, bytes]) -> None:
    """Keep what a build came to."""
    kept.put(f"{wish}.built", (problems, {name: digest_of_bytes(data) for name, data in files.items()}))


def _files(root: Path, output: Path) -> Iterator[Path]:
    """Everything that a build may read: all YAML of the book, and its own layouts."""
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        if any(here.is_relative_to(root / name) for name in _READ) and any(
            (here / name).is_symlink() for name in folders
        ):
            raise _LinkedFolder
        folders[:] = sorted(name for name in folders if not name.startswith(".") and (here / name).resolve() != output)
        layouts = here.is_relative_to(root / "templates")
        yield from (here / name for name in sorted(names) if layouts or name.endswith(_RECORDS))


@cache
def maker() -> str:
    """What makes outputs: which tool, engines and layouts of the tool's these are."""
    layouts = built_in_templates()
    texts = [(file.relative_to(layouts).as_posix(), file.read_bytes()) for file in layout_texts(layouts)]
    return digest_of(edition(), texts, sys.version, [version(name) for name in _OTHERS])


def layout_texts(folder: Path) -> list[Path]:
    """All that templates may say or include: the files in a folder of layouts, but faces and images."""
    return sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix not in _PICTURES)
