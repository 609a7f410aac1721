"""Word-level differences of two texts, Chinese and English, that never cut inside a number."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import Literal

from rapidfuzz.distance import Indel

from targetbook.values.units import one_of, vocabulary

Op = Literal["equal", "delete", "insert"]
Pieces = list[tuple[Op, str]]

ISLAND = 2
"""Equal characters between two changes that are read as part of them, where both changes are longer."""
LARGEST = 16_000_000
"""Comparisons of words that two texts may cost; beyond it they are compared by sentence, then not at all."""

_SENTENCES = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")


def pieces(old: str, new: str) -> Pieces:
    """What was kept, deleted and inserted: equal and deleted make the old text, equal and inserted the new one.

    A number stays whole with its unit (24场次, 1,000平方米), so do Latin words; Han are compared one by one.
    """
    return _joined(_merged(list(_edits(old, new, (_words, _sentences)))))


def shortened(given: Pieces, around: int) -> Pieces:
    """The pieces with … for what was kept more than so many characters away from a change."""
    last = len(given) - 1
    return [
        (op, _shortened(text, around if n else 0, around if n < last else 0) if op == "equal" else text)
        for n, (op, text) in enumerate(given)
    ]


def _shortened(text: str, head: int, tail: int) -> str:
    """The ends of a text; a Latin word or a number at the cut stays whole."""
    start, end = head, max(len(text) - tail, 0)
    while 0 < start < len(text) and _is_in_word(text, start):
        start += 1
    while 0 < end < len(text) and _is_in_word(text, end):
        end -= 1
    return f"{text[:start]}…{text[end:]}" if start + 1 < end else text


def _is_in_word(text: str, at: int) -> bool:
    return all(each.isascii() and each.isalnum() for each in text[at - 1 : at + 1])


def _edits(old: str, new: str, ways: Sequence[Callable[[str], list[str]]]) -> Iterator[tuple[str, str, bool]]:
    """Stretches of both texts, and whether they are the same; the first way that does not cost too much cuts them up."""
    for way in ways:
        before, after = way(old), way(new)
        if len(before) * len(after) <= LARGEST:
            break
    else:
        before, after = [old], [new]
    numbers: dict[str, int] = {}
    codes = [[numbers.setdefault(word, len(numbers)) for word in side] for side in (before, after)]
    for edit in Indel.opcodes(*codes):
        old_words, new_words = before[edit.src_start : edit.src_end], after[edit.dest_start : edit.dest_end]
        yield "".join(old_words), "".join(new_words), edit.tag == "equal"


def _merged(edits: Sequence[tuple[str, str, bool]]) -> list[tuple[str, str, bool]]:
    """Neighbouring changes as one, with the small islands between them."""
    made: list[tuple[str, str, bool]] = []
    for number, (old, new, same) in enumerate(edits):
        if (
            same
            and made
            and len(old) <= ISLAND
            and _size(made[-1]) > len(old) < _next_size(edits[number + 1 : number + 3])
        ):
            same = False
        if not same and made and not made[-1][2]:
            before = made.pop()
            old, new = before[0] + old, before[1] + new
        made.append((old, new, same))
    return made


def _next_size(edits: Sequence[tuple[str, str, bool]]) -> int:
    """The size of the change that comes next: Indel tells its insertions and deletions apart."""
    change = list(takewhile(lambda edit: not edit[2], edits))
    return max(sum(len(edit[0]) for edit in change), sum(len(edit[1]) for edit in change))


def _size(edit: tuple[str, str, bool]) -> int:
    return max(len(edit[0]), len(edit[1]))


def _joined(edits: Sequence[tuple[str, str, bool]]) -> Pieces:
    told: Pieces = []
    for old, new, same in edits:
        told += [("equal", old)] if same else [("delete", old), ("insert", new)]
    return [(op, text) for op, text in told if text]


def _words(text: str) -> list[str]:
    return [match[0] for match in _word().finditer(text)]


def _sentences(text: str) -> list[str]:
    return _SENTENCES.findall(text)


@cache
def _word() -> re.Pattern[str]:
    unit = one_of(name for name in vocabulary().unit_names)
    number = r"[0-9０-９]+(?:[,，][0-9０-９]{3}(?![0-9０-９]))*(?:[.．][0-9０-９]+)?"
    measure = rf"\s?[百千万亿]*(?:[年月日时]|{unit})|[百千万亿]+"
    return re.compile(
        rf"{number}(?:{measure})?|[零〇一二三四五六七八九十百千万亿两]{{2,}}|[^\W\d_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
        r"|(?:[\U00020000-\U0003ffff]|[\s\S])[\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]*",
        re.IGNORECASE,
    )
