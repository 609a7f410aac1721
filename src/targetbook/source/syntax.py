"""What the parser's errors mean to the author: which message, and the place where the mend is to be made."""

import re

from yaml.error import Mark, MarkedYAMLError

from targetbook.problems import Place, Problem
from targetbook.source.composer import DEPTH

_CONFLICT = re.compile(r"<{7} |={7}$|>{7} ")
_WIDE_SPACE = re.compile(r"(?:^[ -]*|: *)([\u3000\u00a0])")
_DASH_WITHOUT_SPACE = re.compile(r" *(-)[^\s\-\d.][^:]*:")
_FULL_WIDTH_COLON = re.compile(r"\s*(?:- +)?[\w.-]+(：)")
_COLON_WITHOUT_SPACE = re.compile(r"\s*(?:- +)?[\w.-]+(:)[^\s:/]")
_TAB_INDENT = re.compile(r"[ ]*\t\s*\S")


def explained(error: MarkedYAMLError, file: str, lines: list[str]) -> Problem:
    """The problem that a parser's error stands for, in words of ours; both parsers' wordings are known here."""
    said = f"{error.context or ''} {error.problem or ''}".lower()
    here = error.problem_mark or error.context_mark
    opened = error.context_mark or here
    if here is None or opened is None:
        return Problem("SRC001", "syntax", Place(file), {"detail": said.strip()})
    code, slug, place, values = _meaning(said, _At(file, lines, here), _At(file, lines, opened))
    return Problem(code, slug, place, values)


class _At:
    """A mark in the text, and what stands there."""

    def __init__(self, file: str, lines: list[str], mark: Mark) -> None:
        self.file = file
        self.lines = lines
        self.row = min(mark.line, len(lines) - 1)
        self.text = lines[self.row]
        self.column = mark.column if self.row == mark.line else len(self.text)
        self.character = self.text[self.column : self.column + 1]

    @property
    def is_first_in_line(self) -> bool:
        return not self.text[: self.column].strip(" -")

    @property
    def is_at_end(self) -> bool:
        return not any(line.strip() for line in (self.text[self.column :], *self.lines[self.row + 1 :]))

    def place(self, row: int | None = None, column: int | None = None, length: int = 1) -> Place:
        line = (self.row if row is None else row) + 1
        start = (self.column if column is None else column) + 1
        return Place(self.file, line, start, line, start + length)


_CLOSING = {"[": "]", "{": "}"}
_Meaning = tuple[str, str, Place, dict[str, str]]


def _meaning(said: str, here: _At, opened: _At) -> _Meaning:
    """The first of the families of errors that knows this one."""
    return (
        _of_lines(here, opened)
        or _of_characters(said, here, opened)
        or _of_brackets_and_quotes(said, here, opened)
        or _of_keys(said, here, opened)
        or _of_structure(said, here)
        or ("SRC001", "syntax", here.place(), {"detail": said.strip()})
    )


def _of_lines(here: _At, opened: _At) -> _Meaning | None:
    """What a line shows by itself, whatever the parser made of it: the nearest above the place where it gave up."""
    for row in range(here.row, -1, -1):
        line = here.lines[row]
        if _CONFLICT.match(line):
            return "SRC001", "conflict", here.place(row, 0, 7), {}
        if found := _WIDE_SPACE.search(line):
            return "SRC001", "wide-space", here.place(row, found.start(1)), {"code": f"U+{ord(found[1]):04X}"}
        if row >= min(opened.row, here.row) - 1 and (found := _DASH_WITHOUT_SPACE.match(line)):
            return "SRC001", "dash-space", here.place(row, found.start(1)), {}
    return None


def _of_characters(said: str, here: _At, opened: _At) -> _Meaning | None:
    if here.character == "\t" and ("cannot start" in said or "tab" in said):
        count = sum(_TAB_INDENT.match(line) is not None for line in here.lines)
        return "SRC002", "tab", here.place(), {"count": str(max(count, 1))}
    if "cannot start any token" in said:
        return "SRC001", "indicator", here.place(), {"character": here.character}
    if any(part in said for part in ("alphabetic or numeric", "an alias", "an anchor", "block scalar")):
        return "SRC001", "indicator", opened.place(), {"character": opened.character}
    if "node content" in said and here.character and here.character in "]},":
        return "SRC001", "indicator", here.place(), {"character": here.character}
    if "unicode character escape" in said:
        return "SRC005", "escaped-character", opened.place(), {"character": "U+D800–U+DFFF"}
    if "escape" in said:
        column = here.column if here.character == "\\" else here.column - 1  # the parsers differ by one
        return "SRC001", "escape", here.place(column=max(column, 0)), {}
    if "a tag" in said or "tag handle" in said:
        return "SRC014", "tag", opened.place(), {"tag": opened.text[opened.column :].split(" ")[0] or "!"}
    return None


def _of_brackets_and_quotes(said: str, here: _At, opened: _At) -> _Meaning | None:
    if "quoted scalar" in said:
        return "SRC001", "unclosed-quote", opened.place(), {"quote": opened.character}
    if "nesting depth" in said or "maximum depth" in said:
        return "SRC007", "too-deep", here.place(column=_too_deep_at(here.text, here.column)), {"limit": str(DEPTH)}
    if "flow sequence" in said or "flow mapping" in said:
        closing = "]" if "sequence" in said else "}"
        opening = "[" if "sequence" in said else "{"
        if here.is_at_end or here.row != opened.row:
            return "SRC001", "unclosed-bracket", opened.place(), {"opening": opening, "closing": closing}
        return "SRC001", "comma", here.place(), {"closing": closing}
    if "flow node" in said and (bracket := _last_bracket(here)):
        row, column, opening = bracket
        return "SRC001", "unclosed-bracket", here.place(row, column), {"opening": opening, "closing": _CLOSING[opening]}
    return None


def _last_bracket(here: _At) -> tuple[int, int, str] | None:
    """The row, the column and the kind of the bracket that ends the last line with anything in it, above a place."""
    for row in range(here.row - (0 if here.is_at_end else 1), -1, -1):
        line = here.lines[row][: here.column if row == here.row else None].rstrip()
        if line and not line.lstrip().startswith("#"):
            return (row, len(line) - 1, line[-1]) if line[-1] in _CLOSING else None
    return None


def _too_deep_at(line: str, column: int) -> int:
    """Where a line goes too deep: libyaml stops a thousand brackets into it, before it tells of the first."""
    brackets = [at for at, character in enumerate(line) if character in "[{"]
    return brackets[DEPTH] if len(brackets) > DEPTH else column


def _of_keys(said: str, here: _At, opened: _At) -> _Meaning | None:
    if not ("simple key" in said or "mapping values are not allowed" in said):
        return None
    first = min(opened.row, here.row)
    for row in range(max(first - 1, 0), here.row + 1):
        if found := _FULL_WIDTH_COLON.match(here.lines[row]):
            return "SRC001", "full-width-colon", here.place(row, found.start(1)), {}
        if found := _COLON_WITHOUT_SPACE.match(here.lines[row]):
            return "SRC001", "colon-space", here.place(row, found.start(1)), {}
    if "mapping values" in said:
        before = here.text[: here.column]
        if ":" in before:
            return "SRC001", "colon-in-value", here.place(), {}
        return "SRC001", "key-under-value", here.place(), {}
    return "SRC001", "no-colon", opened.place(length=len(opened.text[opened.column :].rstrip()) or 1), {}


def _of_structure(said: str, here: _At) -> _Meaning | None:
    if here.is_first_in_line and here.row and here.lines[here.row - 1].startswith("..."):
        return "SRC013", "several-documents", here.place(), {}
    if here.is_first_in_line and here.character == ":":
        return "STR004", "key-empty", here.place(), {}
    if "sequence entries are not allowed" in said:
        return "SRC001", "list-on-key-line", here.place(), {}
    if "block mapping" in said or "block collection" in said or "document start" in said:
        return "SRC001", "indentation" if here.is_first_in_line else "after-value", here.place(), {}
    return None
