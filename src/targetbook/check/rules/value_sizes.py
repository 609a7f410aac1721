"""VAL: whether a value's number can be right: beyond the whole, under a floor, above the whole period, under last year's."""

import re

from targetbook.check.columns import place_of, subject_of, told_of
from targetbook.check.rule import Finds, Look, deferred, rule
from targetbook.check.walk import Aim, aims_in, indicators_of
from targetbook.check.wording import ends_in, stem_of
from targetbook.check.words import COUNTED, SATISFACTION, is_of_change, is_share
from targetbook.model import Indicator, Project, Target
from targetbook.problems import Severity
from targetbook.values import Comparison, Direction, Form, Value, accrues_by_default, compare_values


@rule("VAL006", Severity.WARNING)
def share_is_out_of_range(project: Project, look: Look) -> Finds:
    """More than all of a whole: 合格率 102%."""
    for path, indicator in indicators_of(project):
        above = [aim for aim in aims_in(indicator, path) if _is_above_all(aim.target.value, look)]
        if above and is_share(subject_of(above[0]), look):
            yield told_of(above, name=subject_of(above[0]))


def _is_above_all(value: Value, look: Look) -> bool:
    if value.number is None or value.unit not in ("%", "‰") or is_of_change(value, look):
        return False
    whole = 100 if value.unit == "%" else 1000
    return max(value.number, value.upper or value.number) > whole or (value.comparator == ">" and value.number == whole)


_FEWER = re.compile("投诉|信访|不满|差评|complain|dissatisf", re.IGNORECASE)


@rule("VAL010", Severity.ADVICE, floor=90)
def satisfaction_is_low(project: Project, look: Look) -> Finds:
    """A satisfaction below the book's floor."""
    floor = look.number("floor")
    for path, indicator in indicators_of(project):
        if indicator.better == "higher" and _is_satisfaction(indicator, look):
            low = [aim for aim in aims_in(indicator, path) if _is_below(aim.target.value, look)]
            if low:
                yield told_of(low, at=low[-1], floor=f"{floor:f}")


def _is_satisfaction(indicator: Indicator, look: Look) -> bool:
    """Whether a name asks for approval; one that asks for something else under that kind (知晓率) is told by IND006."""
    name = indicator.name.first()
    if indicator.kind.level.key != SATISFACTION:
        return ends_in(name, ("满意度", "满意率"))
    return any(word in name.casefold() for word in look.words("approval")) and not _FEWER.search(name)


def _is_below(value: Value, look: Look) -> bool:
    if value.number is None or value.unit != "%" or value.comparator in ("≤", "<", "±"):
        return False
    return value.number < look.number("floor") and not is_of_change(value, look)


_EACH = re.compile(r"每|均|单位|单价|标准|average|per |each", re.IGNORECASE)
_MADE = re.compile("新建|新增|改建|扩建|建成|改造|修缮|铺设|安装|购置|种植|造林|拆除")
_MADE_UNITS = frozenset(COUNTED) | {"平方米", "平方公里", "亩", "公顷", "公里", "米"}


@rule("VAL013", Severity.ERROR)
def year_is_above_the_period(project: Project, look: Look) -> Finds:
    """One year asks for more than the whole period in which it lies, of a count that adds up over the years."""
    for path, indicator in indicators_of(project):
        aims = list(aims_in(indicator, path))
        if (
            len(aims) < 2
            or indicator.accrues in ("level", "rate")
            or not _is_more(aims[1].target.value, aims[0].target.value)
        ):
            continue
        period, annual = aims
        units = {aim.target.value.unit for aim in aims}
        if indicator.accrues is None and None in units:
            yield deferred(place_of(annual.target.text), annual.path, name=indicator.name.first())
        elif len(units) == 1 and _adds_up(indicator, period, annual):
            yield told_of([annual], period=period.target.text.first())


def _is_more(annual: Value, period: Value) -> bool:
    """Whether the year's number is the greater one, and the signs do not leave room for both."""
    if annual.number is None or period.number is None:
        return False
    if annual.comparator in ("≤", "<") and period.comparator in ("≥", ">"):
        return False
    return annual.form is not Form.TOLERANCE and annual.number > max(period.number, period.upper or period.number)


def _adds_up(indicator: Indicator, period: Aim, annual: Aim) -> bool:
    if any(_EACH.search(text.first()) for text in (indicator.name, period.target.text, annual.target.text)):
        return False
    if (indicator.accrues or accrues_by_default(annual.target.value.unit)) == "sum":
        return True
    is_made = _MADE.search(indicator.name.first() + annual.target.value.before) is not None
    return is_made and indicator.kind.key == "output.quantity" and annual.target.value.unit in _MADE_UNITS


_STANDARDS = frozenset(
    {"计划标准", "行业标准", "历史标准", "预算支出标准", "plannedstandard", "industrystandard", "historicalstandard"}
)


@rule("VAL020", Severity.WARNING)
def target_is_below_last_actual(project: Project, look: Look) -> Finds:
    """The year asks for less than the year before reached, and no reason is given."""
    unknown: list[str] = []
    for path, indicator in indicators_of(project):
        target, last = indicator.annual, indicator.last_actual
        if target is None or not target.value.is_quantified:
            continue
        if last is None:
            unknown.append(indicator.name.first())
        elif not _gives_reason(indicator):
            yield from _against_last(indicator, target, last, f"{path}.annual")
    if unknown and project.nature == "continuing":
        place = project.places.get("indicators", project.place)
        yield deferred(place, "indicators", "no-actual", count=str(len(unknown)), first=unknown[0])


def _gives_reason(indicator: Indicator) -> bool:
    basis = stem_of(indicator.basis.first()).casefold() if indicator.basis else ""
    return indicator.note is not None or (bool(basis) and basis not in _STANDARDS)


def _against_last(indicator: Indicator, target: Target, last: Target, path: str) -> Finds:
    is_of_its_year = (
        last.value.start is not None and last.value.start.year is not None
    )  # this year's date is later anyway
    comparison = compare_values(last.value, target.value, _direction_of(indicator, target.value))
    match Comparison.NOT_COMPARABLE if is_of_its_year else comparison:
        case Comparison.LOWERED | Comparison.MADE_VAGUE:
            yield told_of([Aim(indicator, "annual", target, path)], last=last.text.first())
        case Comparison.UNIT_CHANGED | Comparison.NOT_COMPARABLE | Comparison.MADE_EXACT:
            yield deferred(place_of(target.text), path, name=indicator.name.first(), last=last.text.first())


def _direction_of(indicator: Indicator, value: Value) -> Direction:
    """Which way is better: the record's word, else the sign's, else the kind's."""
    if indicator.direction is None and value.comparator in ("≤", "<"):
        return Direction.LOWER
    if indicator.direction is None and value.comparator in ("≥", ">"):
        return Direction.HIGHER
    return Direction(indicator.better)
