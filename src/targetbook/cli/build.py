"""`targetbook build`: the outputs of the book."""

from contextlib import closing
from pathlib import Path

import click

from targetbook.build import (
    EXECUTORS,
    DaskMissing,
    EngineMissing,
    OtherEdition,
    OutputError,
    Wanted,
    WorkerLost,
    Workers,
    build,
)
from targetbook.check import stored_memory
from targetbook.cli.console import (
    BARS,
    ERRORS,
    book_option,
    color_option,
    counted,
    fail,
    find_book,
    language_of,
    language_option,
    print_problems,
    text,
    wants_color,
)
from targetbook.cli.progress import Shown
from targetbook.kept import NOTHING_KEPT, user_cache
from targetbook.layout import templates_of
from targetbook.model.book_fields import FORMATS, SETTINGS
from targetbook.problems import Severity, at_least

FAILURES = (OutputError, EngineMissing, WorkerLost, DaskMissing, OtherEdition)
"""What keeps a build from being made, and is no fault of the book's."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--layout", "layouts", multiple=True, metavar="NAME", help="A layout (default: the book's outputs).")
@click.option("--format", "formats", multiple=True, type=click.Choice(list(FORMATS)), help="A format.")
@click.option("--setting", "settings", multiple=True, type=click.Choice(list(SETTINGS)), help="A bilingual setting.")
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help="Folder to write to (default: build/)."
)
@click.option("--fail-on", type=BARS, default="error", help="The least finding that stops the build (default: error).")
@click.option("--no-check", is_flag=True, help="Print a book that the rules refuse; the pages say so.")
@click.option(
    "--executor",
    type=click.Choice(EXECUTORS),
    default="processes",
    help="Who sets the pages of a PDF (default: processes).",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    envvar="TARGETBOOK_JOBS",
    help="Parts of a PDF set at once (default: by cores and memory; TARGETBOOK_JOBS).",
)
@click.option("--scheduler", metavar="ADDRESS", help="The Dask scheduler of --executor dask, tcp://…")
@click.option("--no-cache", is_flag=True, help="Set every page anew, and keep none.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say how many pages were set, and how many kept ones served again.")
@click.option("--profile", is_flag=True, help="Say where the time went.")
@book_option
@language_option
@color_option
def command(
    layouts: tuple[str, ...],
    formats: tuple[str, ...],
    settings: tuple[str, ...],
    output: Path | None,
    fail_on: str,
    no_check: bool,
    executor: str,
    jobs: int | None,
    scheduler: str | None,
    no_cache: bool,
    quiet: bool,
    verbose: bool,
    profile: bool,
    book: Path | None,
    ui_lang: str | None,
    color: str,
) -> None:
    """Write the book's outputs to build/.

    Nothing named means what `outputs` of targetbook.yaml say, with book.json and the two CSV files. Errors stop the build
    and leave the last good outputs in place.
    """
    language = language_of(ui_lang)
    root = find_book(book, language)
    _refuse_unknown_layouts(layouts, root, language)
    if scheduler and executor != "dask":
        fail(text("no-scheduler", language, executor=executor))
    folder = output or root / "build"
    wanted = Wanted(layouts, formats, settings)
    shown = Shown(language, quiet=quiet, verbose=verbose, profile=profile, color=color)
    workers = Workers(executor, jobs or 0, scheduler)
    kept = NOTHING_KEPT if no_cache else user_cache()
    try:
        with shown, closing(workers):
            built = build(
                root,
                folder,
                wanted,
                checked=not no_check,
                fail_on=Severity(fail_on),
                memory=None if no_cache else stored_memory(root),
                workers=workers,
                kept=kept,
                report=shown.begin,
                tell=shown.tell,
            )
    except FAILURES as error:
        fail(failure_of(error, language))
    stopped = at_least(built.problems, Severity(fail_on))
    print_problems(stopped, root, language, color=wants_color(color), err=True)
    if built.problems and (stopped or not quiet):
        counts = counted(built.problems, language)
        click.echo(counts if stopped else text("seen-by-check", language, counts=counts), err=True)
    if verbose and built.files and shown.step == "check":
        click.echo(text("build-same", language), err=True)
    if kept.refusals and not quiet:
        click.echo(text("nothing-kept", language, folder=str(kept.folder), reason=kept.refusals[0]), err=True)
    for name in () if quiet else built.files:
        click.echo(_shown(folder / name))
    raise SystemExit(ERRORS if stopped else 0)


def failure_of(error: Exception, language: str) -> str:
    """What kept a build from being made, in a sentence; the last good outputs are in place."""
    match error:
        case OutputError():
            return text("cannot-write", language, file=error.file, reason=error.reason)
        case EngineMissing():
            return text("no-engine", language, reason=" ".join(str(error).split()))
        case WorkerLost():
            return text("worker-lost", language, file=str(error))
        case DaskMissing():
            return text("no-dask", language, reason=str(error))
        case _:
            return text("other-edition", language)


def _refuse_unknown_layouts(names: tuple[str, ...], root: Path, language: str) -> None:
    """A slip on the command line is wrong use, and no fault of the book."""
    known = templates_of(root).layouts()
    for name in names:
        if name not in known:
            fail(text("no-layout", language, layout=name, known=", ".join(known)))


def _shown(path: Path) -> str:
    """A path as a person would type it here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
