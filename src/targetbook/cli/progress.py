"""How far a build is: one line that moves on a terminal, a line a part elsewhere; and where its time went."""

import os
import sys
import time
from collections.abc import Iterator
from types import TracebackType

import click
from rich.console import Console, RenderableType
from rich.progress import BarColumn, ProgressColumn, Task, TextColumn
from rich.progress import Progress as Bar
from rich.table import Column
from rich.text import Text

from targetbook.build import Progress
from targetbook.cli.console import amount_of, text

WIDE = 72
"""Columns of a terminal that has room for a bar, and for what came from the cache."""


class Shown:
    """What a build tells of itself while it runs and when it is done, on stderr."""

    def __init__(self, language: str, *, quiet: bool, verbose: bool, profile: bool, color: str = "auto") -> None:
        self.language, self.verbose, self.profile = language, verbose, profile
        is_followed = _is_followed()
        self.has_lines = not quiet and not is_followed
        console = Console(stderr=True, no_color=True if color == "never" else None)
        self.is_wide = console.width >= WIDE
        columns = _columns(self.is_wide, language)
        self.bar = Bar(*columns, console=console, transient=True, disable=quiet or not is_followed)
        self.task = self.bar.add_task("", total=None, told="", ends=None)
        self.step, self.label = "", ""
        self.began = self.step_began = time.monotonic()
        self.took: dict[str, float] = {}
        self.pages: dict[str, Progress] = {}
        self.done = 0

    def __enter__(self) -> "Shown":
        self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_phase("")
        self.bar.stop()
        if kind is None:
            for line in self._summary():
                click.echo(line, err=True)

    def begin(self, step: str) -> None:
        """A step begins, and the one before it has ended: `check`, a layout's name, an output's, `write`."""
        self._end_phase(_name(step, self.language))
        self.step, self.step_began, self.done = step, self.began, 0
        self.bar.reset(self.task, total=None, description=self.label, told="", ends=None)

    def tell(self, progress: Progress) -> None:
        """How far the pages of this step's output are."""
        self.pages[self.step] = progress
        self.label = text("step-set", self.language, file=self.step)
        is_done = progress.done == progress.rows
        if is_done:
            self._end_phase(text("step-join", self.language, file=self.step))
        ends = None if is_done else self._ends(progress)
        self.bar.update(
            self.task,
            description=self.label if is_done else self.step,
            total=progress.rows - progress.kept,
            completed=progress.done - progress.kept,
            told="" if is_done else self._told(progress, self.is_wide),
            ends=ends,
        )
        if self.has_lines and progress.tasks and self.done < progress.done and not (is_done and progress.tasks == 1):
            left = [] if ends is None else [_left(ends, self.language)]
            click.echo(f"{self.step}: {' · '.join([self._told(progress, True), *left])}", err=True)
        self.done = progress.done

    def _end_phase(self, label: str) -> None:
        """The phase of this name begins now; what the one before it took is noted."""
        now = time.monotonic()
        if self.label:
            self.took[self.label] = self.took.get(self.label, 0) + now - self.began
        self.label, self.began = label, now

    def _ends(self, progress: Progress) -> float | None:
        """When the pages will be set, should the rest go as what was set till now."""
        now, done = time.monotonic(), progress.done - progress.kept
        return now + (now - self.step_began) / done * (progress.rows - progress.done) if done > 0 else None

    def _told(self, progress: Progress, is_whole: bool) -> str:
        told = [text("pages-done", self.language, done=f"{progress.done:,}", rows=f"{progress.rows:,}")]
        if progress.kept and is_whole:
            told.append(text("pages-kept", self.language, n=f"{progress.kept:,}"))
        return " · ".join(told)

    def _summary(self) -> Iterator[str]:
        if self.verbose or self.profile:
            yield from (self._pages(file, done) for file, done in self.pages.items())
        if self.profile:
            yield from (f"{seconds:8.2f} s  {label}" for label, seconds in self.took.items())
            yield f"{sum(self.took.values()):8.2f} s  {text('step-all', self.language)}"

    def _pages(self, file: str, done: Progress) -> str:
        if done.rows == 1:
            return text("pages-whole", self.language, file=file)
        counts = {"rows": done.rows, "set": done.rows - done.kept, "kept": done.kept}
        parts = amount_of("part", done.tasks, self.language)
        return text(
            "pages-set", self.language, file=file, parts=parts, **{name: f"{n:,}" for name, n in counts.items()}
        )


def _is_followed() -> bool:
    """Whether a person looks on, at a terminal that can write over its line; a CI job may have one and keep all as lines."""
    is_job = os.environ.get("CI", "").lower() not in ("", "0", "false")
    return sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown") and not is_job


def _name(step: str, language: str) -> str:
    """A step in words: `check` and `write`, the name of an output, or of a layout that is rendered."""
    if step in ("check", "write"):
        return text(f"step-{step}", language)
    return step if "." in step else text("step-layout", language, layout=step)


def _left(ends: float, language: str) -> str:
    """How long it is until a moment: 0:12, 1:05:00."""
    minutes, seconds = divmod(max(round(ends - time.monotonic()), 1), 60)
    hours, minutes = divmod(minutes, 60)
    told = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return text("pages-left", language, time=told)


def _columns(is_wide: bool, language: str) -> Iterator[ProgressColumn]:
    yield TextColumn("{task.description}", table_column=Column(no_wrap=True), markup=False)
    if is_wide:
        yield _Share(bar_width=24)
    yield TextColumn("{task.fields[told]}", table_column=Column(no_wrap=True), markup=False)
    yield _TimeLeft(language)


class _Share(BarColumn):
    """A bar, where it is known of how much."""

    def render(self, task: Task) -> RenderableType:  # type: ignore[override]
        return super().render(task) if task.fields["told"] else Text("")


class _TimeLeft(ProgressColumn):
    """The time until all pages are set."""

    def __init__(self, language: str) -> None:
        super().__init__(Column(no_wrap=True))
        self.language = language

    def render(self, task: Task) -> Text:
        ends = task.fields["ends"]
        is_known = ends is not None and ends > time.monotonic()
        return Text(_left(ends, self.language) if is_known else "")
