"""The files that `init` and `new` begin with: those of `data/new/`, with the words of the command line set in."""

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template

from targetbook.cli.console import fail, text
from targetbook.data import package_data
from targetbook.model import Book
from targetbook.model.order import key_order
from targetbook.source import quote
from targetbook.source.fmt import formatted
from targetbook.source.scalars import FORBIDDEN

SETS = {"zh": ("zh",), "en": ("en",), "both": ("zh", "en")}
"""A folder of `data/new/` for each choice of languages, the leading one first."""


def set_of(languages: Sequence[str]) -> str:
    """The folder for a book's languages."""
    return "both" if len(languages) > 1 else languages[0]


def begun(folder: str, file: str, kind: str, values: Mapping[str, str], book: Book | None = None) -> str:
    """A file of `data/new/` with YAML in place of its `$words`, in canonical form, under the lines for editors."""
    schema = f"{'' if kind == 'book' else '../../'}.targetbook/schema/{kind}.json"
    head = f"# yaml-language-server: $schema={schema}\n# $schema: {schema}\n"
    written = (files("targetbook") / "data" / "new" / folder / file).read_text("utf-8")
    return formatted(head + Template(written).substitute(values), file, key_order(kind, book))


def worded(given: Sequence[str], word: str, languages: Sequence[str]) -> str:
    """A text as YAML: what was given, the leading language first, else a word of `data/new/words.yaml`."""
    said = dict(zip(languages, given, strict=False)) or {language: _words()[word][language] for language in languages}
    if len(said) == 1:
        return quote(next(iter(said.values())))
    return "{" + ", ".join(f"{language}: {quote(words, flow=True)}" for language, words in said.items()) + "}"


def refuse_unusable(given: Sequence[str], option: str, languages: Sequence[str], language: str) -> None:
    """End the command where a text on its line cannot stand in a record, or has more languages than the book."""
    if len(given) > len(languages):
        fail(text("too-many-texts", language, option=option, n=str(len(languages))))
    if any(FORBIDDEN.search(words) or not words.strip() for words in given):
        fail(text("unusable-text", language, option=option))


def refuse_taken(root: Path, names: Iterable[str], language: str) -> None:
    """End the command where one of the files is already there, or the name is taken by something else."""
    if taken := [name for name in names if os.path.lexists(root / name)]:
        fail(text("in-the-way", language, files=", ".join(taken)))


def write_new(root: Path, contents: Mapping[str, str], language: str) -> None:
    """Write files that are not there yet, with the folders that they need."""
    for name, content in contents.items():
        try:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            with (root / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(content)
        except OSError as error:
            fail(text("cannot-write-file", language, file=name, reason=error.strerror or str(error)))


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    words: Mapping[str, Mapping[str, str]] = package_data("new/words.yaml")
    return words
