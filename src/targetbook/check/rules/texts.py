"""TXT: punctuation, numerals, brackets, and what does not belong in a published text."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from targetbook.check.figures import chinese_number
from targetbook.check.project_texts import Part, Role, objective_lists, parts_of, parts_of_all, words_of
from targetbook.check.rule import Finding, Finds, Look, finding, rule, told_elsewhere
from targetbook.check.walk import indicators_of, place_in
from targetbook.model import Book, Project, Text
from targetbook.problems import Edit, Fix, Severity

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
Change = tuple[int, int, str]
"""Characters from, to (exclusive), and what should stand there."""


def _told(part: Part, language: str, changes: Iterable[Change], *, safe: bool, around: int = 0) -> Finds:
    """A finding for each change; the fix makes them all, as it writes the whole text.

    Args:
        around: how many characters beside the change are quoted, where it alone says too little.
    """
    words = part.text.by_language[language]
    made = list(changes)
    if not made:
        return
    fix = Fix((Edit(part.text.places[language], _changed(words, made)),), safe)
    for start, end, new in made:
        before, after = words[max(0, start - around) : start], words[end : end + around]
        yield finding(
            place_in(part.text, language, start, end),
            part.path,
            fix=fix,
            found=f"{before}{words[start:end]}{after}",
            right=f"{before}{new}{after}",
        )


def _changed(words: str, changes: Iterable[Change]) -> str:
    for start, end, new in sorted(changes, reverse=True):
        words = words[:start] + new + words[end:]
    return words


def _matches(pattern: re.Pattern[str], words: str, right: Callable[[re.Match[str]], str]) -> Iterator[Change]:
    return ((match.start(), match.end(), right(match)) for match in pattern.finditer(words))


_DOCUMENT = re.compile(
    rf"(?<=[{HAN}A-Za-z])\s*(?:[【〖\[［(（{{｛「〈<《﹝〘]\s*((?:19|20)\d\d)\s*[】〗\]］)）}}｝」〉>》﹞〙〕]"
    r"|〔\s*((?:19|20)\d\d)\s*[】〗\]］)）}｝」〉>》﹞〙])\s*(?=第?\d+号(?![楼线院房机门井]))"
)


@rule("TXT001", Severity.WARNING)
def document_number_in_wrong_brackets(project: Project, look: Look) -> Finds:
    """The year of a document number that stands in other brackets than 〔〕."""
    for part in parts_of(project):
        for language, words in part.text.by_language.items():
            if "号" in words and _DOCUMENT.search(words):
                right = _matches(_DOCUMENT, words, lambda match: f"〔{match[1] or match[2]}〕")
                yield from _told(part, language, right, safe=True)


_STOPS = {"zh": "。．；，、;,. \u3000", "en": ".;, "}
_MARKED = re.compile(rf"[{HAN}\d%％）)”]")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Nos?|etc|Inc|Ltd|Co|Corp|Dept|Dr|Jr|St|approx|max|min|incl|est)|\b\w\.\w|[.…])\.$", re.IGNORECASE
)


@rule("TXT002", Severity.WARNING)
def name_or_value_ends_in_punctuation(project: Project, look: Look) -> Finds:
    """A full stop, comma or semicolon at the end of a name or a value, which are phrases and no sentences."""
    for part in parts_of(project):
        for language, stops in _STOPS.items() if part.role in (Role.NAME, Role.VALUE) else ():
            words = part.text.get(language) or ""
            bare = words.rstrip(stops)
            if bare and bare != words and _is_stop(bare, words[len(bare) :], words):
                yield from _told(part, language, [(len(bare), len(words), "")], safe=True, around=8)


def _is_stop(bare: str, mark: str, words: str) -> bool:
    """Whether what follows a phrase closes it: a point may belong to an abbreviation."""
    if mark.strip(". "):
        return True
    return not _ABBREVIATION.search(words) and (bare.isascii() or _MARKED.match(bare[-1]) is not None)


_PAIRS = ("的的", "了了", "和和", "是是", "在在", "、、", "。。", "，，", "；；")
_RIGHT_PAIRS = (
    "目的的", "标的的", "的的确确", "了了解", "了了结", "不甚了了", "和和气", "和和美", "和和睦", "和和谐", "和和平",
    "和和解", "温和和", "饱和和", "缓和和", "总和和", "共和和", "是是非", "是是否", "于是是", "但是是", "还是是",
    "凡是是", "实实在在", "存在在", "现在在", "内在在", "外在在", "潜在在", "所在在", "在在建", "在在校", "在在职",
    "在在岗", "在在线", "在在编", "在在册", "在在读", "在在园", "在在押",
)  # fmt: skip
_DOUBLED = re.compile(r"(?<![\w-])([Tt]he|an?|of|to|and|is|are|for|with|at|by|or|from) +(?:(?=[a-z])(?i:\1))(?![\w-])")


@rule("TXT003", Severity.WARNING, pairs=_PAIRS, right=_RIGHT_PAIRS)
def doubled_word(project: Project, look: Look) -> Finds:
    """One of the listed characters written twice, where no right word has it twice; in English, a small word twice."""
    pairs = _one_of(look.words("pairs"))
    right = _one_of(look.words("right"))
    for part in parts_of(project):
        for language, words in part.text.by_language.items():
            if language == "en":
                yield from _told(part, "en", _matches(_DOUBLED, words, lambda match: match[1]), safe=False)
            elif pairs.search(words):
                kept = [match.span() for match in right.finditer(words)]
                yield from _told(part, language, _doubled(pairs, words, kept), safe=False, around=2)


def _doubled(pairs: re.Pattern[str], words: str, kept: list[tuple[int, int]]) -> Iterator[Change]:
    for match in pairs.finditer(words):
        if not any(start <= match.start() and match.end() <= end for start, end in kept):
            yield match.start(), match.end(), match[0][: len(match[0]) // 2]


@lru_cache(maxsize=32)
def _one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of some words, the longest first; … in a word stands for up to twelve characters. None: nothing."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(re.escape(word).replace("…", "[^，。；]{0,12}") for word in longest) or r"(?!)")


_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF = {"，": ", ", "；": "; ", "：": ": ", "？": "? ", "！": "! ", "（": " (", "）": ") "}
_CHINESE = re.compile(rf"[{HAN}]")
_CHINESE_MARK = re.compile(rf"[{HAN}）”》]")
_CHINESE_BEGINS = re.compile(rf"[{HAN}“《]")
_HALF_MARK = re.compile(r"""[,;:!?("]""")
_NARROW = re.compile(r"[,:!]|;(?<!&nbsp;)(?<!&amp;)(?<!&quot;)|(?<!\?)\?(?!\?)")  # ?? and &nbsp; are damage (TXT013)
_BRACKETS = re.compile(r"\((?!cid:)([^()（）]*)\)")
_YEAR = re.compile(r"\d{4}")
_NUMBER_FOLLOWS = re.compile(r"第?\d+号")
_QUOTES = re.compile(rf'"([^"]*[{HAN}][^"]*)"')
_OPERATORS = frozenset("/×*÷+-−=<>≥≤^")
_WIDE = re.compile(rf"(?<![{HAN}])\s?[，；：？！（）]\s?(?![{HAN}])")


@rule("TXT004", Severity.ADVICE)
def punctuation_of_the_other_script(project: Project, look: Look) -> Finds:
    """Half-width punctuation beside Chinese characters, full-width punctuation in English."""
    for part in parts_of(project):
        if (words := part.text.get("zh")) and _HALF_MARK.search(words):
            yield from _widened(part, words)
        if (words := part.text.get("en")) and not words.isascii():
            yield from _told(part, "en", _wide_marks(words), safe=True, around=2)


def _widened(part: Part, words: str) -> Finds:
    """A finding for each pair of brackets or quotes, and each mark outside of them; characters are replaced one for one."""
    pairs = [*_narrow_brackets(words), *_narrow_quotes(words)]
    marks = [(start, start + 1, _FULL[words[start]]) for start in _narrow_marks(words)]
    if not pairs and not marks:
        return
    ends = [(at, at + 1, new) for start, end, both in pairs for at, new in ((start, both[0]), (end - 1, both[1]))]
    mended = _changed(words, [*ends, *marks])
    fix = Fix((Edit(part.text.places["zh"], mended),), safe=True)
    alone = [(start, end) for start, end, _ in marks if not any(a < start < b for a, b, _ in pairs)]
    for start, end in sorted([*((start, end) for start, end, _ in pairs), *alone]):
        near = slice(max(0, start - 2), end + 2)
        place = place_in(part.text, "zh", start, end)
        yield finding(place, part.path, fix=fix, found=words[near], right=mended[near])


def _narrow_marks(words: str) -> Iterator[int]:
    """Marks that stand beside a Chinese character: 1,000, 3:7, 9:30 and http:// have none beside them."""
    for match in _NARROW.finditer(words):
        before, after = words[: match.start()].rstrip(" ")[-1:], words[match.end() :].lstrip(" ")[:1]
        if _CHINESE_MARK.match(before) or _CHINESE_BEGINS.match(after):
            yield match.start()


def _narrow_brackets(words: str) -> Iterator[Change]:
    """Pairs of brackets that hold Chinese or follow it; those of formulas and of Latin words stay."""
    for match in _BRACKETS.finditer(words):
        before, after = words[: match.start()][-1:], words[match.end() :][:1]
        is_formula = bool({before, after} & _OPERATORS)
        is_document = _YEAR.fullmatch(match[1]) and _NUMBER_FOLLOWS.match(words, match.end())
        is_chinese = _CHINESE.search(match[1]) or _CHINESE_MARK.match(before) or (not before and _CHINESE.match(after))
        if is_chinese and not is_formula and not is_document:
            yield match.start(), match.end(), "（）"


def _narrow_quotes(words: str) -> Iterator[Change]:
    return ((match.start(), match.end(), "“”") for match in _QUOTES.finditer(words))


def _wide_marks(words: str) -> Iterator[Change]:
    """Full-width marks of an English text with the white space round them; a Chinese name keeps its own."""
    for match in _WIDE.finditer(words):
        half = _HALF[match[0].strip()]
        at_edge = half if match.start() else half.lstrip()
        yield match.start(), match.end(), at_edge if match.end() < len(words) else at_edge.rstrip()


_NUMBERED = re.compile(
    r"(?P<lead>(?:(?:总体|年度|具体)?(?:目标|任务)|Objective|Goal|Target|Task)\s*)?(?P<open>[（(])?"
    r"(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?P<close>[）)])?(?P<mark>[：:、.．，,]|(?=\s))?(?!\d)"
)
_HALF_WIDTH = str.maketrans("：，（）．", ":,().")


@rule("TXT005", Severity.ADVICE)
def numbering_changes(project: Project, look: Look) -> Finds:
    """Objectives of one list whose numbers are written in different ways: 目标1： 目标2： 目标3."""
    for path, objectives in objective_lists(project.objectives):
        for language in ("zh", "en"):
            numbered = [
                (f"{path}[{n}]", text, match)
                for n, text in enumerate(objectives, 1)
                if (match := _NUMBERED.match(text.get(language) or "")) and (match["close"] or match["mark"])
            ]
            yield from _unlike(numbered, language)


Numbered = tuple[str, Text, re.Match[str]]


def _unlike(numbered: list[Numbered], language: str) -> Finds:
    """Each number written otherwise than the one before it, or after it; of the two, the way that is rarer in the list."""
    styles = [_style(match) for *_, match in numbered]
    odd = {}
    for n, (*_, match) in enumerate(numbered):
        wanted = _number(match) - 1
        before = [k for k in range(n) if _number(numbered[k][2]) == wanted]
        if before and all(styles[k] != styles[n] for k in before):  # 一、（一）二、 are levels: 一、 comes before 二、
            one, other = before[-1], n
            if styles.count(styles[one]) < styles.count(styles[other]):
                one, other = other, one
            odd[other] = one
    for n, model in odd.items():
        path, text, match = numbered[n]
        right = _numbered_like(numbered[model][2], match)
        yield from _told(Part(Role.OBJECTIVE, path, text), language, [(0, match.end(), right)], safe=False)


def _style(match: re.Match[str]) -> tuple[str, ...]:
    """How a number is written, whatever its width: its lead, brackets, mark, and whether it is in digits."""
    parts = (match[group] or "" for group in ("lead", "open", "close", "mark"))
    return (*(part.strip().translate(_HALF_WIDTH) for part in parts), "1" if match["number"].isdigit() else "一")


def _number(match: re.Match[str]) -> int:
    number = match["number"]
    return int(number) if number.isdigit() else chinese_number(number) or 0


def _numbered_like(model: re.Match[str], match: re.Match[str]) -> str:
    """The match's number in the model's way; digits stay digits."""
    lead, opens, close, mark = (model[group] or "" for group in ("lead", "open", "close", "mark"))
    digits = str(_number(match)) if model["number"].isdigit() else match["number"]
    return f"{lead}{opens}{digits}{close}{mark}"


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


_SLOGANS = (
    "保障社会和谐稳定", "维护社会和谐稳定", "促进社会和谐稳定", "社会和谐稳定", "走在…前列", "上新台阶",
    "开创…新局面", "谱写…新篇章", "书写…新篇章", "添砖加瓦", "保驾护航", "长治久安", "国泰民安", "凝心聚力",
    "砥砺前行", "锐意进取", "又好又快", "跨越式发展", "打下坚实基础", "奠定坚实基础", "营造良好氛围", "营造浓厚氛围",
    "再创佳绩", "更上一层楼",
)  # fmt: skip
_HEDGES = (
    "比较合理", "较为合理", "相对合理", "比较完善", "较为完善", "相对完善", "比较满意", "较为满意", "尽可能", "尽量",
    "基本上", "大体上", "一定程度上", "差不多", "原则上",
)  # fmt: skip


@rule("TXT007", Severity.ADVICE, slogans=_SLOGANS, hedges=_HEDGES)
def slogan_in_objective(project: Project, look: Look) -> Finds:
    """Words in an objective that nothing can be measured against: slogans, and hedges that take back what is promised."""
    for part, words in words_of(project, "zh"):
        if part.role is Role.OBJECTIVE:
            for message in ("slogans", "hedges"):
                for match in _one_of(look.words(message)).finditer(words):
                    place = place_in(part.text, "zh", *match.span())
                    yield finding(place, part.path, message, words=match[0])


_TORN = re.compile(
    rf"(?<=[{HAN}，、])[ \t\u3000\n]+(?=[{HAN}])|(?<=[。；])[ \t\u3000]+(?=[{HAN}])"
    rf"|(?<=[{HAN}\w%％〕】）”])[ \t\u3000\n]+(?=[，。；：、）》】〕（《【〔])"
    r"|(?<=[（《【〔])[ \t\u3000\n]+|(?<=[】〕])\s+(?=\d+号)"
)
_GAP = re.compile(r"[ \t\u3000\n]")
_TITLE = re.compile(r"《[^《》]*》")
_CHAPTER = re.compile(r"(?:第[一二三四五六七八九十百]+[章节条篇编部]|附件|附表)$")
_ISSUER = "部委局厅院办会府处署央行"
_JOINT = re.compile(rf"[{HAN} ]{{0,40}}?(?:关于|印发|[{_ISSUER}](?![{HAN}]))")
_NAMES = ("lead", "approved_by")


@rule("TXT008", Severity.WARNING)
def torn_line(project: Project, look: Look) -> Finds:
    """White space inside Chinese: a line break of the document from which the text was taken."""
    for part, words in words_of(project, "zh"):
        if _GAP.search(words):
            titles = [match.span() for match in _TITLE.finditer(words)]
            torn = (match for match in _TORN.finditer(words) if not _is_meant(match, part, titles))
            yield from _told(part, "zh", [(*match.span(), "") for match in torn], safe=True, around=4)


def _is_meant(gap: re.Match[str], part: Part, titles: list[tuple[int, int]]) -> bool:
    """Whether a space is the author's: in a title, after a chapter's number, between issuers (财政部 民政部关于…) or persons."""
    if "\n" in gap[0]:
        return False
    before, after = gap.string[: gap.start()], gap.string[gap.end() :]
    is_joint = before[-1:] in _ISSUER and _JOINT.match(after) is not None
    in_title = any(start <= gap.start() < end for start, end in titles)
    return is_joint or in_title or _CHAPTER.search(before) is not None or part.path.endswith(_NAMES)


_WIDE_DIGITS = re.compile(r"[０-９]+(?:[．，][０-９]+)*％?")
_TO_HALF = str.maketrans({chr(ord(mark) + 0xFEE0): mark for mark in "0123456789.,%"})
_IN_CHARACTERS = re.compile(
    r"(?P<before>(?:[≥≤＞＜>=＝]|不少于|不低于|不超过|不多于|至少|至多|共|共计|约|达|达到|举办|召开|组织|开展|完成|全年|每年|每季度|每月)*)"
    r"(?P<number>[一二两三四五六七八九十百千]+)"
    r"(?P<after>(?:场次|场|人次|次|名|人|户|家|件|项|套|份|期|批次|篇|册|台|辆|间|座|栋|所|个月|个工作日|个|天|小时|平方米|公里|万元|元)"
    r"(?:以上|以内|以下|及以上)?)[。；]?"
)
_PER_CENT = re.compile(r"百分之(?P<whole>[零一二三四五六七八九十百]+)(?:点(?P<part>[零〇一二三四五六七八九]+))?")


@rule("TXT009", Severity.ADVICE)
def number_not_in_half_width_digits(project: Project, look: Look) -> Finds:
    """Full-width digits anywhere, and a value's number in Chinese characters."""
    for part, words in words_of(project, "zh"):
        wide = _matches(_WIDE_DIGITS, words, lambda match: match[0].translate(_TO_HALF))
        yield from _told(part, "zh", wide, safe=True)
        if part.role is Role.VALUE:
            yield from _told(part, "zh", _numerals(words), safe=False)


def _numerals(words: str) -> Iterator[Change]:
    """A value that is a quantity in Chinese characters, whole (一次性, 一站式, 第二季度 are words), and 百分之九十."""
    if (match := _IN_CHARACTERS.fullmatch(words)) and (number := chinese_number(match["number"])) is not None:
        yield match.start("number"), match.end("number"), str(number)
    for match in _PER_CENT.finditer(words):
        if (whole := chinese_number(match["whole"])) is not None:
            digits = "".join(str(chinese_number(one)) for one in match["part"] or "")
            yield match.start(), match.end(), f"{whole}.{digits}%" if digits else f"{whole}%"


told_elsewhere("TXT010", Severity.ERROR)


_SIGNS = re.compile("[=＝≧⩾≦⩽﹦]")
_SIGN = re.compile(r"[>＞〉]\s?[=＝]|[<＜〈]\s?[=＝]|[=＝][>＞](?=\s?\d)|[=＝][<＜](?=\s?\d)|[≧⩾]|[≦⩽]|﹦")
_SECOND = re.compile(r"^二(?=\s?\d+(?:\.\d+)?(?![\d〇○一二三四五六七八九年]))")


@rule("TXT011", Severity.ADVICE)
def sign_written_otherwise(project: Project, look: Look) -> Finds:
    """A comparison sign put together from others, or of another script, and 二 that was read for =."""
    for part in parts_of(project):
        for language, words in part.text.by_language.items():
            if _SIGNS.search(words):
                yield from _told(part, language, _matches(_SIGN, words, _sign_of), safe=True)
            if part.role is Role.VALUE and words.startswith("二"):
                yield from _told(part, language, _matches(_SECOND, words, lambda match: "="), safe=False)


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
                yield from _told(part, language, _matches(_PERCENT, words, lambda match: "%"), safe=True)


_BROKEN = re.compile(r"[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]+|\(cid:\d+\)|&(?:nbsp|amp|lt|gt|quot|#\d+);|锟斤拷")
_SUSPECT = re.compile(r"[&\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff锟]|\(c")
_SUSPECT_IN_CHINESE = re.compile(
    r"[A-Za-z?&(\u00c0-\u00ff\u2e80-\u2fd5\u3041-\u30fa\uf900-\ufaff\uff66-\uff9d\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff锟]"
)
_NOT_CHINESE = re.compile(
    r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d][\u3041-\u3096\u30a1-\u30fa\u30fc\uff66-\uff9d]*|[\u2e80-\u2fd5\uf900-\ufaff]+"
)
_TAIL = r"[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
_MOJIBAKE = re.compile(
    rf"(?:[\u00e3-\u00ef]{_TAIL}{{1,2}})+|[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]{{2}}[\u00a1-\u00ff]+"
    rf"|(?<=[{HAN}])[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff](?=[{HAN}])|(?<=[{HAN}])\?{{2,}}(?=[{HAN}])"
)
_LATIN = re.compile(rf"(?<=[{HAN}])[A-Za-z]{{2,6}}(?=[{HAN}])")
_KNOWN = (
    "app", "ppp", "gdp", "gis", "gps", "vr", "km", "kg", "cm", "mm", "dm", "nm", "ml", "mg", "kw", "kwh", "mw", "db",
    "ph", "hz", "khz", "mhz", "kv", "mpa", "gb", "mb", "tb", "kb", "hr", "pm", "tv", "js", "css", "xml", "html",
    "sql", "http", "www", "pdf", "ppt", "vs", "mv", "dj", "pvc", "ppm", "ppb", "rpm", "tcp", "ktv", "npc", "wps",
    "cctv", "vpn", "dns", "usb", "bbs", "mba", "ngn", "sp", "mr", "dr",
)  # fmt: skip


@rule("TXT013", Severity.WARNING, known=_KNOWN)
def damaged_text(project: Project, look: Look) -> Finds:
    """Characters that a text gets when it is read in the wrong encoding, or taken badly out of a PDF."""
    known = {word.lower() for word in look.words("known")}
    for part in parts_of(project):
        for language, words in part.text.by_language.items():
            for start, end in sorted(_damages(words, language, known)):
                yield finding(place_in(part.text, language, start, end), part.path, found=words[start:end])


def _damages(words: str, language: str, known: set[str]) -> Iterator[tuple[int, int]]:
    if not (_SUSPECT_IN_CHINESE if language == "zh" else _SUSPECT).search(words):
        return
    yield from (match.span() for match in _BROKEN.finditer(words))
    if language == "zh":
        yield from (match.span() for pattern in (_NOT_CHINESE, _MOJIBAKE) for match in pattern.finditer(words))
        yield from (match.span() for match in _LATIN.finditer(words) if _is_no_word(match[0], known))


def _is_no_word(run: str, known: set[str]) -> bool:
    """Small letters without a vowel, that nobody knows: a brand or an abbreviation in capitals is left alone."""
    return not run.isupper() and set(run.lower()).isdisjoint("aeiou") and run.lower() not in known


_LONG_NUMBER = re.compile(r"[1１][3-9３-９][\d\s-]{9}|\d{17}")
_MOBILE = re.compile(
    r"(?<![\dA-Za-z.,¥￥])(?:\+?86[-\s]?)?1[3-9]\d([-\s]?)\d{4}\1\d{4}(?![\dA-Za-z]|[.,]\d|\s?(?:元|万|亿|平方|立方|人|吨|千|%|个|号文))"
)
_IDENTITY = re.compile(r"(?<![\dA-Za-z])[1-8]\d{5}((?:19|20)\d{6})\d{3}[\dXx](?![\dA-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


@rule("TXT014", Severity.ERROR, over=Book)
def personal_data(book: Book, look: Look) -> Finds:
    """Mobile numbers and identity numbers in any text of the book, as all of it is published."""
    for record, part in parts_of_all(book):
        for language, words in part.text.by_language.items():
            if _LONG_NUMBER.search(words):
                for message, match in _personal(words.translate(_TO_HALF)):
                    yield _of_person(part, language, match, message, record)


def _personal(words: str) -> Iterator[tuple[str, re.Match[str]]]:
    yield from (("mobile", match) for match in _MOBILE.finditer(words))
    yield from (("identity", match) for match in _IDENTITY.finditer(words) if _is_identity(match))


def _of_person(part: Part, language: str, match: re.Match[str], message: str, record: str) -> Finding:
    """The number is told with its middle hidden: a report travels further than the record."""
    shown = f"{match[0][:3]}****{match[0][-2:]}"
    return finding(place_in(part.text, language, *match.span()), part.path, message, record=record, number=shown)


def _is_identity(match: re.Match[str]) -> bool:
    """Whether the day of birth is one, and the last character is what GB 11643 computes from the others."""
    number, born = match[0].upper(), match[1]
    try:
        datetime.date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return number[17] == _CHECKS[total % 11]
