"""Tells what a change of a target value means: lowered, raised, loosened, tightened, made vague …

A value is read as the set of results that fulfil it. Where its sign agrees with the direction, the worst result that
still fulfils it is what counts: moved against the direction, the target is lowered. Where sign and direction do not
agree (higher is better, yet ≤), or there is no direction, the sets are compared: more results fulfil it, it is
loosened. A number without a sign is read as a bound in its direction, since reaching it earns its points
(财预〔2020〕10号), but as a weaker one than a stated bound.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from targetbook.values.compare_words import compare_words
from targetbook.values.dates import days_of, ends_next_year, in_year
from targetbook.values.outcomes import Comparison, Direction
from targetbook.values.plain import plainly
from targetbook.values.spelling import TRAILING, normal
from targetbook.values.units import has_frequency, in_unit_of, vocabulary, with_rate
from targetbook.values.value import Form, Moment, Value

_GOES_ON = tuple(",;、。(:")
"""What follows a demand before another one."""


def compare_values(old: Value, new: Value, direction: Direction, year: int | None = None) -> Comparison:
    """What the change from old to new does to the target. For dates sooner is better unless direction is NONE.

    compare_values(a, a, …) is SAME; turned round, lowered becomes raised, loosened tightened, vague exact. Of several demands
    one that went is loosened, one that came reworded: what stands beside a number may weaken it (95%，实际按80%考核).

    Args:
        year: the fiscal year that both are the values of: a date that says no year is in it, and a number that says not
            how often is of the whole of it (24次, beside 每月2次). None for values of a period.
    """
    if old.text == new.text:
        return Comparison.SAME
    result = _compare(plainly(old, year), plainly(new, year), direction, year)
    was_in_words = not (old.is_quantified and new.is_quantified)
    if was_in_words and result in (Comparison.UNIT_CHANGED, Comparison.NOT_COMPARABLE):
        return _compare(old, new, direction, year)  # 落实两个责任 counts nothing that the other value counts
    return result


def _compare(old: Value, new: Value, direction: Direction, year: int | None) -> Comparison:
    if old.is_quantified != new.is_quantified:
        return _compare_number_with_words(old, new)
    if not old.is_quantified:
        return compare_words(old.text, new.text, direction)
    is_dated = old.start is not None
    if is_dated != (new.start is not None) or (old.form is Form.TOLERANCE) != (new.form is Form.TOLERANCE):
        return Comparison.NOT_COMPARABLE
    old, new = _in_one_unit(old, new, year)
    if _unit(old) != _unit(new):
        return _compare_units(old, new)
    leads = _lead(old), _lead(new)
    if (None not in leads and leads[0] != leads[1]) or _is_rank(old) != _is_rank(new):
        return Comparison.NOT_COMPARABLE  # 提高50%, 提高到50%, 降低50%; 前3名, 3名
    if old.unit == "级" and old.number != new.number:
        return Comparison.NOT_COMPARABLE  # 1级 is now the best, now the least
    if direction is not Direction.NONE:
        direction = _direction_of(old, leads[0] or leads[1], direction)
    if is_dated:
        if year is not None:
            old, new = _dated_in(old, year), _dated_in(new, year)
        if (_first(old).year is None) != (_first(new).year is None):
            return Comparison.NOT_COMPARABLE
        direction = Direction.NONE if direction is Direction.NONE else Direction.LOWER
    result = _compare_sets(old, new, direction)
    is_reworded = (old.before, old.after.strip(TRAILING)) != (new.before, new.after.strip(TRAILING))
    return Comparison.REWORDED if result is Comparison.SAME and is_reworded else result


def _compare_units(old: Value, new: Value) -> Comparison:
    """Another unit; or to a number that stayed, one that was not said before, which leaves less open."""
    if (old.number, old.upper) == (new.number, new.upper) and None in (old.unit, new.unit):
        return Comparison.TIGHTENED if old.unit is None else Comparison.LOOSENED
    return Comparison.UNIT_CHANGED


def _compare_number_with_words(old: Value, new: Value) -> Comparison:
    """A number that became words, or words a number; or of several demands some that went (培训2场，参训100人; 培训2场)."""
    more, less = (new, old) if old.is_quantified else (old, new)
    rest = normal(more.text).removeprefix(normal(less.text).strip(TRAILING))
    if rest != normal(more.text) and rest[:1] in _GOES_ON:
        return Comparison.REWORDED if more is new else Comparison.LOOSENED
    return Comparison.MADE_VAGUE if old.is_quantified else Comparison.MADE_EXACT


def _direction_of(value: Value, lead: str | None, direction: Direction) -> Direction:
    """Which way is better by the words before a number, if they tell: more to fall by, less to fall to, a lower rank."""
    if lead == "降低" and direction is Direction.LOWER:
        return Direction.HIGHER
    return Direction.LOWER if lead == "降低到" or _is_rank(value) else direction


def _is_rank(value: Value) -> bool:
    return value.before.endswith(("前", "第")) and not value.before.endswith("提前")


def _in_one_unit(old: Value, new: Value, year: int | None) -> tuple[Value, Value]:
    """Both in the older one's unit and over the same time, as far as units tell how many of one make the other."""
    old, new = _counted_as(new, old), _counted_as(old, new)  # none is none of anything
    old, new = with_rate(old), with_rate(new)
    if has_frequency(old) != has_frequency(new) and (year is not None or "/年" in f"{old.unit}{new.unit}"):
        old, new = _a_year(old), _a_year(new)
    return old, new if _unit(old) == _unit(new) else in_unit_of(new, old)


def _counted_as(other: Value, value: Value) -> Value:
    return replace(value, unit=other.unit) if value.number == 0 and value.unit is None else value


def _a_year(value: Value) -> Value:
    """A number that does not say how often as one of a whole year."""
    return value if has_frequency(value) or not value.unit else replace(value, unit=f"{value.unit}/年")


def _dated_in(value: Value, year: int) -> Value:
    start, end = in_year(_first(value), value.end, year)
    return replace(value, start=start, end=end)


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
    if value.is_hedged or any(word in normal(f"{value.before} {value.after}") for word in vocabulary().aims):
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
