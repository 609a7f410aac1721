"""What a compositor adds to a text and an author does not write: ties, thin space between scripts, marks set tight.

It works on the page's HTML for print alone, by spans with classes that `_shared/print.css` gives a look; no character of a
text is changed but straight quotation marks in English. The rules: W3C *Requirements for Chinese Text Layout* and
GB/T 15835—2011 (a number is not parted from its unit or sign).
"""

import re
from collections.abc import Iterator

from lxml import html
from lxml.builder import E

_NUMBER = r"[≥≤＝=<>±＞＜]?\s?\d[\d,.]*(?:[～~–—-]\d[\d,.]*)?"
_UNITS = (
    "％|%|百分点|亿元|万元|万人次|人次|场次|平方米|平方公里|公里|工作日|个月|[万亿]?[个次场人户家名件项套份期天年月日号元亩米吨篇届条辆台座处所镇区站层级类种]"
)
_TIED = re.compile(rf"(?:达|第)?{_NUMBER}(?:{_UNITS})?(?:以上|以下|以内|左右)?|〔\d{{4}}〕\d+号|【\d{{4}}】\d+号")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.&'’-]*")
_HAN = r"[\u3400-\u9fff]"
_MARKS = re.compile(r"[，。；：、）》】〕」』”’？！](?=[，。；：、（《【〔「『“‘）》】〕」』”’？！])|(?<=[（《【〔「『“‘])[（《【〔「『“‘]")
_CHINESE = re.compile(rf"({_TIED.pattern})|({_LATIN.pattern})|({_MARKS.pattern})")
_ENGLISH = re.compile(r"(?:[≥≤±] ?)?\d[\d,.]*%?(?: (?:[a-z]{1,8}\b|m²))?|CNY \d[\d,.]*|No\. \d+")
_HEAD_PAIR = re.compile(rf"({_HAN}{_HAN})(?=(?:{_HAN}{_HAN})*(?!{_HAN}))")


def typeset(page: str) -> str:
    """The page with a compositor's spans in its texts: `t` tied, `g` a gap after, `h` a mark set tight, `w` a word of a head."""
    tree = html.document_fromstring(page)
    for body in list(tree.iter("tbody")):
        if "record" in (body.get("class") or "").split():
            _set_side_by_side(body)
    for element in list(tree.body.iter("p", "h1", "h2", "li", "span", "th", "td", "data")):
        _typeset_element(element)
    return str(html.tostring(tree, encoding="unicode", doctype="<!doctype html>"))


def _set_side_by_side(body: html.HtmlElement) -> None:
    """Put the rows beside a record's spanning cells into a table within one cell, so that both flow over a page's end.

    WeasyPrint cuts a spanning cell where its first row is cut and leaves the place beside it empty; cells of one row it cuts
    each for itself. The tags are set flat again when the PDF is written (`pdf_tags`).
    """
    rows = body.findall("tr")
    spanning = [cell for cell in rows[0] if int(cell.get("rowspan", "1")) == len(rows)]
    beside = [cell for cell in rows[0] if cell not in spanning]
    if len(rows) < 2 or not spanning or not beside:
        return
    columns = body.getparent().find("colgroup")
    assert columns is not None
    inner = E.table(E.colgroup(*[E.col(dict(column.attrib)) for column in columns[len(spanning) :]]), {"class": "beside"})
    inner_body = E.tbody()
    for n, row in enumerate(rows):
        cells = beside if n == 0 else list(row)
        inner_body.append(E.tr(*cells, {"class": row.get("class", ""), "data-continues": row.get("data-continues", "")}))
        if n:
            body.remove(row)
    inner.append(inner_body)
    for cell in spanning:
        cell.attrib.pop("rowspan", None)
    rows[0].attrib.pop("data-continues", None)
    rows[0].set("style", f"--hold: {_height_of(spanning[0], columns[0]):.0f}mm")
    rows[0].append(E.td(inner, {"class": "beside", "colspan": str(len(beside))}))


def _height_of(name: html.HtmlElement, column: html.HtmlElement) -> float:
    """About how high a record's name will stand, in mm: it begins a page's foot only where it fits there whole."""
    width = re.search(r"width: ([\d.]+)mm", column.get("style", ""))
    measure = float(width[1]) - 5 if width else 30.0
    lines = [(text.text_content(), text.get("lang") == "en") for text in name.iter("p")]
    return 3 + sum(-(-len(text) * (1.35 if english else 2.95) // measure) * (3.2 if english else 4.4) for text, english in lines)


def _typeset_element(element: html.HtmlElement) -> None:
    pieces = _pieces_for(element)
    if pieces is None or not element.text or not element.text.strip():
        return
    made = list(pieces(element.text))
    if len(made) == 1 and made[0][0] == "":
        element.text = made[0][1]
        return
    element.text = None
    last: html.HtmlElement | None = None
    for n, (kind, text) in enumerate(made):
        if kind:
            last = E.span(text, {"class": kind})
            element.insert(sum(1 for k, _ in made[:n] if k), last)
        elif last is None:
            element.text = (element.text or "") + text
        else:
            last.tail = (last.tail or "") + text


def _pieces_for(element: html.HtmlElement):  # type: ignore[no-untyped-def]
    language = next((node.get("lang") for node in (element, *element.iterancestors()) if node.get("lang")), "")
    if language == "en":
        return english_pieces
    return head_pieces if any(node.tag == "thead" for node in element.iterancestors()) else chinese_pieces


def english_pieces(text: str) -> Iterator[tuple[str, str]]:
    """English: a number with the short word that it counts; curly quotation marks."""
    text = re.sub(r"(?<=\w)'|'(?=s\b)", "’", text)
    text = re.sub(r'"([^"]*)"', r"“\1”", text)
    at = 0
    for match in _ENGLISH.finditer(text):
        if match.start() > at:
            yield "", text[at : match.start()]
        yield "t", match[0]
        at = match.end()
    if at < len(text):
        yield "", text[at:]


def chinese_pieces(text: str) -> Iterator[tuple[str, str]]:
    """Chinese: numbers tied to sign and unit, a gap between Han and Latin, the first of two full-width marks set tight."""
    at = 0
    for match in _CHINESE.finditer(text):
        before = text[at : match.start()]
        latin = match[3] is None
        starts = latin and match[0][0].isascii()
        if starts and re.search(rf"{_HAN}$", before):
            if before[:-1]:
                yield "", before[:-1]
            yield "g", before[-1]
        elif before:
            yield "", before
        at = match.end()
        if not latin:
            yield "h", match[0]
        else:
            ends = match[0][-1].isascii() and match[0][-1] not in ",." and re.match(_HAN, text[at : at + 1] or " ")
            yield "t g" if ends else "t", match[0]
    if at < len(text):
        yield "", text[at:]


def head_pieces(text: str) -> Iterator[tuple[str, str]]:
    """A head in Chinese breaks between words only (其他|资金): Chinese heads are words of two characters, nearly all."""
    at = 0
    for match in _HEAD_PAIR.finditer(text):
        if match.start() > at:
            yield "", text[at : match.start()]
        yield "w", match[0]
        at = match.end()
    if at < len(text):
        yield "", text[at:]
