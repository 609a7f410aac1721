"""What a change of a target means."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targetbook.values import Comparison, Direction, compare_values, parse_value

HIGHER, LOWER, NONE = Direction.HIGHER, Direction.LOWER, Direction.NONE


def compared(old: str, new: str, direction: Direction = HIGHER, year: int | None = None) -> str:
    return compare_values(parse_value(old), parse_value(new), direction, year).value


@pytest.mark.parametrize(
    ("old", "new", "direction", "expected"),
    [
        ("≥95%", "≥90%", HIGHER, "lowered"),
        ("95%", "90%", HIGHER, "lowered"),
        ("95%以上", "达90%以上", HIGHER, "lowered"),
        ("≤65万元", "≤70万元", LOWER, "lowered"),
        ("65万元", "70万元", LOWER, "lowered"),
        ("12月底前", "11月底前", LOWER, "raised"),
        ("2024年11月30日前", "2024年12月31日前", HIGHER, "lowered"),
        ("2021年1月-11月", "2021年3月-2022年1月", LOWER, "lowered"),
        ("11月-次年3月", "11月-次年4月", LOWER, "loosened"),
        ("11月-次年3月", "11月-3月", HIGHER, "same"),
        ("2024年11月-次年3月", "2024年11月-2025年3月", HIGHER, "same"),
        ("240人天", "240工日", HIGHER, "same"),
        ("≤9/10万", "≤10/10万", LOWER, "lowered"),
        ("-5℃～-10℃", "-5℃～-8℃", NONE, "tightened"),
        ("2–3场次", "1–2场次", HIGHER, "lowered"),
        ("2–3场次", "2场次", HIGHER, "lowered"),
        ("2场次", "3–4场次", HIGHER, "raised"),
        ("优", "良", HIGHER, "lowered"),
        ("成本降低10%", "成本降低5%", LOWER, "lowered"),
        ("提高50%", "提高40%", HIGHER, "lowered"),
        ("对18个社工服务站各开展1次评估", "对16个社工服务站各开展1次评估", HIGHER, "lowered"),
        ("±3%", "±5%", NONE, "loosened"),
        ("±3%", "±5%", HIGHER, "loosened"),
        ("80%～90%", "70%～90%", HIGHER, "loosened"),
        (">95%", "≥95%", HIGHER, "loosened"),
        ("≥95%", "95%", HIGHER, "loosened"),
        ("≥95%", "达95%", HIGHER, "loosened"),
        ("95%", "约95%", HIGHER, "loosened"),
        ("≥95%", "≤95%", HIGHER, "lowered"),
        ("≤95%", "≥95%", HIGHER, "raised"),
        ("24小时内", "3天内", LOWER, "lowered"),
        ("3天内", "72小时内", LOWER, "same"),
        ("≥1公里", "≥900米", HIGHER, "lowered"),
        ("10个工作日内", "10天内", LOWER, "unit_changed"),
        ("不低于24场", "原则上不低于24场", HIGHER, "loosened"),
        ("力争≥24场", "≥24场", HIGHER, "tightened"),
        ("≥1/3", "≥1/4", HIGHER, "not_comparable"),
        ("95%", "≤95%", HIGHER, "loosened"),
        ("投诉≤5件", "投诉≤10件", HIGHER, "loosened"),
        ("≥90%", "≥80%", NONE, "loosened"),
        ("100%", "90%", NONE, "moved"),
        ("≥95%", "提高", HIGHER, "made_vague"),
        ("2场次", "严格执行相关制度规定", HIGHER, "made_vague"),
        ("65万元", "65万人", LOWER, "unit_changed"),
        ("≥95%", "≥95‰", HIGHER, "lowered"),
        ("≤5‰", "≤0.5%", LOWER, "same"),
        ("90%±5%", "90%±10%", HIGHER, "loosened"),
        ("90%±10%", "90%±5%", LOWER, "tightened"),
        ("2场次", "2", HIGHER, "unit_changed"),
        ("98个", "98", HIGHER, "same"),
        ("95%以上", "≥95%", HIGHER, "same"),
        ("95%以上", "≥９５．０％", HIGHER, "same"),
        ("38万人次", "380,000人次", HIGHER, "same"),
        ("达80%。", "达80%", HIGHER, "same"),
        ("评估完成率100%", "100%", HIGHER, "reworded"),
        ("提高", "改善", HIGHER, "reworded"),
        ("2024年工作计划", "2025年工作计划", HIGHER, "reworded"),
        ("对18个站各开展1次", "对16个站各开展2次", HIGHER, "not_comparable"),
        ("12月底前", "95%", HIGHER, "not_comparable"),
        ("12月底前", "2024年12月底前", LOWER, "not_comparable"),
        ("±3%", "3%", NONE, "not_comparable"),
        ("提高50%", "提高到50%", HIGHER, "not_comparable"),
        ("成效提高50%", "成效降低50%", HIGHER, "not_comparable"),
        ("2024年1季度", "2024年4季度", HIGHER, "lowered"),
        ("Q1", "Q2", HIGHER, "lowered"),
        ("第一季度", "一至三季度", HIGHER, "loosened"),
        ("第二季度末前", "6月底前", HIGHER, "same"),
        ("一季度完成", "二季度完成", HIGHER, "lowered"),
        ("上半年", "下半年", HIGHER, "lowered"),
        ("上半年", "7月底前", HIGHER, "lowered"),
        ("年底前", "12月底前", HIGHER, "same"),
        ("Q1 2026", "first half of 2026", HIGHER, "loosened"),
        ("by the second quarter of 2026", "by August 2026", HIGHER, "lowered"),
        ("≥九成", "≥50%", HIGHER, "lowered"),
        ("九成以上", "八成五以上", HIGHER, "lowered"),
        ("百分之九十五", "百分之百", HIGHER, "raised"),
        ("90%", "百分之九十", HIGHER, "same"),
        ("十二个", "10个", HIGHER, "lowered"),
        ("一百零五人", "九十八人", HIGHER, "lowered"),
        ("二十余场", "20余场", HIGHER, "same"),
        ("二十万元", "30万元", LOWER, "lowered"),
        ("培训十场，参训二百人", "培训八场，参训一百五十人", HIGHER, "lowered"),
        ("twenty-four sessions", "twenty sessions", HIGHER, "lowered"),
        ("零投诉", "投诉≤5起", LOWER, "lowered"),
        ("≥95%", "形成一批成果", HIGHER, "made_vague"),
        ("落实两个责任", "≥95%", HIGHER, "made_exact"),
        ("落实两个责任", "抓好三项工作", HIGHER, "reworded"),
        ("落实“十四五”规划", "落实“十五五”规划", HIGHER, "reworded"),
        ("三分之二", "三分之一", HIGHER, "reworded"),
        ("每月≥2次", "每年≥2次", HIGHER, "lowered"),
        ("每月≥2次", "每年≥24次", HIGHER, "same"),
        ("每季度一次", "每半年一次", HIGHER, "lowered"),
        ("2次/月", "每月2次", HIGHER, "same"),
        ("500元/人·月", "5000元/人·年", HIGHER, "lowered"),
        ("每年≥24场", "≥20场", HIGHER, "lowered"),
        ("每月2场", "2场", HIGHER, "unit_changed"),
        ("每社区2场", "每社区1场", HIGHER, "lowered"),
        ("显著", "较显著", HIGHER, "lowered"),
        ("水平显著提高", "水平有所提高", HIGHER, "lowered"),
        ("水平持续提高", "水平不断提高", HIGHER, "reworded"),
        ("满意", "比较满意", HIGHER, "lowered"),
        ("不满意", "满意", HIGHER, "raised"),
        ("完成", "基本完成", HIGHER, "lowered"),
        ("获市级一等奖", "获市级二等奖", HIGHER, "lowered"),
        ("A级", "B级", HIGHER, "lowered"),
        ("高", "较高", LOWER, "lowered"),
        ("高", "低", HIGHER, "lowered"),
        ("高", "低", LOWER, "raised"),
        ("高", "低", NONE, "reworded"),
    ],
)
def test_a_change_is_told_as_what_it_means(old: str, new: str, direction: Direction, expected: str) -> None:
    assert compared(old, new, direction) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("12月底前", "2027年1月底前", "lowered"),
        ("12月底前", "2026年12月底前", "same"),
        ("11月-次年3月", "2026年11月-2027年4月", "loosened"),
        ("当年", "次年", "lowered"),
        ("当年12月底前", "次年3月底前", "lowered"),
        ("年底前", "2027年年初", "lowered"),
        ("每月2场", "2场", "lowered"),
        ("每季度1次", "4次", "same"),
    ],
)
def test_a_value_of_a_year_is_read_in_that_year(old: str, new: str, expected: str) -> None:
    assert compared(old, new, year=2026) == expected
    assert compared(new, old, year=2026) == TURNED.get(expected, expected)


TURNED = {
    "lowered": "raised",
    "raised": "lowered",
    "loosened": "tightened",
    "tightened": "loosened",
    "made_vague": "made_exact",
    "made_exact": "made_vague",
}
SOME = [
    "≥95%",
    "95%",
    ">95%",
    "≤95%",
    "达95%",
    "约95%",
    "90%～95%",
    "92%～95%",
    "95%～98%",
    "±3%",
    "±5%",
    "12月底前",
    "12月底",
    "2024年12月31日前",
    "2024年1月-12月",
    "2024年",
    "提高",
    "优",
    "良",
    "2场次",
    "2–3场次",
    "≥2场次",
    "2",
    "98个",
    "对18个社工站各开展1次",
    "对16个社工站各开展1次",
    "严格执行相关制度规定",
    "<2场次",
    "≥-1%",
    "11月-次年3月",
    "11月-次年4月",
    "-5℃～-10℃",
    "零下3℃",
    "九成以上",
    "二十场",
    "第二季度",
    "下半年",
    "每月2场",
    "每年2场",
    "显著提高",
    "有所提高",
    "良好",
    "零投诉",
]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SOME), st.sampled_from(SOME), st.sampled_from(Direction))
def test_a_change_turned_round_is_told_as_the_opposite(old: str, new: str, direction: Direction) -> None:
    there, back = compared(old, new, direction), compared(new, old, direction)
    assert back == TURNED.get(there, there)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30), st.sampled_from(Direction))
def test_nothing_changed_is_the_same(text: str, direction: Direction) -> None:
    assert compare_values(parse_value(text), parse_value(text), direction) is Comparison.SAME
