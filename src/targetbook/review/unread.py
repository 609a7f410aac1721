"""What a version has and cannot read: where and why, what the other version says of it, and whether it was changed."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from targetbook.model import BOOK_FILE, UNIT_FILE
from targetbook.problems import Problem, Severity
from targetbook.review.changes import Unread
from targetbook.review.versions import Version, leaves_out, record_of
from targetbook.source import book_files, read_bytes


def unread_in_either(base: Version, head: Version) -> tuple[Unread, ...]:
    """The projects that one of two versions has and cannot read whole, by their ids."""
    return tuple(_unread(base, head))


def is_any_file_changed(base: Version, head: Version) -> bool:
    """Whether anything of a book that neither version can read differs."""
    files = {BOOK_FILE, *book_files(base.root, []), *book_files(head.root, [])}
    return _is_changed(base.root, head.root, files)


def files_of(record: str) -> tuple[str, str]:
    """The files by which a project is read: its own, and that of its unit."""
    unit = record.rpartition("/")[0]
    return f"targets/{record}.yaml", f"targets/{unit}/{UNIT_FILE}"


def _unread(base: Version, head: Version) -> Iterator[Unread]:
    sides = tuple({record: _reason(version, record) for record in _records(version)} for version in (base, head))
    older, newer = (
        {project.full_id: project for project in (version.checked.book.projects() if version.checked.book else ())}
        for version in (base, head)
    )
    for record in sorted(sides[0].keys() | sides[1].keys()):
        reasons = sides[0].get(record), sides[1].get(record)
        project = newer.get(record) if reasons[1] is None else older.get(record) if reasons[0] is None else None
        yield Unread(record, *reasons, project, _is_changed(base.root, head.root, files_of(record)))


def _records(version: Version) -> frozenset[str]:
    """Those that a version cannot read, as far as its findings tell of more than it knows itself."""
    if version.checked.book is None:
        return frozenset()
    read = {project.full_id for project in version.checked.book.projects()}
    errors = (problem for problem in version.checked.problems if problem.severity is Severity.ERROR)
    told = {record for problem in errors if (record := record_of(problem.place.file))}
    return version.unread | (told - read)


def _reason(version: Version, record: str) -> Problem:
    """The first thing that is wrong with a project's file, or with its unit's."""
    errors = [problem for problem in version.checked.problems if problem.severity is Severity.ERROR]
    own = [each for each in errors if record_of(each.place.file) == record or each.place.file in files_of(record)]
    return next((each for each in own if leaves_out(each)), (own or errors)[0])


def _is_changed(base: Path, head: Path, files: Iterable[str]) -> bool:
    return any(read_bytes(base, file, []) != read_bytes(head, file, []) for file in files)
