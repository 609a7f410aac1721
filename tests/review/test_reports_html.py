"""The changes as a page: whole in one file, readable by everybody, and dead whatever a record says."""

from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Browser
from tests.books import project
from tests.browser import DESKTOP, PHONE, TABLET, chromium, opened
from tests.review.reports_samples import changes_between, sample, unchanged

from targetbook.review.reports import html_report

HOSTILE = "'<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7 * 7 }} </style>'"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module", params=["en", "zh"])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    file = folder / "diff.html"
    file.write_text(html_report(sample(folder), request.param), encoding="utf-8")
    return file


def tree_of(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_what_asks_for_less_is_the_first_table(page: Path) -> None:
    first = tree_of(page.read_text("utf-8")).find(".//table")
    cells = [words(cell) for cell in first.find(".//tbody/tr")]
    assert "▼" in cells[2]
    assert cells[3:] == ["24场次24 sessions", "20场次20 sessions", "穗民〔2024〕3号 2024-05-06"]


def test_changed_words_are_marked_for_those_who_do_not_see_them(page: Path) -> None:
    tree = tree_of(page.read_text("utf-8"))
    label, end = {"en": ("deleted", "end"), "zh-CN": ("删去", "完")}[tree.get("lang")]
    assert f"[{label} 24场次 {end}]" in [words(each) for each in tree.iter("del")]


def test_every_text_of_a_record_has_its_language(page: Path) -> None:
    tree = tree_of(page.read_text("utf-8"))
    for element in tree.iter("p", "span"):
        if "Community" in (element.text or ""):
            assert element.get("lang") == "en"
        if "社区" in (element.text or "") and element.getparent().get("class") is None:
            assert element.get("lang") == "zh-CN"


def test_a_record_writes_no_markup(tmp_path: Path) -> None:
    changes = changes_between(
        tmp_path, [project("p")], [project("p", name=HOSTILE, objectives=f"\n  - {HOSTILE}", code=HOSTILE)]
    )
    tree = tree_of(html_report(changes, "en"))
    assert [*tree.iter("script"), *tree.iter("img")] == []
    assert len(list(tree.iter("style"))) == 1
    assert "<script>alert(1)</script>" in words(tree)
    assert "{{ 7 * 7 }}" in words(tree)


def test_nothing_changed_is_said(tmp_path: Path) -> None:
    tree = tree_of(html_report(unchanged(tmp_path), "zh"))
    assert words(tree.find(".//ul")) == "没有差异"
    assert list(tree.iter("table")) == []


def test_the_same_changes_give_the_same_page(tmp_path: Path) -> None:
    assert html_report(sample(tmp_path / "a"), "zh") == html_report(sample(tmp_path / "b"), "zh")


@pytest.mark.slow
@pytest.mark.parametrize("size", [PHONE, TABLET, DESKTOP])
def test_the_page_fits_every_width_and_asks_for_nothing(browser: Browser, page: Path, size: tuple[int, int]) -> None:
    with opened(browser, page, size) as here:
        assert here.page.evaluate("document.documentElement.scrollWidth") == size[0]
        assert here.requests == [page.resolve().as_uri()]


@pytest.mark.slow
def test_on_a_phone_every_cell_says_what_it_is(browser: Browser, page: Path) -> None:
    tree = tree_of(page.read_text("utf-8"))
    heads = [words(each) for each in tree.find(".//table/thead/tr")]
    with opened(browser, page, PHONE) as here:
        cells = here.page.locator(".weaker tbody tr").first.locator("td")
        shown = [
            cells.nth(n).evaluate("each => getComputedStyle(each, '::before').content.replaceAll('\"', '')")
            for n in range(cells.count())
        ]
    assert shown == ["none", "none", *heads[3:]]  # names speak for themselves


@pytest.mark.slow
def test_the_keyboard_reaches_every_link_and_table_and_shows_where_it_is(browser: Browser, page: Path) -> None:
    with opened(browser, page, DESKTOP) as here:
        stops = here.page.locator("a, [tabindex='0']").count()
        seen = []
        for _ in range(stops):
            here.page.keyboard.press("Tab")
            seen.append(here.page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
        assert here.page.evaluate("document.activeElement.getAttribute('aria-labelledby')") == "findings-introduced"
    assert seen == ["solid"] * stops


@pytest.mark.slow
def test_the_print_holds_every_word_within_the_sheet(browser: Browser, page: Path, tmp_path: Path) -> None:
    with opened(browser, page, DESKTOP, dark=True) as here:
        here.page.pdf(path=tmp_path / "review.pdf", prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "review.pdf") as file:
        told = "".join(sheet.extract_text() for sheet in file.pages).replace(" ", "")
        rights = [word["x1"] for sheet in file.pages for word in sheet.extract_words()]
        assert {(round(sheet.width), round(sheet.height)) for sheet in file.pages} == {(595, 842)}
        assert max(rights) < 595 - 36
    assert "20sessions" in told
    assert "468.50" in told


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [PHONE, TABLET, DESKTOP])
def test_axe_finds_nothing(browser: Browser, page: Path, size: tuple[int, int], dark: bool) -> None:
    with opened(browser, page, size, dark=dark) as here:
        found = Axe().run(here.page).response["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
