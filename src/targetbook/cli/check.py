"""`targetbook check`: what is wrong in the book's files."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

import click

from targetbook.build import Wanted, output_findings
from targetbook.check import check_book
from targetbook.check.text import report
from targetbook.cli.console import (
    amount_of,
    book_option,
    color_option,
    counted,
    exit_code,
    fail,
    find_book,
    language_of,
    language_option,
    reader_of,
    text,
    wants_color,
)
from targetbook.cli.record import record_problems
from targetbook.layout import templates_of
from targetbook.messages import say
from targetbook.model import Book
from targetbook.problems import Problem, Severity, in_order
from targetbook.totals import book_totals

STDIN = "-"
SCHEMA = 1


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@click.option("--output", type=click.Path(dir_okay=False, allow_dash=True), default="-", help="File to report to.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("--stdin-filename", metavar="FILE", help="Which file of the book standard input (PATH -) stands for.")
@book_option
@language_option
@color_option
def command(
    paths: Sequence[Path],
    form: str,
    output: str,
    quiet: bool,
    stdin_filename: str | None,
    book: Path | None,
    ui_lang: str | None,
    color: str,
) -> None:
    """Tell what is wrong in the book's files: all of it in one run, each with file, line and column.

    PATH… limits what is shown to some files or folders; the whole book is read all the same, as its totals need it.
    With - one record is read from standard input, by the languages, sources and kinds of the book.
    """
    language = language_of(ui_lang)
    root = find_book(book, language)
    if Path(STDIN) in paths and len(paths) > 1:
        raise click.UsageError("- reads one record from standard input, and stands alone")
    looked = _record(root, stdin_filename) if paths == (Path(STDIN),) else _book(root, paths)
    shown = [problem for problem in looked.problems if not quiet or problem.severity is Severity.ERROR]
    if form == "json":
        said = json.dumps(report_json(shown, language), ensure_ascii=False, indent=1) + "\n"
    else:
        coloured = color == "always" or (output == STDIN and wants_color(color))
        said = report(shown, language, looked.read_text, coloured) + ("" if quiet else _summary(looked, language))
    _write(said, output, language)
    raise SystemExit(exit_code(looked.problems))


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was looked at: its findings, the text of its files for excerpts, and the book where it was read whole."""

    problems: Sequence[Problem]
    read_text: Callable[[str], str | None]
    book: Book | None = None


def _book(root: Path, paths: Sequence[Path]) -> _Looked:
    checked = check_book(root)
    book = checked.book
    unprintable = output_findings(book, templates_of(root), Wanted()) if book is not None else []
    found = in_order([*checked.problems, *unprintable])
    problems = [problem for problem in found if _is_under(problem, root, paths)]
    return _Looked(problems, reader_of(root), book)


def _record(root: Path, name: str | None) -> _Looked:
    data = sys.stdin.buffer.read()
    return _Looked(record_problems(data, root, name), lambda file: data.decode("utf-8", "replace"))


def _summary(looked: _Looked, language: str) -> str:
    """One line: how many findings there are or, where there are none, what was read; nothing about a record alone."""
    book = looked.book
    if looked.problems:
        return counted(looked.problems, language) + "\n"
    if book is None:
        return ""
    totals = book_totals(book)
    amount = book.money.printed(totals.total or Decimal(0))
    projects = amount_of("project", totals.projects, language)
    indicators = amount_of("indicator", totals.indicators, language)
    values = {"projects": projects, "indicators": indicators, "total": amount, "unit": book.money.unit}
    return text("all-well", language, **values) + "\n"


def _write(said: str, output: str, language: str) -> None:
    if output == STDIN:
        click.echo(said, nl=False, color=True)  # it was coloured as asked
        return
    try:
        Path(output).write_text(said, "utf-8")
    except OSError as error:
        fail(text("cannot-write-file", language, file=output, reason=error.strerror or str(error)))


def report_json(problems: Iterable[Problem], language: str) -> dict[str, object]:
    """The findings as data: versions of tool and shape, each finding, counts by severity."""
    found = list(problems)
    counts = {severity.value: sum(problem.severity is severity for problem in found) for severity in Severity}
    findings = [finding_json(problem, language) for problem in found]
    return {"version": version("targetbook"), "schema": SCHEMA, "findings": findings, "counts": counts}


def finding_json(problem: Problem, language: str) -> dict[str, object]:
    """One finding, with what is wrong and what would be right in the language of messages."""
    message = say(problem, language)
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "record": problem.record or None,
        "field": problem.field or None,
        "message": message.says,
        "mend": message.mend or None,
        "fix": None,
    }


def _is_under(problem: Problem, root: Path, paths: Sequence[Path]) -> bool:
    file = Path(os.path.realpath(root / problem.place.file))
    return not paths or any(file.is_relative_to(os.path.realpath(path)) for path in paths)
