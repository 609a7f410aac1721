"""A form belongs on one page: one that runs over is set tighter, and where that does not do, its merged labels are repeated.

Each step looks at where the pages of the last one began, by the anchors that WeasyPrint gives for elements with an id.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import Protocol

from lxml import html
from lxml.html import builder as E

CONTINUED = {"zh-CN": "（续）", "en": " (continued)"}


class Laid(Protocol):
    """A document that WeasyPrint has laid out."""

    pages: Sequence["LaidPage"]


class LaidPage(Protocol):
    """One of its pages, with the place of each element that has an id."""

    anchors: dict[str, tuple[float, ...]]


def fitted(tree: html.HtmlElement, lay_out: Callable[[html.HtmlElement], Laid]) -> Laid:
    """Lay a page of forms out so that each takes as few pages as it can; `tree` is changed on the way."""
    sections = [section for section in tree.iter("section") if "form" in (section.get("class") or "").split()]
    laid = lay_out(tree)
    over = list(_over(sections, laid)) if sections else []
    if not over:
        return laid
    for section in over:
        section.set("class", f"{section.get('class')} tight")
    rows = {f"row-{n}": row for n, row in enumerate(row for section in over for row in section.iter("tr"))}
    for name, row in rows.items():
        row.set("id", name)
    laid = lay_out(tree)
    still_over = {id(section) for section in _over(sections, laid)}
    if not still_over:
        return laid
    starts = [rows[first] for first in _first_rows(laid, rows) if id(_section_of(rows[first])) in still_over]
    for row in starts:
        _repeat_labels(row)
    return lay_out(tree) if starts else laid


def _over(sections: Sequence[html.HtmlElement], laid: Laid) -> Iterator[html.HtmlElement]:
    """The sections that take more than one page; each begins a page."""
    first = {name: n for n, page in reversed(list(enumerate(laid.pages))) for name in page.anchors}
    starts = [first[section.get("id", "")] for section in sections]
    for section, start, following in zip(sections, starts, [*starts[1:], len(laid.pages)], strict=True):
        if following - start > 1:
            yield section


def _first_rows(laid: Laid, rows: dict[str, html.HtmlElement]) -> Iterator[str]:
    for page in laid.pages:
        on_page = sorted((place[1], name) for name, place in page.anchors.items() if name in rows)
        if on_page:
            yield on_page[0][1]


def _section_of(row: html.HtmlElement) -> html.HtmlElement:
    return next(row.iterancestors("section"))


def _repeat_labels(row: html.HtmlElement) -> None:
    """End each cell that spans into this row above it, and let it begin again here with its label, marked 续."""
    body = row.getparent()
    assert body is not None
    rows = body.findall("tr")
    at = rows.index(row)
    place = 0
    for n, above in enumerate(rows[:at]):
        for cell in above.findall("th"):
            span = int(cell.get("rowspan", "1"))
            if n + span > at:
                again = deepcopy(cell)
                cell.set("rowspan", str(at - n))
                again.set("rowspan", str(n + span - at))
                for text in again.iter("p"):
                    text.append(E.SPAN(CONTINUED.get(text.get("lang", ""), "")))
                row.insert(place, again)
                place += 1
