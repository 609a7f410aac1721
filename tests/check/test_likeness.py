"""Names are likened by their characters: what only spelling tells apart is the same, what is measured is not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from targetbook.check.likeness import likeness, measures_of, name_key, names_a_subject, share_words, spelling_key
from targetbook.check.wording import bigrams_of, ends_in, listed, stem_of

NAMES = st.text("社区培训场次人满意度的率（）()-、％% ABab水平程度情况", max_size=12)


@given(NAMES)
def test_a_key_is_its_own_key(name: str) -> None:
    assert spelling_key(spelling_key(name)) == spelling_key(name)
    assert spelling_key(name_key(name)) == name_key(name)


@given(NAMES, NAMES)
def test_likeness_has_no_direction_and_lies_between_nothing_and_all(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert likeness(one, one) == (1 if len(spelling_key(one)) > 1 else 0)


@pytest.mark.parametrize("name", ["社区的培训场次", "社区培训-场次", "社区培训（场次）", "社区培训 场次。"])
def test_spelling_alone_makes_no_other_name(name: str) -> None:
    assert spelling_key(name) == spelling_key("社区培训场次")
    assert likeness(name, "社区培训场次") == 1


def test_a_unit_in_brackets_is_no_part_of_a_name_and_other_words_are() -> None:
    assert name_key("群众满意度（％）") == name_key("群众满意度(%)") == "群众满意度"
    assert name_key("补助人数（农村）") != name_key("补助人数（城市）")


@pytest.mark.parametrize(
    ("name", "measured"),
    [
        ("工程验收合格率", {"quality"}),
        ("补贴发放及时率", {"time"}),
        ("设备完好率", {"quality", "soundness"}),
        ("受训人数", set()),
        ("服务覆盖情况", set()),
    ],
)
def test_the_tail_of_a_rate_says_what_it_measures(name: str, measured: set[str]) -> None:
    assert measures_of(name) == measured


def test_a_subject_is_what_is_left_beside_the_measure() -> None:
    assert names_a_subject("志愿队伍创建及时率")
    assert not names_a_subject("项目按时完成率")
    assert share_words("社区志愿队伍覆盖率", "志愿队伍创建及时率")
    assert not share_words("设备验收合格率", "群众满意率")


@given(NAMES)
@example("A(())")
@example("满意程度情况")
def test_a_stem_has_neither_marks_nor_brackets_and_the_name_ends_in_it(name: str) -> None:
    stem = stem_of(name)
    assert not set(stem) & set(" 、%％")
    assert not stem or ends_in(name, (stem,))


@given(st.text("社区培训", max_size=8))
def test_a_text_has_a_pair_for_each_two_neighbours(text: str) -> None:
    pairs = bigrams_of(text)
    assert len(pairs) <= max(len(text) - 1, 0)
    assert all(pair in text and len(pair) == 2 for pair in pairs)


def test_a_list_is_written_with_spaces_in_chinese_and_commas_in_english() -> None:
    assert listed("提高 提升", "降低", english="rise by, fall by") == ("提高", "提升", "降低", "rise by", "fall by")
    assert listed() == ()
