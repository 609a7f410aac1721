"""VAL: whether a value says clearly, and rightly, which results reach it: its sign, its words of bound, its two ends."""

import re
from decimal import Decimal

from targetbook.check.columns import language_of, place_of, subject_of, told_of
from targetbook.check.rule import Finds, Look, finding, rule
from targetbook.check.signs import sign_fix, with_sign
from targetbook.check.walk import Aim, aims_in, aims_of, indicators_of, place_in
from targetbook.check.wording import ends_in, stem_of
from targetbook.check.words import FLOORS_OF_COST, LESS_IS_BETTER, MORE_IS_BETTER, SATISFACTION, is_of_change, is_share
from targetbook.model import Project
from targetbook.problems import Severity
from targetbook.values import Form, Moment, Value, impossible_date, misspelt


def _is_whole_share(aim: Aim, look: Look) -> bool:
    value = aim.target.value
    return value.unit == "%" and value.number == 100 and is_share(subject_of(aim), look)


@rule("VAL003", Severity.WARNING, of_lack=True)
def comparator_is_lost(project: Project, look: Look) -> Finds:
    """One column bounds a number (95%以上), the other has the bare number (95%)."""
    for path, indicator in indicators_of(project):
        bounds = [aim for aim in aims_in(indicator, path) if aim.target.value.form is Form.BOUND]
        bare = [aim for aim in aims_in(indicator, path) if aim.target.value.form is Form.EXACT]
        if len(bounds) != 1 or len(bare) != 1 or _is_whole_share(bare[0], look):
            continue
        bound, exact = bounds[0].target.value, bare[0].target.value
        if (bound.number, bound.unit) == (exact.number, exact.unit) and not (bound.is_vague or exact.is_vague):
            sign = bound.comparator or ""
            yield told_of(bare, fix=sign_fix(bare, sign), bound=bound.text.strip(), sign=sign)


@rule("VAL014", Severity.ERROR)
def range_is_empty_or_reversed(project: Project, look: Look) -> Finds:
    """A range that nothing can lie in (≥90%且≤80%), or that is written from its upper end down (95%~90%).

    Two ends below zero stand by their size (-5℃～-10℃), and are right so.
    """
    for aim in aims_of(project):
        value = aim.target.value
        if value.number is not None and value.upper is not None and value.number > max(value.upper, Decimal(0)):
            message = "empty" if value.bound_word else "reversed"
            yield told_of([aim], message=message)
        elif value.start and value.end and _is_after(value.start, value.end, value.text):
            yield told_of([aim], message="dates")


@rule("VAL023", Severity.WARNING)
def value_cannot_be_read(project: Project, look: Look) -> Finds:
    """A value that looks like a number or a date and is none (≥12O场, ≥≥95%, 2月30日前)."""
    for aim in aims_of(project):
        value = aim.target.value
        if value.start is not None:
            continue
        if date := impossible_date(value.text):
            yield told_of([aim], message="date", part=date)
        elif found := misspelt(value.text):
            message, part = found
            yield told_of([aim], message=message, part=part)


def _is_after(start: Moment, end: Moment, text: str) -> bool:
    """Whether a span ends before it begins. One that says its year once may run into the next (2024年11月-3月)."""
    if start.year is None or end.year is None:
        return False
    if start.year == end.year and text.count(str(end.year)) < 2:
        return False
    return (start.year, start.month or 0, start.day or 0) > (end.year, end.month or 12, end.day or 31)


_LESS_MEANT = re.compile("投诉|不满|差评|负面|预算|支出|经费|费用|成本|complain|dissatisf", re.IGNORECASE)


@rule("VAL015", Severity.WARNING, lower=LESS_IS_BETTER, higher=MORE_IS_BETTER, floors=FLOORS_OF_COST)
def sign_points_the_wrong_way(project: Project, look: Look) -> Finds:
    """At least where less is better (a cost, a time to respond), at most where more is better (satisfaction)."""
    lower, floors = look.words("lower"), look.words("floors")
    higher = look.words("shares") + look.words("higher")
    for path, indicator in indicators_of(project):
        aims = list(aims_in(indicator, path))
        floor, ceiling = (_bounded(aims, signs, look) for signs in ("≥>", "≤<"))
        if floor and _wants_less(floor[0], lower, floors):
            yield told_of(floor, message="floor", name=subject_of(floor[0]))
        elif ceiling and _wants_more(ceiling[0], lower, higher):
            yield told_of(ceiling, message="ceiling", name=subject_of(ceiling[0]))


def _bounded(aims: list[Aim], signs: str, look: Look) -> list[Aim]:
    values = ((aim, aim.target.value) for aim in aims)
    return [aim for aim, value in values if _has_one_of(signs, value) and not is_of_change(value, look)]


def _has_one_of(signs: str, value: Value) -> bool:
    """Whether a value has one of some signs; 6月起 says when something begins."""
    is_signed = value.comparator is not None and value.comparator in signs
    return is_signed and (value.start is None or value.has_sign)


def _wants_less(aim: Aim, lower: tuple[str, ...], floors: tuple[str, ...]) -> bool:
    if aim.indicator.direction is not None:
        return aim.indicator.direction == "lower"
    if ends_in(subject_of(aim), lower):
        return True
    is_cost = aim.indicator.kind.direction == "lower" and (aim.target.value.unit or "").startswith("元")
    said = (aim.indicator.name.first() + aim.target.value.before).casefold()
    return is_cost and not any(word in said for word in floors)


def _wants_more(aim: Aim, lower: tuple[str, ...], higher: tuple[str, ...]) -> bool:
    if aim.indicator.direction is not None:
        return aim.indicator.direction == "higher"
    subject = subject_of(aim)
    if ends_in(subject, lower) or _LESS_MEANT.search(subject):
        return False
    return aim.indicator.kind.level.key == SATISFACTION or ends_in(subject, higher)


@rule("VAL017", Severity.ADVICE)
def words_stand_for_the_sign(project: Project, look: Look) -> Finds:
    """A bound in words (95%以上, 不低于, 以内) where the form has a column for the sign."""
    for path, indicator in indicators_of(project):
        worded = [aim for aim in aims_in(indicator, path) if _is_worded(aim) and not _is_whole_share(aim, look)]
        if worded:
            value = worded[0].target.value
            sign = value.comparator or ""
            is_one_sign = all(aim.target.value.comparator == sign for aim in worded)
            fix = sign_fix(worded, sign) if is_one_sign else None
            signed = with_sign(value, sign) or f"{sign}…"
            yield told_of(worded, fix=fix, word=value.bound_word or "", signed=signed)


def _is_worded(aim: Aim) -> bool:
    value = aim.target.value
    if value.form is not Form.BOUND or value.has_sign or value.is_vague:
        return False
    if value.unit in _TERMS and _says_from_when(aim):
        return False  # 结案后30日内
    return language_of(aim.target.text) == "zh"  # "at least" is how English says it


_TERMS = frozenset({"年", "个月", "季度", "周", "天", "工作日", "小时", "分钟", "秒"})


def _says_from_when(aim: Aim) -> bool:
    """Whether words stand before a term that do not say again what takes so long: they say when it begins."""
    words = stem_of(aim.target.value.before)
    return (
        bool(words) and words not in stem_of(aim.indicator.name.first()) and subject_of(aim) != aim.target.value.before
    )


_VAGUE_WORD = re.compile(
    "达到|达|大约|约为|约|近|左右|上下|余|多|reach(?:ing)?|about|around|approximately|or so", re.IGNORECASE
)
_RECENT = frozenset({"年", "个月", "季度", "周", "天"})


@rule("VAL018", Severity.WARNING)
def bound_is_vague(project: Project, look: Look) -> Finds:
    """达80%, 约80%, 80%左右: nobody can tell whether 79 % or 81 % reach it."""
    for aim in aims_of(project):
        value = aim.target.value
        if value.is_vague and not _is_clear_for_all_that(value):
            text = aim.target.text
            found = _VAGUE_WORD.search(text.first(), len(value.before))
            place = place_in(text, language_of(text), *found.span()) if found else place_of(text)
            message = "hedged" if value.is_hedged else "reaching"
            word = found[0] if found else value.bound_word or ""
            yield finding(place, aim.path, message, value=value.text.strip(), word=word)


def _is_clear_for_all_that(value: Value) -> bool:
    """达100% and 达0 can be met in one way only; 达到3级 names a grade; 近3年 is when, not how many."""
    if value.is_hedged:
        return value.bound_word == "近" and value.unit in _RECENT
    is_end = value.number == 0 or (value.number == 100 and value.unit == "%")
    return is_end or value.unit == "级" or value.after.startswith(("级", "星", "类", "档", "A"))


@rule("VAL022", Severity.ADVICE)
def share_is_at_least_all(project: Project, look: Look) -> Finds:
    """≥100% of a share of a whole can only be 100 %."""
    for path, indicator in indicators_of(project):
        whole = [aim for aim in aims_in(indicator, path) if _is_at_least_all(aim.target.value, look)]
        if whole and is_share(subject_of(whole[0]), look):
            yield told_of(whole, name=subject_of(whole[0]), fix=sign_fix(whole, ""))


def _is_at_least_all(value: Value, look: Look) -> bool:
    is_floor = value.number == 100 and value.unit == "%" and value.comparator == "≥"
    return is_floor and not is_of_change(value, look)
