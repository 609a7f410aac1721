"""Text as WordprocessingML: runs and paragraphs, and the escaping that all of a Word file's parts share.

Rows and paragraphs are built as text and written as they are: making an element of each would take six times as long and
twenty times the memory. What is written is what lxml would write for it.
"""

import re
from functools import cache

from targetbook.layout import LANGUAGE_TAGS

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_UNCARRIED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT, _IN_VALUE = re.compile("[&<>\r]"), re.compile('[&<>"\t\n\r]')
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": " ", "\n": " ", "\r": " "}
_TAGS = {**LANGUAGE_TAGS, "en": "en-US"}  # Word spells the English of a country, not English as such
_EAST_ASIAN = ("zh", "ja", "ko")


def clean(text: str) -> str:
    """The text with a replacement character for each that XML cannot carry."""
    return _UNCARRIED.sub("\N{REPLACEMENT CHARACTER}", text)


def content(text: str) -> str:
    """The text escaped for an element."""
    return _IN_TEXT.sub(_escaped, clean(text))


def attribute(text: str) -> str:
    """An attribute's value with its quotes; white space in it is a space, as XML has it."""
    return f'"{_IN_VALUE.sub(_escaped, clean(text))}"'


def _escaped(unsafe: re.Match[str]) -> str:
    return _ESCAPED[unsafe[0]]


def language_tag(language: str) -> str:
    """Word's tag of a record's language key: `zh-CN` for `zh`."""
    return _TAGS.get(language, language)


def language_xml(language: str) -> str:
    """`w:lang` of a run: `w:eastAsia` is the language of its Chinese characters, `w:val` of Latin letters and figures.

    Figures in Chinese text have no Latin language: a reader reads on in Chinese, and LibreOffice, told that they are
    Chinese, would break a line within a number.
    """
    if language in _EAST_ASIAN:
        return f'<w:lang w:val="x-none" w:eastAsia="{language_tag(language)}"/>'
    return f'<w:lang w:val={attribute(language_tag(language))} w:eastAsia="zh-CN"/>'


def run_xml(inner: str, language: str, style: str | None = None) -> str:
    """A run round `inner` (texts, breaks, tabs). In Chinese, marks of both scripts (“ ” … —) are set full width."""
    return f"<w:r>{_run_properties(language, style)}{inner}</w:r>"


@cache
def _run_properties(language: str, style: str | None) -> str:
    styled = f'<w:rStyle w:val="{style}"/>' if style else ""
    hint = '<w:rFonts w:hint="eastAsia"/>' if language == "zh" else ""
    return f"<w:rPr>{styled}{hint}{language_xml(language)}</w:rPr>"


def text_xml(text: str) -> str:
    """The text of a run; a new line in it is a break within the paragraph."""
    return "<w:br/>".join(map(_line_xml, content(text).split("\n")))


def _line_xml(line: str) -> str:
    return f'<w:t xml:space="preserve">{line}</w:t>' if line else '<w:t xml:space="preserve"/>'


def field_xml(instruction: str, language: str) -> str:
    """A field (`PAGE`, `NUMPAGES`) that Word computes; 1 stands there until it has."""
    return f'<w:fldSimple w:instr=" {instruction} ">{run_xml(text_xml("1"), language)}</w:fldSimple>'


def paragraph_xml(runs: str, style: str | None = None, properties: str = "") -> str:
    """A paragraph; `properties` are its own beside its style's, in the order of Word's schema."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    own = f"<w:pPr>{styled}{properties}</w:pPr>" if styled or properties else "<w:pPr/>"
    return f"<w:p>{own}{runs}</w:p>"
