"""The PDF as a reader sees it: nothing lost, heads and pages as promised, and the rules of Chinese and English setting."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from tests.pdf import LANGUAGES, SETTINGS, Char, Pdf, Small, joined, pdf_of, plain, seed, small_book

from targetbook.layout.rendering import LANGUAGE_TAGS

LAYOUTS = ("list", "form")
every_setting = pytest.mark.parametrize("setting", SETTINGS)
every_pdf = pytest.mark.parametrize(("layout", "setting"), [(layout, each) for layout in LAYOUTS for each in SETTINGS])

NAME, OBJECTIVES, KIND = 0, -5, -4
FACES = {"TB-Song", "TB-Song-Strong", "TB-Han-Song", "TB-Hei", "TB-Han-Hei", "TB-Latin", "TB-Latin-Sans"}
NOT_FIRST, NOT_LAST = "，。；：、）》】〕”’？！％%", "（《【〔“‘"
AMOUNT = re.compile(r"[\d,]+\.\d\d")
SIGNS = "≥≤±＝<>+-~～"
MEASURES = re.compile(r"%|以上|以下|万|亿|次|个|场|人|年|月|日|元|号|平方米|百分点")
SENSE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def texts_of(pdf: Pdf) -> Iterator[Mapping[str, str]]:
    """Every text of the records, by language."""
    book = pdf.book
    yield from (book.title.by_language, book.department.by_language)
    for unit in book.units:
        yield unit.name.by_language
    for project in book.projects():
        yield project.name.by_language
        yield from (objective.by_language for objective in project.objectives.annual)
        for indicator in project.indicators:
            yield indicator.name.by_language
            yield from (target.shown() for target in (indicator.period, indicator.annual) if target)


def indicators_of(pdf: Pdf) -> dict[str, int]:
    """How many indicators each project has, by its printed name."""
    return {printed_name(pdf, n): len(project.indicators) for n, project in enumerate(pdf.book.projects())}


def printed_name(pdf: Pdf, n: int) -> str:
    """A project's name as the list's first column must read."""
    cells = lxml_html.fromstring(pdf.rendered.html).xpath("//tbody[contains(@class, 'record')]//th[@class='name']")
    return plain(cells[n].text_content())


def expected_columns(pdf: Pdf) -> list[str]:
    """What each column must read, from the page that the PDF is made of."""
    columns = ["" for _ in pdf.edges]
    for body in lxml_html.fromstring(pdf.rendered.html).xpath("//tbody"):
        taken: dict[int, int] = {}
        for row in body.findall("tr"):
            place = 0
            for cell in row:
                while taken.get(place, 0) > 0:
                    taken[place] -= 1
                    place += 1
                columns[place] += cell.text_content()
                taken[place] = int(cell.get("rowspan", "1")) - 1
                place += int(cell.get("colspan", "1"))
    return [plain(column) for column in columns]


def rows_on(pdf: Pdf, page: int) -> list[tuple[str, ...]]:
    """The list's rows of a page, as the texts of their cells."""
    rows = [[pdf.chars(cell) for cell in row.tags()] for row in pdf.rows]
    return [tuple(map(joined, cells)) for cells in rows if any(char.page == page for cell in cells for char in cell)]


# What every list must keep, however long its projects are.


def nothing_is_lost(pdf: Pdf) -> None:
    assert pdf.columns == expected_columns(pdf)


def each_page_has_its_head(pdf: Pdf) -> None:
    first = joined(pdf.heads[0])
    assert first
    assert [joined(head) for head in pdf.heads] == [first] * len(pdf.pages)
    for page, head in enumerate(pdf.heads[1:], 1):
        assert min(char.top for char in pdf.body(page)) > max(char.bottom for char in head) - 1


def a_project_that_goes_on_is_named_over_the_table(pdf: Pdf) -> None:
    language = LANGUAGES[pdf.rendered.setting][0]
    mark = {"zh": "续：", "en": "continued:"}[language]
    names = [plain(project.name.get(language) or project.name.first()) for project in pdf.book.projects()]
    for page in range(1, len(pdf.pages)):
        first = first_row_of(pdf, page)
        around = pdf.around(page)
        assert (mark in around) == (first is None), f"page {page + 1}: {around}"
        if first is None:
            assert mark + names[started_before(pdf, page) - 1] in around, f"page {page + 1}: {around}"


def first_row_of(pdf: Pdf, page: int) -> str | None:
    """The name in the first row of a page, or None where a project goes on."""
    body = pdf.body(page)
    top = min(char.top for char in body)
    names = [char for char in body if pdf.column_of(char) == NAME and char.top < top + 8]
    return joined(names) or None


def started_before(pdf: Pdf, page: int) -> int:
    """How many projects begin on the pages before one."""
    names = list(indicators_of(pdf))
    seen = [
        text for row in pdf.rows for cell in row.tags("TH") if (text := pdf.text(cell)) and page_of(pdf, cell) < page
    ]
    return sum(1 for name in names if name in seen)


def page_of(pdf: Pdf, cell: object) -> int:
    return pdf.chars(cell)[0].page  # type: ignore[arg-type]


def a_project_begins_with_its_first_indicator(pdf: Pdf) -> None:
    """Its name is whole on one page, with its amount, its first objective's beginning and its first indicator beside."""
    language = LANGUAGES[pdf.rendered.setting][0]
    firsts = [plain(project.indicators[0].name.get(language) or "") for project in pdf.book.projects()]
    for name, first in zip(indicators_of(pdf), firsts, strict=True):
        rows = [
            row for row in pdf.rows if row.tags() and row.tags()[0].name == "TH" and pdf.text(row.tags()[0]) == name
        ]
        assert len(rows) == 1, f"{name} is not whole in one cell of one page"
        cells = [pdf.chars(cell) for cell in rows[0].tags()]
        pages = {char.page for chars in (cells[0], cells[1], *cells[KIND:]) for char in chars}
        tops = [chars[0].top for chars in (cells[0], cells[OBJECTIVES], cells[KIND]) if chars]
        assert len(pages) == 1, f"{name} parts from its amounts or its first indicator"
        beside = joined(cells[KIND + 1])
        assert beside.startswith(first), f"{name} stands beside {beside}, parted from {first}"
        assert max(tops) - min(tops) < 4, f"{name} does not begin on one line with its objectives and indicators"


def no_page_ends_with_a_unit_or_a_head(pdf: Pdf) -> None:
    units = {
        plain(" ".join(unit.name.get(each) or "" for each in LANGUAGES[pdf.rendered.setting]))
        for unit in pdf.book.units
    }
    for page in range(len(pdf.pages)):
        rows = rows_on(pdf, page)
        assert rows, f"page {page + 1} has only its head"
        assert rows[-1][0] not in units, f"page {page + 1} ends with a unit"


LIST_PROMISES: tuple[Callable[[Pdf], None], ...] = (
    nothing_is_lost,
    each_page_has_its_head,
    a_project_that_goes_on_is_named_over_the_table,
    a_project_begins_with_its_first_indicator,
    no_page_ends_with_a_unit_or_a_head,
)
BOOKS: Mapping[str, tuple[list[Small], int]] = {
    "one project": ([Small()], 1),
    "an objective longer than a page": ([Small(), Small((60,), 3), Small()], 1),
    "more indicators than a page holds": ([Small((1, 1), 45), Small()], 1),
    "both": ([Small((20, 30), 40)], 1),
    "names of many lines": ([Small(name=8, indicators=1) for _ in range(8)], 1),
    "a unit every project": ([Small(indicators=1) for _ in range(24)], 24),
    "forty projects": ([Small((1 + n % 3,), 1 + n % 6) for n in range(40)], 3),
}


@every_setting
@pytest.mark.parametrize("promise", LIST_PROMISES, ids=lambda promise: promise.__name__)
def test_the_seeds_list_keeps_what_lists_promise(promise: Callable[[Pdf], None], setting: str) -> None:
    promise(seed("list", setting))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Pdf]:
    """The small books' lists, each made once."""
    pdfs: dict[tuple[str, str], Pdf] = {}

    def make(name: str, setting: str) -> Pdf:
        if (name, setting) not in pdfs:
            projects, units = BOOKS[name]
            pdfs[name, setting] = pdf_of(
                small_book(tmp_path_factory.mktemp("book"), projects, units=units), "list", setting
            )
        return pdfs[name, setting]

    return make


@pytest.mark.parametrize("promise", LIST_PROMISES, ids=lambda promise: promise.__name__)
@pytest.mark.parametrize("name", BOOKS)
def test_lists_of_any_length_keep_it(
    name: str, promise: Callable[[Pdf], None], made: Callable[[str, str], Pdf]
) -> None:
    promise(made(name, "stacked"))


SMALL = st.builds(
    Small, st.lists(st.integers(1, 9), min_size=1, max_size=4).map(tuple), st.integers(1, 14), st.integers(1, 5)
)


@given(projects=st.lists(SMALL, min_size=1, max_size=9), units=st.integers(1, 3), setting=st.sampled_from(SETTINGS))
@settings(SENSE, max_examples=4)
def test_no_book_loses_a_text_a_head_or_a_name_over_a_pages_end(
    projects: list[Small], units: int, setting: str
) -> None:
    with TemporaryDirectory() as folder:
        pdf = pdf_of(small_book(Path(folder), projects, units=min(units, len(projects))), "list", setting)
    for promise in LIST_PROMISES:
        promise(pdf)


# Every layout in every setting.


@every_pdf
def test_every_text_of_the_records_is_on_the_pages(layout: str, setting: str) -> None:
    pdf = seed(layout, setting)
    printed = ("\n".join(pdf.columns) if layout == "list" else "") + "\n" + pdf.text(pdf.tree)
    shown = [text for texts in texts_of(pdf) for each in LANGUAGES[setting] if (text := texts.get(each))]
    if layout == "form":  # the form has a title of its own
        shown = [text for text in shown if text not in pdf.book.title.by_language.values()]
    assert len(shown) > 100
    assert [text for text in shown if plain(text) not in printed] == []


@every_pdf
def test_each_page_says_which_of_how_many_it_is(layout: str, setting: str) -> None:
    pdf = seed(layout, setting)
    before, between, after = ("Page", "of", "") if setting == "en" else ("第", "页/共", "页")
    for page in range(len(pdf.pages)):
        assert f"{before}{page + 1}{between}{len(pdf.pages)}{after}" in pdf.around(page)


@every_setting
def test_each_page_of_the_list_but_the_first_says_that_it_goes_on(setting: str) -> None:
    pdf = seed("list", setting)
    mark = {"zh": "续表", "en": "continued"}.get(setting, "续表continued")
    assert [mark in pdf.around(page) for page in range(len(pdf.pages))] == [False] + [True] * (len(pdf.pages) - 1)


@every_setting
def test_amounts_of_a_column_end_on_one_edge(setting: str) -> None:
    pdf = seed("list", setting)
    ends: dict[int, list[float]] = {}
    for row in pdf.rows:
        for place, cell in enumerate(row.tags()[:OBJECTIVES]):
            chars = pdf.chars(cell)
            if AMOUNT.fullmatch(joined(chars)):
                ends.setdefault(place, []).append(chars[-1].x1)
    assert len(ends) == 2
    assert all(len(edge) == 10 and max(edge) - min(edge) <= 0.6 for edge in ends.values()), ends


@every_pdf
def test_digits_of_amounts_are_equally_wide(layout: str, setting: str) -> None:
    pdf = seed(layout, setting)
    widths: dict[tuple[str, float], set[float]] = {}
    for cell in pdf.tree.all("TD", "TH"):
        chars = pdf.chars(cell)
        if AMOUNT.fullmatch(joined(chars)):
            for char in chars:
                if char.text.isdigit():
                    widths.setdefault((char.face, round(char.size, 2)), set()).add(round(char.x1 - char.x0, 2))
    assert widths
    assert all(max(found) - min(found) <= 0.02 for found in widths.values()), widths


@every_pdf
def test_no_character_lies_on_another(layout: str, setting: str) -> None:
    pdf = seed(layout, setting)
    assert [f"page {n + 1}: {a.text}{b.text}" for n, page in enumerate(pdf.pages) for a, b in overlapping(page)] == []


def overlapping(chars: list[Char]) -> Iterator[tuple[Char, Char]]:
    """Pairs of which a third of the smaller is covered. Full-width marks set tight share their empty halves."""
    chars = [char for char in chars if char.text not in NOT_FIRST + NOT_LAST]
    chars.sort(key=lambda char: char.top)
    for n, a in enumerate(chars):
        for b in chars[n + 1 :]:
            if b.top >= a.bottom:
                break
            wide = min(a.x1, b.x1) - max(a.x0, b.x0)
            high = min(a.bottom, b.bottom) - b.top
            least = min((c.x1 - c.x0) * (c.bottom - c.top) for c in (a, b))
            if wide > 0 and wide * high > least / 3:
                yield a, b


@every_pdf
def test_nothing_stands_outside_the_frame(layout: str, setting: str) -> None:
    pdf = seed(layout, setting)
    left, top, right, bottom = pdf.frame
    outside = [
        f"page {n + 1}: {char.text}"
        for n, page in enumerate(pdf.pages)
        for char in page
        if char.x0 < left - 1
        or char.x1 > right + 1
        or (not pdf.is_around(char) and (char.top < top - 2 or char.bottom > bottom + 2))
        or not 0 < char.top < char.bottom < pdf.sizes[n][1]
    ]
    assert outside == []


def lines_of(pdf: Pdf) -> Iterator[tuple[str, list[list[Char]]]]:
    """Each paragraph's language and lines."""
    for paragraph in pdf.paragraphs:
        yield paragraph.language, pdf.lines(paragraph)


def written(line: list[Char]) -> str:
    return "".join(char.text for char in line)


@every_pdf
def test_no_line_begins_or_ends_with_a_mark_that_may_not(layout: str, setting: str) -> None:
    texts = [[written(line) for line in lines] for _, lines in lines_of(seed(layout, setting))]
    assert sum(map(len, texts)) > 200
    assert [line for lines in texts for line in lines[1:] if line[0] in NOT_FIRST] == []
    assert [line for lines in texts for line in lines[:-1] if line[-1] in NOT_LAST] == []


@every_pdf
def test_a_number_stays_with_its_sign_and_its_measure(layout: str, setting: str) -> None:
    parted = []
    for _, lines in lines_of(seed(layout, setting)):
        for above, below in pairwise(map(written, lines)):
            number_first = above[-1].isdigit() and (MEASURES.match(below) or below[0].isdigit())
            if number_first or above[-1] in SIGNS.replace("-", "") or re.search(r"〔\d{0,4}$", above):
                parted.append(f"{above[-8:]}|{below[:8]}")
    assert parted == []


@every_pdf
def test_all_faces_are_ours_and_embedded(layout: str, setting: str) -> None:
    pdf = seed(layout, setting)
    faces = {}
    for page in pdf.raw.pages:
        for font in page.Resources.Font.values():
            descendant = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            file = {"/FontFile", "/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys())
            faces[str(font.BaseFont)[1:].partition("+")[2]] = bool(file) and "/ToUnicode" in font
    assert set(faces) <= FACES
    assert all(faces.values()), faces


@every_pdf
def test_no_bold_is_made_up(layout: str, setting: str) -> None:
    modes = [
        (str(operator), operands[0])
        for page in seed(layout, setting).raw.pages
        for operands, operator in pikepdf.parse_content_stream(page, "Tr")
    ]
    assert [mode for mode in modes if mode != ("Tr", 0)] == []


@every_pdf
def test_no_text_is_smaller_than_six_points(layout: str, setting: str) -> None:
    sizes = {round(char.size, 2) for page in seed(layout, setting).pages for char in page}
    assert min(sizes) >= 6


@every_pdf
def test_text_is_dark_ink_without_colour(layout: str, setting: str) -> None:
    """So that nothing is told by colour alone, and all survives a black-and-white copy (WCAG 2.2, 1.4.1 and 1.4.3)."""
    colours = {char.colour for page in seed(layout, setting).pages for char in page}
    for colour in colours:
        assert max(colour) - min(colour) < 0.12, colour
        light = sum(
            part * share
            for part, share in zip(
                (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour),
                (0.2126, 0.7152, 0.0722),
                strict=True,
            )
        )
        assert 0.9 / (light + 0.05) > 4.5, colour  # 0.9: the tint of a unit's row is the darkest ground


@every_setting
def test_totals_differ_from_a_projects_amounts_by_their_face(setting: str) -> None:
    pdf = seed("list", setting)
    faces = [
        {char.face.partition("+")[2] for char in pdf.chars(row.tags()[1])} for row in pdf.rows if len(row.tags()) > 4
    ]
    assert faces[:2] == [{"TB-Song-Strong"}] * 2
    assert set(map(frozenset, faces[2:])) & {frozenset({"TB-Song-Strong"})} == set()


@pytest.mark.parametrize("setting", ["stacked", "side-by-side", "en"])
def test_english_objectives_are_hyphenated_chinese_never(setting: str) -> None:
    ends: dict[str, int] = {}
    for language, lines in lines_of(seed("list", setting)):
        for line in map(written, lines[:-1]):
            if re.search(r"[a-z]-$", line):
                ends[language] = ends.get(language, 0) + 1
    assert set(ends) == {"en"}
    assert ends["en"] >= 5


@pytest.mark.parametrize("setting", ["stacked", "side-by-side", "en"])
def test_a_projects_name_and_a_head_are_not_hyphenated(setting: str) -> None:
    pdf = seed("list", setting)
    heads = [paragraph for cell in pdf.tree.all("TH") for paragraph in cell.all("P")]
    lines = [written(line) for head in heads for line in pdf.lines(head)[:-1]]
    assert [line for line in lines if line.endswith("-") and not re.search("self-$|on-$|user-$", line)] == []


# The form.


@every_setting
def test_each_of_the_seeds_forms_takes_one_page(setting: str) -> None:
    assert len(seed("form", setting).pages) == 8


@every_setting
def test_blank_boxes_of_a_form_are_blank(setting: str) -> None:
    pdf = seed("form", setting)
    boxes = [pdf.text(cell) for cell in pdf.tree.all("TD")]
    assert boxes.count("") == 8 * 6, "nature, period, and the amounts that no record gives"
    assert [box for box in boxes if re.fullmatch(r"[-—/]|0(\.00)?", box)] == []


def test_a_zero_that_the_record_gives_is_printed(tmp_path: Path) -> None:
    pdf = pdf_of(small_book(tmp_path, [Small(amount="0.00")]), "form", "zh")
    assert [pdf.text(cell) for cell in pdf.tree.all("TD")].count("0.00") == 2


# What the file says of itself.


@every_pdf
def test_the_file_names_its_title_author_and_language(layout: str, setting: str) -> None:
    raw, language = seed(layout, setting).raw, LANGUAGES[setting][0]
    titles = {
        ("list", "zh"): "项目支出绩效目标表（含转移支付项目）",
        ("list", "en"): "Performance Targets for Project Expenditure (Including Transfer Payments)",
        ("form", "zh"): "项目支出绩效目标申报表",
        ("form", "en"): "Project Performance Target Declaration",
    }
    assert str(raw.docinfo.Title) == titles[layout, language]
    assert str(raw.docinfo.Author) == {"zh": "番禺区民政局", "en": "Panyu District Civil Affairs Bureau"}[language]
    assert str(raw.Root.Lang) == LANGUAGE_TAGS[language]
    assert bool(raw.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(raw.Root.MarkInfo.Marked)


def test_the_file_is_dated_by_the_books_year_never_by_the_clock(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root = small_book(tmp_path, [Small()])
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert str(pdf_of(root, "list", "zh").raw.docinfo.CreationDate) == "D:20240101000000Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    dated = pdf_of(root, "list", "zh")
    assert str(dated.raw.docinfo.CreationDate) == str(dated.raw.docinfo.ModDate) == "D:20231114221320Z"
    assert pdf_of(root, "list", "zh").data == dated.data


@every_setting
def test_the_lists_bookmarks_are_its_title_units_and_projects(setting: str) -> None:
    pdf = seed("list", setting)
    language = LANGUAGES[setting][0]
    (unit,) = pdf.book.units
    bookmarks = [(depth, plain(title)) for depth, title in pdf.bookmarks]
    assert bookmarks[0] == (1, plain(pdf.book.title.get(language) or ""))
    assert bookmarks[1][0] == 2
    assert bookmarks[1][1].startswith(plain(unit.name.get(language) or ""))
    assert [depth for depth, _ in bookmarks[2:]] == [3] * 8


@every_pdf
def test_a_bookmark_in_two_languages_keeps_them_apart(layout: str, setting: str) -> None:
    titles = [title for _, title in seed(layout, setting).bookmarks]
    assert [title for title in titles if re.search(r"[㐀-鿿）】号][A-Z][a-z]", title)] == []


@every_setting
def test_each_form_has_a_bookmark(setting: str) -> None:
    pdf = seed("form", setting)
    names = [plain(project.name.get(LANGUAGES[setting][0]) or "") for project in pdf.book.projects()]
    assert [depth for depth, _ in pdf.bookmarks] == [1] * 8
    assert all(plain(title).startswith(name) for (_, title), name in zip(pdf.bookmarks, names, strict=True))


# The tests can fail: each kind of fault, made on purpose in what was read back.


def broken(pdf: Pdf, change: Callable[[Char], Char | None]) -> Pdf:
    """The same PDF, with a change to the characters that were read from it."""
    again = Pdf(pdf.data, pdf.rendered, pdf.book)
    again.pages = [[new for char in page if (new := change(char))] for page in pdf.pages]  # type: ignore[misc]
    return again


def test_a_lost_character_and_a_lost_head_are_noticed() -> None:
    pdf = seed("list", "zh")
    with pytest.raises(AssertionError):
        nothing_is_lost(broken(pdf, lambda char: None if char.text == "荔" else char))
    in_head = {char.content for char in pdf.heads[1]}
    with pytest.raises(AssertionError):
        each_page_has_its_head(broken(pdf, lambda char: None if char.page == 1 and char.content in in_head else char))


def test_two_characters_in_one_place_are_noticed() -> None:
    char = seed("list", "zh").pages[0][0]
    assert list(overlapping([char, replace(char, text="目")]))
