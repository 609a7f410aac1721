"""Lines as YAML and editors count them: a line ends at LF, CRLF or CR, and nowhere else."""

import re

BREAK = re.compile(r"\r\n|\n|\r")
BOM = "\ufeff"


def lines_of(text: str) -> list[str]:
    """The lines without their ends and without a byte order mark; the last one may be empty."""
    return BREAK.split(text.removeprefix(BOM))


def line_starts(text: str) -> list[int]:
    """The offset in the text at which each line starts; a byte order mark belongs to no column."""
    first = 1 if text.startswith(BOM) else 0
    return [first, *(found.end() for found in BREAK.finditer(text))]
