"""`targetbook explain`: what a code means, why it matters, and an example of what is wrong and of what is right."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from targetbook.catalogue import head_word
from targetbook.check.families import FAMILIES, family_of
from targetbook.check.pages import Example, Page, codes, files_of, page_of
from targetbook.cli.console import language_of, language_option, text
from targetbook.cli.selecting import own_rules, refuse_unknown, rules_option
from targetbook.messages import severity_word
from targetbook.problems import Severity


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, required=True, metavar="CODE...")
@rules_option
@language_option
def command(names: Sequence[str], modules: Sequence[Path], ui_lang: str | None) -> None:
    """Tell what a code means, why it matters, how to set or silence it, and show an example that fails and one that passes."""
    language = language_of(ui_lang)
    with own_rules(modules, language):
        known = codes()
        asked = [name.upper() for name in names]
        for name in asked:
            if name not in known:
                refuse_unknown(name, known, language)
        click.echo("\n\n".join("\n".join(explained(page_of(name, language), language)) for name in asked))


def explained(page: Page, language: str) -> Iterator[str]:
    """A code's page as lines of text."""
    yield f"{page.code}  {page.title}"
    if page.severity:
        yield _facts(page, page.severity, language)
    if page.citation:
        yield f"{head_word(page.head, language)} · {page.citation}" if page.head else page.citation
    if page.explanation:
        yield from ("", *page.explanation.splitlines())
    if page.why_off:
        yield from ("", text("explain-off", language, reason=page.why_off.strip()))
    if page.settings:
        yield from ("", text("explain-settings", language))
        yield from (f"  {option.written}   # {option.says}" for option in page.settings)
    yield from ("", text("explain-says", language))
    yield from (f"  - {' → '.join(filter(None, message))}" for message in page.says)
    for slug, example in (("explain-bad", page.bad), ("explain-good", page.good)):
        if example:
            yield from ("", text(slug, language), *_example(example))
    if page.severity and not page.fixed:
        yield from ("", text("explain-allow", language, code=page.code))


def _facts(page: Page, severity: Severity, language: str) -> str:
    """Family, severity, and whether it runs: on one line."""
    family = family_of(page.code)
    name = FAMILIES[family][language] if family in FAMILIES else text("rules-own", language)
    state = "explain-fixed" if page.fixed else "explain-is-on" if page.on else "explain-is-off"
    return " · ".join((name, severity_word(severity, language), text(state, language)))


def _example(example: Example) -> Iterator[str]:
    for name, lines in files_of(example).items():
        if name:
            yield f"  # {name}"
        yield from (f"  {line}".rstrip() for line in lines.rstrip().splitlines())
