"""A value's normal form in both languages, and that nothing is lost on the way there and back."""

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from targetbook.values import Form, Moment, Value, format_value, parse_value
from targetbook.values.units import vocabulary


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("95%以上", "≥95%", "≥ 95%"),
        ("不低于1000平方米", "≥1,000平方米", "≥ 1,000 m²"),
        ("38万人次", "38万人次", "380,000 service contacts"),
        ("24次", "24次", "24 times"),
        ("98个", "98个", "98"),
        ("100%", "100%", "100%"),
        ("＝100%", "＝100%", "= 100%"),
        ("=100.00(%)", "＝100%", "= 100%"),
        ("1场次", "1场次", "1 session"),
        ("2场次", "2场次", "2 sessions"),
        ("2–3场次", "2～3场次", "2–3 sessions"),
        ("80%-90%", "80%～90%", "80%–90%"),
        ("±3%以内", "±3%", "±3%"),
        ("1000元/人·月", "1,000元/人·月", "CNY 1,000 per person per month"),
        ("≤65万元", "≤65万元", "≤ CNY 650,000"),
        ("5个百分点", "5个百分点", "5 percentage points"),
        ("5个工作日内", "≤5个工作日", "≤ 5 working days"),
        ("超过300人", "＞300人", "> 300 persons"),
        ("1 人/年", "1人/年", "1 person per year"),
        ("-1.50%", "−1.5%", "−1.5%"),
        ("约200人左右", "约200人", "about 200 persons"),
        ("达80%。", "80%", "80%"),
        ("提高50%", "提高50%", "increase by 50%"),
        ("2024年12月31日", "2024年12月31日", "31 December 2024"),
        ("2024-12-31", "2024年12月31日", "31 December 2024"),
        ("2024年12月31日前", "2024年12月31日前", "by 31 December 2024"),
        ("12月底前", "12月底前", "by the end of December"),
        ("2023年4月-2024年2月", "2023年4月—2024年2月", "April 2023 – February 2024"),
        ("2021年1月-12月", "2021年1月—12月", "January – December 2021"),
        ("2024-2026年", "2024年—2026年", "the years 2024–2026"),
        ("提高", "提高", "improve"),
        ("优", "优", "excellent"),
        ("及时。", "及时", "timely"),
        ("11月-次年3月", "11月—次年3月", "November – March of the following year"),
        ("2024年11月-次年3月", "2024年11月—2025年3月", "November 2024 – March 2025"),
        ("-5℃～-10℃", "−5～−10℃", "−5 to −10 °C"),
        ("7元/剂次", "7元/剂次", "CNY 7 per dose"),
        ("1000剂次", "1,000剂次", "1,000 doses"),
        ("240人天", "240人天", "240 person-days"),
        ("500元/人天", "500元/人·日", "CNY 500 per person per day"),
        ("≥78.5岁", "≥78.5岁", "≥ 78.5 years of age"),
        ("≤9/10万", "≤9/10万", "≤ 9 per 100,000"),
        ("3名/万人", "3人/万人", "3 persons per 10,000 persons"),
        ("365日历天", "365天", "365 days"),
        ("12艘", "12艘", "12 vessels"),
        ("3架", "3架", "3 aircraft"),
        ("240 person-days", "240人天", "240 person-days"),
        ("CNY 7 per dose", "7元/剂次", "CNY 7 per dose"),
        ("3 times a week", "3次/周", "3 times per week"),
        ("1,200 school places", "1,200个学位", "1,200 school places"),
        ("at least 95%", "≥95%", "≥ 95%"),
        ("CNY 1.2 million", "1,200,000元", "CNY 1,200,000"),
        ("excellent", "优", "excellent"),
    ],
)
def test_the_normal_form_in_both_languages(text: str, chinese: str, english: str) -> None:
    value = parse_value(text)
    assert (format_value(value, "zh"), format_value(value, "en")) == (chinese, english)


@pytest.mark.parametrize("text", ["评估完成率100%", "12月底到位", "严格执行相关制度规定", "标准：100%", "5辆次"])
def test_words_left_over_are_never_translated_by_guess(text: str) -> None:
    assert format_value(parse_value(text), "en") is None
    assert format_value(parse_value(text), "zh") is None


def meaning(value: Value) -> tuple[object, ...]:
    return value.form, value.comparator, value.number, value.upper, value.unit, value.start, value.end, value.is_hedged


UNITS = vocabulary().units
SPOKEN = sorted(name for name, unit in UNITS.items() if not unit.is_silent)
NUMBERS = st.decimals(min_value=Decimal("-999.99"), max_value=Decimal("99999999.99"), places=2, allow_nan=False)
RATES = st.builds(
    "{}/{}".format, st.sampled_from(SPOKEN), st.sampled_from(["人", "人·月", "年", "户·日", "剂次", "万人"])
)
QUANTITY_UNITS = st.one_of(st.none(), st.sampled_from(SPOKEN), RATES)
MONTHS = st.builds(Moment, st.integers(1990, 2100), st.integers(1, 12))
DAYS = st.builds(Moment, st.one_of(st.none(), st.integers(1990, 2100)), st.integers(1, 12), st.integers(1, 28))
ENDS = st.builds(Moment, st.one_of(st.none(), st.integers(1990, 2100)), st.integers(1, 12), part=st.just("end"))


@st.composite
def values(draw: st.DrawFn) -> Value:
    form = draw(st.sampled_from([form for form in Form if form not in (Form.TEXT, Form.WORD)]))
    if form is Form.SPAN:
        start, end = draw(st.one_of(st.tuples(MONTHS, MONTHS), st.tuples(DAYS, DAYS)))
        assume((start.year is None) == (end.year is None))
        return Value("", form, "=", start=start, end=end)
    if form is Form.DATE:
        start = draw(st.one_of(MONTHS, DAYS, ENDS))
        return Value("", form, draw(st.sampled_from(["=", "≤", "≥", "<", ">"])), start=start)
    comparator = {Form.TOLERANCE: "±", Form.BOUND: draw(st.sampled_from("≥≤><"))}.get(form, "=")
    word = draw(st.sampled_from([None, "＝", "约"])) if form is Form.EXACT else None
    upper = draw(NUMBERS) if form is Form.RANGE else None
    scale = draw(st.sampled_from([None, "万", "亿"]))
    number = draw(NUMBERS)
    number = abs(number) if form is Form.TOLERANCE else number
    return Value("", form, comparator, number, upper, scale, draw(QUANTITY_UNITS), bound_word=word)


@settings(max_examples=150, deadline=None)
@given(values(), st.sampled_from(["zh", "en"]))
def test_what_is_printed_reads_back_as_the_same_value(value: Value, language: str) -> None:
    printed = format_value(value, language)
    assert printed is not None
    assert meaning(parse_value(printed)) == meaning(value)


@pytest.mark.parametrize("word", sorted(vocabulary().words))
def test_every_known_word_goes_into_english_and_back(word: str) -> None:
    english = format_value(parse_value(word), "en")
    assert english is not None
    assert format_value(parse_value(english), "zh") == word


@pytest.mark.parametrize("name", SPOKEN)
def test_no_two_units_are_said_alike_in_english(name: str) -> None:
    assert {
        parse_value(format_value(Value("", Form.EXACT, "=", Decimal(n), unit=name), "en") or "").unit for n in (1, 2)
    } == {name}


@pytest.mark.parametrize("name", sorted(UNITS))
def test_every_unit_is_read_as_itself_after_a_number(name: str) -> None:
    assert parse_value(f"36{UNITS[name].chinese}").unit == name
