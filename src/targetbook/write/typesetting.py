"""What a compositor adds to a text and an author does not write: ties, thin space between scripts, marks set tight.

It works on the page's HTML for print alone, by spans with classes that `_shared/print.css` gives a look, and by word joiners,
which are not drawn; no character of a text is changed but straight quotation marks in English. The rules: W3C
*Requirements for Chinese Text Layout* and GB/T 15835—2011 (a number is not parted from its unit or sign).
"""

import re
from collections.abc import Callable, Iterator, Sequence

from lxml import html
from lxml.html import builder as E

from targetbook.write.holding import HOLD
from targetbook.write.spans import rows_of, span_of

_HAN = r"[\u3400-\u9fff]"
_NUMBER = r"[≥≤＝=<>±＞＜]?\s?\d[\d,.]*(?:[～~–—-]\d[\d,.]*)?"
_UNITS = (
    "％|%|百分点|元/[人户次件天月年]+(?:·[月年天次])?|亿元|万元|万人次|人次|场次|平方米|平方公里|公里|工作日|个月"
    "|[万亿]?[个次场人户家名件项套份期天年月日号元亩米吨篇届条辆台座处所镇区站层级类种]"
)
_BOUNDS = "(?<!平方米)(?<!工作日)(?<!平方公里)(?:以上|以下|以内|左右)"
_TIED = re.compile(rf"第?{_NUMBER}(?:{_UNITS})?(?:{_BOUNDS})?|〔\d{{4}}〕\d+号|【\d{{4}}】\d+号|{_HAN}{{2}}。$")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.&'’-]*")
_MARKS = re.compile(
    r"[，。；：、）》】〕」』”’？！](?=[，。；：、（《【〔「『“‘）》】〕」』”’？！])|(?<=[（《【〔「『“‘])[（《【〔「『“‘]"
)
_CHINESE = re.compile(rf"({_TIED.pattern})|({_LATIN.pattern})|({_MARKS.pattern})")
_COUNTED = re.compile(r"(\d[\d,.]*%?|[≥≤±]|CNY|No\.) (?=(\d[\d,.]*%?|CNY|[a-z]{1,8}\b|m²))")
NARROW = 12  # characters
LEAST_HELD = 17.0  # mm
MOST_HELD = 55.0  # mm; more, with a unit's row above, might leave the table's head no room on its page
JOINER = "\u2060"
_WHOLE = r"\dA-Za-z.,'’%≥≤<>=±&"  # between two of these no line breaks
_MAY_BREAK = re.compile(rf"(?<=[^{_WHOLE}])(?=.)|(?<=.)(?=[^{_WHOLE}])")
_LATIN_FACE = re.compile("[ -~\u00a0-\u00b6\u00b8-\u00ff≥≤−]")  # as `_shared/print.css` says
_HEAD_WORD = re.compile(rf"满意度|指标值|可持续|{_HAN}{_HAN}(?:{_HAN}(?!{_HAN}))?")


Pieces = Callable[[str], Iterator[tuple[str, str]]]
"""Cuts a text up into pieces with the class of each one's span, or none."""


def typeset(page: str) -> html.HtmlElement:
    """The page as a tree, with a compositor's spans in its texts.

    Their classes: `t` tied, `g` a gap after, `h` a mark set tight, `w` a word of a head.
    """
    tree = html.document_fromstring(page, parser=html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True))
    for body in list(tree.iter("tbody")):
        if "record" in (body.get("class") or "").split():
            _set_side_by_side(body)
    for first in [cell for cell in tree.iter("td") if _is_facing(cell)]:
        _face(first)
    for element in list(tree.iter("p", "h1", "h2", "li", "span", "th", "td", "data")):
        _typeset_element(element)
    return tree


def _set_side_by_side(body: html.HtmlElement) -> None:
    """Put the rows beside a record's spanning cells into a table within one cell, so that both flow over a page's end.

    WeasyPrint cuts a spanning cell where its first row is cut and leaves the place beside it empty; cells of one row it cuts
    each for itself. The tags are set flat again when the PDF is written (`pdf_tags`). A last row without height says that
    the record ends here, whichever of its cells was the longest: a page that begins after it is no continuation.
    """
    rows = body.findall("tr")
    columns = next(body.itersiblings("colgroup", preceding=True), None)
    if columns is None or not _has_the_shape(rows, columns):
        _hold(rows, LEAST_HELD)
        return
    spanning = [cell for cell in rows[0] if rows_of(cell) == len(rows)]
    hold = max([_height_of(rows[0][0], columns[0]), *_first_facing(spanning, columns)])
    if len(rows) > 1 and spanning:
        first_rows = rows if len(rows) == 2 else rows[:1]
        hold = max(hold, sum(_row_height(row, columns) for row in first_rows))
        _lay_beside(rows, spanning, columns)
    _hold(body.findall("tr"), LEAST_HELD)
    _hold(rows[:1], hold)
    body.append(E.TR(E.TD({"colspan": str(len(columns))}), {"class": "end"}))


def _hold(rows: Sequence[html.HtmlElement], height: float) -> None:
    """Let rows begin on a page only where there is so much room, in mm; rows laid beside others have padding of their own."""
    held = round(max(LEAST_HELD, min(height, MOST_HELD)))
    for cell in (cell for row in rows for cell in row if len(cell) or cell.text):
        cell.set(HOLD, str(held + 2 if cell.get("class") == "beside" else held))


def _has_the_shape(rows: Sequence[html.HtmlElement], columns: html.HtmlElement) -> bool:
    """Whether a body is a record as the list has it: a `<col>` a column, and cells over all rows stand first, one column each.

    Another layout's record may be anything else, and is printed as it is.
    """
    if not rows or not all(len(row) for row in rows) or any(span_of(column, "span") > 1 for column in columns):
        return False
    spans = [rows_of(cell) for cell in rows[0]]
    whole = spans.count(len(rows)) if len(rows) > 1 else 0
    first, beside = rows[0][:whole], rows[0][whole:]
    return (
        sum(span_of(cell, "colspan") for cell in rows[0]) == len(columns)
        and spans[:whole] == [len(rows)] * whole
        and all(span_of(cell, "colspan") == 1 for cell in first)
        and bool(beside or not whole)
    )


def _lay_beside(rows: list[html.HtmlElement], spanning: list[html.HtmlElement], columns: html.HtmlElement) -> None:
    """Move the cells beside the spanning ones, row by row, into a table in one cell at the end of the first row."""
    beside = [cell for cell in rows[0] if cell not in spanning]
    inner = E.TBODY()
    for n, row in enumerate(rows):
        inner.append(E.TR(*(beside if n == 0 else list(row)), {"class": row.get("class", "")}))
        if n:
            row.drop_tree()
    for cell in spanning:
        cell.attrib.pop("rowspan", None)
    widths = E.COLGROUP(*[E.COL(dict(column.attrib)) for column in columns[len(spanning) :]])
    table = E.TABLE(widths, inner, {"class": "beside"})
    rows[0].append(E.TD(table, {"class": "beside", "colspan": str(len(beside))}))


def _is_facing(cell: html.HtmlElement) -> bool:
    """Whether a list stands in this cell and its translation, text by text, in the next."""
    after = cell.getnext()
    if after is None or cell.get("class") != "objectives" or after.get("class") != "objectives":
        return False
    return 0 < len(list(cell.iter("li"))) == len(list(after.iter("li")))


def _first_facing(cells: Sequence[html.HtmlElement], columns: html.HtmlElement) -> Iterator[float]:
    """How high the first text and its translation will stand, where they face each other: they are not parted at a page's end."""
    faces = False
    for cell, column in zip(cells, columns, strict=False):
        if faces or _is_facing(cell):
            yield _height_of(next(cell.iter("li")), column)
        faces = _is_facing(cell)


def _face(first: html.HtmlElement) -> None:
    """Put two facing lists into one cell, so that each text and its translation begin on one line."""
    second = first.getnext()
    assert second is not None
    for text, translation in zip(list(first.iter("li")), list(second.iter("li")), strict=True):
        for paragraph in list(translation):
            text.append(paragraph)
    first.set("colspan", str(span_of(first, "colspan") + span_of(second, "colspan")))
    first.set("class", "objectives facing")
    second.drop_tree()


def _height_of(cell: html.HtmlElement, column: html.HtmlElement) -> float:
    """About how high a cell will stand, in mm: a record begins at a page's foot only where its first cells fit whole."""
    width = re.search(r"width: (\d+(?:\.\d+)?)mm", column.get("style", ""))
    measure = max(float(width[1]) - 5, 3.0) if width else 30.0
    height = 3.0
    for n, text in enumerate(cell.iter("p")):
        character, line = (2.95, 4.3) if text.get("lang") != "en" else (1.35, 3.1) if n else (1.6, 3.8)
        height += -(-len(text.text_content()) * character // measure) * line
    return height


def _row_height(row: html.HtmlElement, columns: html.HtmlElement) -> float:
    """About how high the cells beside a record's spanning ones will stand, in mm."""
    cells = [cell for cell in row if cell.get("rowspan") is None]
    beside = zip(reversed(cells), reversed(list(columns)), strict=False)
    return max((_height_of(cell, column) for cell, column in beside), default=0.0)


def _typeset_element(element: html.HtmlElement) -> None:
    if not element.text or not element.text.strip():
        return
    made = list(_pieces_for(element)(element.text))
    if _takes_joiners(element, made):
        made = [_joined(kind, text) for kind, text in made]
    if len(made) == 1 and made[0][0] == "":
        element.text = made[0][1]
        return
    element.text = ""
    spans: list[html.HtmlElement] = []
    for kind, text in made:
        if kind:
            spans.append(E.SPAN(text, {"class": kind}))
        elif spans:
            spans[-1].tail = (spans[-1].tail or "") + text
        else:
            element.text += text
    for place, span in enumerate(spans):
        element.insert(place, span)


def _takes_joiners(element: html.HtmlElement, made: Sequence[tuple[str, str]]) -> bool:
    """Whether word joiners may do for spans, each a box and a text of its own, 6 to 8 % of a page's time.

    Not in titles and names, which the outline repeats, joiners and all; and only where spans part no faces, as each face has a
    height of its own, and a span with both sets its line a little lower.
    """
    in_head = next(element.iterancestors("thead"), None) is not None
    if element.tag in ("h1", "h2") or (_is_name(element) and not in_head):
        return False
    return len(made) == 1 or not any(_LATIN_FACE.search(text) for _, text in made)


def _is_name(element: html.HtmlElement) -> bool:
    return any("name" in (cell.get("class") or "").split() for cell in element.iterancestors("th", "td"))


def _joined(kind: str, text: str) -> tuple[str, str]:
    """A piece that is not to be broken, joined character by character where a line might break."""
    return ("", _MAY_BREAK.sub(JOINER, text)) if kind in ("t", "w") else (kind, text)


def _pieces_for(element: html.HtmlElement) -> Pieces:
    """How the text of an element is cut up: by its language, and in Chinese by whether it is a head."""
    language = next((node.get("lang") for node in (element, *element.iterancestors()) if node.get("lang")), "")
    if language == "en":
        return english_pieces
    cell = next((node for node in element.iterancestors("th", "td")), None)
    classes = (cell.get("class") or "").split() if cell is not None else []
    in_head = cell is not None and ((cell.tag == "th" and "name" not in classes) or "kind" in classes)
    in_head = in_head or any(node.tag == "thead" for node in element.iterancestors())
    return head_pieces if in_head else chinese_pieces


def english_pieces(text: str) -> Iterator[tuple[str, str]]:
    """English: a no-break space between a number and the short word that it counts; curly quotation marks."""
    text = re.sub(r"(?<=\w)'|'(?=s\b)", "’", text)
    text = re.sub(r'"([^"]*)"', r"“\1”", text)
    yield "", _COUNTED.sub(_tied, text)


def _tied(match: re.Match[str]) -> str:
    """A number and what it counts with a no-break space, where both find room in a narrow column."""
    return f"{match[1]}\u00a0" if len(match[0] + match[2]) <= NARROW else match[0]


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
    for match in _HEAD_WORD.finditer(text):
        if match.start() > at:
            yield "", text[at : match.start()]
        yield "w", match[0]
        at = match.end()
    if at < len(text):
        yield "", text[at:]
