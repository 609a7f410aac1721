"""The grammar of target values: read a text, say it in another language, compare two."""

from targetbook.values.compare import compare_values
from targetbook.values.dates import impossible_date
from targetbook.values.format import format_value
from targetbook.values.outcomes import Comparison, Direction
from targetbook.values.parse import parse_value
from targetbook.values.spelling import misspelt
from targetbook.values.units import accrues_by_default, takes_time
from targetbook.values.value import Form, Moment, Value

__all__ = [
    "Comparison",
    "Direction",
    "Form",
    "Moment",
    "Value",
    "accrues_by_default",
    "compare_values",
    "format_value",
    "impossible_date",
    "misspelt",
    "parse_value",
    "takes_time",
]
