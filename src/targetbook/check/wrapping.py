"""Breaking a line of Chinese and English: at spaces, and between Chinese characters, but never before a closing mark."""

import re
from collections.abc import Iterator

from rich.cells import cell_len

_CLOSING = "，。；：、！？）》〉」』】〕”’…%"
_OPENING = "（《〈「『【〔“‘"
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_PIECE = re.compile(rf"[{_OPENING}]*(?:[{_WIDE}]|[^\s{_WIDE}{_CLOSING}{_OPENING}]+|.)[{_CLOSING}]*\s*")
"""What stays together: a Chinese character or a word, with the marks that open before it and close after it."""


def wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of a text, none wider than `width` cells but where one piece alone is; nothing for an empty text."""
    line = ""
    for piece in _PIECE.findall(text):
        if line and cell_len(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece
    if line.strip():
        yield line.rstrip()
