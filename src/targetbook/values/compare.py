"""Tells what a change of a target value means: lowered, raised, loosened, tightened, made vague …

A value is read as the set of results that fulfil it. Where its sign agrees with the direction, the worst result that
still fulfils it is what counts: moved against the direction, the target is lowered. Where sign and direction do not
agree (higher is better, yet ≤), or there is no direction, the sets are compared: more results fulfil it, it is
loosened. A number without a sign is read as a bound in its direction, since reaching it earns its points
(财预〔2020〕10号), but as a weaker one than a stated bound.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from targetbook.values.dates import days_of, ends_next_year
from targetbook.values.spelling import TRAILING, normal
from targetbook.values.units import in_unit_of, vocabulary
from targetbook.values.value import Form, Moment, Value


class Direction(StrEnum):
    """Which results are better."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


class Comparison(StrEnum):
    """What became of a target."""

    SAME = "same"  # the demand is the same, however it is written
    LOWERED = "lowered"
    RAISED = "raised"
    LOOSENED = "loosened"  # the sign, tolerance or range asks for less
    TIGHTENED = "tightened"
    MOVED = "moved"  # another number, and nothing says which way is better
    MADE_VAGUE = "made_vague"  # a number became words
    MADE_EXACT = "made_exact"
    UNIT_CHANGED = "unit_changed"
    REWORDED = "reworded"  # the words changed, no number did
    NOT_COMPARABLE = "not_comparable"


_TEXT_NUMBER = re.compile(
    r"(?<![0-9.,])(?!(?:19|20)[0-9]{2}年)[0-9]{1,18}(?:,[0-9]{3})*(?:\.[0-9]+)?(?![0-9]|[.,][0-9]|[月日号])"
)
_FRACTION = re.compile("[0-9] ?[/∶:] ?[0-9]")


def compare_values(old: Value, new: Value, direction: Direction) -> Comparison:
    """What the change from old to new does to the target. For dates sooner is better unless direction is NONE.

    compare_values(a, a, …) is SAME; turned round, lowered becomes raised, loosened tightened, vague exact.
    """
    if old.text == new.text:
        return Comparison.SAME
    if old.is_quantified != new.is_quantified:
        return Comparison.MADE_VAGUE if old.is_quantified else Comparison.MADE_EXACT
    if not old.is_quantified:
        return _compare_words(old, new, direction)
    is_dated = old.start is not None
    if is_dated != (new.start is not None) or (old.form is Form.TOLERANCE) != (new.form is Form.TOLERANCE):
        return Comparison.NOT_COMPARABLE
    if _unit(old) != _unit(new):
        new = in_unit_of(new, old)
        if _unit(old) != _unit(new):
            return Comparison.UNIT_CHANGED
    leads = _lead(old), _lead(new)
    if None not in leads and leads[0] != leads[1]:
        return Comparison.NOT_COMPARABLE  # 提高50%, 提高到50%, 降低50%
    if "降低" in leads and direction is Direction.LOWER:
        direction = Direction.HIGHER  # the more it falls by, the better
    if is_dated:
        if (_first(old).year is None) != (_first(new).year is None):
            return Comparison.NOT_COMPARABLE
        direction = Direction.NONE if direction is Direction.NONE else Direction.LOWER
    result = _compare_sets(old, new, direction)
    is_reworded = (old.before, old.after.strip(TRAILING)) != (new.before, new.after.strip(TRAILING))
    return Comparison.REWORDED if result is Comparison.SAME and is_reworded else result


def _first(value: Value) -> Moment:
    assert value.start is not None
    return value.start


def _lead(value: Value) -> str | None:
    """The verb that says whether the number is a rise, a fall or a level; other words before it may stand first."""
    words = normal(value.before)
    names = vocabulary().lead_names
    return next((names[words[start:]] for start in range(len(words)) if words[start:] in names), None)


def _unit(value: Value) -> str | None:
    """The unit; 个 says no more than none."""
    known = vocabulary().units.get(value.unit or "")
    return None if known and known.is_silent else value.unit


def _compare_words(old: Value, new: Value, direction: Direction) -> Comparison:
    before, after = (normal(value.text).strip(TRAILING) for value in (old, new))
    if before == after:
        return Comparison.SAME
    for scale in vocabulary().grades:
        if before in scale and after in scale:
            return Comparison.LOWERED if scale.index(after) > scale.index(before) else Comparison.RAISED
    if _TEXT_NUMBER.sub("#", before) != _TEXT_NUMBER.sub("#", after):
        return Comparison.REWORDED
    if (tolerance := _compare_tolerances(before, after)) is not None:
        return tolerance
    if _FRACTION.search(before):
        return Comparison.NOT_COMPARABLE  # 1/3 and 1/4 are no two numbers each
    if direction is Direction.NONE:
        return Comparison.MOVED
    pairs = zip(*(map(_decimal, _TEXT_NUMBER.findall(text)) for text in (before, after)), strict=True)
    rises = {new_number > old_number for old_number, new_number in pairs if new_number != old_number}
    if len(rises) != 1:
        return Comparison.NOT_COMPARABLE if rises else Comparison.SAME
    return Comparison.RAISED if rises == {direction is Direction.HIGHER} else Comparison.LOWERED


def _compare_tolerances(before: str, after: str) -> Comparison | None:
    """What became of the tolerance of a number that stayed (90%±5%); None where the number changed, or none is there."""
    (number, sign, old), (other, _, new) = before.partition("±"), after.partition("±")
    old_number, new_number = _TEXT_NUMBER.search(old), _TEXT_NUMBER.search(new)
    if not sign or number != other or old_number is None or new_number is None:
        return None
    return Comparison.LOOSENED if _decimal(new_number[0]) > _decimal(old_number[0]) else Comparison.TIGHTENED


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


@dataclass(frozen=True, slots=True, order=True)
class _End:
    """One end of the set of results; ``nudge`` moves an end that is itself left out inwards."""

    at: Decimal
    nudge: int = 0

    def mirrored(self) -> "_End":
        return _End(-self.at, -self.nudge)


_INFINITY = Decimal("Infinity")
_YEAR = 365


def _fulfilling(value: Value) -> tuple[_End, _End]:
    """Lowest and highest result that fulfil the value; a date counts as its day's ordinal."""
    if value.start is not None:
        first, last = days_of(value.start)
        if value.end is not None:
            last = days_of(value.end)[1] + (_YEAR if ends_next_year(value.start, value.end) else 0)
        low, high = Decimal(first), Decimal(last)
    else:
        assert value.number is not None
        low = high = value.number
        if value.form is Form.TOLERANCE:
            low = -high
        elif value.upper is not None:
            low, high = min(low, value.upper), max(low, value.upper)
    match value.comparator:
        case "≥":
            return _End(low), _End(_INFINITY)
        case ">":
            return _End(high, 1), _End(_INFINITY)
        case "≤":
            return _End(-_INFINITY), _End(high)
        case "<":
            return _End(-_INFINITY), _End(low, -1)
    return _End(low), _End(high)


def _firmness(value: Value) -> int:
    """How far a number binds: a guess or a mere aim (约95%, 力争≥95%), a number alone (95%), a stated bound or both ends."""
    if value.is_hedged or any(word in normal(value.before) for word in vocabulary().aims):
        return 0
    return 1 if value.comparator == "=" and value.form in (Form.EXACT, Form.DATE) else 2


def _compare_sets(old: Value, new: Value, direction: Direction) -> Comparison:
    (low, high), (new_low, new_high) = _fulfilling(old), _fulfilling(new)
    if direction is Direction.LOWER:
        low, high, new_low, new_high = high.mirrored(), low.mirrored(), new_high.mirrored(), new_low.mirrored()
    has_worst = direction is not Direction.NONE and low.at.is_finite() and new_low.at.is_finite()
    if has_worst and not (_has_two_ends(old) and _has_two_ends(new)):
        if low.at != new_low.at:
            return Comparison.LOWERED if new_low.at < low.at else Comparison.RAISED
        if low.nudge != new_low.nudge:
            return Comparison.LOOSENED if new_low < low else Comparison.TIGHTENED
        if not (_has_two_ends(old) or _has_two_ends(new)):
            return _compare_firmness(old, new)
        if high.at != new_high.at and high.at.is_finite() and new_high.at.is_finite():
            # 2–3 for 2: the same worst end, another best one
            return Comparison.LOWERED if new_high.at < high.at else Comparison.RAISED
    if direction is not Direction.NONE and low.at.is_finite() != new_low.at.is_finite():
        one_sided = (
            Comparison.LOWERED if low.at.is_finite() else Comparison.RAISED
        )  # what was asked for at least is gone, or new
    else:
        one_sided = None
    return _compare_inclusion((low, high), (new_low, new_high), old, new, has_worst, one_sided)


def _compare_inclusion(
    before: tuple[_End, _End],
    after: tuple[_End, _End],
    old: Value,
    new: Value,
    has_worst: bool,
    one_sided: Comparison | None,
) -> Comparison:
    if before == after:
        return _compare_firmness(old, new)
    if after[0] >= before[0] and after[1] <= before[1]:
        return Comparison.TIGHTENED
    if after[0] <= before[0] and after[1] >= before[1]:
        return Comparison.LOOSENED
    if has_worst:
        return Comparison.LOWERED if after[0] < before[0] else Comparison.RAISED
    return one_sided or Comparison.MOVED


def _compare_firmness(old: Value, new: Value) -> Comparison:
    before, after = _firmness(old), _firmness(new)
    if before == after:
        return Comparison.SAME
    return Comparison.TIGHTENED if after > before else Comparison.LOOSENED


def _has_two_ends(value: Value) -> bool:
    return value.form in (Form.RANGE, Form.SPAN, Form.TOLERANCE)
