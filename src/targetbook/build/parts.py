"""The runs of a book's pages: known ones taken from what earlier builds kept, the others set, by as many workers as there are.

A run that begins at a row is the same whoever sets it, so workers also begin at guessed rows. Where a stretch that began at a
wrong row comes to the true ones, which takes a few rows, it is right from there on; what lies before that is thrown away.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field

from targetbook.build.executors import Workers
from targetbook.build.progress import Progress, Tell
from targetbook.build.tasks import Done, Task, set_rows
from targetbook.kept import Kept, digest_of
from targetbook.write.flow import Flow
from targetbook.write.runs import NotInParts, Run
from targetbook.write.sheets import Sheet

WEIGHT = 140_000
"""Characters of HTML that are set at a time, about: thirty projects in two languages. More takes memory, fewer take time."""
STRETCH = 40
"""Rows between two rows that workers begin at, at least: where two stretches meet, about ten rows are set twice."""
AHEAD, AHEAD_OF_GUESS = 1, 10
"""Rows that are set beyond one where a run is known to begin, so that the page before it is seen to end there; beyond a
guessed one, so that the stretch before it most likely meets a page of that one."""
CANDIDATES = 4
"""Runs that are remembered for one row, at most."""


@dataclass(frozen=True, slots=True)
class KeptRun:
    """Where a run is kept: its part, a file of all that one task came to, and its number in it."""

    part: str
    number: int


@dataclass(slots=True)
class Pagination:
    """How the rows of one page of HTML fall into printed pages: what is known of runs of them, and where they are kept.

    `tried` says, of a row from which a task came to no run, before which row that task ended.
    """

    flow: Flow
    sheet: Sheet
    kept: Kept
    context: str = ""
    digests: list[str] = field(default_factory=list)
    runs: dict[int, Run] = field(default_factory=dict)
    places: dict[int, KeptRun] = field(default_factory=dict)
    faces: dict[str, bytes] = field(default_factory=dict)
    tried: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        flow = self.flow
        self.context = digest_of(self.sheet.digest, flow.reopening, flow.closing)
        self.digests = [digest_of(row) for row in flow.rows]
        self.digests[0] = digest_of(flow.opening, flow.rows[0])


def set_pages(pagination: Pagination, workers: Workers, tell: Tell) -> list[tuple[Run, KeptRun]]:
    """All runs of a page in order, and where each is kept.

    Raises:
        NotInParts: the page is to be set whole.
        OutsideAsked: the style asks for what is no file of a layout.
    """
    count = len(pagination.flow.rows)
    _recall(pagination)
    known = sum(_known(pagination))
    progress = Progress(count, known, known)
    tell(progress)
    if _front(pagination, 0) == count:
        return _runs(pagination)
    executor, jobs = workers.for_tasks(_tasks_of(pagination))
    starts = [0, *_guesses(pagination, jobs)] if jobs > 1 else [0]
    waiting: dict[Future[Done], tuple[int, int]] = {}
    try:
        while _front(pagination, 0) < count:
            for first in _wanted(pagination, starts, waiting)[: (2 * jobs if jobs > 1 else 1) - len(waiting)]:
                end = _end_of_task(pagination, first, starts)
                waiting[executor.submit(set_rows, _task(pagination, first, end))] = (first, end)
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                _add(pagination, *waiting.pop(future), future.result())
                progress.tasks += 1
            if _front(pagination, 0) < count:
                progress.done = min(
                    sum(_known(pagination)), count - 1
                )  # guessed stretches count, and may come to nothing
                tell(progress)
    finally:
        for future in waiting:
            future.cancel()
        _remember(pagination)
    progress.done = count
    tell(progress)
    return _runs(pagination)


def _runs(pagination: Pagination) -> list[tuple[Run, KeptRun]]:
    return [(pagination.runs[at], pagination.places[at]) for at in _walk(pagination, 0)]


def _wanted(
    pagination: Pagination, starts: Sequence[int], waiting: Mapping[Future[Done], tuple[int, int]]
) -> list[int]:
    """The rows to set from: where each stretch goes on, the first of all before the guessed ones."""
    asked = {first for first, _ in waiting.values()}
    fronts = dict.fromkeys(_front(pagination, start) for start in starts)
    return [first for first in fronts if first < len(pagination.flow.rows) and first not in asked]


def _walk(pagination: Pagination, first: int) -> Iterator[int]:
    """The rows where runs begin, one after the other, as far as they are known."""
    while first in pagination.runs:
        yield first
        first += pagination.runs[first].rows


def _front(pagination: Pagination, first: int) -> int:
    """The first row that is not set, from a row on where one begins to set."""
    while first in pagination.runs:
        first += pagination.runs[first].rows
    return first


def _known(pagination: Pagination) -> bytearray:
    """For each row, whether a run of it is known."""
    known = bytearray(len(pagination.flow.rows))
    for first, run in pagination.runs.items():
        known[first : first + run.rows] = b"\1" * run.rows
    return known


def _tasks_of(pagination: Pagination) -> int:
    """About how many tasks there are."""
    unknown = (len(row) for row, is_known in zip(pagination.flow.rows, _known(pagination), strict=True) if not is_known)
    return -(-2 * sum(unknown) // WEIGHT)


def _guesses(pagination: Pagination, jobs: int) -> Iterator[int]:
    """Rows to begin at as well, far from one another, in what is not known."""
    count = sum(not is_known for is_known in _known(pagination))
    stretch = max(STRETCH, count // (2 * jobs) if count >= 200 * jobs else count // jobs)
    unknown = 0
    for row, is_known in enumerate(_known(pagination)):
        unknown = 0 if is_known else unknown + 1
        if unknown > stretch:
            yield row
            unknown = 0


def _end_of_task(pagination: Pagination, first: int, starts: Sequence[int]) -> int:
    """The row before which a task ends: enough for some pages, and little more than to where runs are known again.

    Where that came to no run, it is as much as a task may be, and twice as many rows at least.
    """
    rows, weight, end = pagination.flow.rows, 0, first
    least = first + 2 * (pagination.tried.get(first, first) - first)
    while end < len(rows) and (weight < WEIGHT or end < least):
        weight += len(rows[end])
        end += 1
    if first not in pagination.tried:
        beyond = min((start for start in (*pagination.runs, *starts) if first < start < end), default=end)
        end = min(end, beyond + (AHEAD_OF_GUESS if beyond in starts else AHEAD))
    return end


def _task(pagination: Pagination, first: int, end: int) -> Task:
    return Task(
        pagination.flow.page(first, end), pagination.sheet, goes_on=first > 0, is_end=end == len(pagination.flow.rows)
    )


def _add(pagination: Pagination, first: int, end: int, done: Done) -> None:
    """Take in what a task came to, and keep it; where it came to no run, more rows are set the next time.

    Raises:
        NotInParts: no rows are left to be set, and those that there are stand on no page.
    """
    is_end = end == len(pagination.digests)
    if not done.runs and is_end:
        raise NotInParts
    if not done.runs:
        pagination.tried[first] = end
        return
    part = digest_of(pagination.context, pagination.digests[first:end], pagination.flow.ending if is_end else None)
    pagination.kept.put(f"{part}.part", done.runs)
    pagination.faces |= done.faces
    for digest, face in done.faces.items():
        pagination.kept.put(f"{digest}.face", face)
    for number, run in enumerate(done.runs):
        pagination.runs.setdefault(first, run)
        pagination.places.setdefault(first, KeptRun(part, number))
        first += run.rows


Candidate = tuple[int, str, int, KeptRun]
"""Of a run: the rows that it hangs on, their digest, the rows that it takes, and where it is kept."""


def _hangs_on(pagination: Pagination, first: int, needs: int, rows: int) -> str:
    """What a run hangs on, by digest: its rows and those after it, and whether it is the last."""
    is_last = first + rows == len(pagination.digests)
    return digest_of(pagination.digests[first : first + needs], pagination.flow.ending if is_last else None)


def _recall(pagination: Pagination) -> None:
    """Find the runs of rows that are as they were in an earlier build."""
    known: dict[str, list[Candidate]] = pagination.kept.get(f"{pagination.context}.runs") or {}
    parts: dict[str, Sequence[Run]] = {}
    for first, digest in enumerate(pagination.digests):
        for needs, hangs_on, rows, place in known.get(digest, ()):
            if first + needs > len(pagination.digests) or _hangs_on(pagination, first, needs, rows) != hangs_on:
                continue
            if place.part not in parts:
                parts[place.part] = pagination.kept.get(f"{place.part}.part") or ()
            if place.number < len(parts[place.part]) and _has_files(pagination, parts[place.part][place.number]):
                pagination.runs[first], pagination.places[first] = parts[place.part][place.number], place
                break


def _has_files(pagination: Pagination, run: Run) -> bool:
    """Whether the faces and images that a run names are there: the style's own, or kept."""
    named = {font.face for font in run.fonts.values()}
    named |= {stream for page in run.pages for resource in page.resources.values() for stream in resource.streams()}
    for digest in named - pagination.sheet.faces.keys() - pagination.faces.keys():
        held = pagination.kept.get(f"{digest}.face")
        if held is None:
            return False
        pagination.faces[digest] = held
    return True


def _remember(pagination: Pagination) -> None:
    """Keep where each run is kept, with those of earlier builds.

    Those of stretches that began at wrong rows are of use only where the build ended early: else an edit near them would
    be set only up to them, and meet none.
    """
    name = f"{pagination.context}.runs"
    known: dict[str, list[Candidate]] = pagination.kept.get(name) or {}
    before = {digest: list(found) for digest, found in known.items()}
    is_done = _front(pagination, 0) == len(pagination.digests)
    for first in _walk(pagination, 0) if is_done else pagination.runs:
        run = pagination.runs[first]
        found = (run.needs, _hangs_on(pagination, first, run.needs, run.rows), run.rows, pagination.places[first])
        others = [other for other in known.get(pagination.digests[first], ()) if other[:3] != found[:3]]
        known[pagination.digests[first]] = [found, *others][:CANDIDATES]
    if known != before:
        pagination.kept.put(name, known)
