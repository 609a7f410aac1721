"""The numbers of a running text, in Chinese and in English, so that two texts can be asked whether they say the same.

What is written in digits is *stated*; what words only suggest (两次, twice, 第一季度, December) is *implied*: it may answer
for a number of the other language, and is never missed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

_DIGITS = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "亿": 10**8}
_NUMERALS = re.compile(f"[{''.join((*_DIGITS, *_TENS, *_SCALES))}]+")

_NORMAL = str.maketrans({chr(ord(mark) + 0xFEE0): mark for mark in "0123456789%."})
_NUMBER = r"\d{1,3}(?:[, \u2009\u202f\u00a0]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_DOTTED = re.compile(r"(?<!\d)(\d{4})\.(\d{1,2})\.(?=\d{1,2}(?!\d))", re.ASCII)
_PARTED = re.compile(r"[, \u2009\u202f\u00a0]")
_START = r"(?<![\d.])"
_ZH = re.compile(
    rf"{_START}(?P<low>{_NUMBER})(?:\s*[-—–~～至到]+\s*(?P<high>{_NUMBER}))?"
    r"\s*(?P<scale>[十百千]?[万亿]|千(?![米克瓦伏卡])|百(?!分))?(?P<sign>%|‰|个?百分点|百分比)?",
    re.ASCII,
)
_EN = re.compile(
    rf"{_START}(?P<low>{_NUMBER})(?:\s*(?:[-—–~]|to)\s*(?P<high>{_NUMBER}))?"
    r"(?:[\s-]*(?P<scale>(?:(?:ten|hundred)\s+)?(?:thousand|million|billion)|hundred)\b)?"
    r"\s*(?P<sign>%|‰|percentage points?|per ?cent|pp\b)?",
    re.ASCII | re.IGNORECASE,
)
_FULL_HOUR = re.compile(r"(?<![\d:：])(?:[01]?\d|2[0-4])[:：](00)(?![\d:：])", re.ASCII)
_CLOCK = re.compile(
    r"(?<![\d:：])(?P<hour>[01]?\d|2[0-4])(?:[:：][0-5]\d(?![\d:：])|\s*[时点](?!间|段)|\s*[ap]\.?m\b)", re.ASCII | re.I
)
_SHORT_YEARS = re.compile(
    r"20[12]\d[-—–~～](?:1[3-9]|[2-9]\d)(?![-\d.月])", re.ASCII
)  # 2024-26学年; 2024-12 is a month
_GLUED = re.compile(r"[A-Za-z][-–]?$")
_EN_SCALES = {"ten": 10, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}

_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS_IN_WORDS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
]  # fmt: skip
_MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
]  # fmt: skip
_WORDS = (
    {word: (number,) for number, word in enumerate(_ONES)}
    | {word: (number,) for number, word in enumerate(_ORDINALS, 1)}
    | {word: (10 * number,) for number, word in enumerate(_TENS_IN_WORDS, 2)}
    | {"a": (1,), "an": (1,), "each": (1,), "every": (1,), "per": (1,), "once": (1,), "single": (1,), "no": (0,)}
    | {word: (number,) for number, month in enumerate(_MONTHS, 1) for word in (month, month[:3])}
    | {"twice": (2,), "both": (2,), "double": (2,), "half": (2, 6), "dozen": (12,), "clock": (24,)}
    | {"year-end": (12, 31), "noon": (12,), "midnight": (0, 24)}
)
_ZH_WORDS = {
    "半": (6, 30), "半小时": (30,), "双": (2,), "年底": (12, 31), "年末": (12, 31), "年内": (12, 31), "年初": (1,),
    "月底": (28, 29, 30, 31), "月末": (28, 29, 30, 31), "季度末": (30, 31), "全天": (24, 7),
}  # fmt: skip
_WORD = re.compile(r"year-end|[a-z]+")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in digits; `sign` is %, ‰, a point (百分点) or "". 38万 has number 380000, bare 38 and scale 10000."""

    number: Decimal
    bare: Decimal
    scale: int
    sign: str
    start: int
    end: int


def figures_of(text: str, language: str) -> tuple[Figure, ...]:
    """The numbers that a text in Chinese (`zh`) or English states in digits. PM2.5 and COVID-19 hold none."""
    normal = _normal(text)
    found = _figures(normal, _ZH if language == "zh" else _EN)
    full_hours = {match.start(1) for match in _FULL_HOUR.finditer(normal)}
    return tuple(it for it in found if not _is_glued(normal, it.start) and it.start not in full_hours)


def implied_in(text: str, language: str) -> frozenset[Decimal]:
    """The numbers that the words of a text suggest, and those that are glued to a letter: twice, 第一季度, mid-2024."""
    normal = _normal(text)
    words = _implied_in_chinese(normal) if language == "zh" else _implied_in_english(normal.lower())
    found = _figures(normal, _ZH if language == "zh" else _EN)
    glued = {figure.number for figure in found if _is_glued(normal, figure.start)}
    hours = {int(match["hour"]) for match in _CLOCK.finditer(normal)}
    words |= {hour + 12 if hour <= 12 else hour - 12 for hour in hours}  # 21时 is 9 p.m.
    return frozenset(glued | {Decimal(number) for number in words})


def _normal(text: str) -> str:
    """Half-width digits, and 2024.12.31 as 2024-12-31; as long as the text."""
    return _DOTTED.sub(r"\1-\2-", text.translate(_NORMAL))


def _is_glued(text: str, start: int) -> bool:
    return _GLUED.search(text, max(0, start - 2), start) is not None


def chinese_number(numerals: str) -> int | None:
    """十二 as 12, 三百二十 as 320, 万 as 10,000; None for what is no single number (十四五, 三五, 一百二)."""
    total = section = digit = 0
    before = ""
    for numeral in numerals:
        if numeral in _DIGITS and before in _DIGITS and before not in "零〇○":
            return None
        if numeral in _DIGITS:
            digit = _DIGITS[numeral]
        elif numeral in _TENS:
            section, digit = section + (digit or 1) * _TENS[numeral], 0
        else:
            total, section, digit = (total + section + digit or 1) * _SCALES[numeral], 0, 0
        before = numeral
    is_cut_short = digit and len(numerals) > 1 and numerals[-2] in "百千万亿"
    return None if is_cut_short or not numerals else total + section + digit


def _figures(text: str, pattern: re.Pattern[str]) -> Iterator[Figure]:
    for match in pattern.finditer(text):
        scale = _scale(match["scale"])
        sign = _sign(match["sign"])
        for group in ("low", "high"):
            if digits := match[group]:
                bare = Decimal(_PARTED.sub("", digits))
                if group == "high" and _SHORT_YEARS.match(text, match.start("low")):
                    bare += 100 * (int(match["low"]) // 100)
                start, end = match.start(group), match.end(group)
                yield Figure(bare * scale, bare, scale, sign, start, end)


def _scale(word: str | None) -> int:
    scale = 1
    for piece in re.findall(r"[a-z]+|.", (word or "").lower()):
        scale *= _EN_SCALES.get(piece) or _TENS.get(piece) or _SCALES.get(piece) or 1
    return scale


def _sign(word: str | None) -> str:
    match (word or "").lower():
        case "" | "‰" as sign:
            return sign
        case "百分点" | "个百分点" | "percentage point" | "percentage points" | "pp":
            return "point"
        case _:
            return "%"


def _implied_in_chinese(text: str) -> set[int]:
    """Every number that a run of numerals can be cut into: 十四五 is 14 and 5 to who says the 14th Five-Year Plan."""
    runs = [match[0] for match in _NUMERALS.finditer(text)]
    pieces = {run[i : i + length] for run in runs for i in range(len(run)) for length in range(1, 8)}
    numbers = {number for piece in pieces if (number := chinese_number(piece)) is not None}
    years = {
        int("".join(str(_DIGITS[one]) for one in run)) for run in runs if len(run) == 4 and set(run) <= set(_DIGITS)
    }
    return numbers | years | {number for word, told in _ZH_WORDS.items() if word in text for number in told}


def _implied_in_english(text: str) -> set[int]:
    words = _WORD.findall(text)
    numbers = {number for word in words for number in _WORDS.get(word, ())}
    for tens, ones in pairwise(words):
        if tens in _TENS_IN_WORDS and ones in _ONES[1:10]:
            numbers.add(_WORDS[tens][0] + _ONES.index(ones))
        if ones in ("hundred", "thousand") and tens in _WORDS:
            numbers.add(_WORDS[tens][0] * _EN_SCALES[ones])
    if "end of the year" in text or "year end" in text:
        numbers |= {12, 31}
    return numbers
