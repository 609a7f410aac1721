"""VAL: whether a target value can be measured: what it says beside its number, or where it has none."""

import re
from collections.abc import Iterator, Set
from decimal import Decimal

from targetbook.check.columns import language_of, place_of, told_of
from targetbook.check.rule import Finding, Finds, Look, finding, rule
from targetbook.check.signs import with_sign
from targetbook.check.walk import Aim, aims_in, aims_of, indicators_of, place_in
from targetbook.check.wording import bigrams_of, ends_in, stem_of
from targetbook.check.words import BASES, DEGREES, EFFECTS, HEDGES, LABELS, VAGUE
from targetbook.model import Indicator, Project, Text
from targetbook.problems import Edit, Fix, Severity
from targetbook.values import Form, Value, parse_value

_HEDGES = "|".join(HEDGES)
_HEDGED = re.compile(
    rf"^(?:{_HEDGES})+(?=..)|(?:{_HEDGES}|了)+$"
    r"|^(?:tobe|further|(?:significant|effective|continuous|gradual|steadi|marked|great|constant)ly)+(?=..)"
)
"""Adverbs round a word, its spaces taken out: 有所提高, significantly improved."""
_EFFECT = re.compile(rf"^(?:{'|'.join(EFFECTS)})(?=..)")
_VERB_FIRST = re.compile(rf"^(?:{_HEDGES})*(?:提高|提升|增强|加强|改善|促进)(?![到至])\w\w")
_COUNTED = re.compile(
    r"[0-9０-９]|零|[一二两三四五六七八九十百千]+(?:[个次场期人名户家项件份套台年月季天日周倍处所支批篇部级])"
)
_DONE = re.compile(r"完成|出台|落地|印发|发布|建成|上线|投产|验收|全部|所有|全覆盖")
_ELSEWHERE = re.compile(
    r"(?:[详请]?(?:见(?!证)|参见|参照)|以)[^\s0-9]{0,16}(?:方案|附件|附表|文件|计划|通知|合同|清单|明细|为准)[0-9一二三四五]?"
    r"|(?:根据|按照?|视|结合|以)?实际(?:情况|需要|需求|工作|发生)[^\s0-9]{0,6}"
    r"|see (?:the )?(?:plan|annex|attachment|document)s?(?: [0-9])?",
    re.IGNORECASE,
)
_SCORE = re.compile(r"[0-9]{1,3}\s*/\s*100")


@rule("VAL001", Severity.WARNING, words=VAGUE)
def value_is_not_measurable(project: Project, look: Look) -> Finds:
    """A bare word such as 提高, or such a verb with what is to be improved: nobody can tell when it is reached."""
    words = frozenset(stem_of(word).casefold() for word in look.words("words"))
    for path, indicator in indicators_of(project):
        if indicator.grades:
            continue
        name = stem_of(indicator.name.first()).casefold()
        vague = [aim for aim in aims_in(indicator, path) if _is_vague(aim.target.value, name, words)]
        if vague:
            yield told_of(vague)


def _is_vague(value: Value, name: str, words: Set[str]) -> bool:
    written = value.text.strip("。. ")
    if _ELSEWHERE.fullmatch(written) or _SCORE.fullmatch(written):
        return True
    stem = stem_of(written).casefold()
    if value.is_quantified or not stem or stem == name:
        return False
    rest = stem.replace(name, "", 1) if name else stem  # 服务水平得到提高, under the name 服务水平
    if any(_is_word(text, words) for text in (stem, rest)):
        return True
    is_verb_first = "提高" in words and _VERB_FIRST.match(stem) is not None
    return is_verb_first and not _COUNTED.search(stem) and not _DONE.search(stem)


def _is_word(text: str, words: Set[str]) -> bool:
    """Whether a text is one of the words, as it stands or with adverbs (有所提高) or a noun of effect (效果明显)."""
    bare = _HEDGED.sub("", text)
    if text in words or bare in words:
        return True
    effect = _EFFECT.sub("", text)
    return effect != text and (effect in DEGREES or _HEDGED.sub("", effect) in words)


@rule("VAL002", Severity.WARNING)
def value_repeats_name(project: Project, look: Look) -> Finds:
    """A value that is its indicator's name again, or a piece of it, measures nothing."""
    for path, indicator in indicators_of(project):
        repeating = [aim for aim in aims_in(indicator, path) if repeats_name(aim)]
        if repeating:
            yield told_of(repeating)


_MEASURES = ("率", "度", "量", "数", "rate", "level")


def repeats_name(aim: Aim) -> bool:
    """Whether a value holds nothing but words of its indicator's name."""
    text = aim.target.text
    written = aim.indicator.name.get(language_of(text))
    if written is None:
        return False
    if (
        aim.target.value.form is not Form.TEXT
    ):  # a known word is a grade (合格, 完成) or VAL001's, but as a name (不超预算)
        return aim.target.value.form is Form.WORD and text.first().strip("。. ") == written.strip("。. ")
    stem, name = stem_of(text.first()).casefold(), stem_of(written).casefold()
    if not stem or any(stem == stem_of(grade.first()).casefold() for grade in aim.indicator.grades):
        return False
    is_piece = stem in name and (len(stem) > 2 or stem.endswith(_MEASURES)) and not stem.isascii()
    return stem == name or is_piece or (stem.endswith(name) and name.endswith(_MEASURES))


_CLAUSE_ENDS = re.compile(r"[；;，。、\n]|,(?![0-9]{3})|以及|\band\b")
_ITEM = re.compile(r"^\s*[（(]?[0-9]{1,2}(?:[）)、．]|\.(?![0-9]))")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_PART_OF_ONE = re.compile(
    r"每(?![年月季])|^全年[共计约≥不少于低至]*[0-9]|各(?![类项种级界])|其中|共[0-9计有]|合计|总计|[0-9]月|季度|半年|年底|^[长宽高厚深]度?[0-9]"
    r"|\b(?:each|every|per|of which|total)\b"
)


@rule("VAL004", Severity.WARNING)
def value_holds_two_targets(project: Project, look: Look) -> Finds:
    """Clauses of one value, each with a number of its own: what was reached cannot be entered in one cell."""
    for path, indicator in indicators_of(project):
        told: set[str] = set()
        for aim in aims_in(indicator, path):
            text = aim.target.text.first()
            if aim.target.value.form is Form.TEXT and text not in told and len(targets := _targets_in(text)) > 1:
                told.add(text)
                yield told_of([aim], first=targets[0], second=targets[1])


def _targets_in(text: str) -> list[str]:
    clauses = (_ITEM.sub("", clause).strip() for clause in _CLAUSE_ENDS.split(_BRACKETED.sub("", text)))
    return [clause for clause in clauses if not _PART_OF_ONE.search(clause) and _is_target(parse_value(clause))]


def _is_target(value: Value) -> bool:
    return value.number is not None and (value.unit is not None or value.after[:1].isalpha())


@rule("VAL007", Severity.WARNING)
def words_in_one_column_and_a_number_in_the_other(project: Project, look: Look) -> Finds:
    """The whole period is set in words and the year in a number, or the other way round."""
    for path, indicator in indicators_of(project):
        aims = sorted(aims_in(indicator, path), key=lambda aim: aim.target.value.is_quantified)
        if len(aims) < 2 or aims[0].target.value.is_quantified is aims[1].target.value.is_quantified:
            continue
        worded, numbered = aims
        words, number = (aim.target.text.first() for aim in aims)
        is_by_when = numbered.target.value.start is not None  # 按期完成, and the date of this year
        if not (is_by_when or repeats_name(worded) or _COUNTED.search(words)):
            annual = worded if worded.column == "annual" else numbered
            yield told_of([annual], words=words, number=number)


_COMPARED = re.compile(r"较(?![大高好快多为强低小少差])|比(?![例率重值赛])|(?:19|20)[0-9]{2}")
_RELATIVE = frozenset({"%", "‰", "百分点", "倍"})


@rule("VAL008", Severity.WARNING, bases=BASES)
def change_has_no_base(project: Project, look: Look) -> Finds:
    """A rise or fall by a percentage, with nothing said of what it is counted from."""
    changes, bases = look.words("changes"), look.words("bases")
    for path, indicator in indicators_of(project):
        changing = [aim for aim in aims_in(indicator, path) if _is_change(aim, changes)]
        if changing and indicator.last_actual is None and not _states_base(indicator, bases):
            yield told_of(changing)


def _is_change(aim: Aim, changes: tuple[str, ...]) -> bool:
    value = aim.target.value
    if value.unit not in _RELATIVE or not value.number:
        return False
    return ends_in(value.before or aim.indicator.name.first(), changes)


def _states_base(indicator: Indicator, bases: tuple[str, ...]) -> bool:
    texts = [indicator.name, indicator.basis, indicator.note, indicator.method, indicator.scoring]
    texts += [target.text for target in (indicator.period, indicator.annual) if target is not None]
    said = " ".join(words for text in texts if text is not None for words in text.by_language.values()).casefold()
    return any(base in said for base in bases) or _COMPARED.search(said) is not None


@rule("VAL009", Severity.ADVICE, on=False, least=3)
def every_rate_is_all(project: Project, look: Look) -> Finds:
    """All rates of a project are 100 %, and nothing is said of what was reached before."""
    rated = [_rates_of(indicator, path) for path, indicator in indicators_of(project)]
    rates = [aims for aims in rated if aims]
    if len(rates) < look.number("least") or not all(_is_all(aim.target.value) for aims in rates for aim in aims):
        return
    for aims in rates:
        if aims[0].indicator.last_actual is None:
            yield told_of(aims, at=aims[-1], rates=str(len(rates)))


def _rates_of(indicator: Indicator, path: str) -> list[Aim]:
    return [aim for aim in aims_in(indicator, path) if aim.target.value.unit == "%"]


def _is_all(value: Value) -> bool:
    return value.number == 100 and value.form in (Form.EXACT, Form.BOUND)


_LABEL = re.compile(r"^\s*([^：:0-9]{1,12}?)\s*[：:]\s*(?=\S)")


@rule("VAL011", Severity.WARNING, labels=LABELS)
def value_begins_with_a_label(project: Project, look: Look) -> Finds:
    """A label of the form (标准：, 目标值：) is written into the value itself."""
    labels = frozenset(label.casefold() for label in look.words("labels"))
    for aim in aims_of(project):
        text = aim.target.text
        labelled = {language: match for language, match in _labels_in(text) if match[1].casefold() in labels}
        if labelled:
            yield _label_found(aim, labelled)


def _labels_in(text: Text) -> Iterator[tuple[str, re.Match[str]]]:
    for language, words in text.by_language.items():
        match = _LABEL.match(words)
        if match and ((rest := parse_value(words[match.end() :])).is_quantified or rest.form is Form.WORD):
            yield language, match


def _label_found(aim: Aim, labelled: dict[str, re.Match[str]]) -> Finding:
    text = aim.target.text
    edits = [Edit(text.places[each], text.by_language[each][match.end() :]) for each, match in labelled.items()]
    language, match = next(iter(labelled.items()))
    place = place_in(text, language, match.start(1), match.end())
    fix = Fix(tuple(edits), safe=True)
    return finding(place, aim.path, fix=fix, label=match[0].strip(), rest=text.by_language[language][match.end() :])


@rule("VAL016", Severity.ADVICE)
def value_wraps_its_number_in_the_name(project: Project, look: Look) -> Finds:
    """The value says its indicator's name again round the number."""
    for aim in aims_of(project):
        value = aim.target.value
        written = aim.indicator.name.get(language_of(aim.target.text))
        words = stem_of(value.before + value.after).casefold()
        if value.number is None or written is None or len(words) < 2:
            continue
        if written.isascii() and not value.before:  # 48 lectures: in English the noun is the unit
            continue
        name = stem_of(written).casefold()
        if _is_within(words, name):
            bare = _unwrapped(value)
            yield told_of([aim], fix=Fix((Edit(place_of(aim.target.text), bare),), safe=False), bare=bare)
        elif _is_alike(words, name):
            yield told_of([aim], message="alike", bare=_unwrapped(value))


def _is_within(words: str, name: str) -> bool:
    """Whether a value's words are the name's or hold them; 工程质量合格率 under 工程质量 says what the name leaves out."""
    adds_measure = name in words and words.split(name, 1)[1].endswith(_MEASURES)
    return words == name or (len(words) > 3 and words in name) or (len(name) > 3 and name in words and not adds_measure)


def _is_alike(words: str, name: str) -> bool:
    """Whether three in five of the pairs of characters are the same; of a short name that says too little."""
    if min(len(words), len(name)) < 8:
        return False
    pairs = bigrams_of(words), bigrams_of(name)
    return len(pairs[0] & pairs[1]) >= Decimal("0.6") * min(map(len, pairs))


def _unwrapped(value: Value) -> str:
    """The quantity with its sign, or with what else binds it as the author wrote it, without the words beside it."""
    text = value.text.strip()
    text = text[: len(text) - len(value.after)]
    if text.startswith(value.before):
        bare = text.removeprefix(value.before).strip()
    else:  # 每年度至少完成50个: a verb stands between the adverb and the number
        head, adverb, tail = text.partition(value.bound_word or "")
        bare = f"{adverb}{tail.removeprefix(value.before.removeprefix(head.strip()))}".strip()
    is_bound = value.form is Form.BOUND and not value.is_vague
    return with_sign(parse_value(bare), value.comparator or "") or bare if is_bound else bare
