"""The pages of a PDF: a page of HTML with the compositor's spans, set by WeasyPrint with a layout's style sheets for print."""

import logging
import pickle
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import weasyprint
from lxml import html
from weasyprint.formatting_structure import boxes
from weasyprint.layout.block import block_level_page_break
from weasyprint.pdf import generate_pdf, pydyf
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from targetbook.kept import digest_of_bytes
from targetbook.layout import Rendered, Templates
from targetbook.write.engine import Numbers, as_runs, object_at
from targetbook.write.fetching import ROOT, LayoutFetcher
from targetbook.write.fitting import fitted
from targetbook.write.pdf_file import all_packed, pdf_file
from targetbook.write.pdf_fonts import glyphs_of
from targetbook.write.pdf_numbers import numbered
from targetbook.write.pdf_resources import resources_of
from targetbook.write.pdf_tags import tags_of
from targetbook.write.properties import Properties
from targetbook.write.quick import page_of, quickened
from targetbook.write.runs import (
    FRAME,
    ROW,
    Drawn,
    Font,
    Glyphs,
    Link,
    NotInParts,
    OutsideAsked,
    Resource,
    Run,
    SetPage,
)
from targetbook.write.sheets import Sheet, sheet_of
from targetbook.write.typesetting import typeset

FORCED = {"page", "left", "right", "recto", "verso"}
KEPT_TOGETHER = {"avoid", "avoid-page"}
_NAME = re.compile(rb"/(\S+)")
_POINTS = 0.75  # of a pixel of CSS

Cut = tuple[int, int, int, int]
"""Of a run: its first page, the page after its last, the rows that it takes, and the rows that it hangs on."""


@dataclass(slots=True)
class _Press:
    """What is read once and serves for every run of one style: style sheets, and the faces that they name."""

    fetcher: LayoutFetcher
    fonts: FontConfiguration
    sheets: list[Any]
    faces: dict[str, str]
    """The digest of each font's face, by the font's name in pages."""


def pdf_bytes(rendered: Rendered, templates: Templates, properties: Properties) -> bytes:
    """A rendered layout set in one document: what the parts of a book must come to, page for page.

    Raises:
        OutsideAsked: the style asks for what is no file of a layout.
    """
    runs, faces = set_runs(rendered.html, sheet_of(rendered, templates), in_parts=False)
    return pdf_file(runs, list(all_packed(runs, [0])), faces.__getitem__, properties)


def set_runs(
    page: str, sheet: Sheet, *, in_parts: bool, goes_on: bool = False, is_end: bool = True
) -> tuple[list[Run], dict[str, bytes]]:
    """Set a page of HTML: its runs of pages in order, and by digest the faces and images that they name.

    Args:
        page: the page; where it is set in parts, its rows have numbers (`data-row`), counted from 0.
        sheet: the layout's style.
        in_parts: whether it is a stretch of a longer page, so that pages are numbered later.
        goes_on: whether other rows come before it.
        is_end: whether no row comes after it. Else pages at its end that rows to come might change are left out.

    Raises:
        OutsideAsked: the style asks for what is no file of a layout.
        NotInParts: it looks as it does by what is known only of the whole page.
    """
    try:
        with as_runs(numbered_later=in_parts, goes_on=goes_on) as numbers, quickened():
            press = _press(sheet)
            laid: Any = fitted(typeset(page), lambda tree: _lay_out(tree, press))
            cuts = list(_cuts(laid.pages, is_end)) if in_parts else [(0, len(laid.pages), 0, 0)]
            if not cuts:
                return [], {}
            document = laid.copy(laid.pages[: cuts[-1][1]])  # what stands after the last run is not drawn
            drawn = generate_pdf(document, None, 1, **_OPTIONS)
            for font in document.fonts.values():
                if font.hash not in press.faces:
                    press.faces[font.hash] = digest_of_bytes(font.file_content)
            files = {press.faces[font.hash]: font.file_content for font in document.fonts.values()}
            resources = resources_of(drawn, files, in_parts=in_parts)
            runs = list(_runs(laid.pages, cuts, document, drawn, numbers, press.faces, resources))
        return runs, files
    except FatalURLFetchingError as error:
        raise OutsideAsked(str(error)) from error


_OPTIONS = weasyprint.DEFAULT_OPTIONS | {"pdf_tags": True, "uncompressed_pdf": True}


@lru_cache(maxsize=4)
def _press(sheet: Sheet) -> _Press:
    fetcher, fonts = LayoutFetcher(sheet.read), FontConfiguration()
    sheets = [
        weasyprint.CSS(string=text, base_url=f"{ROOT}{name}", url_fetcher=fetcher, font_config=fonts)
        for name, text in sheet.styles
    ]
    return _Press(fetcher, fonts, sheets, {})


def _lay_out(tree: html.HtmlElement, press: _Press) -> Any:
    page = page_of(tree, ROOT, press.fetcher)
    return page.render(font_config=press.fonts, stylesheets=press.sheets, pdf_tags=True)


def _runs(
    pages: Sequence[Any],
    cuts: Sequence[Cut],
    document: Any,
    drawn: Any,
    numbers: Numbers,
    faces: Mapping[str, str],
    resources: Mapping[tuple[str, str], Resource],
) -> Iterator[Run]:
    """The runs of pages that are laid out; those up to the last cut are a document that is drawn."""
    fonts = {font.hash: _font(font, faces[font.hash]) for font in document.fonts.values()}
    widths = {font.hash: font.widths for font in document.fonts.values()}
    references = drawn.page_references
    carried: dict[str, str] = {}
    for first, end, rows, needs in cuts:
        carried |= _said_by_rows(pages[first:end])
        if end < len(pages) and (_goes_on(pages[end]) or any(carried.values())):
            raise NotInParts
        entries = [object_at(drawn, reference) for reference in references[first:end]]
        streams = [object_at(drawn, of_page["Contents"]) for of_page in entries]
        contents = [b"\n".join([b"q", *map(pydyf._to_bytes, stream.stream), b"Q"]) for stream in streams]
        set_pages = [
            _page(page, of_page, content, stream, drawn, numbers, widths, resources)
            for page, of_page, content, stream in zip(pages[first:end], entries, contents, streams, strict=True)
        ]
        tags = tags_of(drawn, {reference: n for n, reference in enumerate(references[first:end])})
        glyphs = glyphs_of(_glyphs(stream, widths) for stream in streams)
        language = document.metadata.lang or ""
        packed = pickle.dumps(Drawn([zlib.compress(content, 9) for content in contents], tags), protocol=5)
        used = {name: font for name, font in fonts.items() if name in glyphs}
        yield Run(rows, needs, set_pages, glyphs, packed, used, language)


def _glyphs(stream: Any, widths: Mapping[str, Mapping[int, int]]) -> dict[str, Glyphs]:
    """What a page draws, by font."""
    return {
        font: {glyph: _glyph(widths[font][glyph], text) for glyph, text in texts.items()}
        for font, texts in getattr(stream, "glyphs", {}).items()
    }


@lru_cache(maxsize=1 << 14)
def _glyph(width: int, text: str) -> tuple[int, str]:
    """A glyph's width and text: one object on all pages, which is kept and read back once."""
    return width, text


def _cuts(pages: Sequence[Any], is_end: bool) -> Iterator[Cut]:
    """Where runs begin and end.

    A page whose end rows to come might move ends no run, unless each row of its kind begins a page of its own.
    """
    rows = [[(int(row.element.get(ROW)), row) for row in _row_boxes(page._page_box)] for page in pages]
    last = max((number for on_page in rows for number, _ in on_page), default=0)
    begun, first_row = 0, 0
    forced = {number for on_page in rows for number, row in on_page if row.style["break_before"] in FORCED}
    all_forced = len(forced) >= last and last > 0
    row = -1  # the last that was seen
    for n, (here, after) in enumerate(pairwise([*rows, []]), 1):
        row = here[-1][0] if here else row
        known = after or (n == len(pages) and (is_end or all_forced))
        if row < first_row or not known or (after and after[0][0] == row):
            continue
        taken = row + 1 - first_row
        needs = taken if not after or after[0][0] in forced else _last_seen(after) + 1 - first_row
        yield begun, n, taken, needs
        begun, first_row = n, row + 1


def _last_seen(rows: Sequence[tuple[int, Any]]) -> int:
    """Of the rows on a page, the last that the page before it hangs on: the first, and each that stays with the one before."""
    for (number, row), (_, following) in pairwise(rows):
        if block_level_page_break(row, following) not in KEPT_TOGETHER:
            return number
    return rows[-1][0]


def _goes_on(page: Any) -> bool:
    """Whether a page's first row stands otherwise than under the head alone: of borders that collapse, half is its own."""
    table = next((box for box in _frames(page._page_box) if isinstance(box, boxes.TableBox)), None)
    if table is None or table.style["border_collapse"] != "collapse":
        return False
    under_head = sum(len(group.children) for group in table.children if group.is_header)
    lines = table.collapsed_border_grid[1]
    above_row, below_head = ([width for _, (_, width, _) in lines[n]] for n in (table.skipped_rows, under_head))
    return above_row != below_head


def _frames(box: Any) -> Iterator[Any]:
    """The elements on a page that all rows stand in."""
    element = getattr(box, "element", None)
    if element is not None and element.get(FRAME) is not None:
        yield box
    if element is None or element.get(ROW) is None:
        for child in box.children if isinstance(box, boxes.ParentBox) and not isinstance(box, boxes.LineBox) else ():
            yield from _frames(child)


def _said_by_rows(pages: Sequence[Any]) -> dict[str, str]:
    """The strings for running heads that rows on these pages set last: one that is not empty is seen on later pages."""
    return {
        name: value
        for page in pages
        for row in _row_boxes(page._page_box)
        for box in (row, *row.descendants())
        for name, value in getattr(box, "string_set", None) or ()
    }


def _row_boxes(box: Any) -> Iterator[Any]:
    element = getattr(box, "element", None)
    if isinstance(box, boxes.LineBox):
        return
    if element is not None and element.get(ROW) is not None:
        yield box
    elif isinstance(box, boxes.ParentBox):
        for child in box.children:
            yield from _row_boxes(child)


def _page(
    page: Any,
    entries: Any,
    content: bytes,
    stream: Any,
    drawn: Any,
    numbers: Numbers,
    widths: Mapping[str, Mapping[int, int]],
    resources: Mapping[tuple[str, str], Resource],
) -> SetPage:
    told = numbered(stream, numbers, lambda font, glyph: widths[font][glyph])
    written = [content, *(number.content.encode("ascii") for number in told)]
    named = {name.decode("latin-1") for piece in written for name in _NAME.findall(piece)}
    links = [object_at(drawn, reference) for reference in entries.get("Annots", ())]
    height = page.height * _POINTS
    return SetPage(
        {name: pydyf._to_bytes(entries[name]).decode() for name in ("MediaBox", "TrimBox", "BleedBox")},
        told,
        [_link(link) for link in links],
        [
            (level, label, x * _POINTS, height - y * _POINTS, state == "closed")
            for level, label, (x, y), state in page.bookmarks
        ],
        {name: (place[0] * _POINTS, height - place[1] * _POINTS) for name, place in page.anchors.items()},
        {key: resource for key, resource in resources.items() if key[0] == "ColorSpace" or key[1] in named},
    )


def _link(entries: Any) -> Link:
    inside = entries.get("Dest")
    target = inside.string if inside is not None else entries["A"]["URI"].string
    return Link(tuple(entries["Rect"]), target, inside is None)


def _font(font: Any, face: str) -> Font:
    entries = {
        "FontName": font.name.decode("ascii"),
        "FontFamily": pydyf.String(font.family).data.decode("ascii"),
        "Flags": str(font.flags),
        "ItalicAngle": str(font.italic_angle),
        "StemV": str(font.stemv),
        "StemH": str(font.stemh),
    }
    return Font(face, font.index, font.ascent, font.descent, entries)


logging.getLogger("weasyprint").addHandler(logging.NullHandler())
