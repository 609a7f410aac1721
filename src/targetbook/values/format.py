"""Says a target value in its normal form, in Chinese or English: 不低于1000平方米 -> ≥1,000平方米, ≥ 1,000 m²."""

from decimal import Decimal

from targetbook.values.dates import MONTHS, ends_next_year
from targetbook.values.quantities import SCALES
from targetbook.values.spelling import TRAILING, normal
from targetbook.values.units import Unit, base_and_rate, vocabulary
from targetbook.values.value import Form, Moment, Value

_WIDE = {"=": "＝", ">": "＞", "<": "＜", "≥": "≥", "≤": "≤"}
_DATE_ZH = {"=": "{}", "≤": "{}前", "≥": "{}起", "<": "早于{}", ">": "晚于{}"}
_DATE_EN = {"=": "{}", "≤": "by {}", "≥": "from {}", "<": "before {}", ">": "after {}"}


def format_value(value: Value, language: str) -> str | None:
    """The normal form in "zh" or "en": sign, number, unit, as 财预〔2021〕101号 sets a value.

    None where the words cannot be generated: free text, or words left over beside the quantity. A full stop left over
    is dropped. An exact number shows a sign only where its author wrote one; a hedge (约, 左右) stays, a bare 达, which
    says no more than the number, goes.
    """
    if value.after.strip(TRAILING):
        return None
    match value.form:
        case Form.TEXT:
            return None
        case Form.WORD:
            word = vocabulary().word_names[normal(value.text).strip(TRAILING)]
            return word if language == "zh" else vocabulary().words[word]
        case Form.DATE | Form.SPAN:
            return None if value.before else (_dates_zh(value) if language == "zh" else _dates_en(value))
    lead = ""
    if value.before:
        name = vocabulary().lead_names.get(normal(value.before))
        if name is None:
            return None
        lead = name if language == "zh" else vocabulary().leads[name] + " "
    return lead + (_quantity_zh(value) if language == "zh" else _quantity_en(value))


def _quantity_zh(value: Value) -> str:
    assert value.number is not None
    scale = "" if value.scale is None or value.scale.isascii() else value.scale  # million is no Chinese scale
    base, rate = base_and_rate(value.unit or "")
    known = vocabulary().units.get(base)
    unit = (known.chinese if known else base) + (f"/{rate}" if rate else "")
    number = _number(value.number, scale)
    match value.form:
        case Form.TOLERANCE:
            return f"±{number}{scale}{unit}"
        case Form.RANGE:
            assert value.upper is not None
            # GB/T 15835: 80%～90%, but 10～12场; 5万～3万, for 5～3万 would read as 5～30,000
            low = number + (scale if unit in ("%", "‰") or value.number > value.upper else "")
            low += unit if unit in ("%", "‰") else ""
            return f"{_hedge(value, '约')}{low}～{_number(value.upper, scale)}{scale}{unit}"
        case Form.BOUND:
            return f"{_WIDE[value.comparator or '=']}{number}{scale}{unit}"
    sign = "＝" if value.has_sign else _hedge(value, "约")
    return f"{sign}{number}{scale}{unit}"


def _quantity_en(value: Value) -> str:
    assert value.number is not None
    hedge = _hedge(value, "about ")
    match value.form:
        case Form.TOLERANCE:
            return "±" + _amount(value.number, None, value.unit)
        case Form.RANGE:
            return hedge + _amount(value.number, value.upper, value.unit)
        case Form.BOUND:
            return f"{value.comparator} {_amount(value.number, None, value.unit)}"
    sign = "= " if value.has_sign else hedge
    return sign + _amount(value.number, None, value.unit)


def _hedge(value: Value, word: str) -> str:
    return word if value.is_hedged else ""


def _amount(number: Decimal, upper: Decimal | None, unit_name: str | None) -> str:
    """Number or range with its unit in English: CNY 1,000 per person per month, 2–3 sessions, 80%–90%."""
    base, rate = base_and_rate(unit_name or "")
    unit = vocabulary().units.get(base) or Unit("", "", "", "")
    per = "".join(f" per {vocabulary().per[name]}" for name in rate.split("·") if name)
    word = unit.singular if upper is None and abs(number) == 1 else unit.plural
    low, high = _number(number), "" if upper is None else _number(upper)
    dash = " to " if "−" in low + high else "–"
    if unit.money:
        return f"{word} {low}{dash + high if high else ''}{per}"
    if unit.tight:
        return f"{low}{word}{dash + high + word if high else ''}{per}"
    return f"{low}{dash + high if high else ''}{' ' + word if word else ''}{per}"


def _number(number: Decimal, scale: str = "") -> str:
    """Thousands separators from four digits, no zeros that say nothing: 1000.00 -> 1,000."""
    digits = f"{number.scaleb(-SCALES[scale]) if scale else number:,f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if digits == "-0" else digits.replace("-", "−")


def _dates_zh(value: Value) -> str:
    assert value.start is not None
    if value.end is not None:
        end = value.end
        if end.year == value.start.year and end.month is not None:
            end = Moment(None, end.month, end.day, end.part)
        next_year = "次年" if ends_next_year(value.start, end) else ""
        return f"{_moment_zh(value.start)}—{next_year}{_moment_zh(end)}"
    return _DATE_ZH[value.comparator or "="].format(_moment_zh(value.start))


def _moment_zh(moment: Moment) -> str:
    parts = [f"{n}{name}" for n, name in ((moment.year, "年"), (moment.month, "月"), (moment.day, "日")) if n]
    return "".join(parts) + {"end": "底", "beginning": "初", None: ""}[moment.part]


def _dates_en(value: Value) -> str:
    start, end = value.start, value.end
    assert start is not None
    if end is None:
        return _DATE_EN[value.comparator or "="].format(_moment_en(start))
    if start.month is None:
        return f"the years {start.year}–{end.year}"
    next_year = " of the following year" if ends_next_year(start, end) else ""
    if start.year == end.year:
        start = Moment(None, start.month, start.day, start.part)
    return f"{_moment_en(start)} – {_moment_en(end)}{next_year}"


def _moment_en(moment: Moment) -> str:
    month = MONTHS[moment.month - 1] if moment.month else None
    text = " ".join(str(part) for part in (moment.day, month, moment.year) if part)
    if moment.part:
        return f"the {moment.part} of {text}"
    return text if month else f"the year {text}"
