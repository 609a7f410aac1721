"""The changes as a terminal shows them."""

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.books import project
from tests.review.reports_samples import assert_golden, changes_between, indicators, sample, unchanged

from targetbook.review.reports import text_report


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_change_is_told_as_a_tree(tmp_path: Path, language: str, request: pytest.FixtureRequest) -> None:
    assert_golden(text_report(sample(tmp_path), language, False), f"diff.{language}.txt", request)


def test_nothing_changed_is_said(tmp_path: Path) -> None:
    assert text_report(unchanged(tmp_path), "en", False).splitlines()[0] == "no differences"


def test_color_takes_the_place_of_brackets_and_not_of_words(tmp_path: Path) -> None:
    colored = text_report(sample(tmp_path), "en", True)
    assert "\x1b[" in colored
    assert "[-" not in colored
    assert "▼ lowered" in colored


@pytest.mark.parametrize("width", [60, 80])
def test_lines_with_chinese_keep_to_the_width(tmp_path: Path, width: int) -> None:
    told = text_report(sample(tmp_path), "zh", False, width=width)
    tree = told[told.index("资金（万元）") : told.index("新出现的问题")]
    assert max(map(cell_len, tree.splitlines())) <= width


def test_what_asks_for_less_stands_before_what_asks_for_more(tmp_path: Path) -> None:
    old = indicators(("output.quality", "合格率", "95%", "95%"), ("output.quantity", "场次", "30场", "30场"))
    new = indicators(("output.quality", "合格率", "95%", "98%"), ("output.quantity", "场次", "30场", "20场"))
    told = text_report(
        changes_between(
            tmp_path,
            [project("a"), project("b", name="道路养护", indicators=old)],
            [project("a", funding="9.00"), project("b", name="道路养护", indicators=new)],
        ),
        "zh",
        False,
    )
    assert told.index("centre/b") < told.index("centre/a")
    assert told.index("▼ 降低，年度：30场 → 20场") < told.index("▲ 提高，年度：95% → 98%")


def test_a_value_that_was_taken_out_asks_for_less(tmp_path: Path) -> None:
    old = indicators(("output.quality", "合格率", "95%", "95%"))
    new = "\n  - kind: output.quality\n    name: 合格率\n    annual: 95%"
    told = text_report(changes_between(tmp_path, [project(indicators=old)], [project(indicators=new)]), "en", False)
    assert told.startswith("1 target taken out\n")
    assert "✕ taken out, period: 95% → —" in told


def test_money_between_sources_is_told_though_the_sum_stays(tmp_path: Path) -> None:
    told = text_report(
        changes_between(
            tmp_path, [project(funding="{fiscal: 3, other: 1}")], [project(funding="{fiscal: 2, other: 2}")]
        ),
        "en",
        False,
    )
    assert told.startswith("money moved in 1 project, the sum unchanged\n")
    assert "Fiscal appropriation     3.00    2.00    −1.00" in told


def test_a_record_writes_no_markup(tmp_path: Path) -> None:
    changes = changes_between(tmp_path, [project("p")], [project("p", name='"[red]红[/] :tada:"')])
    assert "[red]红[/] :tada:" in text_report(changes, "en", False)


def test_a_branch_moves_no_cursor(tmp_path: Path) -> None:
    changes = unchanged(tmp_path)
    told = text_report(replace(changes, base=replace(changes.base, name="x\x1b[2J\u202e")), "en", True)
    assert "\x1b[2J" not in told
    assert "\u202e" not in told


def test_what_cannot_be_compared_is_said(tmp_path: Path) -> None:
    told = text_report(
        changes_between(tmp_path, [project("p"), project("q")], [project("p", name='"基层'), project("q")]),
        "en",
        False,
    )
    assert "! centre/p cannot be read in the files as they are and is not compared (targets/centre/p.yaml:1:7: " in told
    assert "; in main (3f2a9c1d5e) it is “基层社区建设”, 1.20 万元, 1 indicator" in told
