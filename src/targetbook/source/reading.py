"""A file of the book to nodes: bounded, never outside the book, with every problem told and placed."""

import os
import stat
from pathlib import Path

from yaml.error import MarkedYAMLError

from targetbook.problems import Place, Problem
from targetbook.source.composer import compose
from targetbook.source.encoding import text_of
from targetbook.source.events import HAS_LIBYAML, events_of
from targetbook.source.lines import lines_of
from targetbook.source.nodes import Node, Scalar
from targetbook.source.syntax import explained

FILE_SIZE = 4 * 1024 * 1024  # bytes


def read_yaml(root: Path, file: str, problems: list[Problem]) -> Node | None:
    """The node of one file of the book at `root`, or None where nothing of it can be used.

    `file` is relative to the book, with forward slashes. What is wrong is added to `problems`.
    """
    data = read_bytes(root, file, problems)
    return None if data is None else parse_yaml(data, file, problems)


def parse_yaml(text: str | bytes, file: str, problems: list[Problem], libyaml: bool = HAS_LIBYAML) -> Node | None:
    """The node of a text, as `read_yaml` gives it, for what does not come from the disk (git, standard input)."""
    if len(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")) > FILE_SIZE:
        problems.append(_too_large(file))
        return None
    decoded = text_of(text, file, problems)
    if decoded is None:
        return None
    lines = lines_of(decoded)
    found = len(problems)
    try:
        node = compose(events_of(decoded, libyaml), file, lines, problems)
    except MarkedYAMLError as error:
        problems.append(explained(error, file, lines))
        return None
    if node is not None and not (isinstance(node, Scalar) and node.kind == "null" and not node.text):
        return node
    if len(problems) == found:
        problems.append(Problem("SRC010", "empty", Place(file)))
    return None


def read_bytes(root: Path, file: str, problems: list[Problem]) -> bytes | None:
    """The bytes of one file of the book; a file that leads out of the book or is too large is not read."""
    path = root / file
    if not is_inside(root, path):
        problems.append(Problem("SRC012", "outside", Place(file)))
        return None
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            problems.append(Problem("SRC011", "directory" if path.is_dir() else "not-a-file", Place(file)))
            return None
        with path.open("rb") as stream:
            data = stream.read(FILE_SIZE + 1)
    except FileNotFoundError:
        slug = "broken-link" if path.is_symlink() else "missing"
        problems.append(Problem("SRC011", slug, Place(file)))
    except OSError as error:
        problems.append(Problem("SRC011", "unreadable", Place(file), {"reason": error.strerror or str(error)}))
    else:
        if len(data) <= FILE_SIZE:
            return data
        problems.append(_too_large(file))
    return None


def is_inside(root: Path, path: Path) -> bool:
    """Whether a path, with all its links followed, still lies in the book."""
    base, target = os.path.realpath(root), os.path.realpath(path)
    return os.path.commonpath((base, target)) == base


def _too_large(file: str) -> Problem:
    return Problem("SRC009", "too-large", Place(file), {"limit": f"{FILE_SIZE // 1024 // 1024} MB"})
