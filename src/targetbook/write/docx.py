"""A rendered layout as a Word file (.docx): native tables, named styles, page fields, the same bytes each time."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from itertools import chain

from docx import Document as open_package
from docx.document import Document as Package

from targetbook.layout import Page
from targetbook.write.docx_body import body_xml
from targetbook.write.docx_package import (
    blank,
    set_foot,
    set_page,
    set_properties,
    set_settings,
    set_styles,
    twentieths,
)
from targetbook.write.docx_paragraphs import Place
from targetbook.write.docx_parts import SETTINGS, footer_xml, styles_xml
from targetbook.write.docx_styles import look_of
from targetbook.write.properties import Properties
from targetbook.write.tables import Document, Paragraph
from targetbook.write.zipping import repacked


def docx_bytes(document: Document, settings: Mapping[str, object], page: Page, properties: Properties) -> bytes:
    """The document as a .docx on `page`. `settings` is the layout's `word:` section (see `docx_styles`).

    A setting that is unknown or of a wrong kind raises SettingFault, which names it.
    """
    look = look_of(settings)
    languages = _languages(document)
    measure = twentieths(page.measure)
    package = blank()
    set_properties(package, properties)
    set_settings(package, SETTINGS)
    set_styles(package, styles_xml(look, document.language))
    set_foot(set_page(package, page), footer_xml(look, properties, languages, measure))
    facts = frozenset({"bilingual"} if len(languages) > 1 else ())
    return saved(package, properties, body_xml(document, Place(look, facts, document.language, measure)))


def package_of(document: Document, settings: Mapping[str, object], page: Page, properties: Properties) -> Package:
    """The file that `docx_bytes` writes, opened, for whoever goes on working on it."""
    return open_package(BytesIO(docx_bytes(document, settings, page, properties)))


def saved(package: Package, properties: Properties, body: Iterable[str] = ()) -> bytes:
    """A package as a file, its parts in one order and dated as the properties say; `body` stands before what it holds."""
    data = BytesIO()
    package.save(data)
    before, opening, after = package.part.blob.partition(b"<w:body>")
    pieces = chain([before + opening], (piece.encode() for piece in body), [after])
    return repacked(data.getvalue(), properties.created, {package.part.partname.membername: pieces})


def _languages(document: Document) -> tuple[str, ...]:
    """The languages that the document is set in, its first one first: those of the text round its tables."""
    around = (block for section in document.sections for block in section.blocks if isinstance(block, Paragraph))
    found = (run.language for paragraph in around for run in paragraph.runs if run.text.strip())
    return tuple(dict.fromkeys([document.language, *found]))
