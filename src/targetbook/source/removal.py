"""Where an entry stands in the text, with all that goes when it goes: its dash or comma, its line and the comment there."""

import re
from collections.abc import Iterator

from targetbook.problems import Place
from targetbook.source.nodes import Mapping, Node, Scalar
from targetbook.source.originals import Entry, Original

_DASH = re.compile(r"-[ \t\r\n]*\Z")
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(\r\n|\n|\r|\Z)")
_BREAK_AT_END = re.compile(r"(?:\r\n|\n|\r)\Z")
_COMMENT_LINE = re.compile(r"(?<=\n)[ \t]*#")
_WHITE = re.compile(r"[ \t\r\n]*")
_COMMA_AFTER = re.compile(r"[ \t\r\n]*,[ \t]*")
_COMMA_BEFORE = re.compile(r",[ \t\r\n]*\Z")
_NEAR = 400  # characters before an entry in which its dash or comma is looked for


def leaving(entry: Entry) -> Entry | None:
    """The entry that goes when one is taken away: with the last one of a map or list, what holds it goes too."""
    while len(entry.heads) == 1:
        if entry.outer is None:
            return None
        entry = entry.outer
    return entry


def place_to_remove(original: Original, entry: Entry) -> Place | None:
    """The stretch of text that goes with an entry that has siblings; None where it is written in a way not known here."""
    start, end = original.span(entry.head.place)
    end = max(end, _end_of(original, entry.value))
    if original.span(entry.value.place)[0] < start:
        return None  # an alias: where it ends is not known
    if entry.key is None and not entry.flow:
        dash = _DASH.search(original.text, max(0, start - _NEAR), start)
        if dash is None:
            return None
        start = dash.start()
    span = _in_brackets(original, start, end) if entry.flow else _in_lines(original, start, end, entry)
    if span is None or any(_has_comment_line(original, each) for each in _gaps(original, entry, span)):
        return None  # a comment on a line of its own is the author's, and stays
    return original.place(*span)


def _gaps(original: Original, entry: Entry, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """What of a stretch of text lies between its scalars: a # inside one is no comment."""
    start = span[0]
    for scalar in _scalars_in(entry.value):
        first, last = original.span(scalar.place)
        yield start, max(start, first)
        start = max(start, last)
    yield start, max(start, span[1])


def _scalars_in(node: Node) -> Iterator[Scalar]:
    """The scalars of a node, in the order of the text."""
    if isinstance(node, Scalar):
        yield node
        return
    for inner in (part for entry in node for part in entry) if isinstance(node, Mapping) else node.items:
        yield from _scalars_in(inner)


def _has_comment_line(original: Original, gap: tuple[int, int]) -> bool:
    return _COMMENT_LINE.search(original.text, *gap) is not None


def _end_of(original: Original, node: Node) -> int:
    """Where a node ends; a map over lines ends, to the parser, where the next token starts."""
    end = original.span(node.place)[1]
    while not isinstance(node, Scalar) and (inner := [*node] if isinstance(node, Mapping) else [*node.items]):
        if original.text[end - 1 : end] in ("]", "}"):
            return end
        last = inner[-1]
        node = last[1] if isinstance(last, tuple) else last
        end = original.span(node.place)[1]
    return end


def _in_lines(original: Original, start: int, end: int, entry: Entry) -> tuple[int, int] | None:
    text = original.text
    rest = _REST_OF_LINE.match(text, end)
    if rest is None:
        return None
    line = original.starts[original.place(start, start).line - 1]
    if not text[line:start].strip():
        return _whole_lines(text, line, rest)
    if entry.next_head is None:
        return None
    white = _WHITE.match(text, rest.end())
    return start, white.end() if white else rest.end()  # the next key follows the dash that this one stood behind


def _whole_lines(text: str, start: int, rest: re.Match[str]) -> tuple[int, int]:
    """Lines with their ends; the last line of a text without a line end takes the end of the line above."""
    if rest[1]:
        return start, rest.end()
    before = _BREAK_AT_END.search(text, max(0, start - 2), start)
    return before.start() if before else start, rest.end()


def _in_brackets(original: Original, start: int, end: int) -> tuple[int, int]:
    text = original.text
    if after := _COMMA_AFTER.match(text, end):
        line = original.starts[original.place(start, start).line - 1]
        rest = _REST_OF_LINE.match(text, after.end())
        return (line, rest.end()) if rest and rest[1] and not text[line:start].strip() else (start, after.end())
    before = _COMMA_BEFORE.search(text, max(0, start - _NEAR), start)
    return before.start() if before else start, end
