"""TXT: brackets, full stops, doubled words, the width of marks, and numbering."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from targetbook.check.figures import chinese_number
from targetbook.check.project_texts import Part, Record, Role, objective_lists, parts_of
from targetbook.check.rewording import HAN, Rewording, changed, matches, one_of, reworded
from targetbook.check.rule import Finds, Look, finding, rule
from targetbook.check.walk import place_in
from targetbook.model import Project, Text
from targetbook.problems import Edit, Fix, Severity

_DOCUMENT = re.compile(
    rf"(?<=[{HAN}A-Za-z])\s*(?:[【〖\[［(（{{｛「〈<《﹝〘]\s*((?:19|20)\d\d)\s*[】〗\]］)）}}｝」〉>》﹞〙〕]"
    r"|〔\s*((?:19|20)\d\d)\s*[】〗\]］)）}｝」〉>》﹞〙])\s*(?=\d{1,4}号(?![楼线院房机门井]))"
)


@rule("TXT001", Severity.WARNING, heads=True)
def document_number_in_wrong_brackets(record: Record, look: Look) -> Finds:
    """The year of a document number that stands in other brackets than 〔〕."""
    for part in parts_of(record):
        for language, words in part.text.by_language.items():
            if "号" in words and _DOCUMENT.search(words):
                right = matches(_DOCUMENT, words, lambda match: f"〔{match[1] or match[2]}〕")
                yield from reworded(part, language, right, safe=True)


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
            if bare and bare != words and _is_stop(bare, words[len(bare) :], words, language):
                yield from reworded(part, language, [(len(bare), len(words), "")], safe=True, around=8)


def _is_stop(bare: str, mark: str, words: str, language: str) -> bool:
    """Whether what follows a phrase closes it: a point may belong to an abbreviation."""
    if mark.strip(". "):
        return True
    return _MARKED.match(bare[-1]) is not None if language == "zh" else not _ABBREVIATION.search(words)


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
    pattern = _pairs_but(look.words("pairs"), look.words("right"))
    for part in parts_of(project):
        for language, words in part.text.by_language.items():
            if language == "en":
                yield from reworded(part, "en", matches(_DOUBLED, words, lambda match: match[1]), safe=False)
            else:
                pairs = (match for match in pattern.finditer(words) if match["pair"])
                once = [(*match.span(), match[0][: len(match[0]) // 2]) for match in pairs]
                yield from reworded(part, language, once, safe=False, around=2)


@lru_cache(maxsize=8)
def _pairs_but(pairs: tuple[str, ...], right: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds a pair as `pair`, and goes past the right words that hold one."""
    return re.compile(f"{one_of(right).pattern}|(?P<pair>{one_of(pairs).pattern})")


_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF = {"，": ", ", "；": "; ", "：": ": ", "？": "? ", "！": "! ", "（": " (", "）": ") "}
_CHINESE = re.compile(rf"[{HAN}]")
_CHINESE_MARK = re.compile(rf"[{HAN}）”》]")
_CHINESE_BEGINS = re.compile(rf"[{HAN}“《]")
_HALF_MARK = re.compile(r"""[,;:!?("]""")
_NARROW = re.compile(r"[,:!]|;(?<!&nbsp;)(?<!&amp;)(?<!&quot;)|(?<!\?)\?(?!\?)")  # ?? and &nbsp; are damage (TXT013)
_BRACKETS = re.compile(r"\((?!cid:|百分比)([^()（）]*)\)")  # 100%(百分比) is told by TXT012
_YEAR = re.compile(r"\d{4}")
_NUMBER_FOLLOWS = re.compile(r"第?\d+号")
_QUOTES = re.compile(rf'(?<!\d)"([^"]*[{HAN}][^"]*)"')
_OPERATORS = frozenset("/×*÷+-−=<>≥≤^")
_WIDE = re.compile(rf"(?<![{HAN}])\s?[，；：？！（）]\s?(?![{HAN}])")


@rule("TXT004", Severity.ADVICE)
def punctuation_of_the_other_script(project: Project, look: Look) -> Finds:
    """Half-width punctuation beside Chinese characters, full-width punctuation in English."""
    for part in parts_of(project):
        if (words := part.text.get("zh")) and _HALF_MARK.search(words):
            yield from _widened(part, words)
        if (words := part.text.get("en")) and not words.isascii():
            yield from reworded(part, "en", _wide_marks(words), safe=True, around=2)


def _widened(part: Part, words: str) -> Finds:
    """A finding for each pair of brackets or quotes, and each mark outside of them; characters are replaced one for one."""
    pairs = [*_narrow_brackets(words), *_narrow_quotes(words)]
    marks = [(start, start + 1, _FULL[words[start]]) for start in _narrow_marks(words)]
    if not pairs and not marks:
        return
    ends = [(at, at + 1, new) for start, end, both in pairs for at, new in ((start, both[0]), (end - 1, both[1]))]
    mended = changed(words, [*ends, *marks])
    fix = Fix((Edit(part.text.places["zh"], mended),), safe=True)
    inside = {at for start, end, _ in pairs for at in range(start, end)}
    alone = [(start, end) for start, end, _ in marks if start not in inside]
    for start, end in sorted([*((start, end) for start, end, _ in pairs), *alone]):
        near = slice(max(0, start - 2), end + 2)
        place = place_in(part.text, "zh", start, end)
        yield finding(place, part.path, fix=fix, found=words[near], right=mended[near])


def _narrow_marks(words: str) -> Iterator[int]:
    """Marks that stand beside a Chinese character: 1,000, 3:7, 9:30 and http:// have none beside them."""
    for match in _NARROW.finditer(words):
        before = words[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:]
        after = words[match.end() : match.end() + 2].lstrip(" ")[:1]
        if _CHINESE_MARK.match(before) or _CHINESE_BEGINS.match(after):
            yield match.start()


def _narrow_brackets(words: str) -> Iterator[Rewording]:
    """Pairs of brackets that hold Chinese or follow it; those of formulas and of Latin words stay."""
    for match in _BRACKETS.finditer(words):
        before, after = words[max(0, match.start() - 1) : match.start()], words[match.end() : match.end() + 1]
        is_formula = bool({before, after} & _OPERATORS)
        is_document = _YEAR.fullmatch(match[1]) and _NUMBER_FOLLOWS.match(words, match.end())
        is_chinese = _CHINESE.search(match[1]) or _CHINESE_MARK.match(before) or (not before and _CHINESE.match(after))
        if is_chinese and not is_formula and not is_document:
            yield match.start(), match.end(), "（）"


def _narrow_quotes(words: str) -> Iterator[Rewording]:
    return ((match.start(), match.end(), "“”") for match in _QUOTES.finditer(words))


def _wide_marks(words: str) -> Iterator[Rewording]:
    """Full-width marks of an English text with the white space round them; a Chinese name keeps its own."""
    for match in _WIDE.finditer(words):
        half = _HALF[match[0].strip()]
        at_edge = half if match.start() else half.lstrip()
        yield match.start(), match.end(), at_edge if match.end() < len(words) else at_edge.rstrip()


_NUMBERED = re.compile(
    r"(?P<lead>(?:(?:总体|年度|具体)?(?:目标|任务)|Objective|Goal|Target|Task)\s*)?(?P<open>[（(])?"
    r"(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?P<close>[）)])?(?P<mark>[：:、.．，,])?(?!\d)"
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
Style = tuple[str, ...]


def _unlike(numbered: list[Numbered], language: str) -> Finds:
    """Each number written otherwise than the one before it, or after it; of the two, the way that is rarer in the list."""
    styles = [_style(match) for *_, match in numbered]
    counts = Counter(styles)
    seen: dict[int, dict[Style, int]] = {}
    odd = {}
    for n, (*_, match) in enumerate(numbered):
        before = seen.get(_number(match) - 1, {})
        if before and styles[n] not in before:  # 一、（一）二、 are levels: 一、 comes before 二、
            other = list(before.values())[-1]
            one, other = (n, other) if counts[styles[other]] >= counts[styles[n]] else (other, n)
            odd[one] = other
        seen.setdefault(_number(match), {})[styles[n]] = n
    for n, model in odd.items():
        path, text, match = numbered[n]
        right = _numbered_like(numbered[model][2], match)
        yield from reworded(Part(Role.OBJECTIVE, path, text), language, [(0, match.end(), right)], safe=False)


def _style(match: re.Match[str]) -> Style:
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
