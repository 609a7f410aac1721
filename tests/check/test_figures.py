"""The numbers of a text are the same in either language, however they are written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targetbook.check.figures import chinese_number, figures_of, implied_in

_NUMERALS = "零一二三四五六七八九"


def numbers(text: str, language: str) -> list[str]:
    return [f"{figure.number.normalize():f}{figure.sign}" for figure in figures_of(text, language)]


@pytest.mark.parametrize(
    ("chinese", "english", "stated"),
    [
        ("培训1,200人次", "1,200 people trained", ["1200"]),
        ("补助38万元", "380 thousand yuan", ["380000"]),
        ("覆盖率达95.5％", "covers 95.5 per cent", ["95.5%"]),
        ("提高5个百分点", "up by 5 percentage points", ["5point"]),
        ("开展3-5场", "3 to 5 sessions", ["3", "5"]),
        ("PM2.5监测点2个", "2 monitors of PM2.5", ["2"]),
    ],
)
def test_both_languages_state_the_same_numbers(chinese: str, english: str, stated: list[str]) -> None:
    assert numbers(chinese, "zh") == stated
    assert numbers(english, "en") == stated


@given(st.integers(0, 10**9), st.sampled_from(["zh", "en"]))
def test_a_number_in_digits_is_stated_where_it_stands(number: int, language: str) -> None:
    text = f"共 {number} 人"
    (figure,) = figures_of(text, language)
    assert figure.number == figure.bare == number
    assert text[figure.start : figure.end] == str(number)


@given(st.integers(1, 99))
def test_a_number_in_chinese_numerals_is_read_and_implied(number: int) -> None:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    written = head + (_NUMERALS[ones] if ones else "")
    assert chinese_number(written) == number
    assert Decimal(number) in implied_in(f"开展{written}次", "zh")
    assert figures_of(f"开展{written}次", "zh") == ()


@pytest.mark.parametrize("run", ["十四五", "三五", "一百二", ""])
def test_what_is_no_single_number_is_none(run: str) -> None:
    assert chinese_number(run) is None


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [("twice a year", "en", 2), ("in December", "en", 12), ("第一季度", "zh", 1), ("下午3时", "zh", 15)],
)
def test_words_imply_numbers_that_they_do_not_state(text: str, language: str, number: int) -> None:
    assert Decimal(number) in implied_in(text, language)
    assert Decimal(number) not in {figure.number for figure in figures_of(text, language)}
