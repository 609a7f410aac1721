"""The changes as a comment on a pull request: found again, cut to size, and dead whatever a record says."""

import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from tests.books import ProjectFile, UnitFolder, project, unit
from tests.review.reports_samples import assert_golden, changes_between, indicators, sample, unchanged

from targetbook.review.changes import Changes
from targetbook.review.reports import markdown_report
from targetbook.review.reports.inert import address, inert

HOSTILE = (
    "@everyone | `code` [x](javascript:alert) ![i](//evil.example/p.png) <img src=x> <!-- c --> **b** #12 GH-3 GL-4 "
    "www.evil.example a@evil.example ~bug !7 {+new+} :tada: 👍👍👍 </summary></details> \\\\ \\u202e \\u200f ```"
)
ALLOWED = {"html", "body", "b", "br", "i", "h3", "p", "ul", "li", "details", "summary", "ins", "del", "a"}
ALLOWED |= {"table", "thead", "tbody", "tr", "th", "td"}


def rendered(told: str) -> html.HtmlElement:
    """A comment as a host shows it: CommonMark with tables."""
    return html.document_fromstring(MarkdownIt("commonmark", {"html": True}).enable("table").render(told))


def length(told: str) -> int:
    """Characters as a host counts them at most: one beyond the basic plane is two."""
    return len(told.encode("utf-16-le")) // 2


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def rows_under(told: str, heading: str) -> list[list[str]]:
    """The cells of the table under a heading, its head left off; nothing where the comment has none."""
    for each in rendered(told).iter("h3"):
        if heading in text_of(each):
            return [[text_of(cell) for cell in row] for row in each.getnext().iter("tr")][1:]
    return []


def money_of(rows: list[list[str]]) -> tuple[Decimal, Decimal]:
    """What came to projects and what went, by the last column."""
    deltas = [Decimal(row[3].replace("−", "-").replace(",", "")) for row in rows if row[0].startswith("项目")]
    return sum((each for each in deltas if each > 0), Decimal(0)), sum(
        (each for each in deltas if each < 0), Decimal(0)
    )


def many(number: int, year: str, funding: int) -> list[ProjectFile | UnitFolder]:
    """Two units of projects whose year's target, money and words are given."""
    return [
        unit(
            id,
            *(
                project(
                    f"p{n}",
                    name=f"项目{id}{n}",
                    funding=f"{funding + (n * 7 if n % 3 else -n * 5)}.00" if funding else "900.00",
                    objectives=f"\n  - 为困难群众提供{year}服务。",
                    indicators=indicators(
                        ("output.quantity", "服务场次", year, year), ("output.quality", "率", "9", "9")
                    ),
                )
                for n in range(number)
            ),
            name=f"单位{id}",
        )
        for id in ("a", "b")
    ]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Changes:
    return changes_between(tmp_path_factory.mktemp("large"), many(20, "30场", 0), many(20, "20场", 900))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Changes:
    quoted = '"' + HOSTILE.replace('"', '\\"') + '"'
    values = indicators(("output.quantity", quoted, "20场", quoted))
    old = indicators(("output.quantity", quoted, "30场", "30场"))
    entry = f"\n  - {{document: {quoted}, date: 2024-05-06, reason: {quoted}, approved_by: {quoted}}}"
    fields = {"name": quoted, "lead": quoted, "adjustments": entry}
    return changes_between(
        tmp_path_factory.mktemp("hostile"),
        [unit("u", project("p", indicators=old, objectives=f"\n  - {quoted}"), name="甲")],
        [
            unit(
                "u",
                project("p", funding="2.00", indicators=values, objectives=f'\n  - {quoted[:-1]} 又"', **fields),
                name=quoted,
            )
        ],
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_change_is_told_as_a_comment(tmp_path: Path, language: str, request: pytest.FixtureRequest) -> None:
    assert_golden(markdown_report(sample(tmp_path), language), f"diff.{language}.md", request)


def test_a_bot_finds_its_comment_by_the_first_line(tmp_path: Path) -> None:
    lines = markdown_report(unchanged(tmp_path), "en").splitlines()
    assert lines[:2] == ["<!-- targetbook diff -->", "<b>no differences</b>"]


def test_the_same_changes_give_the_same_bytes(tmp_path: Path) -> None:
    first, again = sample(tmp_path / "a"), sample(tmp_path / "b")
    assert markdown_report(first, "zh") == markdown_report(again, "zh")
    assert markdown_report(first, "zh", 2_000) == markdown_report(again, "zh", 2_000)


def test_a_lowered_target_without_an_adjustment_says_so(tmp_path: Path) -> None:
    old, new = (indicators(("output.quantity", "场次", "30场", year)) for year in ("30场", "20场"))
    told = markdown_report(changes_between(tmp_path, [project(indicators=old)], [project(indicators=new)]), "en")
    assert rows_under(told, "Targets that ask for less") == [
        ["基层社区建设", "场次 (year)", "▼ lowered 30 sessions → 20 sessions", "none"]
    ]


def test_new_errors_are_in_the_open_and_other_findings_in_a_fold(tmp_path: Path) -> None:
    tree = rendered(markdown_report(changes_between(tmp_path, [project()], [project(funding="x")]), "en"))
    (error,) = (item for item in tree.iter("li") if "STR004" in text_of(item))
    assert [each.tag for each in error.iterancestors()] == ["ul", "body", "html"]


def test_money_that_moved_between_the_projects_of_a_unit_stands_under_its_name(tmp_path: Path) -> None:
    old, new = (
        [unit(id, project("p", funding=one, name="甲"), project("q", funding=other, name="乙"), name=f"{id}科")]
        for id, one, other in (("a", "3.00", "4.00"), ("a", "4.00", "3.00"))
    )
    rows = rows_under(markdown_report(changes_between(tmp_path, [*old], [*new]), "en"), "Money")
    assert rows == [["a科", "", "", ""], ["甲", "3.00", "4.00", "+1.00"], ["乙", "4.00", "3.00", "−1.00"]]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_record_cannot_ping_link_or_write_markup(hostile: Changes, language: str) -> None:
    told = markdown_report(hostile, language)
    tree = rendered(told)
    assert {each.tag for each in tree.iter() if isinstance(each.tag, str)} <= ALLOWED
    assert told.count("<!--") == 1
    assert list(tree.iter("a", "img")) == []
    assert "</summary></details>" in text_of(tree)
    words = unescape(told)
    assert re.search(r"@\w|\b(GH|GL)-\d|www\.|://|:tada:|javascript:\w*\)\]", words) is None
    assert re.search(r"(?<!&)[#!~][A-Za-z0-9]", told) is None
    assert {"\u202e", "\u200f"} & set(words) == set()


def test_no_line_of_a_record_begins_a_line() -> None:
    assert inert("/close\n/assign @me\r\n# head\n- item\u2028* x") == ("/close /assign @\u200bme # head - item &#42; x")


def test_a_comment_that_fits_is_whole(large: Changes) -> None:
    whole = markdown_report(large, "en", 1_000_000)
    assert "Left out" not in whole
    assert markdown_report(large, "en", length(whole)) == whole
    assert "Left out" in markdown_report(large, "en", length(whole) - 2)


@settings(deadline=None, max_examples=25)
@given(st.integers(2_000, 25_000), st.sampled_from(["en", "zh"]), st.sampled_from(["large", "hostile"]))
def test_a_comment_never_exceeds_the_limit_and_leaves_nothing_open(
    large: Changes, hostile: Changes, limit: int, language: str, which: str
) -> None:
    changes = {"large": large, "hostile": hostile}[which]
    whole = set(markdown_report(changes, language, 1_000_000).splitlines())
    told = markdown_report(changes, language, limit)
    assert length(told) <= limit
    assert {line for line in told.splitlines() if not line.startswith("<i>")} - whole <= _summaries(whole)
    assert told.count("<details>") == told.count("</details>") == told.count("</summary>")
    tree = rendered(told)
    assert {len(row) for row in tree.iter("tr")} <= {4}
    assert all(each.getparent().tag == "body" for each in tree.iter("details", "table", "h3"))
    assert markdown_report(changes, language, limit) == told


def test_a_character_beyond_the_basic_plane_counts_as_two(tmp_path: Path) -> None:
    old, new = (
        [project(f"p{n}", name="👍" * 100 + str(n), funding=funding) for n in range(20)] for funding in ("1.00", "2.00")
    )
    changes = changes_between(tmp_path, [*old], [*new])
    assert all(length(markdown_report(changes, "zh", limit)) <= limit for limit in range(2_000, 8_000, 250))


def _summaries(whole: set[str]) -> set[str]:
    """The summaries of folds, which stand alone where nothing of the fold is left."""
    return {line.removeprefix("<details><summary>").removesuffix("</summary>") for line in whole}


@settings(deadline=None, max_examples=25)
@given(st.integers(2_000, 20_000))
def test_the_least_important_goes_first_and_the_tables_last(large: Changes, limit: int) -> None:
    whole, told = (markdown_report(large, "zh", n) for n in (1_000_000, limit))
    lost = [len(rows_under(whole, head)) - len(rows_under(told, head)) for head in ("要求降低", "资金")]
    if any(lost):
        assert "### 项目" not in told
    if "降低，年度：" not in told:
        assert "<ins>" not in told
    assert told.startswith(whole[: whole.index("\n\n")])  # the summary
    assert rows_under(told, "要求降低")
    assert rows_under(told, "资金")[0][0] == "全部"


@pytest.mark.parametrize("limit", [2_000, 3_000, 4_000])
def test_rows_of_money_that_are_left_out_are_counted_with_their_money(large: Changes, limit: int) -> None:
    whole, told = (rows_under(markdown_report(large, "zh", n), "资金") for n in (1_000_000, limit))
    came, went = (a - b for a, b in zip(money_of(whole), money_of(told), strict=True))
    expected = f"{len(whole) - len(told)} 行（+{came:,.2f}，−{abs(went):,.2f} 万元）"
    assert f"<i>因平台限制长度，以下内容未列出：{expected}</i>" in markdown_report(large, "zh", limit)


def test_the_projects_whose_money_moved_most_are_left_out_last(large: Changes) -> None:
    rows = rows_under(markdown_report(large, "zh", 4_000), "资金")
    deltas = [abs(Decimal(row[3].replace("−", "-"))) for row in rows if row[0].startswith("项目")]
    everything = rows_under(markdown_report(large, "zh", 1_000_000), "资金")
    largest = sorted(abs(Decimal(row[3].replace("−", "-"))) for row in everything if row[0].startswith("项目"))
    assert sorted(deltas) == largest[-len(deltas) :]


def test_a_note_counts_changes_and_findings_not_folds(tmp_path: Path) -> None:
    old, new = (
        [project("p", indicators=indicators(*(("output.quantity", f"指标{n}", year, "9场") for n in range(40))))]
        for year in ("30场", "20场")
    )
    told = markdown_report(changes_between(tmp_path, old, new), "en", 2_000)
    lost = 40 - len(rows_under(told, "Targets that ask for less"))
    assert lost > 0
    assert f"<i>Left out to fit the length that the host allows: {lost} targets</i>" in told
    assert told.splitlines()[-1].endswith("Projects: 1 project, 40 changes</i>")


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("https://ci.example/1?a=1&b=\"'", "https://ci.example/1?a=1&b=%22%27"),
        (
            "https://ci.example/作业 1/报告.html#段",
            "https://ci.example/%E4%BD%9C%E4%B8%9A%201/%E6%8A%A5%E5%91%8A.html#%E6%AE%B5",
        ),
        ("http://例子.中国:8080/a", "http://xn--fsqu00a.xn--fiqs8s:8080/a"),
        ("HTTPS://ci.example/100%/%20", "https://ci.example/100%25/%20"),
    ],
)
def test_the_full_report_is_a_link_away_and_its_address_is_encoded(tmp_path: Path, given: str, written: str) -> None:
    (link,) = rendered(markdown_report(unchanged(tmp_path), "en", link=given)).iter("a")
    assert (link.get("href"), link.text) == (written, "The full report")
    assert address(written) == written


@pytest.mark.parametrize(
    "given",
    [
        "javascript:alert(1)",
        "//e.org",
        "https://",
        "https:e.org",
        "ftp://e.org",
        "https://e.org/\nx",
        "https://[::1",
        "x",
        "https://name:word@e.org/",
        "https://e .org/",
        "https://e.org:x/",
        "https://e.org/\u202ex",
        "https://e.org/" + "x" * 2_000,
        "data:text/html,x",
        "https://" + "a" * 70 + ".org",
    ],
)
def test_a_link_that_is_no_address_of_the_web_is_refused(tmp_path: Path, given: str) -> None:
    with pytest.raises(ValueError, match=r".|\n"):
        markdown_report(unchanged(tmp_path), "en", link=given)


@given(st.text(max_size=60))
def test_an_address_is_refused_or_can_stand_in_an_attribute(text: str) -> None:
    try:
        encoded = address(f"https://e.org/{text}")
    except ValueError:
        return
    assert re.fullmatch(r"https://e\.org/[A-Za-z0-9/?#@:!$&()*+,;=%~._-]*", encoded)
    assert address(encoded) == encoded
