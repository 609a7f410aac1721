"""What changed as a Word file: a layout's page of the newer book, in which every change can be accepted or rejected."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from targetbook.layout import TEMPLATE, Layout, Rendered, Templates, render
from targetbook.model import Book
from targetbook.problems import Place
from targetbook.review.tracked import Marks, track
from targetbook.write import Properties
from targetbook.write.docx import package_of, saved
from targetbook.write.html_tables import document_of
from targetbook.write.tables import Document


def docx_report(
    old: Book,
    new: Book,
    layout: Layout,
    setting: str,
    templates: Templates,
    *,
    author: str,
    date: datetime,
    options: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """A layout of both books as one .docx with tracked changes: accepted it is the newer book's, rejected the older's.

    Args:
        old, new: the books. The page, its foot and its columns' widths are those of the newer one.
        layout, setting: as for `render`.
        templates: where the layout's files are, for both books.
        options: the layout's options that differ from their defaults.
        author, date: who made the changes, and when (with its time zone), as Word shows it beside each. The file is
            dated so, too.

    Raises:
        BookError: the template has a fault; its problem names file and line.
    """
    moment = date.astimezone(UTC).replace(microsecond=0)
    pages = [render(book, layout, setting, options, templates) for book in (old, new)]
    properties = _properties(new, pages[1], moment)
    before, after = (package_of(_document(page, templates), layout.word, page.page, properties) for page in pages)
    track(before, after, Marks(author, f"{moment:%Y-%m-%dT%H:%M:%SZ}"))
    return saved(after, properties)


def _document(page: Rendered, templates: Templates) -> Document:
    layout = page.layout.name
    template = Place(f"templates/{layout}/{TEMPLATE}")
    return document_of(page.html, lambda text: templates.place_of(layout, text) or template)


def _properties(book: Book, page: Rendered, moment: datetime) -> Properties:
    language = page.setting if page.setting in book.languages else book.languages[0]
    department = book.department.get(language) or book.department.first()
    return Properties(page.title, department, f"{department} {book.year}", language, moment)
