"""What `watch` and `serve` share: their options, a build after each burst of changes, and the line that tells of it."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from targetbook.build import (
    Built,
    OutputError,
    Wanted,
    WorkerLost,
    Workers,
    build,
)
from targetbook.check import Memory, stored_memory
from targetbook.cli.build import FAILURES, failure_of
from targetbook.cli.build import command as build_command
from targetbook.cli.console import (
    amount_of,
    counted,
    fail,
    find_book,
    language_of,
    print_problems,
    text,
    wants_color,
)
from targetbook.cli.progress import Shown
from targetbook.cli.watching import changes
from targetbook.kept import NOTHING_KEPT, Kept, user_cache
from targetbook.problems import Problem, Severity, at_least

F = TypeVar("F", bound=Callable[..., Any])

_SHARED = (
    *("layouts", "formats", "settings", "output", "fail_on", "no_check"),
    *("executor", "jobs", "scheduler", "no_cache"),
    *("book", "ui_lang", "color"),
)
BUILD_OPTIONS: list[click.Parameter] = [option for option in build_command.params if option.name in _SHARED]
"""The options of `build` that say what is built, by whom, and how it is told."""
_NAMED = 3  # changed files that a line names


def poll_option(command: F) -> F:
    """`--poll`, for where the system tells of no changes."""
    return click.option("--poll", is_flag=True, help="Look for changes, for a drive that tells of none (network).")(
        command
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What is built again and again, by whom, and how it is told."""

    root: Path
    output: Path
    wanted: Wanted
    checked: bool
    fail_on: Severity
    workers: Workers
    kept: Kept
    poll: bool
    language: str
    color: bool


def asked(
    layouts: Sequence[str],
    formats: Sequence[str],
    settings: Sequence[str],
    output: Path | None,
    fail_on: str,
    no_check: bool,
    executor: str,
    jobs: int | None,
    scheduler: str | None,
    no_cache: bool,
    poll: bool,
    book: Path | None,
    ui_lang: str | None,
    color: str,
) -> Asked:
    """What the options ask for; ends the command where there is no book."""
    language = language_of(ui_lang)
    root = find_book(book, language)
    return Asked(
        root=root,
        output=output or root / "build",
        wanted=Wanted(layouts, formats, settings),
        checked=not no_check,
        fail_on=Severity(fail_on),
        workers=Workers(executor, jobs or 0, scheduler),
        kept=NOTHING_KEPT if no_cache else user_cache(),
        poll=poll,
        language=language,
        color=wants_color(color),
    )


@dataclass(frozen=True, slots=True)
class Attempt:
    """One build: the files that changed before it, what came of it, and how many seconds it took.

    `stopping` are the findings for which nothing was written; `failure` says why there was no build that could tell any.
    """

    changed: tuple[str, ...]
    built: Built
    stopping: tuple[Problem, ...]
    failure: str
    seconds: float

    @property
    def is_good(self) -> bool:
        return not self.stopping and not self.failure


def attempts(wish: Asked) -> Iterator[Attempt]:
    """A build now, and one after each burst of changes, for ever: one process, so that what was loaded and read stays.

    Raises:
        OSError: the book's folders cannot be watched.
    """
    memory = stored_memory(wish.root)
    with closing(wish.workers):
        for changed in changes(wish.root, wish.output, poll=wish.poll):
            yield _attempt(wish, changed, memory)


def _attempt(wish: Asked, changed: tuple[str, ...], memory: Memory) -> Attempt:
    began, built, failure = time.monotonic(), Built({}, ()), ""
    try:
        built = _built(wish, memory, changed)
    except (OutputError, WorkerLost) as error:
        failure = failure_of(error, wish.language)
        if isinstance(error, WorkerLost):
            wish.workers.close()  # the next build begins with new ones
    except FAILURES as error:
        fail(failure_of(error, wish.language))
    except Exception as error:  # a fault, or a file that moved under the build, must not end the watch
        if os.environ.get("TARGETBOOK_DEBUG"):
            raise
        failure = text("fault", wish.language, what=" ".join(f"{type(error).__name__}: {error}".split()))
    stopping = tuple(at_least(built.problems, wish.fail_on))
    return Attempt(changed, built, stopping, failure, time.monotonic() - began)


def _built(wish: Asked, memory: Memory, changed: tuple[str, ...]) -> Built:
    with Shown(wish.language, quiet=False, verbose=False, profile=False) as shown:
        return build(
            wish.root,
            wish.output,
            wish.wanted,
            checked=wish.checked,
            fail_on=wish.fail_on,
            memory=memory,
            workers=wish.workers,
            kept=wish.kept,
            looks_back=not changed,
            report=shown.begin,
            tell=shown.tell,
        )


def tell(attempt: Attempt, wish: Asked) -> None:
    """The findings that stopped a build, as `check` shows them, and one line that tells what came of it."""
    print_problems(attempt.stopping, wish.root, wish.language, color=wish.color)
    sign = click.style("✓", fg="green") if attempt.is_good else click.style("✗", fg="red")
    click.echo(f"{time.strftime('%H:%M:%S')} {sign} {_told(attempt, wish.language)}", color=wish.color)


def _told(attempt: Attempt, language: str) -> str:
    seconds, files = f"{attempt.seconds:.1f}", amount_of("file", len(attempt.built.files), language)
    if attempt.failure:
        said = attempt.failure
    elif attempt.stopping:
        said = text("not-rebuilt", language, seconds=seconds, counts=counted(attempt.built.problems, language))
    elif attempt.built.problems:
        counts = counted(attempt.built.problems, language)
        said = text("rebuilt-with", language, files=files, seconds=seconds, counts=counts)
    else:
        said = text("rebuilt", language, files=files, seconds=seconds)
    return (
        text("after-change", language, changed=_named(attempt.changed, language), said=said)
        if attempt.changed
        else said
    )


def _named(files: Sequence[str], language: str) -> str:
    shown = (", " if language == "en" else "、").join(files[:_NAMED])
    more = len(files) - _NAMED
    return text("and-more", language, files=shown, n=str(more)) if more > 0 else shown


@contextmanager
def until_interrupted(language: str) -> Iterator[None]:
    """Ctrl-C is how watching ends, and no fault."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(text("watch-ended", language))
    except BrokenPipeError:
        raise  # whoever reads has read enough
    except OSError as error:
        fail(text("cannot-watch", language, reason=error.strerror or str(error)))
