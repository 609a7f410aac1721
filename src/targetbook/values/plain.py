"""Says a value in digits, months and percent, so that two ways of writing one can be compared.

十二个 -> 12个, 九成以上 -> 90%以上, 百分之八十 -> 80%, 第一季度 -> 1月-3月, 年底前 -> 12月底前, 次年3月 -> 2027年3月.
Only for comparing: in a record a number in words is a value in words, which no rule takes for a number.
"""

import re
from functools import cache, lru_cache

from targetbook.values.dates import MONTHS
from targetbook.values.parse import parse_value
from targetbook.values.spelling import normal
from targetbook.values.units import one_of, vocabulary
from targetbook.values.value import Value

_DIGITS = {character: str(n) for n, character in enumerate("〇一二三四五六七八九")} | {"零": "0", "两": "2"}
_MONTH_OF_YEAR = {"初": "1月初", "中": "6月底", "底": "12月底", "末": "12月底"}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}

_ENGLISH = rf"(?<![a-z-])(?:({'|'.join(_TENS)})(?:[- ]({'|'.join(_SMALL[1:10])}))?|({'|'.join(_SMALL)}))"
_HINT = re.compile(
    rf"[{''.join(_DIGITS)}十]|分之百|[1-9]成|季度|半年|年[底末初中]|[当本次翌明]年|q[1-4]|quarter|half|{_ENGLISH}"
)
"""What every text has somewhere that this module says otherwise."""
_RUN = rf"[{''.join(_DIGITS)}十百千]+(?:点[{''.join(_DIGITS)}]+)?"
_PARTS = re.compile(rf"(百|千)分之(百|{_RUN})")
_TENTHS = re.compile(
    rf"(?<![0-9.第{''.join(_DIGITS)}])([一两二三四五六七八九1-9])成([一二三四五六七八九]|半)?(?![立为果效功长员熟型品本])"
)
_WRITTEN_YEAR = re.compile(r"[一二][〇零一二三四五六七八九]{3}(?=年)")
_QUARTER = re.compile(
    r"(?<![每0-9个近])(?:第?([1-4一二三四])(?:[-~至到、]+第?([1-4一二三四]))?季度|q([1-4])(?![0-9a-z]))([末底])?(前|之前|以前|内)?"
)
_HALF = re.compile(r"(?<!每)([上下])半年([末底])?(前|之前|以前|内)?")
_NONE_OF = re.compile(r"^(?:实现|确保|做到)?零([\u4e00-\u9fff]{2,4})$")
_NEAR_NEW_YEAR = re.compile(r"(?:(?<![0-9年每])|(?<=[0-9]年))年([底末初中])(?![小学心期])")
_PART_EN = re.compile(
    r"(by )?(?:the )?(?:(first|second|third|fourth|last) (quarter|half)|q([1-4])(?=(?: of)? [0-9]{4}))"
    r"(?: of the year)?(?: of(?= [0-9]{4}))?"
)
_IN_ENGLISH = re.compile(rf"{_ENGLISH}(?=\s+[a-z(%])(?![a-z-])")
_RELATIVE_YEAR = re.compile(r"(当|本|次|翌|明)年(?=度?)")


def plainly(value: Value, year: int | None = None) -> Value:
    """The value as digits and months say it, the words of its year (当年, 次年) told where `year` is; itself if it has none."""
    norm = normal(value.text)
    if not _HINT.search(norm):
        return value
    said = _said(norm, year)
    return value if said == norm else parse_value(said)


@lru_cache(maxsize=1024)
def _said(norm: str, year: int | None) -> str:
    norm = _NONE_OF.sub(r"\g<1>0", norm)
    norm = _PARTS.sub(_of_hundred, norm)
    norm = _TENTHS.sub(_of_ten, norm)
    norm = _WRITTEN_YEAR.sub(lambda found: "".join(_DIGITS[character] for character in found[0]), norm)
    norm = _numeral().sub(lambda found: _in_digits(found[0]) or found[0], norm)
    norm = _IN_ENGLISH.sub(_english, norm)
    if year is not None:
        norm = _RELATIVE_YEAR.sub(lambda found: f"{year + (found[1] not in '当本')}年", norm)
    norm = _PART_EN.sub(_part_in_english, norm)
    norm = _HALF.sub(_half, _QUARTER.sub(_quarter, norm))
    return _NEAR_NEW_YEAR.sub(lambda found: _MONTH_OF_YEAR[found[1]], norm)


def _of_hundred(found: re.Match[str]) -> str:
    number = "100" if found[2] == "百" else _in_digits(found[2])
    return number + ("%" if found[1] == "百" else "‰") if number else found[0]


def _of_ten(found: re.Match[str]) -> str:
    tens = _DIGITS.get(found[1], found[1])
    return f"{tens}{'5' if found[2] == '半' else _DIGITS.get(found[2] or '〇')}%"


@cache
def _numeral() -> re.Pattern[str]:
    """A number in Chinese characters before what is counted. A lone 一 is one only before a few measure words (一批成果)."""
    counted = one_of(name for name in vocabulary().unit_names if not name.isascii() and name not in ("级", "分", "届"))
    before = rf"(?![性批])\s?(?:(?:万|亿)?(?:{counted}|[年月日号])|[余多](?!元)|以[上下内]|左右|[,;。、)]|$)"
    return re.compile(
        rf"(?<![第每/之{''.join(_DIGITS)}十百千万亿])(?:(?!一(?![十百千])){_RUN}(?={before})|一(?=[次场个项份期篇](?!性)|[月日号]))"
    )


def _in_digits(run: str) -> str | None:
    """A number up to 9,999 written in characters, in digits; None where it is none (十四五, 七八)."""
    whole, _, fraction = run.partition("点")
    total, pending, last = 0, 0, 10_000
    for before, character in zip(" " + whole, whole, strict=False):
        place = _PLACES.get(character)
        if place is None:
            if before in _DIGITS and before not in "〇零":
                return None
            pending = int(_DIGITS[character])
        elif place >= last or (not pending and place > 10):
            return None
        else:
            total, pending, last = total + (pending or 1) * place, 0, place
    if pending and last > 10 and last < 10_000 and whole[-2] not in "〇零":
        return None  # 三百五 is 350 to most, and to some a slip
    decimals = "".join(_DIGITS[character] for character in fraction)
    return f"{total + pending}.{decimals}" if decimals else str(total + pending)


def _english(found: re.Match[str]) -> str:
    tens, ones, small = found.groups()
    if small:
        return str(_SMALL.index(small))
    return str((_TENS.index(tens) + 2) * 10 + (_SMALL.index(ones) if ones else 0))


def _quarter(found: re.Match[str]) -> str:
    first, last, english, at_end, bound = found.groups()
    numbers = [int(_DIGITS.get(number, number)) for number in (first or english, last) if number]
    return _span(3 * numbers[0] - 2, 3 * numbers[-1], at_end, bound)


def _half(found: re.Match[str]) -> str:
    half, at_end, bound = found.groups()
    return _span(1, 6, at_end, bound) if half == "上" else _span(7, 12, at_end, bound)


def _span(first: int, last: int, at_end: str | None, bound: str | None) -> str:
    """A part of a year in months: 1月-3月, 3月底 for its end, 3月底前 where it is a deadline."""
    if bound in (None, "内") and not at_end:
        return f"{first}月-{last}月"
    return f"{last}月底{'前' if bound else ''}"


def _part_in_english(found: re.Match[str]) -> str:
    by, ordinal, part, number = found.groups()
    months = 6 if part == "half" else 3
    last = 12 if ordinal == "last" else months * (int(number) if number else _ORDINALS[ordinal])
    return f"by the end of {MONTHS[last - 1]}" if by else f"{MONTHS[last - months]} - {MONTHS[last - 1]}"
