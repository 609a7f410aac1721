"""Which way is better, by an indicator's name and values."""

import pytest

from targetbook.model.directions import better_by_words
from targetbook.values import parse_value


def better(name: str, value: str, of: str = "") -> str | None:
    return better_by_words(name, [parse_value(value)], is_of_time=of == "time", is_of_cost=of == "cost")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("投诉率", "3%"),
        ("差错率", "≤1%"),
        ("安全事故起数", "0起"),
        ("失业率", "5%"),
        ("PM2.5年均浓度", "35微克/立方米"),
        ("碳排放总量", "100吨"),
        ("响应时间", "10分钟"),
        ("不合格率", "2%"),
        ("投诉率（%）", "1%"),
        ("误差率", "1%"),
        ("违规资金比例", "2%"),
        ("违规案件数", "2件"),
        ("Carbon emissions", "9吨"),
        ("Complaint rate", "1%"),
    ],
)
def test_less_of_a_bad_thing_is_better(name: str, value: str) -> None:
    assert better(name, value) == "lower"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("投诉处理率", "95%"),
        ("投诉办结率", "95%"),
        ("事故隐患整改率", "95%"),
        ("失业人员再就业率", "50%"),
        ("污水达标排放率", "95%"),
        ("减排总量", "3吨"),
        ("查处违法案件数", "20件"),
        ("合格率", "95%"),
        ("响应时间达标率", "95%"),
        ("办结时限", "95%"),
        ("满意度", "90%"),
        ("零事故单位数", "20个"),
        ("投诉合格率", "90%"),
    ],
)
def test_what_is_done_about_a_bad_thing_is_left_to_its_kind(name: str, value: str) -> None:
    assert better(name, value) is None


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("工期", "2年", "lower"),
        ("办结时限", "5个工作日", "lower"),
        ("完成时间", "20240630", "lower"),
        ("超期率", "5%", "lower"),
        ("质保期", "24个月", "higher"),
        ("公示时间", "7天", "higher"),
        ("完成时间", "提前10天", "higher"),
        ("发放及时率", "100%", None),
        ("服务年限", "≥2年", "higher"),
        ("维护响应时间", "2小时", "lower"),
        ("办理时限", "缩短至5天", "lower"),
        ("办理天数", "缩短5天", "higher"),
        ("质量保证期", "24个月", "higher"),
        ("开展情况", "每天8小时", None),
        ("完成时间", "12月底前", None),
    ],
)
def test_a_time_is_better_short_and_what_lasts_better_long(name: str, value: str, expected: str | None) -> None:
    assert better(name, value, "time") == expected


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("成本节约率", "5%", "higher"),
        ("运行成本", "降低10%", "higher"),
        ("运行成本", "降低到10%", None),
        ("资金到位率", "100%", "higher"),
        ("预算控制", "65万元", None),
        ("成本支出率", "100%", None),
        ("预算支出率", "95%", "higher"),
        ("撬动社会资金", "50万元", "higher"),
    ],
)
def test_a_cost_is_better_low_and_what_is_saved_better_high(name: str, value: str, expected: str | None) -> None:
    assert better(name, value, "cost") == expected
