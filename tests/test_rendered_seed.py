"""The Chinese list as it is printed says what the bureau published, cell by cell, on the screen and on paper."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from tests.published import PublishedMoney, PublishedTable, read_published

from targetbook.build.building import created_of
from targetbook.layout import Rendered, read_layout, render, templates_of
from targetbook.model import Book, open_book
from targetbook.problems import Place
from targetbook.write.html_tables import document_of
from targetbook.write.pdf import pdf_bytes
from targetbook.write.rendered import properties_of
from targetbook.write.tables import Paragraph, Table

ROOT = Path(__file__).parents[1]
TEMPLATES = templates_of(ROOT)
PUBLISHED = read_published()
Cells = list[list[str]]


@pytest.fixture(scope="module")
def seed() -> Book:
    opened = open_book(ROOT)
    assert opened.book is not None
    assert opened.problems == ()
    return opened.book


@pytest.fixture(scope="module")
def printed(seed: Book) -> Rendered:
    return as_published(seed)


@pytest.fixture(scope="module")
def printed_pdf(printed: Rendered, seed: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("run") / "list.pdf"
    file.write_bytes(pdf_bytes(printed, TEMPLATES, properties_of(seed, printed, created_of(seed))))
    return file


def as_published(book: Book) -> Rendered:
    """The list in Chinese, a project's indicators as one run of text."""
    layout = read_layout(TEMPLATES, "list", [], Place(""))
    assert layout is not None
    return render(book, layout, "zh", {"indicators": "run"}, TEMPLATES)


def untorn(text: str) -> str:
    return "".join(text.split())


def rows_of(page: Rendered) -> Cells:
    """The cells of the page's one table, row by row, without white space."""
    (table,) = [block for block in document_of(page.html).sections[0].blocks if isinstance(block, Table)]
    return [[untorn(cell.text) for cell in row.cells] for row in table.rows]


def rows_published(table: PublishedTable = PUBLISHED) -> Cells:
    def money(amounts: PublishedMoney) -> list[str]:
        return [f"{amounts.total:,}", f"{amounts.fiscal:,}", "", ""]

    projects = [
        [project.printed_name, *money(project.money), project.objectives_run, project.indicators_run]
        for project in table.projects
    ]
    sums = [["合计", *money(table.grand_total), "", ""], [table.unit, *money(table.unit_money), "", ""]]
    return [list(table.head), *sums, *projects]


def cells_read_aloud(pdf: Path) -> tuple[str, Cells]:
    """What stands before the PDF's table, and its cells row by row, as the PDF's tags give them to a screen reader."""
    told = subprocess.run(["pdfinfo", "-struct-text", pdf], capture_output=True, text=True, check=True).stdout
    before, *rows = re.split(r"^ +TR\b.*$", told, flags=re.MULTILINE)
    cells = [re.split(r"^ +T[HD]\b.*$", row, flags=re.MULTILINE)[1:] for row in rows]
    return _words(before), [[_words(cell) for cell in row] for row in cells]


def _words(told: str) -> str:
    return untorn("".join(re.findall(r'^ *"(.*?)"$', told, re.MULTILINE | re.DOTALL)))


def test_every_cell_of_the_chinese_list_is_the_published_one(printed: Rendered) -> None:
    assert rows_of(printed) == rows_published()


def test_title_department_and_unit_of_money_stand_above_as_published(printed: Rendered) -> None:
    above = [block.text for block in document_of(printed.html).sections[0].blocks if isinstance(block, Paragraph)]
    assert above == [PUBLISHED.title, f"部门名称：{PUBLISHED.department}", f"单位：{PUBLISHED.money_unit}"]


def test_every_cell_of_the_pdf_is_the_published_one(printed_pdf: Path) -> None:
    above, cells = cells_read_aloud(printed_pdf)
    assert above == f"{PUBLISHED.title}部门名称：{PUBLISHED.department}单位：{PUBLISHED.money_unit}"
    assert cells == rows_published()


def test_every_character_of_a_cell_is_seen_on_the_paper(printed_pdf: Path) -> None:
    """The tags may say what nobody sees; `pdftotext` reads what is drawn."""
    command = ["pdftotext", "-layout", printed_pdf, "-"]
    drawn = untorn(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    for text in (cell for row in rows_published() for cell in row):
        missing = {character for character in text if drawn.count(character) < text.count(character)}
        assert missing == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [(">116.40<", ">116.41<"), ("对18个", "对19个"), ("目标3.规范", "目标3：规范"), ("95%以上", "95%")],
)
def test_one_changed_character_would_be_seen(printed: Rendered, old: str, new: str) -> None:
    assert old in printed.html
    assert rows_of(replace(printed, html=printed.html.replace(old, new, 1))) != rows_published()
