"""Bytes to text: UTF-8 and nothing else, and a problem that says what the bytes look like when they are not."""

import codecs
import re

from targetbook.problems import Place, Problem
from targetbook.source.lines import BOM, line_starts
from targetbook.source.scalars import FORBIDDEN

_WIDE = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_HAN = re.compile("[\u4e00-\u9fff]")


def text_of(data: str | bytes, file: str, problems: list[Problem]) -> str | None:
    """The file's text without its byte order mark, or None where it cannot be read as UTF-8.

    A character that may not stand in a file is reported and replaced by U+FFFD, so that no place after it moves.
    """
    text = data if isinstance(data, str) else _decoded(data, file, problems)
    if text is None:
        return None
    if text.startswith(BOM):
        problems.append(Problem("SRC004", "byte-order-mark", Place(file)))
        text = text[1:]
    if not FORBIDDEN.search(text):
        return text
    problems.extend(_forbidden(text, file))
    return FORBIDDEN.sub("\ufffd", text)


def _decoded(data: bytes, file: str, problems: list[Problem]) -> str | None:
    looks = next((name for mark, name in _WIDE if data.startswith(mark)), None)
    if looks is None:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            bad = error.start
        if b"\xed" in data[bad : bad + 1]:  # a surrogate written in UTF-8: a text still, with a character too many
            try:
                return data.decode("utf-8", "surrogatepass")
            except UnicodeDecodeError:
                pass
        looks, place = _looks_like(data), _place_of_byte(data, bad, file)
    else:
        place = Place(file)
    message = "not-utf-8-looks" if looks else "not-utf-8"
    problems.append(Problem("SRC003", message, place, {"encoding": looks, "file": file} if looks else {}))
    return None


def _looks_like(data: bytes) -> str | None:
    """The encoding that Chinese files have when they are not UTF-8, if the bytes read well in it."""
    if data[:1000].count(0) * 3 > len(data[:1000]):
        return "UTF-16"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return "GB18030" if len(_HAN.findall(text)) * 2 > sum(character > "\x7f" for character in text) else None


def _place_of_byte(data: bytes, offset: int, file: str) -> Place:
    before = data[:offset].decode("utf-8").removeprefix(BOM)
    line = len(line_starts(before))
    column = len(before) - line_starts(before)[-1] + 1
    return Place(file, line, column, line, column + 1)


def _forbidden(text: str, file: str) -> list[Problem]:
    """One problem for each character that may not stand here, at its first place, saying how often it occurs."""
    counts: dict[str, int] = {}
    firsts: dict[str, Problem] = {}
    starts = line_starts(text)
    line = 0
    for found in FORBIDDEN.finditer(text):
        slug, name = character_slug(found[0])
        counts[name] = counts.get(name, 0) + 1
        if name in firsts:
            continue
        while line + 1 < len(starts) and starts[line + 1] <= found.start():
            line += 1
        column = found.start() - starts[line] + 1
        firsts[name] = Problem("SRC005", slug, Place(file, line + 1, column, line + 1, column + 1))
    return [
        Problem("SRC005", problem.message, problem.place, {"character": name, "count": str(counts[name])})
        for name, problem in firsts.items()
    ]


def character_slug(character: str) -> tuple[str, str]:
    """The message for a character that may not stand in a file, and the name to call it by."""
    if "\ud800" <= character <= "\udfff":
        return "lone-surrogate", "U+D800–U+DFFF"
    if character in "\u2028\u2029\x85\ufeff":
        return "invisible-character", f"U+{ord(character):04X}"
    return "control-character", f"U+{ord(character):04X}"
