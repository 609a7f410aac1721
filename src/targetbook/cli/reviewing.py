"""What `diff` asks of the review: the changes with all findings of the change, and each of its reports."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from targetbook.check import Memory, Selection
from targetbook.check.text import printable
from targetbook.cli.console import NO_PLACE, fail, print_problems, text
from targetbook.layout import Layout, Templates, read_layout
from targetbook.messages import say
from targetbook.model import Book, Output
from targetbook.problems import BookError, Problem, in_order
from targetbook.review.changes import Changes
from targetbook.review.comparing import compare_versions
from targetbook.review.git import GitError, Repository, commit_about, commit_of, told_by_git
from targetbook.review.policy import breaches, is_told, policy_of, unjudged
from targetbook.review.rules import check_changes
from targetbook.review.versions import NO_BOOK, Asked, Version, opened_versions

FORMATS = ("text", "markdown", "html", "json", "docx")
SIZES = 2_000
"""Characters that a comment must be allowed at least: its summary needs them."""
UNKNOWN = ("no-revision", "no-main")
"""What git says of a version that is not there; where no version is, that is what to tell."""
NOBODY = "targetbook"
"""Who made a change of two folders: nothing tells."""


@dataclass(frozen=True, slots=True)
class Review:
    """Two versions compared, with the findings of the change among those introduced.

    Attributes:
        breaches: what the policy asks for and the change lacks.
        unjudged: what keeps the change from being held to the policy.
        repository: where the versions come from; None for two folders.
    """

    changes: Changes
    breaches: tuple[Problem, ...]
    unjudged: tuple[Problem, ...]
    repository: Repository | None

    @property
    def has_policy(self) -> bool:
        return policy_of(self.changes) is not None

    @property
    def differs(self) -> bool:
        """Whether there is anything to tell."""
        changes = self.changes
        told = (changes.projects, changes.units_changed, changes.head_of_book, changes.introduced, changes.mended)
        return any(told) or changes.base.fault != changes.head.fault


@dataclass(frozen=True, slots=True)
class Asking:
    """Which report is asked for, and how."""

    form: str
    language: str
    color: bool
    limit: int
    link: str
    layout: str | None
    setting: str | None
    width: int

    def report(self, review: Review, templates: Templates) -> str | bytes:
        """The report; text, or the bytes of a Word file. Each format is loaded only when it is asked for."""
        changes, language = review.changes, self.language
        match self.form:
            case "markdown":
                from targetbook.review.reports.markdown import markdown_report

                return markdown_report(changes, language, self.limit, self.link)
            case "html":
                from targetbook.review.reports.html import html_report

                return html_report(changes, language)
            case "json":
                from targetbook.review.reports.changes_json import json_report

                return json.dumps(json_report(changes, language), ensure_ascii=False, indent=1) + "\n"
            case "docx":
                return self._word(review, templates)
        from targetbook.review.reports.text import text_report

        return text_report(changes, language, self.color, width=self.width)

    def _word(self, review: Review, templates: Templates) -> bytes:
        from targetbook.review.reports.unread import unread_remarks
        from targetbook.review.reports_docx import docx_report

        old, new = _books(review.changes, self.language)
        for remark in unread_remarks(review.changes, self.language):  # the printed table has no room for them
            click.echo(f"targetbook: {printable(remark)}", err=True)
        output = _output(new, self.layout)
        try:
            layout = _layout(output, templates)
            setting = self.setting or next(iter(output.settings), new.setting)
            author, date = _signed(review, new)
            return docx_report(old, new, layout, setting, templates, author=author, date=date, options=output.options)
        except BookError as error:
            print_problems(error.problems, review.changes.head.root, self.language, color=False, err=True)
            raise SystemExit(1) from error


@contextmanager
def told_faults(language: str, root: Path) -> Iterator[None]:
    """What git cannot do for the book in a folder is told in a line, and ends the command."""
    try:
        yield
    except GitError as error:
        slug = "no-commit" if error.slug in UNKNOWN and not _has_commits(root) else error.slug
        fail(say(Problem("GIT", slug, NO_PLACE, error.values), language).says)


def _has_commits(root: Path) -> bool:
    return bool(told_by_git(root, "rev-list", "--max-count=1", "--all", fault="unreadable"))


@contextmanager
def reviewed(
    repository: Repository | None, base: Asked, head: Asked, selection: Selection, memory: Memory
) -> Iterator[Review]:
    """Two versions, compared and held to the rules of change and to the policy; their files last as long as the context."""
    with opened_versions(repository, base, head, selection, memory) as (older, newer):
        changes = compare_versions(older, newer)
        broken = breaches(changes)
        unseen = unjudged(changes)
        of_change = check_changes(changes, selection)
        introduced = in_order((*changes.introduced, *of_change.problems, *broken))
        yield Review(replace(changes, introduced=introduced, deferred=of_change.deferred), broken, unseen, repository)


def narrowed(review: Review) -> Review:
    """The review without what the policy's `report` leaves out of a comment: money that moved too little to be told."""
    changes, policy = review.changes, policy_of(review.changes)
    told = tuple(change for change in changes.projects if is_told(change, policy))
    rest = tuple(change for change in changes.projects if not is_told(change, policy))
    return replace(review, changes=replace(changes, projects=told, not_shown=rest))


def _books(changes: Changes, language: str) -> tuple[Book, Book]:
    """Both books; a version that has none yet, or none any more, is one without projects."""
    old, new = (version.checked.book for version in (changes.base, changes.head))
    for version in (changes.base, changes.head):
        if version.checked.book is None and version.fault != NO_BOOK:
            fail(text("no-word", language, version=_name(version)))
    book = new or old
    assert book is not None  # one of them has a book
    return old or replace(book, units=()), new or replace(book, units=())


def _name(version: Version) -> str:
    return version.name or "targetbook.yaml"


def _output(book: Book, layout: str | None) -> Output:
    """What the book says of the layout that is asked for, else its first that is written in Word."""
    if layout is None:
        word = (each for each in book.outputs if not each.formats or "docx" in each.formats)
        return next(word, Output("list", ()))
    return next((each for each in book.outputs if each.layout == layout), Output(layout, (), place=book.place))


def _layout(output: Output, templates: Templates) -> Layout:
    problems: list[Problem] = []
    layout = read_layout(templates, output.layout, problems, output.place)
    if layout is None:
        raise BookError(problems)
    return layout


def _signed(review: Review, book: Book) -> tuple[str, datetime]:
    """Who made the change and when, as git knows: of a commit its author, of files as they lie whoever works here."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if review.repository is None:
        return NOBODY, _moment(epoch) or datetime(book.year, 1, 1, tzinfo=UTC)
    head = review.changes.head.commit
    commit = commit_about(review.repository, head or commit_of(review.repository, "HEAD"))
    author = commit.author if head else _who_works_here(review.repository) or commit.author
    return author or NOBODY, _moment(epoch) or datetime.fromisoformat(commit.date)


def _moment(epoch: str) -> datetime | None:
    is_number = epoch.isascii() and epoch.isdigit() and len(epoch) < 12
    return datetime.fromtimestamp(int(epoch), UTC) if is_number else None


def _who_works_here(repository: Repository) -> str:
    try:
        told = told_by_git(repository.top, "config", "--get", "user.name", fault="unreadable")
    except GitError:
        return ""
    return told.decode("utf-8", "replace").strip()
