"""`diff` on a terminal: one line that sums up, money as a table, then a tree of units, projects and indicators."""

from collections.abc import Iterator, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from targetbook.check.text import printable
from targetbook.messages import say
from targetbook.problems import Problem, Severity
from targetbook.review.changes import (
    Changes,
    IndicatorChange,
    PlainChange,
    ProjectChange,
    TargetChange,
    TextChange,
    UnitChange,
)
from targetbook.review.reports.notes import (
    indicator_notes,
    plain_of,
    plain_of_indicator,
    remarks,
    unit_fate,
    worded,
)
from targetbook.review.reports.summary import summary_parts
from targetbook.review.reports.telling import (
    SIGNS,
    STRONGER,
    WEAKER,
    MoneyRow,
    Told,
    UnitChanges,
    adjustments_of,
    by_unit,
    delta_of,
    fates_of,
    indicator_of,
    indicators_of,
    kind_of_move,
    money_of,
    money_rows,
    name_of_text,
    names_of_row,
    outcome_of,
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
    word,
)
from targetbook.review.reports.words import pieces, shortened
from targetbook.taxonomy import label_of

WIDTH = 100
"""Cells of a line, where no terminal tells its own."""
_AROUND = 16  # characters that are shown of what was kept beside a change
_WORSE, _BETTER, _SOFT = "bold red", "green", "bright_black"
_SEVERITIES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.ADVICE: "bold cyan"}
_OPS = {"equal": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}
_STYLES = {"equal": "", "delete": "red strike", "insert": "green underline"}
_INDENT = {"book": 0, "unit": 2, "moved": 4, "project": 4}


def text_report(changes: Changes, language: str, color: bool, *, width: int = WIDTH) -> str:
    """The changes for a terminal of so many cells. Nothing in a record can move its cursor or change its colors.

    Args:
        language: of the report's own words; records are shown in it where they have it.
        color: whether to write ANSI colors; without them changed words stand in [-…-] and {+…+}.
    """
    console = Console(
        color_system="standard" if color else None,
        force_terminal=color,
        no_color=not color,
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    with console.capture() as capture:
        for part in _parts(changes, language, color, width):
            console.print(part, soft_wrap=isinstance(part, Text))
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def _parts(changes: Changes, language: str, color: bool, width: int) -> Iterator[RenderableType]:
    yield Text("\n".join(_packed(summary_parts(changes, language), width)), "bold")
    names = [printable(version_name(version, language)) for version in (changes.base, changes.head)]
    yield Text(word("versions", language, base=names[0], head=names[1]), _SOFT)
    for remark in remarks(changes, language):
        yield Text(f"! {printable(remark)}", "bold yellow")
    if weaker := weaker_targets(changes):
        yield Text(f"\n{word('weaker-targets', language)}", _WORSE)
        yield _weaker(changes, weaker, language)
    if rows := list(money_rows(changes)):
        yield Text()
        yield _money(changes, rows, language)
    for tree in _trees(changes, language, color):
        yield Text()
        yield tree
    for head, problems in (("findings-introduced", changes.introduced), ("findings-mended", changes.mended)):
        if problems:
            yield Text(f"\n{word(head, language)}", "bold")
            yield from (_finding(each, language) for each in problems)


def _trees(changes: Changes, language: str, color: bool) -> Iterator[Tree]:
    """The projects by unit, then what changed above them."""
    yield from (_unit(changes, unit, language, color) for unit in by_unit(changes))
    if changes.units_changed:
        tree = _tree(word("units", language))
        for change in changes.units_changed:
            _add_unit(tree, changes, change, language, color)
        yield tree
    if head := changes.head_of_book:
        tree = _tree(word("book-settings", language))
        for text in head.texts:
            tree.add(_reworded(text, language, color, "book"))
        for plain in head.plain:
            tree.add(_plain(changes, plain, language))
        yield tree


def _tree(title: str) -> Tree:
    return Tree(Text(printable(title), "bold"), guide_style=_SOFT)


def _weaker(changes: Changes, weaker: Sequence[Told], language: str) -> Table:
    """What asks for less: what became of it, then the value; under it whose it is, and the adjustment or that there is none."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for told in weaker:
        _, before, after = shown_pair(told.target, language)
        name = in_language(indicator_of(told.indicator).name, language)
        says = Text(f"{printable(name)}{word('between', language)}{field_name(told.target.column, language)}")
        says.append(word("colon", language))
        says.append(f"{printable(before) or '—'} → {printable(after) or '—'}", "bold")
        record = record_of(told.project)
        says.append(f"\n{printable(in_language(record.name, language))}", _SOFT)
        says.append_text(_adjusted(changes, told.project, language))
        table.add_row(Text(f"  {SIGNS[told.outcome]} {word(told.outcome, language)}", _WORSE), says)
    return table


def _adjusted(changes: Changes, project: ProjectChange, language: str) -> Text:
    stated = adjustments_of(changes, project)
    named = (in_language(each.document, language) + in_brackets(each.date, language) for each in stated)
    label = f"  {word('adjustment', language)}{word('colon', language)}"
    if not stated:
        return Text(f"{label}{word('no-adjustment', language)}", "yellow")
    return Text(printable(f"{label}{word('between', language).join(named)}"), _SOFT)


def _packed(parts: Sequence[str], width: int) -> list[str]:
    """The parts of the summary in as few lines as they need; none is broken."""
    lines = [parts[0]]
    for part in parts[1:]:
        if cell_len(f"{lines[-1]} · {part}") <= width:
            lines[-1] += f" · {part}"
        else:
            lines.append(part)
    return lines


def _money(changes: Changes, rows: Sequence[MoneyRow], language: str) -> Table:
    """Amounts before and after, by project, unit and book."""
    money = money_of(changes)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(word("money-in", language, unit=money.unit), overflow="fold")
    table.add_column(word("source", language), overflow="fold")
    for head in ("before", "after", "delta"):
        table.add_column(word(head, language), justify="right", no_wrap=True)
    above = None
    for row in rows:
        name, source = names_of_row(row, changes, language)
        name, above = "" if (row.level, row.id) == above else name, (row.level, row.id)
        change = row.change
        amounts = (printed(money, change.before), printed(money, change.after), signed(money, change.delta))
        if row.level == "moved":
            amounts = ("", "", amounts[2])
        indented = Padding(Text(printable(name)), (0, 0, 0, _INDENT[row.level]))
        table.add_row(
            indented, *map(Text, (printable(source), *amounts)), style="bold" if row.level in ("book", "unit") else ""
        )
    return table


def _unit(changes: Changes, unit: UnitChanges, language: str, color: bool) -> Tree:
    name = in_language(unit.name, language) if unit.name else unit.id
    tree = _tree(name)
    for project in unit.projects:
        _add_project(tree, changes, project, language, color)
    return tree


def _add_unit(tree: Tree, changes: Changes, change: UnitChange, language: str, color: bool) -> None:
    unit, status = change.after or change.before, "added" if change.before is None else "changed"
    assert unit is not None  # one of the two is there
    status = status if change.after else "removed"
    line = Text(f"{SIGNS[status]} ", _WORSE if status == "removed" else "")
    line.append(printable(in_language(unit.name, language)), "bold")
    line.append(f"  {printable(unit.id)}", _SOFT)
    line.append(f"  {printable(unit_fate(change, language))}")
    branch = tree.add(line)
    for text in change.texts:
        branch.add(_reworded(text, language, color, "unit"))
    for plain in change.plain:
        branch.add(_plain(changes, plain, language))


def _add_project(tree: Tree, changes: Changes, project: ProjectChange, language: str, color: bool) -> None:
    branch = tree.add(_project_line(changes, project, language))
    for adjustment in adjustments_of(changes, project):
        label = word("adjustment", language) + word("colon", language)
        document = in_language(adjustment.document, language)
        reason = in_language(adjustment.reason, language)
        said = (document, reason, in_language(adjustment.approved_by, language), adjustment.date)
        branch.add(Text(printable(label + " · ".join(said))))
    for indicator in indicators_of(project):
        _add_indicator(branch, changes, indicator, language, color)
    for text in project.texts:
        branch.add(_reworded(text, language, color, "project"))
    for plain in plain_of(changes, project):
        branch.add(_plain(changes, plain, language))


def _project_line(changes: Changes, project: ProjectChange, language: str) -> Text:
    record, status = record_of(project), status_of(project)
    line = Text(f"{SIGNS[status]} ", _WORSE if status == "removed" else "")
    line.append(printable(in_language(record.name, language)), "bold")
    line.append(f"  {printable(record.full_id)}", _SOFT)
    for told in _fates(changes, project, language):
        line.append(f"  {told}")
    return line


def _fates(changes: Changes, project: ProjectChange, language: str) -> Iterator[str]:
    """added, 15.50 万元, 1 indicator; renamed; split from …"""
    for fate in fates_of(project):
        told = word(fate, language)
        if fate in ("relocated", "refiled") and project.before:
            told += in_brackets(word("was", language, name=printable(project.before.full_id)), language)
        yield told
    if move := kind_of_move(project):
        money = money_of(changes)
        yield word(move, language, delta=signed(money, delta_of(project)), unit=money.unit)
    record = record_of(project)
    if status_of(project) != "changed":
        money = money_of(changes)
        indicators = amount_of("indicator", len(record.indicators), language)
        amount = printed(money, record.funding.total) or "—"
        yield word("worth", language, amount=amount, unit=money.unit, indicators=indicators)
    for slug, other in (("split_from", project.split_from), ("merged_into", project.merged_into)):
        if other:
            yield word(slug, language, name=printable(in_language(other.name, language)))


def _add_indicator(tree: Tree, changes: Changes, indicator: IndicatorChange, language: str, color: bool) -> None:
    record, status = indicator_of(indicator), status_of(indicator)
    line = Text(f"{SIGNS[status]} ", _WORSE if status == "removed" else "")
    line.append(printable(in_language(record.name, language)))
    line.append(f"  {printable(label_of(record.kind, language))}", _SOFT)
    if status in ("added", "removed"):
        line.append(f"  {word(status, language)}", _WORSE if status == "removed" else _BETTER)
        line.append(f"{word('colon', language)}{printable(promised(record, language))}")
    for note in indicator_notes(changes, indicator, language):
        line.append(f"  {printable(note)}")
    branch = tree.add(line)
    if indicator.is_retyped and indicator.before:
        was = printable(label_of(indicator.before.kind, language))
        branch.add(Text(f"~ {word('retyped', language)}{in_brackets(word('was', language, name=was), language)}"))
    for target in targets_of(indicator):
        branch.add(_target(indicator, target, language))
    for text in indicator.texts:
        branch.add(_reworded(text, language, color, "indicator"))
    for plain in plain_of_indicator(indicator):
        branch.add(_plain(changes, plain, language))


def _target(indicator: IndicatorChange, target: TargetChange, language: str) -> Text:
    """▼ lowered, year: 24场次 → 20场次."""
    outcome = outcome_of(target, indicator)
    style = _WORSE if outcome in WEAKER else _BETTER if outcome in STRONGER else ""
    _, before, after = shown_pair(target, language)
    line = Text()
    line.append(f"{SIGNS[outcome]} {word(outcome, language)}", style)
    column = field_name(target.column, language)
    line.append(f"{word('between', language)}{column}{word('colon', language)}")
    line.append(f"{printable(before) or '—'} → {printable(after) or '—'}")
    line.append_text(_stale(target.stale, language))
    return line


def _stale(languages: Sequence[str], language: str) -> Text:
    """A line for each language that was left as before."""
    told = (f"\n  ! {word('stale', language, which=language_name(each, language))}" for each in languages)
    return Text("".join(told), "yellow")


def _reworded(text: TextChange, language: str, color: bool, owner: str) -> Text:
    """A text with its changed words, a line a language."""
    line = Text(f"~ {printable(name_of_text(text, language, owner))}")
    before, after = (side.by_language if side else {} for side in (text.before, text.after))
    changed = [each for each in dict.fromkeys((*before, *after)) if before.get(each) != after.get(each)]
    for each in changed:
        line.append("\n  " if len(changed) > 1 else word("colon", language))
        for op, words in shortened(pieces(before.get(each, ""), after.get(each, "")), _AROUND):
            opening, closing = ("", "") if color else _OPS[op]
            line.append(f"{opening}{printable(words)}{closing}", _STYLES[op])
    line.append_text(_stale(text.stale, language))
    return line


def _plain(changes: Changes, plain: PlainChange, language: str) -> Text:
    told = worded(changes, plain, language)
    words = f"{printable(told.before) or '—'} → {printable(told.after) or '—'}"
    return Text(f"~ {printable(told.name)}{word('colon', language)}{words}")


def _finding(problem: Problem, language: str) -> Text:
    message = say(problem, language)
    line = Text(f"  {printable(str(problem.place))}: ")
    line.append(f"{message.severity}[{problem.code}]", _SEVERITIES[problem.severity])
    line.append(f": {printable(message.says)}")
    return line
