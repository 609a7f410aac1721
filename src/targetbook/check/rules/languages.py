"""LNG: whether the two languages say the same."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache, lru_cache

from targetbook.check.figures import Figure, figures_of, implied_in
from targetbook.check.project_texts import Part, Record, Role, parts_of
from targetbook.check.rewording import HAN
from targetbook.check.rule import Finds, Look, deferred, finding, rule
from targetbook.check.walk import place_in
from targetbook.data import package_data
from targetbook.model import Project
from targetbook.problems import Place, Severity
from targetbook.source import HistoryError, LineChange, line_changes
from targetbook.values import parse_value

_WORDY = re.compile(rf"[{HAN}]|[A-Za-z]{{3}}")
_DOCUMENT = re.compile(rf"[{HAN}]{{0,16}}\s?[〔【\[（(﹝]\s*(?:19|20)\d\d\s*[〕】\]）)﹞]\s*第?\d+号")
_NOT_PRINTED = frozenset({"adjustments", "approved", "grades", "last_actual"})
_STEP = re.compile(r"[.\[]")
NAMES = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}


@rule("LNG001", Severity.WARNING, heads=True)
def translation_is_missing(record: Record, look: Look) -> Finds:
    """A text that is printed, and is not there in each of the book's languages."""
    if len(look.book.languages) < 2:
        return
    for part in parts_of(record):
        there = part.target.shown() if part.target else part.text.by_language
        missing = [language for language in look.book.languages if language not in there]
        if missing and _is_to_translate(part):
            written = next(iter(part.text.by_language))
            place = part.text.places.get(written, part.text.place)
            chinese, english = NAMES.get(missing[0], (missing[0], missing[0]))
            yield finding(place, part.path, text=part.text.first(), language_zh=chinese, language_en=english)


def _is_to_translate(part: Part) -> bool:
    """Whether a text has words. A label is printed in the layout's own words, a document's number as it stands."""
    if part.role is Role.LABEL or not _NOT_PRINTED.isdisjoint(_STEP.split(part.path)):
        return False
    words = part.text.first()
    return bool(_WORDY.search(words)) and not _DOCUMENT.fullmatch(words)


@rule("LNG002", Severity.ADVICE, on=False, outside=True)
def translation_is_stale(project: Project, look: Look) -> Finds:
    """A text whose first language was changed in a later commit than its translation, as git tells it line by line."""
    if look.root is None or len(look.book.languages) < 2:
        return
    try:
        changes = line_changes(look.root, project.place.file)
    except HistoryError as error:
        yield deferred(project.place, message=error.reason)
        return
    if len(changes) >= project.place.end_line:  # fewer where the file is new to git, or has grown meanwhile
        for part in parts_of(project):
            yield from _stale(part, look.book.languages, changes)


def _stale(part: Part, languages: tuple[str, ...], changes: tuple[LineChange, ...]) -> Finds:
    places = part.text.places
    if languages[0] not in places:
        return
    last = _last(places[languages[0]], changes)
    message = "finds" if last.is_committed else "uncommitted"
    for language in languages[1:]:
        if language in places and last.time > _last(places[language], changes).time:
            text = part.text.by_language[language]
            yield finding(places[language], part.path, message, commit=last.commit[:8], text=text)


def _last(place: Place, changes: tuple[LineChange, ...]) -> LineChange:
    """The latest change of the lines of a place."""
    return max(changes[place.line - 1 : place.end_line], key=lambda change: change.time)


_DIGIT = re.compile(r"\d")


@rule("LNG003", Severity.WARNING)
def numbers_differ(project: Project, look: Look) -> Finds:
    """A number that one language states and the other does not; a value's bound or unit that differs."""
    for part in parts_of(project):
        zh, en = part.text.get("zh"), part.text.get("en")
        if zh and en:
            found = list(_figures_differ(part, zh, en)) if _DIGIT.search(zh) or _DIGIT.search(en) else []
            yield from found or (_values_differ(part, zh, en) if part.role is Role.VALUE else ())


def _figures_differ(part: Part, zh: str, en: str) -> Finds:
    chinese, english = figures_of(zh, "zh"), figures_of(en, "en")
    lost, added = _missed(chinese, english), _missed(english, chinese)
    if not lost and not added:
        return
    lost = _unanswered(lost, english, zh, implied_in(en, "en") | _apart(english, chinese))
    added = _unanswered(added, chinese, en, implied_in(zh, "zh") | _apart(chinese, english))
    if lost or added:
        place = place_in(part.text, "en", added[0].start, added[0].end) if added else part.text.places["en"]
        message = "differ" if lost and added else "lost" if lost else "added"
        yield finding(place, part.path, message, zh=_listed(lost), en=_listed(added))


def _missed(figures: Iterable[Figure], others: Iterable[Figure]) -> list[Figure]:
    said = {(other.number, other.sign) for other in others}
    return [figure for figure in figures if (figure.number, figure.sign) not in said]


def _unanswered(missed: list[Figure], others: Iterable[Figure], own: str, implied: frozenset[Decimal]) -> list[Figure]:
    """Those that the other text neither implies nor writes beside their scale; numbers of documents may be left out."""
    numbers = {other.number for other in others}
    documents = [match.span() for match in _DOCUMENT.finditer(own)] if missed else []
    return [
        figure
        for figure in missed
        if figure.number not in implied
        and not (figure.scale > 1 and {figure.bare, Decimal(figure.scale)} <= numbers)
        and not any(start <= figure.start < end for start, end in documents)
    ]


def _apart(figures: Iterable[Figure], others: Iterable[Figure]) -> frozenset[Decimal]:
    """What a text's scaled numbers are without their scale, where the other text has it: 116.40万元, CNY 10,000."""
    numbers = {other.number for other in others}
    return frozenset(figure.bare for figure in figures if figure.scale > 1 and Decimal(figure.scale) in numbers)


def _listed(figures: list[Figure]) -> str:
    """Numbers as they are read, once each: 380,000, 95%, 5 pp; a year has no comma."""
    return ", ".join(dict.fromkeys(map(_shown, figures)))


def _shown(figure: Figure) -> str:
    number = figure.number.normalize()
    sign = " pp" if figure.sign == "point" else figure.sign
    return f"{number:,f}{sign}" if number >= 10_000 else f"{number:f}{sign}"


_NUMBER = r"\s*(?:CNY\s*)?\d"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_BOUNDS = {
    "floor": (
        re.compile(r"[≥≧]|>=|不得?(?:低于|少于|小于)|至少|\d[^，。；、]{0,6}以上"),
        re.compile(r"[>＞达满]|(?<!不)(?:超|大于|多于|高于)|最低|起|以上"),
        re.compile(
            r"[≥>]|\b(?:at least|(?:no|not) (?:less|fewer|lower|below|smaller|under|worse)|minimum"
            r"|or (?:more|above|over|higher|older|better)|and (?:above|over|older)"
            rf"|(?<!no )(?<!not )(?:over|above|more than|exceed(?:ing)?|upwards of){_NUMBER})|\d\+(?!\w)",
            re.IGNORECASE,
        ),
        re.compile(r"\b(?:reach|over|above|exceed)", re.IGNORECASE),
    ),
    "ceiling": (
        re.compile(r"[≤≦]|<=|不得?(?:超|高于|多于|大于|晚于|迟于)|至多|以内|\d[^，。；、]{0,6}以下"),
        re.compile(r"[<＜内前]|(?<!不)(?:小于|少于|低于)|最高|不足|控制在|底|以下"),
        re.compile(
            rf"[≤<]|\b(?:at most|maximum|up to{_NUMBER}|within (?!the\b)|or (?:less|fewer|below|under|lower)"
            r"|(?:no|not) (?:more|greater|higher|above|larger|later|exceed(?:ing)?|to exceed)"
            rf"|(?:by|before) (?:the )?(?:end|\d\d? [a-z]{{3}}|(?:{_MONTHS})[a-z]* )"
            rf"|(?<!no )(?<!not )(?:under|below|less than|fewer than){_NUMBER})",
            re.IGNORECASE,
        ),
        re.compile(r"\b(?:in|within|by|before|under|below|cap|limit|control|kept)", re.IGNORECASE),
    ),
}
"""What says a bound in Chinese, what may say it, and the same in English."""
_MEASURED = frozenset({
    "元", "年", "季度", "个月", "周", "天", "工作日", "小时", "分钟", "秒", "平方米", "平方公里",
    "亩", "公顷", "立方米", "公里", "米", "厘米", "毫米", "吨", "公斤", "克", "升", "千瓦", "千瓦时",
})  # fmt: skip


def _values_differ(part: Part, zh: str, en: str) -> Finds:
    """A bound that only one language states, and a unit of measure that is another."""
    for bound, (says_zh, may_zh, says_en, may_en) in _BOUNDS.items():
        in_zh, in_en = says_zh.search(zh), says_en.search(en)
        if in_zh and not in_en and not may_en.search(en):
            yield finding(part.text.places["en"], part.path, f"{bound}-lost", zh=zh, en=en)
            return
        if in_en and not in_zh and not may_zh.search(zh):
            yield finding(part.text.places["en"], part.path, f"{bound}-added", zh=zh, en=en)
            return
    one = part.target.value.unit if part.target else None
    if one in _MEASURED and (other := parse_value(en).unit) != one and other in _MEASURED:
        yield finding(part.text.places["en"], part.path, "unit", zh=zh, en=en)


@cache
def _terms() -> Mapping[str, tuple[str, ...]]:
    """Chinese terms with every English that is right for them, in lower case."""
    told: Mapping[str, list[str]] = package_data("glossary.yaml")["terms"]
    return {term: tuple(form.lower() for form in forms) for term, forms in told.items()}


@lru_cache(maxsize=8)
def _glossary(own: tuple[str, ...]) -> tuple[Mapping[str, tuple[str, ...]], re.Pattern[str]]:
    """The tool's terms and the book's own (微心愿=micro-wish|small wish), and a pattern that finds the longest first."""
    pairs = (entry.split("=", 1) for entry in own if "=" in entry)
    added = {term.strip(): tuple(form.strip().lower() for form in forms.split("|")) for term, forms in pairs}
    terms = {**_terms(), **added}
    longest = sorted(terms, key=lambda term: (-len(term), term))
    return terms, re.compile("|".join(map(re.escape, longest)))


@rule("LNG004", Severity.ADVICE, terms=())
def term_is_off_the_glossary(project: Project, look: Look) -> Finds:
    """A term of the glossary for which the English has none of the glossary's words."""
    terms, pattern = _glossary(look.words("terms"))
    for part in parts_of(project):
        zh, en = part.text.get("zh"), part.text.get("en")
        if zh and en:
            said = en.lower().replace("’", "'").replace("-", " ")
            for term in dict.fromkeys(pattern.findall(zh)):
                if not any(form.replace("-", " ") in said for form in terms[term]):
                    yield finding(part.text.places["en"], part.path, term=term, right=terms[term][0])


_HAN_RUN = re.compile(rf"[{HAN}]+(?:[，、：；（）“”][{HAN}]+)*")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[\w.+-]{1,64}@\S+")
_SMALL_WORD = re.compile(r"(?<![A-Za-z.0-9])[a-z]{3,}(?![A-Za-z])")  # 300dpi, 45min: a unit
_WORDS = re.compile(r"[A-Za-z]{3,}")
_UNIT_WORDS = frozenset({
    "min", "kwh", "mol", "ppm", "ppb", "rpm", "dpi", "fps", "bps", "dba", "mpa", "khz", "mhz", "ghz", "kva", "sqm", "max", "avg",
})  # fmt: skip


@rule("LNG005", Severity.WARNING, heads=True)
def text_is_in_the_other_language(record: Record, look: Look) -> Finds:
    """Chinese under `en`, where a document's number may stand, and no Chinese under `zh`, where figures and units may."""
    for part in parts_of(record):
        if (en := part.text.get("en")) and not en.isascii() and (match := _chinese_in(en)):
            place = place_in(part.text, "en", *match.span())
            yield finding(place, part.path, "chinese", found=match[0])
        if (zh := part.text.get("zh")) and zh.isascii() and _is_english(zh):
            yield finding(part.text.places["zh"], part.path, "english", found=zh)


def _chinese_in(en: str) -> re.Match[str] | None:
    numbers = [match.span() for match in _DOCUMENT.finditer(en)]
    runs = _HAN_RUN.finditer(en)
    return next((run for run in runs if not any(start <= run.start() < end for start, end in numbers)), None)


def _is_english(zh: str) -> bool:
    """Whether a text without Chinese has English words: one in small letters that is no unit, or four of any kind.

    Names of products (Python, Windows Server) are in no language.
    """
    words = _ADDRESS.sub(" ", zh)
    return any(word not in _UNIT_WORDS for word in _SMALL_WORD.findall(words)) or len(_WORDS.findall(words)) > 3
