"""A PDF set in parts is the PDF set in one document: page for page, character for character, whoever set it and when."""

import io
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from tests.pdf import SEED, Page, Small, page_of_book, small_book

from targetbook.build import Progress
from targetbook.kept import Kept

NEAR = 0.01
"""Points that a character may stand from where one document has it."""
FORTY = [Small((1 + n % 3,), 1 + n % 5) for n in range(40)]
LONG = [Small(), Small((40,), 3), Small(indicators=1), Small((1, 1), 40), Small((12, 20), 22), Small()]


Drawn = Iterable[tuple[object, ...]]


@dataclass(frozen=True)
class Look:
    """What a reader sees of a PDF."""

    data: bytes

    @cached_property
    def pages(self) -> list[tuple[Drawn, Drawn]]:
        """Each page's characters, and its lines and grounds; their places last. What is drawn first is nowhere seen."""
        with pdfplumber.open(io.BytesIO(self.data)) as pdf:
            return [(list(_chars(page)), list(_lines(page))) for page in pdf.pages]

    @cached_property
    def bookmarks(self) -> list[tuple[object, ...]]:
        """Level, title, page and place of each bookmark."""
        with pikepdf.open(io.BytesIO(self.data)) as pdf, pdf.open_outline() as outline:
            pages = {page.objgen: n for n, page in enumerate(pdf.pages)}
            found: list[tuple[object, ...]] = []

            def walk(items: Sequence[pikepdf.OutlineItem], depth: int) -> None:
                for item in items:
                    to = item.destination
                    place = [round(float(at), 2) for at in to[2:4]]  # type: ignore[index, union-attr]
                    found.append((depth, item.title, pages[to[0].objgen], place, item.is_closed))  # type: ignore[index, union-attr]
                    walk(item.children, depth + 1)

            walk(outline.root, 1)
        return found


def _chars(page: pdfplumber.page.Page) -> Drawn:
    for char in sorted(page.chars, key=lambda char: (char["text"], char["fontname"], *_near(char))):
        yield (char["text"], char["fontname"], char["non_stroking_color"], char["size"], char["x0"], char["top"])


def _lines(page: pdfplumber.page.Page) -> Drawn:
    for line in sorted((*page.lines, *page.rects, *page.curves), key=_near):
        colours = str(line["non_stroking_color"]), str(line["stroking_color"])
        yield (*colours, line["linewidth"], *(line[side] for side in SIDES))


def _near(drawn: dict[str, float]) -> tuple[float, ...]:
    """About where it stands: no two of one kind stand so near each other."""
    return tuple(round(drawn[side], 1) for side in SIDES)


SIDES = ("x0", "top", "x1", "bottom")


def assert_alike(one: Look, other: Look) -> None:
    """Both show the same: as many pages, each character and each line in its place, the same bookmarks."""
    assert len(other.pages) == len(one.pages)
    for number, (page, again) in enumerate(zip(one.pages, other.pages, strict=True), 1):
        for drawn, drawn_again in zip(map(list, page), map(list, again), strict=True):
            assert len(drawn_again) == len(drawn), f"page {number}"
            for a, b in zip(drawn, drawn_again, strict=True):
                assert is_near(a, b), f"page {number}: {b}, not {a}"
    assert other.bookmarks == one.bookmarks


def is_near(a: tuple[object, ...], b: tuple[object, ...]) -> bool:
    return all(
        abs(x - y) <= NEAR if isinstance(x, float) and isinstance(y, float) else x == y
        for x, y in zip(a, b, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Shape:
    """A book and what is printed of it."""

    projects: Sequence[Small]
    units: int = 1
    layout: str = "list"
    setting: str = "zh"
    weight: int = 12_000
    texts: int = 0
    options: Mapping[str, str] | None = None

    def page(self, root: Path) -> Page:
        small_book(root, self.projects, units=self.units)
        if self.texts:
            text = '{"zh": "' + "本表金额以批复数为准。" * 9 + '", "en": "' + "Amounts are as approved. " * 9 + '"}'
            head = root / "targetbook.yaml"
            head.write_text(head.read_text("utf-8") + f"texts: [{', '.join([text] * self.texts)}]\n", "utf-8")
        return page_of_book(root, self.layout, self.setting, self.options)


SHAPES = {
    "two projects": Shape(FORTY[:2], setting="en"),
    "a unit every project": Shape([Small(indicators=1)] * 12, units=12, setting="stacked"),
    "one long unit, side by side": Shape(FORTY[:12], setting="side-by-side"),
    "one language": Shape(FORTY, units=3),
    "English": Shape(FORTY[:14], units=2, setting="en", weight=9000),
    "longer than a page": Shape(LONG, units=2, weight=8000),
    "longer than a page, stacked": Shape(LONG[:4], setting="stacked", weight=6000),
    "indicators as one run": Shape(FORTY[:16], units=2, options={"indicators": "run"}, weight=4000),
    "notes at the end": Shape(FORTY[:10], units=2, texts=3, weight=8000),
    "notes on a page of their own": Shape(FORTY[:10], units=2, texts=50, weight=8000),
    "forms": Shape(FORTY[:5], layout="form"),
    "forms, stacked": Shape(FORTY[:4], layout="form", setting="stacked", weight=9000),
    "forms, side by side": Shape(FORTY[:4], layout="form", setting="side-by-side", weight=9000),
    "forms longer than a page": Shape([Small(), Small((1,), 40), Small()], layout="form"),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Page]:
    """The page of each shape, made once."""
    made: dict[str, Page] = {}

    def page(shape: str) -> Page:
        if shape not in made:
            made[shape] = SHAPES[shape].page(tmp_path_factory.mktemp("book"))
        return made[shape]

    return page


@pytest.fixture(scope="module")
def one(pages: Callable[[str], Page], tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, bytes, Path]:
    """A book of forty projects, its PDF in parts, and the folder in which its parts are kept."""
    page, folder = pages("one language"), tmp_path_factory.mktemp("kept")
    return page, page.in_parts(Kept(folder)), folder


@pytest.mark.parametrize("shape", SHAPES)
def test_parts_show_what_one_document_shows(shape: str, pages: Callable[[str], Page]) -> None:
    page, told = pages(shape), list[int]()
    in_parts = page.in_parts(weight=SHAPES[shape].weight, tell=lambda progress: told.append(progress.tasks))
    assert_alike(Look(page.whole()), Look(in_parts))
    assert told[-1] > 1 or shape == "two projects", "one part shows nothing of how parts are joined"


def test_the_seeds_own_list_is_the_same_in_parts() -> None:
    page = page_of_book(SEED, "list", "stacked")
    assert_alike(Look(page.whole()), Look(page.in_parts(weight=8000)))


def test_parts_take_little_more_room_than_one_document(one: tuple[Page, bytes, Path]) -> None:
    page, in_parts, _ = one
    assert len(in_parts) <= 1.15 * len(page.whole())


# A book's own layouts: what parts cannot know sets the page whole, and nothing is lost.


@dataclass(frozen=True, slots=True)
class Own:
    """Changes to the list: rules of style, and a piece of the template with what stands in its place."""

    style: str = ""
    old: str = ""
    new: str = ""
    units: int = 2


TINTED = "tbody:nth-of-type(even) { background: #eeeeee }"
FOOT = '<tfoot><tr><td colspan="9"><p lang="zh-CN">表尾</p></td></tr></tfoot></table>\n'
TAIL = '<p class="tail" lang="zh-CN">说明</p></section>\n</main>'
AFTER_ALL = "</section>\n</main>"
CENTRE = '@page { @top-center { content: %s; font: 7.5pt "TB Hei", "TB Han Hei" } }'
OWN = {
    "a running head of the unit": Own("tbody.unit th p:first-child { string-set: unit content() } " + CENTRE % "string(unit)"),
    "units on right-hand pages": Own("tbody.unit { break-before: right }"),
    "units on new pages": Own("tbody.unit { break-before: page }", units=5),
    "projects on new pages": Own("tbody.record { break-before: page }"),
    "numbers of pages in the text": Own('tbody.unit th p:first-child::after { content: " " counter(page) }'),
    "a style sheet of another name": Own('@import "more.css";'),
    "every second row tinted": Own("table.list > :nth-child(even) td { background: #eeeeee }"),
    "rows tinted by the template": Own("", "</head>", f"<style>{TINTED}</style></head>"),
    "the first row marked": Own("tbody.record:first-of-type td, tbody:first-child th { text-decoration: underline }"),
    "a foot of the table": Own("", "</table>\n", FOOT),
    "a last page without rows": Own(".tail { break-before: page }", AFTER_ALL, TAIL),
    "pages of text before the rows": Own("", "</header>", f'<p lang="zh-CN">{"前言。" * 3000}</p></header>'),
    "rows that are shown nowhere": Own('tbody[id$="p-15"], tbody[id$="p-9"] { display: none }'),
    "a number that fills its place": Own("@page { @bottom-right { width: 8% } @bottom-left { width: 92% } }"),
    "a number in a narrow place": Own("@page { @bottom-right { width: 3% } @bottom-left { width: 97% } }"),
    "a number in the middle": Own(CENTRE % '"- " counter(page) " -"'),
    "a Roman number": Own(CENTRE % "counter(page, lower-roman)"),
    "an image in each row": Own("tr.project th.name { background: url(mark.svg) no-repeat right top / 2mm }"),
    "half-seen amounts": Own("tr.unit th { opacity: .5 } td.amount { color: rgba(0, 0, 0, .5) }"),
    "a heavy rule under the head": Own("thead tr:last-child th { border-bottom: 1.5pt solid #16181d }"),
    "a heavy rule in other words": Own("thead tr:last-child th { border-bottom-width: 1.5pt }"),
    "no rules between rows": Own("tbody.project, tbody.unit { border-bottom: 0 }"),
    "a running head of the unit under a known name": Own("tbody.unit th p:first-child { string-set: continued content() }"),
    "units on new pages in old words": Own("tbody.unit { page-break-before: always }", units=5),
}  # fmt: skip
MARK = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="#cccccc"/></svg>'


def own_page(root: Path, own: Own) -> Page:
    """The list of a book of sixteen projects, in a layout of its own."""
    small_book(root, FORTY[:16], units=own.units)
    folder = root / "templates" / "list"
    shutil.copytree(SEED / "templates" / "list", folder)
    (folder / "mark.svg").write_text(MARK, "utf-8")
    (folder / "more.css").write_text(TINTED, "utf-8")
    style = (folder / "print.css").read_text("utf-8")
    imported = own.style.startswith("@import")
    (folder / "print.css").write_text(own.style + style if imported else style + own.style, "utf-8")
    template = folder / "layout.html.j2"
    text = template.read_text("utf-8")
    assert own.old in text
    template.write_text(text.replace(own.old, own.new, 1) if own.old else text, "utf-8")
    return page_of_book(root, "list", "zh")


@pytest.mark.parametrize("name", OWN)
def test_a_layout_of_the_books_own_is_printed_as_in_one_document(name: str, tmp_path: Path) -> None:
    page = own_page(tmp_path, OWN[name])
    assert_alike(Look(page.whole()), Look(page.in_parts(weight=6000)))


# The same bytes.


@pytest.mark.parametrize("weight", [5000, 20_000, 1_000_000])
def test_the_size_of_parts_is_nowhere_seen(weight: int, one: tuple[Page, bytes, Path]) -> None:
    page, in_parts, _ = one
    assert page.in_parts(weight=weight) == in_parts


@pytest.mark.parametrize("name", ["a heavy rule in other words", "a running head of the unit under a known name"])
def test_where_parts_are_cut_is_nowhere_seen_in_a_layout_of_the_books_own(name: str, tmp_path: Path) -> None:
    page = own_page(tmp_path, OWN[name])
    assert len({page.in_parts(weight=weight) for weight in (3000, 9000, 40_000)}) == 1


def test_kept_pages_give_the_same_bytes_and_none_is_set(one: tuple[Page, bytes, Path]) -> None:
    page, in_parts, folder = one
    told = list[Progress]()
    assert page.in_parts(Kept(folder), tell=told.append) == in_parts
    assert (told[-1].tasks, told[-1].kept) == (0, told[-1].rows)


@pytest.mark.parametrize("ending", ["part", "packed", "runs"])
def test_a_cache_that_lost_half_of_its_files_gives_the_same_bytes(
    ending: str, one: tuple[Page, bytes, Path], tmp_path: Path
) -> None:
    page, in_parts, folder = one
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    lost = sorted(tmp_path.glob(f"*.{ending}"))[::2]
    assert lost
    for file in lost:
        file.unlink()
    assert page.in_parts(Kept(tmp_path)) == in_parts


@dataclass(frozen=True, slots=True)
class Edited:
    """A book that is edited, and its PDF made from what is kept and from nothing."""

    root: Path
    kept: Kept

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.root / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def built(self, weight: int = 20_000) -> tuple[bytes, Progress]:
        """Its PDF, and how much of it was set."""
        told = list[Progress]()
        page = page_of_book(self.root, "list", "zh")
        return page.in_parts(self.kept, weight=weight, tell=told.append), told[-1]

    def anew(self) -> bytes:
        return page_of_book(self.root, "list", "zh").in_parts()


@pytest.fixture
def book(tmp_path: Path, one: tuple[Page, bytes, Path]) -> Edited:
    """The book of forty projects with all its pages kept."""
    shutil.copytree(one[2], tmp_path / "kept")
    return Edited(small_book(tmp_path / "book", FORTY, units=3), Kept(tmp_path / "kept"))


PROJECT = "targets/unit-1/p-19.yaml"


def test_an_edit_sets_few_rows_and_its_undoing_none(book: Edited, one: tuple[Page, bytes, Path]) -> None:
    book.edit(PROJECT, "提升社工站", "提升" + "社工站、志愿服务站和颐康中心" * 6)
    data, progress = book.built()
    assert data == book.anew() != one[1]
    assert progress.kept >= progress.rows - 12
    assert progress.tasks <= 4
    book.edit(PROJECT, "提升" + "社工站、志愿服务站和颐康中心" * 6, "提升社工站")
    data, progress = book.built()
    assert data == one[1]
    assert progress.tasks == 0


def test_an_added_and_a_removed_project_set_few_rows(book: Edited, one: tuple[Page, bytes, Path]) -> None:
    added = book.root / PROJECT.replace("p-19", "p-new")
    added.write_text((book.root / PROJECT).read_text("utf-8").replace("第20号", "新增"), "utf-8")
    book.edit("targets/unit-1/_unit.yaml", '"p-19"', '"p-19", "p-new"')
    data, progress = book.built()
    assert data == book.anew() != one[1]
    assert progress.kept >= progress.rows - 24, (
        "itself, its neighbours, the totals at the head of the list and of its unit"
    )
    added.unlink()
    book.edit("targets/unit-1/_unit.yaml", '"p-19", "p-new"', '"p-19"')
    assert book.built()[0] == one[1]


def test_an_image_that_no_row_shows_any_more_is_not_in_the_file(tmp_path: Path) -> None:
    """Nor where the rows beside it, which were set together with it, are kept ones."""
    shown = f'{{% if "第4号" in project.name[0].text %}}<img src="{DOT}" alt="徽">{{% endif %}}'
    own_page(tmp_path / "book", Own("", NAME, NAME + shown))
    book = Edited(tmp_path / "book", Kept(tmp_path / "kept"))
    assert b"/Image" in unpacked(book.built(weight=99_000)[0])
    book.edit("targets/unit-1/p-3.yaml", "第4号", "第四号")
    data, progress = book.built()
    assert progress.kept > 0
    assert data == book.anew()
    assert b"/Image" not in unpacked(data)


NAME = "{{ m.project_name(project) }}"
DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg=="
)


def unpacked(data: bytes) -> bytes:
    """A file's objects, to be read."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(written, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return written.getvalue()


def test_notes_at_the_end_are_those_of_this_build(book: Edited) -> None:
    head = book.root / "targetbook.yaml"
    without = head.read_text("utf-8")
    for note in ("甲", "乙", "甲"):
        head.write_text(f'{without}texts: [{{"zh": "{note}", "en": "{note}"}}]\n', "utf-8")
        data, _ = book.built()
        assert data == book.anew()
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            assert f"：{note}" in pdf.pages[-1].extract_text()


# The tests can fail.


def test_a_character_moved_by_a_hair_is_noticed(one: tuple[Page, bytes, Path]) -> None:
    look = Look(one[1])
    chars, lines = map(list, look.pages[1])
    moved = Look(one[1])
    *told, top = chars[9]
    moved.pages[1] = ([*chars[:9], (*told, top + 0.02), *chars[10:]], lines)  # type: ignore[operator]
    with pytest.raises(AssertionError, match="page 2"):
        assert_alike(look, moved)
    moved.pages[1] = (chars, lines[1:])
    with pytest.raises(AssertionError, match="page 2"):
        assert_alike(look, moved)
