"""A rendered layout as a Word file (.docx): native tables, named styles, page fields, the same bytes each time."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from zipfile import ZipFile

from targetbook.write.docx_body import body_xml
from targetbook.write.docx_parts import (
    CONTENT_TYPES,
    DOCUMENT_RELATIONS,
    PACKAGE_RELATIONS,
    SETTINGS,
    core_xml,
    document_xml,
    footer_xml,
    styles_xml,
    twentieths,
)
from targetbook.write.docx_styles import look_of
from targetbook.write.properties import Page, Properties
from targetbook.write.tables import Document, Paragraph
from targetbook.write.zipping import repacked


def docx_bytes(document: Document, settings: Mapping[str, object], page: Page, properties: Properties) -> bytes:
    """The document as a .docx on `page`. `settings` is the layout's `word:` section (see `docx_styles`).

    A setting that is unknown or of a wrong kind raises ValueError, which names it.
    """
    look = look_of(settings)
    measure = twentieths(page.measure)
    parts = {
        "[Content_Types].xml": [CONTENT_TYPES],
        "_rels/.rels": [PACKAGE_RELATIONS],
        "docProps/core.xml": [core_xml(properties)],
        "word/_rels/document.xml.rels": [DOCUMENT_RELATIONS],
        "word/document.xml": document_xml(body_xml(document, look, measure), page),
        "word/footer1.xml": [footer_xml(look, properties, _languages(document), measure)],
        "word/settings.xml": [SETTINGS],
        "word/styles.xml": [styles_xml(look, document.language)],
    }
    return repacked(_package(parts), properties.created)


def _package(parts: Mapping[str, Iterable[str]]) -> bytes:
    """The parts in a zip; each is written piece by piece, so a long one is in memory once."""
    package = BytesIO()
    with ZipFile(package, "w") as made:
        for name, pieces in parts.items():
            with made.open(name, "w", force_zip64=True) as part:
                for piece in pieces:
                    part.write(piece.encode())
    return package.getvalue()


def _languages(document: Document) -> tuple[str, ...]:
    """The languages that the document is set in, its first one first: those of the text round its tables."""
    around = (block for section in document.sections for block in section.blocks if isinstance(block, Paragraph))
    found = (run.language for paragraph in around for run in paragraph.runs if run.text.strip())
    return tuple(dict.fromkeys([document.language, *found]))
