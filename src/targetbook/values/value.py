"""What a target value is once it is read."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

REACHING = frozenset({"达", "达到", "reach", "reaching"})
"""Words that alone leave open whether a number is a floor or exact; 达…以上 is clear."""
HEDGES = frozenset(
    {
        "约",
        "大约",
        "大概",
        "约为",
        "近",
        "将近",
        "接近",
        "左右",
        "上下",
        "多",
        "余",
        "about",
        "around",
        "approximately",
        "nearly",
        "almost",
        "or so",
    }
)
"""Words that make a number a guess, whatever stands beside them."""


class Form(StrEnum):
    """The shape of a target value."""

    EXACT = "exact"
    BOUND = "bound"
    RANGE = "range"
    TOLERANCE = "tolerance"
    DATE = "date"
    SPAN = "span"
    WORD = "word"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a month or a year, as far as the author said; ``part`` is "end" (12月底), "beginning" (1月初) or None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """One target value: what the author wrote, and what it was read as.

    Sign, number and unit are kept apart, as 财预〔2021〕101号 has indicators set.

    ======== =================================================================================
    form     what is filled
    ======== =================================================================================
    exact    comparator "=", number
    bound    comparator ≥ ≤ > <, number
    range    comparator "=", number (the end written first) and upper, both ends included
    tolerance comparator ±, number (its size)
    date     comparator, start (the date; ≤ is a deadline)
    span     comparator "=", start and end, both included
    word     nothing: the text is one known word or phrase (提高, 优, 及时)
    text     nothing: it could not be read as one value, or holds several
    ======== =================================================================================

    ``number`` and ``upper`` are in ``unit`` with the scale worked in (38万人次: 380000, scale 万); ``unit`` is
    canonical (㎡ is 平方米; rates are 元/人·月) and None where none is written. ``before`` and ``after`` are the words
    that stand beside the quantity, without the bound: 至少完成50个专业个案 leaves 完成 and 专业个案; a full stop at the
    end stays in ``after``. ``bound_word`` is the sign or word that gave the comparator, as written (≥, 以上, 达,
    达…以上), None for a number that stands alone.
    """

    text: str
    form: Form
    comparator: str | None = None
    number: Decimal | None = None
    upper: Decimal | None = None
    scale: str | None = None
    unit: str | None = None
    start: Moment | None = None
    end: Moment | None = None
    before: str = ""
    after: str = ""
    bound_word: str | None = None

    @property
    def is_quantified(self) -> bool:
        """Whether there is a number or a date to measure against."""
        return self.form not in (Form.WORD, Form.TEXT)

    @property
    def is_vague(self) -> bool:
        """Whether the bound is a word that leaves open how it binds: 达80%, 约80%, 80%左右; not 达80%以上."""
        return self.is_hedged or (self.bound_word or "").lower() in REACHING

    @property
    def is_hedged(self) -> bool:
        """Whether the number is a guess (约80%, 80%左右, 300余人)."""
        return self.bound_word is not None and not HEDGES.isdisjoint(self.bound_word.lower().split("…"))

    @property
    def has_sign(self) -> bool:
        """Whether the author wrote the comparator as a sign (≥95%) and not in words (95%以上) or not at all."""
        return self.bound_word is not None and not any(character.isalpha() for character in self.bound_word)
