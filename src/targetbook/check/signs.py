"""A value written again with a sign in front of its number, in place of what binds it now."""

import re
from collections.abc import Sequence

from targetbook.check.columns import place_of
from targetbook.check.walk import Aim
from targetbook.problems import Edit, Fix
from targetbook.values import Value, parse_value

_FIRST_DIGIT = re.compile(r"(?:人民币|百分之|[¥￥])?[-−]?\d")


def with_sign(value: Value, sign: str) -> str | None:
    """A value's text with a sign in front of its number, in place of the words or the sign that bind it now.

    Args:
        sign: ≥, ≤, > or <; "" for none.

    Returns:
        None where the text cannot be written so without saying something else.
    """
    text = value.text.strip()
    end = len(text) - len(value.after)
    found = _FIRST_DIGIT.search(text, len(value.before) if text.startswith(value.before) else text.find(_word(value)))
    if found is None or value.number is None:
        return None
    quantity = text[found.start() : end].rstrip()
    for suffix in (value.bound_word or "").split("…")[-1:]:
        for written in (suffix, suffix.replace("(", "（").replace(")", "）")):
            quantity = quantity.removesuffix(written).rstrip()
    head = re.sub("(?:达到|达|为)$", "", value.before) if sign else value.before
    signed = f"{head}{sign}{quantity}{value.after}"
    read = parse_value(signed)
    is_same = (read.number, read.unit, read.comparator) == (value.number, value.unit, sign or "=")
    return signed if is_same else None


def _word(value: Value) -> str:
    return (value.bound_word or "").split("…")[0]


def sign_fix(aims: Sequence[Aim], sign: str) -> Fix | None:
    """The edits that write each of some values with a sign; None where one of them cannot be."""
    signed = [(place_of(aim.target.text), with_sign(aim.target.value, sign)) for aim in aims]
    if any(text is None for _, text in signed):
        return None
    return Fix(tuple(Edit(place, text) for place, text in signed), safe=False)
