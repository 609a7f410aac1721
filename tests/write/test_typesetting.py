"""A compositor's ties and gaps: what is set together, where a head may break, and that no character is lost on the way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from tests.books import Make, project

from targetbook.layout import read_layout, render, templates_of
from targetbook.problems import Place
from targetbook.write.typesetting import chinese_pieces, english_pieces, head_pieces, typeset

TEXT = st.text(
    alphabet="社区满意度指标值可持续影响达到以上第次人万元，。；：、（）“”【】〔〕ABCabc0123456789%％≥≤~–-. ",
    max_size=40,
)


def tied(text: str) -> list[str]:
    return [piece for kind, piece in chinese_pieces(text) if kind.startswith("t")]


def set_in(page: str, path: str) -> list[tuple[str, str]]:
    """The text and class of each span that was put into an element."""
    return [(span.text or "", span.get("class", "")) for span in typeset(page).iterfind(f".//{path}/span")]


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
    assert typeset(page).text_content() == html.document_fromstring(page).text_content()


def test_the_page_of_a_book_says_the_same_set_as_unset(book: Make) -> None:
    made = book(project(), languages="[zh, en]")
    templates = templates_of(made.root)
    layout = read_layout(templates, "list", [], Place(""))
    assert layout is not None
    page = render(made.book, layout, "zh", {}, templates).html
    assert "".join(typeset(page).text_content().split()) == "".join(
        html.document_fromstring(page).text_content().split()
    )


def test_what_is_said_in_a_head_is_set_by_words_and_in_a_cell_by_ties() -> None:
    head = '<thead><tr><th><p lang="zh-CN">其他资金</p></th></tr></thead>'
    body = '<tbody><tr><td><p lang="zh-CN">达98%以上</p></td></tr></tbody>'
    page = f"<html><body><table>{head}{body}</table></body></html>"
    assert set_in(page, "th/p") == [("其他", "w"), ("资金", "w")]
    assert set_in(page, "td/p") == [("达", "g"), ("98%以上", "t")]
