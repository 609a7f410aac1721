"""`targetbook schema`: what editors need to complete and check a book's files."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import click

from targetbook.check.rule import RULES
from targetbook.check.settings import rules_shape
from targetbook.cli.console import book_option, fail, find_book, language_of, language_option, nearest_book, text
from targetbook.model import Book, open_head
from targetbook.model.schema import FILES, Schema, file_schema

FOLDER = Path(".targetbook") / "schema"
OUTPUTS = {"book-json": "book-1.json", "check-json": "check-1.json", "diff-json": "diff-1.json"}
"""Schemas of outputs, by name, each a file of `data/schemas/`."""
OWN_CODE = "^[A-Z]{2,6}[0-9]{3}$"
"""A rule of the book's own, which only the command line knows."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("kind", type=click.Choice([*FILES, *OUTPUTS]), required=False)
@click.option("--write", is_flag=True, help="Put the schemas of the book's files into .targetbook/schema/.")
@book_option
@language_option
def command(kind: str | None, write: bool, book: Path | None, ui_lang: str | None) -> None:
    """Print the JSON Schema (2020-12) of a kind of file: project (the default), unit, book, or of an
    output: book-json (`build`), check-json (`check --format json`), diff-json (`diff --format json`).

    In a book, the schemas know its sources of funds, its unit of money and its kinds of indicator; and each rule's code
    and settings.
    """
    language = language_of(ui_lang)
    if not write:
        of_book = kind not in OUTPUTS
        click.echo(printed_schema(kind or FILES[0], _book_at(book)) if of_book else output_schema(str(kind)), nl=False)
        return
    if kind is not None:
        raise click.UsageError("--write puts all schemas of the book's files in place: name none")
    # Loads the layouts' engine, which printing a schema can do without.
    from targetbook.build.outputs import OutputError, replace_all

    root = find_book(book, language)
    try:
        replace_all(root / FOLDER, schema_files(_book_at(root)))
    except OutputError as error:
        fail(text("cannot-write-file", language, file=str(FOLDER), reason=error.reason))
    for name in FILES:
        click.echo((FOLDER / f"{name}.json").as_posix())


def output_schema(name: str) -> str:
    """The schema of an output, as text."""
    return (files("targetbook") / "data" / "schemas" / OUTPUTS[name]).read_text("utf-8")


def schema_files(book: Book | None) -> dict[str, bytes]:
    """The schemas of a book's files, by the names under which the heads of records point at them."""
    return {f"{kind}.json": printed_schema(kind, book).encode() for kind in FILES}


def printed_schema(kind: str, book: Book | None) -> str:
    """The schema of one kind of file, with the rules that the checker has, as it stands on disk.

    The model reads `rules` and `allow` without knowing them, as the checker is above it.
    """
    schema = file_schema(kind, book)
    if kind == "book":
        known = _properties_of(schema)["rules"]
        _properties_of(schema)["rules"] = {**rules_shape().schema(), "title": known["title"]}
    codes = [code for code in sorted(RULES) if not RULES[code].fixed]
    for allow in _allowances(schema):
        allow["propertyNames"] = {"anyOf": [{"enum": codes}, {"pattern": OWN_CODE}]}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _properties_of(schema: Schema) -> dict[str, Schema]:
    """The keys that a schema of a mapping knows, each with its own schema."""
    return schema["properties"]  # type: ignore[return-value]  # as RecordShape makes it


def _allowances(schema: object) -> Iterator[Schema]:
    """Every `allow` in a schema: of the project and of its indicators."""
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    if isinstance(schema, dict) and isinstance(fields := schema.get("properties"), dict) and "allow" in fields:
        yield fields["allow"]
    for each in inner:
        yield from _allowances(each)


def _book_at(given: Path | None) -> Book | None:
    """The book, if there is one with a head that can be read: without, a new book's schemas serve to mend it."""
    root = nearest_book(given)
    return None if root is None else open_head(root).book
