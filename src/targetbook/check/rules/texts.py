"""TXT: what does not belong in a published text: slogans, torn lines, damage, personal data."""

import datetime
import re
from collections.abc import Iterator

from targetbook.check.project_texts import Part, Record, Role, parts_of, words_of
from targetbook.check.rewording import HAN, TO_HALF, one_of, reworded
from targetbook.check.rule import Finding, Finds, Look, finding, rule, told_elsewhere
from targetbook.check.walk import place_in
from targetbook.model import Project
from targetbook.problems import Severity

_SLOGANS = (
    "保障社会和谐稳定", "维护社会和谐稳定", "促进社会和谐稳定", "社会和谐稳定", "走在…前列", "上新台阶",
    "开创…新局面", "谱写…新篇章", "书写…新篇章", "添砖加瓦", "保驾护航", "长治久安", "国泰民安", "凝心聚力",
    "砥砺前行", "锐意进取", "又好又快", "跨越式发展", "打下坚实基础", "奠定坚实基础", "营造良好氛围", "营造浓厚氛围",
    "再创佳绩", "更上一层楼",
)  # fmt: skip
_HEDGES = (
    "比较合理", "较为合理", "相对合理", "比较完善", "较为完善", "相对完善", "比较满意", "较为满意", "尽可能", "尽量",
    "基本上", "大体上", "一定程度上", "差不多",
)  # fmt: skip


@rule("TXT007", Severity.ADVICE, slogans=_SLOGANS, hedges=_HEDGES)
def slogan_in_objective(project: Project, look: Look) -> Finds:
    """Words in an objective that nothing can be measured against: slogans, and hedges that take back what is promised."""
    for part, words in words_of(project, "zh"):
        if part.role is Role.OBJECTIVE:
            for message in ("slogans", "hedges"):
                for match in one_of(look.words(message)).finditer(words):
                    place = place_in(part.text, "zh", *match.span())
                    yield finding(place, part.path, message, words=match[0])


_TORN = re.compile(
    rf"(?<=[{HAN}，、])[ \t\u3000\n]+(?=[{HAN}])|(?<=[。；])[ \t\u3000]+(?=[{HAN}])"
    rf"|(?<=[{HAN}\w%％〕】）”])[ \t\u3000\n]+(?=[，。；：、）》】〕（《【〔])"
    r"|(?<=[（《【〔])[ \t\u3000\n]+|(?<=[】〕])\s+(?=\d+号)"
)
_GAP = re.compile(r"[ \t\u3000\n]")
_CHAPTER = re.compile(r"(?:第[一二三四五六七八九十百]+[章节条篇编部]|附件|附表)$")
_LIST_MARK = re.compile(r"(?:目标|任务)?[一二三四五六七八九十\d]+[、：:.]|第[一二三四五六七八九十]+[，、章节条]")
_ISSUER = "部委局厅院办会府处署央行"
_JOINT = re.compile(rf"[{HAN} ]{{0,40}}?(?:关于|印发|[{_ISSUER}](?![{HAN}]))")
_NAMES = ("lead", "approved_by")


@rule("TXT008", Severity.WARNING)
def torn_line(project: Project, look: Look) -> Finds:
    """White space inside Chinese: a line break of the document from which the text was taken."""
    for part, words in words_of(project, "zh"):
        if _GAP.search(words):
            torn = (match for match in _TORN.finditer(words) if not _is_meant(match, part))
            yield from reworded(part, "zh", [(*match.span(), "") for match in torn], safe=True, around=4)


def _is_meant(gap: re.Match[str], part: Part) -> bool:
    """Whether a space is the author's: in a title, after a chapter's number, between issuers (财政部 民政部关于…) or persons."""
    words, start = gap.string, gap.start()
    before, after = words[max(0, start - 12) : start], words[gap.end() : gap.end() + 48]
    if "\n" in gap[0]:
        return _LIST_MARK.match(after) is not None
    is_joint = before[-1:] in _ISSUER and _JOINT.match(after) is not None
    in_title = words.rfind("《", 0, start) > words.rfind("》", 0, start)
    return is_joint or in_title or _CHAPTER.search(before) is not None or part.path.endswith(_NAMES)


told_elsewhere("TXT010", Severity.ERROR)


_BROKEN = re.compile(r"[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]+|\(cid:\d+\)|&(?:nbsp|amp|lt|gt|quot|#\d+);|锟斤拷")
_SUSPECT = re.compile(r"[&\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff锟]|\(c")
_SUSPECT_IN_CHINESE = re.compile(
    r"[A-Za-z?&(\u00c0-\u00ff\u2e80-\u2fd5\u3041-\u30fa\uf900-\ufaff\uff66-\uff9d\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff锟]"
)
_KANA = r"\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d"
_NOT_CHINESE = re.compile(rf"[{_KANA}][{_KANA}\u30fc]*|[\u2e80-\u2fd5\uf900-\ufaff]+")
_TAIL = r"[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
_MOJIBAKE = re.compile(
    rf"(?:[\u00e3-\u00ef]{_TAIL}{{2}})+|[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]{{2}}[\u00a1-\u00ff]+"
    rf"|(?<=[{HAN}])[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff](?=[{HAN}])|(?<=[{HAN}])\?{{2,}}(?=[{HAN}])"
)
_LATIN = re.compile(rf"(?<=[{HAN}])[A-Za-z]{{2,6}}(?=[{HAN}])")
_KNOWN = (
    "app", "ppp", "gdp", "gis", "gps", "vr", "km", "kg", "cm", "mm", "dm", "nm", "ml", "mg", "kw", "kwh", "mw", "db",
    "ph", "hz", "khz", "mhz", "kv", "mpa", "gb", "mb", "tb", "kb", "hr", "pm", "tv", "js", "css", "xml", "html",
    "sql", "http", "www", "pdf", "ppt", "vs", "mv", "dj", "pvc", "ppm", "ppb", "rpm", "tcp", "ktv", "npc", "wps",
    "cctv", "vpn", "dns", "usb", "bbs", "mba", "ngn", "sp", "mr", "dr", "xls", "jpg", "png", "txt", "csv", "bs", "cs",
    "rtk", "ftp", "ssd", "ddr", "plc", "dcs", "ct", "pcr", "hpv", "lng", "lpg", "cng", "ms",
)  # fmt: skip


@rule("TXT013", Severity.WARNING, heads=True, known=_KNOWN)
def damaged_text(record: Record, look: Look) -> Finds:
    """Characters that a text gets when it is read in the wrong encoding, or taken badly out of a PDF."""
    known = {word.lower() for word in look.words("known")}
    for part in parts_of(record):
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
    r"(?<![\dA-Za-z¥￥])(?<!\d[.,])(?:\+?86[-\s]?)?1[3-9]\d([-\s]?)\d{4}\1\d{4}(?![\dA-Za-z]|[.,]\d|\s?(?:元|万|亿|平方|立方|人|吨|千|%|个|号文))"
)
_IDENTITY = re.compile(r"(?<![\dA-Za-z])[1-8]\d{5}((?:19|20)\d{6})\d{3}[\dXx](?![\dA-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


@rule("TXT014", Severity.ERROR, heads=True)
def personal_data(record: Record, look: Look) -> Finds:
    """Mobile numbers and identity numbers in any text of the book, as all of it is published."""
    for part in parts_of(record):
        for language, words in part.text.by_language.items():
            if _LONG_NUMBER.search(words):
                for message, match in _personal(words.translate(TO_HALF)):
                    yield _of_person(part, language, match, message)


def _personal(words: str) -> Iterator[tuple[str, re.Match[str]]]:
    yield from (("mobile", match) for match in _MOBILE.finditer(words))
    yield from (("identity", match) for match in _IDENTITY.finditer(words) if _is_identity(match))


def _of_person(part: Part, language: str, match: re.Match[str], message: str) -> Finding:
    """The number is told with its middle hidden: a report travels further than the record."""
    shown = f"{match[0][:3]}****{match[0][-2:]}"
    return finding(place_in(part.text, language, *match.span()), part.path, message, number=shown)


def _is_identity(match: re.Match[str]) -> bool:
    """Whether the day of birth is one, and the last character is what GB 11643 computes from the others."""
    number, born = match[0].upper(), match[1]
    try:
        datetime.date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return number[17] == _CHECKS[total % 11]
