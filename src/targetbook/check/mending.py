"""A whole book mended: pass after pass on a copy, until nothing more applies; then written, or shown as a diff."""

import errno
import io
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath

from targetbook.check.fixing import Fixed, fixed
from targetbook.model import BOOK_FILE
from targetbook.model.own_taxonomy import ENDINGS
from targetbook.problems import Problem
from targetbook.source import Mapping as MappingNode
from targetbook.source import Scalar, book_files, parse_yaml, read_bytes
from targetbook.source.reading import is_inside
from targetbook.source.saving import staged, unified

PASSES = 10
"""Passes after which fixes that still find something to do are taken to undo one another."""

Check = Callable[[Path], Iterable[Problem]]

_LEFT_OUT = "targets/left-out.yaml"


@dataclass(frozen=True, slots=True)
class Mended:
    """A book with its fixes made, not yet written.

    `files` holds the new text of each file that changes, by path; `applied` the problems that were mended, pass after pass,
    each with its place as it was in its pass; `refused` those whose fix could not be made without harm. `unsettled` names
    the rules whose fixes found something to do in the last pass still: a fault of the tool's, and none where it is empty.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    applied: tuple[Problem, ...] = ()
    refused: tuple[Problem, ...] = ()
    unsettled: tuple[str, ...] = ()


def mend_book(root: Path, check: Check, unsafe: bool = False, also: Iterable[str] = ()) -> Mended:
    """Make the fixes of a book's problems until no more applies; nothing is written to the book.

    Args:
        check: what tells the problems of the book in a folder. It is first asked of the book, then of a copy of its YAML
            files in a folder of its own, as it is and once a pass.
        unsafe: also those fixes that a person should look at.
        also: further files of the book that the check reads, by path.
    """
    left_out: list[Problem] = []
    files = [BOOK_FILE, *book_files(root, left_out), *_own_taxonomy(root), *also]
    twins = _twins(root, files)
    found = list(check(root))
    done = _pass(root, found, unsafe, twins)
    if not done.texts:
        return Mended(refused=done.refused)
    texts, applied = dict(done.texts), [*done.applied]
    with tempfile.TemporaryDirectory(prefix="targetbook-") as folder:
        copy = Path(folder)
        _copy_book(root, copy, [*files, *([_LEFT_OUT] if left_out else [])])
        strange = {*map(_key, check(copy))} - {*map(_key, found)}
        for _ in range(PASSES - 1):
            _put(copy, done.texts, twins)
            done = _pass(copy, (problem for problem in check(copy) if _key(problem) not in strange), unsafe, twins)
            if not done.texts:
                break
            texts |= done.texts
            applied += done.applied
    changed = {file: text for file, text in texts.items() if text != _text(root, file)}
    return Mended(changed, tuple(applied), done.refused, tuple(sorted({problem.code for problem in done.applied})))


def diff_of(root: Path, mended: Mended) -> str:
    """What would change in the files, as a unified diff that `git apply` and `patch -p1` take."""
    return "".join(chain.from_iterable(_difference(root, file, text) for file, text in sorted(mended.files.items())))


def write_mended(root: Path, mended: Mended) -> None:
    """Write the files that change: each whole, in the old one's place and with its mode, and all of them or none.

    A link keeps leading to its file, which is written where it lies in the book.

    Raises:
        OSError: with the file that cannot be written.
    """
    staged: dict[str, Path] = {}
    done: dict[str, bytes] = {}
    try:
        for file, text in mended.files.items():
            with _named(file):
                staged[file] = _staged(root, file, text.encode())
        for file, waiting in staged.items():
            with _named(file):
                path = (root / file).resolve()
                before = path.read_bytes()
                waiting.replace(path)
                done[file] = before
    except OSError:
        for file, before in done.items():
            _staged(root, file, before).replace((root / file).resolve())
        raise
    finally:
        for waiting in staged.values():
            waiting.unlink(missing_ok=True)


def _own_taxonomy(root: Path) -> list[str]:
    """The file of the book's own taxonomy, where `targetbook.yaml` names one."""
    data = read_bytes(root, BOOK_FILE, [])
    node = None if data is None else parse_yaml(data, BOOK_FILE, [])
    named = node.get("taxonomy") if isinstance(node, MappingNode) else None
    if not isinstance(named, Scalar) or not named.text.endswith(ENDINGS):
        return []
    path = PurePosixPath(named.text)
    return [] if path.is_absolute() or ".." in path.parts or read_bytes(root, str(path), []) is None else [str(path)]


def _twins(root: Path, files: Iterable[str]) -> Mapping[str, str]:
    """Paths that lead to a file which another path has led to before, and that path: one file is mended once."""
    firsts: dict[str, str] = {}
    twins: dict[str, str] = {}
    for file in files:
        first = firsts.setdefault(os.path.realpath(root / file), file)
        if first != file:
            twins[file] = first
    return twins


def _copy_book(root: Path, folder: Path, files: Iterable[str]) -> None:
    """The book's files in another folder. One that cannot be read is an empty one there, and so an error there too."""
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(read_bytes(root, file, []) or b"")


def _put(folder: Path, texts: Mapping[str, str], twins: Mapping[str, str]) -> None:
    followers = {twin: texts[first] for twin, first in twins.items() if first in texts}
    for file, text in {**texts, **followers}.items():
        (folder / file).write_bytes(text.encode())


def _key(problem: Problem) -> tuple[str, ...]:
    """What tells a problem of the copy alone from one of the book: the copy has no history, say, to hold a text against."""
    return problem.code, problem.message, problem.place.file, problem.record, problem.field


def _pass(root: Path, found: Iterable[Problem], unsafe: bool, twins: Mapping[str, str]) -> Fixed:
    problems = [problem for problem in found if not _files_of(problem) & twins.keys()]
    named = sorted(set(chain.from_iterable(map(_files_of, problems))))
    texts = {file: text for file in named if (text := _text(root, file)) is not None}
    return fixed(texts, problems, unsafe)


def _files_of(problem: Problem) -> set[str]:
    """The files that a problem's fix edits."""
    return {edit.place.file for edit in problem.fix.edits} if problem.fix else set()


def _text(root: Path, file: str) -> str | None:
    """A file's text with its byte order mark and its line ends; None where it cannot be read."""
    data = read_bytes(root, file, [])
    try:
        return None if data is None else data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _difference(root: Path, file: str, after: str) -> Iterator[str]:
    before = _text(root, file) or ""
    return unified(_lines(before), _lines(after), f"a/{file}", f"b/{file}")


def _lines(text: str) -> list[str]:
    """Lines as git counts them: up to each LF, and with it."""
    return io.StringIO(text, newline="\n").readlines()


@contextmanager
def _named(file: str) -> Iterator[None]:
    """An OSError inside tells which file of the book it is about."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), file) from error


def _staged(root: Path, file: str, data: bytes) -> Path:
    """A new file beside the one that it is to take the place of."""
    path = (root / file).resolve()
    if not is_inside(root, path):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM), file)
    return staged(path, data)
