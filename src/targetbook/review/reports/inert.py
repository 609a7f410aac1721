"""Text of a record, written so that it does nothing in a comment on GitHub or GitLab: it is read, and that is all.

Characters that mean something in Markdown or HTML are written as entities, which hold in a table, a list and a fold alike.
The hosts look for mentions, references and addresses in what comes out after that, so these are broken by a space of no
width, as other bots do.
"""

import re
from urllib.parse import quote, urlsplit

from targetbook.check.text import printable

LONGEST = 1_000
"""Characters of an address, as it is written down."""

_BREAK = "\u200b"
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[&<>\"'`*_~|\\$\[\]{}]")
_HOST = re.compile(r"[0-9a-z._:-]+")
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LIVE = re.compile(
    r"(?<=@)"  # a mention, an address of mail
    r"|(?<=[#!~$&^%])(?=[A-Za-z0-9_\"'{])"  # references: #12, !12, ~label, %milestone
    r"|(?<=\bG[HL]-)(?=[0-9])"
    r"|(?<=:)(?=//|[A-Za-z+-][A-Za-z0-9_+-]*:)"  # an address, :emoji:
    r"|(?<=\bwww)(?=\.)"
    r"|(?<=[\[{])(?=[+-])",  # GitLab's {+ added +}
    re.IGNORECASE,
)


def inert(text: str, most: int = 300) -> str:
    """A text in one line, cut with … after so many characters."""
    line = printable(_SPACES.sub(" ", text if len(text) <= most else f"{text[:most]}…"))
    return _MARKS.sub(lambda mark: f"&#{ord(mark[0])};", _LIVE.sub(_BREAK, line))


def value(text: str) -> str:
    """A value in a table or a list: a dash where a version says nothing."""
    return inert(text) or "—"


def address(link: str) -> str:
    """An address of the web with all encoded that an address cannot hold; what is encoded already stays as it is.

    Raises:
        ValueError: it has another scheme than http or https, no host, a user's name, control characters, or is too long.
    """
    given = urlsplit(link)
    host = (given.hostname or "").encode("idna").decode("ascii")
    if (
        given.scheme not in ("http", "https")
        or "@" in given.netloc
        or not _HOST.fullmatch(host)
        or printable(link) != link
    ):
        raise ValueError(link)
    place = (f"[{host}]" if ":" in host else host) + (f":{given.port}" if given.port else "")
    rest = _STRAY.sub("%25", link.partition("://")[2].removeprefix(given.netloc))
    encoded = f"{given.scheme}://{place}{quote(rest, safe='/?#@:!$&()*+,;=%~')}"
    if len(encoded) > LONGEST:
        raise ValueError(link)
    return encoded
