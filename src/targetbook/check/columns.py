"""Findings about the two target values of an indicator, the period's and the year's: a fault of both is told once."""

from collections.abc import Sequence

from targetbook.check.rule import Finding
from targetbook.check.walk import Aim
from targetbook.check.wording import ends_in
from targetbook.model import Text
from targetbook.problems import Fix, Place

_COLUMNS = {
    ("period",): ("实施期指标值", "period value"),
    ("annual",): ("年度指标值", "annual value"),
    ("period", "annual"): ("实施期和年度指标值", "period and annual value"),
}


def told_of(
    aims: Sequence[Aim], *, at: Aim | None = None, message: str = "finds", fix: Fix | None = None, **values: str
) -> Finding:
    """One finding about the values of one indicator that have the same fault.

    The message can name the indicator ({name}), the value ({value}) and the columns ({column_zh}, {column_en}).

    Args:
        at: where it is told: at the first of the values, if nothing is said.
    """
    aim = at or aims[0]
    zh, en = _COLUMNS[tuple(each.column for each in aims)]
    given = {"name": aim.indicator.name.first(), "value": aim.target.text.first(), "column_zh": zh, "column_en": en}
    return Finding(place_of(aim.target.text), aim.path, message, {**given, **values}, fix)


_MEASURES = ("率", "度", "量", "数", "时间", "时长", "时限", "面积", "成本", "rate", "time")


def subject_of(aim: Aim) -> str:
    """What the number of a value is the number of: the measure that the value itself names, else the indicator's name."""
    words = aim.target.value.before
    return words if len(words) > 2 and ends_in(words, _MEASURES) else aim.indicator.name.first()


def place_of(text: Text) -> Place:
    """Where a text stands, in the language in which its author wrote it first."""
    return text.places.get(language_of(text), text.place)


def language_of(text: Text) -> str:
    """The language in which a text's author wrote it first; a target value is read from that one."""
    return next(iter(text.by_language))
