"""One spelling for what prints in several: half-width digits and signs, lower case."""

import re

THIN = "\u2009"
"""A thin space, which may part thousands (GB/T 15835)."""

# one character for one, so that places in the normalised text are places in the author's
_NORMAL = str.maketrans(
    {character: chr(ord(character) - 0xFEE0) for character in "０１２３４５６７８９％＝＞＜～（）：；，．／＋"}
    | {chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    | {"﹦": "=", "﹪": "%"}
    | dict.fromkeys("〜∼–—－−‒‑―", "-")
    | dict.fromkeys("\u00a0\u202f", THIN)
    | {"\u3000": " "}
    | dict.fromkeys("・•‧∙⋅", "·")
)
_LONE_CAPITAL = re.compile(r"(?<=[0-9])\s?[MTS](?![A-Za-z0-9²³])")
TRAILING = "。.；;，,、！! \t\r\n\u3000"
"""What may end a value without being part of it."""


def normal(text: str) -> str:
    """Half-width digits and signs, Latin letters in lower case; as long as the text.

    A lone M, T or S after a number stays upper case: 1000M of bandwidth, 2T of disk and 5S are no metres, tonnes, seconds.
    """
    norm = text.translate(_NORMAL)
    for capital in _LONE_CAPITAL.finditer(text):
        norm = norm[: capital.end() - 1] + capital[0][-1] + norm[capital.end() :]
    return norm


_TWO_SIGNS = re.compile(r"\s*((?>[<>]=|[≥≤<>=])(?:\s*(?>[<>]=|[≥≤<>=]))+)")
_WRITTEN = re.compile(r"\s*[≥≤<>=]?\s*([0-9][0-9.,o]*)")
_WELL_WRITTEN = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_LISTED = re.compile(r"[0-9]{1,2}(?:,[0-9]{1,2})+")
"""Small numbers one after the other (1,2期): no number with a comma in the wrong place, where no sign stands before."""


def misspelt(text: str) -> tuple[str, str] | None:
    """What a value begins with that looks like a number or a sign and is none: `number` or `signs`, and how it is written."""
    norm = normal(text)
    if signs := _TWO_SIGNS.match(norm):
        return "signs", text[signs.start(1) : signs.end(1)]
    written = _WRITTEN.match(norm)
    if written is None:
        return None
    number = written[1].rstrip(".,")
    is_listed = _LISTED.fullmatch(number) and not norm[: written.start(1)].strip()
    if _WELL_WRITTEN.fullmatch(number) or is_listed:
        return None
    return "number", text[written.start(1) : written.start(1) + len(number)]
