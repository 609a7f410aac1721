"""What a reader must know of a version that could not be read, or not whole: which, where and why, and what the other says."""

from collections.abc import Iterator

from targetbook.messages import say
from targetbook.model import BOOK_FILE
from targetbook.problems import Problem, Severity
from targetbook.review.changes import Changes, Unread
from targetbook.review.reports.telling import money_of, version_name
from targetbook.review.reports.wording import amount_of, in_language, printed, word
from targetbook.review.versions import NO_BOOK, NO_HEAD, UNREADABLE_HEAD, Version

NAMED, _EACH = 20, 5
"""Records that a remark names before it says …, and those that have a remark of their own."""


def unread_remarks(changes: Changes, language: str) -> Iterator[str]:
    """A remark for each version without a sound `targetbook.yaml`, and for each project that is not compared."""
    for version, other, side in ((changes.base, changes.head, "base"), (changes.head, changes.base, "head")):
        yield from _of_version(version, other, side, language)
    yield from (_of_project(changes, each, language) for each in changes.unread[:_EACH])
    if rest := [each.record for each in changes.unread[_EACH:]]:
        named = [*rest[:NAMED], *(["…"] if len(rest) > NAMED else [])]
        yield word("unreadable", language, records=word("between", language).join(named))


def _of_version(version: Version, other: Version, side: str, language: str) -> Iterator[str]:
    name = version_name(version, language)
    is_read = version.checked.book is not None
    if version.fault == NO_BOOK:
        slug = f"no-book-{side}" if other.checked.book else "no-book-alone"
        yield word(slug, language, version=name)
    elif not is_read or version.fault == UNREADABLE_HEAD:
        slug = "unreadable-head" if is_read else "unreadable-book"
        yield word(slug, language, version=name, why=_why(_fault_of(version), language))
    elif version.fault == NO_HEAD:
        yield word("no-head", language, version=name)


def _fault_of(version: Version) -> Problem | None:
    """What is wrong with a version's `targetbook.yaml`."""
    errors = (problem for problem in version.checked.problems if problem.severity is Severity.ERROR)
    return next((problem for problem in errors if problem.place.file == BOOK_FILE), None)


def _of_project(changes: Changes, unread: Unread, language: str) -> str:
    base, head = (version_name(version, language) for version in (changes.base, changes.head))
    reasons = _why(unread.base, language), _why(unread.head, language)
    if unread.base and unread.head:
        why = word("between-lists", language).join(dict.fromkeys(reasons))
        told = word("unread-both", language, record=unread.record, why=why)
        return told + word("unread-changed" if unread.is_changed else "unread-same", language)
    name, other, why = (base, head, reasons[0]) if unread.base else (head, base, reasons[1])
    told = word("unread-in", language, record=unread.record, version=name, why=why)
    if unread.project is None:
        return told + word("unread-not-there", language, version=other)
    money, project = money_of(changes), unread.project
    indicators = amount_of("indicator", len(project.indicators), language)
    amount = printed(money, project.funding.total) or "—"
    worth = word("worth", language, amount=amount, unit=money.unit, indicators=indicators)
    title = in_language(project.name, language)
    return told + word("unread-there", language, version=other, name=title, worth=worth)


def _why(problem: Problem | None, language: str) -> str:
    return f"{problem.place}: {say(problem, language).says}" if problem else "—"
