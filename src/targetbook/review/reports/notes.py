"""What a reader must know beside the values: of the comparison itself, and where what came and went has its other end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from targetbook.review.changes import Changes, IndicatorChange, PlainChange, ProjectChange, UnitChange
from targetbook.review.reports.telling import (
    adjustments_of,
    delta_of,
    money_of,
    sides_of_order,
    source_names,
    version_name,
)
from targetbook.review.reports.unread import NAMED, unread_remarks
from targetbook.review.reports.wording import (
    amount_of,
    field_name,
    in_brackets,
    in_language,
    moved,
    value_name,
    word,
)


@dataclass(frozen=True, slots=True)
class Worded:
    """A plain change in a reader's words; "" where a version says nothing."""

    name: str
    before: str
    after: str


def remarks(changes: Changes, language: str) -> Iterator[str]:
    """What a reader must know of the comparison itself."""
    yield from unread_remarks(changes, language)
    for version in (changes.base, changes.head):
        if version.moved_from is not None:
            folder = version.moved_from or word("top-folder", language)
            yield word("moved-from", language, version=version_name(version, language), folder=folder)
    moved_ids = {old: new for old, new in _ids(changes) if old != new}
    if exchanged := [f"{old} → {new}" for old, new in moved_ids.items() if new in moved_ids]:
        yield word("exchanged", language, records=_listed(exchanged, language))
    if changes.money_unit_before and changes.head.checked.book:
        after = changes.head.checked.book.money.unit
        yield word("money-unit-changed", language, before=changes.money_unit_before, after=after)
    if changes.not_shown:
        yield _not_shown(changes, language)
    if untold := [each for each in changes.deferred if each.record or each.field]:
        codes = _listed(sorted({each.code for each in untold}), language)
        slug = "cannot-tell" if len(untold) > 1 else "cannot-tell-one"
        yield word(slug, language, n=str(len(untold)), codes=codes)


def _not_shown(changes: Changes, language: str) -> str:
    """How many projects a comment leaves out by the policy, and how much money is theirs: the sums are with them."""
    told = word("not-shown", language, projects=amount_of("project", len(changes.not_shown), language))
    deltas = moved(money_of(changes), map(delta_of, changes.not_shown), language)
    return told + word("in-sums", language) + (in_brackets(deltas, language) if deltas else "")


def _ids(changes: Changes) -> Iterator[tuple[str, str]]:
    """The `unit/id` before and after of each project that changed and is in both versions."""
    return ((each.before.full_id, each.after.full_id) for each in changes.projects if each.before and each.after)


def _listed(named: Sequence[str], language: str) -> str:
    return word("between", language).join([*named[:NAMED], *(["…"] if len(named) > NAMED else [])])


def indicator_notes(changes: Changes, indicator: IndicatorChange, language: str) -> Iterator[str]:
    """Where an indicator came from or went, and whether what is better was turned."""
    for slug, record in (("came_from", indicator.came_from), ("went_to", indicator.went_to)):
        if record:
            yield word(slug, language, name=_name_of(changes, record, language))
    for slug, other in (("split_from", indicator.split_from), ("merged_into", indicator.merged_into)):
        if other:
            yield word(slug, language, name=in_language(other.name, language))
    if indicator.is_turned and indicator.before and indicator.after:
        sides = (word(f"better-{side.better}", language) for side in (indicator.before, indicator.after))
        yield word("is_turned", language, **dict(zip(("before", "after"), sides, strict=True)))


def _name_of(changes: Changes, record: str, language: str) -> str:
    """A project's name by its `unit/id`, in the newer version's words."""
    books = (changes.head.checked.book, changes.base.checked.book)
    named = (each.name for book in books if book for each in book.projects() if each.full_id == record)
    name = next(named, None)
    return in_language(name, language) if name else record


def unit_fate(change: UnitChange, language: str) -> str:
    """added; removed; kept in another folder (formerly welfare); nothing where its words alone changed."""
    if change.before is None or change.after is None:
        return word("added" if change.before is None else "removed", language)
    if not change.is_renamed:
        return ""
    return word("new_folder", language) + in_brackets(word("was", language, name=change.before.id), language)


def plain_of(changes: Changes, project: ProjectChange) -> list[PlainChange]:
    """What else changed in a project, but for the adjustments that every report tells at its head."""
    told = adjustments_of(changes, project) if project.after else ()
    entries = project.after.adjustments if project.after else ()
    new = {f"adjustments[{number}]" for number, each in enumerate(entries, 1) if each in told}
    return [each for each in project.plain if each.before or each.field not in new]


def plain_of_indicator(indicator: IndicatorChange) -> list[PlainChange]:
    """What else changed in an indicator, but for the direction where what is better is told."""
    return [each for each in indicator.plain if each.field != "direction" or not indicator.is_turned]


def worded(changes: Changes, plain: PlainChange, language: str) -> Worded:
    """A plain change in words."""
    if plain.shifts:
        return Worded(field_name(plain.field, language), *sides_of_order(plain, language))
    many, _, key = plain.field.partition(".")
    named = source_names(changes)
    of = ""
    if many == "controls":
        known = key in ("total", "projects", "indicators")
        of = word(f"control-{key}", language) if known else in_language(named[key], language) if key in named else key
    values = (value_name(plain.field, each, language) for each in (plain.before, plain.after))
    return Worded(field_name(plain.field, language, of=of), *values)
