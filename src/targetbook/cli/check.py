"""`targetbook check`: what is wrong in the book's files."""

import json
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

import click

from targetbook.check import check_book
from targetbook.cli.console import (
    book_option,
    color_option,
    counted,
    exit_code,
    find_book,
    language_of,
    language_option,
    print_problems,
    text,
    wants_color,
)
from targetbook.messages import say
from targetbook.problems import Problem, Severity
from targetbook.totals import book_totals

SCHEMA = 1


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@book_option
@language_option
@color_option
def command(paths: Sequence[Path], form: str, book: Path | None, ui_lang: str | None, color: str) -> None:
    """Tell what is wrong in the book's files: all of it in one run, each with file, line and column.

    PATH… limits what is shown to some files or folders; the whole book is read all the same, as its totals need it.
    """
    language = language_of(ui_lang)
    root = find_book(book, language)
    checked = check_book(root)
    problems = [problem for problem in checked.problems if _is_under(problem, root, paths)]
    if form == "json":
        click.echo(json.dumps(report_json(problems, language), ensure_ascii=False, indent=1))
        raise SystemExit(exit_code(problems))
    print_problems(problems, root, language, color=wants_color(color))
    if problems:
        click.echo(counted(problems, language))
    elif checked.book is not None:
        totals = book_totals(checked.book)
        amount = f"{totals.total or 0:,.{checked.book.money.decimals}f}"
        unit = checked.book.money.unit
        values = {"projects": str(totals.projects), "indicators": str(totals.indicators), "total": amount, "unit": unit}
        click.echo(text("all-well", language, **values))
    raise SystemExit(exit_code(problems))


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
    file = (root / problem.place.file).resolve()
    return not paths or any(file.is_relative_to(path.resolve()) for path in paths)
