"""TXT: how figures, signs, percentages and units are written."""

import re
from collections.abc import Iterator

from targetbook.check.figures import chinese_number
from targetbook.check.project_texts import Role, parts_of
from targetbook.check.rewording import HAN, TO_HALF, Rewording, matches, reworded
from targetbook.check.rule import Finds, Look, finding, rule
from targetbook.check.walk import indicators_of, place_in
from targetbook.model import Project
from targetbook.problems import Edit, Fix, Severity

_UNITS = (
    "%", "％", "‰", "百分比", "元", "万元", "亿元", "千元", "人", "名", "人次", "万人", "万人次", "人数", "次",
    "次数", "场", "场次", "个", "户", "家", "件", "项", "套", "份", "期", "批", "批次", "篇", "条", "册", "张", "台",
    "台套", "辆", "间", "处", "座", "栋", "所", "支", "头", "只", "株", "棵", "盏", "块", "班次", "课时", "学时",
    "年", "月", "个月", "季度", "天", "日", "工作日", "个工作日", "小时", "工时", "分钟", "秒", "分", "倍", "级",
    "平方米", "㎡", "平方公里", "亩", "万亩", "公顷", "立方米", "万立方米", "公里", "千米", "米", "延米", "厘米",
    "毫米", "吨", "万吨", "公斤", "千克", "克", "升", "千瓦", "千瓦时", "万千瓦时", "度", "分贝", "℃", "km", "m",
    "m²", "m³", "kg", "t", "kW", "kWh", "dB", "μg/m³", "mg/L", "persons", "times", "sessions", "households", "days",
    "m2", "CNY", "service contacts", "CNY 10,000",
)  # fmt: skip
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=lambda u: (-len(u), u)))
_UNIT_IN_NAME = re.compile(
    rf"[（(]\s*(?:单位[：:]?|unit:)?\s*(?:{_UNIT})(?:/[{HAN}A-Za-z·.]{{1,6}})?\s*[）)]$|(?<=[{HAN}])[%％]$"
)


@rule("TXT006", Severity.WARNING)
def unit_stands_in_name(project: Project, look: Look) -> Finds:
    """An indicator's name that ends in the unit of its value: 满意度（%）."""
    for path, indicator in indicators_of(project):
        found = {
            language: match
            for language, words in indicator.name.by_language.items()
            if (match := _UNIT_IN_NAME.search(words)) and match.start()
        }
        if not found:
            continue
        edits = [
            Edit(indicator.name.places[language], match.string[: match.start()].rstrip())
            for language, match in found.items()
        ]
        language, match = next(iter(found.items()))
        yield finding(
            place_in(indicator.name, language, *match.span()),
            f"{path}.name",
            fix=Fix(tuple(edits), safe=False),
            unit=match[0],
            name=match.string[: match.start()].rstrip(),
        )


_WIDE_DIGITS = re.compile(r"[０-９]+(?:[．，][０-９]+)*％?")
_IN_CHARACTERS = re.compile(
    r"(?P<before>(?:[≥≤＞＜>=＝]|不少于|不低于|不超过|不多于|至少|至多|共|共计|约|达|达到|举办|召开|组织|开展|完成|全年|每年|每季度|每月)*)"
    r"(?P<number>[一二两三四五六七八九十百千]+)"
    r"(?P<after>(?:场次|场|人次|次|名|人|户|家|件|项|套|份|批次|篇|册|台|辆|间|座|栋|所|个月|个工作日|个|天|小时|平方米|公里|万元|元)"
    r"(?:以上|以内|以下|及以上|之内|内|前)?)[。；]?"
)
_PER_CENT = re.compile(r"百分之(?P<whole>[零一二三四五六七八九十百]+)(?:点(?P<part>[零〇一二三四五六七八九]+))?")


@rule("TXT009", Severity.ADVICE)
def number_not_in_half_width_digits(project: Project, look: Look) -> Finds:
    """Full-width digits anywhere, and a value's number in Chinese characters."""
    for part in parts_of(project):
        for language, words in part.text.by_language.items():
            if not words.isascii():
                wide = matches(_WIDE_DIGITS, words, lambda match: match[0].translate(TO_HALF))
                yield from reworded(part, language, wide, safe=True)
        if part.role is Role.VALUE and (words := part.text.get("zh") or ""):
            yield from reworded(part, "zh", _numerals(words), safe=False)


def _numerals(words: str) -> Iterator[Rewording]:
    """A value that is a quantity in Chinese characters, whole (一次性, 一站式, 第二季度 are words), and 百分之九十."""
    if (match := _IN_CHARACTERS.fullmatch(words)) and (number := chinese_number(match["number"])) is not None:
        yield match.start("number"), match.end("number"), str(number)
    for match in _PER_CENT.finditer(words):
        if (whole := chinese_number(match["whole"])) is not None:
            digits = "".join(str(chinese_number(one)) for one in match["part"] or "")
            yield match.start(), match.end(), f"{whole}.{digits}%" if digits else f"{whole}%"


_SIGNS = re.compile("[=＝≧⩾≦⩽﹦]")
_SIGN = re.compile(r"[>＞〉]\s?[=＝]|[<＜〈]\s?[=＝]|[=＝][>＞](?=\s?\d)|[=＝][<＜](?=\s?\d)|[≧⩾]|[≦⩽]|﹦")
_SECOND = re.compile(r"^二(?=\s?\d+(?:\.\d+)?(?![\d〇○一二三四五六七八九年]))")


@rule("TXT011", Severity.ADVICE)
def sign_written_otherwise(project: Project, look: Look) -> Finds:
    """A comparison sign put together from others, or of another script, and 二 that was read for =."""
    for part in parts_of(project):
        for language, words in part.text.by_language.items():
            if _SIGNS.search(words):
                yield from reworded(part, language, matches(_SIGN, words, _sign_of), safe=True)
            if part.role is Role.VALUE and words.startswith("二"):
                yield from reworded(part, language, matches(_SECOND, words, lambda match: "="), safe=False)


def _sign_of(match: re.Match[str]) -> str:
    if not set(match[0]).isdisjoint(">＞〉≧⩾"):
        return "≥"
    return "=" if match[0] == "﹦" else "≤"


_PERCENT = re.compile(r"(?<=\d)\s*(?:百分比|[%％]\s*[（(]\s*百分比\s*[）)]|[（(]\s*[%％]\s*[）)]|%%|％)")


@rule("TXT012", Severity.ADVICE)
def percent_written_otherwise(project: Project, look: Look) -> Finds:
    """A value whose per cent is in words or brackets: 100百分比, 100(%)."""
    for part in parts_of(project):
        if part.role is Role.VALUE:
            for language, words in part.text.by_language.items():
                yield from reworded(part, language, matches(_PERCENT, words, lambda match: "%"), safe=True)
