"""VAL: whether a value says clearly, and rightly, which results reach it: its sign, its words of bound, its two ends."""

import re
from decimal import Decimal

from targetbook.check.columns import language_of, place_of, subject_of, told_of
from targetbook.check.rule import Finds, Look, finding, rule
from targetbook.check.value_words import CHANGES, FLOORS_OF_COST, LESS_IS_BETTER, MORE_IS_BETTER, OTHER_SHARES, SHARES
from targetbook.check.walk import Aim, aims_in, aims_of, indicators_of, place_in
from targetbook.check.wording import ends_in, stem_of
from targetbook.model import Indicator, Project
from targetbook.problems import Edit, Fix, Severity
from targetbook.values import Form, Moment, Value, parse_value


def is_share(name: str, shares: tuple[str, ...] = SHARES, others: tuple[str, ...] = OTHER_SHARES) -> bool:
    """Whether a name is that of a share of a whole."""
    return ends_in(name, shares) and not ends_in(name, others)


def _is_whole_share(aim: Aim) -> bool:
    value = aim.target.value
    return value.unit == "%" and value.number == 100 and is_share(subject_of(aim))


_FIRST_DIGIT = re.compile(r"(?:人民币|百分之|[¥￥])?[-−]?\d")


def with_sign(value: Value, sign: str) -> str | None:
    """A value's text with a sign in front of its number, in place of the words or the sign that bind it now.

    Args:
        sign: ≥, ≤, > or <; "" for none.

    Returns:
        None where the text cannot be written so without saying something else.
    """
    text = value.text.strip()
    end = len(text) - len(value.after)
    found = _FIRST_DIGIT.search(text, len(value.before) if text.startswith(value.before) else text.find(_word(value)))
    if found is None or value.number is None:
        return None
    quantity = text[found.start() : end].rstrip()
    for suffix in (value.bound_word or "").split("…")[-1:]:
        for written in (suffix, suffix.replace("(", "（").replace(")", "）")):
            quantity = quantity.removesuffix(written).rstrip()
    head = re.sub("(?:达到|达|为)$", "", value.before) if sign else value.before
    signed = f"{head}{sign}{quantity}{value.after}"
    read = parse_value(signed)
    is_same = (read.number, read.unit, read.comparator) == (value.number, value.unit, sign or "=")
    return signed if is_same else None


def _word(value: Value) -> str:
    return (value.bound_word or "").split("…")[0]


def _sign_fix(aims: list[Aim], sign: str) -> Fix | None:
    """The edits that write each of some values with a sign; None where one of them cannot be."""
    signed = [(place_of(aim.target.text), with_sign(aim.target.value, sign)) for aim in aims]
    if any(text is None for _, text in signed):
        return None
    return Fix(tuple(Edit(place, text) for place, text in signed), safe=False)


@rule("VAL003", Severity.WARNING, of_lack=True)
def comparator_is_lost(project: Project, look: Look) -> Finds:
    """One column bounds a number (95%以上), the other has the bare number (95%)."""
    for path, indicator in indicators_of(project):
        bounds = [aim for aim in aims_in(indicator, path) if aim.target.value.form is Form.BOUND]
        bare = [aim for aim in aims_in(indicator, path) if aim.target.value.form is Form.EXACT]
        if len(bounds) != 1 or len(bare) != 1 or _is_whole_share(bare[0]):
            continue
        bound, exact = bounds[0].target.value, bare[0].target.value
        if (bound.number, bound.unit) == (exact.number, exact.unit) and not (bound.is_vague or exact.is_vague):
            sign = bound.comparator or ""
            yield told_of(bare, fix=_sign_fix(bare, sign), bound=bound.text.strip(), sign=sign)


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
    lower, higher, floors = (look.words(name) for name in ("lower", "higher", "floors"))
    for path, indicator in indicators_of(project):
        floor, ceiling = (_bounded(indicator, path, signs) for signs in ("≥>", "≤<"))
        if floor and _wants_less(floor[0], lower, floors):
            yield told_of(floor, message="floor", name=subject_of(floor[0]))
        elif ceiling and _wants_more(ceiling[0], lower, higher):
            yield told_of(ceiling, message="ceiling", name=subject_of(ceiling[0]))


def _bounded(indicator: Indicator, path: str, signs: str) -> list[Aim]:
    return [aim for aim in aims_in(indicator, path) if _has_one_of(signs, aim.target.value)]


def _has_one_of(signs: str, value: Value) -> bool:
    """Whether a value has one of some signs; 下降≥5% bounds the fall, and 6月起 says when something begins."""
    if value.comparator is None or value.comparator not in signs or ends_in(value.before, CHANGES):
        return False
    return value.start is None or value.has_sign


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
    return aim.indicator.kind.level.key == "satisfaction" or ends_in(subject, higher)


@rule("VAL017", Severity.ADVICE)
def words_stand_for_the_sign(project: Project, look: Look) -> Finds:
    """A bound in words (95%以上, 不低于, 以内) where the form has a column for the sign."""
    for path, indicator in indicators_of(project):
        worded = [aim for aim in aims_in(indicator, path) if _is_worded(aim) and not _is_whole_share(aim)]
        if worded:
            value = worded[0].target.value
            sign = value.comparator or ""
            is_one_sign = all(aim.target.value.comparator == sign for aim in worded)
            fix = _sign_fix(worded, sign) if is_one_sign else None
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


@rule("VAL022", Severity.ADVICE, names=SHARES, others=OTHER_SHARES)
def share_is_at_least_all(project: Project, look: Look) -> Finds:
    """≥100% of a share of a whole can only be 100 %."""
    for path, indicator in indicators_of(project):
        whole = [aim for aim in aims_in(indicator, path) if _is_at_least_all(aim.target.value)]
        if whole and is_share(subject_of(whole[0]), look.words("names"), look.words("others")):
            yield told_of(whole, name=subject_of(whole[0]), fix=_sign_fix(whole, ""))


def _is_at_least_all(value: Value) -> bool:
    is_floor = value.number == 100 and value.unit == "%" and value.comparator == "≥"
    return is_floor and not ends_in(value.before, CHANGES)
