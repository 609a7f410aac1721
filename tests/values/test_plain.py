"""A value in words is compared as the number, the months or the year that its words say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targetbook.values import parse_value
from targetbook.values.plain import plainly

DIGITS = "零一二三四五六七八九"


def in_characters(number: int) -> str:
    """A number up to 9,999 as it is written in Chinese."""
    written, was_zero = "", True
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            written += ("零" if written and was_zero else "") + DIGITS[digit] + name
        was_zero = not digit
    return written.removeprefix("一") if written.startswith("一十") else written


@given(st.integers(2, 9_999))
def test_a_number_in_characters_is_the_number(number: int) -> None:
    value = plainly(parse_value(f"不少于{in_characters(number)}人"))
    assert (value.comparator, value.number, value.unit) == ("≥", number, "人")


@given(st.integers(1, 99))
def test_a_share_in_characters_is_per_cent(number: int) -> None:
    value = plainly(parse_value(f"百分之{in_characters(number)}"))
    assert (value.number, value.unit) == (number, "%")


@pytest.mark.parametrize(
    "text",
    [
        "十四五规划",
        "第一时间响应",
        "三级医院",
        "七八成",
        "统一部署",
        "一批成果",
        "一次性补助",
        "三百五",
        "年中小学",
        "每上半年",
        "三成立项",
        "形成一套制度",
        "every one-stop service",
        "2024年底",
        "每季度",
        "每年年底",
    ],
)
def test_words_that_count_nothing_stay_as_they_are(text: str) -> None:
    value = parse_value(text)
    assert plainly(value) == value


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("两次", "2次"),
        ("九成五以上", "95%以上"),
        ("千分之三", "3‰"),
        ("二〇二六年十二月三十一日前", "2026年12月31日前"),
        ("三季度末", "9月底"),
        ("下半年内", "12月底前"),
        ("2026年二至三季度", "2026年4月-9月"),
        ("次年一季度", "2027年3月底前"),
        ("本年内完成", "12月底前完成"),
        ("by the fourth quarter of 2026", "by the end of December 2026"),
        ("at least twenty-four sessions", "at least 24 sessions"),
    ],
)
def test_a_value_is_said_in_digits_and_months(text: str, plain: str) -> None:
    assert plainly(parse_value(text), 2026).text == plain
