"""Whoever sets the pages, the file is the same; who is lost in the middle of it is told, and what was set is not lost."""

import errno
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import distributed
import psutil
import pytest
from tests.pdf import Page, Small, page_of_book, small_book

from targetbook.build import DaskMissing, Progress, Workers
from targetbook.kept import NOTHING_KEPT, Kept

PROGRAM = "from targetbook.build import parts; parts.WEIGHT, parts.STRETCH = 12000, 6; from targetbook.cli import main; main()"
"""The command line with small tasks, of which a small book has many, begun at many rows."""
PROJECTS = [Small((1 + n % 3,), 2 + n % 4) for n in range(30)]
PATIENCE = 60  # seconds


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_book(tmp_path_factory.mktemp("book"), PROJECTS, units=4)


@pytest.fixture(scope="module")
def page(root: Path) -> Page:
    return page_of_book(root, "list", "zh")


@pytest.fixture(scope="module")
def serial(page: Page) -> bytes:
    """What one process makes of the book."""
    return page.in_parts()


class Build:
    """A build that a process of its own does."""

    def __init__(self, root: Path, folder: Path, *options: str) -> None:
        self.output, self.cache = folder / "out", folder / "cache" / "targetbook"
        command = [sys.executable, "-c", PROGRAM, "build", "--book", str(root), "--output", str(self.output)]
        environment = os.environ | {"XDG_CACHE_HOME": str(self.cache.parent), "LANG": "C.UTF-8"}
        self.process = subprocess.Popen(
            [*command, "--layout", "list", "--format", "pdf", "--setting", "zh", "-v", *options],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def until_something_is_kept(self) -> Sequence[psutil.Process]:
        """Wait until a part is kept; gives the processes of the build that are not its first."""
        until(lambda: any(self.cache.rglob("*.part")) or self.process.poll() is not None)
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self) -> tuple[int, str]:
        """Its exit code, and what it said."""
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said


def until(is_so: Callable[[], object]) -> None:
    last = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < last, "it never came"
        time.sleep(0.02)


def setters(processes: Sequence[psutil.Process]) -> list[psutil.Process]:
    """Those that set pages: children of children."""
    of_first = {process.pid for process in processes}
    return [process for process in processes if process.ppid() in of_first]


# Processes.


@pytest.mark.parametrize("jobs", [2, 3])
def test_so_many_processes_write_the_bytes_of_one(jobs: int, page: Page, serial: bytes) -> None:
    with closing(Workers("processes", jobs)) as workers:
        assert page.in_parts(workers=workers) == serial
        assert workers._open is not None, "there was work for more than one"


def test_a_worker_that_is_killed_is_told_and_what_was_set_is_kept(root: Path, tmp_path: Path, serial: bytes) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "list.zh.pdf").write_bytes(b"the last good one")
    build = Build(root, tmp_path, "--jobs", "2")
    setters(build.until_something_is_kept())[0].send_signal(signal.SIGKILL)
    code, said = build.end()
    assert code == 2, said
    assert "Traceback" not in said
    assert "a worker that set list.zh.pdf ended in the middle of its work" in said
    assert (build.output / "list.zh.pdf").read_bytes() == b"the last good one"
    again = Build(root, tmp_path, "--jobs", "2")
    assert again.end()[0] == 0
    assert (build.output / "list.zh.pdf").read_bytes() == serial


def test_what_others_had_set_when_a_worker_was_lost_is_not_set_again(page: Page, tmp_path: Path) -> None:
    kept, told = Kept(tmp_path), list[int]()

    def lose_it(progress: Progress) -> None:
        if progress.done > 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        page.in_parts(kept, tell=lose_it)
    page.in_parts(kept, tell=lambda progress: told.append(progress.kept))
    assert told[0] > 5


def test_an_interrupted_build_ends_quietly_with_all_that_it_began(root: Path, tmp_path: Path) -> None:
    build = Build(root, tmp_path, "--jobs", "2")
    processes = build.until_something_is_kept()
    assert len(setters(processes)) == 2
    os.killpg(build.process.pid, signal.SIGINT)
    code, said = build.end()
    assert code == 130, said
    assert "Traceback" not in said
    assert "Error" not in said
    until(lambda: not any(process.is_running() and process.status() != "zombie" for process in processes))
    assert not (build.output / "list.zh.pdf").exists()


def test_a_full_disk_under_the_cache_is_no_fault(
    page: Page, serial: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*told: object, **more: object) -> tuple[int, str]:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile, "mkstemp", full)
    assert page.in_parts(Kept(tmp_path)) == serial
    assert list(tmp_path.iterdir()) == []


# Dask.


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    """Two workers of a cluster, in processes of their own."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
        yield made


@pytest.mark.slow
def test_a_cluster_writes_the_same_bytes(page: Page, serial: bytes, cluster: object) -> None:
    with closing(Workers("dask", 0, cluster.scheduler_address)) as workers:  # type: ignore[attr-defined]
        assert page.in_parts(workers=workers) == serial


@pytest.mark.slow
def test_a_worker_of_a_cluster_that_is_killed_is_survived(page: Page, serial: bytes, cluster: object) -> None:
    with distributed.Client(cluster, set_as_default=False) as client:
        first = next(iter(client.run(os.getpid).values()))
    killed = list[int]()

    def kill_it(progress: Progress) -> None:
        if progress.tasks and not killed:
            killed.append(first)
            os.kill(first, signal.SIGKILL)

    with closing(Workers("dask", 0, cluster.scheduler_address)) as workers:  # type: ignore[attr-defined]
        assert page.in_parts(workers=workers, tell=kill_it) == serial
    assert killed


@pytest.mark.slow
def test_a_worker_of_many_threads_sets_one_page_at_a_time(page: Page, serial: bytes) -> None:
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=4, processes=False, protocol="tcp", dashboard_address=":0"
        ) as cluster,
        closing(Workers("dask", 0, cluster.scheduler_address)) as workers,
    ):
        assert page.in_parts(NOTHING_KEPT, workers=workers) == serial


@pytest.mark.slow
def test_a_scheduler_that_does_not_answer_is_told(root: Path, tmp_path: Path) -> None:
    build = Build(root, tmp_path, "--executor", "dask", "--scheduler", "tcp://127.0.0.1:1")
    code, said = build.end()
    assert code == 2, said
    assert "Traceback" not in said
    assert "no Dask workers (tcp://127.0.0.1:1" in said
    assert not (build.output / "list.zh.pdf").exists()


@pytest.mark.parametrize("address", ["nowhere", "http://127.0.0.1:8786", "tcp://127.0.0.1"])
def test_an_address_that_is_none_is_told(address: str) -> None:
    with pytest.raises(DaskMissing, match=address):
        Workers("dask", 0, address).for_tasks(1)
