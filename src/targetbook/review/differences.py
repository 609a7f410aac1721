"""What differs between two records that are the same thing: texts, values, and what else a record says."""

from collections.abc import Iterator, Mapping, Sequence

from targetbook.model import Adjustment, Indicator, Project, Target, Text
from targetbook.model.records import Allowance, Approval
from targetbook.review.changes import (
    PLAIN,
    TEXTS,
    IndicatorChange,
    PlainChange,
    TargetChange,
    TextChange,
    first_language,
)
from targetbook.review.matching import match_indicators, match_texts
from targetbook.review.order import order_change
from targetbook.values import Comparison, Direction, compare_values


def indicator_change(before: Indicator, after: Indicator, path: str, year: int | None) -> IndicatorChange | None:
    """What differs between two versions of an indicator, of books of one fiscal `year` if given; None where nothing does."""
    change = IndicatorChange(
        before,
        after,
        tuple(_target_changes(before, after, year)),
        tuple(_indicator_texts(before, after)),
        tuple(_indicator_plain(before, after)),
        path,
    )
    differs = change.targets or change.texts or change.plain or change.is_retyped or change.is_turned
    return change if differs else None


def project_texts(before: Project, after: Project) -> Iterator[TextChange]:
    """The texts of a project that differ, those of its indicators aside."""
    yield from named_texts(before, after, ("name", "period", "lead"))
    documents = (project.transfer.document if project.transfer else None for project in (before, after))
    yield from text_change("transfer.document", *documents)
    for path, old, new in _objectives(before, after):
        yield from listed_texts(path, old, new)


def project_plain(before: Project, after: Project) -> Iterator[PlainChange]:
    """What else of a project differs: the order of its lists, its code, nature, approval, adjustments, allowances …"""
    for path, old, new in _objectives(before, after):
        yield from order_of_texts(path, old, new)
    pairs = match_indicators(before.indicators, after.indicators).pairs
    yield from order_change("indicators", before.indicators, after.indicators, pairs, lambda each: each.name)
    yield from plain_changes(before, after, ("code", "nature", "category", "public"))
    levels = (project.transfer.level if project.transfer else None for project in (before, after))
    yield from plain_change("transfer.level", *levels)
    yield from plain_change("approved", *map(approval_words, (before.approved, after.approved)))
    yield from _adjustments(before.adjustments, after.adjustments)
    yield from _allowances(before.allow, after.allow)


def named_texts(before: object, after: object, fields: Sequence[str]) -> Iterator[TextChange]:
    """Those of some texts of two records that differ."""
    for field in fields:
        yield from text_change(field, getattr(before, field), getattr(after, field))


def text_change(field: str, before: Text | None, after: Text | None) -> Iterator[TextChange]:
    """The change of a text, if there is one."""
    if _words(before) != _words(after):
        yield TextChange(field, before, after, stale_languages(before, after))


def _words(text: Text | None) -> dict[str, str] | str:
    """A text's words by language; of one that stands in a single language its words alone, which any language may have first."""
    words = text.by_language if text else {}
    return next(iter(words.values())) if len(words) == 1 else dict(words)


def listed_texts(path: str, before: Sequence[Text], after: Sequence[Text]) -> Iterator[TextChange]:
    """The texts of a list that differ, each under its number: one that has taken another's place is told with that.

    Their order is told by `order_of_texts`.
    """
    matching = match_texts(before, after)
    numbers = {id(text): number for side in (before, after) for number, text in enumerate(side, 1)}
    gone = {numbers[id(text)]: text for text in matching.removed}
    came = [(gone.pop(numbers[id(text)], None), text) for text in matching.added]
    for old, new in (*matching.pairs, *came, *((text, None) for text in gone.values())):
        yield from text_change(f"{path}[{numbers[id(new or old)]}]", old, new)


def order_of_texts(path: str, before: Sequence[Text], after: Sequence[Text]) -> Iterator[PlainChange]:
    """Which texts of a list stand elsewhere in it."""
    return order_change(path, before, after, match_texts(before, after).pairs, lambda text: text)


def plain_changes(before: object, after: object, fields: Sequence[str]) -> Iterator[PlainChange]:
    """Those of some plain fields of two records that differ."""
    for field in fields:
        yield from plain_change(field, getattr(before, field), getattr(after, field))


def plain_change(field: str, before: object, after: object) -> Iterator[PlainChange]:
    """The change of anything that has no languages, if there is one."""
    if before != after:
        yield PlainChange(field, _word(before), _word(after))


def stale_languages(before: Text | None, after: Text | None) -> tuple[str, ...]:
    """The languages whose words stayed though those of the first language changed, white space aside."""
    if before is None or after is None:
        return ()
    first = first_language(after)
    if before.get(first) is None or _bare(before.get(first)) == _bare(after.first()):
        return ()
    return tuple(language for language in after.by_language if after.get(language) == before.get(language))


def target_change(
    column: str, before: Target | None, after: Target | None, better: str, year: int | None
) -> Iterator[TargetChange]:
    """What became of a value of a fiscal year, if one is given; `better` is the direction of the newer indicator."""
    if before is None or after is None:
        if before is not after:
            yield TargetChange(column, before, after, Comparison.NOT_COMPARABLE)
    elif before.shown() != after.shown():
        comparison = compare_values(before.value, after.value, Direction(better), year)
        yield TargetChange(column, before, after, comparison, stale_languages(before.text, after.text), year)


def approval_words(approval: Approval | None) -> str | None:
    """A reply in words: its date and document."""
    if approval is None:
        return None
    document = approval.document.by_language.values() if approval.document else ()
    return " ".join((approval.date, " / ".join(document))).strip()


def _target_changes(before: Indicator, after: Indicator, year: int | None) -> Iterator[TargetChange]:
    yield from target_change("period", before.period, after.period, after.better, None)
    yield from target_change("annual", before.annual, after.annual, after.better, year)


def _indicator_texts(before: Indicator, after: Indicator) -> Iterator[TextChange]:
    yield from named_texts(before, after, TEXTS)
    yield from listed_texts("grades", before.grades, after.grades)
    reached = (each.last_actual.text if each.last_actual else None for each in (before, after))
    yield from text_change("last_actual", *reached)


def _indicator_plain(before: Indicator, after: Indicator) -> Iterator[PlainChange]:
    yield from plain_changes(before, after, PLAIN)
    yield from order_of_texts("grades", before.grades, after.grades)
    yield from _allowances(before.allow, after.allow)


def _objectives(before: Project, after: Project) -> Iterator[tuple[str, Sequence[Text], Sequence[Text]]]:
    """Each list of objectives: where one of both sides tells the year from the period, that of the year is named so."""
    sides = before.objectives, after.objectives
    has_both = any(side.period is not None for side in sides)
    yield "objectives.annual" if has_both else "objectives", sides[0].annual, sides[1].annual
    yield "objectives.period", sides[0].period or (), sides[1].period or ()


def _allowances(before: Mapping[str, Allowance], after: Mapping[str, Allowance]) -> Iterator[PlainChange]:
    for code in sorted(before.keys() | after.keys()):
        reasons = (side[code].reason if code in side else None for side in (before, after))
        yield from plain_change(f"allow.{code}", *reasons)


def _adjustments(before: Sequence[Adjustment], after: Sequence[Adjustment]) -> Iterator[PlainChange]:
    old, new = ([_adjustment(each) for each in side] for side in (before, after))
    for number, words in enumerate(old, 1):
        if words not in new:
            yield PlainChange(f"adjustments[{number}]", words, "")
    for number, words in enumerate(new, 1):
        if words not in old:
            yield PlainChange(f"adjustments[{number}]", "", words)


def _adjustment(each: Adjustment) -> str:
    texts = (each.document, each.reason, each.approved_by)
    document, reason, approved_by = (" / ".join(text.by_language.values()) for text in texts)
    return f"{document}, {each.date}, {reason}, {approved_by}"


def _word(value: object) -> str:
    """A value as a record writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _bare(text: str | None) -> str:
    return "".join((text or "").split())
