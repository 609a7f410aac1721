"""How a record came to be: each commit that changed what counts in it, and which commit last changed each value of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from targetbook.model import Funding, Indicator, Project, Target, Text
from targetbook.review.changes import ProjectChange
from targetbook.review.git import Commit, Repository
from targetbook.review.lineage import Step
from targetbook.review.matching import Matching
from targetbook.review.past import Past, past_of
from targetbook.review.projects import changed_projects
from targetbook.values import Comparison, Direction, compare_values


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A commit that changed a record: what it changed, or that the record cannot be read as it was then."""

    commit: Commit
    change: ProjectChange | None

    @property
    def is_unreadable(self) -> bool:
        """Whether this version of the record is broken, so that nothing of it is known."""
        return self.change is None


@dataclass(frozen=True, slots=True)
class BlameLine:
    """One amount or target value of a record as it is now, and the commit that last changed it (not its line).

    Attributes:
        path: funding.fiscal, period_funding.fiscal, indicators[2].annual.
        name: the indicator's; None for an amount.
        value: the amount in the book's unit of money, or the target value.
        commit: `UNCOMMITTED` where it differs from the last commit.
    """

    path: str
    name: Text | None
    value: Decimal | Target
    commit: Commit


def log_of(repository: Repository, record: str, commit: str | None = None) -> tuple[LogEntry, ...]:
    """The commits that changed something that counts in a record, the newest first; broken versions are named among them.

    Args:
        record: the project's `unit/id`, as it is now.
        commit: where to begin; None for the files as they lie, before the last commit.

    Returns:
        nothing where git knows no such record.

    Raises:
        GitError: there is no such commit.
    """
    return tuple(_entries(past_of(repository, record, commit)))


def blame_of(repository: Repository, record: str, commit: str | None = None) -> tuple[BlameLine, ...]:
    """Each amount and each target value of a record as it is now, in its order, with the commit that gave it its value.

    Another way of writing the same value (95%以上, ≥95%; a comma in an amount) does not count, nor does a new name of its
    indicator, another place in the list, or another file. Broken versions are passed over.

    Raises:
        GitError: there is no such commit.
    """
    history = past_of(repository, record, commit)
    newest = history.newest()
    if newest is None:
        return ()
    project = history.projects[newest]
    assert project is not None  # the newest that can be read
    return tuple(_blamed(history, newest, project))


def _entries(history: Past) -> Iterator[LogEntry]:
    for name, step in history.steps.items():
        parents = [parent for parent in step.parents if parent in history.steps]
        if any(_is_same(step, history.steps[parent]) for parent in parents):
            continue
        if name in history.broken:
            yield LogEntry(step.commit, None)
        elif (change := _change_at(history, name)) is not None:
            yield LogEntry(step.commit, change)


def _is_same(step: Step, parent: Step) -> bool:
    return step.blob == parent.blob and step.commit.path == parent.commit.path


def _change_at(history: Past, name: str) -> ProjectChange | None:
    """What a step changed; of a merge, what it changed against each of its parents."""
    after = history.projects[name]
    before = [(history.projects[parent], history.year(name, parent)) for parent in history.parents(name)]
    before = [each for each in before if each[0] is not None] or [(None, None)]
    changes = [_change(each, after, year) for each, year in before]
    first, *others = changes
    if first is None or None in others:
        return None
    return _of_merge(first, [other for other in others if other is not None])


def _change(before: Project | None, after: Project | None, year: int | None) -> ProjectChange | None:
    if before is not None and after is not None:
        matching = Matching(((before, after),), (), ())
    else:
        matching = Matching((), (before,) if before else (), (after,) if after else ())
    return next(changed_projects(matching, {}, year), None)


def _of_merge(change: ProjectChange, others: Sequence[ProjectChange]) -> ProjectChange | None:
    """A merge's own doing: the amounts and indicators that none of its parents had so."""
    if not others:
        return change
    money = tuple(
        each
        for each in change.money
        if all(any((same.of, same.of_period) == (each.of, each.of_period) for same in other.money) for other in others)
    )
    indicators = tuple(
        each
        for each in change.indicators
        if all(any(same.path == each.path for same in other.indicators) for other in others)
    )
    if not money and not indicators:
        return None
    return replace(change, money=money, indicators=indicators, texts=(), plain=())


def _blamed(history: Past, newest: str, project: Project) -> Iterator[BlameLine]:
    for of_period, funding in ((False, project.funding), (True, project.period_funding)):
        for source, amount in funding.by_source.items() if funding else ():
            step = _origin_of_amount(history, newest, source, amount, of_period)
            path = f"{'period_funding' if of_period else 'funding'}.{source}"
            yield BlameLine(path, None, amount, history.steps[step].commit)
    for number, indicator in enumerate(project.indicators, 1):
        for column in ("period", "annual"):
            target = _target(indicator, column)
            if target is not None:
                step = _origin_of_target(history, newest, indicator, column)
                path = f"indicators[{number}].{column}"
                yield BlameLine(path, indicator.name, target, history.steps[step].commit)


def _origin_of_amount(history: Past, name: str, source: str, amount: Decimal, of_period: bool) -> str:
    """The step that gave an amount: none of the steps before it had the same."""
    while True:
        same = (each for each in history.parents(name) if _amount(history.projects[each], source, of_period) == amount)
        earlier = next(same, None)
        if earlier is None:
            return name
        name = earlier


def _origin_of_target(history: Past, name: str, indicator: Indicator, column: str) -> str:
    """The step that gave a target value: no indicator before it that became this one had the same."""
    while True:
        for parent in history.parents(name):
            earlier = history.earlier(indicator, name, parent) if history.projects[parent] else None
            if earlier is not None and _has_same_value(earlier, indicator, column, history.year(name, parent)):
                name, indicator = parent, earlier
                break
        else:
            return name


def _has_same_value(old: Indicator, new: Indicator, column: str, year: int | None) -> bool:
    before, after = _target(old, column), _target(new, column)
    if before is None or after is None:
        return before is after
    of_year = year if column == "annual" else None
    return compare_values(before.value, after.value, Direction(new.better), of_year) is Comparison.SAME


def _target(indicator: Indicator, column: str) -> Target | None:
    return indicator.period if column == "period" else indicator.annual


def _amount(project: Project | None, source: str, of_period: bool) -> Decimal | None:
    funding: Funding | None = None
    if project is not None:
        funding = project.period_funding if of_period else project.funding
    return funding.by_source.get(source) if funding else None
