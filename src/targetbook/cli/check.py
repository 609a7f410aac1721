"""`targetbook check`: what is wrong in the book's files."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path, PurePosixPath

import click

from targetbook.check import check_book
from targetbook.check.text import report
from targetbook.cli.console import (
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
from targetbook.messages import say
from targetbook.model import BOOK_FILE, UNIT_FILE, Book, open_book
from targetbook.model.book_fields import BOOK_FIELDS, UNIT_FIELDS, default_sources
from targetbook.model.composites import RecordShape
from targetbook.model.fields import FundingShape, project_shape
from targetbook.model.shapes import Reading
from targetbook.problems import Problem, Severity, in_order
from targetbook.source import parse_yaml
from targetbook.totals import book_totals

STDIN = "-"
SCHEMA = 1


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
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
    if paths == (Path(STDIN),):
        found, problems, reader = None, *_stdin_problems(root, stdin_filename)
    else:
        checked = check_book(root)
        found = checked.book
        problems = [problem for problem in checked.problems if _is_under(problem, root, paths)]
        reader = reader_of(root)
    shown = [problem for problem in problems if problem.severity is Severity.ERROR] if quiet else problems
    if form == "json":
        said = json.dumps(report_json(shown, language), ensure_ascii=False, indent=1) + "\n"
    else:
        said = report(shown, language, reader, wants_color(color) and (output == STDIN or color == "always"))
        said += "" if quiet else _summary(problems, found, language)
    _write(said, output, language, wants_color(color))
    raise SystemExit(exit_code(problems))


def _summary(problems: Sequence[Problem], book: Book | None, language: str) -> str:
    """One line: how many findings there are or, where there are none, what was read."""
    if problems:
        return counted(problems, language) + "\n"
    if book is None:
        return ""
    totals = book_totals(book)
    amount = f"{totals.total or 0:,.{book.money.decimals}f}"
    values = {"projects": str(totals.projects), "indicators": str(totals.indicators), "total": amount}
    return text("all-well", language, **values, unit=book.money.unit) + "\n"


def _stdin_problems(root: Path, name: str | None) -> tuple[Sequence[Problem], Callable[[str], str | None]]:
    """What is wrong in the record on standard input, and the reader of its text for excerpts."""
    data = sys.stdin.buffer.read()
    file = _in_book(root, name) if name else "targets/-/-.yaml"
    problems: list[Problem] = []
    if (node := parse_yaml(data, file, problems)) is not None:
        book = open_book(root).book
        unit, record = PurePosixPath(file).parent.name, PurePosixPath(file).stem
        reading = Reading(problems, record=unit if record == Path(UNIT_FILE).stem else f"{unit}/{record}")
        if book is not None:
            reading = Reading(problems, book.languages, book.money, book.taxonomy, reading.record)
        _shape(file, book, unit, record).read(node, reading, "")
    return in_order(problems), lambda file: data.decode("utf-8", "replace")


def _shape(file: str, book: Book | None, unit: str, record: str) -> RecordShape:
    match PurePosixPath(file).name:
        case name if name == BOOK_FILE:
            return RecordShape(BOOK_FIELDS, lambda read: read, name)
        case name if name == UNIT_FILE:
            return RecordShape(UNIT_FIELDS, lambda read: read, name)
    return project_shape(FundingShape(book.sources if book else default_sources()), unit, record)


def _in_book(root: Path, name: str) -> str:
    """A file's name relative to the book, where it is in the book."""
    path, base = Path(os.path.realpath(name)), Path(os.path.realpath(root))
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else name


def _write(said: str, output: str, language: str, color: bool) -> None:
    if output == STDIN:
        click.echo(said, nl=False, color=color)
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
