"""The changes as a comment on a pull request: found again, cut to size, and dead whatever a record says."""

import re
from pathlib import Path

import pytest
from tests.books import project
from tests.review.reports_samples import assert_golden, changes_between, indicators, sample, unchanged

from targetbook.review.reports import markdown_report
from targetbook.review.reports.inert import inert

HOSTILE = (
    "@torvalds | `code` [x](https://evil.example) ![i](//evil.example/p.png) <img src=x> <!-- c --> **b** #12 GH-3 "
    "www.evil.example a@evil.example ~bug !7 {+new+} :tada: </details>"
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_change_is_told_as_a_comment(tmp_path: Path, language: str, request: pytest.FixtureRequest) -> None:
    assert_golden(markdown_report(sample(tmp_path), language), f"diff.{language}.md", request)


def test_a_bot_finds_its_comment_by_the_first_line(tmp_path: Path) -> None:
    lines = markdown_report(unchanged(tmp_path), "en").splitlines()
    assert lines[:2] == ["<!-- targetbook diff -->", "<b>no differences</b>"]


def test_the_same_changes_give_the_same_bytes(tmp_path: Path) -> None:
    assert markdown_report(sample(tmp_path / "a"), "zh") == markdown_report(sample(tmp_path / "b"), "zh")


def test_a_lowered_target_without_an_adjustment_says_so(tmp_path: Path) -> None:
    old, new = (indicators(("output.quantity", "场次", "30场", year)) for year in ("30场", "20场"))
    told = markdown_report(changes_between(tmp_path, [project(indicators=old)], [project(indicators=new)]), "en")
    assert "| 基层社区建设 | 场次 | year | 30 sessions → 20 sessions | <b>▼ lowered</b> | <b>none</b> |" in told


def test_a_record_cannot_ping_link_or_write_markup(tmp_path: Path) -> None:
    quoted = '"' + HOSTILE.replace('"', '\\"') + '"'
    values = indicators(("output.quantity", quoted, quoted, quoted))
    told = markdown_report(
        changes_between(
            tmp_path,
            [project("p", objectives=f"\n  - {quoted}")],
            [project("p", name=quoted, indicators=values, objectives=f"\n  - {quoted} 又", lead=quoted)],
        ),
        "en",
    )
    assert re.search(r"@\w", told) is None
    assert re.search(r"[#!~][a-z0-9]", told.replace("&#", "")) is None
    assert "://" not in told
    assert "www." not in told
    assert "GH-3" not in told
    assert told.count("<!--") == 1
    assert set(re.findall(r"</?(\w+)", told)) <= {"b", "details", "summary", "ins", "del"}
    assert told.count("<details>") == told.count("</details>")
    assert {line.count("|") for line in told.splitlines() if line.startswith("|")} <= {7}


def test_no_line_of_a_record_begins_a_line() -> None:
    assert inert("/close\n/assign @me\r\n# head\n- item\u2028* x") == ("/close /assign @\u200bme # head - item &#42; x")


@pytest.mark.parametrize("limit", [700, 1_000, 1_400, 2_000, 2_400])
def test_a_comment_is_cut_between_rows_and_folds_and_says_so(tmp_path: Path, limit: int) -> None:
    whole = markdown_report(sample(tmp_path), "zh")
    told = markdown_report(sample(tmp_path / "again"), "zh", limit=limit)
    assert len(told) <= limit < len(whole)
    assert told.count("<details>") == told.count("</details>")
    assert set(told.splitlines()[:-1]) <= set(whole.splitlines())
    assert told.splitlines()[-1].startswith("因平台限制长度，以下内容未列出：")


def test_what_asks_for_less_is_left_out_last(tmp_path: Path) -> None:
    told = markdown_report(sample(tmp_path), "en", limit=1_100)
    assert "▼ lowered" in told
    assert "### Money" not in told
    assert "12 more rows under “Money (万元)”" in told


def test_a_large_change_keeps_to_the_limit(tmp_path: Path) -> None:
    old, new = (
        [
            project(
                f"p{n}",
                name=f"为民服务项目{n}",
                objectives=f"\n  - 为困难群众提供{year}服务。",
                indicators=indicators(("output.quantity", "服务场次", year, year)),
            )
            for n in range(60)
        ]
        for year in ("30场", "20场")
    )
    told = markdown_report(changes_between(tmp_path, [*old], [*new]), "zh", limit=10_000)
    assert 9_000 < len(told) <= 10_000
    assert "“项目”还有" in told


def test_the_full_report_is_a_link_away(tmp_path: Path) -> None:
    told = markdown_report(sample(tmp_path), "en", limit=900, link='https://ci.example/1?a=1&b="')
    assert told.endswith('<a href="https://ci.example/1?a=1&amp;b=&quot;">The full report</a>\n')
    assert len(told) <= 900
