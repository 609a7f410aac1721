"""The structure of a run of pages, as a reader is told it: one element for what stands on two pages, flat tables, languages.

WeasyPrint 70 tags each page for itself and a span for each stretch of text, writes the document's language alone, no Scope
(Kozea/WeasyPrint#2508), and of course the tables that `typesetting` laid in cells. Here its elements are read, and joined.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from weasyprint.pdf.tags import pydyf

from targetbook.write.engine import object_at
from targetbook.write.runs import FRAME, LinkMark, Mark, Tag

SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}
_PLAIN = {"Span", "NonStruct"}
"""Elements that tell nothing where they have no entries of their own: what is in them stands in what they are in."""

Kid = Tag | Mark | LinkMark


def tags_of(pdf: Any, pages: Mapping[bytes, int]) -> list[Tag]:
    """The structure of some pages of a file that WeasyPrint has made, not yet joined at their ends.

    Args:
        pages: the number of each page in its run, by its reference.
    """
    root = object_at(pdf, pdf.catalog["StructTreeRoot"])
    document = object_at(pdf, root["K"][0])
    read = _Read(pdf, pages)
    found = [element for element in (object_at(pdf, kid) for kid in document["K"]) if element["Pg"] in pages]
    joined: list[Kid] = []
    for element in found:
        append_joined(joined, read.kids_of(element))
    return [_finished(tag) for tag in joined if isinstance(tag, Tag)]


def append_joined(kids: list[Kid], more: Iterable[Kid]) -> None:
    """Put elements after others: what the first goes on with, it is made one with."""
    for kid in more:
        last = kids[-1] if kids else None
        if isinstance(kid, Tag) and isinstance(last, Tag) and is_one(last, kid):
            _go_on(last, kid)
        else:
            kids.append(kid)


def is_one(tag: Tag, after: Tag) -> bool:
    """Whether two elements are fragments of one."""
    return tag.source is not None and tag.source == after.source and tag.kind == after.kind


def _go_on(tag: Tag, after: Tag) -> None:
    """Add to an element what its fragment on the next page holds: to a row, cell by cell."""
    if tag.kind != "TR":
        append_joined(tag.kids, after.kids)
        return
    for cell in after.kids:
        begun = next(
            (kid for kid in tag.kids if isinstance(kid, Tag) and isinstance(cell, Tag) and is_one(kid, cell)), None
        )
        if begun is None:
            tag.kids.append(cell)
        elif isinstance(cell, Tag):
            append_joined(begun.kids, cell.kids)


class _Read:
    """Reads elements of one file."""

    def __init__(self, pdf: Any, pages: Mapping[bytes, int]) -> None:
        self.pdf, self.pages = pdf, pages

    def kids_of(self, element: Any) -> Iterator[Kid]:
        """An element, or what is in it where it tells nothing itself."""
        tag = self._tag(element)
        if tag.kind in _PLAIN and not tag.entries:
            yield from tag.kids
        else:
            yield tag

    def _tag(self, element: Any) -> Tag:
        source = getattr(element, "source", None)
        kids: list[Kid] = []
        page = self.pages[element["Pg"]]
        for kid in element["K"]:
            if isinstance(kid, int):
                kids.append((page, kid))
            elif "Obj" in (found := object_at(self.pdf, kid)):
                kids.append(LinkMark(page, self._link(page, found["Obj"])))
            elif not _is_end(found):
                append_joined(kids, self.kids_of(found))
        tag = Tag(element["S"][1:], source, {}, {}, kids)
        if source is not None:
            tag.is_frame = source.get(FRAME) is not None
            if source.get("lang"):
                tag.entries["Lang"] = pydyf.String(source.get("lang")).data.decode("ascii")
        if "Alt" in element:
            tag.entries["Alt"] = element["Alt"].data.decode("ascii")
        if tag.kind == "Figure":
            tag.entries["A"] = element["A"].data.decode("ascii")
        if tag.kind in ("TH", "TD"):
            tag.cell |= {name: str(element["A"][name]) for name in ("ColSpan", "RowSpan") if name in element["A"]}
        return tag

    def _link(self, page: int, annotation: bytes) -> int:
        pages = {number: reference for reference, number in self.pages.items()}
        annotations = object_at(self.pdf, pages[page])["Annots"]
        return list(annotations).index(annotation)


def _is_end(element: Any) -> bool:
    source = getattr(element, "source", None)
    return source is not None and element["S"] == "/TR" and source.get("class") == "end"


def _finished(tag: Tag) -> Tag:
    """An element as it is written: heads with their scopes, tables without tables in their cells, sources forgotten."""
    kids: list[Kid] = []
    for kid in tag.kids:
        if not isinstance(kid, Tag):
            kids.append(kid)
        elif kid.kind == "TR":
            kids += [_finished(row) for row in flat_rows(kid)]
        else:
            kids.append(_finished(kid))
    tag.kids = kids
    if tag.kind == "TH":
        _describe_head(tag)
    tag.source = tag.source.get(FRAME) if tag.is_frame else None
    return tag


def _describe_head(tag: Tag) -> None:
    """A head's scope; one without text heads nothing."""
    scope = None if tag.source is None else tag.source.get("scope")
    if not _has_content(tag):
        tag.kind = "TD"
    elif scope in SCOPES:
        tag.cell["Scope"] = SCOPES[scope]


def _has_content(tag: Tag) -> bool:
    return any(not isinstance(kid, Tag) or _has_content(kid) for kid in tag.kids)


def flat_rows(row: Tag) -> Iterator[Tag]:
    """A row, or, where a table lies in its last cell, the rows that were one before: cells that spanned them span them again."""
    cells = [kid for kid in row.kids if isinstance(kid, Tag)]
    inner = list(_rows_in(cells[-1])) if cells else []
    yield row
    if not inner:
        return
    row.kids.remove(cells[-1])
    for cell in cells[:-1] if len(inner) > 1 else ():
        cell.cell["RowSpan"] = str(len(inner))
    row.kids += inner[0].kids
    yield from inner[1:]


def _rows_in(tag: Tag) -> Iterator[Tag]:
    """The rows under a cell or table, whatever stands between."""
    for kid in tag.kids:
        if isinstance(kid, Tag) and kid.kind == "TR":
            yield kid
        elif isinstance(kid, Tag):
            yield from _rows_in(kid)
