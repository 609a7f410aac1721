"""Which rows are set, in which order and by whom, and what was kept of them, is nowhere seen in what comes out."""

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targetbook.build import Workers, parts
from targetbook.build.parts import Pagination, set_pages
from targetbook.build.progress import Progress
from targetbook.build.tasks import Done, Task
from targetbook.kept import NOTHING_KEPT, Kept
from targetbook.write.flow import Flow
from targetbook.write.runs import NotInParts, Run
from targetbook.write.sheets import Sheet

ROOM = 10
"""Lines on a page."""
SHEET = Sheet((), (), "")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the engine of these tests sees it.

    Attributes:
        name: what stands in it.
        lines: how high it is; one that is higher than a page goes on over pages.
        stays: whether it ends no page, as a unit's: the next row begins beside it, wherever there is a line for it.
        is_cut: whether it begins where there is any room, and goes on over the page's end.
    """

    name: int
    lines: int = 3
    stays: bool = False
    is_cut: bool = False

    def written(self) -> str:
        return f'<tbody lines="{self.lines}" stays="{self.stays:d}" cut="{self.is_cut:d}">{self.name}</tbody>'


_ROW = re.compile(r'<tbody data-row="(\d+)" lines="(\d+)" stays="(\d)" cut="(\d)">(\d+)</tbody>')


def engine(task: Task) -> Done:
    """Sets rows by a simple rule, as the real engine does by many."""
    rows = [
        Row(int(name), int(lines), stays == "1", cut == "1") for _, lines, stays, cut, name in _ROW.findall(task.page)
    ]
    after = re.search(r"<p>(.*)</p>", task.page)
    pages = list(paged(rows))
    runs = list(_runs(rows, pages, is_end=task.is_end, ending=after[1] if after and task.is_end else ""))
    return Done(runs, {})


def paged(rows: Sequence[Row]) -> Iterator[list[int]]:
    """The numbers of the rows on each page."""
    page: list[int] = []
    left = ROOM
    for number, row in enumerate(rows):
        beside = rows[number + 1].lines if row.stays and number + 1 < len(rows) else 0
        is_beside = number in (at + 1 for at in page[-1:] if rows[at].stays)
        needed = 1 if row.is_cut or is_beside else min(row.lines + min(beside, 1), ROOM)
        if page and needed > left:
            yield page
            page, left = [], ROOM
        page.append(number)
        lines = row.lines
        while lines > left:
            lines -= left
            yield page
            page, left = [number], ROOM
        left -= lines
    yield page


def _runs(rows: Sequence[Row], pages: Sequence[Sequence[int]], *, is_end: bool, ending: str) -> Iterator[Run]:
    begun, first = 0, 0
    for n, page in enumerate(pages, 1):
        after = pages[n] if n < len(pages) else []
        if (after and after[0] == page[-1]) or not (after or is_end):
            continue
        drawn = [" ".join(f"{rows[number].name}:{rows[number].lines}" for number in each) for each in pages[begun:n]]
        seen = [
            n for n in after if all(rows[each].stays for each in after if each < n)
        ]  # the first, and what stays with it
        needs = (seen or page)[-1] + 1 - first
        last = "" if after else ending
        yield Run(page[-1] + 1 - first, needs, [], {}, repr((drawn, last)).encode(), {}, "")
        begun, first = n, page[-1] + 1


def flow(rows: Sequence[Row], *, title: str = "表", ending: str = "注") -> Flow:
    return Flow(
        f"<h1>{title}</h1><table>", "<table>", "</table>", f"</table><p>{ending}</p>", [row.written() for row in rows]
    )


@dataclass
class Many(Executor):
    """An executor of many workers who are done in any order: with each task, when one waits for it."""

    chance: Random
    waiting: "dict[Future[Done], tuple[Callable[..., Done], Task]]" = field(default_factory=dict)

    def submit(self, task: Callable[..., Done], /, *given: Task, **more: object) -> Future[Done]:
        future: Future[Done] = Future()
        self.waiting[future] = (task, *given)
        return future

    def wait(self, futures: "dict[Future[Done], object]", **how: object) -> "Many":
        self.done = set(self.chance.sample(sorted(futures, key=id), self.chance.randint(1, len(futures))))
        for future in self.done:
            task, given = self.waiting.pop(future)
            future.set_result(task(given))
        return self


@dataclass
class Crowd(Workers):
    """So many workers, done in an order that a number decides."""

    count: int = 3
    order: int = 0

    def for_tasks(self, tasks: int) -> tuple[Executor, int]:
        self.executor = Many(Random(self.order))
        return self.executor, self.count


def set_all(
    made: Flow, kept: Kept = NOTHING_KEPT, crowd: Crowd | None = None, *, weight: int = 400
) -> list[tuple[bytes, int]]:
    """What each run draws, and how many rows it takes."""
    pagination = Pagination(made, SHEET, kept)
    with (
        patch.object(parts, "set_rows", engine),
        patch.object(parts, "WEIGHT", weight),
        patch.object(parts, "STRETCH", 3),
    ):
        if crowd is None:
            found = set_pages(pagination, Workers("serial"), lambda progress: None)
        else:
            with patch.object(parts, "wait", lambda futures, **how: crowd.executor.wait(futures, **how)):
                found = set_pages(pagination, crowd, lambda progress: None)
    return [(run.drawn, run.rows) for run, _ in found]


def whole(made: Flow) -> list[tuple[bytes, int]]:
    """The runs of all rows set at once."""
    done = engine(Task(made.page(0, len(made.rows)), SHEET, goes_on=False, is_end=True))
    return [(run.drawn, run.rows) for run in done.runs]


ROWS = st.lists(
    st.builds(Row, st.integers(0, 999), st.sampled_from([1, 2, 2, 3, 3, 4, 7, 12, 25]), st.booleans(), st.booleans()),
    min_size=2,
    max_size=60,
)
WEIGHTS = st.sampled_from([60, 400, 1500, 100_000])
CROWDS = st.builds(Crowd, st.just("serial"), count=st.integers(2, 5), order=st.integers(0, 1000))
QUICK = settings(deadline=None, max_examples=150)


@given(rows=ROWS, weight=WEIGHTS)
@QUICK
def test_rows_set_in_parts_come_to_those_set_at_once(rows: list[Row], weight: int) -> None:
    assert set_all(flow(rows), weight=weight) == whole(flow(rows))


@given(rows=ROWS, weight=WEIGHTS, crowd=CROWDS)
@QUICK
def test_many_workers_come_to_what_one_comes_to_in_whatever_order_they_are_done(
    rows: list[Row], weight: int, crowd: Crowd
) -> None:
    assert set_all(flow(rows), crowd=crowd, weight=weight) == whole(flow(rows))


EDITS = st.lists(
    st.tuples(st.sampled_from(["change", "lengthen", "add", "remove", "move", "end", "title"]), st.integers(0, 10**6)),
    min_size=1,
    max_size=6,
)


def edited(rows: list[Row], edit: str, at: int) -> list[Row]:
    """The rows after one edit; those of the title and the end change none."""
    n = at % len(rows)
    match edit:
        case "change":
            return [*rows[:n], Row(at % 3, rows[n].lines), *rows[n + 1 :]]
        case "lengthen":
            return [*rows[:n], Row(rows[n].name, rows[n].lines + at % 14), *rows[n + 1 :]]
        case "add":
            return [*rows[:n], Row(at, 1 + at % 9, at % 5 == 0), *rows[n:]]
        case "remove" if len(rows) > 2:
            return [*rows[:n], *rows[n + 1 :]]
        case "move":
            return [*rows[n:], *rows[:n]]
    return rows


@given(rows=ROWS, edits=EDITS, weight=WEIGHTS, crowd=st.none() | CROWDS, lost=st.integers(0, 9))
@QUICK
def test_after_any_edits_kept_rows_come_to_those_set_anew(
    rows: list[Row], edits: list[tuple[str, int]], weight: int, crowd: Crowd | None, lost: int
) -> None:
    """Between builds some of what was kept may be lost."""
    with TemporaryDirectory() as folder:
        kept, title, ending = Kept(Path(folder)), "表", "注"
        set_all(flow(rows), kept, crowd, weight=weight)
        for edit, at in edits:
            rows = edited(rows, edit, at)
            title = f"表{at % 3}" if edit == "title" else title
            ending = f"注{at % 3}" if edit == "end" else ending
            for n, file in enumerate(sorted(Path(folder).iterdir())):
                if lost and (n + at) % 10 < lost - 5:
                    file.unlink()
            made = flow(rows, title=title, ending=ending)
            assert set_all(made, kept, crowd, weight=weight) == whole(made)


def told(made: Flow, kept: Kept) -> Progress:
    """How far a build of one worker was at its end."""
    told: list[Progress] = []
    with patch.object(parts, "set_rows", engine), patch.object(parts, "WEIGHT", 1500):
        set_pages(Pagination(made, SHEET, kept), Workers("serial"), told.append)
    return told[-1]


def test_an_edit_sets_few_rows_again(tmp_path: Path) -> None:
    rows = [Row(n, 2 + n % 3) for n in range(400)]
    told(flow(rows), Kept(tmp_path))
    rows[200] = Row(200, 9)
    progress = told(flow(rows), Kept(tmp_path))
    assert progress.rows == progress.done == 400
    assert progress.kept > 385
    assert progress.tasks <= 2


def test_an_edit_sets_as_few_rows_after_many_workers_as_after_one(tmp_path: Path) -> None:
    """Where stretches began at guessed rows, an edit near them is not set up to rows at which no page begins."""
    rows = [Row(n, 1 + n * 7 % 5) for n in range(200)]
    one, many = Kept(tmp_path / "one"), Kept(tmp_path / "many")
    set_all(flow(rows), one, weight=1500)
    set_all(flow(rows), many, Crowd("serial", count=4), weight=1500)
    for at in range(5, 200, 11):
        rows[at] = Row(500 + at, rows[at].lines)
        assert told(flow(rows), many) == told(flow(rows), one)


def test_nothing_is_set_again_where_nothing_changed(tmp_path: Path) -> None:
    made = flow([Row(n) for n in range(100)])
    told(made, Kept(tmp_path))
    progress = told(made, Kept(tmp_path))
    assert (progress.kept, progress.tasks) == (100, 0)


def test_what_stands_after_the_rows_is_that_of_this_build(tmp_path: Path) -> None:
    rows = [Row(n) for n in range(20)]
    for ending in ("甲", "乙", "丙", "乙"):
        made = flow(rows, ending=ending)
        assert set_all(made, Kept(tmp_path)) == whole(made)


def test_rows_at_the_end_that_are_on_no_page_set_the_page_whole() -> None:
    """A style may show them nowhere; they are not looked for without end."""

    def blind(task: Task) -> Done:
        """An engine that puts the last row nowhere."""
        shown = re.sub(r'<tbody data-row="\d+"[^>]*>999</tbody>', "", task.page)
        return engine(replace(task, page=shown)) if "<tbody" in shown else Done((), {})

    made = flow([*(Row(n) for n in range(30)), Row(999)])
    with patch.object(parts, "set_rows", blind), pytest.raises(NotInParts):
        set_pages(Pagination(made, SHEET, NOTHING_KEPT), Workers("serial"), lambda progress: None)
