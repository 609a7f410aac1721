"""Says a value in digits and months, so that two ways of writing one can be compared: 九成以上 is 90%以上, 第一季度 3月底前.

Only for comparing: in a record a number in words is a value in words, which no rule takes for a number.
"""

from functools import lru_cache

from targetbook.values.numerals import in_digits
from targetbook.values.parse import LONGEST, parse_value
from targetbook.values.parts_of_year import in_months
from targetbook.values.spelling import normal
from targetbook.values.value import Value


def plainly(value: Value, year: int | None = None) -> Value:
    """The value as digits and months say it, in the fiscal year if one is given; itself where they say nothing else."""
    if len(value.text) > LONGEST:
        return value
    norm = normal(value.text)
    said = _said(norm, year)
    return value if said == norm else parse_value(said)


@lru_cache(maxsize=4096)
def _said(norm: str, year: int | None) -> str:
    return in_digits(in_months(norm, year))
