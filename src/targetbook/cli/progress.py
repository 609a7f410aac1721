"""How far a build is: a bar on a terminal, a line an output elsewhere; and where its time went."""

import time
from types import TracebackType

import click
from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from targetbook.build import Progress
from targetbook.cli.console import text

STEPS = ("check", "write")
"""Steps that are no layout's and no output's name."""


class Shown:
    """What a build shows while it runs, on stderr."""

    def __init__(self, language: str, *, quiet: bool, verbose: bool, profile: bool) -> None:
        self.language, self.verbose, self.profile = language, verbose, profile
        console = Console(stderr=True)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[told]}"),
            TimeRemainingColumn(),
        )
        self.bar = Bar(*columns, console=console, transient=True, disable=quiet or not console.is_terminal)
        self.task = self.bar.add_task("", total=None, told="")
        self.step, self.began = "", time.monotonic()
        self.took: dict[str, float] = {}
        self.pages: dict[str, Progress] = {}

    def __enter__(self) -> "Shown":
        self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_step()
        self.bar.stop()
        if kind is None:
            self._tell_all()

    def begin(self, step: str) -> None:
        """A step begins, and the one before it has ended."""
        self._end_step()
        self.step = step
        name = text(f"step-{step}", self.language) if step in STEPS else step
        self.bar.reset(self.task, total=None, description=name, told="")

    def tell(self, progress: Progress) -> None:
        """How far the pages of this step's output are."""
        self.pages[self.step] = progress
        kept = text("pages-kept", self.language, n=str(progress.kept)) if progress.kept else ""
        told = f"{progress.done}/{progress.rows}" + (f" · {kept}" if kept else "")
        self.bar.update(
            self.task, total=progress.rows - progress.kept, completed=progress.done - progress.kept, told=told
        )

    def _end_step(self) -> None:
        now = time.monotonic()
        if self.step:
            self.took[self.step] = self.took.get(self.step, 0) + now - self.began
        self.began = now

    def _tell_all(self) -> None:
        for step, seconds in self.took.items():
            if self.profile:
                name = text(f"step-{step}", self.language) if step in STEPS else step
                click.echo(f"{seconds:8.2f} s  {name}", err=True)
            if step in self.pages and (self.verbose or self.profile):
                click.echo(self._pages(step), err=True)

    def _pages(self, step: str) -> str:
        done = self.pages[step]
        counts = {"rows": done.rows, "set": done.rows - done.kept, "kept": done.kept, "tasks": done.tasks}
        return text("pages-set", self.language, file=step, **{name: f"{n:,}" for name, n in counts.items()})
