"""The web page as Chromium shows it, at three widths, light and dark, printed, and read aloud."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.books import project, written
from tests.browser import DESKTOP, PHONE, TABLET, chromium, opened, resize
from tests.published import read_published

from targetbook.check import check_book
from targetbook.layout import Rendered, Templates, read_layout, render, templates_of
from targetbook.model import Book
from targetbook.problems import Place
from targetbook.write.html import html_bytes

ROOT = Path(__file__).parents[2]
TEMPLATES = templates_of(ROOT)
SETTINGS = ("stacked", "side-by-side", "zh", "en")
LAYOUTS = ("list", "form")
PAGES = [(layout, setting) for layout in LAYOUTS for setting in SETTINGS]
SIZES = (PHONE, TABLET, DESKTOP)
every_layout = pytest.mark.parametrize("layout", LAYOUTS)
every_page = pytest.mark.parametrize(("layout", "setting"), PAGES)
every_setting = pytest.mark.parametrize("setting", SETTINGS)
Made = Callable[[str, str], Path]

# Texts that a reader can see: drawn, within the window's width, not shrunk or clipped away. `::before` is no text of a page.
VISIBLE = """() => {
  const seen = [], walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  for (let node; node = walker.nextNode();) {
    if (!node.data.trim() || !node.parentElement.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    const range = document.createRange(); range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const clipped = element => element && (getComputedStyle(element).clipPath != 'none' || clipped(element.parentElement));
    if (box.width > 1 && box.height > 1 && box.left >= 0 && box.right <= innerWidth && !clipped(node.parentElement))
      seen.push(node.data.replace(/\\s/g, ''));
  }
  return seen;
}"""
CELLS = """() => [...document.querySelectorAll('tbody p, tbody data')]
  .filter(element => element.textContent.trim() && !element.closest('tr.heads'))
  .map(element => element.textContent.replace(/\\s/g, ''))"""
# The lowest contrast (WCAG 2.2, 1.4.3) of any text and any label before a cell, with the ground that it stands on.
CONTRAST = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const ground = element => {
    const colour = parts(getComputedStyle(element).backgroundColor);
    return colour[3] === 0 && element.parentElement ? ground(element.parentElement) : colour;
  };
  const ratio = (element, pseudo) => {
    const [a, b] = [light(parts(getComputedStyle(element, pseudo).color)), light(ground(element))];
    return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  };
  const all = [...document.querySelectorAll('main *')];
  const texts = all.filter(element => [...element.childNodes].some(node => node.nodeType == 3 && node.data.trim()));
  const labels = all.filter(element => getComputedStyle(element, '::before').content.startsWith('"'));
  return [light(ground(document.documentElement)), texts.length, labels.length,
    Math.min(...texts.map(element => ratio(element)), ...labels.map(element => ratio(element, '::before')))];
}"""
LABELS = """() => [...document.querySelectorAll('td.amount data')].map(number => {
  const cell = number.closest('td'), label = getComputedStyle(cell, '::before');
  return [label.content.slice(1, -1), label.display == 'block' && label.visibility == 'visible',
    number.getBoundingClientRect().top - cell.getBoundingClientRect().top, cell.clientWidth];
})"""

# What is wrong with the amounts of the list: they stand in one row, to the right edge, each under its head, and none is cut.
AMOUNTS = """() => {
  const box = element => element.getBoundingClientRect(), near = (a, b) => Math.abs(a - b) <= 1, wrong = new Set();
  const heads = [...document.querySelectorAll('thead th.amount')], edge = box(document.querySelector('table.list')).right;
  for (const row of document.querySelectorAll('tr.total, tr.unit, tr.project')) {
    const amounts = [...row.querySelectorAll('td.amount')];
    if (!near(box(amounts.at(-1)).right, edge)) wrong.add(`${row.className} ends before the edge`);
    amounts.forEach((cell, n) => {
      if (!near(box(cell).top, box(amounts[0]).top)) wrong.add(`${row.className} breaks at ${n}`);
      if (!near(box(cell).left, box(heads[n]).left) || !near(box(cell).right, box(heads[n]).right)) wrong.add(`head ${n}`);
      if (cell.scrollWidth > cell.clientWidth) wrong.add(`${cell.innerText} is cut`);
    });
  }
  return [heads.length, document.documentElement.scrollWidth, [...wrong]];
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def book() -> Book:
    found = check_book(ROOT).book
    assert found is not None
    return found


def rendered(book: Book, layout: str, setting: str, templates: Templates = TEMPLATES) -> Rendered:
    settings = read_layout(templates, layout, [], Place("targetbook.yaml"))
    assert settings is not None
    return render(book, settings, setting, {}, templates)


@pytest.fixture(scope="module")
def made(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The page of a layout in a setting, as a file."""
    folder = tmp_path_factory.mktemp("pages")

    def page(layout: str, setting: str) -> Path:
        file = folder / f"{layout}.{setting}.html"
        if not file.exists():
            file.write_bytes(html_bytes(rendered(book, layout, setting), TEMPLATES))
        return file

    return page


def with_sheet(book: Book, folder: Path, sheet: str) -> Path:
    """The list's page of a book that has a style sheet of its own."""
    (folder / "templates" / "list").mkdir(parents=True)
    (folder / "templates" / "list" / "screen.css").write_text(sheet, encoding="utf-8")
    file = folder / "list.html"
    file.write_bytes(html_bytes(rendered(book, "list", "stacked"), Templates(folder / "templates", TEMPLATES.tool)))
    return file


@pytest.mark.slow
@every_page
def test_no_page_is_wider_than_its_window(browser: Browser, made: Made, layout: str, setting: str) -> None:
    with opened(browser, made(layout, setting)) as here:
        for size in (*SIZES, (320, 640), (1600, 900)):
            resize(here, size)
            assert here.page.evaluate("document.documentElement.scrollWidth") <= size[0], size


@pytest.mark.slow
@pytest.mark.parametrize("setting", ["stacked", "side-by-side"])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 6])
def test_any_number_of_sources_stands_in_one_row_to_the_edge(
    browser: Browser, tmp_path: Path, count: int, setting: str
) -> None:
    sources = [f"{{id: s{n}, name: {{zh: 上级转移支付资金, en: Transfer payments}}}}" for n in range(count)]
    funding = "{" + ", ".join(f"s{n}: 12345.67" for n in range(count)) + "}"
    head = {"languages": "[zh, en]", "sources": f"[{', '.join(sources)}]"}
    file = tmp_path / "list.html"
    book = written(tmp_path / "book", project(funding=funding), **head).book
    file.write_bytes(html_bytes(rendered(book, "list", setting), TEMPLATES))
    with opened(browser, file) as here:
        for size in (TABLET, DESKTOP, (1600, 900)):
            resize(here, size)
            assert here.page.evaluate(AMOUNTS) == [count + 1, size[0], []], size


@pytest.mark.slow
@every_layout
def test_the_language_that_leads_is_the_larger(browser: Browser, book: Book, tmp_path: Path, layout: str) -> None:
    file = tmp_path / "page.html"
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    for languages, leading in ((("zh", "en"), "zh-CN"), (("en", "zh"), "en")):
        ordered = replace(book, languages=languages)
        file.write_bytes(html_bytes(rendered(ordered, layout, "stacked"), TEMPLATES))
        with opened(browser, file) as here:
            title, subtitle = here.page.locator("h1").first, here.page.locator(".subtitle").first
            first, second = (here.page.locator("td.objectives li").first.locator("p").nth(n) for n in (0, 1))
            assert title.get_attribute("lang") == leading
            assert title.evaluate(size) > 1.2 * subtitle.evaluate(size)
            assert first.evaluate(size) > second.evaluate(size)


@pytest.mark.slow
@every_page
def test_every_text_of_a_cell_is_seen_at_every_width(browser: Browser, made: Made, layout: str, setting: str) -> None:
    with opened(browser, made(layout, setting)) as here:
        for size in SIZES:
            resize(here, size)
            cells, seen = here.page.evaluate(CELLS), set(here.page.evaluate(VISIBLE))
            assert len(cells) > 200
            assert [text for text in cells if text not in seen and not any(part in text for part in seen)] == [], size


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=["phone", "tablet", "desktop"])
def test_what_was_published_is_seen(browser: Browser, made: Made, size: tuple[int, int]) -> None:
    table = read_published()
    texts = [table.title, table.unit, f"{table.grand_total.total:,}"]
    for printed in table.projects:
        texts += [printed.printed_name, f"{printed.money.total:,}", *printed.objectives]
        texts += [text for i in printed.indicators for text in (i.name, i.period, i.annual)]
    with opened(browser, made("list", "zh"), size) as here:
        seen = "\n".join(here.page.evaluate(VISIBLE))
    assert [text for text in texts if text not in seen] == []


@pytest.mark.slow
@every_setting
def test_the_head_of_the_list_stays_in_sight(browser: Browser, made: Made, setting: str) -> None:
    with opened(browser, made("list", setting)) as here:
        for size in (TABLET, DESKTOP):
            resize(here, size)
            here.page.evaluate("scrollTo(0, 1800)")
            head = here.page.locator("thead").bounding_box()
            assert head is not None
            assert (head["y"], head["height"] < size[1] / 4) == (0, True)
            under = "([x, y]) => document.elementFromPoint(x, y).closest('thead') !== null"
            for share in (0.1, 0.3, 0.5, 0.7, 0.9):  # nothing of the rows shows through it
                assert here.page.evaluate(under, [head["x"] + head["width"] * share, head["height"] / 2])


@pytest.mark.slow
@every_setting
def test_on_a_phone_each_amount_stands_under_its_label(browser: Browser, made: Made, setting: str) -> None:
    with opened(browser, made("list", setting), DESKTOP) as here:
        heads = [" ".join(text.split()) for text in here.page.locator("thead th.amount").all_inner_texts()]
        resize(here, PHONE)
        labels = here.page.evaluate(LABELS)
    assert len(labels) == 2 * (1 + 1 + 8)  # the total and the one source, of the book, its unit and its projects
    assert {label for label, *_ in labels} == set(heads[:2])
    assert all(visible and above >= 12 and width > 100 for _, visible, above, width in labels)


@pytest.mark.slow
@every_page
def test_texts_are_legible_in_light_and_in_dark(browser: Browser, made: Made, layout: str, setting: str) -> None:
    with opened(browser, made(layout, setting)) as here:
        for size, dark in ((PHONE, False), (PHONE, True), (DESKTOP, True), (DESKTOP, False)):
            resize(here, size, dark=dark)
            ground, texts, labels, lowest = here.page.evaluate(CONTRAST)
            assert ground < 0.05 if dark else ground > 0.9
            assert texts > 100
            assert (labels > 0) == (layout == "list" and size == PHONE)
            assert lowest >= 4.5, (size, dark)


@pytest.mark.slow
@every_page
def test_axe_finds_nothing(browser: Browser, made: Made, layout: str, setting: str) -> None:
    with opened(browser, made(layout, setting)) as here:
        for size, dark in ((DESKTOP, False), (PHONE, True)):
            resize(here, size, dark=dark)
            found = Axe().run(here.page)
            assert found.violations_count == 0, found.generate_report()


@pytest.mark.slow
@every_page
def test_a_table_is_read_as_one_whatever_its_shape(browser: Browser, made: Made, layout: str, setting: str) -> None:
    read = []
    with opened(browser, made(layout, setting)) as here:
        for size in SIZES:
            resize(here, size)
            name = here.page.locator("caption").first.inner_text()
            assert here.page.get_by_role("table", name=name, exact=True).count() == 1
            read.append([here.page.get_by_role(role).count() for role in ("table", "row", "columnheader")])  # type: ignore[arg-type]
    assert read[0] == read[1] == read[2]
    assert read[0][1] > 40


@pytest.mark.slow
@every_page
def test_a_page_asks_for_nothing_and_runs_nothing(browser: Browser, made: Made, layout: str, setting: str) -> None:
    file = made(layout, setting)
    with opened(browser, file) as here:
        here.page.wait_for_load_state("networkidle")
        assert here.requests == [file.as_uri()]
        assert here.page.locator("script, link, iframe, object, embed, img, form, base").count() == 0
        handlers = (
            "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on'))"
        )
        assert here.page.evaluate(handlers) == []


@pytest.mark.slow
def test_a_style_sheet_of_a_book_cannot_fetch_anything(browser: Browser, book: Book, tmp_path: Path) -> None:
    file = with_sheet(book, tmp_path, "body { background: url(https://example.org/seen.png) }\n@import 'other.css';")
    with opened(browser, file) as here:
        here.page.wait_for_load_state("networkidle")
        assert here.requests == [file.as_uri()]


def test_a_style_sheet_of_a_book_cannot_write_markup(book: Book, tmp_path: Path) -> None:
    page = with_sheet(book, tmp_path, 'td::before { content: "</style><script>alert(1)</script>" }').read_text("utf-8")
    assert page.count("</style") == 1
    assert page.index("</style") > page.index("alert(1)")


@pytest.mark.slow
@every_setting
def test_the_contents_lead_to_a_project_and_mark_it(browser: Browser, made: Made, setting: str) -> None:
    for size in SIZES:
        with opened(browser, made("list", setting), size) as here:
            here.page.locator("summary").click()
            link = here.page.locator("nav a").nth(4)
            name = link.locator("span").first.inner_text()
            link.click()
            target = here.page.locator("tbody:target")
            assert target.locator("th.name p").first.inner_text().startswith(name)
            head, box = here.page.locator("thead").bounding_box(), target.locator("th.name").bounding_box()
            assert head is not None
            assert box is not None
            assert (head["y"] + head["height"] if size != PHONE else 0) <= box["y"] < size[1]
            ground = "element => getComputedStyle(element).backgroundColor"
            assert target.evaluate(ground) != here.page.locator("tbody.project").first.evaluate(ground)


@pytest.mark.slow
@every_setting
def test_a_browser_prints_the_list_with_its_head_on_each_page(
    browser: Browser, made: Made, tmp_path: Path, setting: str
) -> None:
    with opened(browser, made("list", setting), dark=True) as here:
        here.page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True, print_background=True)
        head = here.page.locator("thead th.indicator p").first.text_content()
    with pdfplumber.open(tmp_path / "printed.pdf") as pdf:
        texts = ["".join(page.extract_text().split()) for page in pdf.pages]
        assert all(page.width > page.height for page in pdf.pages)
        inks = [max(character["non_stroking_color"]) for page in pdf.pages for character in page.chars]
    assert max(inks) < 0.5  # dark ink on white paper, however dark the screen
    assert len(texts) > 1
    assert all(head in text for text in texts)
    assert sum(text.count("7,402.04") for text in texts) == 4
