"""What the writers of Word and Excel read from a rendered page."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.write.samples import FORM, LIST, long_list, page

from targetbook.write.html_tables import document_of
from targetbook.write.tables import Cell, Paragraph, Table


def table_of(html: str) -> Table:
    return next(block for block in document_of(html).sections[0].blocks if isinstance(block, Table))


def paragraphs_of(body: str) -> list[Paragraph]:
    blocks = document_of(page(f"<section>{body}</section>")).sections[0].blocks
    return [block for block in blocks if isinstance(block, Paragraph)]


def grid_of(table: Table) -> dict[tuple[int, int], Cell]:
    """Which cell covers each place; a place covered twice fails."""
    covered: dict[tuple[int, int], Cell] = {}
    for cell in (cell for row in table.rows for cell in row.cells):
        for place in [
            (r, c)
            for r in range(cell.row, cell.row + cell.rowspan)
            for c in range(cell.column, cell.column + cell.colspan)
        ]:
            assert place not in covered, f"{place} is covered twice"
            covered[place] = cell
    return covered


def test_text_inherits_the_nearest_language() -> None:
    (paragraph,) = paragraphs_of('<div lang="en"><p>Unit <span lang="zh-CN">万元</span> here</p></div>')
    assert [(run.text, run.language) for run in paragraph.runs] == [("Unit ", "en"), ("万元", "zh"), (" here", "en")]
    assert paragraphs_of("<p>合计</p>")[0].runs[0].language == "zh"


def test_white_space_collapses_as_on_the_page_and_br_is_a_new_line() -> None:
    (paragraph,) = paragraphs_of("<p>\n  one\n\t <b> two</b> <br>\n three&nbsp; </p>")
    assert paragraph.text == "one two\nthree\xa0"
    assert paragraphs_of("<p> \n </p>") == []


def test_a_space_between_two_languages_of_a_title_stays() -> None:
    assert [p.text for p in paragraphs_of("<h1><span>目标</span> <span lang='en'>Targets</span></h1>")] == [
        "目标 Targets"
    ]


def test_texts_of_a_list_are_paragraphs_of_their_own_without_added_numbers() -> None:
    items = '<li>一</li><li><p>二</p><p lang="en">two</p></li>'
    html = f'<section><table><tr><td class="objectives"><ol class="plain">{items}</ol></td></tr></table></section>'
    (cell,) = table_of(page(html)).rows[0].cells
    assert [(p.text, p.tag) for p in cell.paragraphs] == [("一", "li"), ("二", "li"), ("two", "li")]
    assert cell.paragraphs[0].classes == {"plain"}
    assert cell.text == "一\n二\ntwo"


@pytest.mark.parametrize("value", ["116.40", "1234567890123.45", "0.00", "-9.95", "0.1"])
def test_an_amount_is_exactly_what_its_data_element_says(value: str) -> None:
    html = f'<section><table><tr><td><data value="{value}">shown</data></td></tr></table></section>'
    (cell,) = table_of(page(html)).rows[0].cells
    assert str(cell.number) == value
    assert cell.text == "shown"


def test_a_cell_of_words_and_a_number_is_no_number() -> None:
    html = '<section><table><tr><td>约<data value="3">3</data></td><td></td></tr></table></section>'
    assert [cell.number for cell in table_of(page(html)).rows[0].cells] == [None, None]


def test_the_list_has_its_spans_levels_sums_and_head() -> None:
    table = table_of(LIST)
    assert [row.part for row in table.rows].count("head") == 2
    assert [row.level for row in table.rows if row.part == "body"] == [0, 1, 2, 3, 3, 2, 1, 2, 3]
    assert [column.width for column in table.columns[:2]] == [Decimal(38), Decimal(19)]
    grid = grid_of(table)
    assert grid[0, 0] is grid[1, 0]
    assert grid[0, 1] is grid[0, 4]
    assert grid[4, 5] is grid[6, 5]
    assert grid[3, 1].sum == "down"
    assert grid[4, 1].sum == "across"
    assert grid[4, 0].header


@pytest.mark.parametrize("html", [LIST, FORM, long_list(3)])
def test_every_place_of_a_table_is_covered_once(html: str) -> None:
    table = table_of(html)
    assert set(grid_of(table)) == {(r, c) for r in range(len(table.rows)) for c in range(len(table.columns))}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 3)), max_size=4), min_size=1, max_size=6))
def test_no_spans_whatever_leave_a_place_uncovered_or_covered_twice(rows: list[list[tuple[int, int]]]) -> None:
    cells = ["".join(f'<td rowspan="{down}" colspan="{across}">x</td>' for down, across in row) for row in rows]
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    table = table_of(page(f"<section><table><tbody>{body}</tbody></table></section>"))
    assert set(grid_of(table)) == {(r, c) for r in range(len(rows)) for c in range(len(table.columns))}


def test_a_span_does_not_leave_its_part_of_the_table() -> None:
    parts = '<thead><tr><th rowspan="9">头</th></tr></thead><tbody><tr><td>身</td></tr></tbody>'
    table = table_of(page(f"<section><table>{parts}</table></section>"))
    assert [cell.text for row in table.rows for cell in row.cells] == ["头", "身"]


def test_what_stands_outside_sections_is_kept_and_what_is_hidden_or_navigation_is_not() -> None:
    document = document_of(
        page("<nav>go</nav><p>前言</p><p hidden>no</p><section><h2>一</h2></section><section><h2>二</h2></section>")
    )
    assert [section.blocks[0].text for section in document.sections if isinstance(section.blocks[0], Paragraph)] == [
        "前言",
        "一",
        "二",
    ]
    assert [section.title for section in document.sections] == ["", "一", "二"]
    assert (document.title, document.language) == ("项目支出绩效目标表", "zh")


def test_a_hidden_section_group_or_table_is_left_out_whole() -> None:
    body = "<table><tbody hidden><tr><td>no</td></tr></tbody><tbody><tr><td>yes</td></tr></tbody></table>"
    hidden = "<section hidden><table><tr><td>no</td></tr></table></section>"
    document = document_of(page(f"{hidden}<section>{body}<div hidden>{body}</div></section>"))
    (table,) = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    assert [cell.text for row in table.rows for cell in row.cells] == ["yes"]


def test_rows_of_all_parts_are_counted_through_and_those_in_no_part_come_last() -> None:
    body, foot = "<tbody><tr><td>2</td></tr></tbody>", "<tfoot><tr><td>3</td></tr></tfoot>"
    parts = f"<thead><tr><th>1</th></tr></thead><tr><td>4</td></tr>{body}{foot}"
    table = table_of(page(f"<section><table>{parts}</table></section>"))
    assert [(cell.row, cell.text, row.part) for row in table.rows for cell in row.cells] == [
        (0, "1", "head"),
        (1, "2", "body"),
        (2, "3", "foot"),
        (3, "4", "body"),
    ]


def test_a_number_is_as_the_page_writes_it_whatever_equal_number_came_before() -> None:
    numbers = [f'<p><data value="{value}">one</data></p>' for value in ("1.0", "1.00", "1.000")]
    assert [str(paragraph.number) for paragraph in paragraphs_of("".join(numbers))] == ["1.0", "1.00", "1.000"]


def test_a_table_within_a_cell_is_not_the_cells_text() -> None:
    inner = "<table><tbody><tr><td>inside</td></tr></tbody></table>"
    table = table_of(page(f"<section><table><tbody><tr><td>a {inner} b</td></tr></tbody></table></section>"))
    assert [cell.text for row in table.rows for cell in row.cells] == ["a\nb"]


@pytest.mark.parametrize("blank", ["", " \n", "<!-- nothing -->"])
def test_a_page_that_says_nothing_is_a_document_of_nothing(blank: str) -> None:
    assert document_of(blank).sections == ()
