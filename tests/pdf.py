"""PDFs of the seed's book and of small books, read back: characters where they stand, lines, tags, bookmarks."""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pdfplumber
import pikepdf
from lxml import html as lxml_html

from targetbook.build import Wanted, Workers, parts
from targetbook.build.building import created_of, outputs_of
from targetbook.build.printing import printed
from targetbook.build.progress import Tell
from targetbook.check import check_book
from targetbook.kept import NOTHING_KEPT, Kept
from targetbook.layout import Rendered, Templates, read_layout, render, templates_of
from targetbook.model import Book
from targetbook.problems import Place
from targetbook.write import Properties
from targetbook.write.pdf import pdf_bytes
from targetbook.write.rendered import properties_of

SEED = Path(__file__).parents[1]
SETTINGS = ("stacked", "side-by-side", "zh", "en")
LANGUAGES = {"stacked": ("zh", "en"), "side-by-side": ("zh", "en"), "zh": ("zh",), "en": ("en",)}
LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "’": "'", "“": '"', "”": '"'})
POINT = 72 / 25.4  # of a millimetre


@dataclass(frozen=True, slots=True)
class Char:
    """A character on a page: points from the page's top left, `content` the number of its marked content or None."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    face: str
    colour: tuple[float, ...]
    content: int | None
    artifact: bool


@dataclass(frozen=True, slots=True)
class Tag:
    """A structure element; `language` is its own or that of what it stands in. A kid is an element or (page, content)."""

    name: str
    language: str
    own_language: str | None
    attributes: dict[str, Any]
    kids: "list[Tag | tuple[int, int]]" = field(default_factory=list)

    def all(self, *names: str) -> Iterator["Tag"]:
        """This element and those under it that have one of the names, in reading order."""
        if self.name in names or not names:
            yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.all(*names)

    def contents(self) -> Iterator[tuple[int, int]]:
        """Every marked content under it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.contents()
            else:
                yield kid

    def tags(self, *names: str) -> "list[Tag]":
        """The elements right under it."""
        return [kid for kid in self.kids if isinstance(kid, Tag) and (not names or kid.name in names)]

    def number(self, attribute: str) -> int:
        return int(self.attributes.get(attribute, 1))


class Pdf:
    """A PDF, read lazily and once."""

    def __init__(self, data: bytes, rendered: Rendered, book: Book) -> None:
        self.data, self.rendered, self.book = data, rendered, book

    @cached_property
    def raw(self) -> pikepdf.Pdf:
        return pikepdf.open(io.BytesIO(self.data))

    @cached_property
    def sizes(self) -> list[tuple[float, float]]:
        return [(float(page.mediabox[2]), float(page.mediabox[3])) for page in self.raw.pages]

    @cached_property
    def _pages(self) -> list[tuple[list[Char], list[dict[str, Any]]]]:
        with pdfplumber.open(io.BytesIO(self.data)) as pdf:
            return [
                ([_char(n, char) for char in page.chars], [*page.lines, *page.rects, *page.curves])
                for n, page in enumerate(pdf.pages)
            ]

    @cached_property
    def pages(self) -> list[list[Char]]:
        """The printed characters of each page, in the order in which they were set; no blanks."""
        return [[char for char in chars if char.text.strip("\u200b \u3000\xa0")] for chars, _ in self._pages]

    @cached_property
    def drawings(self) -> list[list[dict[str, Any]]]:
        """Rules and tints of each page, as pdfplumber tells them."""
        return [drawn for _, drawn in self._pages]

    @cached_property
    def _by_content(self) -> dict[tuple[int, int], list[Char]]:
        found: dict[tuple[int, int], list[Char]] = {}
        for page in self.pages:
            for char in page:
                if char.content is not None:
                    found.setdefault((char.page, char.content), []).append(char)
        return found

    def chars(self, tag: Tag) -> list[Char]:
        return [char for content in tag.contents() for char in self._by_content.get(content, [])]

    def text(self, tag: Tag) -> str:
        return joined(self.chars(tag))

    def lines(self, tag: Tag) -> list[list[Char]]:
        """A paragraph's characters by line."""
        lines: list[list[Char]] = []
        for char in self.chars(tag):
            last = lines[-1][-1] if lines else None
            if last is None or char.page != last.page or (char.x0 < last.x0 and char.top > last.top + 1):
                lines.append([])
            lines[-1].append(char)
        return lines

    @cached_property
    def paragraphs(self) -> list[Tag]:
        """The elements that hold lines of one text: paragraphs, titles, and cells without either."""
        blocks = list(self.tree.all("P", "H1", "H2"))
        bare = [cell for cell in self.tree.all("TD", "TH") if not list(cell.all("P")) and list(cell.contents())]
        return blocks + bare

    @cached_property
    def tree(self) -> Tag:
        """The tags, from the document down."""
        pages = {page.objgen: n for n, page in enumerate(self.raw.pages)}
        root = self.raw.Root.StructTreeRoot.K
        return _tag(root[0] if isinstance(root, pikepdf.Array) else root, pages, str(self.raw.Root.Lang))

    @cached_property
    def bookmarks(self) -> list[tuple[int, str]]:
        """Depth and title of each bookmark."""
        with self.raw.open_outline() as outline:
            return list(_bookmarks(outline.root, 1))

    @cached_property
    def tagged(self) -> set[tuple[int, int]]:
        """The marked content that stands in the tags."""
        return set(self.tree.contents())

    def is_around(self, char: Char) -> bool:
        """Whether it is said nowhere: a running head, the foot, or a table's head that stands there again."""
        return char.artifact or char.content is None or (char.page, char.content) not in self.tagged

    def around(self, page: int) -> str:
        """What is printed outside the margins: running heads and the foot."""
        return joined([char for char in self.pages[page] if self.is_around(char) and not self._is_framed(char)])

    def body(self, page: int) -> list[Char]:
        """The characters of a page that are neither its head nor around its frame."""
        in_head = {char.content for char in self.heads[page]}
        return [char for char in self.pages[page] if not self.is_around(char) and char.content not in in_head]

    def _is_framed(self, char: Char) -> bool:
        """Whether it stands between the margins."""
        _, top, _, bottom = self.frame
        return top - 2 < char.top and char.bottom < bottom + 2

    @cached_property
    def frame(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what the margins leave of a page, in points."""
        top, right, bottom, left = (float(side) * POINT for side in self.rendered.page.margins)
        width, height = self.sizes[0]
        return left, top, width - right, height - bottom

    # The list.

    @cached_property
    def edges(self) -> list[float]:
        """The left edge of each of the list's columns, in points."""
        columns = lxml_html.fromstring(self.rendered.html).xpath("//table/colgroup/col/@style")
        edges = [self.frame[0]]
        for column in columns:
            edges.append(edges[-1] + float(column.removeprefix("width: ").removesuffix("mm")) * POINT)
        return edges[:-1]

    def column_of(self, char: Char) -> int:
        return max((n for n, edge in enumerate(self.edges) if edge <= char.x0 + 0.5), default=0)

    @cached_property
    def heads(self) -> list[list[Char]]:
        """The characters of the list's head on each page: it is said once, and drawn again where the table goes on."""
        found = [[char for char in page if char.artifact and self._is_framed(char)] for page in self.pages]
        for head in self.tree.all("THead"):
            for char in self.chars(head):
                found[char.page].append(char)
        return found

    @cached_property
    def rows(self) -> list[Tag]:
        """The list's rows under its head."""
        return [row for body in self.tree.all("TBody") for row in body.tags("TR")]

    @cached_property
    def columns(self) -> list[str]:
        """What the list's columns read over all pages, without heads. A text belongs where it begins."""
        columns = ["" for _ in self.edges]
        for page in range(len(self.pages)):
            content, column, top = None, 0, max((char.bottom for char in self.heads[page]), default=0.0) - 2
            for char in self.body(page):
                if char.top < top:
                    continue
                if char.content != content:
                    content, column = char.content, self.column_of(char)
                columns[column] += char.text
        return [plain(column) for column in columns]


def plain(text: str) -> str:
    """A text as it is compared: no blanks, no hyphens (a line's end may bring one), one kind of quotation mark."""
    return re.sub(r"[\s\u200b\xa0\u3000-]", "", text.replace("\u3000", "")).translate(LIGATURES)


def joined(chars: Sequence[Char]) -> str:
    return plain("".join(char.text for char in chars))


def _char(page: int, char: dict[str, Any]) -> Char:
    colour = char["non_stroking_color"] or ()
    return Char(
        char["text"],
        page,
        char["x0"],
        char["x1"],
        char["top"],
        char["bottom"],
        char["size"],
        char["fontname"],
        tuple(colour),
        char["mcid"],
        char["tag"] == "Artifact",
    )


def _tag(element: Any, pages: dict[tuple[int, int], int], language: str, page: int = 0) -> Tag:
    own = str(element.Lang) if "/Lang" in element else None
    given = element.get("/A", {})
    attributes = {str(name)[1:]: value for name, value in given.items()} if given else {}
    if "/ID" in element:
        attributes["ID"] = str(element.ID)
    tag = Tag(str(element.S)[1:], own or language, own, attributes)
    page = pages[element.Pg.objgen] if "/Pg" in element else page
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            tag.kids.append((page, kid))
        elif "/S" in kid:
            tag.kids.append(_tag(kid, pages, tag.language, page))
        elif "/MCID" in kid:
            tag.kids.append((pages[kid.Pg.objgen] if "/Pg" in kid else page, int(kid.MCID)))
    return tag


def _bookmarks(items: Any, depth: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield depth, str(item.title)
        yield from _bookmarks(item.children, depth + 1)


# A page on its way to a PDF.


def _silent(told: object) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Page:
    """A layout of a book, rendered, that is set in one document or in parts."""

    rendered: Rendered
    templates: Templates
    properties: Properties
    book: Book

    def whole(self) -> bytes:
        """Set in one document: what the parts must come to."""
        return pdf_bytes(self.rendered, self.templates, self.properties)

    def in_parts(
        self, kept: Kept = NOTHING_KEPT, *, workers: Workers | None = None, weight: int = 12_000, tell: Tell = _silent
    ) -> bytes:
        """Set so many characters of HTML at a time, begun at every few rows where there are workers to begin there."""
        with patch.object(parts, "WEIGHT", weight), patch.object(parts, "STRETCH", 6):
            return printed(self.rendered, self.templates, self.properties, kept, workers or Workers("serial"), tell)

    def read(self, data: bytes) -> Pdf:
        return Pdf(data, self.rendered, self.book)


def page_of_book(root: Path, layout: str, setting: str, options: Mapping[str, str] | None = None) -> Page:
    """A book in one layout and setting."""
    checked = check_book(root)
    assert checked.book is not None, checked.problems
    templates = templates_of(root)
    found = read_layout(templates, layout, [], Place(""))
    assert found is not None
    rendered = render(checked.book, found, setting, options or {}, templates)
    return Page(rendered, templates, properties_of(checked.book, rendered, created_of(checked.book)), checked.book)


# Books.


@cache
def seed(layout: str, setting: str) -> Pdf:
    """The seed's book in one layout and setting, made once."""
    return pdf_of(SEED, layout, setting)


def pdf_of(root: Path, layout: str, setting: str, templates: Templates | None = None) -> Pdf:
    """A book in one layout and setting."""
    checked = check_book(root)
    assert checked.book is not None, checked.problems
    templates = templates or templates_of(root)
    ((_, data),) = outputs_of(checked.book, templates, Wanted((layout,), ("pdf",), (setting,)))
    found = read_layout(templates, layout, [], Place(""))
    assert found is not None
    return Pdf(data, render(checked.book, found, setting, {}, templates), checked.book)


KINDS = ("output.quantity", "output.quality", "output.timeliness", "output.cost", "benefit.social")
SENTENCE = (
    "结合志愿服务工作，提升社工站的服务深度、广度，强化资源链接能力，提高社区服务水平。",
    "In conjunction with volunteer service, increase the depth and breadth of services and strengthen coordination.",
)


@dataclass(frozen=True, slots=True)
class Small:
    """A project by its size: sentences of each objective, number of indicators, how many times its name is long."""

    objectives: tuple[int, ...] = (1,)
    indicators: int = 2
    name: int = 1
    amount: str = "12.00"


def small_book(root: Path, projects: Sequence[Small], *, units: int = 1) -> Path:
    """Write a book of such projects, evenly over its units; every text has a number of its own."""
    names = [f"unit-{n}" for n in range(units)]
    _write(
        root / "targetbook.yaml",
        title={"zh": "项目支出绩效目标表", "en": "Performance Targets for Project Expenditure"},
        department={"zh": "民政局", "en": "Civil Affairs Bureau"},
        year=2024,
        languages=["zh", "en"],
        setting="stacked",
        taxonomy="mof-2015",
        units=names,
    )
    for u, unit in enumerate(names):
        mine = [n for n in range(len(projects)) if n % units == u]
        name = {"zh": f"社区建设指导中心{u + 1}", "en": f"Community Centre {u + 1}"}
        _write(root / "targets" / unit / "_unit.yaml", name=name, projects=[f"p-{n}" for n in mine])
        for n in mine:
            _write_project(root / "targets" / unit / f"p-{n}.yaml", n + 1, projects[n])
    return root


def _write_project(path: Path, n: int, project: Small) -> None:
    zh, en = SENTENCE
    _write(
        path,
        name={
            "zh": f"第{n}号" + "社区服务经费" * project.name,
            "en": f"No. {n}" + " community services" * project.name,
        },
        funding="amount",
        objectives=[
            {"zh": f"目标{k}：" + zh * length, "en": f"Objective {k}:" + f" {en}" * length}
            for k, length in enumerate(project.objectives, 1)
        ],
        indicators=[
            {
                "kind": KINDS[k * len(KINDS) // project.indicators],
                "name": {"zh": f"第{n}-{k}项服务完成率", "en": f"Completion rate of service {n}.{k}"},
                "period": {"zh": f"完成{k + 10}次服务", "en": f"{k + 10} services completed"},
                "annual": f"{k + 50}%",
            }
            for k in range(project.indicators)
        ],
    )
    path.write_text(path.read_text("utf-8").replace('"amount"', f"{{fiscal: {project.amount}}}"), "utf-8")


def _write(path: Path, **fields: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    path.write_text("\n".join(lines) + "\n", "utf-8")
