"""`check --fix` and `check --diff`: fixes written into the book's files, or shown."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from targetbook.check import Memory, Selection, check_book
from targetbook.check.mending import Mended, diff_of, mend_book, write_mended
from targetbook.cli.console import amount_of, fail, text
from targetbook.problems import Problem, Severity, at_least
from targetbook.taxonomy import BUILT_IN

IsAsked = Callable[[str], bool]
"""Whether a file of the book is among those that the command line names."""


@dataclass(frozen=True, slots=True)
class Mending:
    """What is to be mended: findings of the chosen rules, in the files that are asked for, that weigh enough to be shown."""

    selection: Selection
    taxonomy: str | None
    is_asked: IsAsked
    severity: Severity
    unsafe: bool


def mended(root: Path, mending: Mending) -> Mended:
    """The book with the fixes of what is to be mended; nothing is written."""
    memory = Memory()
    taxonomy = mending.taxonomy

    def check(folder: Path) -> list[Problem]:
        found = check_book(folder, mending.selection, taxonomy=taxonomy, memory=memory).problems
        return [each for each in at_least(found, mending.severity) if mending.is_asked(each.place.file)]

    return mend_book(root, check, mending.unsafe, also=[taxonomy] if taxonomy and taxonomy not in BUILT_IN else [])


def show(root: Path, done: Mended) -> None:
    """Print what would change."""
    click.echo(diff_of(root, done), nl=False)


def write(root: Path, done: Mended, language: str) -> None:
    """Write what changes, and say on stderr how much it was."""
    try:
        write_mended(root, done)
    except OSError as error:
        fail(text("cannot-write-file", language, file=str(error.filename), reason=error.strerror or str(error)))
    if done.applied:
        values = {name: amount_of(name, n, language) for name, n in _amounts(done).items()}
        click.echo(text("mended", language, **values), err=True)
    if done.refused:
        click.echo(text("mend-refused", language, n=str(len(done.refused))), err=True)
    if done.unsettled:
        click.echo(text("mend-unsettled", language, codes=", ".join(done.unsettled)), err=True)


def _amounts(done: Mended) -> dict[str, int]:
    return {"finding": len(done.applied), "file": len(done.files)}
