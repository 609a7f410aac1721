"""`targetbook rules`: the rules by family, with how much each weighs and whether it is on."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path

import click
from rich.cells import cell_len

from targetbook.check.families import FAMILIES, family_of, in_family_order
from targetbook.check.pages import Page, page_json, page_of
from targetbook.check.rule import RULES
from targetbook.check.rule_pages import page_markdown
from targetbook.check.selection import ALL, Selection, is_choice
from targetbook.cli.console import language_of, language_option, text
from targetbook.cli.selecting import codes_of, own_rules, refuse_unknown, rules_option
from targetbook.messages import severity_word


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--select", multiple=True, metavar="CODES", help="Only these, by code or its beginning; several with commas."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="How to report."
)
@rules_option
@language_option
def command(select: Sequence[str], form: str, modules: Sequence[Path], ui_lang: str | None) -> None:
    """List the rules: code, how much it weighs, whether it is on, title. `targetbook explain CODE` tells the rest."""
    language = language_of(ui_lang)
    with own_rules(modules, language):
        pages = [page_of(code, language) for code in _chosen(codes_of(select), language)]
    match form:
        case "json":
            click.echo(json.dumps([page_json(page) for page in pages], ensure_ascii=False, indent=1))
        case "markdown":
            click.echo("\n".join(chain.from_iterable(page_markdown([page], [language]) for page in pages)).rstrip())
        case _:
            click.echo("\n".join(_lines(pages, language)).rstrip())


def _chosen(words: Sequence[str], language: str) -> list[str]:
    for word in words:
        if not is_choice(word):
            refuse_unknown(word, RULES, language)
    chosen = Selection(select=tuple(words) or (ALL,))
    return sorted(
        (code for code, rule in RULES.items() if chosen.takes(replace(rule, fixed=False))), key=in_family_order
    )


def _lines(pages: Iterable[Page], language: str) -> Iterator[str]:
    off = False
    for family, group in groupby(pages, lambda page: family_of(page.code)):
        name = FAMILIES[family][language] if family in FAMILIES else text("rules-own", language)
        yield f"{family}  {name}"
        for page in group:
            off |= not page.on
            assert page.severity is not None  # every rule has one
            word = severity_word(page.severity, language)
            yield f"  {page.code}  {word}{' ' * (8 - cell_len(word))}{' ' if page.on else '-'} {page.title}"
        yield ""
    if off:
        yield text("rules-legend", language)
