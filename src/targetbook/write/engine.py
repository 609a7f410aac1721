"""What we change in WeasyPrint while it sets and draws pages: the version is locked, and tests read back what comes out.

WeasyPrint 70 numbers pages by what it lays out, subsets its fonts for each file, drops links that leave a document, and tags
what stands in the margins and a table's head on each page anew. Its builders are private; they are put back afterwards.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from weasyprint import layout, pdf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream

from targetbook.write.runs import HEAD
from targetbook.write.swapping import Swap, put_in_place

PAGE, PAGES = 1234567890, 9876543201
"""What counters of pages say while they are not known: all digits, in two orders."""

Build = Callable[..., Iterator[Any]]


def object_at(drawn: Any, reference: bytes) -> Any:
    """The object of a file that WeasyPrint has made, by its reference: `12 0 R`."""
    return drawn.objects[int(reference.split()[0])]


class Glyphs(dict[int, str]):
    """The text of each glyph on one page; of several the least (a space, not a no-break space), whichever came first."""

    def __contains__(self, glyph: object) -> bool:
        return False  # so that each use is told

    def __setitem__(self, glyph: int, text: str) -> None:
        known = self.get(glyph)
        super().__setitem__(glyph, text if known is None or text < known else known)


class Numbers:
    """Where the numbers of pages are drawn: for each text in a margin, the box that it is set in; and what drew them."""

    def __init__(self) -> None:
        self.boxes: dict[int, tuple[Any, Any]] = {}
        self.drawn: dict[int, list[tuple[Any, Any, list[Any], Any]]] = {}


@contextmanager
def as_runs(*, numbered_later: bool, goes_on: bool) -> Iterator[Numbers]:
    """While pages are laid out and drawn in it, they are drawn as runs want them.

    Args:
        numbered_later: whether the numbers of pages are not known yet.
        goes_on: whether the first page goes on with a table that began before, so that its head is a repeated one.
    """
    numbers = Numbers()
    margin_boxes, build = layout.make_margin_boxes, tags._build_box_tree
    mark, add_font, clone = Stream.marked, Stream.add_font, Stream.clone
    repeated: set[int] = set()

    def with_numbers_to_come(context: Any, page: Any, state: Any) -> Iterator[Any]:
        quotes, counters, *rest = state
        if numbered_later:
            counters = {**counters, "page": [PAGE], "pages": [PAGES]}
        with put_in_place([(context, "style_for", _unbroken(context.style_for))] if numbered_later else []):
            made = list(margin_boxes(context, page, (quotes, counters, *rest)))
        for box in made:
            for text in box.descendants() if numbered_later else ():
                if isinstance(text, boxes.TextBox) and (str(PAGE) in text.text or str(PAGES) in text.text):
                    numbers.boxes[id(text)] = (text, box)
            yield box

    def with_source(box: Any, parent: Any, pdf_file: Any, *rest: Any) -> Iterator[Any]:
        if id(box) in repeated:
            for cell in box.descendants():
                cell.mark = {"A": {}}  # the table, which looks for it, is to find nothing
            return
        if isinstance(box, boxes.MarginBox):
            return
        for element in build(box, parent, pdf_file, *rest):
            if not hasattr(element, "source"):  # it comes through the boxes around it, up to the page's
                element.source = None if isinstance(box, boxes.LineBox) else box.element
            yield element

    def drawn_as(stream: Any, box: Any, tag: str) -> Any:
        if id(box) in numbers.boxes:
            return _set_aside(stream, box, numbers)
        outside = box.element is None or id(box) in repeated
        return stream.artifact() if outside else mark(stream, box, tag)

    def add_font_of_page(stream: Any, pango_font: Any) -> Any:
        font, size = add_font(stream, pango_font)
        glyphs = stream.__dict__.setdefault("glyphs", {})
        font.to_unicode = glyphs.setdefault(font.hash, Glyphs())
        return font, size

    def clone_of_page(stream: Any, **options: Any) -> Any:
        cloned = clone(stream, **options)
        cloned.glyphs = stream.__dict__.setdefault("glyphs", {})
        return cloned

    def all_links(pages: Sequence[Any]) -> Iterator[Any]:
        repeated.update(repeated_heads(pages, goes_on))
        for page in pages:
            yield page.links, []

    def no_fonts(pdf_file: Any, *rest: Any) -> Any:
        return pdf.pydyf.Dictionary()

    changes: list[Swap] = [
        (layout, "make_margin_boxes", with_numbers_to_come),
        (tags, "_build_box_tree", with_source),
        (Stream, "marked", drawn_as),
        (Stream, "add_font", add_font_of_page),
        (Stream, "clone", clone_of_page),
        (pdf, "build_fonts_dictionary", no_fonts),
        (pdf, "resolve_links", all_links),
    ]
    with put_in_place(changes):
        yield numbers


def _unbroken(style_for: Any) -> Any:
    """Styles for a page's margins in which a text with numbers stands in one line, however long they are for now."""

    def of(element: Any, pseudo: Any = None) -> Any:
        style = style_for(element, pseudo)
        if str(pseudo).startswith("@") and style is not None and "'page" in repr(style["content"]):
            style = style.copy()
            style["white_space"] = "nowrap"
        return style

    return of


def repeated_heads(pages: Sequence[Any], goes_on: bool) -> Iterator[int]:
    """The boxes of heads that stand again where a table goes on: they are drawn, and said once."""
    known: set[int] = set()
    for page in pages:
        for head in list(_heads(page._page_box)):
            if id(head.element) in known or (goes_on and head.element.get(HEAD) is not None):
                yield id(head)
                yield from (id(box) for box in head.descendants())
            known.add(id(head.element))


def _heads(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TableRowGroupBox) and box.is_header and box.element is not None:
        yield box
    elif isinstance(box, boxes.ParentBox) and not isinstance(box, boxes.TableRowGroupBox | boxes.LineBox):
        for child in box.children:
            yield from _heads(child)


@contextmanager
def _set_aside(stream: Any, box: Any, numbers: Numbers) -> Iterator[None]:
    """Take what is drawn in it out of the page's content; it says all of its own state, and leaves none behind."""
    _forget_state(stream)
    start = len(stream.stream)
    stream.begin_marked_content("Artifact")
    yield
    stream.end_marked_content()
    numbers.drawn.setdefault(id(stream), []).append((stream.ctm, box, stream.stream[start:], dict(stream.glyphs)))
    del stream.stream[start:]
    _forget_state(stream)


def _forget_state(stream: Any) -> None:
    stream._current_color = stream._current_color_stroke = None
    stream._current_alpha = stream._current_alpha_stroke = stream._current_font = None
