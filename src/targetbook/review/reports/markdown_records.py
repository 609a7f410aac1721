"""What changed in projects, units and the book's own file, in the lists of a comment."""

from collections.abc import Iterator

from targetbook.model import Indicator, Money
from targetbook.review.changes import Changes, IndicatorChange, PlainChange, ProjectChange, TextChange, UnitChange
from targetbook.review.reports.cutting import PROJECTS, TEXTS, VALUES, Fold, Line
from targetbook.review.reports.inert import inert, value
from targetbook.review.reports.notes import indicator_notes, plain_of, plain_of_indicator, unit_fate, worded
from targetbook.review.reports.telling import (
    OUTCOMES,
    SIGNS,
    WEAKER,
    adjustments_of,
    delta_of,
    fates_of,
    in_order,
    indicator_of,
    indicators_of,
    kind_of_move,
    money_of,
    name_of_text,
    outcome_of,
    outcomes_of,
    own_indicators,
    promised,
    record_of,
    shown_pair,
    status_of,
    targets_of,
)
from targetbook.review.reports.wording import (
    amount_of,
    field_name,
    in_brackets,
    in_language,
    language_name,
    printed,
    signed,
    tally,
    word,
)
from targetbook.review.reports.words import pieces, shortened
from targetbook.taxonomy import label_of

_AROUND = 40  # characters that are shown of what was kept beside a change
_WORDS = 1_000  # characters of one stretch of changed words
_OPS = {"equal": "{}", "delete": "<del>{}</del>", "insert": "<ins>{}</ins>"}


def project_folds(changes: Changes, language: str) -> Iterator[Fold]:
    """The projects that changed, those that ask for less first."""
    money = money_of(changes)
    return (_project(changes, project, money, language) for project in in_order(changes.projects))


def _project(changes: Changes, project: ProjectChange, money: Money, language: str) -> Fold:
    """A project: what became of it in the summary, each change behind it."""
    record = record_of(project)
    name = f"{_sign(_worst(project))} <b>{inert(in_language(record.name, language))}</b> {inert(record.full_id)}"
    summary = " · ".join((name, *filter(None, _fates(project, money, language))))
    return Fold(Line(summary, PROJECTS, "project"), tuple(_lines(changes, project, language)))


def unit_lines(changes: Changes, language: str) -> Iterator[Line]:
    """The units that changed, each with what changed in its own file."""
    for change in changes.units_changed:
        yield _unit(change, language)
        for text in change.texts:
            yield from _reworded(text, language, "unit", "  ")
        yield from (_plain(changes, plain, language, "  ") for plain in change.plain)


def book_lines(changes: Changes, language: str) -> Iterator[Line]:
    """What changed in targetbook.yaml. Its settings stay as long as what became of each project; its texts go with texts."""
    head = changes.head_of_book
    yield from (line for text in (head.texts if head else ()) for line in _reworded(text, language, "book", ""))
    yield from (_plain(changes, each, language, "", PROJECTS) for each in (head.plain if head else ()))


def _unit(change: UnitChange, language: str) -> Line:
    unit = change.after or change.before
    assert unit is not None  # one of the two is there
    fate = unit_fate(change, language)
    told = f"{word('colon', language)}{inert(fate)}" if fate else ""
    return Line(f"- <b>{inert(in_language(unit.name, language))}</b> {inert(unit.id)}{told}\n", PROJECTS, "unit")


def _worst(project: ProjectChange) -> str:
    outcomes = outcomes_of(project)
    worst = min(outcomes, key=OUTCOMES.index, default="")
    return worst if worst in WEAKER else status_of(project)


def _fates(project: ProjectChange, money: Money, language: str) -> Iterator[str]:
    """What became of it, in short: renamed, money +10.00 万元, 1 target lowered."""
    record = record_of(project)
    yield from (word(fate, language) for fate in fates_of(project))
    if status_of(project) != "changed":
        indicators = amount_of("indicator", len(record.indicators), language)
        amount = printed(money, record.funding.total) or "—"
        yield word("worth", language, amount=amount, unit=money.unit, indicators=indicators)
    for slug, other in (("split_from", project.split_from), ("merged_into", project.merged_into)):
        if other:
            yield word(slug, language, name=inert(in_language(other.name, language)))
    if move := kind_of_move(project):
        yield word(move, language, delta=signed(money, delta_of(project)), unit=money.unit)
    outcomes = outcomes_of(project)
    yield tally("target", {each: outcomes.count(each) for each in OUTCOMES}, language)


def _lines(changes: Changes, project: ProjectChange, language: str) -> Iterator[Line]:
    colon = word("colon", language)
    if project.before and project.after and project.is_moved:
        yield Line(f"- {word('was', language, name=inert(project.before.full_id))}\n", VALUES, "change", 0)
    for each in adjustments_of(changes, project):
        words = (inert(in_language(text, language)) for text in (each.document, each.reason, each.approved_by))
        told = f"- {word('adjustment', language)}{colon}{' · '.join((*words, inert(each.date)))}\n"
        yield Line(told, VALUES, "change", 0)
    if status_of(project) != "changed":
        yield from (_promised(indicator, language) for indicator in own_indicators(project))
    for indicator in indicators_of(project):
        yield from _indicator(changes, indicator, language)
    for text in project.texts:
        yield from _reworded(text, language, "project", "")
    yield from (_plain(changes, plain, language, "") for plain in plain_of(changes, project))


def _indicator(changes: Changes, indicator: IndicatorChange, language: str) -> Iterator[Line]:
    yield _indicator_head(changes, indicator, language)
    if indicator.is_retyped and indicator.before:
        was = word("was", language, name=inert(label_of(indicator.before.kind, language)))
        yield Line(f"  - {word('retyped', language)}{in_brackets(was, language)}\n", VALUES, "change")
    for target in targets_of(indicator):
        outcome = outcome_of(target, indicator)
        _, before, after = shown_pair(target, language)
        says = f"{_sign(outcome)} {word(outcome, language)}{word('between', language)}"
        column = f"{field_name(target.column, language)}{word('colon', language)}"
        yield Line(f"  - {says}{column}{value(before)} → {value(after)}\n", VALUES, "change")
        yield from (_stale(each, language, "    ") for each in target.stale)
    for text in indicator.texts:
        yield from _reworded(text, language, "indicator", "  ")
    yield from (_plain(changes, plain, language, "  ") for plain in plain_of_indicator(indicator))


def _indicator_head(changes: Changes, indicator: IndicatorChange, language: str) -> Line:
    """Its name, and what became of it as a whole. Where only words changed, it stays no longer than they."""
    status = status_of(indicator)
    told = ""
    if status in ("added", "removed"):
        values = inert(promised(indicator_of(indicator), language))
        told = f" <b>{word(status, language)}</b>{word('colon', language)}{values}"
    notes = list(indicator_notes(changes, indicator, language))
    told += "".join(f" · {inert(note)}" for note in notes)
    is_more = status != "changed" or indicator.is_retyped or bool(indicator.targets or notes)
    sign = "" if status == "changed" else f"{_sign(status)} "
    text = f"- {sign}{_named(indicator_of(indicator), language)}{told}\n"
    return Line(text, VALUES if is_more else TEXTS, "change", int(status != "changed"))


def _promised(indicator: Indicator, language: str) -> Line:
    """An indicator of a project that was added or removed, with its values."""
    told = f"- {_named(indicator, language)}{word('colon', language)}{inert(promised(indicator, language))}\n"
    return Line(told, VALUES, "indicator")


def _named(indicator: Indicator, language: str) -> str:
    kind = inert(label_of(indicator.kind, language))
    return f"<b>{inert(in_language(indicator.name, language))}</b>{in_brackets(kind, language)}"


def _sign(slug: str) -> str:
    """A sign that begins no list."""
    return inert(SIGNS[slug]).replace("+", "&#43;")


def _reworded(text: TextChange, language: str, owner: str, indent: str) -> Iterator[Line]:
    """Each language of a text that changed, word by word; far from a change its words are left out."""
    before, after = (side.by_language if side else {} for side in (text.before, text.after))
    for each in dict.fromkeys((*before, *after)):
        if before.get(each) != after.get(each):
            changed = shortened(pieces(before.get(each, ""), after.get(each, "")), _AROUND)
            words = "".join(_OPS[op].format(inert(part, _WORDS)) for op, part in changed).replace(
                "</del><ins>", "</del> <ins>"
            )
            name = inert(name_of_text(text, language, owner))
            which = in_brackets(language_name(each, language), language) if len({**before, **after}) > 1 else ""
            yield Line(f"{indent}- {name}{which}{word('colon', language)}{words}\n", TEXTS, "change")
    yield from (_stale(each, language, indent) for each in text.stale)


def _stale(which: str, language: str, indent: str) -> Line:
    told = word("stale", language, which=language_name(which, language))
    return Line(f"{indent}- ⚠ {told}\n", TEXTS, "change", 0)


def _plain(changes: Changes, plain: PlainChange, language: str, indent: str, rank: int = TEXTS) -> Line:
    told = worded(changes, plain, language)
    name = f"{indent}- {inert(told.name)}{word('colon', language)}"
    return Line(f"{name}{value(told.before)} → {value(told.after)}\n", rank, "change")
