"""VAL: whether a value's unit is stated, and suits its indicator's name."""

import re

from targetbook.check.columns import place_of, subject_of, told_of
from targetbook.check.rule import Finds, Look, rule
from targetbook.check.walk import Aim, aims_in, indicators_of
from targetbook.check.wording import ends_in, stem_of
from targetbook.check.words import (
    AREAS_NAMED,
    COUNTED,
    COUNTS_NAMED,
    LENGTHS_NAMED,
    NO_SHARES,
    NUMBERS,
    SHARES_NAMED,
    TIMES_NAMED,
    is_of_change,
)
from targetbook.model import Project
from targetbook.problems import Edit, Fix, Severity
from targetbook.values import Value, parse_value

_UNIT_OF_NAME = {
    "人次": "人次", "场次": "场次", "次数": "次", "人数": "人", "户数": "户", "个数": "个", "件数": "件", "份数": "份",
    "期数": "期", "天数": "天", "月数": "个月", "率": "%", "满意度": "%", "占比": "%", "比例": "%",
}  # fmt: skip
_NAMED_UNIT = re.compile(r"[（(](?:单位[：:])?([^（）()]{1,8})[）)]")


@rule("VAL005", Severity.WARNING, numbers=NUMBERS)
def number_has_no_unit(project: Project, look: Look) -> Finds:
    """A bare number, where neither the value nor brackets in the name say of what."""
    for path, indicator in indicators_of(project):
        bare = [aim for aim in aims_in(indicator, path) if _is_bare(aim.target.value)]
        name = indicator.name.first()
        is_told = ends_in(name, look.words("numbers")) or "是否" in name or _names_unit(name)
        if bare and not is_told and not (indicator.name.get("zh") is None and _counts_in_english(name, bare)):
            unit = next((_UNIT_OF_NAME[tail] for tail in _UNIT_OF_NAME if ends_in(name, (tail,))), None)
            value = bare[0].target.value
            with_unit = _with_unit(value, unit) or f"{value.text.strip()} …"
            yield told_of(bare, fix=_unit_fix(bare, unit), with_unit=with_unit)


def _is_bare(value: Value) -> bool:
    if value.unit is not None or not value.number or stem_of(value.after):
        return False
    return not value.before.endswith(("第", "前", "名")) and not _LEVEL.search(value.before)


_LEVEL = re.compile(r"\b(?:level|grade|class|rank|tier|category|stage|phase|top|no\.)$", re.IGNORECASE)
_NUMBER_OF = re.compile(r"(?:total |annual |average )*(?:number|no\.|count) of\b", re.IGNORECASE)
_HEAD = re.compile(r"\b(?:of|for|in|with|by|to|on|at|per|that|who|which|from|under|during|over)\b|[,;(]", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:[a-z-]{2,}(?<![sui])s|people|children|men|women|staff)\b(?!['’])", re.IGNORECASE)
_NO_COUNT = re.compile(
    r"\b(?:rate|share|percentage|proportion|ratio|satisfaction|coverage|area|distance|length|mileage|time|duration"
    r"|(?:cost|expense|saving|fund|fee|tax|sale|earning|loss|emission|subsid|wage|amount|price)(?:s|es|ies)?)\b",
    re.IGNORECASE,
)


def _counts_in_english(name: str, bare: list[Aim]) -> bool:
    """Whether an English name says what is counted (Teachers trained, Number of courses): English leaves 个 out."""
    if any(number % 1 for aim in bare for number in (aim.target.value.number, aim.target.value.upper) if number):
        return False
    if _NUMBER_OF.match(name):
        return True
    head = _HEAD.split(name)[0]
    return _PLURAL.search(head) is not None and _NO_COUNT.search(head) is None


def _names_unit(name: str) -> bool:
    return any(parse_value(f"1{found[1]}").unit is not None for found in _NAMED_UNIT.finditer(name))


_NUMBER = re.compile(r"\d[\d,.]*(?:[十百千]?万|亿)?(?!.*\d)")


def _with_unit(value: Value, unit: str | None) -> str | None:
    """The value's text with a unit after its number; None where that would not read as the same number of the unit."""
    if unit is None or (unit == "%" and value.number is not None and value.number <= 1):
        return None
    text = _NUMBER.sub(lambda number: f"{number[0]}{unit}", value.text.strip(), count=1)
    read = parse_value(text)
    is_same = (read.number, read.upper, read.comparator) == (value.number, value.upper, value.comparator)
    return text if is_same and read.unit is not None else None


def _unit_fix(bare: list[Aim], unit: str | None) -> Fix | None:
    edits = [Edit(place_of(aim.target.text), _with_unit(aim.target.value, unit)) for aim in bare]
    return None if any(edit.text is None for edit in edits) else Fix(tuple(edits), safe=False)


@rule("VAL012", Severity.ADVICE)
def quantity_is_a_rate(project: Project, look: Look) -> Finds:
    """A percentage under the kind of quantity, where a number of what is done or made is asked."""
    for path, indicator in indicators_of(project):
        if indicator.kind.key == "output.quantity":
            rates = [aim for aim in aims_in(indicator, path) if aim.target.value.unit in ("%", "‰")]
            if rates:
                yield told_of(rates, at=rates[-1])


_ON_TIME = re.compile(r"^(?:按时|按期|及时|准时|如期)|(?:及时性|按时性)$")
_ABSTRACT = re.compile(
    r"^(?:维护|促进|保障|推动|确保|维持|保持)\S*(?:社会稳定|社会和谐|和谐稳定|社会发展|经济发展|高质量发展|可持续发展|健康发展)$"
)
_UNITS = dict.fromkeys(COUNTED, "count") | {
    "%": "share", "‰": "share", "百分点": "share",
    "年": "time", "季度": "time", "个月": "time", "周": "time", "天": "time", "工作日": "time", "小时": "time", "分钟": "time",
    "秒": "time", "平方米": "area", "平方公里": "area", "亩": "area", "公顷": "area", "公里": "length", "米": "length",
    "厘米": "length", "毫米": "length", "元": "money",
}  # fmt: skip


_SHARE_OF = re.compile(r"(?:[a-z-]+ )?(?:share|percentage|proportion) of\b|rate of [a-z ]+ on time$", re.IGNORECASE)
_MEASURES = ("share", "count", "time", "area", "length")


@rule(
    "VAL019",
    Severity.WARNING,
    share=SHARES_NAMED,
    no_share=NO_SHARES,
    count=COUNTS_NAMED,
    time=TIMES_NAMED,
    area=AREAS_NAMED,
    length=LENGTHS_NAMED,
)
def unit_does_not_suit_the_name(project: Project, look: Look) -> Finds:
    """A rate in persons, a time in percent, an area in pieces: the value measures something else than its name says."""
    for path, indicator in indicators_of(project):
        odd = [(aim, named) for aim in aims_in(indicator, path) if (named := _mismatch(aim, look))]
        if odd:
            first, named = odd[0]
            unit = first.target.value.unit or ""
            yield told_of([aim for aim, _ in odd], message=named, name=subject_of(first), unit=unit)


def _mismatch(aim: Aim, look: Look) -> str | None:
    """What an indicator's name says that it measures, where its value is of something else."""
    name, value = subject_of(aim), aim.target.value
    named = _named(name, look)
    if named is None or _is_odd(value, named, look):
        return named
    return "counted" if named == "count" and _counts_another(name, value) else None


def _counts_another(name: str, value: Value) -> bool:
    """Whether a name ends in persons and the value counts sessions, or the other way round: 参训人数 20场."""
    if stem_of(value.after):
        return False
    return (ends_in(name, ("人数",)) and value.unit in ("场次", "期", "批次", "件", "台", "套", "辆")) or (
        ends_in(name, ("场次", "期数")) and value.unit in ("人", "人次", "户")
    )


def _named(name: str, look: Look) -> str | None:
    """What a name says that it measures; "on-time" and "abstract" are names of no measure."""
    if ends_in(name, look.words("no_share")):
        return None
    if _SHARE_OF.match(name):
        return "share"
    for measure in _MEASURES:
        if ends_in(name, look.words(measure)):
            return measure
    stem = stem_of(name)
    return "on-time" if _ON_TIME.search(stem) else "abstract" if _ABSTRACT.match(stem) else None


def _is_odd(value: Value, named: str, look: Look) -> bool:
    if not value.number or not value.unit or stem_of(value.after) or is_of_change(value, look):
        return False
    unit, is_per_unit, _ = value.unit.partition("/")
    match named:
        case "on-time":
            return unit in ("人", "户", "个")
        case "abstract":
            return unit == "%" and not value.before
        case _:
            return not is_per_unit and _UNITS.get(unit, named) != named


@rule("VAL021", Severity.ADVICE, units=COUNTED)
def countable_thing_is_a_fraction(project: Project, look: Look) -> Finds:
    """2.5场次: no such number can be reached, unless it is an average."""
    for path, indicator in indicators_of(project):
        units = look.words("units")
        aims = [aim for aim in aims_in(indicator, path) if _is_fraction(aim.target.value, units)]
        if aims and not _is_average(aims[0]):
            yield told_of(aims)


def _is_fraction(value: Value, units: tuple[str, ...]) -> bool:
    if value.unit not in units or value.after.startswith("/"):  # 0.1起/万台: a rate per something not in the vocabulary
        return False
    return any(number is not None and number % 1 for number in (value.number, value.upper))


_AVERAGE = re.compile(r"均|每|单位|周转|average|mean|per |each", re.IGNORECASE)


def _is_average(aim: Aim) -> bool:
    return (
        _AVERAGE.search(aim.indicator.name.first()) is not None or _AVERAGE.search(aim.target.text.first()) is not None
    )
