"""`targetbook doctor`: what this installation has, and what it lacks."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click
from rich.cells import cell_len

from targetbook.cli.console import ERRORS, book_option, language_of, language_option, nearest_book, text
from targetbook.cli.installation import Found, installation
from targetbook.model import BOOK_FILE

SCHEMA = 1


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@book_option
@language_option
def command(form: str, book: Path | None, ui_lang: str | None) -> None:
    """Tell what this installation has, what it lacks, and how to get it; and whether the book here builds.

    The exit code is 0 where all is there that a build needs; what only the tests need does not count.
    """
    language = language_of(ui_lang)
    found = list(installation())
    able = all(part.ok for part in found if part.need == "build")
    found.append(_book(book, able, language))
    well = all(part.ok for part in found if part.need == "build")
    if form == "json":
        click.echo(json.dumps(report_json(found, well), ensure_ascii=False, indent=1))
    else:
        click.echo(_report(found, well, language), nl=False)
    raise SystemExit(0 if well else ERRORS)


def report_json(found: Sequence[Found], well: bool) -> dict[str, object]:
    """The parts as data."""
    parts = [asdict(part) | {"value": part.value or None, "get": part.get or None} for part in found]
    return {"schema": SCHEMA, "ok": well, "parts": parts}


def _book(given: Path | None, able: bool, language: str) -> Found:
    """Whether there is a book, and whether it builds: it is built whole, and nothing is written."""
    root = nearest_book(given)
    if root is None:
        return Found("book", BOOK_FILE, False, text("doctor-no-book", language), "none")
    if not able:
        return Found("book", str(root), False, text("doctor-first", language))
    from targetbook.build import Wanted
    from targetbook.build.building import outputs_of
    from targetbook.check import check_book
    from targetbook.layout import templates_of
    from targetbook.problems import BookError, has_errors

    checked = check_book(root)
    refused = Found("book", str(root), False, text("doctor-refused", language))
    if checked.book is None or has_errors(checked.problems):
        return refused
    try:
        written = sum(1 for _ in outputs_of(checked.book, templates_of(root), Wanted()))
    except BookError:
        return refused
    except Exception as error:  # doctor tells of faults, and has none: the build's own message says more
        return Found("book", str(root), False, " ".join(f"{type(error).__name__}: {error}".split()))
    return Found("book", str(root), True, text("doctor-builds", language, n=str(written)))


def _report(found: Sequence[Found], well: bool, language: str) -> str:
    """A line a part under its group, with the way to get what is missing, and one line that sums up."""
    width = max(cell_len(part.name) for part in found)
    lines = []
    for group, parts in groupby(found, key=lambda part: part.group):
        lines.append(text(f"doctor-{group}", language))
        lines += [_line(part, width, language) for part in parts]
    lines.append(text("doctor-well" if well else "doctor-ill", language))
    return "\n".join(lines) + "\n"


def _line(part: Found, width: int, language: str) -> str:
    name = part.name + " " * (width - cell_len(part.name))
    if part.ok:
        return f"  ✓ {name}  {part.value}".rstrip()
    sign = "✗" if part.need == "build" else "-"
    said = [part.value or text("doctor-missing", language)]
    if part.get:
        said.append(text("doctor-get", language, get=part.get))
    if part.need in ("tests", "history", "speed"):
        said.append(text(f"doctor-need-{part.need}", language))
    return f"  {sign} {name}  {'; '.join(said)}"
