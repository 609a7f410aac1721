"""`diff` as a comment on a pull request: what asks for less first, money, findings, then each project in a fold."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from targetbook.messages import say
from targetbook.model import Indicator
from targetbook.problems import Problem
from targetbook.review.changes import (
    Changes,
    IndicatorChange,
    PlainChange,
    ProjectChange,
    TargetChange,
    TextChange,
    UnitChange,
)
from targetbook.review.reports.cutting import Section, fitted, length
from targetbook.review.reports.inert import inert
from targetbook.review.reports.notes import (
    indicator_notes,
    plain_of,
    plain_of_indicator,
    remarks,
    unit_fate,
    worded,
)
from targetbook.review.reports.summary import summary_line
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
    money_rows,
    names_of_row,
    outcome_of,
    outcomes_of,
    own_indicators,
    promised,
    record_of,
    shown_pair,
    status_of,
    targets_of,
    version_name,
    weaker_targets,
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

MARKER = "<!-- targetbook diff -->"
"""The first line of a comment, by which a bot finds the one that it wrote before."""
GITHUB, GITLAB = 65_536, 1_000_000
"""Characters of a comment that the hosts take."""
_AROUND = 40  # characters that are shown of what was kept beside a change
_IN_FOLD = 50  # findings of one fold
_WORDS = 1_000  # characters of one stretch of changed words
_OPS = {"equal": "{}", "delete": "<del>{}</del>", "insert": "<ins>{}</ins>"}


def markdown_report(changes: Changes, language: str, limit: int = GITHUB, link: str = "") -> str:
    """The changes as Markdown; nothing that a record says can act in it.

    Args:
        limit: characters that the host takes; what is least important is left out, and a note says so.
        link: address of the full report.
    """
    names = [inert(version_name(version, language)) for version in (changes.base, changes.head)]
    top = f"{MARKER}\n<b>{summary_line(changes, language)}</b>\n\n"
    top += f"{word('versions', language, base=names[0], head=names[1])}\n\n"
    top += "".join(f"⚠ {inert(remark, _WORDS)}\n\n" for remark in remarks(changes, language))
    end = f'<a href="{escape(link)}">{word("full-report", language)}</a>\n' if link else ""
    sections = list(_sections(changes, language))
    return f"{top}{fitted(sections, limit - length(top + end), language)}{end}"


def _sections(changes: Changes, language: str) -> Iterator[Section]:
    sections = (
        _weaker(changes, language),
        _money(changes, language),
        _findings("findings-introduced", changes.introduced, language),
        _projects(changes, language),
        _units(changes, language),
        _book(changes, language),
        _findings("findings-mended", changes.mended, language),
    )
    yield from (section for section in sections if section.rows)


def _weaker(changes: Changes, language: str) -> Section:
    """A line for each target value that asks for less, with the adjustment that the record states for it."""
    rows = []
    for told in weaker_targets(changes):
        _, before, after = shown_pair(told.target, language)
        cells = (
            inert(in_language(record_of(told.project).name, language)),
            inert(in_language(indicator_of(told.indicator).name, language)),
            field_name(told.target.column, language),
            f"{_value(before)} → {_value(after)}",
            f"<b>{SIGNS[told.outcome]} {word(told.outcome, language)}</b>",
            _adjustments(changes, told.project, language),
        )
        rows.append(_row(cells))
    heads = ("project", "indicator", "column", "before-after", "what", "adjustment")
    return _table("weaker-targets", [word(head, language) for head in heads], rows, language)


def _adjustments(changes: Changes, project: ProjectChange, language: str) -> str:
    told = (
        inert(in_language(each.document, language)) + in_brackets(inert(each.date), language)
        for each in adjustments_of(changes, project)
    )
    return word("between", language).join(told) or f"<b>{word('no-adjustment', language)}</b>"


def _money(changes: Changes, language: str) -> Section:
    """Amounts before and after, of the book, its units and its projects."""
    money = money_of(changes)
    rows = []
    for row in money_rows(changes):
        name, source = map(inert, names_of_row(row, changes, language))
        unit = inert(in_language(row.unit, language)) if row.unit else ""
        change = row.change
        names = (f"<b>{name}</b>", "") if row.level in ("book", "unit") else (name, unit)
        amounts = (printed(money, change.before), printed(money, change.after), signed(money, change.delta))
        if row.level == "moved":
            amounts = ("", "", amounts[2])
        rows.append(_row((*names, source, *amounts)))
    heads = ("project", "fund-unit", "source", "before", "after", "delta")
    title = word("money-in", language, unit=money.unit)
    return _table("money", [word(head, language) for head in heads], rows, language, title=title, numbers=3)


def _table(
    slug: str, heads: Sequence[str], rows: Iterable[str], language: str, *, title: str = "", numbers: int = 0
) -> Section:
    """A table under a heading; its last columns may hold numbers."""
    title = title or word(slug, language)
    rule = _row(["---"] * (len(heads) - numbers) + ["---:"] * numbers)
    return Section(title, f"### {title}\n\n{_row(heads)}{rule}", tuple(rows))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _fold(summary: str, lines: Iterable[str]) -> str:
    return f"<details><summary>{summary}</summary>\n\n{''.join(lines)}\n</details>\n\n"


def _findings(slug: str, problems: Sequence[Problem], language: str) -> Section:
    """Folds of so many findings each, by their places."""
    title = word(slug, language)
    folds = []
    for start in range(0, len(problems), _IN_FOLD):
        some = problems[start : start + _IN_FOLD]
        span = (
            f" {start + 1}–{start + len(some)}"
            if len(problems) > _IN_FOLD
            else in_brackets(str(len(problems)), language)
        )
        folds.append(_fold(f"{title}{span}", (_finding(each, language) for each in some)))
    return Section(title, "", tuple(folds), "")


def _finding(problem: Problem, language: str) -> str:
    message = say(problem, language)
    return f"- {message.severity} {problem.code}, {inert(str(problem.place))}: {inert(message.says)}\n"


def _projects(changes: Changes, language: str) -> Section:
    title = word("projects", language)
    folds = (_project(changes, project, language) for project in in_order(changes.projects))
    return Section(title, f"### {title}\n\n", tuple(folds), "")


def _project(changes: Changes, project: ProjectChange, language: str) -> str:
    record = record_of(project)
    name = f"{_sign(_worst(project))} <b>{inert(in_language(record.name, language))}</b> {inert(record.full_id)}"
    summary = " · ".join((name, *filter(None, _fates(changes, project, language))))
    lines = list(_lines(changes, project, language))
    return _fold(summary, lines) if lines else f"{summary}\n\n"


def _worst(project: ProjectChange) -> str:
    outcomes = outcomes_of(project)
    worst = min(outcomes, key=OUTCOMES.index, default="")
    return worst if worst in WEAKER else status_of(project)


def _fates(changes: Changes, project: ProjectChange, language: str) -> Iterator[str]:
    """What became of it, in short: renamed, money +10.00 万元, 1 target lowered."""
    money, record = money_of(changes), record_of(project)
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


def _lines(changes: Changes, project: ProjectChange, language: str) -> Iterator[str]:
    colon = word("colon", language)
    if project.before and project.after and project.is_moved:
        yield f"- {word('was', language, name=inert(project.before.full_id))}\n"
    for each in adjustments_of(changes, project):
        words = (inert(in_language(text, language)) for text in (each.document, each.reason, each.approved_by))
        yield f"- {word('adjustment', language)}{colon}{' · '.join((*words, inert(each.date)))}\n"
    if status_of(project) != "changed":
        yield from (_promised(indicator, language) for indicator in own_indicators(project))
    for indicator in indicators_of(project):
        yield from _indicator(changes, indicator, language)
    for text in project.texts:
        yield from _reworded(text, language, "project", "")
    yield from (_plain(changes, plain, language, "") for plain in plain_of(changes, project))


def _units(changes: Changes, language: str) -> Section:
    title = word("units", language)
    lines = (line for change in changes.units_changed for line in _unit(changes, change, language))
    return Section(title, f"### {title}\n\n", tuple(lines))


def _unit(changes: Changes, change: UnitChange, language: str) -> Iterator[str]:
    unit = change.after or change.before
    assert unit is not None  # one of the two is there
    fate = unit_fate(change, language)
    told = f"{word('colon', language)}{inert(fate)}" if fate else ""
    yield f"- <b>{inert(in_language(unit.name, language))}</b> {inert(unit.id)}{told}\n"
    for text in change.texts:
        yield from _reworded(text, language, "unit", "  ")
    yield from (_plain(changes, plain, language, "  ") for plain in change.plain)


def _book(changes: Changes, language: str) -> Section:
    title, head = word("book-settings", language), changes.head_of_book
    lines = (line for text in (head.texts if head else ()) for line in _reworded(text, language, "book", ""))
    plain = (_plain(changes, each, language, "") for each in (head.plain if head else ()))
    return Section(title, f"### {title}\n\n", (*lines, *plain))


def _indicator(changes: Changes, indicator: IndicatorChange, language: str) -> Iterator[str]:
    record, status = indicator_of(indicator), status_of(indicator)
    kind = inert(label_of(record.kind, language))
    told = ""
    if status in ("added", "removed"):
        told = f" <b>{word(status, language)}</b>{word('colon', language)}{inert(promised(record, language))}"
    told += "".join(f" · {inert(note)}" for note in indicator_notes(changes, indicator, language))
    name = f"<b>{inert(in_language(record.name, language))}</b>{in_brackets(kind, language)}"
    yield f"- {_sign(status)} {name}{told}\n"
    if indicator.is_retyped and indicator.before:
        was = inert(label_of(indicator.before.kind, language))
        yield f"  - {word('retyped', language)}{in_brackets(word('was', language, name=was), language)}\n"
    for target in targets_of(indicator):
        yield _target(indicator, target, language)
        yield from (_stale(each, language, "    ") for each in target.stale)
    for text in indicator.texts:
        yield from _reworded(text, language, "indicator", "  ")
    yield from (_plain(changes, plain, language, "  ") for plain in plain_of_indicator(indicator))


def _promised(indicator: Indicator, language: str) -> str:
    """An indicator of a project that was added or removed, with its values."""
    kind = inert(label_of(indicator.kind, language))
    name = f"<b>{inert(in_language(indicator.name, language))}</b>{in_brackets(kind, language)}"
    return f"- {name}{word('colon', language)}{inert(promised(indicator, language))}\n"


def _target(indicator: IndicatorChange, target: TargetChange, language: str) -> str:
    outcome = outcome_of(target, indicator)
    _, before, after = shown_pair(target, language)
    column = field_name(target.column, language)
    says = f"{_sign(outcome)} {word(outcome, language)}{word('between', language)}{column}{word('colon', language)}"
    return f"  - {says}{_value(before)} → {_value(after)}\n"


def _sign(slug: str) -> str:
    """A sign that begins no list."""
    return inert(SIGNS[slug]).replace("+", "&#43;")


def _value(text: str) -> str:
    return inert(text) or "—"


def _reworded(text: TextChange, language: str, owner: str, indent: str) -> Iterator[str]:
    """A line for each language whose words changed."""
    before, after = (side.by_language if side else {} for side in (text.before, text.after))
    for each in dict.fromkeys((*before, *after)):
        if before.get(each) != after.get(each):
            changed = shortened(pieces(before.get(each, ""), after.get(each, "")), _AROUND)
            words = "".join(_OPS[op].format(inert(part, _WORDS)) for op, part in changed)
            name = inert(field_name(text.field, language, owner))
            which = in_brackets(language_name(each, language), language) if len({**before, **after}) > 1 else ""
            yield f"{indent}- {name}{which}{word('colon', language)}{words}\n"
    yield from (_stale(each, language, indent) for each in text.stale)


def _stale(which: str, language: str, indent: str) -> str:
    return f"{indent}- ⚠ {word('stale', language, which=language_name(which, language))}\n"


def _plain(changes: Changes, plain: PlainChange, language: str, indent: str) -> str:
    told = worded(changes, plain, language)
    name = f"{indent}- {inert(told.name)}{word('colon', language)}"
    return f"{name}{_value(told.before)} → {_value(told.after)}\n"
