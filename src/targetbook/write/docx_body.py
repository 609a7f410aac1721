"""A document's sections as a Word file's body."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from docx.document import Document as Package

from targetbook.write.docx_package import elements_of
from targetbook.write.docx_paragraphs import Place, paragraphs_xml
from targetbook.write.docx_tables import table_xml
from targetbook.write.tables import Document, Paragraph, Section, Table

Piece = tuple[str, Iterable[str]]
"""Something of the body, and the rows of it where it is a table."""

_NEW_PAGE = "<w:pageBreakBefore/>"
_SPACER = '<w:p><w:pPr>{}<w:spacing w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'


def set_body(package: Package, document: Document, place: Place) -> None:
    """The body's paragraphs and tables, each section from a new page.

    Rows go one at a time into the table that stands in the body already: lxml moves a whole tree in a time quadratic in
    the pieces that it was made of.
    """
    end = package.element.body.sectPr
    for index, section in enumerate(document.sections):
        within = replace(place, facts=place.facts | {f"section.{name}" for name in section.classes})
        for xml, rows in _pieces(section, within, document.title, _NEW_PAGE if index else ""):
            for element in elements_of(xml):
                end.addprevious(element)
            for row in rows:
                element.extend(elements_of(row))


def _pieces(section: Section, place: Place, title: str, opening: str) -> Iterator[Piece]:
    """`opening` is a property of the section's first paragraph."""
    groups = [list(blocks) for _, blocks in groupby(section.blocks, key=type)]
    for index, group in enumerate(groups):
        tables = [block for block in group if isinstance(block, Table)]
        if tables and opening:
            yield _SPACER.format(opening), ()
        for table in tables:
            yield table_xml(table, place, title)
            if index == len(groups) - 1 or table is not tables[-1]:
                yield _SPACER.format(""), ()  # tables that touch become one, and Word wants text after the last
        paragraphs = [block for block in group if isinstance(block, Paragraph)]
        yield "".join(paragraphs_xml(paragraphs, place, opening)), ()
        opening = ""
