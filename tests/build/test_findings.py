"""What would fail the build is found by `check`, all of it in one run, and nothing passes for a fault of something else."""

import importlib.abc
import sys
from pathlib import Path

import pytest
from tests.books import Make, Written, project
from tests.layout.editing import own_copy

EMOJI = "\U0001f600"


@pytest.fixture
def spoilt(book: Make) -> Written:
    """A book with one fault of each sort in what its outputs say."""
    outputs = (
        "[{layout: lst, formats: [pdf]}, {layout: form, formats: [xlsx]}, "
        "{layout: list, formats: [pdf, docx, xlsx], settings: [en], options: {indicator: all}}]"
    )
    made = book(project(name=f"社区{EMOJI}"), outputs=outputs, labels="{perriod: 期}")
    own = own_copy(made.root) / "layout.yaml"
    kept = own.read_text("utf-8").partition("excel:")[0]
    own.write_text(kept + "word: {colour: red}\nexcel: {autofilter: perhaps}\n", "utf-8")
    return made


TOLD = [
    "error[TPL001]: there is no layout lst",
    "error[TPL003]: the layout form is not made for xlsx",
    "error[TPL005]: the layout's setting word: no such setting: colour",
    "error[TPL005]: the layout's setting excel.autofilter: true or false, not perhaps",
    "error[TPL006]: the layout list has no indicator: all",
    "error[TPL006]: a book in zh cannot be printed as en",
    "error[TPL006]: no layout has a label perriod",
    f"error[TXT010]: no face has a glyph for {EMOJI}",
]


@pytest.mark.parametrize("command", ["check", "build"])
def test_all_that_keeps_outputs_from_being_written_is_told_in_one_run(spoilt: Written, command: str) -> None:
    result = spoilt.run(command)
    assert result.exit_code == 1
    assert [told for told in TOLD if told not in result.output] == []
    assert not (spoilt.root / "build").exists()


def test_a_wrong_total_and_a_wrong_output_are_told_together(book: Make) -> None:
    made = book(project(), controls="{total: 9.99}", outputs="[{layout: lst, formats: [pdf]}]")
    for command in ("check", "build"):
        said = made.run(command).output
        assert "error[FND001]" in said
        assert "error[TPL001]" in said


# --- faults that show only when a page is made


PAGE = (
    "<!doctype html><html><head><title>样</title></head>\n<body><main>\n<section><table>\n{}\n</table></section>"
    "</main></body></html>\n"
)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize(
    "attribute", ['data-level="x"', 'data-level="-1"', 'data-sum="up"', 'value="x"', 'value="NaN"', 'value=""']
)
def test_an_attribute_that_says_nothing_is_a_fault_of_the_template(book: Make, kind: str, attribute: str) -> None:
    made = book(project())
    own_copy(made.root)
    row = {"data-level": "<tr {}><td>1</td></tr>", "data-sum": "<tr><td {}>1</td></tr>"}
    text = row.get(attribute.partition("=")[0], "<tr><td><data {}>1</data></td></tr>").format(attribute)
    made.write("templates/list/layout.html.j2", PAGE.format(text))
    result = made.run("build", "--layout", "list", "--format", kind)
    column = text.index(attribute) + 1
    assert result.exit_code == 1
    assert (
        f"templates/list/layout.html.j2:4:{column}: error[TPL002]: the template has a fault: {attribute}"
        in result.stderr
    )


def test_a_style_sheet_that_is_not_utf_8_is_told_in_its_own_file(book: Make) -> None:
    made = book(project())
    (own_copy(made.root) / "screen.css").write_bytes("/* 样式 */".encode("gb18030"))
    result = made.run("build", "--layout", "list", "--format", "html")
    assert result.exit_code == 1
    assert "templates/list/screen.css:1:4: error[SRC003]: the file is not UTF-8" in result.stderr


def test_a_style_sheet_that_may_not_be_read_is_told_in_its_own_file(
    book: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = book(project())
    own_copy(made.root)
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.parts[-2:] == ("list", "screen.css"):
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = made.run("build", "--layout", "list", "--format", "html")
    assert result.exit_code == 1
    assert "templates/list/screen.css:1:1: error[SRC011]: this cannot be read (Permission denied)" in result.stderr


def test_a_text_that_excel_cannot_hold_is_told_with_its_file(book: Make) -> None:
    made = book(project(name="长" * 40_000))
    result = made.run("build", "--layout", "indicators", "--format", "xlsx")
    assert result.exit_code == 1
    assert "error[TPL005]: indicators.xlsx cannot be written: a cell of Excel holds 32767 characters" in result.stderr


def test_an_engine_whose_library_is_not_there_is_told_as_such(book: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    class Missing(importlib.abc.MetaPathFinder):
        def find_spec(self, name: str, *given: object) -> None:
            if name == "targetbook.write.pdf":
                raise OSError("cannot load library 'libpango'")

    made = book(project())
    monkeypatch.delitem(sys.modules, "targetbook.write.pdf", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    result = made.run("build", "--layout", "list", "--format", "pdf", "--executor", "serial")
    assert result.exit_code == 2
    assert "cannot load library 'libpango'" in result.stderr
    assert "fault of the tool" not in result.stderr


def test_a_fault_of_the_tool_is_not_told_as_a_missing_engine(book: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object, **named: object) -> None:
        raise OSError("not of an engine")

    made = book(project())
    monkeypatch.setattr("targetbook.build.building.html_bytes", fail)
    result = made.run("build", "--layout", "list", "--format", "html")
    assert "a fault of the tool's own: OSError: not of an engine" in result.stderr
