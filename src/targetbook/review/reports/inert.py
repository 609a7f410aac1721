"""Text of a record, written so that it does nothing in a comment on GitHub or GitLab: it is read, and that is all.

Characters that mean something in Markdown or HTML are written as entities, which hold in a table, a list and a fold alike.
The hosts look for mentions, references and addresses in what comes out after that, so these are broken by a space of no
width, as other bots do.
"""

import re

from targetbook.check.text import printable

_BREAK = "\u200b"
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[&<>\"'`*_~|\\$\[\]{}]")
_LIVE = re.compile(
    r"(?<=@)"  # a mention, an address of mail
    r"|(?<=[#!~$&^%])(?=[A-Za-z0-9_\"'{])"  # references: #12, !12, ~label, %milestone
    r"|(?<=\bGH-)(?=[0-9])"
    r"|(?<=:)(?=//|[A-Za-z+-][A-Za-z0-9_+-]*:)"  # an address, :emoji:
    r"|(?<=\bwww)(?=\.)"
    r"|(?<=[\[{])(?=[+-])",  # GitLab's {+ added +}
    re.IGNORECASE,
)


def inert(text: str, most: int = 300) -> str:
    """A text in one line, cut with … after so many characters."""
    line = printable(_SPACES.sub(" ", text if len(text) <= most else f"{text[:most]}…"))
    return _MARKS.sub(lambda mark: f"&#{ord(mark[0])};", _LIVE.sub(_BREAK, line))
