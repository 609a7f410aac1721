"""One spelling for what prints in several: half-width digits and signs, lower case."""

import re

THIN = "\u2009"
"""A thin space, which may part thousands (GB/T 15835)."""

# one character for one, so that places in the normalised text are places in the author's
_NORMAL = str.maketrans(
    {character: chr(ord(character) - 0xFEE0) for character in "０１２３４５６７８９％＝＞＜～（）：；，．／＋"}
    | {chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    | dict.fromkeys("﹦", "=")
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
