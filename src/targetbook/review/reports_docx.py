"""What changed as a Word file: a layout's page of both books, in which every change can be accepted or rejected."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from targetbook.data import package_data
from targetbook.layout import LANGUAGE_TAGS, Layout, Templates, printed_languages, render
from targetbook.model import Book
from targetbook.review.tracked import Marks, track
from targetbook.write.docx import package_of, saved
from targetbook.write.rendered import document_of_page, properties_of


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

    The sheet, the columns' widths, the styles and the file's properties are the newer book's, either way: no
    change of those can be rejected in LibreOffice.

    Args:
        old, new: the books.
        layout, setting: as for `render`. Where the setting is the newer book's own the older one has its own as well, and
            where the older book has not the languages for it.
        templates: where the layout's files are, for both books.
        options: the layout's options that differ from their defaults.
        author, date: who made the changes, and when (with its time zone), as Word shows it beside each. The file is
            dated so, too.

    Raises:
        BookError: the template has a fault; its problem names file and line.
    """
    moment = date.astimezone(UTC).replace(microsecond=0)
    settings = (_older_setting(old, new, setting), setting)
    pages = [render(book, layout, own, options, templates) for book, own in zip((old, new), settings, strict=True)]
    properties = [properties_of(book, page, moment) for book, page in zip((old, new), pages, strict=True)]
    documents = [document_of_page(page, templates) for page in pages]
    before, after = (
        package_of(document, layout.word, pages[1].page, own)
        for document, own in zip(documents, properties, strict=True)
    )
    # In another leading language every paragraph has another style, which LibreOffice does not always take back.
    is_other = documents[0].language != documents[1].language
    track(before, after, Marks(author, f"{moment:%Y-%m-%dT%H:%M:%SZ}"), _note(new, setting), whole=is_other)
    return saved(after, properties[1])


def _older_setting(old: Book, new: Book, setting: str) -> str:
    """In which setting the older book is printed that is compared with the newer one in `setting`."""
    can = setting in old.languages if setting in LANGUAGE_TAGS else len(old.languages) > 1
    return setting if can and setting != new.setting else old.setting


def _note(book: Book, setting: str) -> str:
    """What stands above a table whose columns changed, in each of its languages."""
    words: Mapping[str, Mapping[str, str]] = package_data("review/word.yaml")
    return "\n".join(words["other-columns"][language] for language in printed_languages(book, setting))
