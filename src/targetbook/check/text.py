"""Problems as a compiler prints them: what is wrong and where, the line itself, and the mend beside the carets."""

from collections.abc import Callable, Iterable

from rich.cells import cell_len
from rich.text import Text

from targetbook.check.citing import ground_line, ground_of
from targetbook.check.rule import RULES
from targetbook.check.wrapping import wrapped
from targetbook.messages import Message, say
from targetbook.problems import Place, Problem, Severity
from targetbook.source.lines import lines_of

WIDTH = 120  # cells of a line that can be broken or cut
NARROW = 80  # cells, below which nothing is broken: a narrower terminal does it itself
FIXABLE = "[*]"
"""Marks what `--fix` would mend."""
_BEFORE = 40  # cells that a cut line keeps before the place

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.ADVICE: "bold cyan"}
_EDGE = "blue"
_GREY = "bright_black"


def report(
    problems: Iterable[Problem],
    language: str,
    read_text: Callable[[str], str | None],
    colour: bool = False,
    *,
    width: int = WIDTH,
    unsafe: bool = False,
) -> str:
    """The problems one after another, in the order given, each with its line of the file where there is one.

    Why a rule matters is told once, with the first of its findings.

    Args:
        language: en or zh.
        read_text: gives the text of a file of the book by its path, None where it cannot be read.
        colour: whether to write ANSI colours; nothing in a file can write any of its own.
        width: cells of a line; what a finding is, in its first line, is never broken.
        unsafe: whether unsafe fixes are marked as fixable too.
    """
    lines: dict[str, list[str]] = {}
    explained: set[str] = set()
    printed = []
    for problem in problems:
        file = problem.place.file
        if file not in lines:
            text = read_text(file)
            lines[file] = [] if text is None else lines_of(text)
        finding = _finding(problem, say(problem, language), lines[file], width, unsafe)
        if problem.code not in explained:
            _append_why(finding, problem, language, width)
            explained.add(problem.code)
        printed.append(_ansi(finding) if colour else finding.plain)
    return "".join(printed)


def mark_of(problem: Problem, *, unsafe: bool = False) -> str:
    """` [*]` where the fix of a finding would be applied, else nothing."""
    return f" {FIXABLE}" if problem.fix and (problem.fix.safe or unsafe) else ""


def _finding(problem: Problem, message: Message, lines: list[str], width: int, unsafe: bool) -> Text:
    style = _COLOURS[problem.severity]
    text = Text(f"{printable(str(problem.place))}: ")
    text.append(f"{message.severity}[{problem.code}]", style)
    text.append(mark_of(problem, unsafe=unsafe), "bold green")
    text.append(f": {printable(message.says)}\n", "bold")
    number = problem.place.line
    if number <= len(lines) and lines[number - 1].strip():
        _append_excerpt(text, problem.place, lines[number - 1], printable(message.mend), style, width)
    else:
        _append_note(text, " " * len(str(number)), printable(message.mend), "", width)
    return text


def _append_excerpt(text: Text, place: Place, line: str, mend: str, style: str, width: int) -> None:
    gutter = str(place.line)
    blank = " " * len(gutter)
    shown, before, carets = excerpt(line, place, width - len(f"{gutter} | "))
    text.append(f"{blank} |\n{gutter} | ", _EDGE)
    text.append(f"{shown}\n")
    text.append(f"{blank} | ", _EDGE)
    text.append(" " * before)
    fits = len(f"{blank} | ") + before + carets + 1 + cell_len(mend) <= width
    text.append("^" * carets, style)
    text.append(f" {mend}".rstrip() + "\n" if fits else "\n", style)
    if not fits:
        _append_note(text, blank, mend, style, width)


def _append_note(text: Text, blank: str, note: str, style: str, width: int) -> None:
    """A note under an excerpt, broken where it is too long for one line."""
    edge = f"{blank} = "
    for number, line in enumerate(wrapped(note, width - len(edge))):
        text.append(" " * len(edge) if number else edge, _EDGE)
        text.append(f"{line}\n", style)


def _append_why(text: Text, problem: Problem, language: str, width: int) -> None:
    """The reading's own errors are plain: that a file must be well-formed needs no document."""
    if problem.code in RULES and not RULES[problem.code].fixed and (ground := ground_of(problem, language)):
        _append_note(text, " " * len(str(problem.place.line)), printable(ground_line(ground, language)), _GREY, width)


def excerpt(line: str, place: Place, width: int = WIDTH) -> tuple[str, int, int]:
    """A line as shown, the cells before the place, and the cells that the place takes.

    A place over several lines ends with the first. A long line is cut round the place, and … stands for the rest.
    """
    start = min(place.column - 1, len(line))
    end = len(line) if place.end_line > place.line else min(place.end_column - 1, len(line))
    before, marked, after = map(printable, (line[:start], line[start : max(start, end)], line[max(start, end) :]))
    if cell_len(before + marked + after) > width:
        before = _cut_left(before, max(_BEFORE, width - cell_len(marked + after)))
        marked = _cut_right(marked, width - cell_len(before))
        after = _cut_right(after, width - cell_len(before + marked))
    return (before + marked + after).rstrip(), cell_len(before), max(cell_len(marked), 1)


def _cut_right(text: str, cells: int) -> str:
    if cell_len(text) <= cells:
        return text
    kept, width = [], 1
    for character in text:
        width += cell_len(character)
        if width > cells:
            break
        kept.append(character)
    return "".join(kept) + "…" if cells > 0 else ""


def _cut_left(text: str, cells: int) -> str:
    return text if cell_len(text) <= cells else _cut_right(text[::-1], cells)[::-1]


def printable(text: str) -> str:
    """The text with nothing in it that moves a terminal's cursor, changes its colours or turns its lines round."""
    if text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character == "\t":
        return " "
    if character.isprintable() or character in "\u3000\xa0":
        return character
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _ansi(text: Text) -> str:
    from rich.console import Console

    console = Console(color_system="standard", force_terminal=True, no_color=False, width=1_000_000, highlight=False)
    with console.capture() as capture:
        console.print(text, end="", soft_wrap=True)
    return capture.get()
