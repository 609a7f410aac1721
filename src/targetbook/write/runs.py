"""What a run of pages draws and means, apart from where in a file it will stand.

A run begins where a page begins with a row of the book (a unit's, a project's, a form) and ends where a page ends with one. It
knows no number of a page and no object of a file, so it is the same wherever in the book it stands and whoever set it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

FRAME, HEAD, ROW = "data-frame", "data-head", "data-row"
"""Attributes of a page that is set in parts: of the elements that all rows stand in, of their table's head, of each row."""

Glyphs = dict[int, tuple[int, str]]
"""Of glyphs that are drawn: the width in thousandths of the size, and the text; of several texts the least."""

Mark = tuple[int, int]
"""A piece of a page's content: the page, counted from the run's first, and the piece's number on it."""


class OutsideAsked(Exception):
    """A style sheet or template asks for something that is no file of a layout: its URL."""


class NotInParts(Exception):
    """A page looks as it does by what is known only of the whole book: it is set in one document."""


@dataclass(slots=True)
class Tag:
    """An element of the structure that a reader is told of.

    Attributes:
        kind: its type in PDF: `TD`, `P` …
        source: what it was made from; two fragments of one source, on two pages, are one element.
        entries: further entries of the element by name, as PDF writes them: `Lang`, `Alt`.
        cell: attributes of a cell of a table: `RowSpan`, `ColSpan`, `Scope`.
        kids: elements, pieces of content, and links in it.
        is_frame: whether it goes on over the run's ends: the section and table that the book's rows stand in.
    """

    kind: str
    source: Any = None
    entries: dict[str, str] = field(default_factory=dict)
    cell: dict[str, str] = field(default_factory=dict)
    kids: "list[Tag | Mark | LinkMark]" = field(default_factory=list)
    is_frame: bool = False


@dataclass(frozen=True, slots=True)
class LinkMark:
    """A link's place in the structure: the page in its run, and the link's number on it."""

    page: int
    link: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its rectangle in points, and an anchor of the book or, where `is_outside`, an address."""

    rectangle: tuple[float, float, float, float]
    target: str
    is_outside: bool


@dataclass(frozen=True, slots=True)
class Numbered:
    """A piece of a page that tells the page's number or the count of pages: drawn when the whole book is known.

    Attributes:
        content: what draws it, with `%(page)s` and `%(pages)s` for the digits' glyphs and `%(x)s` for where the text begins.
        digits: the glyphs of 0 to 9 as the content writes them.
        advance: the width of a digit, in the unit of `x`.
        x: where the text would begin had the numbers no digits, and how much of a digit's width it moves for each digit:
            -1 at a right edge, -0.5 centred, 0 at a left edge.
    """

    content: str
    digits: tuple[str, ...]
    advance: float
    x: tuple[float, float]


def content_of(number: Numbered, page: int, pages: int) -> bytes:
    """What draws it, on a page of so many pages.

    A piece that tells one of both only has room for the other's digits in no place, and moves by those it tells.
    """
    set_page, set_pages = ("".join(number.digits[int(digit)] for digit in str(n)) for n in (page, pages))
    told = len(str(page)) * ("%(page)s" in number.content) + len(str(pages)) * ("%(pages)s" in number.content)
    x = number.x[0] + number.x[1] * told * number.advance
    return (number.content % {"page": set_page, "pages": set_pages, "x": f"{x:f}"}).encode("ascii")


@dataclass(frozen=True, slots=True)
class Resource:
    """An object that a page's content names: an image, a pattern, how opaque it draws.

    Attributes:
        entries: its dictionary as PDF writes it, with `@0@`, `@1@` … for the objects that it names.
        stream: the digest of its stream, which is kept as faces are; None where it has none.
        parts: the objects that it names.
    """

    entries: str
    stream: str | None = None
    parts: tuple["Resource", ...] = ()

    def streams(self) -> Iterator[str]:
        """The digests of all streams in it."""
        if self.stream is not None:
            yield self.stream
        for part in self.parts:
            yield from part.streams()


@dataclass(frozen=True, slots=True)
class SetPage:
    """A page as it is set, but for what it draws.

    Attributes:
        boxes: its entries of size, by name, as PDF writes them.
        numbers: what is drawn last of all.
        bookmarks: level, label, place in points, and whether it is closed.
        anchors: the place of each element that has an id, in points.
        resources: what else its content names: category, name, and the object.
    """

    boxes: Mapping[str, str]
    numbers: Sequence[Numbered]
    links: Sequence[Link]
    bookmarks: Sequence[tuple[int, str, float, float, bool]]
    anchors: Mapping[str, tuple[float, float]]
    resources: Mapping[tuple[str, str], Resource]


@dataclass(frozen=True, slots=True)
class Font:
    """A font as a page names it, without the face itself.

    Attributes:
        face: the digest of the face's file, which the cache of parts keeps.
        index: which face of the file.
        entries: the descriptor's entries that do not hang on the glyphs in use, by name, as PDF writes them.
        ascent, descent: in thousandths of the size.
    """

    face: str
    index: int
    ascent: int
    descent: int
    entries: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Run:
    """Pages from the beginning of one row to the end of another.

    Attributes:
        rows: how many rows of the book it takes.
        needs: how many rows, its own first, it hangs on: those after it say where its last page ends.
        glyphs: those that its pages draw, by font; not page by page, which takes long to read back.
        drawn: what its pages draw and tell, packed away: `Drawn`, which is large and seldom asked for.
    """

    rows: int
    needs: int
    pages: Sequence[SetPage]
    glyphs: Mapping[str, Glyphs]
    drawn: bytes
    fonts: Mapping[str, Font]
    language: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a run's pages draw, each compressed, and their structure: what stands in the document, frames outermost."""

    contents: Sequence[bytes]
    tags: Sequence[Tag]
