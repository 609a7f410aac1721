"""A document's sections as a Word file's body."""

from collections.abc import Iterator
from itertools import groupby

from docx.oxml.xmlchemy import BaseOxmlElement

from targetbook.write.docx_package import elements_of
from targetbook.write.docx_paragraphs import Place, paragraphs_xml
from targetbook.write.docx_styles import Look
from targetbook.write.docx_tables import table_element
from targetbook.write.tables import Document, Paragraph, Section, Table

_NEW_PAGE = "<w:pageBreakBefore/>"
_SPACER = '<w:p><w:pPr>{}<w:spacing w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'


def body_elements(document: Document, look: Look, measure: int) -> Iterator[BaseOxmlElement]:
    """The body's paragraphs and tables, each section from a new page; `measure` is in twentieths of a point."""
    for index, section in enumerate(document.sections):
        facts = frozenset(f"section.{name}" for name in section.classes)
        place = Place(look, facts, document.language, measure)
        yield from _section(section, place, document.title, _NEW_PAGE if index else "")


def _section(section: Section, place: Place, title: str, opening: str) -> Iterator[BaseOxmlElement]:
    """`opening` is a property of the section's first paragraph."""
    groups = [list(blocks) for _, blocks in groupby(section.blocks, key=type)]
    for index, group in enumerate(groups):
        tables = [block for block in group if isinstance(block, Table)]
        if tables and opening:
            yield from elements_of(_SPACER.format(opening))
        for table in tables:
            yield table_element(table, place, title)
            if index == len(groups) - 1 or table is not tables[-1]:
                yield from elements_of(
                    _SPACER.format("")
                )  # tables that touch become one, and Word wants text after the last
        paragraphs = [block for block in group if isinstance(block, Paragraph)]
        yield from elements_of("".join(paragraphs_xml(paragraphs, place, opening)))
        opening = ""
