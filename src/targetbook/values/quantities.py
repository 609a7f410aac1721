"""Finds the quantities in a text: each a number with the bound words, scale and unit that touch it.

Digits that name something (PM2.5, 3A级, 第3方, 2024年 before a rate, 〔2023〕153号) or say when (近3年) are not quantities.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from targetbook.values.bounds import ADVERB, COMPARATOR_OF, NEGATION, PREFIX_REVERSED, SUFFIX, SUFFIX_COMPARATOR_OF
from targetbook.values.spelling import THIN
from targetbook.values.units import canonical_rate, one_of, vocabulary
from targetbook.values.value import Form

_DIGITS = 18

SCALES = {"万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12, "千": 3,
          "thousand": 3, "million": 6, "billion": 9}  # fmt: skip

_LABELS = "|".join(
    [
        r"(?:19|20)[0-9]{2}(?:全年|年度?(?![0-9底末初]))",
        r"(?:19|20)[0-9]{2}\s*[-~至]\s*(?:(?:19|20)[0-9]{2}|[0-9]{2})学年",
        r"(?:q[1-4]|quarter of) (?:19|20)[0-9]{2}",
        r"第[0-9]+",
        r"(?<![提目当此之以底日号月])前[0-9]+(?:[名位强]|年|个月)",  # 前3名: a rank; 前3年平均值: when
        r"(?<![接将])近[0-9]+(?:个?(?:学年|学期|季度|月|星期)|年|周|天|日)(?!次)",
        r"(?:过去|未来|今后)[0-9]+(?:个?(?:学年|学期|季度|月|星期)|年|周|天|日)(?!次)",
        r"(?:past|last|previous|next|recent) [0-9]+ (?:years|months|quarters|weeks|days)(?![a-z])",
        r"[0-9]+年一遇",  # the flood that a dyke must hold back
        r"每个?月[0-9]{1,2}[日号]",
        r"[a-z]+[0-9]*/[tz] ?[0-9][-0-9.]*",  # GB/T 15835, DB44/T 27-2001
        r"(?<![a-z])(?:gb[jz]?|iso|iec|cjj?|jg[jt]?|jt[gst]?|hj|sl|ny|ws|aq|yy|db) ?[0-9][-0-9.~]*",  # GB 3095-2012
        r"t\+[0-9]+",
        r"[〔【\[][0-9]{4}[〕】\]]第?[0-9]+号",
        # 60岁以上老年人: who, not how many; 79岁以上 at the end is a life expectancy
        r"[0-9]+(?:[-~至][0-9]+)?周?岁(?:\(含\))?+(?:及?以[上下])?+(?!\s*(?:/|(?:左右)?[。.]?\s*$))",
        r"aged [0-9]+(?:\s*(?:-|to)\s*[0-9]+)?(?: (?:and|or) (?:over|above|older|under))?",
        r"[0-9]{3,5}(?=(?:政务|便民|市民)?(?:服务)?(?:热线|平台))",  # 12345热线
        r"[0-9]{1,2}[日号](?=之前|以前|前)",  # 每月5日前: a day of the month, not five days
        r"(?<![a-z0-9])(?!cny|rmb)[a-z][-a-z0-9./]*[0-9][-a-z0-9.]*",
    ]
)
_CANDIDATE = re.compile(rf"(?P<label>{_LABELS})|(?:(?<![a-z0-9.])|(?<=cny)|(?<=rmb))[0-9][0-9,.{THIN}]*")
_NUMBER = r"(?:[0-9]{1,3}(?:[,\u2009][0-9]{3})+|0|[1-9][0-9]*)(?:\.[0-9]+)?(?![0-9]|[.,][0-9])"


@cache
def _quantity() -> re.Pattern[str]:
    known = vocabulary()
    # 辆 is not read out of 辆次, another unit that may not be known
    unit, per = one_of(known.unit_names) + "(?!次)", one_of(known.per_names) + "(?!次)"
    per_word = r"\s+(?:per|an?(?=\s+(?:hour|day|week|month|quarter|year)(?![a-z])))\s+"
    rate = rf"(?:\s*[/每]\s*|{per_word})\(?{per}(?:(?:\s*[·/*每]\s*|{per_word}){per})*\)?"
    scale = r"(?:[十百千]?万|[十百千万]?亿|千(?![米克瓦伏帕卡赫])|(?:thousand|million|billion)(?![a-z]))"

    def part(n: int) -> str:
        bracket = rf"\((?P<bracket_scale{n}>{scale})?(?P<bracket{n}>{unit})\)"
        return (
            rf"(?:\s?(?P<scale{n}>{scale}))?(?P<odd{n}>[余多]|\+(?![-/0-9]))?(?:\s?(?:{bracket}|(?P<unit{n}>{unit})))?"
        )

    return re.compile(
        rf"(?P<number>{_NUMBER}){part(1)}"
        rf"(?:(?P<low_rate>{rate})?\s*(?P<to>~|-+|至|到|to(?=\s))\s*(?P<minus>-|零下)?(?:cny\s*|[¥￥])?"
        rf"(?P<upper>{_NUMBER}){part(2)})?"
        rf"(?P<rate>{rate})?(?:\s?(?P<suffix>{SUFFIX}))?(?:\(含(?:(?P=number)[^()0-9]{{0,4}}|[^()0-9]{{0,8}})\))?"
    )


@dataclass(frozen=True, slots=True)
class Bound:
    """What binds a quantity; the quantity with its bound begins at text[first:]."""

    comparator: str
    word: str | None
    first: int
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    number: Decimal
    upper: Decimal | None
    scale: str | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a text: text[bound.first:last]."""

    form: Form
    bound: Bound
    amount: Amount
    last: int


def quantities_in(text: str, norm: str) -> list[Quantity] | None:
    """Every quantity of the text; None where a number is malformed or its bounds contradict each other."""
    found: list[Quantity] = []
    last = 0
    for candidate in _CANDIDATE.finditer(norm):
        if candidate["label"] or candidate.start() < last:
            continue
        match = _quantity().match(norm, candidate.start())
        if match is None:
            return None
        last = match.end()
        if norm[last : last + 1].isascii() and norm[last : last + 1].isalpha() and norm[last] != "M":
            continue  # 5G, 3A级
        quantity = _read(match, text, norm)
        if quantity is None:
            return None
        found.append(quantity)
    return found


def _read(match: re.Match[str], text: str, norm: str) -> Quantity | None:
    ahead = PREFIX_REVERSED.match(norm[: match.start()][::-1])
    if ahead and ahead["minus"] and not _is_minus(norm, match.start() - 1, ahead):
        ahead = None  # a dash between words and number
    bound = _bound(match, ahead, text, norm)
    amount = _amount(match, ahead)
    if bound is None or amount is None:
        return None
    # a rate needs something that it is a rate of: 5 /月 is not read
    last = match.end() if amount.unit or not match["rate"] else match.start("rate")
    if ahead and ahead["tolerance"]:
        if amount.upper is not None or bound.comparator not in "=≤" or match["odd1"]:
            return None
        return Quantity(Form.TOLERANCE, Bound("±", ahead["tolerance"][::-1], bound.first), amount, last)
    if amount.upper is not None:
        return Quantity(Form.RANGE, bound, amount, last) if bound.comparator == "=" else None
    form = Form.EXACT if bound.comparator == "=" else Form.BOUND
    return Quantity(form, bound, amount, last)


def _is_minus(norm: str, place: int, ahead: re.Match[str]) -> bool:
    if ahead["minus"] != "-" or ahead["bound"] or ahead["currency"] or ahead["tolerance"]:
        return True
    return not norm[place - 1 : place].isalnum() if place else True


def _bound(match: re.Match[str], ahead: re.Match[str] | None, text: str, norm: str) -> Bound | None:
    """The comparator that the words before and after the number make together; None if they contradict."""
    start = match.start()
    first, verb, sign, word = start, "", None, None
    if ahead:
        first = start - ahead.end()
        if ahead["bound"]:
            sign = COMPARATOR_OF[ahead["bound"][::-1]]
            word = text[start - ahead.end("bound") : start - ahead.start("bound")]
            if NEGATION.search(norm, 0, first):
                return None
    if sign is None and (adverb := ADVERB.search(norm, 0, first)):
        sign, word, verb, first = COMPARATOR_OF[adverb[1]], adverb[1], adverb[2], adverb.start()
    if match["odd1"]:
        return Bound("≥" if match["odd1"] == "+" else ">", match["odd1"], first, verb) if sign is None else None
    suffix = match["suffix"]
    if suffix is None:
        return Bound(sign or "=", word, first, verb)
    last = SUFFIX_COMPARATOR_OF[suffix]
    word = f"{word}…{suffix}" if word else suffix
    if sign is None or sign == "=":
        return Bound(last, word, first, verb)
    same_side = last == "=" or (sign in "≥>") == (last == "≥")
    return Bound(sign, word, first, verb) if same_side else None


def _amount(match: re.Match[str], ahead: re.Match[str] | None) -> Amount | None:
    """Numbers with their scale worked in, and the canonical unit; None where units differ or digits are too many."""
    low_scale, high_scale = (match[f"scale{n}"] or match[f"bracket_scale{n}"] for n in "12")
    units = {vocabulary().unit_names[unit] for n in "12" if (unit := match[f"unit{n}"] or match[f"bracket{n}"])}
    if ahead and ahead["currency"]:
        units.add("%" if ahead["currency"] == "之分百" else "元")
    negative = ahead is not None and bool(ahead["minus"])
    low = _decimal(match["number"], negative)
    high = _decimal(match["upper"], bool(match["minus"])) if match["upper"] else None
    if len(units) > 1 or low is None or (match["upper"] and (high is None or not _is_range(match, negative))):
        return None
    if high is not None and not low_scale and low <= high:
        low_scale = high_scale  # 1-2万: both in 万
    unit = units.pop() if units else None
    if unit and match["rate"]:
        unit += canonical_rate(match["rate"])
    number = _scaled(low, low_scale)
    if high is None:
        return Amount(number, None, low_scale, unit)
    return Amount(number, _scaled(high, high_scale), low_scale if low_scale == high_scale else None, unit)


def _is_range(match: re.Match[str], negative: bool) -> bool:
    """Whether two ends are told clearly: not -5--10, which may end at 10 or at -10, and both at one rate."""
    if match["odd2"] or (negative and match["to"].startswith("--")):
        return False
    low_rate, rate = match["low_rate"], match["rate"]
    return not low_rate or (rate is not None and canonical_rate(low_rate) == canonical_rate(rate))


def _decimal(digits: str, negative: bool) -> Decimal | None:
    digits = digits.replace(",", "").replace(THIN, "")
    if len(digits) > _DIGITS:
        return None
    return -Decimal(digits) if negative else Decimal(digits)


def _scaled(number: Decimal, scale: str | None) -> Decimal:
    if scale is None:
        return number
    product = number * Decimal(10) ** SCALES[scale]
    return product.to_integral_value() if product == product.to_integral_value() else product.normalize()
