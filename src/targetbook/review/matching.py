"""Which record of one version is which of the other: by id, then by the best likeness over all of them together.

What is paired hangs on what the records say, never on the order in which they come; turned round, the pairs are the same.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from rapidfuzz.fuzz import ratio

from targetbook.model import Indicator, Project, Target, Text

ALIKE = 50
"""The least likeness, of 100, at which two records of different ids are taken for one."""
_ALL_PAIRS = 4096
"""Up to so many pairs of unmatched records are all compared; beyond, those that share a rare word, the likeliest first."""
_COMMON, _LIKELIEST = 50, 12
_LARGE = 2000
"""Pairs that hang together up to which the best of all assignments is found."""

T = TypeVar("T")
Edge = tuple[int, int, int]
"""Old, new, and how alike they are."""
Weights = Mapping[tuple[int, int], int]
"""Old and new, and how much there is for their being a pair."""


@dataclass(frozen=True, slots=True)
class Matching(Generic[T]):
    """Pairs of the same thing, in the order of the newer version; then what is only in one of the two."""

    pairs: tuple[tuple[T, T], ...]
    removed: tuple[T, ...]
    added: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class _Traits(Generic[T]):
    """How things of one kind are told apart.

    Attributes:
        same: says that two are the same thing, even where several say it: they are paired in their order.
        sole: says so only where one of each version has it, each key in turn.
        likeness: from 0 to 100, the same both ways round.
        words: what two that are alike have in common.
        name: their order in which likeness is asked.
    """

    same: Callable[[T], Hashable]
    sole: tuple[Callable[[T], Hashable], ...]
    likeness: Callable[[T, T], int]
    words: Callable[[T], Iterable[str]]
    name: Callable[[T], str]


def match_projects(old: Sequence[Project], new: Sequence[Project]) -> Matching[Project]:
    """Projects by `unit/id`, but for those that have exchanged their ids; those left over by id and name in another unit,
    by name in the same, by all they say, and then by likeness of name, indicators, objectives and money."""
    return _matched(old, new, _PROJECTS, _exchanged(old, new))


def match_indicators(old: Sequence[Indicator], new: Sequence[Indicator]) -> Matching[Indicator]:
    """Indicators by kind, name and values; by kind and name; by name; then by likeness of name, kind and values."""
    return _matched(old, new, _INDICATORS)


def same_indicators(lost: Sequence[Indicator], got: Sequence[Indicator]) -> Mapping[int, int]:
    """Of indicators of many projects, by their numbers, those got to those lost that say the same and no other does."""
    return _by_sole(dict(enumerate(lost)), dict(enumerate(got)), _INDICATORS.same)


def match_texts(old: Sequence[Text], new: Sequence[Text]) -> Matching[Text]:
    """Texts of a list by their words, then by likeness; their order says nothing."""
    return _matched(old, new, _TEXTS)


def likeness_of_indicators(old: Indicator, new: Indicator) -> int:
    """How alike two indicators are, from 0 to 100. One of another kind must have nearly the same name."""
    name = likeness_of_texts(old.name, new.name)
    is_same_kind = old.kind.key == new.kind.key
    if name < (25 if is_same_kind else 70):
        return 0
    kind = 100 if is_same_kind else 40 if old.kind.level.key == new.kind.level.key else 0
    values = max(_likeness_of_values(old.annual, new.annual), _likeness_of_values(old.period, new.period))
    return (60 * name + 15 * kind + 25 * values) // 100


def likeness_of_texts(old: Text, new: Text) -> int:
    """How alike two texts are in the language in which they are most alike, from 0 to 100.

    Words that are in no language in common are held to each other all the same: a book's first language may have changed,
    and with it that of all its plain words.
    """
    shared = old.by_language.keys() & new.by_language.keys()
    if not shared:
        return round(ratio(old.first(), new.first()))
    return max(round(ratio(old.by_language[each], new.by_language[each])) for each in shared)


def shared_names(old: Sequence[Text], new: Sequence[Text]) -> int:
    """How many texts of two lists are the same."""
    return (Counter(map(Text.first, old)) & Counter(map(Text.first, new))).total()


def _likeness_of_projects(old: Project, new: Project) -> int:
    name = likeness_of_texts(old.name, new.name)
    indicators = _overlap([each.name for each in old.indicators], [each.name for each in new.indicators])
    goals = _overlap(old.objectives.annual, new.objectives.annual)
    money = 100 if old.funding.by_source == new.funding.by_source else 0
    return (45 * name + 30 * indicators + 15 * goals + 10 * money) // 100


def _overlap(old: Sequence[Text], new: Sequence[Text]) -> int:
    """How much of two lists of texts is the same, from 0 to 100."""
    return 200 * shared_names(old, new) // (len(old) + len(new)) if old and new else 0


def _likeness_of_values(old: Target | None, new: Target | None) -> int:
    if old is None or new is None:
        return 0
    return 100 if old.text.first() == new.text.first() else 60 if old.value.unit == new.value.unit else 0


def _words_of_text(text: Text) -> Iterator[str]:
    """Each two and each four characters that stand together: words for this purpose, in Chinese and in English."""
    for words in text.by_language.values():
        for length in (2, 4):
            yield from (words[start : start + length] for start in range(max(1, len(words) - length + 1)))


def _words_of_project(project: Project) -> Iterator[str]:
    yield from _words_of_text(project.name)
    for text in (*(each.name for each in project.indicators), *project.objectives.annual):
        yield text.first()


def _words(text: Text) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(text.by_language.items()))


def _values(indicator: Indicator) -> tuple[Hashable, ...]:
    return tuple(_words(target.text) if target else None for target in (indicator.annual, indicator.period))


def _all_said(project: Project) -> Hashable:
    indicators = tuple(sorted(repr((each.kind.key, _words(each.name))) for each in project.indicators))
    return _words(project.name), tuple(map(_words, project.objectives.annual)), indicators


_PROJECTS: _Traits[Project] = _Traits(
    same=lambda each: each.full_id,
    sole=(
        lambda each: (each.id, _words(each.name)),
        lambda each: (each.unit, _words(each.name)),
        _all_said,
    ),
    likeness=_likeness_of_projects,
    words=_words_of_project,
    name=lambda each: each.full_id,
)
_INDICATORS: _Traits[Indicator] = _Traits(
    same=lambda each: (each.kind.key, _words(each.name), _values(each)),
    sole=(lambda each: (each.kind.key, _words(each.name)), lambda each: _words(each.name)),
    likeness=likeness_of_indicators,
    words=lambda each: _words_of_text(each.name),
    name=lambda each: repr((each.kind.key, _words(each.name), _values(each))),
)
_TEXTS: _Traits[Text] = _Traits(
    same=_words, sole=(), likeness=likeness_of_texts, words=_words_of_text, name=lambda each: repr(_words(each))
)


def _exchanged(old: Sequence[Project], new: Sequence[Project]) -> dict[int, int]:
    """New to old, where projects have taken one another's ids: none says what it said, and each says what another did.

    Where names alone were exchanged, the ids were not: the money must have come along, or nothing else have stayed.
    """
    earlier = {each.full_id: n for n, each in enumerate(old)}
    mates = {m: earlier[each.full_id] for m, each in enumerate(new) if each.full_id in earlier}
    other = {m: n for m, n in mates.items() if _words(old[n].name) != _words(new[m].name)}
    found = _by_sole({n: old[n] for n in other.values()}, {m: new[m] for m in other}, _all_said)
    found = {
        m: n
        for m, n in found.items()
        if old[n].funding.by_source == new[m].funding.by_source or _likeness_of_projects(old[other[m]], new[m]) < ALIKE
    }
    while (taken := set(found.values())) != (left := {other[m] for m in found}):
        found = {m: n for m, n in found.items() if n in left and other[m] in taken}
    return found


def _matched(
    old: Sequence[T], new: Sequence[T], traits: _Traits[T], known: Mapping[int, int] = MappingProxyType({})
) -> Matching[T]:
    partner = dict(known)
    partner |= _by_same(*_left(old, new, partner), traits.same)
    for key in traits.sole:
        partner |= _by_sole(*_left(old, new, partner), key)
    partner |= _by_likeness(*_left(old, new, partner), traits)
    used = set(partner.values())
    return Matching(
        tuple((old[partner[m]], each) for m, each in enumerate(new) if m in partner),
        tuple(each for n, each in enumerate(old) if n not in used),
        tuple(each for m, each in enumerate(new) if m not in partner),
    )


def _left(old: Sequence[T], new: Sequence[T], partner: Mapping[int, int]) -> tuple[dict[int, T], dict[int, T]]:
    used = set(partner.values())
    return (
        {n: each for n, each in enumerate(old) if n not in used},
        {m: each for m, each in enumerate(new) if m not in partner},
    )


def _by_same(old: dict[int, T], new: dict[int, T], key: Callable[[T], Hashable]) -> dict[int, int]:
    """New to old, those of one key in their order."""
    waiting: dict[Hashable, list[int]] = {}
    for n in reversed(old):
        waiting.setdefault(key(old[n]), []).append(n)
    return {m: numbers.pop() for m, each in new.items() if (numbers := waiting.get(key(each)))}


def _by_sole(old: Mapping[int, T], new: Mapping[int, T], key: Callable[[T], Hashable]) -> dict[int, int]:
    """New to old, where a key is that of one record in each."""
    if not old or not new:
        return {}
    keyed: list[dict[Hashable, list[int]]] = [{}, {}]
    for by_key, side in zip(keyed, (old, new), strict=True):
        for number, each in side.items():
            by_key.setdefault(key(each), []).append(number)
    before, after = keyed
    return {m[0]: before[word][0] for word, m in after.items() if len(m) == 1 and len(before.get(word, ())) == 1}


def _by_likeness(old: Mapping[int, T], new: Mapping[int, T], traits: _Traits[T]) -> dict[int, int]:
    """New to old, so that the likeness of all pairs together is the greatest; nothing below `ALIKE` is paired.

    Both sides stand in the order of their names, and the side that comes first in the alphabet leads.
    """
    if not old or not new:
        return {}
    sides = [sorted(side, key=lambda number, side=side: (traits.name(side[number]), number)) for side in (old, new)]  # type: ignore[misc]
    names = [[traits.name(side[number]) for number in order] for side, order in zip((old, new), sides, strict=True)]
    is_turned = names[1] < names[0]
    (left, right), records = (sides[::-1], (new, old)) if is_turned else (sides, (old, new))
    first, second = [records[0][number] for number in left], [records[1][number] for number in right]
    pairs = _assigned(_edges(first, second, traits))
    return {left[n]: right[m] for n, m in pairs} if is_turned else {right[m]: left[n] for n, m in pairs}


def _edges(left: Sequence[T], right: Sequence[T], traits: _Traits[T]) -> list[Edge]:
    """The pairs that are alike enough, with their likeness."""
    if len(left) * len(right) <= _ALL_PAIRS:
        pairs: Iterable[tuple[int, int]] = ((n, m) for n in range(len(left)) for m in range(len(right)))
    else:
        pairs = _likely_pairs([set(traits.words(each)) for each in left], [set(traits.words(each)) for each in right])
    likenesses = ((n, m, traits.likeness(left[n], right[m])) for n, m in pairs)
    return [edge for edge in likenesses if edge[2] >= ALIKE]


def _likely_pairs(left: Sequence[set[str]], right: Sequence[set[str]]) -> list[tuple[int, int]]:
    """For each of both sides, those of the other with which it has most rare words in common."""
    holders: dict[str, tuple[list[int], list[int]]] = {}
    for side, words_of_side in enumerate((left, right)):
        for number, words in enumerate(words_of_side):
            for word in words:
                holders.setdefault(word, ([], []))[side].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for those, others in holders.values():
        if len(those) <= _COMMON and len(others) <= _COMMON:
            shared.update((n, m) for n in those for m in others)
    by_count = sorted(shared, key=lambda pair: (-shared[pair], pair))
    taken: list[Counter[int]] = [Counter(), Counter()]
    likely = []
    for pair in by_count:
        if any(taken[side][pair[side]] < _LIKELIEST for side in (0, 1)):
            likely.append(pair)
            taken[0][pair[0]] += 1
            taken[1][pair[1]] += 1
    return likely


def _assigned(edges: Sequence[Edge]) -> Iterator[tuple[int, int]]:
    """The pairs whose likeness is the greatest in sum; among equals those that keep to the order.

    Where hundreds hang together, pairs of which each is the other's likeliest are taken first, as the best of all
    assignments would take too long to find.
    """
    if not edges:
        return
    most = 1 + max(max(n, m) for n, m, _ in edges)
    weights = {(n, m): likeness * 4 * most**4 - (n - m) ** 2 * 2 * most - n - m for n, m, likeness in edges}
    for part in _parts(weights):
        if len(part) <= _LARGE:
            yield from _heaviest(part)
            continue
        mutual = _mutual(part)
        yield from mutual
        used = [{pair[side] for pair in mutual} for side in (0, 1)]
        left = {pair: weight for pair, weight in part.items() if pair[0] not in used[0] and pair[1] not in used[1]}
        for rest in _parts(left):
            yield from _heaviest(rest) if len(rest) <= _LARGE else _greedy(rest)


def _parts(weights: Weights) -> Iterator[Weights]:
    """The pairs in groups that have no record in common."""
    above: dict[tuple[int, int], tuple[int, int]] = {}

    def top(node: tuple[int, int]) -> tuple[int, int]:
        while (up := above.setdefault(node, node)) != node:
            above[node] = node = above[up]
        return node

    for n, m in weights:
        above[top((0, n))] = top((1, m))
    groups: dict[tuple[int, int], dict[tuple[int, int], int]] = {}
    for pair in sorted(weights):
        groups.setdefault(top((0, pair[0])), {})[pair] = weights[pair]
    yield from groups.values()


def _heaviest(weights: Weights) -> list[tuple[int, int]]:
    """The assignment of the greatest weight in sum."""
    if len(weights) == 1:
        return list(weights)
    import networkx  # loaded only where ids do not tell

    graph = networkx.Graph()
    graph.add_weighted_edges_from(((0, n), (1, m), weight) for (n, m), weight in weights.items())
    pairs = (sorted(pair) for pair in networkx.max_weight_matching(graph))
    return sorted((n, m) for (_, n), (_, m) in pairs)


def _mutual(weights: Weights) -> list[tuple[int, int]]:
    best: dict[tuple[int, int], int] = {}
    for pair, weight in weights.items():
        for node in enumerate(pair):
            best[node] = max(best.get(node, weight), weight)
    heaviest = [pair for pair, weight in weights.items() if weight == best[0, pair[0]] == best[1, pair[1]]]
    return _greedy({pair: weights[pair] for pair in heaviest})


def _greedy(weights: Weights) -> list[tuple[int, int]]:
    taken: dict[tuple[int, int], tuple[int, int]] = {}
    for pair in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        if not any(node in taken for node in enumerate(pair)):
            taken |= dict.fromkeys(enumerate(pair), pair)
    return sorted(set(taken.values()))
