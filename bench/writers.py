"""How long Word, Excel, HTML and open data of a book take against building bare `w:tr` elements for the same rows.

python -m bench.writers [PROJECTS]
"""

import sys
import tempfile
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from lxml.etree import _Element as Element

from bench.books import write_book
from bench.timing import ROUNDS, least_seconds, tell
from targetbook.layout import Rendered, read_layout, render, templates_of
from targetbook.model import open_book
from targetbook.write.book_json import json_bytes
from targetbook.write.docx import docx_bytes
from targetbook.write.html import html_bytes
from targetbook.write.html_tables import document_of
from targetbook.write.rendered import properties_of
from targetbook.write.tables import Document, Paragraph, Table
from targetbook.write.tables_csv import indicators_csv, projects_csv
from targetbook.write.xlsx import Sheet, xlsx_bytes

BARE, WORD, WORD_OF_PAGE = "bare w:tr elements, python-docx", "Word, from records of its rows", "Word, from the page"
EXCEL, PAGE, HTML, DATA = "Excel, from the page", "rendering the page", "HTML, from the page", "JSON and CSV"
HELD = (WORD, BARE)
"""The two that a figure to reach compares."""


def bare(document: Document) -> bytes:
    """The document's rows as elements and nothing else: no style, width, language or merged cell."""
    package = docx.Document()
    for table in (block for section in document.sections for block in section.blocks if isinstance(block, Table)):
        element = OxmlElement("w:tbl")
        for row in table.rows:
            element.append(_row(paragraphs=[cell.paragraphs for cell in row.cells]))
        package.element.body.insert(0, element)
    data = BytesIO()
    package.save(data)
    return data.getvalue()


def _row(paragraphs: list[tuple[Paragraph, ...]]) -> Element:
    row = OxmlElement("w:tr")
    for texts in paragraphs:
        cell = OxmlElement("w:tc")
        for paragraph in texts:
            line, run, text = (OxmlElement(f"w:{name}") for name in ("p", "r", "t"))
            text.text = paragraph.text
            run.append(text)
            line.append(run)
            cell.append(line)
        row.append(cell)
    return row


def measured(root: Path, rounds: int = ROUNDS, only: Collection[str] = ()) -> dict[str, float]:
    """The least seconds of several rounds, each round doing every step once, or only those that are named."""
    book = open_book(root).book
    assert book is not None
    templates = templates_of(root)
    layout = read_layout(templates, "list", [], book.place)
    assert layout is not None

    def rendered() -> Rendered:
        return render(book, layout, book.setting, {}, templates)

    page = rendered()
    document, about = document_of(page.html), properties_of(book, page, datetime(book.year, 1, 1, tzinfo=UTC))

    def word(rows: Document) -> bytes:
        return docx_bytes(rows, layout.word, page.page, about)

    steps: dict[str, Callable[[], object]] = {
        BARE: lambda: bare(document),
        WORD: lambda: word(document),
        WORD_OF_PAGE: lambda: word(document_of(page.html)),
        EXCEL: lambda: xlsx_bytes([Sheet(document_of(page.html), layout.excel, page.page)], about),
        PAGE: rendered,
        HTML: lambda: html_bytes(page, templates),
        DATA: lambda: (json_bytes(book), projects_csv(book), indicators_csv(book)),
    }
    return least_seconds({name: step for name, step in steps.items() if not only or name in only}, rounds)


def main() -> None:
    """Make a book, measure, print."""
    projects = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        times = measured(write_book(Path(folder), projects))
    tell(f"{projects} projects; ratios to {BARE}", times, BARE)


if __name__ == "__main__":
    main()
