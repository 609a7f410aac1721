"""A document's sections as a Word file's body."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from targetbook.write.docx_paragraphs import Place, paragraphs_xml
from targetbook.write.docx_tables import table_xml
from targetbook.write.tables import Document, Paragraph, Section, Table

_NEW_PAGE = "<w:pageBreakBefore/>"
_SPACER = '<w:p><w:pPr>{}<w:spacing w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'


def body_xml(document: Document, place: Place) -> Iterator[str]:
    """The body's paragraphs and tables, each section from a new page; a piece is made when it is asked for."""
    for index, section in enumerate(document.sections):
        within = replace(place, facts=place.facts | {f"section.{name}" for name in section.classes})
        yield from _section_xml(section, within, document.title, _NEW_PAGE if index else "")


def _section_xml(section: Section, place: Place, title: str, opening: str) -> Iterator[str]:
    """`opening` is a property of the section's first paragraph."""
    groups = [list(blocks) for _, blocks in groupby(section.blocks, key=type)]
    for index, group in enumerate(groups):
        tables = [block for block in group if isinstance(block, Table)]
        if tables and opening:
            yield _SPACER.format(opening)
        for table in tables:
            yield from table_xml(table, place, title)
            if index == len(groups) - 1 or table is not tables[-1]:
                yield _SPACER.format("")  # tables that touch become one, and Word wants text after the last
        paragraphs = [block for block in group if isinstance(block, Paragraph)]
        yield from paragraphs_xml(paragraphs, place, opening)
        opening = ""
