"""Which files a run writes, and what they are called."""

import pytest
from tests.books import Make, Written, project
from tests.layout.editing import own_copy

DATA = ["book.json", "indicators.csv", "projects.csv"]
BILINGUAL = {
    "languages": "[zh, en]",
    "outputs": "[{layout: list, formats: [html, docx]}, {layout: form, formats: [html]}]",
}


def written_by(made: Written, *arguments: str) -> list[str]:
    result = made.run("build", "-q", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return sorted(path.name for path in (made.root / "build").iterdir())


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        ((), [*DATA, "form.html", "list.docx", "list.html"]),
        (("--layout", "list"), ["list.docx", "list.html"]),
        (("--format", "html"), ["form.html", "list.html"]),
        (("--format", "docx"), ["list.docx"]),
        (("--format", "xlsx"), ["list.xlsx"]),
        (("--layout", "form", "--format", "docx"), ["form.docx"]),
        (("--layout", "indicators"), ["indicators.html", "indicators.xlsx"]),
        (("--format", "json"), ["book.json"]),
        (("--format", "csv"), ["indicators.csv", "projects.csv"]),
        (("--format", "json", "--format", "html", "--layout", "form"), ["book.json", "form.html"]),
        (("--setting", "en", "--format", "html"), ["form.en.html", "list.en.html"]),
        (("--layout", "list", "--format", "html", "--setting", "stacked", "--setting", "zh", "--setting", "side-by-side"),
         ["list.html", "list.side-by-side.html", "list.zh.html"]),
    ],
)  # fmt: skip
def test_the_command_line_chooses_layouts_formats_and_settings(
    book: Make, arguments: tuple[str, ...], files: list[str]
) -> None:
    assert written_by(book(project(), **BILINGUAL), *arguments) == sorted(files)


def test_a_setting_other_than_the_books_own_stands_in_the_name(book: Make) -> None:
    output = "[{layout: list, formats: [html], settings: [zh, en]}]"
    assert written_by(book(project(), languages="[zh, en]", setting="zh", outputs=output)) == sorted(
        [*DATA, "list.html", "list.en.html"]
    )


def test_a_book_in_one_language_is_printed_in_it(book: Make) -> None:
    made = book(project(), outputs="[{layout: list, formats: [html]}]")
    assert written_by(made) == [*DATA[:2], "list.html", DATA[2]]
    assert 'lang="en"' not in (made.root / "build" / "list.html").read_text("utf-8")


def test_an_output_folder_is_made_where_it_is_asked_for(book: Make) -> None:
    made = book(project())
    assert made.run("build", "--format", "json", "--output", str(made.root / "a" / "b")).exit_code == 0
    assert [path.name for path in (made.root / "a" / "b").iterdir()] == ["book.json"]


def test_an_unknown_format_is_wrong_use(book: Make) -> None:
    result = book(project()).run("build", "--format", "doc")
    assert result.exit_code == 2
    assert "'doc' is not one of" in result.stderr


@pytest.mark.parametrize(("field", "place"), [("name", "1:7"), ("indicators", "9:13")])
@pytest.mark.parametrize("character", ["\U0001f600", "\U0002a6d6"])
def test_a_character_that_no_face_has_is_told_at_its_line(book: Make, field: str, place: str, character: str) -> None:
    texts = {
        "name": {"name": f"社区{character}"},
        "indicators": {"indicators": f"\n  - kind: output.quantity\n    name: 培训\n    annual: 好{character}"},
    }
    made = book(project(**texts[field]))
    result = made.run("build", "--format", "pdf")
    assert result.exit_code == 1
    told = (
        f"targets/centre/p1.yaml:{place}: error[TXT010]: no face has a glyph for {character} (U+{ord(character):04X})"
    )
    assert told in result.stderr
    assert not (made.root / "build").exists()


def test_a_page_dates_itself_by_the_books_year_or_as_it_is_told(book: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    import docx  # the writer's own library reads the date back

    made = book(project(), outputs="[{layout: list, formats: [docx]}]")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    dates = []
    for epoch in (None, "1700000000"):
        if epoch:
            monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert made.run("build", "--layout", "list").exit_code == 0
        about = docx.Document(str(made.root / "build" / "list.docx")).core_properties
        dates.append([f"{moment:%Y-%m-%d}" for moment in (about.created, about.modified) if moment])
    assert dates == [["2024-01-01"] * 2, ["2023-11-14"] * 2]


@pytest.mark.parametrize("setting", ["en", "stacked", "side-by-side"])
def test_a_setting_for_a_language_that_the_book_has_not_is_told(book: Make, setting: str) -> None:
    asked = book(project()).run("build", "--layout", "list", "--format", "html", "--setting", setting)
    assert asked.exit_code == 1
    told = f"error[TPL006]: a book in zh cannot be printed as {setting}"
    assert f"targetbook.yaml:1:1: {told}" in asked.stderr
    made = book(project(), outputs=f"[{{layout: list, formats: [html], settings: [zh, {setting}]}}]")
    assert f"targetbook.yaml:4:11: {told}" in made.run("check").output


def test_a_label_is_known_whichever_layout_this_run_prints(book: Make) -> None:
    made = book(project(), labels="{form_note: 本表}")
    (made.root / "templates" / "form").parent.mkdir()
    own = own_copy(made.root, "form") / "layout.yaml"
    own.write_text(own.read_text("utf-8") + "labels: {form_note: 说明}\n", "utf-8")
    assert made.run("build", "--layout", "list", "--format", "html").exit_code == 0
    made.write("targetbook.yaml", (made.root / "targetbook.yaml").read_text("utf-8").replace("form_note", "form_notes"))
    result = made.run("build", "--layout", "list", "--format", "html")
    assert "error[TPL006]: no layout has a label form_notes" in result.stderr


def test_a_layout_that_is_not_made_for_excel_says_what_it_is_made_for(book: Make) -> None:
    result = book(project()).run("build", "--layout", "form", "--format", "xlsx")
    assert result.exit_code == 1
    told = result.stderr.partition("error[TPL003]")[2]
    assert "form is not made for xlsx" in told
    assert "it can be written as docx, html, pdf" in told


def test_the_flat_sheet_is_read_for_excel_alone(book: Make) -> None:
    made = book(project())
    made.write("templates/indicators/layout.yaml", "formats: [html")
    assert made.run("build", "--layout", "form", "--format", "html").exit_code == 0
    result = made.run("build", "--layout", "list", "--format", "xlsx")
    assert (result.exit_code, "templates/indicators/layout.yaml:1:10: error[SRC001]" in result.stderr) == (1, True)
