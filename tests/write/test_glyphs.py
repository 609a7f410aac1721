"""A character that no face of the print has is told with its place before anything is printed, never set as a box."""

from pathlib import Path

from tests.books import Make, project, said

from targetbook.layout import templates_of
from targetbook.model import Book, open_book
from targetbook.write.glyphs import covered, missing_glyphs

ROOT = Path(__file__).parents[2]
EMOJI, RARE = "\U0001f600", "\U0002a6d6"


def told(book: Book) -> list[str]:
    return [line.split("; ")[0] for line in said(tuple(missing_glyphs(book, templates_of(ROOT))))]


def test_every_character_of_the_seed_has_a_glyph() -> None:
    book = open_book(ROOT).book
    assert book is not None
    assert told(book) == []


def test_the_faces_have_what_a_table_of_targets_is_written_with() -> None:
    wanted = "，。；：、（）《》【】〔〕“”‘’！？…—～％≥≤±×÷℃㎡①②③★·0123456789ABCabc㐂龘喆堃"
    assert {character for character in wanted if ord(character) not in covered(templates_of(ROOT))} == set()


def test_a_missing_character_is_told_in_the_language_where_it_stands(book: Make) -> None:
    made = book(project(name=f"{{zh: 社区, en: Community {EMOJI}}}"), languages="[zh, en]")
    assert told(made.book) == [f"targets/centre/p1.yaml:1:20 TXT010 no face has a glyph for {EMOJI} (U+1F600)"]


def test_each_missing_character_of_a_text_is_told_once(book: Make) -> None:
    made = book(project(name=f"甲{EMOJI}乙{EMOJI}{RARE}"))
    assert [line.split("glyph for ")[1] for line in told(made.book)] == [f"{EMOJI} (U+1F600)", f"{RARE} (U+2A6D6)"]


def test_every_text_that_is_printed_is_looked_at(book: Make) -> None:
    made = book(
        project(
            name=f"甲{EMOJI}", period=f"今年{EMOJI}", lead=f"张三{EMOJI}", transfer=f"{{document: 文{EMOJI}}}",
            objectives=f"\n  period: [三年{EMOJI}]\n  annual: [今年{EMOJI}]",
            indicators=f"\n  - {{kind: 11, name: 次{EMOJI}, period: 好{EMOJI}, annual: 佳{EMOJI}, "
            f"basis: 据{EMOJI}, note: 注{EMOJI}}}",
        ),
        title=f"表{EMOJI}", department=f"局{EMOJI}", texts=f"[说明{EMOJI}]", labels=f"{{annual: 本年{EMOJI}}}",
    ).book  # fmt: skip
    assert len(told(made)) == 15


def test_spaces_and_line_breaks_need_no_glyph(book: Make) -> None:
    assert told(book(project(name='"甲　乙\\n丙\\t丁"')).book) == []
