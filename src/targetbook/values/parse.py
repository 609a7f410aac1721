"""Reads the text of a target value into its parts: 不低于1000平方米 -> ≥, 1000, 平方米.

How a text is read: a date or span if it holds nothing else with digits; else its one quantity with the bound words,
scale and unit that touch it; else a known word. Several distinct quantities (培训2场次；…不少于36场次) are no single
target, so the value stays text; two bounds that close a range (≥80%且≤90%) are one. Digits that name something
(PM2.5, 3A级, 第3方, 2024年 before a rate, 〔2023〕153号) are not quantities.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from targetbook.values.bounds import ADVERB, COMPARATOR_OF, NEGATION, PREFIX_REVERSED, SUFFIX, SUFFIX_COMPARATOR_OF
from targetbook.values.dates import HINT, find_date
from targetbook.values.units import canonical_rate, one_of, vocabulary
from targetbook.values.value import Form, Value

LONGEST = 500
"""Characters of the longest text that is looked into; longer ones are prose."""
_DIGITS = 18

SCALES = {"万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12, "千": 3,
          "thousand": 3, "million": 6, "billion": 9}  # fmt: skip

# one character for one, so that places in the normalised text are places in the author's
_NORMAL = str.maketrans(
    {character: chr(ord(character) - 0xFEE0) for character in "０１２３４５６７８９％＝＞＜～（）：；，．／＋"}
    | {chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    | dict.fromkeys("﹦", "=")
    | dict.fromkeys("〜∼–—－−‒‑―", "-")
    | dict.fromkeys("\u3000\u00a0\u2009\u202f", " ")
    | dict.fromkeys("・•‧∙⋅", "·")
)
_CANDIDATE = re.compile(
    r"(?P<label>(?:19|20)[0-9]{2}年度?(?![0-9底末初])|第[0-9]+|[〔【\[][0-9]{4}[〕】\]]第?[0-9]+号|(?<![a-z0-9])(?!cny|rmb)[a-z][-a-z0-9./]*[0-9][-a-z0-9.]*)"
    r"|[0-9][0-9,.]*"
)
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:\.[0-9]+)?(?![0-9]|[.,][0-9])"
_JOIN = re.compile(r"\s*[,;、]?\s*(?:且|并且|并|和|与|and)?\s*$")
_TRAILING = "。.；;，,、！! \t\r\n\u3000"


def normal(text: str) -> str:
    """Half-width digits and signs, Latin letters in lower case; as long as the text."""
    return text.translate(_NORMAL)


@cache
def _quantity() -> re.Pattern[str]:
    known = vocabulary()
    unit, per = one_of(known.unit_names), one_of(known.per_names)
    rate = rf"(?:\s*/\s*|\s+per\s+)\(?{per}(?:(?:\s*[·/*]\s*|\s+per\s+){per})*\)?"
    scale = r"(?:[十百千]?万|[十百千万]?亿|千(?![米克瓦])|\s?(?:thousand|million|billion)(?![a-z]))"

    def part(n: int) -> str:
        bracket = rf"\((?P<bracket_scale{n}>{scale})?(?P<bracket{n}>{unit})\)"
        return rf"(?P<scale{n}>{scale})?(?P<odd{n}>[余多])?\s?(?:{bracket}|(?P<unit{n}>{unit}))?"

    return re.compile(
        rf"(?P<number>{_NUMBER}){part(1)}"
        rf"(?:\s*(?:~|-+|至|到|to(?=\s))\s*(?:cny\s*|[¥￥])?(?P<upper>{_NUMBER}){part(2)})?"
        rf"(?P<rate>{rate})?(?:\s?(?P<suffix>{SUFFIX}))?"
    )


def parse_value(text: str) -> Value:
    """Read a target value, Chinese or English; never fails: what cannot be read has form TEXT."""
    if len(text) > LONGEST:
        return Value(text, Form.TEXT)
    norm = normal(text)
    if HINT.search(norm) and (dated := find_date(norm)):
        return Value(
            text, dated.form, dated.comparator, start=dated.start, end=dated.end, bound_word=dated.bound_word,
            before=text[: dated.first].strip(), after=text[dated.last :].strip(),
        )  # fmt: skip
    quantities = _quantities(text, norm)
    if quantities == []:
        return _word(text, norm)
    found = _single(quantities, norm) if quantities else None
    if found is None:
        return Value(text, Form.TEXT)
    bound, amount = found.bound, found.amount
    return Value(
        text, found.form, bound.comparator, amount.number, amount.upper, amount.scale, amount.unit,
        before=text[: bound.first].strip() + bound.verb, after=text[found.last :].strip(), bound_word=bound.word,
    )  # fmt: skip


def _word(text: str, norm: str) -> Value:
    word = norm.strip(_TRAILING)
    if word not in vocabulary().word_names:
        return Value(text, Form.TEXT)
    return Value(text, Form.WORD, after=text.strip()[len(word) :].strip())


@dataclass(frozen=True, slots=True)
class _Bound:
    """What binds a quantity; the quantity with its bound begins at text[first:]."""

    comparator: str
    word: str | None
    first: int
    verb: str = ""


@dataclass(frozen=True, slots=True)
class _Amount:
    number: Decimal
    upper: Decimal | None
    scale: str | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class _Quantity:
    """One quantity of a text: text[bound.first:last]."""

    form: Form
    bound: _Bound
    amount: _Amount
    last: int


def _single(quantities: list[_Quantity], norm: str) -> _Quantity | None:
    """The one quantity, or the range that two bounds close (≥80%且≤90%); None where they are distinct targets."""
    if len(quantities) == 1:
        return quantities[0]
    if len(quantities) > 2 or not _JOIN.fullmatch(norm[quantities[0].last : quantities[1].bound.first]):
        return None
    ends = {quantity.bound.comparator: quantity.amount for quantity in quantities}
    if ends.keys() != {"≥", "≤"}:
        return None
    low, high = ends["≥"], ends["≤"]
    if low.unit and high.unit and low.unit != high.unit:
        return None
    scale = low.scale if low.scale == high.scale else None
    amount = _Amount(low.number, high.number, scale, low.unit or high.unit)
    bound = _Bound("=", "≥…≤", quantities[0].bound.first, quantities[0].bound.verb)
    return _Quantity(Form.RANGE, bound, amount, quantities[1].last)


def _quantities(text: str, norm: str) -> list[_Quantity] | None:
    """Every quantity of the text; None where a number is malformed or its bounds contradict each other."""
    found: list[_Quantity] = []
    last = 0
    for candidate in _CANDIDATE.finditer(norm):
        if candidate["label"] or candidate.start() < last:
            continue
        match = _quantity().match(norm, candidate.start())
        if match is None:
            return None
        last = match.end()
        if "a" <= norm[last : last + 1] <= "z":
            continue  # 5G, 3A级
        quantity = _read(match, text, norm)
        if quantity is None:
            return None
        found.append(quantity)
    return found


def _read(match: re.Match[str], text: str, norm: str) -> _Quantity | None:
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
        tolerance = _Bound("±", ahead["tolerance"][::-1], bound.first)
        if bound.comparator not in "=≤" or match["odd1"]:
            return None
        if amount.upper is not None:
            return None
        return _Quantity(Form.TOLERANCE, tolerance, amount, last)
    if amount.upper is not None:
        return _Quantity(Form.RANGE, bound, amount, last) if bound.comparator == "=" else None
    form = Form.EXACT if bound.comparator == "=" else Form.BOUND
    return _Quantity(form, bound, amount, last)


def _is_minus(norm: str, place: int, ahead: re.Match[str]) -> bool:
    if ahead["bound"] or ahead["currency"] or ahead["tolerance"]:
        return True
    return not norm[place - 1 : place].isalnum() if place else True


def _bound(match: re.Match[str], ahead: re.Match[str] | None, text: str, norm: str) -> _Bound | None:
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
        return _Bound(">", match["odd1"], first, verb) if sign is None else None
    suffix = match["suffix"]
    if suffix is None:
        return _Bound(sign or "=", word, first, verb)
    last = SUFFIX_COMPARATOR_OF[suffix]
    word = f"{word}…{suffix}" if word else suffix
    if sign is None or sign == "=":
        return _Bound(last, word, first, verb)
    same_side = last == "=" or (sign in "≥>") == (last == "≥")
    return _Bound(sign, word, first, verb) if same_side else None


def _amount(match: re.Match[str], ahead: re.Match[str] | None) -> _Amount | None:
    """Numbers with their scale worked in, and the canonical unit; None where units differ or digits are too many."""
    low_scale, high_scale = (match[f"scale{n}"] or match[f"bracket_scale{n}"] for n in "12")
    units = {vocabulary().unit_names[unit] for n in "12" if (unit := match[f"unit{n}"] or match[f"bracket{n}"])}
    if ahead and ahead["currency"]:
        units.add("%" if ahead["currency"] == "之分百" else "元")
    low, high = _decimal(match["number"]), _decimal(match["upper"]) if match["upper"] else None
    if len(units) > 1 or low is None or (match["upper"] and high is None) or match["odd2"]:
        return None
    if high is not None and not low_scale and low <= high:
        low_scale = high_scale  # 1-2万: both in 万
    unit = units.pop() if units else None
    if unit and match["rate"]:
        unit += canonical_rate(match["rate"])
    negative = ahead is not None and bool(ahead["minus"])
    number = _scaled(-low if negative else low, low_scale)
    if high is None:
        return _Amount(number, None, low_scale and low_scale.strip(), unit)
    scale = low_scale.strip() if low_scale and low_scale == high_scale else None
    return _Amount(number, _scaled(high, high_scale), scale, unit)


def _decimal(digits: str) -> Decimal | None:
    digits = digits.replace(",", "")
    return Decimal(digits) if len(digits) <= _DIGITS else None


def _scaled(number: Decimal, scale: str | None) -> Decimal:
    if scale is None:
        return number
    product = number * 10 ** SCALES[scale.strip()]
    return product.to_integral_value() if product == product.to_integral_value() else product.normalize()
