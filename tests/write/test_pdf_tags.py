"""What a screen reader is told: languages, heads, one flat table over all pages, all text in reading order."""

import re
from collections.abc import Callable, Iterator

import pytest
from lxml import html as lxml_html
from tests.pdf import LANGUAGES, SETTINGS, Pdf, Small, Tag, joined, page_of_book, plain, seed, small_book

LAYOUTS = ("list", "form")
every_setting = pytest.mark.parametrize("setting", SETTINGS)
every_pdf = pytest.mark.parametrize(("layout", "setting"), [(layout, each) for layout in LAYOUTS for each in SETTINGS])
HAN, LATIN = re.compile(r"[㐀-鿿]"), re.compile(r"[a-z]{3}")


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Pdf:
    """Projects cut by a page's end, by their indicators and by their objectives, set in parts."""
    projects = [Small((20, 30), 40), Small(), Small((1,), 14), Small((30,), 2), Small(indicators=1)]
    page = page_of_book(small_book(tmp_path_factory.mktemp("book"), projects, units=2), "list", "stacked")
    return page.read(page.in_parts(weight=8000))


def rows_of(table: Tag) -> list[Tag]:
    return list(table.all("TR"))


def grid(table: Tag) -> list[list[Tag | None]]:
    """Each row's cells by column, a spanning cell in every place that it covers."""
    places: list[list[Tag | None]] = []
    covered: dict[tuple[int, int], Tag] = {}
    for n, row in enumerate(rows_of(table)):
        cells, place = row.tags("TH", "TD"), 0
        while cells or (n, place) in covered:
            if (n, place) not in covered:
                cell = cells.pop(0)
                for down in range(cell.number("RowSpan")):
                    for right in range(cell.number("ColSpan")):
                        covered[n + down, place + right] = cell
            place += 1
        places.append([covered.get((n, column)) for column in range(place)])
    return places


# Languages.


@every_pdf
def test_every_text_is_marked_with_its_language(layout: str, setting: str) -> None:
    pdf = seed(layout, setting)
    wrong = []
    for paragraph in pdf.tree.all("P", "H1", "H2"):
        text = pdf.text(paragraph)
        expected = "zh-CN" if HAN.search(text) else "en" if LATIN.search(text) else None
        if expected and paragraph.language != expected and not any(span.own_language for span in paragraph.all("Span")):
            wrong.append((paragraph.language, text))
    assert wrong == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_english_beside_chinese_says_so_itself(layout: str) -> None:
    pdf = seed(layout, "stacked")
    own = [paragraph.own_language for paragraph in pdf.tree.all("P") if LATIN.match(pdf.text(paragraph).lower())]
    assert len(own) > 50
    assert set(own) == {"en"}


def test_a_document_number_in_an_english_name_is_marked_chinese() -> None:
    pdf = seed("list", "en")
    marked = [pdf.text(span) for span in pdf.tree.all("Span") if span.own_language == "zh-CN"]
    assert "".join(marked).count("穗财保【2023】153号") == 4


# Heads and the table's shape.


@every_pdf
def test_every_head_says_what_it_heads(layout: str, setting: str) -> None:
    scopes = [cell.attributes.get("Scope") for cell in seed(layout, setting).tree.all("TH")]
    assert {str(scope) for scope in scopes} == {"/Row", "/Column"}


@every_setting
def test_a_row_of_the_list_begins_with_the_name_as_its_head(setting: str) -> None:
    pdf = seed("list", setting)
    heads = [row.tags()[0] for row in pdf.rows if row.tags()[0].name == "TH"]
    assert all(str(head.attributes["Scope"]) == "/Row" for head in heads)
    assert [text for head in heads if (text := pdf.text(head))] == [
        plain(cell.text_content())
        for cell in lxml_html.fromstring(pdf.rendered.html).xpath("//tbody//th[@class='name']")
    ]


@every_pdf
def test_no_head_is_empty(layout: str, setting: str) -> None:
    """A head without a text heads nothing: where a project goes on, its row is headed by its name, or by no head."""
    pdf = seed(layout, setting)
    empty = [n for n, table in enumerate(pdf.tree.all("Table"), 1) for cell in table.all("TH") if not pdf.text(cell)]
    assert empty == []


def is_rectangular(pdf: Pdf) -> None:
    for table in pdf.tree.all("Table"):
        widths = {len(row) for row in grid(table)}
        assert len(widths) == 1, f"rows of {sorted(widths)} columns"
        assert all(cell is not None for row in grid(table) for cell in row)


def spans_end_with_the_table(pdf: Pdf) -> None:
    for table in pdf.tree.all("Table"):
        rows = rows_of(table)
        for n, row in enumerate(rows):
            assert all(n + cell.number("RowSpan") <= len(rows) for cell in row.tags("TH", "TD"))


def spans_end_with_their_group(pdf: Pdf) -> None:
    for group in pdf.tree.all("THead", "TBody", "TFoot"):
        rows = group.tags("TR")
        for n, row in enumerate(rows):
            assert all(n + cell.number("RowSpan") <= len(rows) for cell in row.tags("TH", "TD"))


def has_no_table_in_a_table(pdf: Pdf) -> None:
    for table in pdf.tree.all("Table"):
        assert [kid.name for kid in table.all("Table")] == ["Table"]
        assert [kid.name for row in table.all("TR") for kid in row.tags()] == [
            kid.name for row in table.all("TR") for kid in row.tags("TH", "TD")
        ]


def every_cell_stands_in_a_row_and_every_row_in_a_table(pdf: Pdf) -> None:
    def walk(tag: Tag, parents: tuple[str, ...]) -> Iterator[str]:
        if tag.name in ("TH", "TD") and parents[-1] != "TR":
            yield f"{tag.name} in {parents[-1]}"
        if tag.name == "TR" and parents[-1] not in ("Table", "THead", "TBody", "TFoot"):
            yield f"TR in {parents[-1]}"
        for kid in tag.tags():
            yield from walk(kid, (*parents, tag.name))

    assert list(walk(pdf.tree, ("",))) == []


TABLE_PROMISES: tuple[Callable[[Pdf], None], ...] = (
    is_rectangular,
    spans_end_with_the_table,
    spans_end_with_their_group,
    has_no_table_in_a_table,
    every_cell_stands_in_a_row_and_every_row_in_a_table,
)
each_promise = pytest.mark.parametrize("promise", TABLE_PROMISES, ids=lambda promise: promise.__name__)


@every_pdf
@each_promise
def test_tables_are_flat_and_whole(promise: Callable[[Pdf], None], layout: str, setting: str) -> None:
    promise(seed(layout, setting))


@each_promise
def test_tables_are_flat_and_whole_where_pages_cut_them(promise: Callable[[Pdf], None], long_list: Pdf) -> None:
    promise(long_list)


def test_a_table_over_many_pages_is_one_table_with_one_head(long_list: Pdf) -> None:
    assert len(long_list.pages) > 8
    (table,) = long_list.tree.all("Table")
    (head,) = table.all("THead")
    assert table.tags()[0] is head
    assert len(table.tags("TBody")) == 1 + 2 + 5, "the total's, each unit's, each project's"
    assert len(rows_of(table)) == 2 + 1 + 2 + 40 + 2 + 14 + 2 + 1


def test_a_head_that_stands_again_on_a_page_is_drawn_and_not_said_again(long_list: Pdf) -> None:
    first, *others = long_list.heads
    assert [joined(head) for head in others] == [joined(first)] * len(others)
    assert all(char.artifact for head in others for char in head)
    assert not any(char.artifact for char in first)


def test_a_text_over_a_pages_end_is_one_paragraph(long_list: Pdf) -> None:
    pages = [{char.page for char in long_list.chars(paragraph)} for paragraph in long_list.tree.all("P")]
    assert max(map(len, pages)) > 1
    texts = {long_list.text(paragraph) for paragraph in long_list.tree.all("P")}
    for project in long_list.book.projects():
        for objective in project.objectives.annual:
            assert {plain(text) for text in objective.by_language.values()} <= texts


@every_setting
def test_a_projects_name_spans_its_indicators_on_the_page(setting: str) -> None:
    pdf = seed("list", setting)
    counted: dict[str, int] = {}
    name = ""
    for table in pdf.tree.all("Table"):
        places = grid(table)
        for row in places:
            assert row[0] is not None
            if row[0].name == "TH" and str(row[0].attributes.get("Scope")) == "/Row":
                name = pdf.text(row[0]) or name
            if row[-4] is not None and str(row[-4].attributes.get("Scope")) != "/Column" and pdf.text(row[-4]):
                counted[name] = counted.get(name, 0) + 1
    assert list(counted.values()) == [len(project.indicators) for project in pdf.book.projects()]


@every_pdf
def test_a_cell_names_no_heads_but_its_own(layout: str, setting: str) -> None:
    """Headers may be left out where Scope tells them; where they are given they must be right (ISO 32000-2, 14.8.5.7)."""
    wrong = []
    pdf = seed(layout, setting)
    for table in pdf.tree.all("Table"):
        places = grid(table)
        by_id = {cell.attributes["ID"]: cell for cell in table.all("TH") if "ID" in cell.attributes}
        for n, row in enumerate(places):
            for column, cell in enumerate(row):
                if cell is None or cell.name != "TD" or (n and places[n - 1][column] is cell):
                    continue
                own = [*row, *(above[column] for above in places[:n])]
                for head in map(str, cell.attributes.get("Headers", [])):
                    if not any(by_id.get(head) is each for each in own):
                        wrong.append(f"{pdf.text(cell)}: {pdf.text(by_id[head]) if head in by_id else head}")
    assert wrong == []


@every_pdf
def test_no_two_heads_share_an_id(layout: str, setting: str) -> None:
    ids = [cell.attributes["ID"] for cell in seed(layout, setting).tree.all("TH", "TD") if "ID" in cell.attributes]
    assert len(ids) == len(set(ids))


# Reading order.


@every_pdf
def test_texts_are_read_in_the_order_of_the_records(layout: str, setting: str) -> None:
    pdf = seed(layout, setting)
    read, at = pdf.text(pdf.tree), 0
    for project in pdf.book.projects():
        for text in (project.name, *(indicator.name for indicator in in_order(layout, project.indicators))):
            found = read.find(plain(text.get(LANGUAGES[setting][0]) or ""), at)
            assert found >= at, f"{text.first()} is read too early, or not at all"
            at = found + 1


def in_order(layout: str, indicators: tuple[object, ...]) -> list[object]:
    """As a layout prints them: the form by kind, the list as the record has them."""
    return (
        sorted(indicators, key=lambda each: KIND_ORDER.index(each.kind.key.split(".")[0]))
        if layout == "form"
        else list(indicators)
    )  # type: ignore[attr-defined]


KIND_ORDER = ("output", "benefit", "satisfaction")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_texts_translation_is_read_right_after_it(layout: str) -> None:
    pdf = seed(layout, "stacked")
    read = pdf.text(pdf.tree)
    for project in pdf.book.projects():
        for text in (indicator.name for indicator in project.indicators):
            assert plain(text.get("zh") or "") + plain(text.get("en") or "") in read


# The tests can fail.


def test_a_table_with_a_wrong_span_a_nested_table_and_a_lost_scope_are_noticed() -> None:
    def cell(name: str = "TD", **attributes: int) -> Tag:
        return Tag(name, "en", None, dict(attributes))

    def table(*rows: list[Tag]) -> Pdf:
        made = Pdf(seed("list", "zh").data, seed("list", "zh").rendered, seed("list", "zh").book)
        made.tree = Tag("Table", "en", None, {}, [Tag("TR", "en", None, {}, list(row)) for row in rows])
        return made

    is_rectangular(table([cell(RowSpan=2), cell()], [cell()]))
    with pytest.raises(AssertionError):
        is_rectangular(table([cell(), cell()], [cell()]))
    with pytest.raises(AssertionError):
        spans_end_with_the_table(table([cell(RowSpan=3), cell()], [cell()]))
    nested = cell()
    nested.kids.append(Tag("Table", "en", None, {}))
    with pytest.raises(AssertionError):
        has_no_table_in_a_table(table([nested]))
