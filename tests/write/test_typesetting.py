"""A compositor's ties and gaps: what is set together, where a head may break, and that no character is lost on the way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from tests.books import Make, project

from targetbook.layout import read_layout, render, templates_of
from targetbook.problems import Place
from targetbook.write.typesetting import JOINER, chinese_pieces, english_pieces, head_pieces, typeset

TEXT = st.text(
    alphabet="社区满意度指标值可持续影响达到以上第次人万元，。；：、（）“”【】〔〕ABCabc0123456789%％≥≤~–-. ",
    max_size=40,
)


def tied(text: str) -> list[str]:
    return [piece for kind, piece in chinese_pieces(text) if kind.startswith("t")]


def cell(text: str, tag: str = "td", classes: str = "value") -> html.HtmlElement:
    """The paragraph of a cell, set."""
    page = (
        f'<html><body><table><tr><{tag} class="{classes}"><p lang="zh-CN">{text}</p></{tag}></tr></table></body></html>'
    )
    paragraph = typeset(page).find(".//p")
    assert paragraph is not None
    return paragraph


def spans_in(element: html.HtmlElement) -> list[tuple[str, str]]:
    """The text and class of each span that was put into an element."""
    return [(span.text or "", span.get("class", "")) for span in element.iterfind("span")]


def said_by(element: html.HtmlElement) -> str:
    """The text of an element without what only joins."""
    return str(element.text_content()).replace(JOINER, "")


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("满意度达98%以上", ["98%以上"]),
        ("开展2–3场次活动", ["2–3场次"]),
        ("服务38万人次", ["38万人次"]),
        ("不低于1000平方米", ["1000平方米"]),
        ("第3届", ["第3届"]),
        ("≥95%", ["≥95%"]),
        ("穗财保〔2023〕153号", ["〔2023〕153号"]),
        ("穗财保【2023】153号", ["【2023】153号"]),
        ("提升社区服务能力", []),
    ],
)
def test_a_number_is_not_parted_from_its_sign_and_unit(text: str, together: list[str]) -> None:
    assert tied(text) == together


def test_han_and_latin_are_set_with_a_gap_between() -> None:
    assert list(chinese_pieces("使用APP办理")) == [("", "使"), ("g", "用"), ("t g", "APP"), ("", "办理")]


def test_no_gap_stands_beside_a_mark() -> None:
    assert [kind for kind, _ in chinese_pieces("（APP）")] == ["", "t", ""]


def test_the_first_of_two_full_width_marks_is_set_tight() -> None:
    assert [piece for kind, piece in chinese_pieces("“三社”，（一）。”") if kind == "h"] == ["”", "，", "）", "。"]
    assert [piece for kind, piece in chinese_pieces("三社，四社。") if kind == "h"] == []


def test_a_head_breaks_between_words_only() -> None:
    assert [piece for _, piece in head_pieces("服务对象满意度")] == ["服务", "对象", "满意度"]
    assert [piece for _, piece in head_pieces("其他资金")] == ["其他", "资金"]
    assert [piece for _, piece in head_pieces("项目名称（资金使用单位）")] == [
        "项目",
        "名称",
        "（",
        "资金",
        "使用",
        "单位",
        "）",
    ]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("24 sessions", "24\u00a0sessions"),
        ("at least 95% of residents", "at least 95%\u00a0of residents"),
        ('the "three-community" work', "the “three-community” work"),
        ("the district's stations", "the district’s stations"),
        ("≥ 1,000 m²", "≥\u00a01,000\u00a0m²"),
        ("No. 153", "No.\u00a0153"),
    ],
)
def test_english_keeps_a_number_with_its_word_and_has_curly_quotes(text: str, printed: str) -> None:
    assert "".join(piece for _, piece in english_pieces(text)) == printed


@settings(max_examples=100)
@given(TEXT)
def test_no_character_of_a_chinese_text_is_changed(text: str) -> None:
    assert "".join(piece for _, piece in chinese_pieces(text)) == text
    assert "".join(piece for _, piece in head_pieces(text)) == text


@settings(max_examples=100, deadline=None)
@given(TEXT.filter(str.strip))
def test_no_character_of_a_page_is_lost(text: str) -> None:
    page = f'<html><body><p lang="zh-CN">{text}<b>粗</b>{text}</p></body></html>'
    assert said_by(typeset(page)) == html.document_fromstring(page).text_content()


def test_the_page_of_a_book_says_the_same_set_as_unset(book: Make) -> None:
    made = book(project(), languages="[zh, en]")
    templates = templates_of(made.root)
    layout = read_layout(templates, "list", [], Place(""))
    assert layout is not None
    page = render(made.book, layout, "zh", {}, templates).html
    assert "".join(said_by(typeset(page)).split()) == "".join(html.document_fromstring(page).text_content().split())


def test_a_head_and_a_kind_are_joined_word_by_word_without_a_span() -> None:
    assert cell("其他资金", "th").text == f"其{JOINER}他资{JOINER}金"
    assert cell("社会效益", classes="kind").text == f"社{JOINER}会效{JOINER}益"
    assert spans_in(cell("其他资金", "th")) == []


def test_a_value_that_is_one_number_is_joined_without_a_span() -> None:
    assert cell("≥95%").text == "≥95%"
    assert cell("38万人次").text == f"38{JOINER}万{JOINER}人{JOINER}次"
    assert spans_in(cell("38万人次")) == []


def test_where_two_faces_meet_in_a_line_each_tie_has_a_span() -> None:
    assert spans_in(cell("达98%以上")) == [("达", "g"), ("98%以上", "t")]


@pytest.mark.parametrize(("tag", "text"), [("th", "第34期"), ("td", "第34期")])
def test_a_name_which_the_outline_repeats_has_no_joiners(tag: str, text: str) -> None:
    assert JOINER not in cell(text, tag, "name").text_content()
    assert JOINER not in typeset(f'<html><body><h1 lang="zh-CN">{text}</h1></body></html>').text_content()
