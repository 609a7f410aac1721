"""Says in months and years what a text says of times in words: 第二季度 -> 6月底前, 次年3月 -> 2027年3月, 半年 -> 6个月."""

import re

from targetbook.values.dates import MONTHS
from targetbook.values.numerals import DIGITS

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_QUARTER = re.compile(
    r"(?<![每0-9个近])(?:第?([1-4一二三四])(?:[-~至到、]+第?([1-4一二三四]))?季度|q([1-4])(?![0-9a-z]))([末底])?(前|之前|以前|内)?"
)
_HALF = re.compile(r"(?<!每)([上下])半年([末底])?(前|之前|以前|内)?")
_NEAR_NEW_YEAR = re.compile(r"(?:(?<![0-9年每])|(?<=[0-9]年))年([底末初中])(?![小学心期])")
_WITHIN_YEAR = re.compile(r"^(?:[当本]?年内|(20[0-9]{2}年)内)(?=$|完成|建成|到位|[,;。])")
_MONTH_OF_YEAR = {"初": "1月初", "中": "6月底", "底": "12月底", "末": "12月底"}
_LASTING = {"半年": "6个月", "半个月": "15天", "半天": "0.5天", "半小时": "30分钟", "半个小时": "30分钟"}
_HALF_A_TIME = re.compile(r"(?<![上下每一0-9])(?:半年|半个月|半天|半个?小时)(?=[以之]?内|$)")
_PART_EN = re.compile(
    r"(?:by )?(?:the )?(?:(?:end of )?(?:the )?(first|second|third|fourth|last) (quarter|half)|q([1-4])(?=(?: of)? [0-9]{4}))"
    r"(?: of the year)?(?: of(?= [0-9]{4}))?"
)
_THIRD_OF_MONTH = re.compile(r"(?<=[0-9]月)([上中下])旬")
_ENDS_OF_THIRDS = {"上": "10日", "中": "20日", "下": "底"}
_RELATIVE_YEAR = re.compile(r"(当|本|次|翌|明)年(?=度?)")
_WRITTEN_YEAR = re.compile(r"[一二][〇零一二三四五六七八九]{3}(?=年)")
_SHORT_YEAR = re.compile(r"(?<![0-9])([23][0-9])年(?=[01]?[0-9]月)")
_DATE_IN_DIGITS = re.compile(r"^((?:19|20)[0-9]{2})(?:(0[1-9]|1[0-2])([0-3][0-9])?|[./-](1[0-2]|0?[1-9]))$")


def in_months(text: str, year: int | None) -> str:
    """A normalised text with its parts of a year in months, and the words of its year (当年, 次年) told where `year` is."""
    text = _WRITTEN_YEAR.sub(lambda found: "".join(DIGITS[character] for character in found[0]), text)
    text = _SHORT_YEAR.sub(r"20\1年", _DATE_IN_DIGITS.sub(_date, text))
    text = _WITHIN_YEAR.sub(lambda found: f"{found[1] or ''}12月底前", text)
    if year is not None:
        text = _RELATIVE_YEAR.sub(lambda found: f"{year + (found[1] not in '当本')}年", text)
    text = _HALF_A_TIME.sub(lambda found: _LASTING[found[0]], text)
    text = _THIRD_OF_MONTH.sub(lambda found: _ENDS_OF_THIRDS[found[1]], text)
    text = _PART_EN.sub(_in_english, text)
    text = _HALF.sub(_half, _QUARTER.sub(_quarter, text))
    return _NEAR_NEW_YEAR.sub(lambda found: _MONTH_OF_YEAR[found[1]], text)


def _date(found: re.Match[str]) -> str:
    year, month, day, other = found.groups()
    return f"{year}年{int(month or other)}月" + (f"{int(day)}日" if day else "")


def _quarter(found: re.Match[str]) -> str:
    first, last, english, at_end, bound = found.groups()
    numbers = [int(DIGITS.get(number, number)) for number in (first or english, last) if number]
    if len(numbers) > 1 and not bound and not at_end:
        return f"{3 * numbers[0] - 2}月-{3 * numbers[-1]}月"
    return _deadline(3 * numbers[-1], at_end, bound)


def _half(found: re.Match[str]) -> str:
    half, at_end, bound = found.groups()
    return _deadline(6 if half == "上" else 12, at_end, bound)


def _deadline(month: int, at_end: str | None, bound: str | None) -> str:
    """The end of a part of a year, which it is done by (第一季度, 3月底前) or on (一季度末, 3月底)."""
    return f"{month}月底" + ("" if at_end and not bound else "前")


def _in_english(found: re.Match[str]) -> str:
    ordinal, part, number = found.groups()
    months = 6 if part == "half" else 3
    last = 12 if ordinal == "last" else months * (int(number) if number else _ORDINALS[ordinal])
    return f"by the end of {MONTHS[last - 1]}"
