"""A scalar as it is written, character by character: so that a new value moves no more of it than it must."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from yaml.scanner import Scanner

from targetbook.source.nodes import Scalar
from targetbook.source.scalars import escaped, is_plain, kind_of, needs_escape, quote

_BREAK = r"(?:\r\n|\n|\r)"
_FOLD = rf"(?<![ \t])[ \t]*{_BREAK}[ \t\r\n]*"
_ESCAPE = rf"\\x[0-9A-Fa-f]{{2}}|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}}|\\{_BREAK}[ \t]*|\\."
_TOKENS = {
    "": re.compile(rf"{_FOLD}|.", re.DOTALL),
    "'": re.compile(rf"''|{_FOLD}|.", re.DOTALL),
    '"': re.compile(rf"{_ESCAPE}|{_FOLD}|.", re.DOTALL),
}
_BREAKS = re.compile(_BREAK)
_PROPERTIES = re.compile(r"(?:[&!]\S*[ \t]+)*")
_LINE = re.compile(r"[^\r\n]+")
_NUMBER_OR_DAY = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST_COMPARED = 4_000_000  # pairs of characters that are held against each other to find what differs

_Piece = tuple[int, int, str]  # start and end in the written scalar, and what stands there once it is read


def respelled(written: str, scalar: Scalar, text: str, flow: bool) -> Iterator[tuple[str, str]]:
    """Ways to write another text in place of a scalar, the one that changes least first, each with what it says.

    It keeps the scalar's anchor, its quotes where the text can stand in them, and the spelling of all characters that
    stay. The line ends that close a text under | or > stay too, as long as it is written there; an edit leaves them out.
    A way is not sure to be read back as the text, where lines are folded or indented: who uses it reads it.
    Where nothing is written, or it says the text already, there is none.

    Args:
        written: the scalar as it stands in the file.
        flow: whether it stands inside brackets.
    """
    body = _body(written)
    head = written[: len(written) - len(body)]
    style = body[:1] if body[:1] in ("'", '"', "|", ">") else ""
    ends = scalar.text[len(scalar.text.rstrip("\n")) :] if style in ("|", ">") and not text.endswith("\n") else ""
    says_so = text + ends == scalar.text and scalar.kind not in ("bool", "null")  # of these it is wanted in quotes
    if not body or says_so:
        return
    spliced = _spliced(body, style, scalar, text + ends, flow)
    if spliced is not None:
        yield head + spliced, text + ends
    yield head + _anew(style, scalar, text, flow), text


def _body(written: str) -> str:
    """The scalar without its anchor and tag."""
    found = _PROPERTIES.match(written)
    return written[found.end() :] if found else written


def _anew(style: str, scalar: Scalar, text: str, flow: bool) -> str:
    """The whole scalar on one line, in the quotes that it had where they can hold it."""
    if style == "'" and not needs_escape(text):
        return "'" + text.replace("'", "''") + "'"
    if style == '"':
        return '"' + "".join(map(escaped, text)) + '"'
    stays_plain = style == "" and "\n" not in text and _stays_plain(scalar, text, flow)
    return text if stays_plain else quote(text, flow)


def _stays_plain(scalar: Scalar, text: str, flow: bool) -> bool:
    """Whether a text may follow a plain scalar without quotes: what was a number stays one; the same text wants quotes."""
    same_kind = kind_of(text) == scalar.kind != "str" or _NUMBER_OR_DAY.fullmatch(text) is not None
    return is_plain(text.replace("\n", " "), flow) or (same_kind and text != scalar.text)


def _spliced(body: str, style: str, scalar: Scalar, text: str, flow: bool) -> str | None:
    """The written scalar with only those characters changed that differ, or None where they cannot be found in it."""
    if needs_escape(text.replace("\n", "")) and style != '"':
        return None
    if style == "" and not _stays_plain(scalar, text, flow):
        return None
    differences = _differences(scalar.text, text)
    changed = sum(max(end - start, len(new)) for start, end, new in differences)
    if _BREAKS.search(body) and changed * 2 > len(scalar.text):
        return None
    starts, ends = _bounds(
        _block_pieces(body, scalar.text) if style in ("|", ">") else _pieces(body, style, scalar.text)
    )
    parts: list[str] = []
    done = 0
    for start, end, new in differences:
        first = starts.get(start) if end > start else ends.get(start, starts.get(start))
        last = ends.get(end) if end > start else first
        if first is None or last is None or ("\n" in new and style != '"'):
            return None
        parts += body[done:first], _spelled(new, style)
        done = last
    return "".join((*parts, body[done:]))


def _spelled(text: str, style: str) -> str:
    if style == "'":
        return text.replace("'", "''")
    return "".join(map(escaped, text)) if style == '"' else text


def _differences(old: str, new: str) -> list[tuple[int, int, str]]:
    """What differs: a stretch of the old text, and what stands there in the new one."""
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - head) if old[-1 - n] != new[-1 - n]), shorter - head)
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(before) * len(after) > _MOST_COMPARED:
        return [(head, head + len(before), after)]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [(head + i, head + j, after[k:n]) for tag, i, j, k, n in matcher.get_opcodes() if tag != "equal"]


def _bounds(pieces: list[_Piece]) -> tuple[dict[int, int], dict[int, int]]:
    """Where, in the written scalar, a piece starts and ends, by the offset in the text; a piece without text is neither."""
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    at = 0
    for start, end, text in pieces:
        starts[at] = start
        at += len(text)
        ends.setdefault(at, end)
    return starts, ends


def _pieces(body: str, style: str, text: str) -> list[_Piece]:
    """A plain or quoted scalar in pieces; none where they do not make up its text."""
    tokens = _TOKENS[style].finditer(body, len(style), len(body) - len(style))
    pieces = [(found.start(), found.end(), _read(found[0], style)) for found in tokens]
    return pieces if "".join(piece[2] for piece in pieces) == text else []


def _read(token: str, style: str) -> str:
    """What a piece stands for."""
    if style == '"' and token[0] == "\\":
        if token[1] in "\r\n":
            return ""
        return chr(int(token[2:], 16)) if len(token) > 2 else Scanner.ESCAPE_REPLACEMENTS.get(token[1], "")
    if breaks := len(_BREAKS.findall(token)):
        return "\n" * (breaks - 1) or " "
    return "'" if style == "'" and token == "''" else token


def _block_pieces(body: str, text: str) -> list[_Piece]:
    """A scalar under | or > in pieces: the characters of each line, and what stands between two lines as one piece."""
    lines = [line for line in _LINE.finditer(body) if line[0].strip(" \t")]
    first = next((line for line in text.split("\n") if line.strip(" \t")), None)
    if first is None or len(lines) < 2:
        return []
    indent = _leading(lines[1][0]) - _leading(first)
    pieces: list[_Piece] = []
    at, done = 0, lines[0].end()
    for line in lines[1:]:
        start = line.start() + indent
        content = body[start : line.end()]
        gap = _gap(text, at, content)
        if gap is None or (pieces and not gap):
            return []
        if gap:
            pieces.append((done, start, text[at : at + gap]))
        pieces += [(start + n, start + n + 1, character) for n, character in enumerate(content)]
        at += gap + len(content)
        done = line.end()
    return pieces if not text[at:].strip("\n") else []


def _leading(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _gap(text: str, at: int, content: str) -> int | None:
    """How much white space stands before a line's content in the text."""
    gap = 0
    while not text.startswith(content, at + gap):
        if text[at + gap : at + gap + 1] not in (" ", "\n", "\t"):
            return None
        gap += 1
    return gap
