"""What docs/layouts.md shows of a new column and of a new layout is what comes out."""

from pathlib import Path

import docx
import openpyxl
import pdfplumber
import pytest
import yaml
from tests.docs.conftest import Taken
from tests.docs.pages import REPOSITORY, Session, blocks_of, text_of
from tests.layout.editing import edited, own_copy

PAGE = "layouts.md"
BUILT_IN = REPOSITORY / "templates"


@pytest.fixture
def outputs(taken: Taken) -> Path:
    """What the commands of the page have built."""
    return taken(PAGE).folder / "build"


def words_of(file: Path) -> set[str]:
    with pdfplumber.open(file) as pdf:
        return {word["text"] for page in pdf.pages for word in page.extract_words()}


def cells_of(file: Path) -> set[str]:
    return {cell.text for table in docx.Document(str(file)).tables for row in table.rows for cell in row.cells}


def numbers_of(file: Path) -> set[object]:
    return {cell.value for row in openpyxl.load_workbook(file).worksheets[0].iter_rows() for cell in row}


def test_the_new_column_is_in_all_four_formats(outputs: Path) -> None:
    assert '<p lang="zh-CN">分值</p>' in (outputs / "list.html").read_text("utf-8")
    assert {"分值", "17.5"} <= words_of(outputs / "list.pdf")
    assert {"分值\nWeight", "17.5"} <= cells_of(outputs / "list.docx")
    assert 17.5 in numbers_of(outputs / "list.xlsx")


def test_the_new_layout_is_in_all_four_formats(outputs: Path) -> None:
    assert "项目数" in (outputs / "money.html").read_text("utf-8")
    assert {"项目数", "7,402.04"} <= words_of(outputs / "money.pdf")
    assert {"项目数\nProjects", "7,402.04"} <= cells_of(outputs / "money.docx")
    assert "=SUM(C5)" in numbers_of(outputs / "money.xlsx")


def test_the_page_shows_the_edit_that_the_tests_of_layouts_make(tmp_path: Path) -> None:
    session = Session(PAGE, tmp_path)
    for block in blocks_of(PAGE):
        if block.language == "diff" and block.word.startswith("templates/list/layout."):
            session.take(block)
    by_tests = own_copy(tmp_path / "other")
    edited(by_tests)
    for file in ("layout.html.j2", "layout.yaml"):
        assert (session.folder / "templates" / "list" / file).read_text("utf-8") == (by_tests / file).read_text("utf-8")


def test_every_setting_of_the_built_in_layouts_is_told() -> None:
    page = text_of(PAGE)
    untold = {key for key in _settings() if f"`{key}`" not in page and f"### {key}" not in page}
    assert untold - {"pages"} == set()


def _settings() -> set[str]:
    """The keys that the layouts say, but for names that they give: of settings, columns, styles and cells."""
    keys: set[str] = set()
    for path in BUILT_IN.glob("*/layout.yaml"):
        layout = yaml.safe_load(path.read_text("utf-8"))
        excel, word = layout.get("excel", {}), layout.get("word", {})
        named = [*layout["pages"].values(), *excel.get("formats", {}).values(), *excel.get("runs", {}).values()]
        named += [
            style for group in ("paragraphs", "runs", "cells", "tables") for style in word.get(group, {}).values()
        ]
        keys |= {key for settings in (layout, excel, word, word.get("text", {}), *named) for key in settings}
    return keys
