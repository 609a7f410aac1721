"""`targetbook stats`: what the book holds, in figures."""

import json
import sys
from decimal import Decimal
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table

from targetbook.cli.console import (
    ERRORS,
    book_option,
    color_option,
    find_book,
    language_of,
    language_option,
    print_problems,
    text,
    wants_color,
)
from targetbook.cli.figures import Figures, figures_json, figures_of
from targetbook.model import Book, Text, open_book
from targetbook.problems import has_errors
from targetbook.taxonomy import label_of

WIDTH = 100  # cells, where no terminal tells its own


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@book_option
@language_option
@color_option
def command(form: str, book: Path | None, ui_lang: str | None, color: str) -> None:
    """Tell what the book holds: money by source, indicators by kind, what can be measured, what lacks a language."""
    language = language_of(ui_lang)
    root = find_book(book, language)
    opened = open_book(root)
    if opened.book is None or has_errors(opened.problems):
        print_problems(opened.problems, root, language, color=wants_color(color), err=True)
        raise SystemExit(ERRORS)
    figures = figures_of(opened.book)
    if form == "json":
        click.echo(json.dumps(figures_json(figures, opened.book), ensure_ascii=False, indent=1))
        return
    console = Console(
        force_terminal=wants_color(color), width=None if sys.stdout.isatty() else WIDTH, highlight=False, markup=False
    )
    console.print(_in(opened.book.title, language), style="bold")
    for table in (_overview, _money, _kinds, _largest):
        console.print(table(figures, opened.book, language))


def _overview(figures: Figures, book: Book, language: str) -> Table:
    measured = f"{figures.quantified} / {figures.values}"
    if figures.values:
        measured += f" ({figures.quantified / figures.values:.0%})"
    rows = [
        (text("stats-units", language), str(figures.units)),
        (text("stats-projects", language), str(figures.projects)),
        (text("stats-indicators", language), str(figures.indicators)),
        (text("stats-quantified", language), measured),
    ]
    for missing, count in figures.missing.items():
        rows.append((text(f"lacks-{missing}", language), str(count)))
    return _table(("", ""), rows)


def _money(figures: Figures, book: Book, language: str) -> Table:
    rows = [(_in(column.name, language), _amount(figures.by_source.get(column.id), book)) for column in book.columns]
    rows.append((text("stats-total", language), _amount(figures.total, book)))
    return _table((text("stats-source", language), text("stats-amount", language, unit=book.money.unit)), rows)


def _kinds(figures: Figures, book: Book, language: str) -> Table:
    rows = [(label_of(kind, language), str(figures.by_kind[kind.key])) for kind in book.taxonomy.kinds]
    return _table((text("stats-kind", language), text("stats-indicators", language)), rows)


def _largest(figures: Figures, book: Book, language: str) -> Table:
    rows = [(_in(project.name, language), _amount(project.funding.total, book)) for project in figures.largest]
    return _table((text("stats-largest", language), text("stats-amount", language, unit=book.money.unit)), rows)


def _table(heads: tuple[str, str], rows: list[tuple[str, str]]) -> Table:
    """Two columns, the second of numbers."""
    table = Table(box=box.SIMPLE_HEAD, show_header=any(heads), pad_edge=False)
    table.add_column(heads[0], overflow="fold", min_width=30)
    table.add_column(heads[1], justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return table


def _in(words: Text, language: str) -> str:
    return words.get(language) or words.first()


def _amount(amount: Decimal | None, book: Book) -> str:
    return "" if amount is None else book.money.printed(amount)
