"""Says in digits what a text says of numbers in words: 十二个 -> 12个, 九成 -> 90%, 三分之一 -> 33.3333%, twice -> 2 times."""

import re
from decimal import Decimal
from functools import cache

from targetbook.values.units import one_of, vocabulary

DIGITS = {character: str(n) for n, character in enumerate("〇一二三四五六七八九")} | {"零": "0", "两": "2"}
"""What each character of a number stands for."""
_OF = "".join(DIGITS)
_IN_FULL = str.maketrans(
    dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千", strict=True)) | {"廿": "二十", "卅": "三十"}
)
_PLACES = {"十": 10, "百": 100, "千": 1000}
_RUN = rf"[{_OF}十百千]+(?:万(?=[{_OF}])[{_OF}十百千]+)?(?:点[{_OF}]+)?"
_SHARE = re.compile(rf"(百|千|万)分之(百|{_RUN})|百分(百)")
_FRACTION = re.compile(
    rf"(?<![{_OF}十百])([二三四五六七八九十])分之([{_OF}])(?![十百])|(?<![0-9./])([1-9])/([2-9]|1[0-2])(?=以[上内]|[,;。)]|$)"
)
_TENTHS = re.compile(
    rf"(?<![0-9.第{_OF}])([一两二三四五六七八九1-9])成([一二三四五六七八九]|半)?(?![立为果效功长员熟型品本])"
)
_MIXED = re.compile(r"([0-9]+)([万亿])([1-9])千(万?)(?![瓦克米])")
_HALVES = {
    "过半": ">50%",
    "半数以上": ">50%",
    "半数": "50%",
    "一半": "50%",
    "全部": "100%",
    "全数": "100%",
    "全覆盖": "100%",
}
_NONE_OF = re.compile(
    "^(?:实现|确保|做到)?[零无]((?:有责|重大|较大|安全|质量|责任)*"
    "(?:投诉|差评|差错|失误|事故|故障|违规|违纪|上访|信访|伤亡|死亡|火灾|纠纷|延误|逾期|感染|缺陷|案件))$"
)
_SUM = re.compile(r"([0-9]+)亿([0-9]{1,4})万")
_AND_A_HALF = re.compile(r"([0-9]+)(?:(年|天|小时)半|个半(月|小时))")
_IN_ONE = re.compile(r"^1(年|个?月|个?季度|周|天|日)(?=[0-9]+次)")
_LEFT_OUT = re.compile(r"([0-9.,]+[^0-9().,;、]{0,4})(?:\(不含\)以上|以上\(不含\))")
_RANK = re.compile(rf"(?<=[前第])([{_OF}十]+)(?=[名位强]|$)")
_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ENGLISH = re.compile(
    rf"(?<![a-z-])(?:({'|'.join(_TENS)})(?:[- ]({'|'.join(_SMALL[1:10])}))?|({'|'.join(_SMALL)}))(?=\s+[a-z(%])(?![a-z-])"
)
_TIMES = re.compile(r"(?<![a-z])(once|twice)(?![a-z])")
_EVERY = re.compile(r"^(daily|weekly|monthly|quarterly|yearly|annually)$")
_EVERY_TIME = {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter"}


def in_digits(text: str) -> str:
    """A normalised text with its numbers in digits. What is no number (十四五, 七八成) or counts nothing (一批) stays."""
    text = _HALVES.get(text.removeprefix("实现"), text).translate(_IN_FULL)
    text = _NONE_OF.sub(r"\g<1>0", text)
    text = _SHARE.sub(_share, text)
    text = _FRACTION.sub(_fraction, text)
    text = _TENTHS.sub(_tenths, text)
    text = _RANK.sub(lambda found: number_of(found[1]) or found[1], text)
    text = _numeral().sub(lambda found: number_of(found[0]) or found[0], text)
    text = _MIXED.sub(r"\1.\3\2\4", text)
    text = _SUM.sub(lambda found: f"{int(found[1]) * 10_000 + int(found[2])}万", text)
    text = _AND_A_HALF.sub(lambda found: f"{found[1]}.5{found[2] or '个' + found[3]}", text)
    text = _IN_ONE.sub(r"每\1", text)
    text = _LEFT_OUT.sub(r">\1", text)
    text = _EVERY.sub(lambda found: f"1 time per {_EVERY_TIME.get(found[1], 'year')}", text)
    text = _TIMES.sub(lambda found: "1 time" if found[1] == "once" else "2 times", text)
    return _ENGLISH.sub(_english, text)


def number_of(run: str) -> str | None:
    """A number written in Chinese characters, in digits; None where it is none (十四五, 七八)."""
    whole, _, fraction = run.partition("点")
    large, _, small = whole.rpartition("万")
    parts = [_below_10_000(part) for part in (large or "〇", small)]
    if None in parts:
        return None
    total = (parts[0] or 0) * 10_000 + (parts[1] or 0)
    decimals = "".join(DIGITS[character] for character in fraction)
    return f"{total}.{decimals}" if decimals else str(total)


def _below_10_000(run: str) -> int | None:
    total, pending, last = 0, 0, 10_000
    for before, character in zip(" " + run, run, strict=False):
        place = _PLACES.get(character)
        if place is None:
            if before in DIGITS and before not in "〇零":
                return None
            pending = int(DIGITS[character])
        elif place >= last or (not pending and place > 10):
            return None
        else:
            total, pending, last = total + (pending or 1) * place, 0, place
    if pending and 10 < last < 10_000 and run[-2] not in "〇零":
        return None  # 三百五 is 350 to most, and to some a slip
    return total + pending


@cache
def _numeral() -> re.Pattern[str]:
    """A number in Chinese characters before what is counted. A lone 一 is one only before a few measure words (一批成果)."""
    counted = one_of(name for name in vocabulary().unit_names if not name.isascii() and name not in ("级", "分", "届"))
    to = rf"[至到~-](?=[{_OF}十])"
    before = (
        rf"(?![性批])\s?(?:(?:万|亿)?(?:{counted}|分(?!之)|[年月日号%‰])|[余多](?!元)|以[上下内]|左右|{to}|[,;。、)]|$)"
    )
    measured = r"[次场项份期篇周天](?!性)|个(?:月|季度|工作日)?|年(?![级龄])|[月日号]|小时|[万亿]"
    one = rf"一(?={measured}|{to}|$)|^一(?=(?:{counted})$)"
    many = rf"(?!一(?![十百千万点])){_RUN}(?={before})"
    return re.compile(rf"(?<![第/之{_OF}十百千万亿])(?:{many}|(?<![统唯专])(?:{one}))")


def _share(found: re.Match[str]) -> str:
    parts, run, whole = found.groups()
    number = "100" if whole or run == "百" else number_of(run)
    if number is None:
        return found[0]
    match parts:
        case "千":
            return f"{number}‰"
        case "万":
            return f"{Decimal(number) / 100:f}%"
    return f"{number}%"


def _fraction(found: re.Match[str]) -> str:
    parts, number = (found[1], found[2]) if found[1] else (found[4], found[3])
    of, share = (int(DIGITS.get(word, {"十": "10"}.get(word, word))) for word in (parts, number))
    return f"{Decimal(100 * share) / of:.4f}%" if share < of else found[0]


def _tenths(found: re.Match[str]) -> str:
    tens = DIGITS.get(found[1], found[1])
    return f"{tens}{'5' if found[2] == '半' else DIGITS.get(found[2] or '〇')}%"


def _english(found: re.Match[str]) -> str:
    tens, ones, small = found.groups()
    if small:
        return str(_SMALL.index(small))
    return str((_TENS.index(tens) + 2) * 10 + (_SMALL.index(ones) if ones else 0))
