import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from targetbook.check.text import WIDTH, excerpt, report
from targetbook.problems import Place, Problem, Severity
from targetbook.source import parse_yaml

FILE = "targets/community-centre/assessment.yaml"


def printed(text: str | None, place: Place, language: str = "en", colour: bool = False) -> str:
    problem = Problem("STR003", "duplicate", place, {"key": "甲", "line": "3"})
    return report([problem], language, lambda file: text if file == FILE else None, colour)


def test_a_problem_is_printed_with_its_line_and_carets_under_wide_characters() -> None:
    text = "\n" * 11 + "    经费: 一百一十六\n"
    assert printed(text, Place(FILE, 12, 9, 12, 14)) == (
        "targets/community-centre/assessment.yaml:12:9: error[STR003]: "
        "the key 甲 stands here a second time; it is already on line 3\n"
        "   |\n"
        "12 |     经费: 一百一十六\n"
        "   |           ^^^^^^^^^^ keep one of the two; in a list, is the dash missing that begins a new item?\n"
    )


def test_chinese_has_its_own_words_for_how_much_a_problem_weighs() -> None:
    problem = Problem("STR003", "duplicate", Place(FILE), {"key": "a", "line": "3"}, Severity.WARNING)
    first, second = report([problem], "zh", lambda file: None).splitlines()
    assert first == f"{FILE}:1:1: 警告[STR003]: 键 a 重复出现，第 3 行已有"
    assert second == "  = 请只保留一处；如在列表中，是否漏写了新一项开头的短横？"


def test_a_missing_file_is_told_without_an_excerpt() -> None:
    assert printed(None, Place(FILE)).splitlines()[1:] == [
        "  = keep one of the two; in a list, is the dash missing that begins a new item?"
    ]


def test_a_place_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    assert printed("a: [b,\n  c]\n", Place(FILE, 1, 4, 2, 5)).splitlines()[2:] == [
        "1 | a: [b,",
        "  |    ^^^ keep one of the two; in a list, is the dash missing that begins a new item?",
    ]


def test_a_tab_takes_one_cell_and_an_empty_place_one_caret() -> None:
    lines = printed("\ta:\t甲\n", Place(FILE, 1, 4, 1, 4)).splitlines()
    assert lines[2:] == [
        "1 |  a: 甲",
        "  |    ^ keep one of the two; in a list, is the dash missing that begins a new item?",
    ]


def test_a_hostile_file_cannot_write_to_the_terminal() -> None:
    text = "a\x1b]0;x\x07: \u202egnp\x9b31m\nb: 1\n"
    problems: list[Problem] = []
    parse_yaml(text, "a\x1b[2J.yaml", problems)
    shown = report(problems, "en", lambda file: text)
    assert "\\x1b" in shown
    assert "\\u202e" in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)


def test_colour_is_written_only_when_it_is_asked_for() -> None:
    plain, coloured = (printed("a: b\n", Place(FILE, 1, 1, 1, 2), colour=colour) for colour in (False, True))
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


@pytest.mark.parametrize("column", [1, 60, 150, 299])
def test_a_long_line_is_cut_round_the_place(column: int) -> None:
    line = "甲" * 300
    shown, before, carets = excerpt(line, Place(FILE, 1, column, 1, column + 1))
    assert cell_len(shown) <= WIDTH
    assert "…" in shown
    assert (before + carets) <= WIDTH


@given(
    st.text(st.sampled_from("a甲😀\t\x1b é，"), max_size=300),
    st.integers(1, 310),
    st.integers(0, 310),
)
def test_an_excerpt_always_fits_and_its_carets_lie_within_it(line: str, column: int, length: int) -> None:
    shown, before, carets = excerpt(line, Place(FILE, 1, column, 1, column + length))
    assert cell_len(shown) <= WIDTH
    assert carets >= 1
    assert before + carets <= WIDTH + 1
