"""A layout is a folder that anybody may edit: it is printed in every format, and its faults are told with their place."""

import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pdfplumber
import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.books import Make, Written, project, written
from tests.layout.editing import BUILT_IN, edited, own_copy

from targetbook.layout import read_layout, templates_of
from targetbook.problems import Place, Problem

WEIGHTED = """
  - {kind: output.quantity, name: 培训场次, annual: 24场, weight: 37}
  - {kind: output.quality, name: 培训合格率, annual: 95%, weight: 41.5}
  - {kind: benefit.social, name: 居民知晓率, annual: 62%}"""
HOSTILE = "甲{{ 7*7 }}{% set x %}<script>alert(1)</script>&amp;\"'=1+1"
SETTINGS = ("stacked", "side-by-side", "zh", "en")
A4 = "formats: [html]\npages:\n  zh: {size: A4, orientation: portrait, margins: [15, 15, 15, 15]}\n"
PAGE = "<!doctype html><html><head><title>样</title></head>\n<body>\n{}\n</body></html>\n"


class Texts(HTMLParser):
    """What a browser shows of a page's body, and the tags that it saw."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def html_of(made: Written, name: str = "list.html") -> str:
    return (made.root / "build" / name).read_text("utf-8")


def docx_cells(file: Path) -> list[list[str]]:
    (table,) = docx.Document(str(file)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def xlsx_cells(file: Path) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(file).worksheets[0].iter_rows()]


def pdf_words(file: Path) -> list[str]:
    with pdfplumber.open(file) as pdf:
        return [word["text"] for page in pdf.pages for word in page.extract_words()]


# --- a column is an edit in one folder


@pytest.fixture(scope="module")
def with_column(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of a book that has a column of its own, made by the edit that the docs show."""
    made = written(tmp_path_factory.mktemp("column"), project(indicators=WEIGHTED), rules="{ignore: [IND013]}")
    edited(own_copy(made.root))
    assert made.run("build", "--layout", "list").exit_code == 0
    return made.root / "build"


def test_a_new_column_is_in_the_web_page(with_column: Path) -> None:
    page = (with_column / "list.html").read_text("utf-8")
    assert '<p lang="zh-CN">分值</p>' in page
    assert '<data value="37">37</data>' in page


def test_a_new_column_is_in_the_pdf(with_column: Path) -> None:
    words = pdf_words(with_column / "list.pdf")
    assert {"分值", "37", "41.5"} <= set(words)


def test_a_new_column_is_in_the_word_document(with_column: Path) -> None:
    rows = docx_cells(with_column / "list.docx")
    assert [row[-1] for row in rows] == ["绩效指标", "分值", "", "", "37", "41.5", ""]


def test_a_new_column_is_in_the_workbook_as_numbers(with_column: Path) -> None:
    rows = xlsx_cells(with_column / "list.xlsx")
    column = [row[-1] for row in rows]
    assert "分值" in column
    assert [value for value in column if isinstance(value, int | float)] == [37, 41.5]


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_new_column_is_in_every_setting(book: Make, setting: str) -> None:
    made = book(project(indicators=WEIGHTED), languages="[zh, en]", rules="{ignore: [IND013]}")
    edited(own_copy(made.root))
    result = made.run("build", "-q", "--layout", "list", "--format", "html", "--setting", setting)
    assert (result.exit_code, result.stderr) == (0, "")
    name = "list.html" if setting == "stacked" else f"list.{setting}.html"
    assert ("Weight" in html_of(made, name), "分值" in html_of(made, name)) == (setting != "zh", setting != "en")


# --- a book's layouts


def test_a_layout_of_the_book_stands_before_the_built_in_one(book: Make) -> None:
    made = book(project())
    made.write("templates/list/layout.html.j2", PAGE.format("{{ book.year }}"))
    assert made.run("build", "--layout", "list", "--format", "html").exit_code == 0
    assert "<body>\n2024\n</body>" in html_of(made)


def test_a_new_layout_is_a_new_folder(book: Make) -> None:
    made = book(project(name="社区治理"))
    names = "{% for one in book.units[0].projects %}{{ one.name[0].text }}{% endfor %}"
    made.write("templates/names/layout.yaml", A4)
    made.write("templates/names/layout.html.j2", PAGE.format(names))
    result = made.run("build", "--layout", "names")
    assert (result.exit_code, result.output.split("/")[-1]) == (0, "names.html\n")
    assert "社区治理" in html_of(made, "names.html")


def test_a_books_word_for_a_label_is_printed(book: Make) -> None:
    made = book(project(), labels="{annual: {zh: 本年值}}")
    assert made.run("build", "--format", "html").exit_code == 0
    assert "本年值" in html_of(made)
    assert "年度指标值" not in html_of(made)


def test_a_layout_that_is_not_there_is_told_with_those_that_are(book: Make) -> None:
    made = book(project(), outputs="[{layout: lst, formats: [html]}]")
    result = made.run("build")
    assert result.exit_code == 1
    assert "targetbook.yaml:4:11: error[TPL001]: there is no layout lst" in result.stderr
    assert "there are: form, indicators, list" in result.stderr


@pytest.mark.parametrize("name", ["../list", "/etc", "list/", ".", "_shared"])
def test_no_path_is_the_name_of_a_layout(book: Make, name: str) -> None:
    named = book(project()).run("build", "--layout", name, "--format", "html")
    assert (named.exit_code, named.stderr.partition(";")[0]) == (2, f"targetbook: there is no layout {name}")
    written = book(project(), outputs=f"[{{layout: {name}, formats: [html]}}]").run("build")
    assert written.exit_code == 1
    assert f"error[TPL001]: there is no layout {name}" in written.stderr


def test_a_format_that_a_layout_is_not_made_for_is_told(book: Make) -> None:
    result = book(project(), outputs="[{layout: form, formats: [xlsx]}]").run("build", "-q")
    assert result.exit_code == 1
    assert "targetbook.yaml:4:11: error[TPL003]: the layout form is not made for xlsx" in result.stderr


def test_only_the_formats_that_are_asked_for_must_be_the_layouts(book: Make) -> None:
    made = book(project())
    made.write("templates/list/layout.yaml", A4)
    result = built_with(made, "{{ book.year }}")
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_format_asked_for_that_no_layout_has_is_told(book: Make) -> None:
    assert book(project()).run("build", "--layout", "form", "--format", "xlsx").exit_code != 0


@pytest.mark.parametrize("options", ["{indicaters: run}", "{indicators: rows}"])
def test_an_option_that_a_layout_has_not_is_told(book: Make, options: str) -> None:
    made = book(project(), outputs=f"[{{layout: list, formats: [html], options: {options}}}]")
    result = made.run("build")
    assert result.exit_code == 1
    assert "targetbook.yaml:4:" in result.stderr


def test_one_layout_with_other_options_does_not_change_the_first(book: Make) -> None:
    run = "{layout: list, formats: [docx], options: {indicators: run}}"
    made = book(project(), outputs=f"[{{layout: list, formats: [html]}}, {run}]")
    assert made.run("build", "-q").exit_code == 0
    assert 'class="list run"' not in html_of(made)
    assert len(docx_cells(made.root / "build" / "list.docx")[0]) == 7


def test_columns_that_all_take_the_rest_share_the_page(book: Make) -> None:
    made = book(project())
    made.write("templates/list/layout.yaml", A4 + "columns: {zh: {left: 0, right: 0}}\n")
    result = built_with(made, "{{ widths.left }} {{ widths.right }}")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "90.00 90.00" in html_of(made)


def test_a_book_without_a_project_is_not_printed(book: Make) -> None:
    result = book().run("build", "--format", "html")
    assert result.exit_code == 1
    assert "error[STR001]: the book has no project" in result.stderr


# --- faults of a template


def built_with(made: Written, body: str, kind: str = "html") -> Result:
    made.write("templates/list/layout.html.j2", PAGE.format(body))
    return made.run("build", "-q", "--layout", "list", "--format", kind)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("{{ book.year }", "unexpected"),
        ("{% nothing %}", "unknown tag 'nothing'"),
        ("{{ book.yeer }}", "yeer"),
        ("{{ nothing }}", "'nothing' is undefined"),
        ('{{ label("nothing") }}', "nothing"),
        ('{% include "list/nothing.html.j2" %}', "nothing.html.j2"),
        ('{% import "../../targetbook.yaml" as m %}', "targetbook.yaml"),
        ('{% include "/etc/passwd" %}', "/etc/passwd"),
        ("{{ ''.__class__ }}", "unsafe"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ ''|attr('__class__') }}", "unsafe"),
        ("{{ ''|attr('_' ~ '_class_' ~ '_') }}", "unsafe"),
        ("{{ '{0.__class__}'.format('') }}", "unsafe"),
        ("{{ ('{0.__class__}'|attr('format'))('') }}", "unsafe"),
        ("{{ label.__globals__ }}", "unsafe"),
        ("{{ cycler.__init__ }}", "unsafe"),
        ("{{ m.__init__ if false else self.__init__ }}", "unsafe"),
        ("{% for n in range(1000000000) %}{% endfor %}", "OverflowError"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ("{{ book.year + 'x' }}", "TypeError"),
        ("{{ book.units.append(1) }}", "append"),
        ('{% include "list/layout.html.j2" %}', "Recursion"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "Recursion"),
    ],
)
def test_a_fault_of_a_template_is_told_at_its_line_and_ends_the_build(book: Make, body: str, what: str) -> None:
    made = book(project())
    result = built_with(made, body)
    assert result.exit_code == 1, result.stderr
    assert "templates/list/layout.html.j2:3:1: error[TPL002]: the template has a fault: " in result.stderr
    assert what in result.stderr
    assert not (made.root / "build").exists()


def test_a_block_that_is_never_closed_is_told_where_the_template_ends(book: Make) -> None:
    result = built_with(book(project()), "{% if book %}")
    assert result.exit_code == 1
    assert "templates/list/layout.html.j2:4:1: error[TPL002]: " in result.stderr
    assert "'if'" in result.stderr


def test_a_fault_in_a_shared_macro_is_told_in_its_own_file(book: Make) -> None:
    made = book(project())
    own_copy(made.root, "_shared")
    macros = made.root / "templates" / "_shared" / "macros.html.j2"
    lines = macros.read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("<h1"))
    lines[at] = "{{ nothing }}"
    macros.write_text("\n".join(lines), encoding="utf-8")
    result = made.run("build", "--format", "html")
    assert result.exit_code == 1
    assert f"templates/_shared/macros.html.j2:{at + 1}:1: error[TPL002]: " in result.stderr


def test_a_template_that_is_not_utf_8_is_told(book: Make) -> None:
    made = book(project())
    made.write("templates/list/layout.html.j2", "").write_bytes("绩效".encode("gb18030"))
    result = made.run("build", "--layout", "list", "--format", "html")
    assert result.exit_code == 1
    assert "templates/list/layout.html.j2:1:1: error[TPL002]" in result.stderr


def test_a_link_out_of_the_templates_is_not_read(book: Make, tmp_path: Path) -> None:
    made = book(project())
    secret = tmp_path / "secret.html.j2"
    secret.write_text("机密", encoding="utf-8")
    (made.root / "templates" / "list").mkdir(parents=True)
    (made.root / "templates" / "list" / "part.html.j2").symlink_to(secret)
    result = built_with(made, '{% include "list/part.html.j2" %}')
    assert (result.exit_code, "机密" in result.output) == (1, False)


def test_a_linked_style_sheet_out_of_the_templates_is_not_read(book: Make, tmp_path: Path) -> None:
    made = book(project())
    (tmp_path / "secret.css").write_text("机密", encoding="utf-8")
    sheet = own_copy(made.root) / "screen.css"
    sheet.unlink()
    sheet.symlink_to(tmp_path / "secret.css")
    assert made.run("build", "--layout", "list", "--format", "html").exit_code == 0
    assert "机密" not in html_of(made)
    assert (BUILT_IN / "list" / "screen.css").read_text("utf-8") in html_of(made)


def test_templates_that_lie_out_of_the_book_are_not_read(book: Make, tmp_path: Path) -> None:
    made = book(project())
    (tmp_path / "outside" / "list").mkdir(parents=True)
    (tmp_path / "outside" / "list" / "layout.html.j2").write_text(PAGE.format("{{ '机密' }}"), encoding="utf-8")
    (made.root / "templates").symlink_to(tmp_path / "outside")
    assert made.run("build", "-q", "--layout", "list", "--format", "html").exit_code == 0
    assert "机密" not in html_of(made)
    assert "<table" in html_of(made)
    assert "培训场次" in html_of(made)


@pytest.mark.parametrize(
    "body",
    [
        '<section class="form"><h1>{{ book.year }}</h1></section><section class="form"><p>乙</p></section>',
        '<section class="form" hidden><p>甲</p></section><section class="form"><p>乙</p></section>',
        '<table><tbody class="record"><tr><td>甲</td></tr></tbody></table>',
        '<table><colgroup><col></colgroup><tbody class="record"></tbody></table>',
        '<table><colgroup><col></colgroup><tbody class="record"><tr></tr></tbody></table>',
        '<table><colgroup></colgroup><tbody class="record"><tr><td>甲</td></tr></tbody></table>',
        '<table><colgroup><col><col></colgroup><tbody class="record"><tr><td>甲</td><td rowspan="2">乙</td></tr>'
        "<tr><td>丙</td></tr></tbody></table>",
        '<table><colgroup><col><col><col></colgroup><tbody class="record"><tr><td rowspan="2" colspan="2">甲</td>'
        "<td>乙</td></tr><tr><td>丙</td></tr></tbody></table>",
        '<table><colgroup><col><col></colgroup><tbody class="record"><tr><td rowspan="2">甲</td><td rowspan="2">乙</td></tr>'
        "<tr></tr></tbody></table>",
        '<table><colgroup><col style="width: 5mm"><col></colgroup><tbody class="record"><tr><!-- 注 --><td rowspan="x">甲</td>'
        '<td colspan="">乙</td></tr></tbody></table>',
    ],
)
def test_a_layout_of_another_shape_is_printed_as_it_is(book: Make, body: str) -> None:
    made = book(project())
    own_copy(made.root)
    result = built_with(made, f"<main>{body}</main>", "pdf")
    assert (result.exit_code, result.stderr) == (0, "")
    words = "".join(pdf_words(made.root / "build" / "list.pdf"))
    shown = [word for word in "甲乙丙" if word in body and not ("hidden" in body and word == "甲")]
    assert [word for word in shown if words.count(word) != 1] == []


# --- faults of layout.yaml


def settings_with(made: Written, text: str) -> Result:
    (own_copy(made.root) / "layout.yaml").write_text(text, encoding="utf-8")
    return made.run("build", "-q", "--layout", "list", "--format", "html")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (A4 + "colums: {}\n", "4:1: error[STR002]: list has an unknown key colums"),
        (A4 + "columns: [1]\n", "4:10: error[STR004]: columns must be keys and values"),
        (A4 + "columns: {zh: {name: wide}}\n", "4:22: error[STR004]: columns.zh.name must be a number from 0 to 1000"),
        (A4.replace("html", "htm"), "1:11: error[STR004]: formats[1] cannot be htm"),
        (A4.replace("A4", "A5"), "3:14: error[STR004]: pages.zh.size cannot be A5"),
        (A4.replace("15, 15, 15, 15", "15"), "3:50: error[STR004]: pages.zh.margins is empty"),
        ("formats: [html]\n", "1:1: error[STR001]: list has no pages"),
        ("formats: [html]\npages: {}\n", "2:8: error[STR004]: pages is empty"),
        (A4 + "word: 宋体\n", "4:7: error[STR004]: word must be keys and values"),
        (A4 + "labels: {annual: no}\n", "4:18: error[STR004]: labels.annual is no text"),
        (A4 + "options: {indicators: []}\n", "4:23: error[STR004]: options.indicators is empty"),
        ("formats: [html\n", "1:10: error[SRC001]"),
        ("", "1:1: error[SRC010]"),
    ],
)
def test_a_fault_of_a_layouts_settings_is_told_at_its_place(book: Make, text: str, problem: str) -> None:
    result = settings_with(book(project(), outputs="[{layout: list, formats: [html]}]"), text)
    assert result.exit_code == 1, result.stderr
    assert f"templates/list/layout.yaml:{problem}" in result.stderr


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("xlsx", "excel: {formats: {body: {colour: red or so}}}\n"),
        ("xlsx", "excel: {formats: {body: {top: very thick}}}\n"),
        ("xlsx", "excel: {formats: [1]}\n"),
        ("xlsx", "excel: {formats: {all: {size: 0x10}}}\n"),
        ("xlsx", "excel: {formats: {all: {size: .inf}}}\n"),
        ("docx", "word: {paragraphs: {TB Text: {for: td, size: large}}}\n"),
        ("docx", "word: {paragraphs: {TB Text: {fr: td}}}\n"),
        ("docx", "word: {footer: 1}\n"),
    ],
)
def test_a_wrong_setting_for_word_or_excel_is_told_in_its_file(book: Make, kind: str, text: str) -> None:
    made = book(project(), outputs=f"[{{layout: list, formats: [{kind}]}}]")
    made.write("templates/list/layout.yaml", A4.replace("html", kind) + text)
    result = built_with(made, "<main><section><table><tr><td>{{ book.year }}</td></tr></table></section></main>", kind)
    assert result.exit_code == 1, result.stderr
    assert "templates/list/layout.yaml:" in result.stderr


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abn: -[]{}\n,.0\"'&*%html", max_size=40))
def test_whatever_a_layouts_settings_hold_they_are_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    root = tmp_path_factory.getbasetemp() / "any-layout"
    folder = root / "templates" / "list"
    if not folder.exists():
        own_copy(root)
    (folder / "layout.yaml").write_text(A4 + text, encoding="utf-8")
    problems: list[Problem] = []
    assert read_layout(templates_of(root), "list", problems, Place("")) is not None or problems


# --- what a record holds is text, never markup, a template or a formula


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    quoted = '"' + HOSTILE.replace('"', '\\"') + '"'
    indicators = f"\n  - kind: output.quantity\n    name: {quoted}\n    annual: {quoted}"
    record = project(name=quoted, objectives=f"\n  - {quoted}", indicators=indicators)
    made = written(tmp_path_factory.mktemp("hostile"), record, title=quoted, department=quoted)
    for arguments in (["list"], ["form", "--format", "html"]):
        result = made.run("build", "-q", "--layout", *arguments)
        assert (result.exit_code, result.stderr) == (0, "")
    return made.root / "build"


def test_a_web_page_shows_what_a_record_holds_as_text(hostile: Path) -> None:
    for name in ("list.html", "form.html"):
        page = Texts((hostile / name).read_text("utf-8"))
        assert page.text.count(HOSTILE) >= 4
        assert "script" not in page.tags


def test_a_pdf_shows_what_a_record_holds_as_text(hostile: Path) -> None:
    drawn = subprocess.run(["pdftotext", "-raw", hostile / "list.pdf", "-"], capture_output=True, text=True, check=True)
    assert "".join(HOSTILE.split()) in "".join(drawn.stdout.split())
    with pdfplumber.open(hostile / "list.pdf") as pdf:
        assert pdf.metadata["Title"] == HOSTILE


def test_a_word_document_shows_what_a_record_holds_as_text(hostile: Path) -> None:
    cells = [cell for row in docx_cells(hostile / "list.docx") for cell in row]
    assert cells.count(HOSTILE) == 4
    assert docx.Document(str(hostile / "list.docx")).core_properties.title == HOSTILE


def test_a_workbook_shows_what_a_record_holds_as_text(hostile: Path) -> None:
    cells = [cell for row in xlsx_cells(hostile / "list.xlsx") for cell in row]
    assert cells.count(HOSTILE) >= 4


def test_what_looks_like_a_formula_is_a_text_in_the_workbook(book: Make) -> None:
    formulas = ('=HYPERLINK("http://example.com","点")', "+1+1", "-1-1", "@SUM(1)", "=1+1")
    lines = "".join(
        f"\n  - kind: output.quantity\n    name: '{formula}'\n    annual: '{formula}'" for formula in formulas
    )
    made = book(project(name="'=1+1'", indicators=lines), title="'=1+1'")
    assert made.run("build", "--layout", "list", "--format", "xlsx").exit_code == 0
    for sheet in openpyxl.load_workbook(made.root / "build" / "list.xlsx").worksheets:
        typed = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value in formulas}
        assert typed == {"s"}
        assert [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink] == []
