"""From a folder to its outputs: check, render each layout once, write each format from the same page, replace the old files."""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from targetbook.build.executors import Workers
from targetbook.build.faults import output_findings, planned
from targetbook.build.fragments import render_kept
from targetbook.build.outputs import OutputError, replace_all
from targetbook.build.plan import INDICATOR_SHEET, Wanted, data_formats
from targetbook.build.progress import Tell
from targetbook.build.tasks import NoEngine
from targetbook.build.unchanged import earlier, remember, wish_of
from targetbook.check import Memory, check_book
from targetbook.kept import NOTHING_KEPT, Kept
from targetbook.layout import TEMPLATE, Layout, Rendered, Templates, render, templates_of
from targetbook.model import BOOK_FILE, Book
from targetbook.problems import BookError, Place, Problem, Severity, at_least, in_order
from targetbook.write import Properties, Unwritable
from targetbook.write.book_json import json_bytes
from targetbook.write.html import html_bytes
from targetbook.write.rendered import document_of_page, properties_of
from targetbook.write.runs import OutsideAsked
from targetbook.write.tables import Document
from targetbook.write.tables_csv import indicators_csv, projects_csv

Report = Callable[[str], None]
"""Called with the name of each step as it begins: `check`, a layout's name, an output's, `write`."""


def _silent(told: object) -> None:
    pass


class EngineMissing(Exception):
    """An engine cannot be loaded: a library of the system that it needs is not there."""


class WorkerLost(Exception):
    """A worker that set pages ended in the middle of its work: the output's name."""


@dataclass(frozen=True, slots=True)
class Press:
    """Who sets the pages of a PDF, where they are kept, and who is told how far they are."""

    workers: Workers
    kept: Kept
    memory: Memory | None = None
    report: Report = _silent
    tell: Tell = _silent


@dataclass(frozen=True, slots=True)
class Built:
    """The files that were written, by name, and the findings of the check. Nothing was written where one is an error."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def build(
    root: Path,
    output: Path,
    wanted: Wanted,
    *,
    checked: bool = True,
    fail_on: Severity = Severity.ERROR,
    memory: Memory | None = None,
    workers: Workers | None = None,
    kept: Kept = NOTHING_KEPT,
    looks_back: bool = True,
    report: Report = _silent,
    tell: Tell = _silent,
) -> Built:
    """Build a book.

    Args:
        root: the book's folder.
        output: the folder to write to; its other files stay.
        wanted: layouts, formats and settings; nothing named means what the book says.
        checked: False prints a book that the rules refuse, and says so on its pages.
        fail_on: the least finding that stops the build.
        memory: what is known of records from an earlier run, and what is learnt now.
        workers: who sets the pages of a PDF; without any, this process.
        kept: where pages are kept from one build to the next.
        looks_back: whether to look if an earlier build made the same; who knows that something changed need not.
        report: called with the name of each step as it begins: `check`, an output's name, `write`.
        tell: called with how far the pages of an output are.

    Raises:
        OutputError: an output could not be written; the last good ones are in place.
        EngineMissing: a library of the system that an engine needs is not there.
        WorkerLost: a worker ended in the middle of its work. What others did is kept.
    """
    report("check")
    wish = None if kept.folder is None or not looks_back else wish_of(root, output, wanted, checked, fail_on)
    before = earlier(kept, wish, output) if wish else None
    if before is not None:
        problems, files = before
        return Built(files, problems)
    if workers is not None and _may_print(root, wanted):
        workers.prepare()
    found = check_book(root, rules=checked, memory=memory)
    if found.book is None:
        return Built({}, found.problems)
    templates = templates_of(root)
    if at_least(found.problems, fail_on):
        return Built({}, in_order([*found.problems, *output_findings(found.book, templates, wanted)]))
    own = workers or Workers("serial")
    try:
        press = Press(own, kept, memory, report, tell)
        files = dict(outputs_of(found.book, templates, wanted, press, unchecked=not checked))
    except BookError as error:
        return Built({}, in_order([*found.problems, *error.problems]))
    finally:
        if workers is None:
            own.close()
    report("write")
    replace_all(output, files)
    if wish and wish == wish_of(root, output, wanted, checked, fail_on):  # nothing was saved meanwhile
        remember(kept, wish, found.problems, files)
    kept.trim()
    return Built(files, found.problems)


def _may_print(root: Path, wanted: Wanted) -> bool:
    """Whether pages may have to be set, as far as it can be told before the book is read."""
    if wanted.formats:
        return "pdf" in wanted.formats
    try:
        head = (root / BOOK_FILE).read_bytes()
    except OSError:
        return False
    return b"pdf" in head or b"outputs" not in head or bool(wanted.layouts)


def outputs_of(
    book: Book, templates: Templates, wanted: Wanted, press: Press | None = None, *, unchecked: bool = False
) -> Iterator[tuple[str, bytes]]:
    """Each output's name and bytes, without writing any.

    Raises:
        BookError: a layout is not there or has a fault, or a format cannot hold what the book says.
        EngineMissing: a library of the system that an engine needs is not there.
    """
    plan, problems = planned(book, templates, wanted)
    if problems:
        raise BookError(problems)
    layouts, press = plan.layouts, press or Press(Workers("serial"), NOTHING_KEPT)
    for job in plan.jobs:
        press.report(job.layout)
        page = render_kept(book, layouts[job.layout], job, templates, press.memory, press.kept, unchecked=unchecked)
        document = cache(partial(_document, page, templates))
        for name in job.formats:
            file = job.file(name, book)
            press.report(file)
            try:
                yield file, _written(name, file, page, document, book, templates, layouts, press)
            except Unwritable as error:
                raise BookError(
                    [Problem("TPL005", "written", book.place, {"file": file, "what": error.what})]
                ) from error
    for name in data_formats(wanted):
        for file, data in _data(name, book):
            press.report(file)
            yield file, data


def _written(
    name: str,
    file: str,
    rendered: Rendered,
    document: Callable[[], Document],
    book: Book,
    templates: Templates,
    layouts: Mapping[str, Layout],
    press: Press,
) -> bytes:
    """A rendered layout in one format. Each writer's library is loaded where its format is asked for."""
    properties = properties_of(book, rendered, created_of(book))
    match name:
        case "html":
            return html_bytes(rendered, templates)
        case "pdf":
            return _printed(file, rendered, templates, properties, press)
        case "docx":
            with _loading():
                from targetbook.write.docx import docx_bytes

            return docx_bytes(document(), rendered.layout.word, rendered.page, properties)
        case "xlsx":
            with _loading():
                from targetbook.write.xlsx import Sheet, xlsx_bytes

            def sheets() -> Iterator[Sheet]:
                """Each sheet as it is asked for, so that no two are held at once."""
                yield Sheet(document(), rendered.layout.excel, rendered.page)
                if rendered.layout.name != INDICATOR_SHEET:
                    flat = render(
                        book, layouts[INDICATOR_SHEET], rendered.setting, {}, templates, unchecked=rendered.unchecked
                    )
                    yield Sheet(_document(flat, templates), flat.layout.excel, flat.page)

            return xlsx_bytes(sheets(), properties)
    raise ValueError(f"no writer for {name}")


def _printed(file: str, rendered: Rendered, templates: Templates, properties: Properties, press: Press) -> bytes:
    with _loading():
        from targetbook.build.printing import printed

    try:
        return printed(rendered, templates, properties, press.kept, press.workers, press.tell)
    except OutsideAsked as error:
        raise BookError([_reaching_out(str(error), rendered, templates)]) from error
    except NoEngine as error:
        raise EngineMissing(str(error)) from error
    except BrokenExecutor as error:
        raise WorkerLost(file) from error
    except OSError as error:
        raise OutputError(str(error.filename or file), error.strerror or str(error)) from error


def _reaching_out(url: str, rendered: Rendered, templates: Templates) -> Problem:
    """Where in the layout's files a URL stands that is none of theirs; its last part finds one that was relative."""
    layout = rendered.layout.name
    last = url.rstrip("/").rpartition("/")[2]
    place = templates.place_of(layout, url) or templates.place_of(layout, last)
    return Problem("TPL004", "outside", place or Place(f"templates/{layout}/{TEMPLATE}"), {"url": url})


@contextmanager
def _loading() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EngineMissing(str(error)) from error


def _document(rendered: Rendered, templates: Templates) -> Document:
    with _loading():
        return document_of_page(rendered, templates)


def _data(name: str, book: Book) -> Iterator[tuple[str, bytes]]:
    if name == "json":
        yield "book.json", json_bytes(book)
    else:
        yield "projects.csv", projects_csv(book)
        yield "indicators.csv", indicators_csv(book)


def created_of(book: Book) -> datetime:
    """The moment that outputs are dated with: SOURCE_DATE_EPOCH, else 1 January of the book's year; never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) < 12:
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime(book.year, 1, 1, tzinfo=UTC)
