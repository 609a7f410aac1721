"""Which rules the command line chooses, and the modules of rules that it names."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from targetbook.check import Selection
from targetbook.check.rule import RULES
from targetbook.check.settings import unknown_choices
from targetbook.cli.console import F, fail, path_in_book, text
from targetbook.messages import say
from targetbook.model.own_taxonomy import is_taxonomy
from targetbook.source import nearest
from targetbook.taxonomy import BUILT_IN


def selection_options(command: F) -> F:
    """`--select`, `--extend-select`, `--ignore`: codes, beginnings of codes, or ALL."""
    helps = {
        "--ignore": "Rules that do not run.",
        "--extend-select": "Rules that run besides.",
        "--select": "Rules that run, by code or its beginning (VAL,FND001), or ALL; several with commas.",
    }
    for option, told in helps.items():
        command = click.option(option, multiple=True, metavar="CODES", help=told)(command)
    return command


def rules_option(command: F) -> F:
    """`--rules FILE`: the book's own rules."""
    file = click.Path(exists=True, dir_okay=False, path_type=Path)
    told = "A Python module with rules of the book's own: it is RUN, so name only one that you trust."
    return click.option("--rules", "modules", multiple=True, type=file, metavar="FILE", help=told)(command)


def taxonomy_option(command: F) -> F:
    """`--taxonomy`: another frame of kinds than the book's own."""
    told = "Read the book by another taxonomy: what it must change to move over to mof-2021, mof-2015, or a FILE of its own."
    return click.option("--taxonomy", metavar="NAME|FILE", help=told)(command)


def taxonomy_of(given: str | None, root: Path, language: str) -> str | None:
    """The taxonomy that the command line names; a file is told from the book's folder."""
    if given is None or given in BUILT_IN:
        return given
    if not is_taxonomy(given):
        near = nearest(given, BUILT_IN) or BUILT_IN[-1]
        fail(text("no-taxonomy", language, name=given, nearest=near))
    file = path_in_book(root, given) if Path(given).exists() else given
    if not (root / file).is_file():
        fail(text("no-taxonomy-file", language, file=given))
    return file


def selection_of(select: Iterable[str], extend: Iterable[str], ignore: Iterable[str], language: str) -> Selection:
    """The choices of the command line; one that names no rule is wrong use."""
    selection = Selection(codes_of(select) or None, codes_of(extend), codes_of(ignore))
    for word in unknown_choices(selection):
        refuse_unknown(word, RULES, language)
    return selection


def codes_of(given: Iterable[str]) -> tuple[str, ...]:
    """The codes of an option that takes several, with commas between them, and may be repeated."""
    return tuple(code.strip() for words in given for code in words.split(",") if code.strip())


def refuse_unknown(code: str, known: Iterable[str], language: str) -> None:
    """End the command: there is no such code."""
    near = nearest(code, known)
    fail(text("no-rule-near", language, code=code, nearest=near) if near else text("no-rule", language, code=code))


@contextmanager
def own_rules(modules: Sequence[Path], language: str) -> Iterator[None]:
    """Have the rules of the modules that the command line names while the block runs.

    A module that cannot be used, or a rule of it that fails on a record, ends the command.
    """
    if not modules:
        yield
        return
    from targetbook.check.own_rules import OwnRulesError, registered

    try:
        with registered(modules):
            yield
    except OwnRulesError as error:
        fail(say(error.problem, language).says)
