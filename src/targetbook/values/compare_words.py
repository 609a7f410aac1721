"""Tells what a change of a target that is words does to it: 优 became 良, 显著提高 became 有所提高."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from targetbook.values.outcomes import Comparison, Direction
from targetbook.values.spelling import TRAILING, normal
from targetbook.values.units import vocabulary

_TEXT_NUMBER = re.compile(
    r"(?<![0-9.,])(?!(?:19|20)[0-9]{2}年)[0-9]{1,18}(?:,[0-9]{3})*(?:\.[0-9]+)?(?![0-9]|[.,][0-9]|月|[日号](?![之以]?前))"
)
_FROM = re.compile("(?:从|由|较上年的)$")
_FALLS_TO = re.compile("(?:降|减|缩)[^0-9]{0,3}[到至为]$")
_IS_DAY = re.compile("[日号](?:之|以)?前")
_RANKS = re.compile("(?:(?<!提)前|第)$")
_IS_BAD = re.compile("超|低|少|发生|出现|逾|误|增|降|扣|流|留|存|限|断|定|来|必|少于")
"""What is better denied (不超预算, 未发生事故), or no word of its own without 不 (不断, 未来)."""
_DIVIDES = re.compile("(?:每隔?|/)$")
_IS_MEASURED_BY = re.compile("(?:天|日|周|个月|个季度|年)[0-9]+ ?(?:次|场)|分制")
_FRACTION = re.compile("[0-9] ?[/∶:] ?[0-9]")


def compare_words(old: str, new: str, direction: Direction) -> Comparison:
    """What the change of a text without a single number does to it: by grades, degrees and numbers, where all else stayed."""
    before, after = (normal(text).strip(TRAILING) for text in (old, new))
    if before == after:
        return Comparison.SAME
    if (graded := _compare_grades(before, after, direction)) is not None:
        return graded
    if _TEXT_NUMBER.sub("#", before) != _TEXT_NUMBER.sub("#", after):
        return Comparison.REWORDED
    if (tolerance := _compare_tolerances(before, after)) is not None:
        return tolerance
    if _FRACTION.search(before):
        return Comparison.NOT_COMPARABLE  # 1/3 and 1/4 are no two numbers each
    if direction is Direction.NONE:
        return Comparison.MOVED
    pairs = zip(_TEXT_NUMBER.finditer(before), _TEXT_NUMBER.finditer(after), strict=True)
    changed = [(old, new) for old, new in pairs if _decimal(old[0]) != _decimal(new[0])]
    told = {_compare_number(old, new, direction) for old, new in changed} - {Comparison.SAME}
    if len(told) != 1:
        return Comparison.NOT_COMPARABLE if told else Comparison.REWORDED if changed else Comparison.SAME
    return told.pop()


def _compare_grades(before: str, after: str, direction: Direction) -> Comparison | None:
    """What became of the one grade, level or degree that changed in a text (获一等奖, 获二等奖); None if more did."""
    known = vocabulary()
    for scale in known.grades:
        if (steps := _steps_down(scale, before, after)) is not None:
            return Comparison.LOWERED if steps > 0 else Comparison.RAISED
    for scale in known.levels:
        if direction is not Direction.NONE and (steps := _steps_down(scale, before, after)) is not None:
            return Comparison.LOWERED if (steps > 0) is (direction is Direction.HIGHER) else Comparison.RAISED
    for word, other in _exchanged(("", "不", "未"), before, after):
        if "" in (word, other) and not _IS_BAD.match((after if other else before).partition(other or word)[2]):
            return Comparison.LOWERED if other else Comparison.RAISED
    weights = {word: -place for place, words in enumerate(known.degrees) for word in words}
    for word, other in _exchanged(weights, before, after):
        if weights[word] != weights[other]:
            return Comparison.LOWERED if weights[other] < weights[word] else Comparison.RAISED
    return None


def _steps_down(scale: Sequence[str], before: str, after: str) -> int | None:
    exchanged = next(_exchanged(scale, before, after), None)
    return scale.index(exchanged[1]) - scale.index(exchanged[0]) if exchanged else None


def _exchanged(words: Iterable[str], before: str, after: str) -> Iterator[tuple[str, str]]:
    """Each two of the words that, put one for the other, make the one text of the other; "" stands before any word."""
    same = next(
        (n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]),
        min(len(before), len(after)),
    )
    for word, other in permutations(words, 2):
        for start in range(max(0, same - len(word + other)), same + 1):
            if before.startswith(word, start) and before[:start] + other + before[start + len(word) :] == after:
                yield word, other


def _compare_number(old: re.Match[str], new: re.Match[str], direction: Direction) -> Comparison:
    """What became of one number among words that stayed. Where a rise began is no demand (从85%提高到95%)."""
    ahead, behind = old.string[: old.start()], old.string[old.end() :]
    if _FROM.search(ahead):
        return Comparison.SAME
    is_up = _decimal(new[0]) > _decimal(old[0])
    if _FALLS_TO.search(ahead) or _RANKS.search(ahead) or _IS_DAY.match(behind):
        direction = Direction.LOWER
    elif _DIVIDES.search(ahead) or _IS_MEASURED_BY.match(behind):
        is_up = not is_up
    return Comparison.RAISED if is_up is (direction is Direction.HIGHER) else Comparison.LOWERED


def _compare_tolerances(before: str, after: str) -> Comparison | None:
    """What became of the tolerance of a number that stayed (90%±5%); None where the number changed, or none is there."""
    (number, sign, old), (other, _, new) = before.partition("±"), after.partition("±")
    old_number, new_number = _TEXT_NUMBER.search(old), _TEXT_NUMBER.search(new)
    if not sign or number != other or old_number is None or new_number is None:
        return None
    if _decimal(old_number[0]) == _decimal(new_number[0]):
        return None  # what changed stands after it
    return Comparison.LOOSENED if _decimal(new_number[0]) > _decimal(old_number[0]) else Comparison.TIGHTENED


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))
