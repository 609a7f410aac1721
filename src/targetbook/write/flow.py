"""A page of HTML as rows that flow over its printed pages, so that a stretch of them can be set as a page of its own.

Rows are the bodies of a layout's one table, or its sections. A page is set in parts only while nothing on it hangs on what
stands before it; a style that counts, looks at pages' order or at rows' neighbours sets the page whole.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import html
from lxml.html import HtmlElement

from targetbook.write.runs import FRAME, HEAD, ROW

_HANGS_TOGETHER = re.compile(
    r"@import|@page[^{;]*:\s*(?:first|left|right|blank|nth)|break-(?:before|after)\s*:\s*(?:left|right|recto|verso)"
    r"|counter-(?:increment|reset|set)|target-(?:counter|counters|text)\s*\(|:has\("
    r"|\b(?:running|element|leader)\s*\(|footnote|position\s*:\s*fixed"
)
"""What makes a page hang on others, or on their order."""
_BY_PLACE = re.compile(
    r"([^\s>+~,{}]*?):(?:nth|first|last|only)-(?:child|last-child|of-type|last-of-type|child)|[+~]\s*([^\s>+~,{}:]+)"
)
_IN_A_ROW = re.compile(r"(?:p|li|td|th|tr|span|data|h1|h2|\.subtitle)(?![\w-])")
"""What stands within rows or before them all: its neighbours are those of any part."""
_STRING = re.compile(r"(?:string-set\s*:|,)\s*([\w-]+)\s+(?:attr|content|\"|')")
_OWN_STRINGS = {"foot", "before", "between", "after", "continued", "continues"}
"""Named strings that each part sets anew, or that end with the row that set them."""
_PAGE_RULE = re.compile(r"@page[^{]*\{(?:[^{}]|\{[^{}]*\})*\}")
_BREAK = re.compile(r"([^{}]*)\{[^{}]*break-(?:before|after)\s*:\s*(?:page|always)")
_SECTION = re.compile(r"(?:section|\.form)[\w.-]*\s*$")
_HEAD_RULE = re.compile(r"thead[^{}]*\{[^{}]*border(?:-bottom)?\s*:\s*+(?!0(?![.\d])|none|0?\.25pt|0?\.5pt)[^;}]")
"""A rule under a table's head that is thicker than those between rows: it moves the row that stands first on a page."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MARK = "<!--rows-->"


@dataclass(frozen=True, slots=True)
class Flow:
    """A page's rows as HTML, and what stands around them.

    Attributes:
        opening: what stands before the first row of all.
        reopening: what stands before a row that is not the first: the frames again, and the table's head.
        closing: what closes the frames.
        ending: what stands after the last row of all, with the closing of the frames.
    """

    opening: str
    reopening: str
    closing: str
    ending: str
    rows: Sequence[str]

    def page(self, first: int, end: int) -> str:
        """A page of the rows from `first` to before `end`, numbered from 0."""
        rows = [_numbered(row, n) for n, row in enumerate(self.rows[first:end])]
        before = self.reopening if first else self.opening
        return "".join((before, *rows, self.closing if end < len(self.rows) else self.ending))


def flow_of(page: str, styles: Iterable[str]) -> Flow | None:
    """The flow of a page of HTML with some style sheets, or None where it is to be set whole."""
    if "<style" in page or any(_hangs_together(_COMMENT.sub("", style)) for style in styles):
        return None
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    tree = html.document_fromstring(page, parser=parser)
    for unseen in tree.xpath("//@hidden/.."):
        unseen.drop_tree()
    rows = _rows_of(tree)
    if len(rows) < 2:
        return None
    frame = rows[0].getparent()
    assert frame is not None
    written = [html.tostring(row, encoding="unicode", with_tail=False) for row in rows]
    _put_mark(frame, rows)
    ending = _written(tree)
    opening, _, ending = ending.partition(_MARK)
    _leave_frames_alone(frame)
    reopening, _, closing = _written(tree).partition(_MARK)
    return Flow(opening, reopening, closing, ending, written)


def _hangs_together(style: str) -> bool:
    """Whether a style sheet looks at more than the row that it styles."""
    rules = _PAGE_RULE.sub("", style)
    selectors = re.sub(r"\{[^{}]*\}", "{}", rules)
    places = [match[1] or match[2] or "" for match in _BY_PLACE.finditer(selectors)]
    return (
        bool(_HANGS_TOGETHER.search(style) or _HEAD_RULE.search(rules) or "counter(" in rules)
        or not all(map(_IN_A_ROW.match, places))
        or not all(map(_SECTION.search, _BREAK.findall(rules)))
        or not _OWN_STRINGS.issuperset(name for text in _sets(style) for name in _STRING.findall(text))
    )


def _sets(style: str) -> list[str]:
    """What a style sheet says of named strings."""
    return re.findall(r"string-set\s*:[^;}]*", style)


def _rows_of(tree: HtmlElement) -> list[HtmlElement]:
    """The sections of a page, or the bodies of its one table."""
    main = next(tree.iter("main"), None)
    sections = [] if main is None else [child for child in main if child.tag == "section"]
    if len(sections) > 1:
        return sections if len(main) == len(sections) else []  # type: ignore[arg-type]
    tables = [table for table in tree.iter("table") if not any(table.iterancestors("table"))]
    return tables[0].findall("tbody") if len(tables) == 1 else []


def _put_mark(frame: HtmlElement, rows: Sequence[HtmlElement]) -> None:
    """Mark where the rows stood, and the frames around them."""
    mark = html.HtmlComment("rows")
    rows[0].addprevious(mark)
    for row in rows:
        frame.remove(row)
    for head in frame.findall("thead"):
        head.set(HEAD, "")
    frames = [frame, *(element for element in frame.iterancestors() if element.tag not in ("body", "html"))]
    for depth, element in enumerate(reversed(frames)):
        element.set(FRAME, str(depth))


def _leave_frames_alone(frame: HtmlElement) -> None:
    """Take out what stands beside the frames: titles before them, notes after them."""
    element = frame
    while (around := element.getparent()) is not None and element.tag != "body":
        for beside in [child for child in around if child is not element]:
            around.remove(beside)
        element = around


def _written(tree: HtmlElement) -> str:
    return html.tostring(tree, encoding="unicode", doctype="<!doctype html>")


def _numbered(row: str, number: int) -> str:
    """A row with its number as an attribute of its element."""
    name = re.match(r"<\w+", row)
    assert name is not None
    return f'{name[0]} {ROW}="{number}"{row[name.end() :]}'
