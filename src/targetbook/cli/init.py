"""`targetbook init`: a new book that builds at once."""

import shlex
import time
from collections.abc import Sequence
from pathlib import Path

import click

from targetbook.cli.beginning import SETS, begun, refuse_taken, refuse_unusable, worded, write_new
from targetbook.cli.console import language_of, language_option, text
from targetbook.cli.schema import printed_schema
from targetbook.model import BOOK_FILE, open_head
from targetbook.model.schema import FILES

UNIT, PROJECT = "library", "public-reading"
IGNORED = "/build/\n"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", multiple=True, metavar="TEXT", help="Title of the table (again for the second language).")
@click.option("--department", multiple=True, metavar="TEXT", help="The department (again for the second language).")
@click.option("--year", type=click.IntRange(1949, 2999), help="Fiscal year (default: this year).")
@click.option("--language", "choice", type=click.Choice(list(SETS)), default="both", help="Languages (default: both).")
@language_option
def command(
    folder: Path, title: Sequence[str], department: Sequence[str], year: int | None, choice: str, ui_lang: str | None
) -> None:
    """Begin a new book in DIR (default: here), with one example project. Nothing that is there is overwritten."""
    language = language_of(ui_lang)
    languages = SETS[choice]
    refuse_unusable(title, "--title", languages, language)
    refuse_unusable(department, "--department", languages, language)
    head = {
        "title": worded(title, "title", languages),
        "department": worded(department, "department", languages),
        "year": str(year or time.localtime().tm_year),
    }
    contents = {
        BOOK_FILE: begun(choice, "targetbook.yaml", "book", head),
        f"targets/{UNIT}/_unit.yaml": begun(choice, "unit.yaml", "unit", {"name": worded((), "unit", languages)}),
        f"targets/{UNIT}/{PROJECT}.yaml": begun(choice, "example.yaml", "project", {}),
    }
    if not (folder / ".gitignore").exists():
        contents[".gitignore"] = IGNORED
    schemas = {f".targetbook/schema/{kind}.json": kind for kind in FILES}
    refuse_taken(folder, (*contents, *schemas), language)
    write_new(folder, contents, language)
    book = open_head(folder).book
    write_new(folder, {name: printed_schema(kind, book) for name, kind in schemas.items()}, language)
    for name in (*contents, *schemas):
        click.echo((folder / name).as_posix())
    _tell_next(folder, language, ignored=".gitignore" in contents)


def _tell_next(folder: Path, language: str, *, ignored: bool) -> None:
    """What to do with the new book, on stderr: it is no result."""
    steps = [text("init-build", language), text("init-edit", language, file=f"targets/{UNIT}/{PROJECT}.yaml")]
    steps.append(text("init-new", language, unit=UNIT))
    if not ignored:
        steps.append(text("init-ignore", language))
    if folder.resolve() != Path.cwd():
        steps.insert(0, f"cd {shlex.quote(str(folder))}")
    click.echo("\n".join([text("init-next", language), *(f"  {step}" for step in steps)]), err=True)
