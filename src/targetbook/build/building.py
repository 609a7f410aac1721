"""From a folder to its outputs: check, render each layout once, write each format from the same page, replace the old files."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from targetbook.build.faults import output_problems, setting_problems
from targetbook.build.outputs import replace_all
from targetbook.build.plan import Wanted, data_formats, jobs_of, outputs_wanted
from targetbook.check import check_book
from targetbook.layout import Layout, Rendered, Templates, read_layout, render, templates_of
from targetbook.model import Book
from targetbook.problems import BookError, Problem, has_errors, in_order
from targetbook.write import Properties
from targetbook.write.book_json import json_bytes
from targetbook.write.html import html_bytes
from targetbook.write.tables_csv import indicators_csv, projects_csv

Report = Callable[[str], None]
INDICATOR_SHEET = "indicators"


@dataclass(frozen=True, slots=True)
class Built:
    """The files that were written, by name, and the findings of the check. Nothing was written where one is an error."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def build(
    root: Path, output: Path, wanted: Wanted, *, checked: bool = True, report: Report = lambda name: None
) -> Built:
    """Build a book.

    Args:
        root: the book's folder.
        output: the folder to write to; its other files stay.
        wanted: layouts, formats and settings; nothing named means what the book says.
        checked: False prints a book that the checks of totals refuse, and says so on its pages.
        report: called with the name of each output as its making begins.

    Raises:
        OutputError: an output could not be written; the last good ones are in place.
        OSError: a library of the system that an engine needs is not there.
    """
    found = check_book(root, totals=checked)
    if found.book is None or has_errors(found.problems):
        return Built({}, found.problems)
    templates = templates_of(root)
    try:
        files = dict(outputs_of(found.book, templates, wanted, unchecked=not checked, report=report))
    except BookError as error:
        return Built({}, in_order([*found.problems, *error.problems]))
    replace_all(output, files)
    return Built(files, found.problems)


def outputs_of(
    book: Book, templates: Templates, wanted: Wanted, *, unchecked: bool = False, report: Report = lambda name: None
) -> Iterator[tuple[str, bytes]]:
    """Each output's name and bytes, without writing any.

    Raises:
        BookError: a layout is not there or has a fault, or a character has no glyph.
    """
    layouts = layouts_of(book, wanted, templates)
    jobs = jobs_of(book, wanted, {name: layout.formats for name, layout in layouts.items()})
    if problems := [*output_problems(book, wanted, jobs, layouts), *setting_problems(jobs, layouts, INDICATOR_SHEET)]:
        raise BookError(problems)
    if any("pdf" in job.formats for job in jobs):
        _refuse_missing_glyphs(book, templates)
    for job in jobs:
        rendered = render(book, layouts[job.layout], job.setting, job.options, templates, unchecked=unchecked)
        for name in job.formats:
            file = job.file(name, book)
            report(file)
            try:
                yield file, _written(name, rendered, book, templates, layouts)
            except ValueError as error:  # what a format cannot hold, such as a text too long for a cell of Excel
                raise BookError(
                    [Problem("TPL005", "written", book.place, {"file": file, "what": str(error)})]
                ) from error
    for name in data_formats(wanted):
        for file, data in _data(name, book):
            report(file)
            yield file, data


def layouts_of(book: Book, wanted: Wanted, templates: Templates) -> dict[str, Layout]:
    """The settings of each layout that is asked for, and of the flat sheet that goes into an Excel file."""
    problems: list[Problem] = []
    layouts: dict[str, Layout] = {}
    places = {output.layout: output.place for output in outputs_wanted(book, wanted)}
    for name, place in {**places, INDICATOR_SHEET: book.place}.items():
        if (layout := read_layout(templates, name, problems, place)) is not None:
            layouts[name] = layout
    if problems:
        raise BookError(problems)
    return layouts


def _refuse_missing_glyphs(book: Book, templates: Templates) -> None:
    from targetbook.write.glyphs import missing_glyphs  # font files are opened only where a PDF is made

    if problems := list(missing_glyphs(book, templates)):
        raise BookError(problems)


def _written(name: str, rendered: Rendered, book: Book, templates: Templates, layouts: Mapping[str, Layout]) -> bytes:
    """A rendered layout in one format. Each writer's library is loaded where its format is asked for."""
    properties = properties_of(book, rendered)
    match name:
        case "html":
            return html_bytes(rendered, templates)
        case "pdf":
            from targetbook.write.pdf import pdf_bytes

            return pdf_bytes(rendered, templates, properties)
        case "docx":
            from targetbook.write.docx import docx_bytes
            from targetbook.write.html_tables import document_of

            return docx_bytes(document_of(rendered.html), rendered.layout.word, rendered.page, properties)
        case "xlsx":
            from targetbook.write.html_tables import document_of
            from targetbook.write.xlsx import Sheet, xlsx_bytes

            flat = render(book, layouts[INDICATOR_SHEET], rendered.setting, {}, templates, unchecked=rendered.unchecked)
            pages = [rendered] if rendered.layout.name == INDICATOR_SHEET else [rendered, flat]
            return xlsx_bytes(
                [Sheet(document_of(page.html), page.layout.excel, page.page) for page in pages], properties
            )
    raise ValueError(f"no writer for {name}")


def _data(name: str, book: Book) -> Iterator[tuple[str, bytes]]:
    if name == "json":
        yield "book.json", json_bytes(book)
    else:
        yield "projects.csv", projects_csv(book)
        yield "indicators.csv", indicators_csv(book)


def properties_of(book: Book, rendered: Rendered) -> Properties:
    """What a file says of itself, in the leading language of its setting."""
    language = rendered.setting if rendered.setting in book.languages else book.languages[0]
    title = rendered.title
    department = book.department.get(language) or book.department.first()
    return Properties(title, department, f"{department} {book.year}", language, created_of(book))


def created_of(book: Book) -> datetime:
    """The moment that outputs are dated with: SOURCE_DATE_EPOCH, else 1 January of the book's year; never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) < 12:
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime(book.year, 1, 1, tzinfo=UTC)
