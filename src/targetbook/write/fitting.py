"""A form belongs on one page: one that runs over is set tighter, and where that does not do, its merged labels are repeated.

Each step looks at where the pages of the last one began, by the anchors that WeasyPrint gives for elements with an id.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Protocol

from lxml import html
from lxml.html import builder as E

from targetbook.layout import LANGUAGE_TAGS
from targetbook.write.holding import records_held
from targetbook.write.spans import rows_of


class Laid(Protocol):
    """A document that WeasyPrint has laid out."""

    pages: Sequence["LaidPage"]


class LaidPage(Protocol):
    """One of its pages, with the place of each element that has an id."""

    anchors: dict[str, tuple[float, ...]]


STEPS = ("tight", "smaller")
"""Classes that set a form tighter, one after the other, in the layout's style sheet."""


@records_held()
def fitted(tree: html.HtmlElement, lay_out: Callable[[html.HtmlElement], Laid]) -> Laid:
    """Lay a page of forms out so that each takes as few pages as it can; `tree` is changed on the way."""
    sections = [section for section in tree.iter("section") if "form" in (section.get("class") or "").split()]
    for number, section in enumerate(sections):
        section.set("id", section.get("id") or f"form-{number}")
    laid = lay_out(tree)
    for step in STEPS if sections else ():
        over = list(_over(sections, laid))
        if not over:
            return laid
        for section in over:
            section.set("class", f"{section.get('class')} {step}")
        laid = lay_out(tree)
    over = list(_over(sections, laid)) if sections else []
    return _with_labels_repeated(tree, over, lay_out) if over else laid


def _with_labels_repeated(
    tree: html.HtmlElement, over: Sequence[html.HtmlElement], lay_out: Callable[[html.HtmlElement], Laid]
) -> Laid:
    """Lay out forms longer than a page: where one goes on, its merged labels and the heads of its columns stand again.

    The rows that are put in push others over, so the pages of a form are looked at one after the other; forms begin on pages
    of their own, so all forms are looked at in one pass.
    """
    words = _continued(tree)
    rows = {f"row-{n}": row for n, row in enumerate(row for section in over for row in section.iter("tr"))}
    for name, row in rows.items():
        row.set("id", name)
    laid = lay_out(tree)
    done: set[str] = set()
    while new := [name for name in _first_rows(laid, rows, over) if name not in done]:
        first_of_form = {id(next(rows[name].iterancestors("section"))): name for name in reversed(new)}
        for name in first_of_form.values():
            done.add(name)
            _repeat_labels(rows[name], words)
        laid = lay_out(tree)
    return laid


def _over(sections: Sequence[html.HtmlElement], laid: Laid) -> Iterator[html.HtmlElement]:
    """The sections that take more than one page; each begins a page. One that is not displayed takes none."""
    first = {name: n for n, page in reversed(list(enumerate(laid.pages))) for name in page.anchors}
    printed = [section for section in sections if section.get("id") in first]
    starts = [first[section.get("id", "")] for section in printed]
    for section, start, following in zip(printed, starts, [*starts[1:], len(laid.pages)], strict=True):
        if following - start > 1:
            yield section


def _first_rows(laid: Laid, rows: dict[str, html.HtmlElement], over: Sequence[html.HtmlElement]) -> Iterator[str]:
    """The rows that begin a page on which a form goes on, in the order of pages."""
    starts = {section.get("id", "") for section in over}
    seen: set[str] = set()
    for page in laid.pages:
        on_page = sorted((place[1], name) for name, place in page.anchors.items() if name in rows)
        begins = any(name in starts and name not in seen for name in page.anchors)
        seen |= starts & page.anchors.keys()
        if on_page and not begins:
            yield on_page[0][1]


def _continued(tree: html.HtmlElement) -> dict[str, str]:
    """What marks a label that goes on, by language, in brackets: the page's body says the words."""
    body = tree.find("body")
    said = {} if body is None else {language: body.get(f"data-continued-{language}") for language in LANGUAGE_TAGS}
    return {language: f"（{word}）" if language == "zh" else f" ({word})" for language, word in said.items() if word}


def _repeat_labels(row: html.HtmlElement, words: Mapping[str, str]) -> None:
    """End each cell that spans into this row above it, and let it begin again here with its label, marked 续.

    Where the rows have heads of their own, these stand again above the row. Where a cell that spans stands after one that
    does not, its label would stand in another's column, and the rows are left alone.
    """
    body = row.getparent()
    assert body is not None
    rows = body.findall("tr")
    at = rows.index(row)
    cut = [(n, cell) for n, above in enumerate(rows[:at]) for cell in above.findall("th") if n + rows_of(cell) > at]
    if not all(n + rows_of(before) > at for n, cell in cut for before in cell.itersiblings(preceding=True)):
        return
    heads = rows[0] if at > 1 and rows[0].get("class") == "heads" else None
    first = row if heads is None else _heads_again(heads, row)
    places = {id(first): 0, id(row): 0}
    for n, cell in cut:
        target = first if rows[n].get("class") == "heads" else row
        repeated = deepcopy(cell)
        repeated.set("rowspan", str(n + rows_of(cell) - at + (target is not row)))
        cell.set("rowspan", str(at - n))
        for text in repeated.iter("p"):
            if text.find("span[@class='again']") is None:
                word = words.get(text.get("lang", "").partition("-")[0], "")
                text.append(E.SPAN(word, {"class": "again"}))
        target.insert(places[id(target)], repeated)
        places[id(target)] += 1


def _heads_again(heads: html.HtmlElement, row: html.HtmlElement) -> html.HtmlElement:
    """The heads of the columns once more, above a row, without the label beside them all."""
    again = deepcopy(heads)
    for label in [cell for cell in again if rows_of(cell) > 1]:
        again.remove(label)
    again.attrib.pop("id", None)
    row.addprevious(again)
    return again
