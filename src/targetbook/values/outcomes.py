"""What may become of a target, and which results are better."""

from enum import StrEnum


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
