"""A character that no face of the print has is told with its place before anything is printed, never set as a box."""

from pathlib import Path

from tests.books import Make, project, said, unit
from tests.layout.editing import own_copy

from targetbook.layout import read_layout, templates_of
from targetbook.model import Book, open_book
from targetbook.problems import Place, Problem
from targetbook.write.glyphs import missing_glyphs, uncovered

ROOT = Path(__file__).parents[2]
EMOJI, RARE = "\U0001f600", "\U0002a6d6"


def problems_of(book: Book, layout: str = "list") -> list[Problem]:
    problems: list[Problem] = []
    templates = templates_of(ROOT)
    read = read_layout(templates, layout, problems, Place(""))
    assert read is not None
    return list(missing_glyphs(book, [read], templates))


def told(book: Book) -> list[str]:
    return [line.split("; ")[0] for line in said(tuple(problems_of(book)))]


def test_every_character_of_the_seed_has_a_glyph() -> None:
    book = open_book(ROOT).book
    assert book is not None
    assert told(book) == []


def test_the_faces_have_what_a_table_of_targets_is_written_with() -> None:
    wanted = "，。；：、（）《》【】〔〕“”‘’！？…—～％≥≤±×÷℃㎡①②③★·0123456789ABCabc㐂龘喆堃"
    assert uncovered(wanted + EMOJI, templates_of(ROOT)) == {EMOJI}


def test_a_missing_character_is_told_in_the_language_where_it_stands(book: Make) -> None:
    made = book(project(name=f"{{zh: 社区, en: Community {EMOJI}}}"), languages="[zh, en]")
    assert told(made.book) == [f"targets/centre/p1.yaml:1:20 TXT010 no face has a glyph for {EMOJI} (U+1F600)"]


def test_each_missing_character_of_a_text_is_told_once(book: Make) -> None:
    made = book(project(name=f"甲{EMOJI}乙{EMOJI}{RARE}"))
    assert [line.split("glyph for ")[1] for line in told(made.book)] == [f"{EMOJI} (U+1F600)", f"{RARE} (U+2A6D6)"]


def test_every_text_that_is_printed_is_looked_at(book: Make) -> None:
    made = book(
        unit("centre", project(
            name=f"甲{EMOJI}", code=f"X{EMOJI}", period=f"今年{EMOJI}", lead=f"张三{EMOJI}", transfer=f"{{document: 文{EMOJI}}}",
            objectives=f"\n  period: [三年{EMOJI}]\n  annual: [今年{EMOJI}]",
            indicators=f"\n  - {{kind: 11, name: 次{EMOJI}, period: 好{EMOJI}, annual: 佳{EMOJI}, "
            f"basis: 据{EMOJI}, note: 注{EMOJI}}}",
        ), name=f"中心{EMOJI}", code=f"Y{EMOJI}"),
        title=f"表{EMOJI}", department=f"局{EMOJI}", texts=f"[说明{EMOJI}]", labels=f"{{annual: 本年{EMOJI}}}",
        sources=f"[{{id: fiscal, name: 财政{EMOJI}, parts: [{{id: province, name: 省级{EMOJI}}}]}}]",
    ).book  # fmt: skip
    found = [(problem.record, problem.field) for problem in problems_of(made)]
    assert len(found) == len(set(found))
    assert set(found) == {
        *(("", field) for field in ("title", "department", "texts[1]", "labels.annual")),
        *(("", field) for field in ("sources[1].name", "sources[1].parts[1].name")),
        *(("centre", field) for field in ("name", "code")),
        *(("centre/p1", field) for field in ("name", "code", "period", "lead", "transfer.document")),
        *(("centre/p1", field) for field in ("objectives.period[1]", "objectives.annual[1]")),
        *(("centre/p1", f"indicators[1].{field}") for field in ("name", "period", "annual", "basis", "note")),
    }


def test_a_label_of_a_printed_layout_is_told_in_the_layouts_file(book: Make) -> None:
    made = book(project())
    own = own_copy(made.root) / "layout.yaml"
    own.write_text(own.read_text("utf-8") + f"labels: {{extra: 附{EMOJI}}}\n", "utf-8")
    result = made.run("build", "--layout", "list", "--format", "pdf")
    assert result.exit_code == 1
    assert "templates/list/layout.yaml:" in result.stderr
    assert f"error[TXT010]: no face has a glyph for {EMOJI}" in result.stderr


def test_a_text_that_is_not_printed_needs_no_glyph(book: Make) -> None:
    thai = "\u0e01\u0e02"
    adjusted = f"\n  - {{document: 文1号, date: 2024-05-01, reason: 因{EMOJI}, approved_by: 局}}"
    made = book(project(name=f"{{zh: 社区, en: Community, th: {thai}}}", adjustments=adjusted), languages="[zh, en]")
    assert told(made.book) == []
    alone = book(project(name=f"{{zh: 社区, en: Community {EMOJI}}}"))
    assert told(alone.book) == []


def test_a_text_in_no_language_of_the_book_is_printed_and_looked_at(book: Make) -> None:
    made = book(project(name=f"{{en: Community {EMOJI}}}"))
    assert [problem.field for problem in problems_of(made.book)] == ["name"]


def test_spaces_and_line_breaks_need_no_glyph(book: Make) -> None:
    assert told(book(project(name='"甲　乙\\n丙\\t丁"')).book) == []
