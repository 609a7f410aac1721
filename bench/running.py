"""One run: each size on a ground of its own, each step beside the others, so that all see the same machine."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import psutil

from bench import check, diff, writers
from bench.ground import Ground
from bench.measuring import LONGEST, measured
from bench.results import Missing, Outcome, Results, Sameness, Size, Taken
from bench.rivals.table import table_of
from bench.sameness import pages_of, sameness_of
from bench.steps import TARGETBOOK, WATCH, Step, edit_step, own_steps, reading_steps, rival_steps
from bench.versions import versions
from bench.watching import watched

NEEDED = ("cold", "html", "docx")
"""What the others and the comparison are made from: without it there is no use in going on."""
LONG = 20.0  # seconds; what takes longer is done once
LARGE = 1000  # projects; what is timed within one process is done once in a larger book
TIRED = 300.0  # seconds to wait for the watcher
PATIENT = 400.0  # seconds to wait for the others; LibreOffice took 2,130 for the Word file of 1,000 projects

Report = Callable[[str], None]


def run(sizes: Iterable[int], rivals_to: int, rounds: int, report: Report) -> Iterator[Results]:
    """Measure books of several sizes, from small to large, and give all that is known after each.

    Args:
        rivals_to: the largest book that the others are asked to set: some need more memory than a machine has.
        rounds: how often each step is done, unless it is long; the least time counts.
        report: called with each line of progress.
    """
    results = Results(os.cpu_count() or 1, psutil.virtual_memory().total, rounds, versions(), ())
    for projects in sorted(sizes):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            size = _size(Ground(Path(folder), projects), projects <= rivals_to, rounds, report)
        results = replace(results, sizes=(*results.sizes, size))
        yield results


def _size(ground: Ground, with_rivals: bool, rounds: int, report: Report) -> Size:
    """Every step on one ground, in an order in which each finds what it needs."""
    steps: dict[str, Outcome] = {}

    def note(name: str, outcome: Outcome) -> None:
        steps[name] = outcome
        report(f"{ground.projects:6} projects  {name:12} {told(outcome)}")

    ground.make()
    for step in own_steps(ground):
        note(step.name, _taken(step, ground, rounds))
    _stop_without(steps)
    shutil.copy(ground.outputs / "list.pdf", ground.parts)
    table = table_of(ground.outputs / "list.html")
    ground.table.write_text(json.dumps(table, ensure_ascii=False), "utf-8")
    for step in rival_steps(ground) if with_rivals else []:
        note(step.name, _taken(step, ground, rounds, PATIENT))
    note("edit", _taken(edit_step(ground), ground, rounds))
    note("watch", watched(ground, (*TARGETBOOK, *WATCH), rounds, TIRED))
    for step in reading_steps(ground):
        note(step.name, _taken(step, ground, rounds))
    return Size(ground.projects, _indicators(table), steps, _within(ground, rounds), _sameness(ground))


def _stop_without(steps: Mapping[str, Outcome]) -> None:
    for name in NEEDED:
        if isinstance(outcome := steps[name], Missing):
            raise click.ClickException(f"targetbook does not build the book ({name}): {outcome.missing}")


def told(outcome: Outcome) -> str:
    """An outcome in a line of progress."""
    if isinstance(outcome, Missing):
        return outcome.missing
    return f"{outcome.seconds:8.2f} s {outcome.memory / 1e6:7.0f} MB"


def _taken(step: Step, ground: Ground, rounds: int, longest: float = LONGEST) -> Outcome:
    """The least time of a few rounds, and the most memory."""
    best: Taken | None = None
    for _ in range(rounds):
        step.before()
        outcome = measured(step.command, ground.book, ground.environment, longest)
        if isinstance(outcome, Missing):
            return outcome
        best = _better(best, outcome)
        if outcome.seconds > LONG:
            break
    assert best is not None
    return best if step.makes is None else _with_file(best, step.makes)


def _better(best: Taken | None, other: Taken) -> Taken:
    if best is None:
        return other
    most = {"memory": max(best.memory, other.memory), "worker": max(best.worker, other.worker)}
    return replace(best, seconds=min(best.seconds, other.seconds), **most)


def _with_file(taken: Taken, file: Path) -> Outcome:
    if not file.exists():
        return Missing("ended without a file")  # Chromium does where a page is too large for it
    return replace(taken, size=file.stat().st_size, pages=pages_of(file) if file.suffix == ".pdf" else 0)


def _within(ground: Ground, rounds: int) -> dict[str, float]:
    """Seconds of checking, comparing and writing Word within this process, over the book with one record changed."""
    os.environ["XDG_CACHE_HOME"] = str(ground.cache)
    rounds = rounds if ground.projects <= LARGE else 1
    files = sorted(ground.book.rglob("*.yaml"))
    return (
        check.measured(ground.book, files, rounds)
        | diff.measured(ground.book, rounds)
        | writers.measured(ground.book, rounds, writers.HELD)
    )


def _sameness(ground: Ground) -> Sameness | None:
    return sameness_of(ground.parts, ground.one) if ground.one.exists() else None


def _indicators(table: dict[str, Any]) -> int:
    return sum(len(project["indicators"]) for unit in table["units"] for project in unit["projects"])
