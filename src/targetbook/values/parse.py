"""Reads the text of a target value into its parts: 不低于1000平方米 -> ≥, 1000, 平方米.

How a text is read: a date or span if it holds nothing else with digits; else its one quantity with what touches it;
else a known word. Several distinct quantities (培训2场次；…不少于36场次) are no single target, so the value stays text;
two bounds that close a range (≥80%且≤90%) are one.
"""

import re

from targetbook.values.dates import HINT, find_date
from targetbook.values.quantities import Amount, Bound, Quantity, quantities_in
from targetbook.values.spelling import TRAILING, normal
from targetbook.values.units import vocabulary
from targetbook.values.value import Form, Value

LONGEST = 500
"""Characters of the longest text that is looked into; longer ones are prose."""
_JOIN = re.compile(r"\s*[,;、]?\s*(?:且|并且|并|和|与|and)?\s*$")


def parse_value(text: str) -> Value:
    """Read a target value, Chinese or English; never fails: what cannot be read has form TEXT."""
    if len(text) > LONGEST:
        return Value(text, Form.TEXT)
    norm = normal(text)
    if HINT.search(norm) and (dated := find_date(norm)):
        return Value(
            text, dated.form, dated.comparator, start=dated.start, end=dated.end, bound_word=dated.bound_word,
            before=text[: dated.first].strip(), after=text[dated.last :].strip(),
        )  # fmt: skip
    quantities = quantities_in(text, norm)
    if quantities == []:
        return _word(text, norm)
    found = _single(quantities, norm) if quantities else None
    if found is None:
        return Value(text, Form.TEXT)
    bound, amount = found.bound, found.amount
    return Value(
        text, found.form, bound.comparator, amount.number, amount.upper, amount.scale, amount.unit,
        before=text[: bound.first].strip() + bound.verb, after=text[found.last :].strip(), bound_word=bound.word,
    )  # fmt: skip


def _word(text: str, norm: str) -> Value:
    word = norm.strip(TRAILING)
    if word not in vocabulary().word_names:
        return Value(text, Form.TEXT)
    return Value(text, Form.WORD, after=text[norm.index(word) + len(word) :].strip())


def _single(quantities: list[Quantity], norm: str) -> Quantity | None:
    """The one quantity, or the range that two bounds close (≥80%且≤90%); None where they are distinct targets."""
    if len(quantities) == 1:
        return quantities[0]
    if len(quantities) > 2 or not _JOIN.fullmatch(norm[quantities[0].last : quantities[1].bound.first]):
        return None
    ends = {quantity.bound.comparator: quantity.amount for quantity in quantities}
    if ends.keys() != {"≥", "≤"}:
        return None
    low, high = ends["≥"], ends["≤"]
    if low.unit and high.unit and low.unit != high.unit:
        return None
    scale = low.scale if low.scale == high.scale else None
    amount = Amount(low.number, high.number, scale, low.unit or high.unit)
    bound = Bound("=", "≥…≤", quantities[0].bound.first, quantities[0].bound.verb)
    return Quantity(Form.RANGE, bound, amount, quantities[1].last)
