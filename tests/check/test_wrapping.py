"""A long line of a report is broken where a reader would break it, and loses nothing."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from targetbook.check.wrapping import wrapped

TEXTS = st.text("社区培训，。（）“”95% of the target 、", max_size=60)


@given(TEXTS, st.integers(12, 40))
def test_nothing_but_spaces_at_the_breaks_is_lost(text: str, width: int) -> None:
    lines = list(wrapped(text, width))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(line == line.rstrip() != "" for line in lines)


@given(st.lists(st.sampled_from(["社", "区，", "（村）", "the ", "target, "]), max_size=40), st.integers(12, 40))
def test_no_line_is_wider_than_asked(pieces: list[str], width: int) -> None:
    assert all(cell_len(line) <= width for line in wrapped("".join(pieces), width))


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    lines = list(wrapped("依据《广州市社工服务站管理办法》规定，覆盖率应达到95%以上（含本数）。" * 3, 20))
    assert len(lines) > 3
    assert not [line for line in lines if line[0] in "，。》）%" or line[-1] in "《（"]


def test_an_empty_text_has_no_line() -> None:
    assert list(wrapped("", 20)) == []
