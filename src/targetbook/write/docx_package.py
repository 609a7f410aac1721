"""The package of a Word file: python-docx's own, emptied of what its template brings, and filled in part by part."""

from datetime import UTC
from decimal import Decimal

import docx
from docx.document import Document as Package
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Twips

from targetbook.layout import Page
from targetbook.write.docx_text import NAMESPACES, clean, language_tag
from targetbook.write.properties import Properties

_LONGEST_PROPERTY = 255  # characters, more python-docx refuses
_FOOT = Decimal("0.45")  # of the lower margin lies under the foot
_KEPT = {
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.STYLES,
}


def blank() -> Package:
    """A document of python-docx's without its template's picture, theme, lists, faces, machine and template's author."""
    package = docx.Document()
    for relations in (package.part.package.rels, package.part.rels):
        for leftover in [name for name, relation in relations.items() if relation.reltype not in _KEPT]:
            del relations[leftover]
    package.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).element.clear()
    package.element.body.sectPr.clear()
    return package


def twentieths(millimetres: Decimal) -> int:
    """Millimetres in twentieths of a point, Word's unit of length."""
    return round(millimetres * 1440 / Decimal("25.4"))


def elements_of(xml: str) -> list[BaseOxmlElement]:
    """The elements that a piece of WordprocessingML has, ready to be put into a part."""
    return list(parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>"))


def set_properties(package: Package, properties: Properties) -> None:
    """Title, author, subject and language; made and changed at the moment that the properties name, as revision 1."""
    core = package.core_properties
    core.title, core.subject, core.author = map(_property, (properties.title, properties.subject, properties.author))
    core.last_modified_by = core.author
    core.revision = 1
    created = properties.created
    core.created = core.modified = created.replace(tzinfo=created.tzinfo or UTC).astimezone(UTC)
    core.language = language_tag(properties.language)


def _property(text: str) -> str:
    return clean(text)[:_LONGEST_PROPERTY]


def set_settings(package: Package, xml: str) -> None:
    """The settings of the whole document, in place of the template's."""
    _fill(package.settings.element, xml)


def set_styles(package: Package, xml: str) -> None:
    """The style sheet, in place of the template's."""
    _fill(package.styles.element, xml)


def set_page(package: Package, page: Page) -> Section:
    """The sheet that the document is set on, with its margins."""
    section = package.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if page.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = _length(page.width), _length(page.height)
    top, right, bottom, left = page.margins
    section.top_margin, section.right_margin = _length(top), _length(right)
    section.bottom_margin, section.left_margin = _length(bottom), _length(left)
    section.header_distance, section.footer_distance = _length(top * _FOOT), _length(bottom * _FOOT)
    section.gutter = Twips(0)
    return section


def _length(millimetres: Decimal) -> Twips:
    return Twips(twentieths(millimetres))


def set_foot(section: Section, xml: str) -> None:
    """The foot of the section's pages."""
    section.footer.is_linked_to_previous = False
    _fill(section.footer.part.element, xml)


def _fill(element: BaseOxmlElement, xml: str) -> None:
    element.clear()
    element.extend(elements_of(xml))
