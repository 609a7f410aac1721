"""The words of the reports are there in both languages, and say the same things."""

from string import Formatter

import pytest

from targetbook.data import package_data
from targetbook.review.changes import PLAIN, TEXTS
from targetbook.review.reports.telling import OUTCOMES, SIGNS
from targetbook.review.reports.wording import field_name, language_name, tally, word
from targetbook.values import Comparison

WORDS = package_data("review.yaml")


@pytest.mark.parametrize("slug", WORDS)
def test_both_languages_fill_the_same_braces(slug: str) -> None:
    braces = [{name for _, name, _, _ in Formatter().parse(WORDS[slug][language]) if name} for language in ("en", "zh")]
    assert braces[0] == braces[1]


def test_whatever_becomes_of_a_value_has_a_word_and_a_sign() -> None:
    assert {each.value for each in Comparison} <= set(OUTCOMES)
    assert len({SIGNS[outcome] for outcome in OUTCOMES}) == len(OUTCOMES)
    assert all(word(outcome, "zh") for outcome in OUTCOMES)


def test_amounts_are_counted_in_words() -> None:
    counts = {"lowered": 2, "raised": 1, "tightened": 0}
    assert tally("target", counts, "en") == "2 targets lowered, 1 raised"
    assert tally("target", counts, "zh") == "2 个指标值降低，1 个提高"
    assert tally("target", {"lowered": 0}, "en") == ""


def test_a_field_has_a_name_and_an_unknown_one_its_path() -> None:
    assert field_name("objectives[2]", "zh") == "目标2"
    assert (field_name("period", "en", "project"), field_name("period", "en")) == ("project period", "period")
    assert all(field_name(each, "zh") != each for each in (*TEXTS, *PLAIN))
    assert (field_name("allow.VAL002", "en"), field_name("controls.x", "zh", of="财政拨款")) == (
        "reason why VAL002 may stand",
        "控制数（财政拨款）",
    )
    assert field_name("mystery[1]", "en") == "mystery[1]"
    assert (language_name("zh", "en"), language_name("fr", "en")) == ("Chinese", "fr")
