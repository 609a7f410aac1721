"""Which record of one version is which of the other: by id, then by the best likeness over all of them together."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from rapidfuzz.fuzz import ratio

from targetbook.model import Indicator, Project, Target, Text

ALIKE = 50
"""The least likeness, of 100, at which two records of different ids are taken for one."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Matching(Generic[T]):
    """Pairs of the same thing, in the order of the newer version; then what is only in one of the two."""

    pairs: tuple[tuple[T, T], ...]
    removed: tuple[T, ...]
    added: tuple[T, ...]


def match_projects(old: Sequence[Project], new: Sequence[Project]) -> Matching[Project]:
    """Projects by `unit/id`; those left over by id alone, then by likeness of name, indicators, objectives and money."""
    return _matched(old, new, (lambda project: project.full_id, _moved), _likeness_of_projects)


def match_indicators(old: Sequence[Indicator], new: Sequence[Indicator]) -> Matching[Indicator]:
    """Indicators by kind and name; those left over by name, then by likeness of name, kind and values."""
    keys = (lambda each: (each.kind.key, each.name.by_language), lambda each: each.name.by_language)
    return _matched(old, new, tuple(_repeatable(key) for key in keys), likeness_of_indicators)


def likeness_of_indicators(old: Indicator, new: Indicator) -> int:
    """How alike two indicators are, from 0 to 100."""
    name = likeness_of_texts(old.name, new.name)
    if name < ALIKE // 2:
        return 0
    kind = 100 if old.kind.key == new.kind.key else 40 if old.kind.level.key == new.kind.level.key else 0
    values = max(_likeness_of_values(old.annual, new.annual), _likeness_of_values(old.period, new.period))
    return (60 * name + 15 * kind + 25 * values) // 100


def likeness_of_texts(old: Text, new: Text) -> int:
    """How alike two texts are in the language in which they are most alike, from 0 to 100."""
    shared = old.by_language.keys() & new.by_language.keys()
    return max((round(ratio(old.by_language[each], new.by_language[each])) for each in shared), default=0)


def _likeness_of_projects(old: Project, new: Project) -> int:
    name = likeness_of_texts(old.name, new.name)
    shared = _shared([each.name for each in old.indicators], [each.name for each in new.indicators])
    goals = _shared(old.objectives.annual, new.objectives.annual)
    money = 100 if old.funding.by_source == new.funding.by_source else 0
    return (45 * name + 30 * shared + 15 * goals + 10 * money) // 100


def _shared(old: Sequence[Text], new: Sequence[Text]) -> int:
    """How much of two lists of texts is the same, from 0 to 100."""
    if not old or not new:
        return 0
    return round(100 * SequenceMatcher(None, [*map(Text.first, old)], [*map(Text.first, new)], autojunk=False).ratio())


def _likeness_of_values(old: Target | None, new: Target | None) -> int:
    if old is None or new is None:
        return 0
    return 100 if old.text.first() == new.text.first() else 60 if old.value.unit == new.value.unit else 0


def _moved(project: Project) -> Hashable:
    """What a project that only went to another unit keeps."""
    return project.id, tuple(project.name.by_language.items())


def _repeatable(key: Callable[[Indicator], object]) -> Callable[[Indicator], Hashable]:
    return lambda each: repr(key(each))


def _matched(
    old: Sequence[T], new: Sequence[T], keys: Iterable[Callable[[T], Hashable]], likeness: Callable[[T, T], int]
) -> Matching[T]:
    """By each key in turn, then by likeness. A key that several share pairs them in their order."""
    partner: dict[int, int] = {}
    left, right = list(range(len(old))), list(range(len(new)))
    for key in keys:
        waiting: dict[Hashable, list[int]] = {}
        for n in left:
            waiting.setdefault(key(old[n]), []).append(n)
        for m in right:
            if waiting.get(key(new[m])):
                partner[m] = waiting[key(new[m])].pop(0)
        left = [n for n in left if n not in set(partner.values())]
        right = [m for m in right if m not in partner]
    partner |= _assigned([(n, m, likeness(old[n], new[m])) for n in left for m in right])
    used = set(partner.values())
    return Matching(
        tuple((old[partner[m]], new[m]) for m in range(len(new)) if m in partner),
        tuple(each for n, each in enumerate(old) if n not in used),
        tuple(each for m, each in enumerate(new) if m not in partner),
    )


def _assigned(likenesses: Iterable[tuple[int, int, int]]) -> dict[int, int]:
    """New to old, so that the likeness of all pairs together is the greatest; nothing below `ALIKE` is paired."""
    edges = [(("old", n), ("new", m), likeness) for n, m, likeness in likenesses if likeness >= ALIKE]
    if not edges:
        return {}
    import networkx  # loaded only where ids do not tell

    graph = networkx.Graph()
    graph.add_weighted_edges_from(edges)
    pairs = (sorted(pair, reverse=True) for pair in networkx.max_weight_matching(graph))
    return {new[1]: old[1] for old, new in pairs}
