"""`targetbook check`: what is wrong in the book's files, and what a reviewer would ask."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import click

from targetbook.build import Wanted, output_findings
from targetbook.check import Checked, Selection, check_book, stored_memory
from targetbook.check.text import NARROW, WIDTH
from targetbook.cli.console import (
    BARS,
    ERRORS,
    book_option,
    color_option,
    fail,
    find_book,
    language_of,
    language_option,
    print_problems,
    reader_of,
    text,
    wants_color,
)
from targetbook.cli.mending import IsAsked, Mending, mended, show, write
from targetbook.cli.record import checked_record
from targetbook.cli.reporting import FORMATS, Report, reported, statistics_of
from targetbook.cli.selecting import (
    own_rules,
    rules_option,
    selection_of,
    selection_options,
    taxonomy_of,
    taxonomy_option,
)
from targetbook.layout import templates_of
from targetbook.problems import Severity, at_least, in_order

STDIN = "-"
COUNTED = ("text", "concise", "json")
"""The formats that `--statistics` has."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, type=click.Path(exists=True, allow_dash=True, path_type=Path))
@selection_options
@click.option("--severity", type=BARS, default="advice", help="The least that is shown (default: advice, all of it).")
@click.option("--fail-on", type=BARS, default="error", help="The least that makes the exit code 1 (default: error).")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option("--fix", is_flag=True, help="Write the safe fixes into the files, then tell what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also fixes that a person should look at.")
@click.option("--diff", is_flag=True, help="Write nothing; show what --fix would change, and exit 1 if anything would.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to report.")
@click.option("--statistics", is_flag=True, help="Count the findings by rule instead of showing them.")
@click.option("--output", type=click.Path(dir_okay=False, allow_dash=True), default="-", help="File to report to.")
@click.option("-v", "--verbose", is_flag=True, help="Tell too what rules could not tell, and why.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@taxonomy_option
@rules_option
@click.option("--stdin-filename", metavar="FILE", help="Which file of the book standard input (PATH -) stands for.")
@book_option
@language_option
@color_option
def command(
    paths: Sequence[Path],
    select: Sequence[str],
    extend_select: Sequence[str],
    ignore: Sequence[str],
    severity: str,
    fail_on: str,
    exit_zero: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    form: str,
    statistics: bool,
    output: str,
    verbose: bool,
    quiet: bool,
    taxonomy: str | None,
    modules: Sequence[Path],
    stdin_filename: str | None,
    book: Path | None,
    ui_lang: str | None,
    color: str,
) -> None:
    """Tell what is wrong in the book's files, and what a reviewer would ask: all of it in one run, each with its place.

    PATH… limits what is shown to some files or folders; the whole book is read all the same, as its totals need it.
    With - one record is read from standard input, by the languages, sources, kinds and rules of the book.
    """
    language = language_of(ui_lang)
    named = [path for path in (*paths, *([Path(stdin_filename)] if stdin_filename else [])) if path != Path(STDIN)]
    root = find_book(book, language, named)
    _refuse_outside(root, named, language)
    if Path(STDIN) in paths and (len(paths) > 1 or fix or diff or taxonomy):
        raise click.UsageError("- reads one record from standard input: no other path, --fix, --diff or --taxonomy")
    if stdin_filename and Path(STDIN) not in paths:
        raise click.UsageError("--stdin-filename goes with -, which reads a record from standard input")
    if statistics and form not in COUNTED:
        raise click.UsageError(f"--statistics has the formats {', '.join(COUNTED)}")
    with own_rules(modules, language):
        selection = selection_of(select, extend_select, ignore, language)
        frame = taxonomy_of(taxonomy, root, language)
        mending = Mending(selection, frame, _is_asked(root, paths), Severity(severity), unsafe_fixes)
        if diff:
            done = mended(root, mending)
            show(root, done)
            whole = check_book(root, selection, taxonomy=frame, memory=stored_memory(root))
            told = (each for each in at_least(whole.problems, Severity.ERROR) if mending.is_asked(each.place.file))
            unread = [each for each in told if each.code.startswith(FILES)]
            print_problems(unread, root, language, color=wants_color(color), err=True)  # nothing in them can be mended
            raise SystemExit(ERRORS if (done.files or unread) and not exit_zero else 0)
        if fix:
            write(root, mended(root, mending), language)
        one = paths == (Path(STDIN),)
        looked = _record(root, stdin_filename, selection) if one else _book(root, paths, selection, frame)
        found = looked.checked
        shown = at_least(found.problems, Severity.ERROR if quiet else Severity(severity))
        report = Report(
            replace(found, problems=tuple(shown)),
            found.problems,
            root,
            language,
            looked.read_text,
            color=color == "always" or (output == STDIN and wants_color(color)),
            width=_width() if output == STDIN else WIDTH,
            unsafe=unsafe_fixes,
            verbose=verbose,
            quiet=quiet,
        )
        _write(statistics_of(report, form) if statistics else reported(report, form), output, language)
    raise SystemExit(ERRORS if at_least(found.problems, Severity(fail_on)) and not exit_zero else 0)


FILES = "SRC"
"""The family of findings that keep a file from being read."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found where it was looked for, and the text of the files for excerpts."""

    checked: Checked
    read_text: Callable[[str], str | None]


def _book(root: Path, paths: Sequence[Path], selection: Selection, taxonomy: str | None) -> _Looked:
    checked = check_book(root, selection, taxonomy=taxonomy, memory=stored_memory(root))
    book = checked.book
    unprintable = output_findings(book, templates_of(root), Wanted()) if book is not None else []
    is_asked = _is_asked(root, paths)
    problems = in_order(each for each in (*checked.problems, *unprintable) if is_asked(each.place.file))
    deferred = tuple(each for each in checked.deferred if is_asked(each.place.file))
    return _Looked(Checked(book, problems, deferred), reader_of(root))


def _record(root: Path, name: str | None, selection: Selection) -> _Looked:
    data = sys.stdin.buffer.read()
    checked = checked_record(data, root, name, selection)
    return _Looked(Checked(None, checked.problems, checked.deferred), lambda file: data.decode("utf-8", "replace"))


def _refuse_outside(root: Path, paths: Iterable[Path], language: str) -> None:
    """A path that is no part of the book is a slip: nothing would ever be found there."""
    base = os.path.realpath(root)
    for path in paths:
        whole = Path(os.path.realpath(path))
        if not whole.is_relative_to(base) and not Path(base).is_relative_to(whole):
            fail(text("outside-book", language, path=str(path), book=base))


def _is_asked(root: Path, paths: Sequence[Path]) -> IsAsked:
    """Whether a file is one of those, or in one of the folders, that were asked for: all are where none was."""
    asked = [os.path.realpath(path) for path in paths]

    @cache
    def is_asked(file: str) -> bool:
        path = Path(os.path.realpath(root / file))
        return not asked or any(path.is_relative_to(each) for each in asked)

    return is_asked


def _width() -> int:
    """Cells of a line: the terminal's, within what is still good to read."""
    if not sys.stdout.isatty():
        return WIDTH
    return min(max(shutil.get_terminal_size((WIDTH, 24)).columns, NARROW), WIDTH)


def _write(said: str, output: str, language: str) -> None:
    try:
        if output == STDIN:
            click.echo(said, nl=False, color=True)  # it was coloured as asked
            return
        # as on a terminal, for names that are no text
        Path(output).write_text(said, "utf-8", errors="backslashreplace")
    except BrokenPipeError:
        raise  # whoever reads has read enough
    except OSError as error:
        fail(text("cannot-write-file", language, file=output, reason=error.strerror or str(error)))
