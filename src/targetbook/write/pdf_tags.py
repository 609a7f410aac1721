"""What a PDF's tags say beyond WeasyPrint's own: the language of each text, the scope of heads, and flat tables.

WeasyPrint 70 writes the document's language alone, no Scope (Kozea/WeasyPrint#2508), and of course the tables that
`typesetting` laid in cells. Its tag builder is private: the version is locked, and tests read the tags back.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.pdf import tags

SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}

Build = Callable[..., Iterator[Any]]


@contextmanager
def full_tags() -> Iterator[None]:
    """While a PDF is written in it, its tags carry languages and scopes, and tables are flat."""
    built: Build = tags._build_box_tree

    def with_more(box: Any, parent: Any, pdf: Any, *rest: Any) -> Iterator[Any]:
        source = getattr(box, "element", None)
        for element in built(box, parent, pdf, *rest):
            if source is not None and source.get("lang"):
                element["Lang"] = tags.pydyf.String(source.get("lang"))
            if source is not None and element["S"] == "/TH" and source.get("scope") in SCOPES:
                element["A"]["Scope"] = SCOPES[source.get("scope")]
            if element["S"] != "/TR":
                yield element
            elif source is None or source.get("class") != "end":
                yield from _flat(element, parent, pdf)

    tags._build_box_tree = with_more
    try:
        yield
    finally:
        tags._build_box_tree = built


def _flat(row: Any, parent: Any, pdf: Any) -> Iterator[Any]:
    """A row, or, where a table lies in its last cell, the rows that were one before: cells that spanned them span them again."""
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
            cell["A"].pop("Headers", None)  # found by Scope: those that the inner table knew are none
            cell["P"] = target.reference
            if n == 0:
                row["K"].append(cell.reference)
        if n:
            yield inner_row


def _rows_in(element: Any, pdf: Any) -> Iterator[Any]:
    """The rows under a cell, whatever stands between."""
    for kid in _kids(element, pdf):
        if kid["S"] == "/TR":
            yield kid
        else:
            yield from _rows_in(kid, pdf)


def _kids(element: Any, pdf: Any) -> list[Any]:
    """The structure elements right under one; marked content has a number and is none."""
    references = [kid for kid in element["K"] if isinstance(kid, bytes)]
    return [pdf.objects[int(reference.split()[0])] for reference in references]
