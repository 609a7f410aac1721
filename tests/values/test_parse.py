"""What the grammar of target values reads, and what it leaves as text."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targetbook.values import Form, Moment, Value, accrues_by_default, parse_value


def quantity(text: str) -> tuple[str | None, str, str | None]:
    value = parse_value(text)
    assert value.number is not None, f"{text} was read as {value.form}"
    return value.comparator, f"{value.number.normalize():f}", value.unit


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        *((f"{sign}95%", "≥") for sign in ("≥", ">=", "=>", "≧", "不低于", "不少于", "不小于", "至少", "至少达到")),
        *((f"{sign}95%", "≤") for sign in ("≤", "<=", "=<", "≦", "不超过", "不高于", "不大于", "至多", "最多")),
        *((f"{sign}95%", ">") for sign in (">", "＞", "超过", "高于", "大于")),
        *((f"{sign}95%", "<") for sign in ("<", "＜", "低于", "少于", "小于")),
        *((f"{sign}95%", "=") for sign in ("", "=", "＝", "﹦", "等于", "达", "达到", "约", "二")),
        *((f"95%{word}", "≥") for word in ("以上", "及以上", "（含）以上", "以上（含）")),
        *((f"95%{word}", "≤") for word in ("以下", "及以下", "以内", "之内")),
        ("达95%以上", "≥"),
        ("达到95%及以上", "≥"),
        ("控制在95%以内", "≤"),
        ("不超过95%以内", "≤"),
        ("at least 95%", "≥"),
        ("no less than 95 percent", "≥"),
        ("95% or more", "≥"),
        ("No more than 95%", "≤"),
        ("more than 95%", ">"),
        ("fewer than 95%", "<"),
    ],
)
def test_signs_and_words_give_one_comparator(text: str, comparator: str) -> None:
    assert quantity(text) == (comparator, "95", "%")


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("95％", "95", "%"),
        ("95(%)", "95", "%"),
        ("100.00（%）", "100", "%"),
        ("100百分比", "100", "%"),
        ("百分之95", "95", "%"),
        ("5个百分点", "5", "百分点"),
        ("约 3 万元", "30000", "元"),
        ("1\u2009000\u00a0m²", "1000", "平方米"),
        ("500元/人·天", "500", "元/人·日"),
        ("１，０００㎡", "1000", "平方米"),
        ("1,000 m²", "1000", "平方米"),
        ("1000平米", "1000", "平方米"),
        ("38万人次", "380000", "人次"),
        ("150万", "1500000", None),
        ("1.5亿元", "150000000", "元"),
        ("65万元", "650000", "元"),
        ("65.00(万元)", "650000", "元"),
        ("10606.7522万元", "106067522", "元"),
        ("1000元/人", "1000", "元/人"),
        ("1,000元/人·月", "1000", "元/人·月"),
        ("1000元/（人·月）", "1000", "元/人·月"),
        ("1000元/人/月", "1000", "元/人·月"),
        ("1 人/年", "1", "人/年"),
        ("35微克/立方米", "35", "微克/立方米"),
        ("5个工作日", "5", "工作日"),
        ("3个月", "3", "个月"),
        ("985米", "985", "米"),
        ("24 times", "24", "次"),
        ("1 session", "1", "场次"),
        ("CNY 1,000 per person per month", "1000", "元/人·月"),
        ("CNY 1.2 million", "1200000", "元"),
        ("3", "3", None),
        ("0%", "0", "%"),
        ("-1%", "-1", "%"),
        ("零下5℃", "-5", "℃"),
        ("7元/剂次", "7", "元/剂次"),
        ("CNY 7 per dose", "7", "元/剂次"),
        ("2.5万人份", "25000", "人份"),
        ("240人天", "240", "人·天"),
        ("30工日", "30", "人·天"),
        ("240 person-days", "240", "人·天"),
        ("15人月", "15", "人·月"),
        ("500元/人天", "500", "元/人·日"),
        ("CNY 50 per person-day", "50", "元/人·日"),
        ("1000元每人每月", "1000", "元/人·月"),
        ("CNY 50 a month", "50", "元/月"),
        ("4 times a year", "4", "次/年"),
        ("365日历天", "365", "天"),
        ("300个日历天", "300", "天"),
        ("30 calendar days", "30", "天"),
        ("78.5岁", "78.5", "岁"),
        ("人均预期寿命79.5岁", "79.5", "岁"),
        ("78.5 years of age", "78.5", "岁"),
        ("1/10万", "1", "1/10万"),
        ("8.5/10 万", "8.5", "1/10万"),
        ("9 per 100,000", "9", "1/10万"),
        ("100例/10万人", "100", "宗/10万人"),
        ("3名/万人", "3", "人/万人"),
        ("1250元/生·学期", "1250", "元/生·学期"),
        ("1200个学位", "1200", "学位"),
        ("15件（套）", "15", "件"),
        ("5万人（次）", "50000", "人次"),
        ("4.5米³/秒", "4.5", "立方米/秒"),
        ("2000m³/d", "2000", "立方米/日"),
        ("20mg/L", "20", "毫克/升"),
        ("0.5元/千瓦·时", "0.5", "元/千瓦时"),
        ("0.5吨标准煤/万元", "0.5", "吨标准煤/万元"),
        ("55dB(A)", "55", "分贝"),
        ("10千伏", "10", "千伏"),
        ("1000Mbps", "1000", "Mbps"),
        ("500GB", "500", "GB"),
        ("24h", "24", "小时"),
        ("30 min", "30", "分钟"),
        ("12艘", "12", "艘"),
        ("40架次", "40", "架次"),
        ("节约10万元", "100000", "元"),
        ("100", "100", None),
    ],
)
def test_numbers_are_read_with_scale_and_canonical_unit(text: str, number: str, unit: str | None) -> None:
    assert quantity(text) == ("=", number, unit)


def test_a_zero_is_a_target_and_no_blank() -> None:
    assert parse_value("0%").is_quantified
    assert parse_value("0%").number == 0
    assert parse_value("").form is Form.TEXT


def test_numbers_stay_exact_to_the_last_digit() -> None:
    assert parse_value("0.1%").number == Decimal("0.1")
    assert parse_value("123456789012.34元").number == Decimal("123456789012.34")


def test_the_scale_is_kept_as_written() -> None:
    assert parse_value("38万人次").scale == "万"
    assert parse_value("380,000人次").scale is None


@pytest.mark.parametrize(
    ("text", "number", "unit", "after"),
    [
        ("1000M", "1000", None, "M"),
        ("1000m", "1000", "米", ""),
        ("1000M²", "1000", "平方米", ""),
        ("100MB", "100", "MB", ""),
        ("200辆次", "200", None, "辆次"),
        ("120班次", "120", None, "班次"),
        ("5元/辆次", "5", "元", "/辆次"),
    ],
)
def test_a_unit_is_not_read_out_of_another(text: str, number: str, unit: str | None, after: str) -> None:
    assert quantity(text) == ("=", number, unit)
    assert parse_value(text).after == after


@pytest.mark.parametrize("text", ["79岁以上", "10万+人次", "100+"])
def test_what_may_be_more_is_a_floor(text: str) -> None:
    assert parse_value(text).comparator == "≥"


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("2–3场次", 2, 3, "场次"),
        ("10～12场", 10, 12, "场次"),
        ("80%～90%", 80, 90, "%"),
        ("80%-90%", 80, 90, "%"),
        ("80-90%", 80, 90, "%"),
        ("3至5天", 3, 5, "天"),
        ("1-2万人次", 10000, 20000, "人次"),
        ("5000-1万元", 5000, 10000, "元"),
        ("2 to 3 sessions", 2, 3, "场次"),
        ("≥80%且≤90%", 80, 90, "%"),
        ("-5℃～-10℃", -5, -10, "℃"),
        ("-3℃至5℃", -3, 5, "℃"),
        ("零下10℃～零下5℃", -10, -5, "℃"),
        ("−5 to −10 °C", -5, -10, "℃"),
        ("100元/人～300元/人", 100, 300, "元/人"),
    ],
)
def test_a_range_keeps_both_ends(text: str, low: int, high: int, unit: str) -> None:
    value = parse_value(text)
    assert value.form is Form.RANGE
    assert (value.number, value.upper, value.unit) == (Decimal(low), Decimal(high), unit)


def test_bounds_that_leave_nothing_between_stay_as_written_for_a_rule_to_find() -> None:
    value = parse_value("≥90%且≤80%")
    assert value.form is Form.RANGE
    assert (value.number, value.upper) == (Decimal(90), Decimal(80))


@pytest.mark.parametrize("text", ["±3%", "±3%以内", "＋/－3%", "正负3%", "误差±3%", "within ±3%"])
def test_a_tolerance_goes_both_ways(text: str) -> None:
    value = parse_value(text)
    assert (value.form, value.comparator, value.number, value.unit) == (Form.TOLERANCE, "±", Decimal(3), "%")


@pytest.mark.parametrize(
    ("text", "comparator", "moment"),
    [
        ("2024年12月31日前", "≤", Moment(2024, 12, 31)),
        ("2024年12月31日之前", "≤", Moment(2024, 12, 31)),
        ("不晚于2024年12月31日", "≤", Moment(2024, 12, 31)),
        ("2024年1月1日起", "≥", Moment(2024, 1, 1)),
        ("2024-12-31", "=", Moment(2024, 12, 31)),
        ("２０２４/12/31", "=", Moment(2024, 12, 31)),
        ("2024-12", "=", Moment(2024, 12)),
        ("12月底", "=", Moment(month=12, part="end")),
        ("12月底前", "≤", Moment(month=12, part="end")),
        ("2024年底前完成", "≤", Moment(2024, part="end")),
        ("2024年年底前", "≤", Moment(2024, part="end")),
        ("2024年", "=", Moment(2024)),
        ("31 December 2024", "=", Moment(2024, 12, 31)),
        ("December 31, 2024", "=", Moment(2024, 12, 31)),
        ("by 31 December 2024", "≤", Moment(2024, 12, 31)),
        ("by the end of December", "≤", Moment(month=12, part="end")),
    ],
)
def test_a_date_keeps_what_the_author_said_of_it(text: str, comparator: str, moment: Moment) -> None:
    value = parse_value(text)
    assert (value.form, value.comparator, value.start) == (Form.DATE, comparator, moment)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2021年1月-12月", Moment(2021, 1), Moment(2021, 12)),
        ("2021年1-12月", Moment(2021, 1), Moment(2021, 12)),
        ("2023年4月-2024年2月", Moment(2023, 4), Moment(2024, 2)),
        ("1—7月", Moment(month=1), Moment(month=7)),
        ("11月-次年3月", Moment(month=11), Moment(month=3)),
        ("11月15日至翌年3月15日", Moment(month=11, day=15), Moment(month=3, day=15)),
        ("2024年11月-次年3月", Moment(2024, 11), Moment(2025, 3)),
        ("2024年9月1日至次年8月31日", Moment(2024, 9, 1), Moment(2025, 8, 31)),
        ("2024.01-2024.12", Moment(2024, 1), Moment(2024, 12)),
        ("November – March of the following year", Moment(month=11), Moment(month=3)),
        ("November 2024 – March of the following year", Moment(2024, 11), Moment(2025, 3)),
        ("2024年3月1日至5月31日", Moment(2024, 3, 1), Moment(2024, 5, 31)),
        ("2024-01-01至2024-12-31", Moment(2024, 1, 1), Moment(2024, 12, 31)),
        ("2019年--2021年", Moment(2019), Moment(2021)),
        ("April 2023 – February 2024", Moment(2023, 4), Moment(2024, 2)),
        ("January – December 2021", Moment(2021, 1), Moment(2021, 12)),
    ],
)
def test_a_span_has_a_start_and_an_end(text: str, start: Moment, end: Moment) -> None:
    value = parse_value(text)
    assert (value.form, value.start, value.end) == (Form.SPAN, start, end)


@pytest.mark.parametrize("text", ["2024年13月31日前", "2023年2月29日", "2024年4月31日", "13月-次年3月"])
def test_a_day_that_no_calendar_has_is_no_date(text: str) -> None:
    assert parse_value(text).form is Form.TEXT


WORDS = "提高 提升 改善 及时 可控 健全 长期 优 良 中 差 不超预算 效果明显 有效保障 达成预期指标 improved excellent"


@pytest.mark.parametrize("text", WORDS.split())
def test_a_known_word_is_no_number(text: str) -> None:
    assert parse_value(text).form is Form.WORD
    assert not parse_value(text).is_quantified


@pytest.mark.parametrize(
    "text",
    [
        "严格执行相关制度规定",
        "推动广州城乡社区建设工作走在全国全省前列",
        "对18个社工服务站各开展1次中期和末期评估",
        "培训2场次；社区志愿培训全年不少于36场次",
        "12月底前完成95%",
        "2024年工作计划",
        "每月5日前",
        "20±2℃",
        "不低于80%以下",
        "未达80%",
        "近3年",
        "最近3个月",
        "不低于近3年平均值",
        "过去3年平均水平",
        "the past 3 years",
        "1月-次年3月",
        "每月20日",
        "全省前3名",
        "50年一遇",
        "2024-2025学年",
        "60岁以上老年人",
        "people aged 60 and over",
        "the fourth quarter of 2024",
        "-5--10℃",
        "50元/人-100元",
        "GB/T 15835",
        "符合GB 50300—2013",
        "GB 3095-2012二级",
        "执行CJJ 134-9",
        "DB44/T 27-2001",
        "ISO 9001—2015认证",
        "T+1",
        "2T",
        "5S管理",
        "1:23",
        "7×24小时",
        "10000人次±3%",
        "1.3e3",
        "٣",
        "NaN",
        "Infinity",
        "1,00%",
        "1.2.3",
        "1/3",
        "9" * 19,
        "1" * 100_000,
    ],
)
def test_what_is_not_one_value_stays_text(text: str) -> None:
    value = parse_value(text)
    assert (value.form, value.number, value.comparator) == (Form.TEXT, None, None)
    assert not value.is_quantified


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("评估完成率100%", "评估完成率", ""),
        ("标准：100%", "标准：", ""),
        ("达80%。", "", "。"),
        ("每个社工站每年度至少完成50个专业个案", "每个社工站每年度完成", "专业个案"),
        ("提高50%", "提高", ""),
        ("12月底到位", "", "到位"),
        ("PM2.5浓度≤35微克/立方米", "PM2.5浓度", ""),
        ("3A级景区覆盖率≥90%", "3A级景区覆盖率", ""),
        ("5G网络覆盖率100%", "5G网络覆盖率", ""),
        ("2024年覆盖率达95%", "2024年覆盖率", ""),
        ("60岁以上老年人健康管理率≥70%", "60岁以上老年人健康管理率", ""),
        ("12345热线办结率≥95%", "12345热线办结率", ""),
        ("近5年平均值的95%", "近5年平均值的", ""),
        ("目前100名学员", "目前", "学员"),
        ("3次以上（含3次）", "", ""),
        ("每季度1次", "每季度", ""),
        ("按穗财保〔2023〕153号完成率100%", "按穗财保〔2023〕153号完成率", ""),
    ],
)
def test_words_beside_the_quantity_are_left_over(text: str, before: str, after: str) -> None:
    value = parse_value(text)
    assert value.is_quantified
    assert (value.before, value.after) == (before, after)


@pytest.mark.parametrize(
    ("text", "word", "is_vague"),
    [
        ("80%", None, False),
        ("≥80%", "≥", False),
        ("＝80%", "＝", False),
        ("80%以上", "以上", False),
        ("达80%以上", "达…以上", False),
        ("不低于80%", "不低于", False),
        ("达80%", "达", True),
        ("达到80%", "达到", True),
        ("约80%", "约", True),
        ("80%左右", "左右", True),
        ("300余人", "余", True),
        ("about 80%", "about", True),
        ("接近80%", "接近", True),
        ("预约80人", None, False),
        ("下达80%", None, False),
    ],
)
def test_the_word_that_binds_is_told_apart(text: str, word: str | None, is_vague: bool) -> None:
    value = parse_value(text)
    assert (value.bound_word, value.is_vague) == (word, is_vague)


def test_a_sign_is_told_from_words() -> None:
    assert parse_value(">=80%").has_sign
    assert not parse_value("80%以上").has_sign
    assert not parse_value("80%").has_sign


@pytest.mark.parametrize(
    ("unit", "accrues"), [("人次", "sum"), ("%", "rate"), ("平方米", "level"), ("元/人·月", "rate"), (None, None)]
)
def test_units_tell_how_their_values_add_over_years(unit: str | None, accrues: str | None) -> None:
    assert accrues_by_default(unit) == accrues


PIECES = st.sampled_from(
    [
        "≥",
        "≤",
        "=",
        "±",
        "-",
        "~",
        "至",
        "不低于",
        "达",
        "约",
        "至少",
        "完成",
        "以上",
        "以内",
        "左右",
        "%",
        "(",
        ")",
        "万",
        "亿",
        "元",
        "/人",
        "·月",
        "次",
        "场次",
        "个",
        "年",
        "月",
        "日",
        "底",
        "前",
        "2024",
        "12",
        "31",
        "0",
        "1,000",
        "3.5",
        "。",
        "；",
        "且",
        "第",
        "提高",
        "CNY",
        "per",
        "month",
        "by",
        "December",
        "to",
        "A",
        "٣",
        "二",
        "余",
        "次年",
        "近",
        "零下",
        "每",
        "岁",
        "/10万",
        "M",
        "+",
        ".",
        ",",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)))
def test_no_text_is_too_strange_to_read(text: str) -> None:
    value = parse_value(text)
    assert isinstance(value, Value)
    assert value.text == text
    assert (value.number is not None or value.start is not None) == value.is_quantified
