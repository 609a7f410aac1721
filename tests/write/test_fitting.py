"""A form that does not fit its page: set tighter where that does, else over two pages with its labels repeated."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from tests.pdf import LANGUAGES, SETTINGS, Pdf, Small, joined, pdf_of, plain, seed, small_book

from targetbook.write.fitting import fitted

every_setting = pytest.mark.parametrize("setting", SETTINGS)
LONG, SHORT = Small((1,), 60), Small()
MARK = {"zh": "（续）", "en": "(continued)"}
LABEL = {"zh": "绩效指标", "en": "Performanceindicators"}
Make = Callable[..., Pdf]


@pytest.fixture
def forms(tmp_path: Path) -> Make:
    def make(*projects: Small, setting: str = "stacked") -> Pdf:
        return pdf_of(small_book(tmp_path, projects), "form", setting)

    return make


def body_size(pdf: Pdf, page: int) -> float:
    """The size in which most of a page is set, in points."""
    sizes = [round(char.size, 1) for char in pdf.body(page)]
    return max(set(sizes), key=sizes.count)


def labels_on(pdf: Pdf, page: int) -> list[str]:
    """The labels at the left and in the merged cells of a page."""
    return [pdf.text(cell) for cell in pdf.tree.all("TH") if (chars := pdf.chars(cell)) and chars[0].page == page]


def test_a_form_with_room_to_spare_keeps_its_size(forms: Make) -> None:
    pdf = forms(SHORT, Small((1,), 14))
    assert len(pdf.pages) == 2
    assert body_size(pdf, 0) == body_size(seed("form", "stacked"), 0)


def test_a_form_that_runs_over_a_little_is_set_tighter_on_one_page(forms: Make) -> None:
    roomy, tight = forms(SHORT), forms(SHORT, Small((1, 1), 20))
    assert len(tight.pages) == 2
    assert body_size(roomy, 0) == body_size(tight, 0), "its neighbour is left alone"
    assert body_size(tight, 1) < body_size(tight, 0)


@every_setting
def test_a_form_that_no_page_holds_goes_on_with_its_labels_marked(forms: Make, setting: str) -> None:
    pdf = forms(LONG, setting=setting)
    language = LANGUAGES[setting][0]
    assert len(pdf.pages) > 1
    for page in range(1, len(pdf.pages)):
        marked = [label for label in labels_on(pdf, page) if MARK[language] in label]
        assert any(label.startswith(LABEL[language] + MARK[language]) for label in marked), labels_on(pdf, page)


@every_setting
def test_no_text_of_a_form_is_lost_over_a_pages_end(forms: Make, setting: str) -> None:
    pdf = forms(Small((3, 2), 40), SHORT, setting=setting)
    cells = [pdf.text(cell) for cell in pdf.tree.all("TD")]
    languages = LANGUAGES[setting]
    names = [
        plain("".join(indicator.name.get(each) or "" for each in languages))
        for project in pdf.book.projects()
        for indicator in project.indicators
    ]
    assert len(names) == 42
    assert [name for name in names if cells.count(name) != 1] == []


def test_only_the_form_that_runs_over_is_marked(forms: Make) -> None:
    pdf = forms(SHORT, LONG, SHORT)
    starts = [page for page in range(len(pdf.pages)) if "项目支出绩效目标申报表" in joined(pdf.body(page))]
    assert len(starts) == 3
    marked = [page for page in range(len(pdf.pages)) if any("（续）" in label for label in labels_on(pdf, page))]
    assert set(marked) == set(range(len(pdf.pages))) - set(starts)


def test_a_page_of_a_form_that_goes_on_begins_with_the_heads_of_its_columns(forms: Make) -> None:
    pdf = forms(LONG)
    for page in range(1, len(pdf.pages)):
        labels = labels_on(pdf, page)
        assert any(label.startswith("三级指标") for label in labels), labels


def test_a_label_cut_by_the_pages_end_still_covers_all_its_rows(forms: Make) -> None:
    """On each page each row has a level and a kind beside it."""
    pdf = forms(LONG)
    for table in pdf.tree.all("Table"):
        taken = 0
        for row in table.all("TR"):
            taken += sum(cell.number("RowSpan") * cell.number("ColSpan") for cell in row.tags("TH", "TD"))
        assert taken == 6 * len(list(table.all("TR")))


def test_a_last_page_of_a_form_is_no_lone_row(forms: Make, tmp_path: Path) -> None:
    for indicators in range(24, 34, 4):
        pdf = pdf_of(small_book(tmp_path / str(indicators), [Small((1,), indicators)]), "form", "stacked")
        if len(pdf.pages) > 1:
            rows = [row for row in pdf.tree.all("TR") if any(c.page == len(pdf.pages) - 1 for c in pdf.chars(row))]
            assert len(rows) >= 2, f"{indicators} indicators leave {len(rows)} row on the last page"


class Laid:
    """A laid-out document whose pages begin with these elements."""

    def __init__(self, *pages: tuple[str, ...]) -> None:
        self.pages = [Page({name: (0.0, float(n)) for n, name in enumerate(names)}) for names in pages]


class Page:
    def __init__(self, anchors: dict[str, tuple[float, ...]]) -> None:
        self.anchors = anchors


def labels_after(rows: str, words: str = 'data-continued-zh="续" data-continued-en="continued"') -> list[list[str]]:
    """The texts of each row of a form whose third row begins its second page."""
    page = f'<html><body {words}><section class="form"><table><tbody>{rows}</tbody></table></section></body></html>'
    tree = html.document_fromstring(page)
    fitted(tree, lambda tree: Laid(("form-0", "row-0", "row-1"), ("row-2", "row-3")))
    return [[cell.text_content() for cell in row] for row in tree.iter("tr")]


def test_a_label_goes_on_with_the_word_of_its_language_that_the_page_says() -> None:
    label = '<th rowspan="4"><p lang="zh-CN">指标</p><p lang="en">Indicators</p></th>'
    rows = f"<tr>{label}<td>1</td></tr><tr><td>2</td></tr><tr><td>3</td></tr><tr><td>4</td></tr>"
    assert labels_after(rows)[2] == ["指标（续）Indicators (continued)", "3"]
    assert labels_after(rows, 'data-continued-zh="接上页"')[2] == ["指标（接上页）Indicators", "3"]


def test_labels_that_do_not_stand_first_are_left_alone() -> None:
    rows = '<tr><td>甲</td><th rowspan="4"><p lang="zh-CN">乙</p></th></tr>' + "<tr><td>丙</td></tr>" * 3
    assert labels_after(rows) == [["甲", "乙"], ["丙"], ["丙"], ["丙"]]
