"""What changed above the projects: in `targetbook.yaml`, and in the units."""

import dataclasses
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from targetbook.model import Book, Project, Source, Text, Unit
from targetbook.problems import Place
from targetbook.review.changes import BookChange, PlainChange, TextChange, UnitChange
from targetbook.review.differences import (
    approval_words,
    listed_texts,
    named_texts,
    order_of_texts,
    plain_change,
    text_change,
)
from targetbook.review.matching import ALIKE, likeness_of_texts
from targetbook.review.order import order_change
from targetbook.review.sums import Couple
from targetbook.source import Mapping as MappingNode
from targetbook.source import Scalar
from targetbook.source import Sequence as NodeSequence


def matched_units(old: Book, new: Book, pairs: Iterable[tuple[Project, Project]]) -> tuple[Couple, ...]:
    """Each unit in both versions, in the order of the newer book, the removed ones after it.

    By id; then a unit whose folder has another name, by the name that it kept or by most of the projects of both. One
    project that went to a new unit is no renamed unit, unless it was all of it and the name is nearly the same.
    """
    gone = {unit.id: unit for unit in old.units if unit.id not in {each.id for each in new.units}}
    fresh = {unit.id: unit for unit in new.units if unit.id not in {each.id for each in old.units}}
    went = Counter((one.unit, other.unit) for one, other in pairs if one.unit in gone and other.unit in fresh)
    likely = [
        (one.name.by_language != other.name.by_language, -went[one.id, other.id], one.id, other.id)
        for one in gone.values()
        for other in fresh.values()
        if one.name.by_language == other.name.by_language or _is_likely(went[one.id, other.id], one, other)
    ]
    partner: dict[str, Unit] = {}
    for _, _, one_id, other_id in sorted(likely):
        if other_id not in partner and gone[one_id] not in partner.values():
            partner[other_id] = gone[one_id]
    older = {unit.id: unit for unit in old.units} | partner
    left = [unit for unit in gone.values() if unit not in partner.values()]
    return (*((older.get(unit.id), unit) for unit in new.units), *((unit, None) for unit in left))


def unit_changes(couples: Iterable[Couple], pairs: Iterable[tuple[Project, Project]]) -> Iterator[UnitChange]:
    """Each unit that was added, removed, renamed, that says something else of itself, or has its projects in another order.

    Args:
        couples: each unit in both versions.
        pairs: each project that is in both.
    """
    stayed: dict[str, list[tuple[Project, Project]]] = {}
    for one, other in pairs:
        if one.id == other.id:  # a file's name may set its place: what moved with its name is told of that
            stayed.setdefault(other.unit, []).append((one, other))
    for before, after in couples:
        if before is None or after is None:
            yield UnitChange(before, after)
            continue
        texts = tuple(named_texts(before, after, ("name",)))
        plain = (
            *plain_change("code", before.code, after.code),
            *_order_of_projects(before, after, stayed.get(after.id, ())),
        )
        if texts or plain or before.id != after.id:
            yield UnitChange(before, after, texts, plain)


def _order_of_projects(before: Unit, after: Unit, pairs: Iterable[tuple[Project, Project]]) -> Iterator[PlainChange]:
    own = [(one, other) for one, other in pairs if one.unit == before.id]
    return order_change("projects", before.projects, after.projects, own, lambda project: project.name)


def order_of_units(old: Book, new: Book, couples: Iterable[Couple]) -> Iterator[PlainChange]:
    """Which units stand elsewhere in the book, those aside whose folder has another name: that may set their place."""
    same = [(one, other) for one, other in couples if one and other and one.id == other.id]
    return order_change("units", old.units, new.units, same, lambda unit: unit.name)


def head_change(old: Book, new: Book, unread: Collection[str], order: Iterable[PlainChange]) -> BookChange | None:
    """What differs in `targetbook.yaml`, and the units' order; None where nothing does. That of outputs says nothing.

    Args:
        unread: keys of what one of the versions cannot read: what stands in for it is no change.
    """
    texts = tuple(each for each in _texts(old, new) if _key(each.field) not in unread)
    plain = (*(each for each in _plain(old, new) if _key(each.field) not in unread), *order)
    return BookChange(texts, plain) if texts or plain else None


def _key(field: str) -> str:
    return re.split(r"[.\[]", field)[0]


def _is_likely(went: int, one: Unit, other: Unit) -> bool:
    most = max(len(one.projects), len(other.projects))
    return (went > 1 and 2 * went >= most) or (went == most == 1 and likeness_of_texts(one.name, other.name) >= ALIKE)


def _texts(old: Book, new: Book) -> Iterator[TextChange]:
    yield from named_texts(old, new, ("title", "department"))
    for label in sorted(old.labels.keys() | new.labels.keys()):
        yield from text_change(f"labels.{label}", old.labels.get(label), new.labels.get(label))
    before, after = _columns(old), _columns(new)
    for source in (each for each in after if each in before):
        yield from text_change(f"sources.{source}", before[source].name, after[source].name)
    yield from listed_texts("texts", old.texts, new.texts)


def _plain(old: Book, new: Book) -> Iterator[PlainChange]:
    yield from plain_change("year", old.year, new.year)
    yield from plain_change("money.unit", old.money.unit, new.money.unit)
    yield from plain_change("money.decimals", old.money.decimals, new.money.decimals)
    yield from plain_change("languages", ", ".join(old.languages), ", ".join(new.languages))
    yield from plain_change("setting", old.setting, new.setting)
    yield from plain_change("taxonomy", old.taxonomy.id, new.taxonomy.id)
    yield from plain_change("sources", ", ".join(_columns(old)), ", ".join(_columns(new)))
    yield from _mapped("controls", _controls(old), _controls(new))
    yield from plain_change("project_expenditure", old.project_expenditure, new.project_expenditure)
    yield from plain_change("approved", approval_words(old.approved), approval_words(new.approved))
    yield from _mapped("outputs", _outputs(old), _outputs(new))
    for field, before, after in (("rules", old.rules, new.rules), ("policy", old.policy, new.policy)):
        yield from _mapped(field, dict(_leaves(before)), dict(_leaves(after)))
    yield from order_of_texts("texts", old.texts, new.texts)


def _mapped(field: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[PlainChange]:
    for key in dict.fromkeys((*after, *before)):
        yield from plain_change(f"{field}.{key}", before.get(key), after.get(key))


def _columns(book: Book) -> Mapping[str, Source]:
    return {column.id: column for column in book.columns}


def _controls(book: Book) -> Mapping[str, object]:
    return {control.of: control.amount for control in book.controls}


def _outputs(book: Book) -> Mapping[str, str]:
    """What each layout is written as."""
    stated: dict[str, str] = {}
    for output in book.outputs:
        options = (f"{key}={value}" for key, value in sorted(output.options.items()))
        words = " ".join((*output.formats, *output.settings, *options))
        stated[output.layout] = f"{stated[output.layout]}; {words}" if output.layout in stated else words
    return stated


def _leaves(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value of settings, whether read or still as nodes, under its path (VAL010.floor, 85); places are none."""
    match value:
        case None | Place():
            return
        case Scalar(text=text):
            yield path, text
        case Text(by_language=words):
            yield path, " / ".join(words.values())
        case MappingNode():
            yield from _under(path, ((key.text, each) for key, each in value))
        case Mapping():
            yield from _under(path, value.items())
        case NodeSequence(items=items) | (tuple() as items):
            for number, item in enumerate(items, 1):
                yield from _leaves(item, f"{path}[{number}]")
        case _ if dataclasses.is_dataclass(value):
            yield from _under(path, ((each.name, getattr(value, each.name)) for each in dataclasses.fields(value)))
        case _:
            yield path, str(value)


def _under(path: str, entries: Iterable[tuple[str, object]]) -> Iterator[tuple[str, str]]:
    for key, value in entries:
        yield from _leaves(value, f"{path}.{key}" if path else key)
