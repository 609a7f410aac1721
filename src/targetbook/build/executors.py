"""Who sets pages: this process, others beside it, or the workers of a Dask cluster. All are executors as Python has them."""

import gc
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any

NAMES = ("processes", "serial", "dask")
_CAN_PREPARE = sys.platform == "linux"
"""Whether workers can begin as copies of a process that has loaded the engine."""
PATIENCE = 5
"""Seconds in which a scheduler answers and has a worker, or is taken for none."""
MEMORY = 600 << 20
"""Bytes that a worker may need."""


class DaskMissing(Exception):
    """The extra `targetbook[dask]` is not installed, or no scheduler answers: the reason."""


class Serial(Executor):
    """Does each task at once, where it is asked for."""

    def submit(self, task: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(task(*args, **options))
        except Exception as error:
            future.set_exception(error)
        return future


@dataclass(slots=True)
class Cluster(Executor):
    """The workers of a Dask cluster: where one is lost for good, or all of them, that is told as of processes."""

    workers: Executor

    def submit(self, task: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.workers.submit(task, *args, **options).add_done_callback(partial(_hand_on, future))
        return future


def _hand_on(future: Future[Any], done: Future[Any]) -> None:
    """Let a future be done as another is."""
    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    if not future.set_running_or_notify_cancel():
        return
    error = CancelledError() if done.cancelled() else done.exception()
    if error is None:
        future.set_result(done.result())
    elif isinstance(error, CancelledError | CommClosedError | KilledWorker):
        future.set_exception(BrokenExecutor(str(error)))
    else:
        future.set_exception(error)


@dataclass(slots=True)
class Workers:
    """The workers of one run, started when there is enough to do for them.

    Attributes:
        name: serial, processes or dask.
        jobs: how many tasks are done at once; 0 means as many as there are cores and memory for, or workers of a cluster.
        scheduler: where a Dask scheduler answers, `tcp://…`; without one a cluster is started here.
    """

    name: str = "processes"
    jobs: int = 0
    scheduler: str | None = None
    _open: Executor | None = None
    _folder: str = ""
    _client: Any = field(default=None, repr=False)

    def prepare(self) -> None:
        """Let the engine be loaded beside this process, which has other work first: pages may have to be set."""
        if self.name == "processes" and _CAN_PREPARE and self._open is None and (self.jobs or default_jobs()) > 1:
            _context()
            _prepare()

    def for_tasks(self, tasks: int) -> tuple[Executor, int]:
        """An executor for about so many tasks, and how many it does at once."""
        if self.name == "dask":
            return self._dask()
        jobs = self.jobs or default_jobs()
        if self.name == "serial" or jobs == 1 or (tasks <= 1 and not _CAN_PREPARE):
            return Serial(), 1
        if self._open is None:
            self.prepare()
            self._folder = tempfile.mkdtemp(prefix="targetbook-")
            self._open = _processes(jobs, self._folder)
        return self._open, min(jobs, max(tasks, 1))

    def _dask(self) -> tuple[Executor, int]:
        try:
            import dask

            dask.config.set({"logging": dict.fromkeys(("distributed", "distributed.client"), "critical")})  # we tell it
            from distributed import Client
            from distributed.comm.addressing import get_address_host_port
        except ImportError as error:
            raise DaskMissing("targetbook[dask]") from error
        if self._open is None:
            try:
                if self.scheduler is not None:
                    get_address_host_port(self.scheduler, strict=True)  # a client that has a wrong one cannot end
                self._client = Client(self.scheduler, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
                self._client.wait_for_workers(1, timeout=PATIENCE)
            except (OSError, ValueError) as error:
                self.close()
                raise DaskMissing(f"{self.scheduler}: {error}") from error
            self._open = Cluster(self._client.get_executor(pure=False, retries=1))
        threads = sum(self._client.nthreads().values())
        return self._open, self.jobs or max(threads, 1)

    def close(self) -> None:
        """End all workers; what they are doing is given up."""
        if self._client is not None:
            self._client.close()
        elif self._open is not None:
            _end(self._open)
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._open, self._client, self._folder = None, None, ""


def default_jobs() -> int:
    """As many tasks at once as there are cores for this process, and memory."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, _free_memory() // MEMORY))


def _free_memory() -> int:
    """Bytes of memory that are free, or a great number where the system does not say."""
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return 1 << 40


def _processes(jobs: int, folder: str) -> Executor:
    """Processes beside this one, which put what they need for a while into a folder: the engine copies faces there."""
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(jobs, _context(), _begin, (folder,))


def _context() -> Any:
    import multiprocessing

    context: Any = multiprocessing.get_context("forkserver" if _CAN_PREPARE else "spawn")
    if _CAN_PREPARE:
        context.set_forkserver_preload(["targetbook.build.preloaded"])
    return context


def _prepare() -> None:
    """Start the process that workers are copies of, which no Ctrl-C reaches: that is the main process's to answer."""
    from multiprocessing import forkserver, resource_tracker

    resource_tracker.ensure_running()  # which would let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # a process begins with the mask of its maker
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(processes: Executor) -> None:
    """End processes in the middle of what they do."""
    from multiprocessing import active_children

    processes.shutdown(wait=False, cancel_futures=True)
    children = active_children()
    for child in children:
        child.terminate()
    for child in children:
        child.join(1)


def _begin(folder: str) -> None:
    """A worker begins: Ctrl-C is the main process's to answer, with which it ends, and what is loaded is no garbage."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = folder
    threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    gc.disable()
    gc.freeze()


def _end_with_parent(folder: str) -> None:
    """End this process when the one that began it has ended, however it did: nothing else tells a worker."""
    from multiprocessing import parent_process

    main = parent_process()
    if main is not None:
        main.join()
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)
