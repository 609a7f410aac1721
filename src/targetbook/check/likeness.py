"""How alike two wordings are, and what the tail of a name says is measured: by characters, as nobody keeps a dictionary."""

import re
import unicodedata

from targetbook.check.wording import bigrams_of, stem_of

_SPELLING = re.compile(r"[\s的、，。；：·,.;:!?！？“”‘’\"'《》〈〉「」\-—_/()\[\]【】〔〕]+")
_UNIT_IN_BRACKETS = re.compile(r"[（(](?:[%％]|人次|人|个|场次|场|次|户|家|件|元|万元|天)[)）]")
_RATE = re.compile(r"(?:率|度|性)$")
_TAIL = 7
"""Characters before 率, 度 or 性 in which the words that say what is measured are looked for."""
_MEASURES = {
    measure: re.compile(words)
    for measure, words in {
        "quality": "合格|完好|达标|通过|优良|优质|质量|准确|规范|合规",
        "time": "及时|按时|按期|准时|如期|限时|时效|时限",
        "completion": "完成|办结|达成|实现|落实|结案",
        "rectification": "整改",
        "coverage": "覆盖|普及",
        "satisfaction": "满意|好评|认可",
        "awareness": "知晓|了解",
        "attendance": "参与|参加|参训|参会|出勤|到场|到会|出席",
        "use": "使用|利用",
        "soundness": "完好|正常|故障|可用|在线|运行",
        "treatment": "处理|处置",
        "employment": "就业|失业",
        "enrolment": "入学|入园|升学|毕业",
        "retention": "巩固|辍学|流失",
        "vaccination": "接种",
        "illness": "发病|患病|感染",
        "cure": "治愈|好转",
        "death": "死亡|病死",
        "recovery": "回收",
        "growth": "增长|增幅|提升|提高",
        "fall": "下降|降低|减少|节约|节能",
    }.items()
}
_JOB = re.compile(
    "项目|工作|工程|任务|计划|服务|事项|验收|合格|达标|质量|完成|按时|按期|及时|准时|如期|率|度|性|的|总体|整体|各项"
)


def spelling_key(name: str) -> str:
    """A name without what only its spelling can differ in: 的, punctuation, brackets, width and space (% counts)."""
    return _SPELLING.sub("", unicodedata.normalize("NFKC", name)).lower()


def name_key(name: str) -> str:
    """The spelling key of an indicator's name without a unit in brackets: 参训人次（人次） and 参训人次 are one indicator."""
    return spelling_key(_UNIT_IN_BRACKETS.sub("", name))


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 1: twice the pairs of characters that both have, over the pairs of each."""
    first, second = bigrams_of(spelling_key(one)), bigrams_of(spelling_key(other))
    return 2 * len(first & second) / (len(first) + len(second) or 1)


def measures_of(words: str) -> frozenset[str]:
    """What a name that ends in 率, 度 or 性 measures: completion, coverage …; empty where its tail has no known word."""
    stem = stem_of(words)
    if not _RATE.search(stem):
        return frozenset()
    tail = stem[-_TAIL:]
    return frozenset(measure for measure, pattern in _MEASURES.items() if pattern.search(tail))


def share_words(one: str, other: str) -> bool:
    """Whether two wordings have two neighbouring characters in common, what they measure set aside."""
    return not bigrams_of(_without_measure(one)).isdisjoint(bigrams_of(_without_measure(other)))


def names_a_subject(name: str) -> bool:
    """Whether a name says of what: 验收合格率 and 项目按时完成率 suit any project, 志愿队伍创建及时率 does not."""
    return len(_JOB.sub("", stem_of(name))) > 1


def _without_measure(words: str) -> str:
    stem = _RATE.sub("", stem_of(words))
    for pattern in _MEASURES.values():
        stem = pattern.sub("|", stem)
    return stem
