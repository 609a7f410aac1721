"""Dates and spans as target values: 2024年12月31日前, 12月底, 2021年1月-12月, by 31 December 2024."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from targetbook.values.spelling import normal
from targetbook.values.value import Form, Moment

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_MONTH_NUMBER = {name.lower(): n for n, name in enumerate(MONTHS, 1)} | {
    name[:3].lower(): n for n, name in enumerate(MONTHS, 1)
}
_NAMES = "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True))

HINT = re.compile(
    rf"[0-9]{{4}}年|[0-9]月|[0-9]{{4}}[-/.][0-9]|(?<![a-z])(?:{_NAMES})(?![a-z])|(?:of|years?) [0-9]{{4}}"
)
"""What every date has somewhere: a text without it holds none."""

_SEP = r"\s*(?:-+|~|至|到|to|until)\s*"
_YEAR_1 = r"(?<![0-9])(?:(?P<y1>[0-9]{4})年|当年)?"
_YEAR_2 = r"(?:(?P<y2>[0-9]{4})年|(?P<n2>[次翌]年))?"
_PATTERNS = [
    _YEAR_1
    + r"(?P<m1>[0-9]{1,2})月(?P<d1>[0-9]{1,2})[日号]?"
    + _SEP
    + _YEAR_2
    + r"(?:(?P<m2>[0-9]{1,2})月)?(?P<d2>[0-9]{1,2})[日号]",
    _YEAR_1 + r"(?P<m1>[0-9]{1,2})(?:月份?)?" + _SEP + _YEAR_2 + r"(?P<m2>[0-9]{1,2})月份?(?![0-9])",
    rf"(?<![0-9])(?P<y1>[0-9]{{4}})(?:年度?)?{_SEP}(?P<y2>[0-9]{{4}})年度?(?![0-9])",
    r"(?<![0-9])(?P<y1>[0-9]{4})([-/.])(?P<m1>[0-9]{1,2})\2(?P<d1>[0-9]{1,2})"
    + _SEP
    + r"(?P<y2>[0-9]{4})\2(?P<m2>[0-9]{1,2})\2(?P<d2>[0-9]{1,2})(?![0-9])",
    r"(?<![0-9])(?P<y1>[0-9]{4})([-/.])(?P<m1>[0-9]{1,2})\2(?P<d1>[0-9]{1,2})(?![0-9])",
    r"^(?P<y1>(?:19|20)[0-9]{2})-(?P<m1>0[1-9]|1[0-2])$",
    r"(?<![0-9])(?P<y1>(?:19|20)[0-9]{2})([-/.])(?P<m1>0?[1-9]|1[0-2])"
    + _SEP
    + r"(?P<y2>(?:19|20)[0-9]{2})\2(?P<m2>0?[1-9]|1[0-2])(?=\s*[。;,]?\s*$)",
    r"(?<![0-9])(?P<y1>[0-9]{4})年(?P<m1>[0-9]{1,2})月份?(?:(?P<d1>[0-9]{1,2})[日号])?(?P<p1>[底末初])?(?![0-9])",
    r"(?<![0-9])(?P<m1>[0-9]{1,2})月份?(?:(?P<d1>[0-9]{1,2})[日号])?(?P<p1>[底末初])?(?![0-9])",
    r"(?<![0-9])(?P<y1>[0-9]{4})年度?(?:年?(?P<p1>[底末初]))?(?![0-9])",
]


def _english(n: int) -> str:
    day = rf"(?:(?P<d{n}>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+)?"
    return rf"{day}\b(?P<e{n}>{_NAMES})\b(?:\s+(?P<c{n}>[0-9]{{1,2}})(?=,))?(?:,?\s+(?P<y{n}>[0-9]{{4}}))?(?![0-9])"


_PART = r"(?:(?:the\s+)?(?P<p1>end|beginning)\s+of\s+)?"
_PATTERNS += [
    _english(1) + _SEP + _english(2) + r"(?P<n2>\s+of\s+the\s+(?:following|next)\s+year)?",
    _PART + _english(1),
    r"(?:the\s+)?(?:year|(?P<p1>end|beginning)\s+of)\s+(?P<y1>[0-9]{4})(?![0-9])",
]
_PATTERNS.insert(-1, r"(?:the\s+)?years\s+(?P<y1>[0-9]{4})" + _SEP + r"(?P<y2>[0-9]{4})(?![0-9])")
_COMPILED = [re.compile(pattern) for pattern in _PATTERNS]
_PARTS = {"底": "end", "末": "end", "初": "beginning", "end": "end", "beginning": "beginning"}

_PREFIX = {"不晚于": "≤", "不迟于": "≤", "不早于": "≥", "早于": "<", "晚于": ">",
           "≤": "≤", "≥": "≥", "<": "<", ">": ">",
           "by": "≤", "no later than": "≤", "not later than": "≤", "on or before": "≤", "before": "<", "from": "≥",
           "not earlier than": "≥", "after": ">"}  # fmt: skip
_SUFFIX = {"前": "≤", "之前": "≤", "以前": "≤", "后": "≥", "之后": "≥", "以后": "≥", "起": "≥"}
_PREFIX_AT_END = re.compile(rf"(?:^|(?<![a-z]))({'|'.join(sorted(_PREFIX, key=len, reverse=True))})\s*$")
_SUFFIX_AT_START = re.compile(rf"\s*({'|'.join(sorted(_SUFFIX, key=len, reverse=True))})(?![期续来])")
_DONE = re.compile(r"\W*$|(?:全面|全部)?(?:完成|建成|竣工|完工|到位|启动|投入|验收)")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date or span found in a text, and where: text[:first] and text[last:] are left over."""

    form: Form
    comparator: str
    bound_word: str | None
    start: Moment
    end: Moment | None
    first: int
    last: int


def find_date(text: str) -> Dated | None:
    """The one date or span of a normalised text; None if there is none, it cannot be, or other numbers stand beside."""
    match = _first_match(text)
    if match is None:
        return None
    start, end = _start_and_end(match.groupdict())
    if start is None:
        return None
    prefix = _PREFIX_AT_END.search(text, 0, match.start())
    suffix = _SUFFIX_AT_START.match(text, match.end())
    first = prefix.start(1) if prefix else match.start()
    last = suffix.end() if suffix else match.end()
    if re.search("[0-9]", text[:first] + text[last:]) or (end is not None and (prefix or suffix)):
        return None
    is_bare_year = start.month is None and end is None and not (prefix or suffix or start.part)
    if is_bare_year and (text[:first].strip() or not _DONE.match(text, last)):
        return None  # a year among other words says when, but is no target (2024年工作计划)
    word = prefix[1] if prefix else suffix[1] if suffix else None
    comparator = _PREFIX[prefix[1]] if prefix else _SUFFIX[suffix[1]] if suffix else "="
    return Dated(Form.SPAN if end else Form.DATE, comparator, word, start, end, first, last)


def _first_match(text: str) -> re.Match[str] | None:
    """Where the first of the patterns that fits finds a date in a normalised text, possible or not."""
    return next((found for pattern in _COMPILED if (found := pattern.search(text))), None)


def impossible_date(text: str) -> str | None:
    """The date in a text that no calendar has (2月30日, 2026年13月), as it is written there; a bare 18月 may be a term."""
    norm = normal(text)
    match = _first_match(norm) if HINT.search(norm) else None
    if match is None:
        return None
    groups = match.groupdict()
    for moment in (_moment(groups, "1"), _moment(groups, "2")):
        is_said = moment is not None and moment.month and (moment.day or moment.year or moment.part)
        if moment is not None and is_said and not _exists(moment):
            return text[match.start() : match.end()]
    return None


def _start_and_end(groups: dict[str, Any]) -> tuple[Moment | None, Moment | None]:
    """The moments that a pattern found; None, None where they cannot be."""
    start, end = _moment(groups, "1"), _moment(groups, "2")
    if end is not None and start is not None:
        start, end = _share_year(start, end, groups)
    if start is None or not _exists(start) or (end is not None and not _exists(end)):
        return None, None
    if groups.get("n2") and end is not None and end.year is None and not ends_next_year(start, end):
        return None, None  # 1月-次年3月 is longer than a year, which no two moments without a year can say
    return start, end


def _moment(groups: dict[str, Any], n: str) -> Moment | None:
    year, month, day = (groups.get(key + n) for key in "ymd")
    if name := groups.get("e" + n):
        month, day = _MONTH_NUMBER[name], day or groups.get("c" + n)
        if name == "may" and not (year or day or groups.get("p" + n) or groups.get("e2")):
            return None
    if not (year or month or day):
        return None
    part = _PARTS.get(groups.get("p" + n) or "")
    return Moment(int(year) if year else None, int(month) if month else None, int(day) if day else None, part)


def _share_year(start: Moment, end: Moment, groups: dict[str, Any]) -> tuple[Moment, Moment]:
    """The year said once: with the start in Chinese (2021年1月-12月, 2021年11月-次年3月), with the end in English."""
    if end.month is None and start.month is not None:
        end = Moment(end.year, start.month, end.day)
    if groups.get("e1") and start.year is None:
        start = Moment(end.year, start.month, start.day)
    elif end.year is None and start.year is not None:
        end = Moment(start.year + bool(groups.get("n2")), end.month, end.day)
    return start, end


def ends_next_year(start: Moment, end: Moment) -> bool:
    """Whether a span without years runs over New Year: 11月-次年3月, or 11月-3月."""
    return start.year is None and end.year is None and days_of(end)[1] < days_of(start)[0]


def in_year(start: Moment, end: Moment | None, year: int) -> tuple[Moment, Moment | None]:
    """A date or span with the year that it is in where it says none; the end of 11月-次年3月 is in the next."""
    if start.year is not None:
        return start, end
    if end is not None and end.year is None:
        end = replace(end, year=year + ends_next_year(start, end))
    return replace(start, year=year), end


def _exists(moment: Moment) -> bool:
    if moment.year is not None and not 1900 <= moment.year <= 2200:
        return False
    if moment.month is None:
        return moment.day is None
    if not 1 <= moment.month <= 12:
        return False
    # a day without a year may be 29 February
    return moment.day is None or 1 <= moment.day <= monthrange(moment.year or 2024, moment.month)[1]


def days_of(moment: Moment) -> tuple[int, int]:
    """First and last day that a moment may mean, as ordinals; one without a year counts in year 4, a leap year."""
    year = moment.year or 4
    first_month, last_month = (moment.month, moment.month) if moment.month else (1, 12)
    last_day = moment.day or monthrange(year, last_month)[1]
    first, last = date(year, first_month, moment.day or 1).toordinal(), date(year, last_month, last_day).toordinal()
    if moment.part == "end":
        return last, last
    return (first, first) if moment.part == "beginning" else (first, last)
