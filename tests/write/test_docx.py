"""Word files, read back with python-docx and as LibreOffice sets them."""

# ruff: noqa: E501
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pdfplumber
import pytest
import yaml
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as WordTable
from lxml import etree
from tests.office import converted
from tests.write.samples import ASSESSMENT, COLUMNS, FORM, HEAD, LIST, long_list, page

from targetbook.layout import Page
from targetbook.write.docx import docx_bytes
from targetbook.write.docx_styles import check_word
from targetbook.write.html_tables import document_of
from targetbook.write.properties import Properties
from targetbook.write.tables import Cell, Column, Document, Paragraph, Row, Run, Section, Table

LANDSCAPE = Page("A4", True, (Decimal(16), Decimal(13), Decimal(15), Decimal(13)))
PORTRAIT = Page("A4", False, (Decimal(20), Decimal(20), Decimal(18), Decimal(20)))
PROPERTIES = Properties(
    "项目支出绩效目标表", "番禺区民政局", "2024年度项目支出绩效目标", "zh", datetime(2024, 1, 1, tzinfo=UTC)
)
LIST_LOOK: dict[str, object] = yaml.safe_load("""
text: {face: 宋体, latin: Times New Roman, size: 8.5, line: 12.5}
paragraphs:
  Heading 1: {for: h1, face: 方正小标宋简体, size: 18, line: auto, align: center, tracking: 1, keep: true}
  TB Subtitle 副题: {for: .subtitle, size: 10, line: 14, align: center, colour: "#555B65", keep: true}
  TB Department 部门: {for: .department, face: 黑体, latin: Arial, size: 8.5, line: 13, before: 8, after: 3, keep: true, joins: space}
  TB Money Unit 单位: {for: .money-unit, based: TB Department 部门, joins: tab}
  TB Text 正文: {for: td}
  TB English Text 英文正文: {for: td en, line: 11}
  TB Text Translation 译文正文: {for: td translation, size: 7.5, line: 10, colour: "#555B65"}
  TB Objective 目标: {for: td .objectives, indent: 6}
  TB English Objective 英文目标: {for: td .objectives en, line: 11, indent: 6, after: 2}
  TB Objective Translation 译文目标: {for: td .objectives translation, based: TB Text Translation 译文正文, indent: 6, after: 2}
  TB Head 表头: {for: thead, face: 黑体, latin: Arial, size: 8, line: 11}
  TB English Head 英文表头: {for: thead en, based: TB Head 表头, size: 7, line: 9}
  TB Head Translation 译文表头: {for: thead translation, latin: Arial, size: 6.5, line: 8.5, colour: "#555B65"}
  TB Head Amount 金额表头: {for: thead .amount, based: TB Head 表头, align: right}
  TB English Head Amount 英文金额表头: {for: thead .amount en, based: TB English Head 英文表头, align: right}
  TB Head Amount Translation 译文金额表头: {for: thead .amount translation, based: TB Head Translation 译文表头, align: right}
  TB Head Objective 目标表头: {for: thead .objectives, based: TB Head 表头, indent: 6}
  TB English Head Objective 英文目标表头: {for: thead .objectives en, based: TB English Head 英文表头, indent: 6}
  TB Head Objective Translation 译文目标表头: {for: thead .objectives translation, based: TB Head Translation 译文表头, indent: 6}
  TB Name 名称: {for: tbody th, face: 黑体, latin: Arial}
  TB Name Translation 译文名称: {for: tbody th translation, latin: Arial, size: 7, line: 9.5, colour: "#555B65"}
  TB Project 项目: {for: [tr.project th], based: TB Name 名称, indent: 8}
  TB Project Translation 译文项目: {for: [tr.project th translation], based: TB Name Translation 译文名称, indent: 8}
  TB Total 合计: {for: tr.total th, based: TB Name 名称, joins: space}
  TB Kind 类别: {for: td .kind, face: 黑体, latin: Arial, size: 7.5, colour: "#555B65"}
  TB Kind Translation 译文类别: {for: td .kind translation, latin: Arial, size: 6.5, line: 8.5, colour: "#555B65"}
  TB Amount 金额: {for: td .amount, align: right}
  TB Amount Total 合计金额: {for: [tr.total td .amount, tr.unit td .amount], based: TB Amount 金额, bold: true}
  TB Note 注: {for: .note, size: 8, line: 11, before: 3, joins: space}
  Footer: {for: footer, face: 黑体, latin: Arial, size: 7, line: 12, rule: "0.25 #8A9099"}
runs:
  TB Translation 译文: {for: translation, size: 7.5, colour: "#555B65"}
  TB Label Translation 译文标签: {for: [.department translation, .money-unit translation, th translation], latin: Arial, size: 7, colour: "#555B65"}
  TB Title Translation 译文题: {for: h1 translation, latin: Times New Roman, size: 10, tracking: 0, colour: "#555B65", breaks: true}
cells:
  heads: {for: thead, vertical: bottom, bottom: "0.5 #1F2329"}
  total: {for: tr.total, fill: "#EEF0F3", bottom: "0.5 #1F2329"}
  unit: {for: tr.unit, fill: "#F7F8F9", top: "0.5 #1F2329"}
  project: {for: tr.project, top: "0.5 #8A9099"}
  project's end: {for: [tr.project .name, tr.project .amount, tr.project .objectives, tr.last], bottom: "0.5 #8A9099"}
  indicator: {for: tr.indicator, top: "0.25 #C9CDD2"}
tables:
  TB List 清单: {for: table.list, top: "1 #1F2329", bottom: "1 #1F2329", padding: [2, 3.5, 2, 3.5], whole: 6}
footer: {left: "{author}　{title}", zh: "第 {page} 页 / 共 {pages} 页", en: "Page {page} of {pages}"}
""")
FORM_LOOK: dict[str, object] = yaml.safe_load("""
text: {face: 宋体, latin: Times New Roman, size: 10.5, line: 16}
paragraphs:
  Heading 1: {for: h1, face: 方正小标宋简体, size: 18, line: auto, align: center, tracking: 1, keep: true}
  TB Subtitle 副题: {for: .subtitle, size: 11, line: 15, align: center, colour: "#555B65", keep: true}
  TB Year 年度: {for: .year, line: 18, align: center, after: 6, keep: true, joins: space}
  TB Department 部门: {for: .department, face: 黑体, latin: Arial, size: 9, line: 14, before: 6, after: 3, keep: true, joins: space}
  TB Money Unit 单位: {for: .money-unit, based: TB Department 部门, joins: tab}
  TB Text 正文: {for: td}
  TB Text Translation 译文正文: {for: td translation, size: 9, line: 12, colour: "#555B65"}
  TB Label 栏目: {for: th, face: 黑体, latin: Arial, size: 10, line: 14, align: center}
  TB Label Translation 译文栏目: {for: th translation, latin: Arial, size: 8, line: 10, align: center, colour: "#555B65"}
  TB Amount 金额: {for: td .amount, align: right}
  TB Note 注: {for: .note, size: 9, line: 13, before: 3, joins: space}
  Footer: {for: footer, face: 黑体, latin: Arial, size: 7.5, line: 12, rule: "0.25 #8A9099"}
runs:
  TB Translation 译文: {for: translation, size: 9, colour: "#555B65"}
  TB Title Translation 译文题: {for: h1 translation, size: 11, tracking: 0, colour: "#555B65", breaks: true}
cells:
  labels: {for: th, vertical: center}
  texts: {for: td, vertical: center}
tables:
  TB Form 表格: {for: table.form, top: "0.75 #1F2329", bottom: "0.75 #1F2329", left: "0.75 #1F2329", right: "0.75 #1F2329", insideH: "0.5 #1F2329", insideV: "0.5 #1F2329", padding: [2.5, 4, 2.5, 4], whole: 6}
footer: {left: "{author}　{title}", zh: "第 {page} 页 / 共 {pages} 页", en: "Page {page} of {pages}"}
""")


def list_bytes(html: str = LIST, look: Mapping[str, object] = LIST_LOOK) -> bytes:
    return docx_bytes(document_of(html), look, LANDSCAPE, PROPERTIES)


def opened(data: bytes) -> WordDocument:
    return docx.Document(BytesIO(data))


@pytest.fixture(scope="module")
def the_list() -> WordDocument:
    return opened(list_bytes())


@pytest.fixture(scope="module")
def the_form() -> WordDocument:
    return opened(docx_bytes(document_of(FORM), FORM_LOOK, PORTRAIT, PROPERTIES))


def table_of(*rows: Row, columns: int = 1) -> Document:
    """A document of one table."""
    return Document("表", "zh", (Section((Table((Column(Decimal(10)),) * columns, rows),)),))


def row(*texts: str, at: int = 0, rowspan: int = 1, level: int = 0, start: int = 0) -> Row:
    """A body row; the first cell goes down over `rowspan` rows."""
    cells = tuple(
        Cell(at, start + index, rowspan if index == 0 else 1, 1, (Paragraph((Run(text, "zh"),)),))
        for index, text in enumerate(texts)
    )
    return Row(cells, "body", level=level)


def grid(table: WordTable) -> list[list[str]]:
    """The table's text, a merged cell's in each place that it covers."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def elements(document: WordDocument, tag: str) -> Iterator[etree._Element]:
    return document.element.body.iter(qn(tag))


def kept(document: WordDocument) -> list[bool]:
    """By row of the first table, whether it stays with the next."""
    rows = document.tables[0]._tbl.tr_lst
    return [all(p.pPr.find(qn("w:keepNext")) is not None for p in row.iter(qn("w:p"))) for row in rows]


def test_a_projects_name_is_one_cell_over_its_indicators(the_list: WordDocument) -> None:
    rows = grid(the_list.tables[0])
    names = [line[0] for line in rows if line[0].startswith("评估管理工作经费")]
    assert names == ["评估管理工作经费\nAssessment and management"] * 3
    assert [line[7].split("\n")[0] for line in rows][4:7] == ["服务进度控制度", "评估报告合格率", "服务对象满意度"]


def test_a_head_over_columns_is_one_cell(the_list: WordDocument) -> None:
    head = grid(the_list.tables[0])[0]
    assert head[1:5] == ["项目支出（万元）\nExpenditure (CNY 10,000)"] * 4
    assert grid(the_list.tables[0])[1][0] == head[0] == "项目名称\nProject"


def test_each_head_row_is_repeated_and_no_row_breaks(the_list: WordDocument) -> None:
    rows = the_list.tables[0]._tbl.tr_lst
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, True] + [False] * (len(rows) - 2)
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_head_without_cells_over_several_rows_has_the_height_that_it_needs(the_list: WordDocument) -> None:
    html = page(f'<table class="list">{COLUMNS}<thead><tr>{"<th>项目</th>" * 10}</tr></thead></table>')
    assert opened(list_bytes(html)).element.body.xpath("//w:trHeight") == []
    assert [row.height_rule for row in the_list.tables[0].rows[:2]] == [WD_ROW_HEIGHT_RULE.AT_LEAST] * 2


def test_the_columns_fill_the_page_in_their_proportions(the_list: WordDocument) -> None:
    widths = [int(column.get(qn("w:w"))) for column in elements(the_list, "w:gridCol")]
    measure = round(Decimal(297 - 26) * 1440 / Decimal("25.4"))
    assert sum(widths) == measure
    assert widths[0] / sum(widths) == pytest.approx(38 / 284, abs=0.001)
    assert the_list.tables[0]._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"


def test_every_row_covers_the_grid_and_every_cell_has_a_paragraph(
    the_list: WordDocument, the_form: WordDocument
) -> None:
    for document, columns in ((the_list, 10), (the_form, 5)):
        assert {sum(cell.grid_span for cell in row.tc_lst) for row in document.tables[0]._tbl.tr_lst} == {columns}
        assert all(cell.p_lst for row in document.tables[0]._tbl.tr_lst for cell in row.tc_lst)


def test_the_title_is_a_real_heading_in_both_languages(the_list: WordDocument) -> None:
    heading = the_list.paragraphs[0]
    assert heading.style is not None
    assert heading.style.name == "Heading 1"
    assert heading.text == "项目支出绩效目标表（含转移支付项目）\nPerformance Targets for Project Expenditure"


def test_department_and_unit_of_money_share_a_line(the_list: WordDocument) -> None:
    assert the_list.paragraphs[1].text == (
        "部门名称：番禺区民政局  Department: Panyu District Civil Affairs Bureau\t单位：万元  Unit: CNY 10,000"
    )


def test_each_note_has_a_line_with_its_translation() -> None:
    notes = "".join(f'<p class="note">注{n}</p><p class="note" lang="en">Note {n}</p>' for n in (1, 2))
    made = opened(list_bytes(page(f'<section class="list">{notes}</section>')))
    assert [p.text for p in made.paragraphs] == ["注1  Note 1", "注2  Note 2"]


def test_one_language_alone_keeps_its_title_and_department_apart() -> None:
    body = (
        '<section class="list"><h1>Performance Targets</h1><p class="department">Department: Bureau</p>'
        f'<p class="money-unit">Unit: CNY 10,000</p><table class="list">{COLUMNS}{HEAD}</table></section>'
    )
    english = opened(list_bytes(page(body).replace('lang="zh-CN">', 'lang="en">')))
    assert [p.text for p in english.paragraphs][:2] == [
        "Performance Targets",
        "Department: Bureau\tUnit: CNY 10,000",
    ]
    assert english.paragraphs[1].style.name == "TB Department 部门"  # as the first language, not as a translation
    assert english.sections[0].footer.paragraphs[0].text.endswith("\tPage  of ")


def test_chinese_and_english_have_their_own_styles_and_faces(the_list: WordDocument) -> None:
    zh, en = the_list.tables[0].rows[4].cells[8].paragraphs
    assert (zh.style.name, en.style.name) == ("TB Text 正文", "TB Text Translation 译文正文")
    assert en.style.font.size.pt == 7.5
    assert str(en.style.font.color.rgb) == "555B65"
    fonts = the_list.styles["Normal"].element.rPr.find(qn("w:rFonts"))
    assert [fonts.get(qn(f"w:{script}")) for script in ("eastAsia", "ascii", "hAnsi", "cs")] == [
        "宋体", *["Times New Roman"] * 3
    ]  # fmt: skip


def test_every_run_says_its_language(the_list: WordDocument) -> None:
    said = {}
    for run in elements(the_list, "w:r"):
        lang = run.find(qn("w:rPr")).find(qn("w:lang"))
        said[run.text] = (lang.get(qn("w:val")), lang.get(qn("w:eastAsia")))
    assert said["评估管理工作经费"] == ("x-none", "zh-CN")
    assert said["Assessment and management"] == ("en-US", "zh-CN")
    assert said["Grand total"] == ("en-US", "zh-CN")


def test_amounts_are_right_aligned_and_a_blank_stays_empty(the_list: WordDocument) -> None:
    amounts = the_list.tables[0].rows[4].cells[1:5]
    assert [cell.text for cell in amounts] == ["116.40", "116.40", "", ""]
    assert {cell.paragraphs[0].style.paragraph_format.alignment for cell in amounts} == {WD_ALIGN_PARAGRAPH.RIGHT}
    assert the_list.tables[0].rows[7].cells[4].text == "0.00"


def test_rows_of_units_and_totals_are_tinted(the_list: WordDocument) -> None:
    fills = [
        {
            cell.tcPr.find(qn("w:shd")).get(qn("w:fill"))
            for cell in row.tc_lst
            if cell.tcPr.find(qn("w:shd")) is not None
        }
        for row in the_list.tables[0]._tbl.tr_lst
    ]
    assert fills[2:5] == [{"EEF0F3"}, {"F7F8F9"}, set()]


def test_a_merged_cell_has_its_rules_at_its_ends_only(the_list: WordDocument) -> None:
    names = [row.tc_lst[0].tcPr for row in the_list.tables[0]._tbl.tr_lst[4:7]]
    edges = [[edge.tag for properties in name.iter(qn("w:tcBorders")) for edge in properties] for name in names]
    assert edges == [[qn("w:top")], [], [qn("w:bottom")]]


def test_the_form_keeps_its_boxes(the_form: WordDocument) -> None:
    style = the_form.tables[0].style
    assert style.name == "TB Form 表格"
    assert [edge.tag for edge in style.element.iter(qn("w:tblBorders")) for edge in edge] == [
        qn(f"w:{edge}") for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    rows = grid(the_form.tables[0])
    assert [line[0].split("\n")[0] for line in rows[3:]] == ["绩效指标"] * 4
    assert [line[2].split("\n")[0] for line in rows[4:]] == ["数量指标", "数量指标", "质量指标"]


def test_each_form_begins_a_page() -> None:
    body = "".join(f"<section class='form'><h1>表{n}</h1><p>文</p></section>" for n in (1, 2, 3))
    forms = opened(docx_bytes(document_of(page(body)), FORM_LOOK, PORTRAIT, PROPERTIES))
    assert [p.text for p in forms.paragraphs if p.paragraph_format.page_break_before] == ["表2", "表3"]


def test_a_section_that_opens_with_a_table_begins_a_page_too() -> None:
    one = table_of(row("甲")).sections[0]
    made = opened(docx_bytes(Document("表", "zh", (one, one)), {}, PORTRAIT, PROPERTIES))
    body = [child.tag for child in made.element.body]
    assert body == [qn(f"w:{tag}") for tag in ("tbl", "p", "p", "tbl", "p", "sectPr")]
    assert [p.paragraph_format.page_break_before for p in made.paragraphs] == [None, True, None]


def test_a_short_project_stays_whole_and_a_unit_stays_with_it(the_list: WordDocument) -> None:
    assert kept(the_list) == [
        True, True,  # the head
        True, True, True, True, False,  # grand total, unit, its first project
        False,  # a project of one row
        True, True, False,  # the next unit and its project
    ]  # fmt: skip


def test_a_long_project_may_break_but_not_after_its_first_row_or_before_its_last() -> None:
    long = [row("名", "1", rowspan=8), *(row("2", at=n, start=1) for n in range(1, 8))]
    made = docx_bytes(table_of(*long, columns=2), {"tables": {"T": {"for": "table.none"}}}, PORTRAIT, PROPERTIES)
    assert kept(opened(made)) == [True, False, False, False, False, False, True, False]


def test_a_tables_first_project_may_break_lest_the_title_stand_alone() -> None:
    def project(at: int) -> list[Row]:
        return [row("名", "1", at=at, rowspan=4), *(row("2", at=at + n, start=1) for n in range(1, 4))]

    document = table_of(*project(0), *project(4), columns=2)
    table = document.sections[0].blocks[0]
    assert isinstance(table, Table)
    named = Table(table.columns, table.rows, frozenset({"list"}))
    made = docx_bytes(Document("表", "zh", (Section((named,)),)), LIST_LOOK, PORTRAIT, PROPERTIES)
    assert kept(opened(made)) == [True, False, True, False, True, True, True, False]


@pytest.mark.parametrize(
    ("page", "orientation", "size"),
    [(LANDSCAPE, WD_ORIENT.LANDSCAPE, (297, 210)), (PORTRAIT, WD_ORIENT.PORTRAIT, (210, 297))],
)
def test_the_sheet_is_the_layouts(page: Page, orientation: WD_ORIENT, size: tuple[int, int]) -> None:
    section = opened(docx_bytes(table_of(row("甲")), {}, page, PROPERTIES)).sections[0]
    assert section.orientation is orientation
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == size
    assert section.left_margin == pytest.approx(Mm(float(page.margins[3])), abs=Mm(0.05))


def test_the_foot_counts_pages_in_both_languages(the_list: WordDocument) -> None:
    foot = the_list.sections[0].footer.paragraphs[0]
    instructions = [field.get(qn("w:instr")).strip() for field in foot._p.iter(qn("w:fldSimple"))]
    assert instructions == ["PAGE", "NUMPAGES"] * 2
    assert foot.text == "番禺区民政局　项目支出绩效目标表\t第  页 / 共  页　Page  of "


def test_the_properties_name_the_book_and_nothing_else(the_list: WordDocument) -> None:
    core = the_list.core_properties
    assert (core.title, core.author, core.subject, core.language) == (
        "项目支出绩效目标表", "番禺区民政局", "2024年度项目支出绩效目标", "zh-CN"
    )  # fmt: skip
    assert core.created == core.modified == datetime(2024, 1, 1, tzinfo=UTC)
    assert (core.revision, core.last_modified_by, core.comments) == (1, "番禺区民政局", "")
    names = ZipFile(BytesIO(list_bytes())).namelist()
    assert not [name for name in names if "thumbnail" in name or "custom" in name.lower() or "app.xml" in name]


def test_a_title_longer_than_word_keeps_is_cut_and_what_xml_cannot_carry_does_not_stop_the_file() -> None:
    long = Properties("目\x00" * 200, "番禺区民政局", "", "zh", datetime(2024, 1, 1, tzinfo=UTC))
    title = opened(docx_bytes(table_of(row("甲")), {}, PORTRAIT, long)).core_properties.title
    assert title == ("目\ufffd" * 200)[:255]


def test_nothing_of_the_librarys_template_is_left() -> None:
    with ZipFile(BytesIO(list_bytes())) as package:
        assert sorted(package.namelist()) == [
            "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels",
            "word/document.xml", "word/footer1.xml", "word/settings.xml", "word/styles.xml",
        ]  # fmt: skip
        whole = b"".join(package.read(name) for name in package.namelist())
        assert b"python-docx" not in whole
        assert b"rsid" not in whole
    named = {style.name for style in opened(list_bytes()).styles}
    assert {name for name in named if not name.startswith("TB ")} == {
        "Heading 1", "Footer", "Normal", "Default Paragraph Font", "Normal Table", "No List"
    }  # fmt: skip


def test_a_setting_may_hold_for_two_languages_only() -> None:
    look = {"paragraphs": {"TB One": {"for": "td"}, "TB Two": {"for": "td bilingual"}}}
    page_of_two = page("<section><p>甲</p><p lang='en'>A</p><table><tr><td>甲</td></tr></table></section>")
    styles = []
    for html in (page_of_two, page_of_two.replace("<p lang='en'>A</p>", "")):
        made = opened(docx_bytes(document_of(html), look, PORTRAIT, PROPERTIES))
        styles.append(made.tables[0].rows[0].cells[0].paragraphs[0].style.name)
    assert styles == ["TB Two", "TB One"]


def test_a_cell_may_have_room_of_its_own_and_a_paragraph_stand_in_from_both_sides() -> None:
    look = {
        "paragraphs": {"TB In": {"for": "td", "indent": [6, 9]}},
        "cells": {"all": {"for": "td", "padding": [1, 2, 3, 0]}},
    }
    cell = opened(docx_bytes(table_of(row("甲")), look, PORTRAIT, PROPERTIES)).tables[0].rows[0].cells[0]
    room = {edge.tag: edge.get(qn("w:w")) for edge in cell._tc.tcPr.find(qn("w:tcMar"))}
    assert room == {qn("w:top"): "20", qn("w:left"): "0", qn("w:bottom"): "60", qn("w:right"): "40"}
    format_ = cell.paragraphs[0].style.paragraph_format
    assert (format_.left_indent.pt, format_.right_indent.pt) == (6, 9)


def test_a_table_has_a_title_for_who_cannot_see_it(the_list: WordDocument) -> None:
    properties = the_list.tables[0]._tbl.tblPr
    assert properties.find(qn("w:tblCaption")).get(qn("w:val")) == "项目支出绩效目标表"
    assert properties.find(qn("w:tblDescription")).get(qn("w:val")) == "项目支出绩效目标表"


def test_markup_in_a_text_is_text_and_what_xml_cannot_carry_does_not_stop_the_file() -> None:
    made = opened(docx_bytes(table_of(row('<w:p>&"\x00\ud800\ufffe𠮷')), {}, PORTRAIT, PROPERTIES))
    assert made.tables[0].cell(0, 0).text == '<w:p>&"\ufffd\ufffd\ufffd𠮷'


def test_a_break_in_a_text_is_a_break_in_its_paragraph() -> None:
    made = opened(docx_bytes(table_of(row("上\n下")), {}, PORTRAIT, PROPERTIES))
    assert [p.text for p in made.tables[0].cell(0, 0).paragraphs] == ["上\n下"]


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"paragraph": {}}, "word: no such setting: paragraph"),
        ({"paragraphs": {"TB": {"colour": "red"}}}, "word.paragraphs.TB.colour"),
        ({"paragraphs": {"TB": {"siez": 9}}}, "word.paragraphs.TB: no such setting: siez"),
        ({"paragraphs": {"TB": {"size": "big"}}}, "word.paragraphs.TB.size: a number"),
        ({"paragraphs": {"TB": {"size": float("nan")}}}, "word.paragraphs.TB.size: a number"),
        ({"paragraphs": {"TB": {"based": "None such"}}}, "word.paragraphs.TB.based"),
        ({"paragraphs": {"正文": {}}}, "Latin letters"),
        ({"paragraphs": {"TB A": {}}, "runs": {"TBA": {}}}, "'TBA'"),
        ({"cells": {"heads": {"top": "thin"}}}, "word.cells.heads.top: a rule is"),
        ({"tables": {"TB": {"padding": 3}}}, "word.tables.TB.padding: four lengths"),
        ({"paragraphs": {"TB": {"bold": "no"}}}, "word.paragraphs.TB.bold: true or false, not 'no'"),
        ({"paragraphs": {"TB": {"keep": "no"}}}, "word.paragraphs.TB.keep: true or false"),
        ({"runs": {"TB": {"breaks": "no"}}}, "word.runs.TB.breaks: true or false"),
        ({"footer": {"left": "{when}"}}, "word.footer: no such word: {when}"),
        ({"cells": []}, "word.cells: names and values"),
    ],
)
def test_a_wrong_setting_is_named(settings: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match="word") as error:
        docx_bytes(table_of(row("甲")), settings, PORTRAIT, PROPERTIES)
    assert complaint in str(error.value)


def test_a_wrong_setting_is_found_before_anything_is_written() -> None:
    assert list(check_word(LIST_LOOK)) == list(check_word(FORM_LOOK)) == []
    (fault,) = check_word({"paragraphs": {"TB: Head 表头": {"size": "big"}}})
    assert (fault.path, fault.what) == ("word.paragraphs.TB: Head 表头.size", "a number, not 'big'")


def test_every_part_is_well_formed_and_every_style_in_use_is_defined() -> None:
    with ZipFile(BytesIO(list_bytes())) as package:
        parts = {name: etree.fromstring(package.read(name)) for name in package.namelist()}
    used = {
        use.get(qn("w:val")) for name in ("word/document.xml", "word/footer1.xml")
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle") for use in parts[name].iter(qn(tag))
    }  # fmt: skip
    defined = {style.get(qn("w:styleId")) for style in parts["word/styles.xml"].iter(qn("w:style"))}
    assert used
    assert used <= defined


def test_the_same_document_gives_the_same_bytes_in_every_process() -> None:
    program = "import sys; from tests.write import test_docx; sys.stdout.buffer.write(test_docx.list_bytes())"
    paths = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
    made = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": language},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone, language in (("1", "Asia/Shanghai", "zh_CN.UTF-8"), ("2", "America/New_York", "C"))
    ]
    assert made == [list_bytes()] * 2


@pytest.mark.slow
def test_libreoffice_repeats_the_head_and_counts_the_pages(tmp_path: Path) -> None:
    file = tmp_path / "list.docx"
    file.write_bytes(list_bytes(long_list(8)))
    with pdfplumber.open(converted(file, "pdf", tmp_path)) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
        assert {(round(page.width), round(page.height)) for page in pdf.pages} == {(842, 595)}
    assert len(texts) > 1
    assert all("项目名称" in text and "绩效指标" in text for text in texts)
    assert [f"第 {n} 页 / 共 {len(texts)} 页" in text for n, text in enumerate(texts, 1)] == [True] * len(texts)
    whole = "".join(texts)
    assert all(f"项目{unit}-{number}" in whole for unit in range(8) for number in range(3))


@pytest.mark.slow
def test_libreoffice_cuts_no_line_of_the_head_on_any_page(tmp_path: Path) -> None:
    many = (
        "Project, the unit that uses its funds, the department in charge of it, the document of the transfer, the year "
    )
    many += "in which it was made and the bank that holds the account of it, at last"
    html = long_list(8).replace('<p lang="en">Project</p>', f'<p lang="en">{many}</p>')
    file = tmp_path / "list.docx"
    file.write_bytes(list_bytes(html))
    with pdfplumber.open(converted(file, "pdf", tmp_path)) as pdf:
        feet = [
            [word["bottom"] for word in page.extract_words() if word["text"] in ("last", "Kind")] for page in pdf.pages
        ]
    assert len(feet) > 1
    assert all(len(ends) == 2 and abs(ends[0] - ends[1]) < 1 for ends in feet)  # a head's cells stand on one line


@pytest.mark.slow
def test_libreoffice_shows_every_text_of_the_form(tmp_path: Path) -> None:
    file = tmp_path / "form.docx"
    file.write_bytes(docx_bytes(document_of(FORM), FORM_LOOK, PORTRAIT, PROPERTIES))
    with pdfplumber.open(converted(file, "pdf", tmp_path)) as pdf:
        assert [(round(page.width), round(page.height)) for page in pdf.pages] == [(595, 842)]
        shown = "".join(pdf.pages[0].extract_text().split())
    texts = [paragraph.text for table in document_of(FORM).sections[0].blocks if isinstance(table, Table)
             for line in table.rows for cell in line.cells for paragraph in cell.paragraphs]  # fmt: skip
    assert Counter("".join("".join(texts).split())) - Counter(shown) == Counter()  # lines may part a text, never cut it


@pytest.mark.slow
def test_libreoffice_keeps_a_number_in_one_line(tmp_path: Path) -> None:
    narrow = ASSESSMENT.replace("评估管理工作经费", "广州追加提前下达2024年市财政社区两委干部补贴经费1234567")
    body = f'<section class="list"><table class="list">{COLUMNS}{HEAD}<tbody>{narrow}</tbody></table></section>'
    file = tmp_path / "list.docx"
    file.write_bytes(list_bytes(page(body)))
    with pdfplumber.open(converted(file, "pdf", tmp_path)) as pdf:
        words = {word["text"] for word in pdf.pages[0].extract_words()}
    assert any("2024" in word for word in words)
    assert any("1234567" in word for word in words)
