"""`stats`: what a book holds, in figures."""

import json
import re
from pathlib import Path

from rich.cells import cell_len
from tests.cli.conftest import PROJECT, Run


def test_the_figures_of_a_book_are_exact(book: Path, project: Path, run: Run) -> None:
    project.with_name("larger.yaml").write_text(PROJECT.replace("fiscal: 48.00", "fiscal: 0.10, other: 100"), "utf-8")
    figures = json.loads(run("stats", "--format", "json").stdout)
    assert {key: figures[key] for key in ("units", "projects", "indicators", "total", "by_source")} == {
        "units": 1,
        "projects": 2,
        "indicators": 4,
        "total": "148.10",
        "by_source": {"fiscal": "48.10", "other": "100.00"},
    }
    assert figures["indicators_by_kind"]["output.quantity"] == 2
    assert figures["indicators_by_kind"]["output.cost"] == 0
    assert figures["target_values"] == {"all": 4, "quantified": 2}
    assert [(each["id"], each["total"]) for each in figures["largest"]] == [
        ("library/larger", "100.10"),
        ("library/reading", "48.00"),
    ]


def test_texts_that_lack_a_language_are_counted(book: Path, run: Run) -> None:
    assert json.loads(run("stats", "--format", "json").stdout)["missing_texts"] == {"zh": 0, "en": 1}


def test_a_transfer_s_document_needs_no_translation(project: Path, run: Run) -> None:
    before = json.loads(run("stats", "--format", "json").stdout)["missing_texts"]
    project.write_text(PROJECT + "transfer: {document: 穗财〔2024〕1号}\nlead: 张三\n", "utf-8")
    assert json.loads(run("stats", "--format", "json").stdout)["missing_texts"] == before


def test_tables_line_up_in_chinese_and_english(book: Path, run: Run) -> None:
    chinese, english = run("stats", "--ui-lang", "zh").stdout, run("stats", "--ui-lang", "en").stdout
    for label in ("绩效目标表", "资金使用单位", "财政拨款", "金额（万元）", "数量指标", "阅读推广", "1 / 2 (50%)"):
        assert label in chinese
    for label in ("Performance targets", "Fiscal appropriation", "Quantity", "Public reading", "Amount (万元)"):
        assert label in english
    for text in (chinese, english):
        widths = [[cell_len(line) for line in table.split("\n")] for table in re.split(r"(?m)\n\s*\n", text)[1:]]
        assert [len(set(table)) for table in widths if len(table) > 1] == [1] * 4
    assert "\x1b" not in chinese


def test_a_book_with_errors_gives_its_problems_and_no_figures(project: Path, run: Run) -> None:
    project.write_text("name: [\n", "utf-8")
    result = run("stats")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "targets/library/reading.yaml:1:7: error" in result.stderr


def test_a_book_without_a_project_has_no_figures_but_a_problem(book: Path, project: Path, run: Run) -> None:
    project.unlink()
    assert run("stats").exit_code == 1
