"""Word-level differences: nothing is lost, no number is cut, small islands are no news."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targetbook.review.reports.words import LARGEST, pieces, shortened

MARKS = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
TEXTS = st.text(st.sampled_from("提升社区服务水平能力0123456789,.%万人次场一二十 abc，。；\n\u0301👍"), max_size=60)


def marked(old: str, new: str) -> str:
    return "".join(MARKS[op].format(text) for op, text in pieces(old, new))


@given(TEXTS | st.text(max_size=30), TEXTS | st.text(max_size=30))
def test_both_texts_can_be_read_out_of_the_pieces(old: str, new: str) -> None:
    told = pieces(old, new)
    assert "".join(text for op, text in told if op != "insert") == old
    assert "".join(text for op, text in told if op != "delete") == new
    assert all(text for _, text in told)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert pieces(text, text) == ([("equal", text)] if text else [])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("社会工作站12个", "社会工作站13个", "社会工作站[-12个-]{+13个+}"),
        ("改造1,000平方米", "改造1,200平方米", "改造[-1,000平方米-]{+1,200平方米+}"),
        ("满意度95%以上", "满意度90%以上", "满意度[-95%-]{+90%+}以上"),
        ("服务38万人次。", "服务36万人次。", "服务[-38万人次-]{+36万人次+}。"),
        ("不少于十二场", "不少于十三场", "不少于[-十二-]{+十三+}场"),
        ("2024年12月底前完成", "2024年11月底前完成", "2024年[-12月-]{+11月+}底前完成"),
    ],
)
def test_a_number_is_never_cut(old: str, new: str, told: str) -> None:
    assert marked(old, new) == told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("开展培训。", "开展培训。组织活动。", "开展培训。{+组织活动。+}"),
        ("为困难老人助餐", "为困难和失能老人助餐", "为困难{+和失能+}老人助餐"),
        ("提升社区服务能力", "提高社区服务水平", "提[-升-]{+高+}社区服务[-能力-]{+水平+}"),
    ],
)
def test_chinese_shows_the_characters_that_changed(old: str, new: str, told: str) -> None:
    assert marked(old, new) == told


def test_english_is_told_by_words() -> None:
    assert marked("24 training sessions", "24 trained session leaders") == (
        "24 [-training sessions-]{+trained session leaders+}"
    )


def test_a_small_island_between_larger_changes_is_part_of_them() -> None:
    assert marked("组织志愿服务的活动", "开展邻里互助的宣传") == "[-组织志愿服务的活动-]{+开展邻里互助的宣传+}"


def test_very_long_texts_are_told_by_sentence_and_then_whole() -> None:
    sentence = "甲" * 200 + "。"
    many = sentence * 40
    assert (len(many) ** 2) > LARGEST
    assert marked(many, many + "乙" * 200 + "。") == many + "{+" + "乙" * 200 + "。+}"
    alone = "甲乙" * 30_000
    assert pieces(alone, "丙" + alone) == [("delete", alone), ("insert", "丙" + alone)]


def test_what_is_far_from_a_change_is_left_out_at_whole_words() -> None:
    told = pieces("Strengthen community services with 24 sessions", "Strengthen community services with 20 sessions")
    assert shortened(told, 8) == [
        ("equal", "…services with "),
        ("delete", "24 sessions"),
        ("insert", "20 sessions"),
    ]
