"""What a PDF's tags say beyond WeasyPrint's own: the language of each text, the scope of heads, and flat tables.

WeasyPrint 70 writes the document's language alone, no Scope (Kozea/WeasyPrint#2508), wrong Headers beside row spans, tags
for what stands in the margins, and of course the tables that `typesetting` laid in cells. Its tag builder and the marking of
content are private: the version is locked, and tests read the tags back.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure.boxes import MarginBox
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream

SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}

Build = Callable[..., Iterator[Any]]


@contextmanager
def full_tags() -> Iterator[None]:
    """While a PDF is written in it, its tags carry languages and scopes, tables are flat, and margins are no content."""
    build: Build = tags._build_box_tree
    mark = Stream.marked

    def with_more(box: Any, parent: Any, pdf: Any, *rest: Any) -> Iterator[Any]:
        if isinstance(box, MarginBox) or _is_unseen(box):
            return
        for element in build(box, parent, pdf, *rest):
            _describe(element, getattr(box, "element", None), pdf)
            if element["S"] != "/TR":
                yield element
            elif box.element is None or box.element.get("class") != "end":
                yield from _flat(element, parent, pdf)

    def marked(stream: Any, box: Any, tag: str) -> Any:
        outside = box.element is None or _is_unseen(box)
        return stream.artifact() if outside else mark(stream, box, tag)

    tags._build_box_tree, Stream.marked = with_more, marked
    try:
        yield
    finally:
        tags._build_box_tree, Stream.marked = build, mark


def _is_unseen(box: Any) -> bool:
    """Whether a box is one of the unseen lines that keep room for a record."""
    return str(getattr(box, "element_tag", "")).endswith("::before")


def _describe(element: Any, source: Any, pdf: Any) -> None:
    """Add to a structure element what its HTML element says."""
    if source is not None and source.get("lang"):
        element["Lang"] = tags.pydyf.String(source.get("lang"))
    if element["S"] == "/TH":
        _describe_head(element, source, pdf)
    if element["S"] == "/Table":
        for row in _rows_in(element, pdf):
            for cell in _kids(row, pdf):
                cell["A"].pop("Headers", None)  # heads are found by Scope


def _describe_head(element: Any, source: Any, pdf: Any) -> None:
    """A head's scope; one that a page's end has left without text heads nothing."""
    if source is None or not _has_content(element, pdf):
        element["S"] = "/TD"
        element.pop("ID", None)
    elif source.get("scope") in SCOPES:
        element["A"]["Scope"] = SCOPES[source.get("scope")]


def _has_content(element: Any, pdf: Any) -> bool:
    kids = element["K"]
    return any(not isinstance(kid, bytes) for kid in kids) or any(_has_content(kid, pdf) for kid in _kids(element, pdf))


def _flat(row: Any, parent: Any, pdf: Any) -> Iterator[Any]:
    """A row, or, where a table lies in its last cell, the rows that were one before.

    Cells that spanned those rows span them again.
    """
    cells = _kids(row, pdf)
    inner = list(_rows_in(cells[-1], pdf)) if cells else []
    yield row
    if not inner:
        return
    beside = cells.pop()
    for cell in cells:
        if len(inner) > 1:
            cell["A"]["RowSpan"] = len(inner)
    row["K"].remove(beside.reference)
    for n, inner_row in enumerate(inner):
        target = row if n == 0 else inner_row
        target["P"] = parent.reference
        for cell in _kids(inner_row, pdf):
            cell["P"] = target.reference
            if n == 0:
                row["K"].append(cell.reference)
        if n:
            yield inner_row


def _rows_in(element: Any, pdf: Any) -> Iterator[Any]:
    """The rows under a cell or table, whatever stands between."""
    for kid in _kids(element, pdf):
        if kid["S"] == "/TR":
            yield kid
        else:
            yield from _rows_in(kid, pdf)


def _kids(element: Any, pdf: Any) -> list[Any]:
    """The structure elements right under one; marked content has a number and is none."""
    references = [kid for kid in element["K"] if isinstance(kid, bytes)]
    return [pdf.objects[int(reference.split()[0])] for reference in references]
