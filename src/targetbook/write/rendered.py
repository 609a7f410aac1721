"""A rendered layout as the writers of files take it: the table model of its page, and what the file says of itself."""

from datetime import datetime

from targetbook.layout import TEMPLATE, Rendered, Templates
from targetbook.model import Book
from targetbook.problems import Place
from targetbook.write.properties import Properties
from targetbook.write.tables import Document


def document_of_page(page: Rendered, templates: Templates) -> Document:
    """The page as Word and Excel take it.

    Raises:
        BookError: the template says something of a table that cannot be; its problem names file and line.
    """
    from targetbook.write.html_tables import document_of  # lxml, which a page or a PDF does without here

    layout = page.layout.name
    template = Place(f"templates/{layout}/{TEMPLATE}")
    return document_of(page.html, lambda text: templates.place_of(layout, text) or template)


def properties_of(book: Book, page: Rendered, created: datetime) -> Properties:
    """What a file says of itself, in the leading language of its setting, dated `created` (with its time zone)."""
    language = page.setting if page.setting in book.languages else book.languages[0]
    department = book.department.get(language) or book.department.first()
    return Properties(page.title, department, f"{department} {book.year}", language, created)
