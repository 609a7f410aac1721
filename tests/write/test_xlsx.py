"""The workbook: what Excel shows, and what it computes when somebody changes an amount."""

import csv
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from tests.office import converted
from tests.write.samples import COLUMNS, HEAD, INDICATORS, LIST, LIST_SETTINGS, long_list, page, project_rows, sum_row

from targetbook.layout import Page
from targetbook.write import Unwritable
from targetbook.write.html_tables import document_of
from targetbook.write.properties import Properties
from targetbook.write.xlsx import Sheet, xlsx_bytes
from targetbook.write.xlsx_formats import check_excel
from targetbook.write.zipping import repacked

MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
PAGE = Page("A4", True, (Decimal(16), Decimal(6), Decimal(15), Decimal(6)))
ABOUT = Properties("项目支出绩效目标表", "番禺区民政局", "2024", "zh", datetime(2024, 1, 1, tzinfo=UTC))


def workbook(*htmls: str, settings: Mapping[str, object] = LIST_SETTINGS) -> bytes:
    return xlsx_bytes([Sheet(document_of(html), settings, PAGE) for html in htmls], ABOUT)


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(BytesIO(data)).read(name))


def sheet(data: bytes, number: int = 1) -> etree._Element:
    return part(data, f"xl/worksheets/sheet{number}.xml")


def found(element: etree._Element, path: str) -> list[str]:
    """Values of attributes or texts."""
    return [str(value) for value in element.xpath(path, namespaces=MAIN)]


def texts(data: bytes) -> list[str]:
    strings = part(data, "xl/sharedStrings.xml")
    return ["".join(found(item, ".//m:t/text()")) for item in strings.iterfind("m:si", MAIN)]


def formulas(data: bytes) -> dict[str, tuple[str, str]]:
    """By cell, the formula and its cached value."""
    cells = [cell for cell in sheet(data).iterfind(".//m:c", MAIN) if cell.find("m:f", MAIN) is not None]
    return {cell.get("r", ""): (cell.findtext("m:f", "", MAIN), cell.findtext("m:v", "", MAIN)) for cell in cells}


def recalculated(data: bytes, folder: Path) -> list[list[str]]:
    """The first sheet's cells as LibreOffice shows them once it has computed everything again."""
    file = folder / "book.xlsx"
    file.write_bytes(data)
    shown = converted(file, "csv", folder / "shown", "Text - txt - csv (StarCalc):44,34,76,1,,0,false,true")
    with shown.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def amounts_table(*values: str) -> str:
    cells = "".join(f'<td class="amount"><data value="{value}">x</data></td>' for value in values)
    return page(f"<section><table><tbody><tr>{cells}</tr></tbody></table></section>")


def words_table(*words: str) -> str:
    cells = "".join(f"<td>{word}</td>" for word in words)
    return page(f"<section><table><tbody><tr>{cells}</tr></tbody></table></section>")


def with_part(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The package with one part's text changed."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as given, zipfile.ZipFile(made, "w") as changed:
        for entry in given.namelist():
            content = given.read(entry)
            assert entry != name or old in content
            changed.writestr(entry, content.replace(old, new) if entry == name else content)
    return made.getvalue()


def test_amounts_stand_in_the_file_exactly_as_in_the_book() -> None:
    amounts = [
        "116.40",
        "9.95",
        "0.1",
        "0.30",
        "1234567890123.45",
        "999999999999.999",
        "9007199254740.93",
        "0.00",
        "-8.41",
    ]
    assert found(sheet(workbook(amounts_table(*amounts))), "//m:c[not(@t)]/m:v/text()") == amounts


def test_a_blank_amount_is_a_blank_cell_and_a_zero_is_a_zero() -> None:
    cells = {cell.get("r"): cell.findtext("m:v", None, MAIN) for cell in sheet(workbook(LIST)).iterfind(".//m:c", MAIN)}
    assert (cells["D7"], cells["E10"]) == (None, "0.00")


def test_a_number_without_a_number_format_stays_the_text_that_the_page_shows() -> None:
    html = words_table('<data value="100">100%</data>')
    assert texts(workbook(html)) == ["100%"]


def test_totals_are_formulas_over_the_rows_one_level_deeper_with_the_books_value() -> None:
    found_formulas = formulas(workbook(LIST))
    assert found_formulas["B5"] == ("SUM(B6,B11)", "6002.75")
    assert found_formulas["C6"] == ("SUM(C7:C10)", "4616.40")
    assert found_formulas["B7"] == ("SUM(C7:E7)", "116.40")
    assert "C11" not in found_formulas


@pytest.mark.slow
def test_recalculated_totals_are_the_books_and_a_wrong_cached_value_is_corrected(tmp_path: Path) -> None:
    wrong = with_part(workbook(LIST), "xl/worksheets/sheet1.xml", b"<v>6002.75</v>", b"<v>99</v>")
    wrong = with_part(wrong, "xl/worksheets/sheet1.xml", b"<v>4676.50</v>", b"<v>98</v>")
    rows = recalculated(wrong, tmp_path)
    assert [value.strip() for value in rows[4][1:5]] == ["6,002.75", "4,616.40", "60.10", "1,326.25"]
    assert [value.strip() for value in rows[5][1:5]] == ["4,676.50", "4,616.40", "60.10", "0.00"]


@pytest.mark.slow
def test_thousands_of_units_have_one_grand_total_that_recalculates(tmp_path: Path) -> None:
    data = workbook(long_list(2000, projects=2, indicators=1))
    total, cached = formulas(data)["B3"]
    assert cached == "4040.00"
    assert all(len(formula) < 8192 and formula.count(",") < 255 for formula, _ in formulas(data).values())
    assert [value.strip() for value in recalculated(data, tmp_path)[2][1:3]] == ["4,040.00", "4,040.00"], total
    assert found(sheet(data), "//m:col[@hidden]/@min") == ["11"]


def test_a_total_that_its_cells_do_not_come_to_is_written_as_the_book_has_it() -> None:
    rows = sum_row("unit", 1, "单位", ("9.00", None, None, None))
    rows += project_rows("项目", ("1.00", "1.00", None, None), "目标", [("数量", "次数", "1", "1")])
    data = workbook(page(f"<section><table>{COLUMNS}{HEAD}<tbody>{rows}</tbody></table></section>"))
    assert "B3" not in formulas(data)
    assert found(sheet(data), "//m:c[@r='B3']/m:v/text()") == ["9.00"]


def test_spans_are_merged_cells() -> None:
    merged = found(sheet(workbook(LIST)), "//m:mergeCell/@ref")
    assert {"A3:A4", "B3:E3", "A7:A9", "F7:F9", "A12:A13"} <= set(merged)


def test_the_head_stays_in_sight_and_prints_on_each_page() -> None:
    data = workbook(LIST)
    assert found(sheet(data), "//m:pane[@state='frozen']/@topLeftCell") == ["B5"]
    names = {name.get("name"): name.text for name in part(data, "xl/workbook.xml").iterfind(".//m:definedName", MAIN)}
    assert names == {
        "_xlnm.Print_Area": "项目支出绩效目标表!$A$1:$J$14",
        "_xlnm.Print_Titles": "项目支出绩效目标表!$3:$4",
    }


def test_the_page_is_the_layouts() -> None:
    setup = sheet(workbook(LIST)).find("m:pageSetup", MAIN)
    assert setup is not None
    assert dict(setup.attrib) == {"paperSize": "9", "orientation": "landscape", "fitToHeight": "0"}
    assert found(sheet(workbook(LIST)), "//m:oddFooter/text()") == ["&C&8第 &P 页 / 共 &N 页&R&8 项目支出绩效目标表"]


def test_units_projects_and_indicators_fold_under_the_row_above_them() -> None:
    rows = sheet(workbook(LIST)).iterfind(".//m:row", MAIN)
    levels = [int(row.get("outlineLevel", "0")) for row in rows]
    assert levels[4:13] == [0, 1, 2, 3, 3, 2, 1, 2, 3]
    assert found(sheet(workbook(LIST)), "//m:outlinePr/@summaryBelow") == ["0"]


def test_both_languages_of_a_text_share_a_cell_each_in_its_face() -> None:
    strings = part(workbook(LIST), "xl/sharedStrings.xml")
    (item,) = [si for si in strings.iterfind("m:si", MAIN) if found(si, ".//m:t/text()")[0] == "评估管理工作经费\n"]
    assert found(item, ".//m:t/text()") == ["评估管理工作经费\n", "Assessment and management"]
    assert found(item, ".//m:rFont/@val") == ["宋体", "Times New Roman"]


@pytest.mark.parametrize(
    "hostile", ["=1+1", "@SUM(A1)", "+1", "-1", "http://example.org/", "0123", "=HYPERLINK(&quot;x&quot;)"]
)
def test_text_never_becomes_a_formula_a_link_or_a_number(hostile: str) -> None:
    data = workbook(words_table(hostile))
    assert formulas(data) == {}
    assert found(sheet(data), "//m:c/@t") == ["s"]
    assert found(sheet(data), "//m:hyperlink") == []
    assert texts(data) == [hostile.replace("&quot;", '"')]
    quoted = found(part(data, "xl/styles.xml"), "//m:cellXfs/m:xf/@quotePrefix")
    assert quoted == (["1"] if hostile[0] in "=+-@" else []), "Excel would make a formula of it on the next edit"


def test_a_text_longer_than_excel_holds_is_refused_with_its_beginning() -> None:
    with pytest.raises(Unwritable, match="32767 characters, “目标目标"):
        workbook(words_table("目标" * 20_000))


def test_a_row_is_high_enough_for_its_text() -> None:
    long = "委托第三方评估机构，对全区社工服务站开展评估。" * 4
    html = page(
        f'<section><table><colgroup><col style="width: 30mm"></colgroup><tr><td>{long}</td></tr></table></section>'
    )
    (height,) = found(sheet(workbook(html)), "//m:row/@ht")
    assert float(height) > 12 * 9, "92 characters of 9 points in 30 mm are ten lines"


def test_two_layouts_share_a_workbook_and_the_flat_one_can_be_filtered() -> None:
    flat = Sheet(document_of(INDICATORS), {**LIST_SETTINGS, "name": {"zh": "绩效指标"}, "autofilter": True}, PAGE)
    data = xlsx_bytes([Sheet(document_of(LIST), LIST_SETTINGS, PAGE), flat], ABOUT)
    assert found(part(data, "xl/workbook.xml"), "//m:sheet/@name") == ["项目支出绩效目标表", "绩效指标"]
    assert found(sheet(data, 2), "//m:autoFilter/@ref") == ["A2:E4"]
    assert found(sheet(data, 2), "//m:mergeCell/@ref") == ["A1:E1"], "the title only"


def test_sheets_of_one_name_are_numbered_and_signs_that_excel_refuses_are_left_out() -> None:
    html = page("<section><h1>a/b</h1></section><section><h1>A/B</h1></section>", title="t")
    names = found(part(workbook(html, settings={}), "xl/workbook.xml"), "//m:sheet/@name")
    assert names == ["a b", "A B 2"]


def test_a_misspelt_setting_is_named_with_what_there_is() -> None:
    with pytest.raises(ValueError, match=r"formats.tr.unit: color is no property here; there are font, size"):
        workbook(LIST, settings={"formats": {"tr.unit": {"color": "red"}}})
    with pytest.raises(ValueError, match=r"formats.all: top is one of none, thin"):
        workbook(LIST, settings={"formats": {"all": {"top": "thinn"}}})


def test_a_wrong_setting_is_found_before_anything_is_written() -> None:
    assert list(check_excel(LIST_SETTINGS)) == []
    (fault,) = check_excel({"formats": {"tr.unit": {"size": "big"}}})
    assert (fault.path, fault.what) == ("excel.formats.tr.unit", "size is a number, not big")
    for wrong, path in (
        ({"sheets": 1}, "excel"),
        ({"runs": []}, "excel.runs"),
        ({"formats": {"all": 3}}, "excel.formats.all"),
        ({"runs": {"en": {"colour": "red"}}}, "excel.runs.en"),
        ({"beside": "money_unit"}, "excel.beside"),
        ({"runs": {"en": {"size": float("nan")}}}, "excel.runs.en"),
        ({"runs": {"en": {"size": -1}}}, "excel.runs.en"),
        ({"formats": {"a: b": {"bold": "yes"}}}, "excel.formats.a: b"),
        ({"formats": {"all": {"wrap": 1}}}, "excel.formats.all"),
        ({"autofilter": "no"}, "excel.autofilter"),
    ):
        assert [fault.path for fault in check_excel(wrong)] == [path]


def test_a_project_that_a_page_can_hold_is_not_cut_when_printed() -> None:
    data = workbook(long_list(1, projects=12, indicators=6))
    starts = [int(row) for row in found(sheet(data), "//m:rowBreaks/m:brk/@id")]
    assert starts
    assert all((row - 4) % 6 == 0 for row in starts), (
        "after two rows of head, total and unit, each project has six rows"
    )
    heights = [float(height) for height in found(sheet(data), "//m:row/@ht")]
    room = float(PAGE.height - 31) * 72 / 25.4 - sum(heights[:2])
    assert all(sum(heights[a:b]) <= room for a, b in pairwise([*starts, len(heights)]))


def test_the_file_says_what_it_is() -> None:
    core = zipfile.ZipFile(BytesIO(workbook(LIST))).read("docProps/core.xml").decode()
    assert all(said in core for said in ("项目支出绩效目标表", "番禺区民政局", "2024-01-01T00:00:00Z"))


MAKE = """
import sys
from tests.write.test_xlsx import LIST, workbook
sys.stdout.buffer.write(workbook(LIST))
"""


def test_the_same_book_gives_the_same_bytes_whatever_the_seed_zone_and_locale() -> None:
    def made(seed: str, zone: str, locale: str) -> bytes:
        room = {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LANG": locale,
            "LC_ALL": locale,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        return subprocess.run([sys.executable, "-c", MAKE], env=room, capture_output=True, check=True).stdout

    assert made("1", "Asia/Shanghai", "C.UTF-8") == made("77", "America/Lima", "C")


def test_a_package_is_packed_by_name_with_the_books_date_not_the_clocks() -> None:
    given = BytesIO()
    with zipfile.ZipFile(given, "w") as package:
        package.writestr("word/document.xml", "b" * 100)
        package.writestr("[Content_Types].xml", "a")
    packed = zipfile.ZipFile(BytesIO(repacked(given.getvalue(), datetime(1970, 1, 1, tzinfo=UTC))))
    assert packed.namelist() == ["[Content_Types].xml", "word/document.xml"]
    assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert packed.read("word/document.xml") == b"b" * 100
