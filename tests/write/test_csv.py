"""The flat tables: a row a record and never a row of totals, safe to open in a spreadsheet."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from tests.books import Make, project, unit

from targetbook.model import Book, open_book
from targetbook.write.tables_csv import indicators_csv, projects_csv

ROOT = Path(__file__).parents[2]
FORMULAS = ("=1+1", "+1+1", "-1-1", "@SUM(A1)", '=HYPERLINK("http://example.com")')


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def seed() -> Book:
    book = open_book(ROOT).book
    assert book is not None
    return book


def test_there_is_a_row_a_project_and_none_of_totals(seed: Book) -> None:
    table = rows(projects_csv(seed))
    assert [row["project"] for row in table] == [project.id for project in seed.projects()]
    assert sum(Decimal(row["total"]) for row in table) == Decimal("7402.04")
    assert sum(int(row["indicators"]) for row in table) == 43
    assert [table[0][head] for head in ("unit", "name_zh", "name_en", "fiscal", "special_account", "total")] == [
        "community-centre", "评估管理工作经费", "Assessment and management", "116.40", "", "116.40",
    ]  # fmt: skip


def test_a_transfer_has_the_number_of_its_document_in_a_column_of_its_own(seed: Book) -> None:
    documents = {row["project"]: row["document"] for row in rows(projects_csv(seed))}
    assert {document for document in documents.values() if document} == {
        project.transfer.document.first()
        for project in seed.projects()
        if project.transfer and project.transfer.document
    }
    assert "穗财保" not in "".join(row["name_zh"] for row in rows(projects_csv(seed)))


def test_there_is_a_row_an_indicator_with_its_value_as_it_was_understood(seed: Book) -> None:
    table = rows(indicators_csv(seed))
    assert len(table) == 43
    wanted = [row for row in table if row["project"] == "assessment" and row["number"] == "4"]
    heads = ("kind", "code", "annual_zh", "annual_comparator", "annual_number", "annual_unit")
    assert [[row[head] for head in heads] for row in wanted] == [["output.cost", "14", "95%", "=", "95", "%"]]


@pytest.mark.parametrize("table", [projects_csv, indicators_csv])
def test_a_spreadsheet_takes_the_file_for_utf_8(seed: Book, table: object) -> None:
    data = table(seed)  # type: ignore[operator]
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_a_spreadsheet_would_run_is_quoted(book: Make, formula: str) -> None:
    lines = f"\n  - kind: output.quantity\n    name: '{formula}'\n    annual: '{formula}'"
    made = book(unit("centre", project(name=f"'{formula}'", indicators=lines), name=f"'{formula}'")).book
    tables = rows(projects_csv(made)) + rows(indicators_csv(made))
    cells = [cell for row in tables for head, cell in row.items() if not head.endswith("number")]  # -1 is a number
    assert cells.count(f"'{formula}") == 4
    assert [
        cell for cell in cells if cell.startswith(("=", "+", "-", "@")) and cell != "="
    ] == []  # a sign is no formula


def test_commas_quotes_and_line_breaks_stay_within_a_cell(book: Make) -> None:
    made = book(project(name='"甲,\\"乙\\"\\n丙"')).book
    assert [row["name_zh"] for row in rows(projects_csv(made))] == ['甲,"乙"\n丙']


def test_a_blank_amount_is_an_empty_cell_and_a_zero_is_a_zero(book: Make) -> None:
    made = book(project(funding="0"), project(funding="{}")).book
    assert [(row["fiscal"], row["total"]) for row in rows(projects_csv(made))] == [("0.00", "0.00"), ("", "")]
