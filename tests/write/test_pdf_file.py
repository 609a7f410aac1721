"""A sound file, however many parts it was joined from: all that is named is there, once, and every link leads to its place."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

import pikepdf
import pytest
from tests.pdf import SEED, Pdf, Small, page_of_book, plain, seed, small_book

PROJECTS = [Small((1 + n % 3,), 1 + n % 5) for n in range(14)] + [Small((20, 30), 30), Small()]
LINKS = """<p lang="zh-CN">{% for unit in book.units %}<a href="#{{ unit.anchor }}">{{ unit.name[0].text }}</a>
{% for project in unit.projects %}<a href="#{{ project.anchor }}">{{ project.name[0].text }}</a> {% endfor %}
{% endfor %}</p>"""
HOME = '<p lang="zh-CN"><a href="https://example.org/%E8%A1%A8?a=(1)">总计</a><a href="#unit-0">第一</a></p>'


@pytest.fixture(scope="module")
def joined_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Pdf]:
    """Books set in many parts, each made once."""
    made: dict[str, Pdf] = {}

    def make(name: str) -> Pdf:
        if name not in made:
            made[name] = MAKERS[name](tmp_path_factory.mktemp("book"))
        return made[name]

    return make


def the_list(root: Path) -> Pdf:
    page = page_of_book(small_book(root, PROJECTS, units=3), "list", "stacked")
    return page.read(page.in_parts(weight=16_000))


def the_forms(root: Path) -> Pdf:
    page = page_of_book(small_book(root, [Small((1,), 30), *PROJECTS[:5]]), "form", "zh")
    return page.read(page.in_parts(weight=9000))


def the_list_with_links(root: Path) -> Pdf:
    """A layout of the book's own, with links to all units and projects before the table and after it."""
    small_book(root, PROJECTS, units=3)
    shutil.copytree(SEED / "templates" / "list", root / "templates" / "list")
    template = root / "templates" / "list" / "layout.html.j2"
    text = template.read_text("utf-8")
    text = text.replace("</header>", f"{HOME}</header>").replace("</table>\n", f"</table>\n{LINKS}\n")
    template.write_text(text, "utf-8")
    page = page_of_book(root, "list", "zh")
    return page.read(page.in_parts(weight=9000))


MAKERS: dict[str, Callable[[Path], Pdf]] = {"list": the_list, "form": the_forms, "links": the_list_with_links}


# What every file must keep.


def qpdf_finds_nothing_wrong(pdf: Pdf) -> None:
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf.data)
        file.flush()
        checked = subprocess.run(["qpdf", "--check", file.name], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert pdf.raw.check_pdf_syntax() == []


def all_that_is_named_is_there(pdf: Pdf) -> None:
    wrong = [f"{name} of {held.objgen}" for held in pdf.raw.objects for name, value in named(held) if is_missing(value)]
    assert wrong == []


def named(held: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
    """What an object holds, and what stands in that."""
    if isinstance(held, pikepdf.Array):
        found = [(str(n), value) for n, value in enumerate(held)]
    elif isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
        found = list(held.items())
    else:
        return
    for name, value in found:
        yield name, value
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from ((f"{name}{inner}", each) for inner, each in named(value))


def is_missing(value: object) -> bool:
    return value is None or (
        isinstance(value, pikepdf.Object) and value.is_indirect and value._type_code.name == "null"
    )


def nothing_is_left_over(pdf: Pdf) -> None:
    """What nothing leads to is no part of a document."""
    reached: set[tuple[int, int]] = set()
    left = [value for _, value in named(pdf.raw.trailer)]
    while left:
        held = left.pop()
        if isinstance(held, pikepdf.Object) and held.is_indirect and held.objgen not in reached:
            reached.add(held.objgen)
            left += [value for _, value in named(held)]
    unused = [held.objgen for held in pdf.raw.objects if not is_missing(held) and held.objgen not in reached]
    assert [
        number for number in unused if str(pdf.raw.get_object(number).get("/Type")) not in ("/ObjStm", "/XRef")
    ] == []


def all_that_is_printed_is_tagged_or_an_artifact(pdf: Pdf) -> None:
    marked = list(marked_of(pdf))
    assert len(marked) > 100
    loose = [
        (page + 1, name, number)
        for page, name, number in marked
        if name != "/Artifact" and (page, number) not in pdf.tagged
    ]
    assert loose == []


def marked_of(pdf: Pdf) -> Iterator[tuple[int, str, int | None]]:
    """Page, name and number of each outermost marked content, and ("", None) for what is drawn in none."""
    for n, page in enumerate(pdf.raw.pages):
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BDC" | "BMC":
                    number = operands[1].get("/MCID") if len(operands) > 1 and hasattr(operands[1], "get") else None
                    if depth == 0 or number is not None:
                        yield n, str(operands[0]), None if number is None else int(number)
                    depth += 1
                case "EMC":
                    depth -= 1
                case "Tj" | "TJ" | "S" | "f" | "f*" | "B" | "Do" if depth == 0:
                    yield n, "", None
        assert depth == 0


def nothing_is_tagged_twice_or_without_being_printed(pdf: Pdf) -> None:
    contents = list(pdf.tree.contents())
    assert len(contents) == len(set(contents))
    assert set(contents) == {(page, number) for page, _, number in marked_of(pdf) if number is not None}


def each_element_knows_its_parent(pdf: Pdf) -> None:
    root = pdf.raw.Root.StructTreeRoot

    def walk(element: pikepdf.Object, parent: pikepdf.Object) -> Iterator[str]:
        if element.P.objgen != parent.objgen:
            yield f"{element.S} {element.objgen}"
        for kid in kids_of(element):
            if not isinstance(kid, int) and "/S" in kid:
                yield from walk(kid, element)
            elif not isinstance(kid, int):
                assert str(kid.Type) in ("/MCR", "/OBJR"), f"{kid} is a dangling reference"

    assert list(walk(kids_of(root)[0], root)) == []


def kids_of(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def the_parent_tree_leads_from_each_content_to_its_element(pdf: Pdf) -> None:
    numbers = list(pdf.raw.Root.StructTreeRoot.ParentTree.Nums)
    keys = [int(key) for key in numbers[::2]]
    assert keys == sorted(set(keys))
    by_key = dict(zip(keys, numbers[1::2], strict=True))
    reached = elements(pdf.raw.Root.StructTreeRoot)
    pages = [int(page.StructParents) for page in pdf.raw.pages]
    assert len(pages) == len(set(pages))
    for n, key in enumerate(pages):
        parents = list(by_key[key])
        for number in sorted(number for page, number in pdf.tagged if page == n):
            assert number < len(parents), f"page {n + 1}: content {number} has no parent"
            assert (n, number) in contents_of(parents[number], pdf)
            assert parents[number].objgen in reached
    for link in links_of(pdf):
        element = by_key[int(link.StructParent)]
        assert str(element.S) == "/Link"
        assert element.objgen in reached
        assert any(
            kid.Obj.objgen == link.objgen for kid in kids_of(element) if not isinstance(kid, int) and "/Obj" in kid
        )


def elements(root: pikepdf.Object) -> set[tuple[int, int]]:
    """Every structure element that the tree reaches."""
    found: set[tuple[int, int]] = set()
    left = kids_of(root)
    while left:
        element = left.pop()
        if not isinstance(element, int) and "/S" in element:
            found.add(element.objgen)
            left += kids_of(element)
    return found


def contents_of(element: pikepdf.Object, pdf: Pdf) -> set[tuple[int, int]]:
    """The pieces of content right in an element: page and number."""
    pages = {page.objgen: n for n, page in enumerate(pdf.raw.pages)}
    return {
        (pages[element.Pg.objgen], int(kid)) if isinstance(kid, int) else (pages[kid.Pg.objgen], int(kid.MCID))
        for kid in kids_of(element)
        if isinstance(kid, int) or "/MCID" in kid
    }


def each_face_is_there_once(pdf: Pdf) -> None:
    fonts = {font.objgen: font for page in pdf.raw.pages for font in page.Resources.Font.values()}
    names = [str(font.BaseFont) for font in fonts.values()]
    assert 2 <= len(names) == len(set(names)), names
    for font in fonts.values():
        (descendant,) = font.DescendantFonts
        assert {"/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys())
        assert (
            len(descendant.FontDescriptor.get("/FontFile2", descendant.FontDescriptor.get("/FontFile3")).read_bytes())
            > 500
        )
    files = [
        held
        for held in pdf.raw.objects
        if isinstance(held, pikepdf.Stream) and ("/Length1" in held or held.get("/Subtype") == "/OpenType")
    ]
    assert len(files) == len(fonts), "one file a face"


def the_outline_counts_right(pdf: Pdf) -> None:
    def shown(entry: pikepdf.Object) -> int:
        """How many entries are seen under one; their neighbours and parent are looked at on the way."""
        count, kid, before = 0, entry.get("/First"), None
        while kid is not None:
            assert kid.Parent.objgen == entry.objgen
            assert (kid.get("/Prev").objgen if before is not None else kid.get("/Prev")) == (
                before.objgen if before is not None else None
            )
            under = shown(kid)
            assert abs(int(kid.get("/Count", 0))) == under
            count += 1 + (under if int(kid.get("/Count", 0)) > 0 else 0)
            before, kid = kid, kid.get("/Next")
        assert entry.get("/Last", None) is None or before.objgen == entry.Last.objgen
        return count

    assert int(pdf.raw.Root.Outlines.Count) == shown(pdf.raw.Root.Outlines) >= len(list(pdf.book.projects()))


def each_page_says_which_of_how_many_it_is(pdf: Pdf) -> None:
    for page in range(len(pdf.pages)):
        assert f"第{page + 1}页/共{len(pdf.pages)}页" in pdf.around(page)


def all_text_is_read_back(pdf: Pdf) -> None:
    """As `pdftotext` reads it for a search or to be copied."""
    read = plain(
        subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf.data, capture_output=True, check=True).stdout.decode()
    )
    names = [indicator.name.get("zh") or "" for project in pdf.book.projects() for indicator in project.indicators]
    assert len(names) > 20
    assert [name for name in names if plain(name) not in read] == []
    assert "\ufffd" not in read


FILE_PROMISES: tuple[Callable[[Pdf], None], ...] = (
    qpdf_finds_nothing_wrong,
    all_that_is_named_is_there,
    nothing_is_left_over,
    all_that_is_printed_is_tagged_or_an_artifact,
    nothing_is_tagged_twice_or_without_being_printed,
    each_element_knows_its_parent,
    the_parent_tree_leads_from_each_content_to_its_element,
    each_face_is_there_once,
    the_outline_counts_right,
    each_page_says_which_of_how_many_it_is,
    all_text_is_read_back,
)
each_promise = pytest.mark.parametrize("promise", FILE_PROMISES, ids=lambda promise: promise.__name__)


@each_promise
@pytest.mark.parametrize("name", MAKERS)
def test_a_file_of_many_parts_is_sound(
    name: str, promise: Callable[[Pdf], None], joined_file: Callable[[str], Pdf]
) -> None:
    promise(joined_file(name))


@each_promise
@pytest.mark.parametrize("layout", ["list", "form"])
def test_the_seeds_files_are_sound(layout: str, promise: Callable[[Pdf], None]) -> None:
    promise(seed(layout, "stacked"))


# Links.


def links_of(pdf: Pdf) -> list[pikepdf.Object]:
    return [link for page in pdf.raw.pages for link in page.get("/Annots", [])]


def test_each_link_leads_to_the_page_and_place_of_what_it_names(joined_file: Callable[[str], Pdf]) -> None:
    pdf = joined_file("links")
    places = pikepdf.NameTree(pdf.raw.Root.Names.Dests)
    pages = {page.objgen: n for n, page in enumerate(pdf.raw.pages)}
    links = [link for link in links_of(pdf) if "/Dest" in link]
    assert len({str(link.Dest) for link in links}) == 3 + len(PROJECTS)
    rows = {plain(project.name.get("zh") or ""): project.full_id for project in pdf.book.projects()}
    found: dict[str, tuple[int, float]] = {}
    for row in pdf.rows:
        name = pdf.chars(row.tags()[0])
        text = plain("".join(char.text for char in name))
        if text in rows:
            found[rows[text]] = (name[0].page, name[0].top)
    for link in links:
        page, _, _, y, _ = places[str(link.Dest)]
        target = next(
            (place for full_id, place in found.items() if str(link.Dest).endswith(full_id.replace("/", "-"))), None
        )
        if target is not None:
            top = pdf.sizes[0][1] - float(y)
            assert pages[page.objgen] == target[0]
            assert top - 1 < target[1] < top + 20
    assert len(found) == len(PROJECTS)


def test_links_of_parts_say_where_they_are_and_to_where(joined_file: Callable[[str], Pdf]) -> None:
    pdf = joined_file("links")
    outside = [str(link.A.URI) for link in links_of(pdf) if "/A" in link]
    assert outside == ["https://example.org/%E8%A1%A8?a=(1)"]
    assert len(list(pdf.tree.all("Link"))) >= 4 + len(PROJECTS)
    for link in links_of(pdf):
        left, one, right, other = (float(side) for side in link.Rect)
        assert left < right
        assert 6 < abs(one - other) < 60


# Languages.


def test_the_forms_and_the_list_name_their_languages(joined_file: Callable[[str], Pdf]) -> None:
    pdf = joined_file("list")
    assert str(pdf.raw.Root.Lang) == "zh-CN"
    texts = [(paragraph.language, pdf.text(paragraph)) for paragraph in pdf.tree.all("P")]
    assert [text for language, text in texts if language == "en" and re.search("[㐀-鿿]{4}", text)] == []
    assert [text for language, text in texts if language != "en" and re.fullmatch("[A-Za-z,.;:]{12,}", text)] == []
    assert {language for language, _ in texts} == {"zh-CN", "en"}
