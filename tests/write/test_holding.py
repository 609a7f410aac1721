"""Where a record may begin at a page's foot: cells that say how much room their beginning needs."""

import pytest
import weasyprint

from targetbook.write.holding import HOLD, records_held

PAGE = "@page { size: 100mm; margin: 0 } body { margin: 0 } table { border-collapse: collapse; width: 100% } " + (
    "td { padding: 2mm 0; box-decoration-break: clone } p { margin: 0; font-size: 5mm; line-height: 5mm }"
)


def _block(height: int) -> str:
    return f'<div style="height: {height}mm"></div>'


def first_page_of(hold: int, *, above: int, cells: int = 2) -> int:
    """The page, from 1, on which a row begins whose cells need `hold` mm, under a block `above` mm high."""
    text = "<p>one two</p>" * 4
    row = "".join(f'<td id="cell-{n}" {HOLD}="{hold}">{text}</td>' for n in range(cells))
    body = f"{_block(above) if above else ''}<table><tr>{row}</tr></table>"
    with records_held():
        laid = weasyprint.HTML(string=f"<style>{PAGE}</style>{body}").render()
    found = [n for n, page in enumerate(laid.pages, 1) if any(name.startswith("cell-") for name in page.anchors)]
    return found[0]


@pytest.mark.parametrize(("above", "page"), [(20, 1), (75, 1), (77, 2), (95, 2)])
def test_a_row_begins_only_where_each_cell_has_the_room_that_it_asks_for(above: int, page: int) -> None:
    assert first_page_of(20, above=above) == page


def test_a_row_that_asks_for_more_than_a_page_begins_on_one_of_its_own() -> None:
    assert first_page_of(150, above=10) == 2


def test_a_row_at_a_page_s_head_begins_there() -> None:
    assert first_page_of(150, above=0) == 1


def test_a_cell_that_asks_for_nothing_is_cut_where_the_page_ends() -> None:
    text = "<p>one two</p>" * 4
    page = f'{_block(90)}<table><tr><td id="cell">{text}</td></tr></table>'
    with records_held():
        laid = weasyprint.HTML(string=f"<style>{PAGE}</style>{page}").render()
    assert "cell" in laid.pages[0].anchors
    assert len(laid.pages) == 2
