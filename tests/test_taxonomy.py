"""The two frames of indicators, as the Ministry of Finance issued them."""

from collections import Counter

import pytest

from targetbook.taxonomy import (
    BUILT_IN,
    Due,
    Taxonomy,
    built_in,
    label_of,
    levels_of,
    moved_kind,
    taxonomy_of,
    words_of,
)

both_frames = pytest.mark.parametrize("frame", [built_in(name) for name in BUILT_IN], ids=BUILT_IN)


def named(frame: Taxonomy, word: str) -> str | None:
    kind = words_of(frame).get(word)
    return kind.key if kind else None


def test_the_frame_of_2015_has_three_first_levels_and_the_printed_codes() -> None:
    frame = built_in("mof-2015")
    assert [(level.code, level.name["zh"]) for level in levels_of(frame)] == [
        ("1", "产出指标"), ("2", "效益指标"), ("3", "满意度指标"),
    ]  # fmt: skip
    assert [kind.code for kind in frame.kinds] == ["11", "12", "13", "14", "21", "22", "23", "24", "31"]


def test_the_frame_of_2021_puts_cost_first_and_apart_from_output() -> None:
    frame = built_in("mof-2021")
    assert [level.name["zh"] for level in levels_of(frame)] == ["成本指标", "产出指标", "效益指标", "满意度指标"]
    assert [kind.name["zh"] for kind in frame.kinds][:3] == ["经济成本指标", "社会成本指标", "生态环境成本指标"]
    assert "output.cost" not in {kind.key for kind in frame.kinds}


@both_frames
def test_less_cost_is_better_and_more_of_the_rest(frame: Taxonomy) -> None:
    lower = {kind.key for kind in frame.kinds if kind.direction == "lower"}
    assert lower == {kind.key for kind in frame.kinds if "cost" in kind.key}


@both_frames
def test_each_kind_has_a_key_and_a_name_of_its_own_in_both_languages(frame: Taxonomy) -> None:
    for words in (
        [kind.key for kind in frame.kinds],
        *([kind.name[language] for kind in frame.kinds] for language in ("zh", "en")),
    ):
        assert [word for word, times in Counter(words).items() if times > 1] == []


@both_frames
def test_a_key_or_a_chinese_name_always_names_its_kind(frame: Taxonomy) -> None:
    assert [named(frame, kind.key) for kind in frame.kinds] == [kind.key for kind in frame.kinds]
    assert [named(frame, kind.name["zh"]) for kind in frame.kinds] == [kind.key for kind in frame.kinds]


@both_frames
def test_no_first_level_names_a_kind(frame: Taxonomy) -> None:
    words = {
        word.casefold() for level in levels_of(frame) for word in (level.key, level.code or "", *level.name.values())
    }
    assert {word for word in words if word and named(frame, word) and word not in {"满意度", "satisfaction"}} == set()


def test_a_word_that_two_kinds_share_names_neither() -> None:
    kinds = [{"key": key, "name": {"zh": name}, "aliases": ["费用"]} for key, name in (("a.x", "甲"), ("a.y", "乙"))]
    data = {
        "name": {"zh": "样"},
        "source": "—",
        "since": 2024,
        "levels": [{"key": "a", "name": {"zh": "级"}, "kinds": kinds}],
    }
    frame = taxonomy_of("own", data)
    assert (named(frame, "费用"), named(frame, "乙")) == (None, "a.y")


def test_there_is_no_frame_of_another_name() -> None:
    with pytest.raises(KeyError):
        built_in("mof-2030")


def test_what_projects_owe_is_the_same_in_both_frames_but_for_where_cost_stands() -> None:
    owed = [
        {
            kind.key.split(".")[1].replace("economic", "cost"): kind.due
            for kind in built_in(name).kinds
            if kind.due != Due()
        }
        for name in BUILT_IN
    ]
    assert owed[0] == owed[1]
    assert {key for key, due in owed[0].items() if due.always} == {"quantity", "quality"}
    assert (owed[0]["timeliness"].advised, owed[0]["service_users"].public) == (True, True)
    assert owed[0]["cost"].category == ("works", "purchase")


@both_frames
def test_every_project_owes_output_and_benefit(frame: Taxonomy) -> None:
    assert [level.key for level in levels_of(frame) if level.due.always] == ["output", "benefit"]


def test_eight_of_nine_kinds_keep_their_place_in_the_newer_frame_and_cost_moves() -> None:
    old, new = (built_in(name) for name in BUILT_IN)
    kept = {kind.key for kind in old.kinds} & {kind.key for kind in new.kinds}
    assert {kind.key for kind in old.kinds} - kept == {"output.cost"}
    for word in ("14", "成本指标", "成本", "COST"):
        moved = moved_kind(new, word, old)
        assert moved is not None
        assert moved.key == "cost.economic"
    assert moved_kind(new, "11", old) is None
    assert [kind.key for kind in new.kinds if kind.retired] == ["benefit.sustainability"]


def test_a_label_falls_back_on_the_first_language_that_there_is() -> None:
    data = {
        "name": {"zh": "样"},
        "levels": [{"key": "a", "name": {"zh": "级"}, "kinds": [{"key": "a.x", "name": {"zh": "甲"}}]}],
    }
    (kind,) = taxonomy_of("own", data).kinds
    assert (label_of(kind, "en"), label_of(kind.level, "zh")) == ("甲", "级")
