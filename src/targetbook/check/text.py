"""Problems as a compiler prints them: what is wrong and where, the line itself, and the mend beside the carets."""

from collections.abc import Callable, Iterable

from rich.cells import cell_len
from rich.text import Text

from targetbook.messages import Message, say
from targetbook.problems import Place, Problem, Severity
from targetbook.source.lines import lines_of

WIDTH = 120  # cells of an excerpt
_BEFORE = 40  # cells that a cut line keeps before the place

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.ADVICE: "bold cyan"}
_EDGE = "blue"


def report(
    problems: Iterable[Problem], language: str, read_text: Callable[[str], str | None], colour: bool = False
) -> str:
    """The problems one after another, in the order given, each with its line of the file where there is one.

    Args:
        language: en or zh.
        read_text: gives the text of a file of the book by its path, None where it cannot be read.
        colour: whether to write ANSI colours; nothing in a file can write any of its own.
    """
    lines: dict[str, list[str]] = {}
    printed = []
    for problem in problems:
        file = problem.place.file
        if file not in lines:
            text = read_text(file)
            lines[file] = [] if text is None else lines_of(text)
        printed.append(_printed(problem, say(problem, language), lines[file], colour))
    return "".join(printed)


def _printed(problem: Problem, message: Message, lines: list[str], colour: bool) -> str:
    style = _COLOURS[problem.severity]
    text = Text(f"{_safe(str(problem.place))}: ")
    text.append(f"{message.severity}[{problem.code}]", style)
    text.append(f": {_safe(message.says)}\n", "bold")
    number = problem.place.line
    if number <= len(lines) and lines[number - 1].strip():
        _append_excerpt(text, problem.place, lines[number - 1], _safe(message.mend), style)
    elif message.mend:
        text.append("  = ", _EDGE)
        text.append(f"{_safe(message.mend)}\n")
    return _ansi(text) if colour else text.plain


def _append_excerpt(text: Text, place: Place, line: str, mend: str, style: str) -> None:
    shown, before, carets = excerpt(line, place)
    gutter = str(place.line)
    blank = " " * len(gutter)
    text.append(f"{blank} |\n{gutter} | ", _EDGE)
    text.append(f"{shown}\n")
    text.append(f"{blank} | ", _EDGE)
    text.append(" " * before)
    text.append("^" * carets, style)
    text.append(f" {mend}".rstrip() + "\n", style)


def excerpt(line: str, place: Place) -> tuple[str, int, int]:
    """A line as shown, the cells before the place, and the cells that the place takes.

    A place over several lines ends with the first. A long line is cut round the place, and … stands for the rest.
    """
    start = min(place.column - 1, len(line))
    end = len(line) if place.end_line > place.line else min(place.end_column - 1, len(line))
    before, marked, after = map(_safe, (line[:start], line[start : max(start, end)], line[max(start, end) :]))
    if cell_len(before + marked + after) > WIDTH:
        before = _cut_left(before, max(_BEFORE, WIDTH - cell_len(marked + after)))
        marked = _cut_right(marked, WIDTH - cell_len(before))
        after = _cut_right(after, WIDTH - cell_len(before + marked))
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


def _safe(text: str) -> str:
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
