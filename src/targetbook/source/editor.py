"""Edits of a text by place: what an edit names is replaced, and no other byte moves."""

from collections.abc import Iterable

from targetbook.problems import Place
from targetbook.source.lines import line_starts


def replace(text: str, edits: Iterable[tuple[Place, str]]) -> str:
    """The text with every place replaced by its new text; a place without length inserts, in the order given.

    Raises ValueError where two edits overlap or a place is not in the text.
    """
    starts = line_starts(text)
    spans = sorted(((*_span(text, starts, place), new) for place, new in edits), key=lambda span: span[:2])
    pieces: list[str] = []
    done = 0
    for start, end, new in spans:
        if start < done:
            raise ValueError("two edits overlap")
        pieces += text[done:start], new
        done = end
    return "".join((*pieces, text[done:]))


def text_at(text: str, place: Place) -> str:
    """What stands at a place, as it is written."""
    start, end = _span(text, line_starts(text), place)
    return text[start:end]


def _span(text: str, starts: list[int], place: Place) -> tuple[int, int]:
    start = _offset(text, starts, place.line, place.column)
    end = _offset(text, starts, place.end_line, place.end_column)
    if start > end:
        raise ValueError(f"{place} ends before it starts")
    return start, end


def _offset(text: str, starts: list[int], line: int, column: int) -> int:
    if not (1 <= line <= len(starts) and column >= 1):
        raise ValueError(f"line {line}, column {column} is not in the text")
    offset = starts[line - 1] + column - 1
    if offset > (starts[line] if line < len(starts) else len(text)):
        raise ValueError(f"line {line} has no column {column}")
    return offset
