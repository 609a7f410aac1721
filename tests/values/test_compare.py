"""What a change of a target means."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targetbook.values import Comparison, Direction, compare_values, parse_value

HIGHER, LOWER, NONE = Direction.HIGHER, Direction.LOWER, Direction.NONE


def compared(old: str, new: str, direction: Direction = HIGHER) -> str:
    return compare_values(parse_value(old), parse_value(new), direction).value


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
    ],
)
def test_a_change_is_told_as_what_it_means(old: str, new: str, direction: Direction, expected: str) -> None:
    assert compared(old, new, direction) == expected


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
