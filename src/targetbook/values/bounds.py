"""Signs and words that bind a number from below or above, in Chinese and English.

以上, 以下 and 以内 include the number, as in the language of law.
"""

import re
from collections.abc import Iterable

from targetbook.values.units import one_of

PREFIXES = {
    "≥": "≥ >= => ≧ ⩾ ≮ 不低于 不少于 不小于 不得低于 不得少于 不得小于 下限 至少 最少 最低 大于等于 大于或等于 高于或等于",
    "≤": "≤ <= =< ≦ ⩽ ≯ 不超过 不超 不高于 不大于 不多于 不得超过 不得高于 不突破 上限 至多 最多 最高 小于等于 小于或等于 控制在",
    ">": "> 超过 高于 大于 多于 超",
    "<": "< 低于 少于 小于 不足 不到 不满",
    "=": "= 等于 达到 达 约 大约 大概 约为 近 将近 接近",
}
ENGLISH_PREFIXES = {
    "≥": ["at least", "no less than", "not less than", "no fewer than", "not fewer than", "no lower than",
          "not lower than", "not below", "a minimum of", "minimum"],
    "≤": ["at most", "no more than", "not more than", "no greater than", "not greater than", "no higher than",
          "not exceeding", "not to exceed", "not above", "up to", "within", "a maximum of", "maximum"],
    ">": ["more than", "greater than", "higher than", "over", "above", "exceeding"],
    "<": ["less than", "fewer than", "lower than", "under", "below"],
    "=": ["equal to", "exactly", "about", "around", "approximately", "nearly", "almost", "reach", "reaching"],
}  # fmt: skip
SUFFIXES = {
    "≥": ["以上(含)", "(含)以上", "及以上", "或以上", "以上", "or more", "or above", "or higher", "and above"],
    "≤": ["以内(含)", "以下(含)", "(含)以内", "(含)以下", "及以下", "或以下", "以下", "以内", "之内", "内", "封顶", "or less",
          "or fewer", "or below"],
    "=": ["左右", "上下", "or so"],
}  # fmt: skip

COMPARATOR_OF = {word: sign for sign, words in PREFIXES.items() for word in words.split()} | {
    word: sign for sign, words in ENGLISH_PREFIXES.items() for word in words
}
COMPARATOR_OF["二"] = "="  # seen in print for ＝; read only at the head of a text
SUFFIX_COMPARATOR_OF = {word: sign for sign, words in SUFFIXES.items() for word in words}

SUFFIX = one_of(SUFFIX_COMPARATOR_OF) + r"(?<!内(?=[部外容]))"


_NOT_AFTER = {"约": "节集预签续履违解邀", "达": "送下传表抵直通", "近": "附邻临靠最"}
"""Before these the word is the end of another: 节约10万元, 下达5000万元."""


def _backwards(words: Iterable[str]) -> str:
    # matched backwards from the number, on reversed text: one try instead of one a character
    return "|".join(
        re.escape(word[::-1]) + (f"(?![{_NOT_AFTER[word]}])" if word in _NOT_AFTER else "")
        for word in sorted(words, key=lambda word: (-len(word), word))
    )


_FIRM = _backwards(word for word, sign in COMPARATOR_OF.items() if sign != "=")
_ALL = _backwards(COMPARATOR_OF.keys() - {"二"})
PREFIX_REVERSED = re.compile(
    rf"(?P<minus>-(?![/+])|下零)?\s*(?P<currency>ync|bmr|币民人|[¥￥]|之分百)?\s*(?P<tolerance>±|-/\+|-\+|负正)?\s*"
    rf"(?:(?:到达|达|到|为)\s*(?={_FIRM}))?(?:(?P<bound>{_ALL}|二$)(?![a-z]))?"
)
ADVERB = re.compile(r"(至少|最少|至多|最多)([\u4e00-\u9fff]{1,6})$")
"""An adverb of bound with its verb before the number: 每年度至少完成 50个."""
NEGATION = re.compile(r"[不未没非无]$")
