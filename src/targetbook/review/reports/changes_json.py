"""`diff --format json`; its shape is published as `data/schemas/diff-1.json`."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from importlib.metadata import version

from targetbook.messages import say
from targetbook.model import Adjustment, Indicator, Money, Project, Target, Text
from targetbook.problems import Problem
from targetbook.review.changes import (
    Changes,
    IndicatorChange,
    MoneyChange,
    PlainChange,
    ProjectChange,
    TargetChange,
    TextChange,
    UnitChange,
    UnitMoney,
    Unread,
)
from targetbook.review.reports.notes import remarks
from targetbook.review.reports.summary import summary_line, summary_of
from targetbook.review.reports.telling import (
    adjustments_of,
    in_order,
    indicators_of,
    money_of,
    outcome_of,
    record_of,
    status_of,
    targets_of,
)
from targetbook.review.reports.words import pieces
from targetbook.review.versions import Version

SCHEMA = "targetbook/diff-1.json"
"""The published schema of this shape; a change of the shape changes the number."""

Json = dict[str, object]


def json_report(changes: Changes, language: str) -> Json:
    """The changes as data, in the order of every report; amounts are strings, exact, and what is blank is null.

    Args:
        language: of the summary's line, the remarks and the findings' messages; all else is in the records' languages.
    """
    money = money_of(changes)
    counts = asdict(summary_of(changes))
    return {
        "version": version("targetbook"),
        "schema": SCHEMA,
        "base": _version(changes.base),
        "head": _version(changes.head),
        "summary": {"line": summary_line(changes, language), **counts, "delta": money.plain(counts["delta"])},
        "remarks": list(remarks(changes, language)),
        "money": {
            "unit": money.unit,
            "unit_before": changes.money_unit_before or None,
            "decimals": money.decimals,
            "book": _moves(changes.book.money if changes.book else (), money),
            "units": [_unit(unit, money) for unit in changes.units],
        },
        "projects": [_project(changes, project, money) for project in in_order(changes.projects)],
        "findings": {
            "introduced": [_finding(problem, language) for problem in changes.introduced],
            "mended": [_finding(problem, language) for problem in changes.mended],
            "deferred": [_finding(problem, language) for problem in changes.deferred],
        },
        "units": [_unit_change(change) for change in changes.units_changed],
        "book": {
            "texts": [_reworded(text) for text in (changes.head_of_book.texts if changes.head_of_book else ())],
            "fields": [_plain(plain) for plain in (changes.head_of_book.plain if changes.head_of_book else ())],
        },
        "unreadable": list(changes.unreadable),
        "unread": [_unread(each, money, language) for each in changes.unread],
    }


def _unread(unread: Unread, money: Money, language: str) -> Json:
    project = unread.project
    return {
        "record": unread.record,
        "base": _finding(unread.base, language) if unread.base else None,
        "head": _finding(unread.head, language) if unread.head else None,
        "changed": unread.is_changed,
        "name": _text(project.name) if project else None,
        "total": _amount(project.funding.total, money) if project else None,
    }


def _version(one: Version) -> Json:
    return {
        "name": one.name or None,
        "commit": one.commit or None,
        "readable": one.checked.book is not None,
        "fault": one.fault or None,
        "moved_from": one.moved_from,
    }


def _unit(unit: UnitMoney, money: Money) -> Json:
    moved = {of: money.plain(amount) for of, amount in unit.moved.items()}
    return {"id": unit.id, "name": _text(unit.name), "moves": _moves(unit.money, money), "moved": moved}


def _unit_change(change: UnitChange) -> Json:
    unit = change.after or change.before
    assert unit is not None  # a change has one of the two
    return {
        "id": unit.id,
        "name": _text(unit.name),
        "change": "added" if change.before is None else "removed" if change.after is None else "changed",
        "was": change.before.id if change.before and change.is_renamed else None,
        "texts": [_reworded(text) for text in change.texts],
        "fields": [_plain(plain) for plain in change.plain],
    }


def _moves(moves: Iterable[MoneyChange], money: Money) -> list[Json]:
    return [
        {
            "of": each.of,
            "of_period": each.of_period,
            "before": _amount(each.before, money),
            "after": _amount(each.after, money),
            "delta": money.plain(each.delta),
        }
        for each in moves
    ]


def _amount(amount: Decimal | None, money: Money) -> str | None:
    return None if amount is None else money.plain(amount)


def _project(changes: Changes, project: ProjectChange, money: Money) -> Json:
    return {
        "record": record_of(project).full_id,
        "change": status_of(project),
        "before": _named(project.before),
        "after": _named(project.after),
        "went_with_unit": project.went_with_unit,
        "split_from": project.split_from.full_id if project.split_from else None,
        "merged_into": project.merged_into.full_id if project.merged_into else None,
        "adjustments": [_adjustment(each) for each in adjustments_of(changes, project)],
        "money": _moves(project.money, money),
        "indicators": [_indicator(indicator) for indicator in indicators_of(project)],
        "texts": [_reworded(text) for text in project.texts],
        "fields": [_plain(plain) for plain in project.plain],
    }


def _named(project: Project | None) -> Json | None:
    return None if project is None else {"id": project.id, "unit": project.unit, "name": _text(project.name)}


def _adjustment(adjustment: Adjustment) -> Json:
    return {
        "document": _text(adjustment.document),
        "date": adjustment.date,
        "reason": _text(adjustment.reason),
        "approved_by": _text(adjustment.approved_by),
    }


def _indicator(indicator: IndicatorChange) -> Json:
    return {
        "path": indicator.path,
        "change": status_of(indicator),
        "retyped": indicator.is_retyped,
        "turned": indicator.is_turned,
        "came_from": indicator.came_from or None,
        "went_to": indicator.went_to or None,
        "with_project": indicator.with_project,
        "split_from": _measure(indicator.split_from),
        "merged_into": _measure(indicator.merged_into),
        "before": _measure(indicator.before),
        "after": _measure(indicator.after),
        "targets": [_target(indicator, target) for target in targets_of(indicator)],
        "texts": [_reworded(text) for text in indicator.texts],
        "fields": [_plain(plain) for plain in indicator.plain],
    }


def _measure(indicator: Indicator | None) -> Json | None:
    if indicator is None:
        return None
    return {
        "kind": indicator.kind.key,
        "name": _text(indicator.name),
        "period": _value(indicator.period),
        "annual": _value(indicator.annual),
    }


def _target(indicator: IndicatorChange, target: TargetChange) -> Json:
    return {
        "column": target.column,
        "outcome": outcome_of(target, indicator),
        "before": _value(target.before),
        "after": _value(target.after),
        "translation": target.is_translation,
        "stale": list(target.stale),
    }


def _value(target: Target | None) -> Mapping[str, str] | None:
    return None if target is None else dict(target.shown())


def _reworded(text: TextChange) -> Json:
    before, after = (side.by_language if side else {} for side in (text.before, text.after))
    changed = [each for each in dict.fromkeys((*before, *after)) if before.get(each) != after.get(each)]
    return {
        "field": text.field,
        "before": _text(text.before),
        "after": _text(text.after),
        "words": {
            each: [{"op": op, "text": words} for op, words in pieces(before.get(each, ""), after.get(each, ""))]
            for each in changed
        },
        "translation": text.is_translation,
        "stale": list(text.stale),
    }


def _plain(plain: PlainChange) -> Json:
    shifts = [{"name": _text(each.name), "before": each.before, "after": each.after} for each in plain.shifts]
    told = {"field": plain.field, "before": plain.before or None, "after": plain.after or None}
    return {**told, "shifts": shifts} if shifts else {**told}


def _text(text: Text | None) -> Mapping[str, str] | None:
    return None if text is None else dict(text.by_language)


def _finding(problem: Problem, language: str) -> Json:
    message = say(problem, language)
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "record": problem.record or None,
        "field": problem.field or None,
        "message": message.says,
        "mend": message.mend or None,
    }
