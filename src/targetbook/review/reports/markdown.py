"""`diff` as a comment on a pull request: what asks for less first, money, findings, then each project in a fold."""

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from targetbook.messages import say
from targetbook.problems import Problem, Severity
from targetbook.review.changes import Changes
from targetbook.review.reports.cutting import ERRORS, FINDINGS, MENDED, TOP, Fold, Line, Section, fitted, length
from targetbook.review.reports.inert import address, inert
from targetbook.review.reports.markdown_records import book_lines, project_folds, unit_lines
from targetbook.review.reports.markdown_tables import money_table, weaker_table
from targetbook.review.reports.notes import remarks
from targetbook.review.reports.summary import summary_parts
from targetbook.review.reports.telling import money_of, version_name
from targetbook.review.reports.wording import amount_of, word

MARKER = "<!-- targetbook diff -->"
"""The first line of a comment, by which a bot finds the one that it wrote before."""
GITHUB, GITLAB = 65_536, 1_000_000
"""Characters of a comment that the hosts take."""
_NAME, _REMARK = 80, 500  # characters of a version's name, and of a remark


def markdown_report(changes: Changes, language: str, limit: int = GITHUB, link: str = "") -> str:
    """The changes as Markdown; nothing that a record says can act in it.

    Args:
        limit: characters that the host takes, 2,000 or more; what is least important is left out, and notes count it.
        link: address of the full report.

    Raises:
        ValueError: the link is no address of the web.
    """
    top = f"{MARKER}\n{_summary(changes, language)}\n\n"
    sections = [section for section in _sections(changes, language, link) if section.parts]
    return top + fitted(sections, limit - length(top), language, money_of(changes))


def _sections(changes: Changes, language: str, link: str) -> Iterator[Section]:
    yield _top(changes, language, link)
    yield weaker_table(changes, language)
    yield money_table(changes, language)
    yield _errors(changes, language)
    yield _findings(changes, language)
    yield _section("projects", tuple(project_folds(changes, language)), language)
    yield _section("units", tuple(unit_lines(changes, language)), language)
    yield _section("book-settings", tuple(book_lines(changes, language)), language)


def _section(slug: str, parts: tuple[Line | Fold, ...], language: str) -> Section:
    title = word(slug, language)
    return Section(title, f"### {title}\n\n", parts)


def _summary(changes: Changes, language: str) -> str:
    """What counts most in bold, the rest in a line of its own."""
    parts = summary_parts(changes, language)
    bold, rest = (" · ".join(some) for some in (parts[:2], parts[2:]))
    return f"<b>{bold}</b>" + (f"<br>{rest}" if rest else "")


def _top(changes: Changes, language: str, link: str) -> Section:
    """Which versions are compared, where the full report is, and what a reader must know of the comparison."""
    names = [inert(version_name(version, language), _NAME) for version in (changes.base, changes.head)]
    about = word("versions", language, base=names[0], head=names[1])
    if link:
        about += f' · <a href="{escape(address(link))}">{word("full-report", language)}</a>'
    told = (Line(f"\n⚠ {inert(remark, _REMARK)}\n", TOP, "remark") for remark in remarks(changes, language))
    return Section(word("remarks", language), "", (Line(f"{about}\n", TOP, "remark", 0), *told))


def _errors(changes: Changes, language: str) -> Section:
    """New errors, in the open."""
    errors = (problem for problem in changes.introduced if problem.severity is Severity.ERROR)
    return _section("errors-introduced", tuple(_finding(each, ERRORS, language) for each in errors), language)


def _findings(changes: Changes, language: str) -> Section:
    """What else is new in a fold, what is mended in another."""
    new = tuple(problem for problem in changes.introduced if problem.severity is not Severity.ERROR)
    told = (("findings-introduced", new, FINDINGS), ("findings-mended", changes.mended, MENDED))
    folds = (_fold_of(slug, problems, rank, language) for slug, problems, rank in told if problems)
    return _section("findings", tuple(folds), language)


def _fold_of(slug: str, problems: Sequence[Problem], rank: int, language: str) -> Fold:
    """Findings by their places, counted by severity in the summary."""
    counts = Counter(problem.severity for problem in problems)
    amounts = (amount_of(each.value, counts[each], language) for each in Severity if counts[each])
    told = f"{word(slug, language)}{word('colon', language)}{word('between', language).join(amounts)}"
    return Fold(Line(told, rank, "finding", 0), tuple(_finding(each, rank, language) for each in problems))


def _finding(problem: Problem, rank: int, language: str) -> Line:
    message = say(problem, language)
    told = f"- {message.severity} {problem.code}, {inert(str(problem.place))}: {inert(message.says)}\n"
    return Line(told, rank, "finding")
