"""`log` and `blame` of a record, as text for a terminal and as data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from rich.cells import cell_len

from targetbook.check.text import printable
from targetbook.data import package_data
from targetbook.model import Money, Target, Text
from targetbook.review.changes import IndicatorChange, MoneyChange, PlainChange, ProjectChange, TargetChange, TextChange
from targetbook.review.git import Commit
from targetbook.review.history import BlameLine, LogEntry
from targetbook.review.reports.telling import (
    fates_of,
    indicator_of,
    indicators_of,
    outcome_of,
    record_of,
    shown_pair,
    sides_of_order,
    status_of,
    targets_of,
)
from targetbook.review.reports.wording import field_name, in_language, printed, signed, value_name, word

Json = dict[str, object]
MONEY = Money()
_SHORT = 10
"""Characters of a commit's name that are shown."""


def log_text(entries: Sequence[LogEntry], language: str, money: Money = MONEY) -> str:
    """The commits of a record, the newest first: who, when, why, and under it what changed, a line each.

    Args:
        money: the unit in which the book's amounts are printed.
    """
    if not entries:
        return f"{_word('no-history', language)}\n"
    return "\n".join(f"{printable(line)}" for entry in entries for line in _entry(entry, language, money)) + "\n"


def blame_text(lines: Sequence[BlameLine], language: str, money: Money = MONEY) -> str:
    """Each amount and target value of a record, a line each, after when, by which commit and by whom it got that value."""
    if not lines:
        return f"{_word('no-history', language)}\n"
    whos = [printable(_who(line.commit, language)) for line in lines]
    width = max(map(cell_len, whos))
    told = (printable(f"{_subject(line, language)}: {_shown(line, language, money)}") for line in lines)
    return "".join(f"{who}{' ' * (width - cell_len(who))}  {text}\n" for who, text in zip(whos, told, strict=True))


def log_json(entries: Iterable[LogEntry], money: Money = MONEY) -> list[Json]:
    """The commits as data: amounts are strings, what is blank is null."""
    return [{**_commit(entry.commit), "change": _change(entry.change, money)} for entry in entries]


def blame_json(lines: Iterable[BlameLine], money: Money = MONEY) -> list[Json]:
    """Each amount and target value as data, with its commit."""
    return [
        {
            "path": line.path,
            "name": _text(line.name),
            "value": money.plain(line.value) if isinstance(line.value, Decimal) else dict(line.value.shown()),
            **_commit(line.commit),
        }
        for line in lines
    ]


def _entry(entry: LogEntry, language: str, money: Money) -> Iterator[str]:
    yield f"{_who(entry.commit, language)}  {entry.commit.subject}".rstrip()
    if entry.change is None:
        yield f"    {_word('unreadable', language)}"
        return
    yield from (f"    {line}" for line in _changed(entry.change, language, money))


def _who(commit: Commit, language: str) -> str:
    if not commit.commit:
        return _word("uncommitted", language)
    return f"{commit.date[:10]}  {commit.commit[:_SHORT]}  {commit.author}"


def _changed(change: ProjectChange, language: str, money: Money) -> Iterator[str]:
    """What a change did, what asks for less first, then money, then the rest."""
    fates = ", ".join(word(fate, language) for fate in fates_of(change))
    if fates:
        moved = [side.full_id for side in (change.before, change.after) if side] if change.is_moved else []
        yield f"{fates}: {' → '.join(moved) or in_language(record_of(change).name, language)}"
    targets = [(each, target) for each in indicators_of(change) for target in targets_of(each)]
    yield from (_target(each, target, language) for each, target in targets)
    yield from (_amount(move, language, money) for move in change.money)
    for each in indicators_of(change):
        if status_of(each) != "changed" or each.is_retyped:
            fate = "retyped" if each.is_retyped else status_of(each)
            yield f"{_name(each, language)}: {word(fate, language)}"
        owner = f"{_name(each, language)} · "
        yield from (f"{owner}{_reworded(text, language)}" for text in each.texts)
        yield from (f"{owner}{_plain(plain, language)}" for plain in each.plain)
    for text in change.texts:
        yield _reworded(text, language, "project")
    for plain in change.plain:
        yield _plain(plain, language)


def _reworded(text: TextChange, language: str, owner: str = "") -> str:
    is_in_both = text.before is not None and text.after is not None
    became = "reworded" if is_in_both else "added" if text.before is None else "removed"
    return f"{field_name(text.field, language, owner)}: {word(became, language)}"


def _plain(plain: PlainChange, language: str) -> str:
    sides = sides_of_order(plain, language) if plain.shifts else (plain.before, plain.after)
    before, after = (value_name(plain.field, each, language) or "–" for each in sides)
    return f"{field_name(plain.field, language)}: {before} → {after}"


def _target(each: IndicatorChange, target: TargetChange, language: str) -> str:
    _, before, after = shown_pair(target, language)
    what = word(outcome_of(target, each), language)
    return f"{_name(each, language)} · {field_name(target.column, language)}: {before or '–'} → {after or '–'} ({what})"


def _amount(move: MoneyChange, language: str, money: Money) -> str:
    of = word("total", language) if move.of == "total" else move.of
    name = word("of-period", language, name=of) if move.of_period else of
    before, after = (printed(money, amount) or "–" for amount in (move.before, move.after))
    return f"{name}: {before} → {after} ({signed(money, move.delta)} {money.unit})"


def _name(each: IndicatorChange, language: str) -> str:
    return in_language(indicator_of(each).name, language)


def _subject(line: BlameLine, language: str) -> str:
    if line.name is None:
        return line.path
    return f"{in_language(line.name, language)} · {field_name(line.path.rpartition('.')[2], language)}"


def _shown(line: BlameLine, language: str, money: Money) -> str:
    if isinstance(line.value, Decimal):
        return f"{money.printed(line.value)} {money.unit}"
    return _in_words(line.value, language)


def _in_words(target: Target, language: str) -> str:
    shown = target.shown()
    return shown.get(language) or next(iter(shown.values()))


def _commit(commit: Commit) -> Json:
    return {
        "commit": commit.commit or None,
        "author": commit.author or None,
        "date": commit.date or None,
        "subject": commit.subject or None,
        "file": commit.path or None,
    }


def _change(change: ProjectChange | None, money: Money) -> Json | None:
    if change is None:
        return None
    return {
        "change": status_of(change),
        "record": record_of(change).full_id,
        "from": change.before.full_id if change.before and change.is_moved else None,
        "money": [_move(move, money) for move in change.money],
        "indicators": [_indicator(each) for each in indicators_of(change)],
        "texts": [text.field for text in change.texts],
        "fields": [plain.field for plain in change.plain],
    }


def _move(move: MoneyChange, money: Money) -> Json:
    before, after = (None if amount is None else money.plain(amount) for amount in (move.before, move.after))
    return {
        "of": move.of,
        "of_period": move.of_period,
        "before": before,
        "after": after,
        "delta": money.plain(move.delta),
    }


def _indicator(each: IndicatorChange) -> Json:
    return {
        "change": status_of(each),
        "name": _text(indicator_of(each).name),
        "kind": indicator_of(each).kind.key,
        "targets": [_value(each, target) for target in targets_of(each)],
        "texts": [text.field for text in each.texts],
        "fields": [plain.field for plain in each.plain],
    }


def _value(each: IndicatorChange, target: TargetChange) -> Json:
    sides = (dict(side.shown()) if side else None for side in (target.before, target.after))
    return {
        "column": target.column,
        "outcome": outcome_of(target, each),
        **dict(zip(("before", "after"), sides, strict=True)),
    }


def _text(text: Text | None) -> Json | None:
    return None if text is None else dict(text.by_language)


def _word(slug: str, language: str) -> str:
    words: Mapping[str, Mapping[str, str]] = package_data("review/history.yaml")
    return words[slug][language]
