"""The parts of a Word file round its body: styles, settings, the page's foot, properties, and their relations."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from targetbook.write.docx_settings import EDGES
from targetbook.write.docx_styles import Look, Style, TableStyle, is_built_in
from targetbook.write.docx_text import (
    NAMESPACES,
    attribute,
    content,
    field_xml,
    language_tag,
    language_xml,
    paragraph_xml,
    run_xml,
    text_xml,
)
from targetbook.write.properties import Page, Properties

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
_BRACES = re.compile(r"\{(\w+)\}")
_FOOT = Decimal("0.45")  # of the lower margin lies under the foot

CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_TYPES}.settings+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_TYPES}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
PACKAGE_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
DOCUMENT_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATIONS}/settings" Target="settings.xml"/>'
    f'<Relationship Id="rId3" Type="{_RELATIONS}/footer" Target="footer1.xml"/>'
    "</Relationships>"
)
# Two hyphens in a row at most; Chinese marks that meet are set tight; 15 is the layout of Word 2013 and later.
SETTINGS = (
    f'{_HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:autoHyphenation/>'
    '<w:consecutiveHyphenLimit w:val="2"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)


def twentieths(millimetres: Decimal) -> int:
    """Millimetres in twentieths of a point, Word's unit of length."""
    return round(millimetres * 1440 / Decimal("25.4"))


def document_xml(body: Iterable[str], page: Page) -> Iterator[str]:
    """The main part, in pieces: the body, and the sheet that it is set on."""
    top, right, bottom, left = (twentieths(side) for side in page.margins)
    turned = ' w:orient="landscape"' if page.landscape else ""
    yield f"{_HEAD}<w:document {NAMESPACES}><w:body>"
    yield from body
    yield (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
        f'<w:pgSz w:w="{twentieths(page.width)}" w:h="{twentieths(page.height)}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{round(top * _FOOT)}" '
        f'w:footer="{round(bottom * _FOOT)}" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def footer_xml(look: Look, properties: Properties, languages: Sequence[str], measure: int) -> str:
    """The page's foot: what `footer.left` says on the left, page x of y in each of the languages on the right."""
    style = look.paragraph(frozenset(), frozenset({"footer"}))
    left = _filled(look.footer.get("left", ""), languages[0], properties)
    counts = [_filled(look.footer[language], language, properties) for language in languages if language in look.footer]
    apart = run_xml(text_xml("\N{IDEOGRAPHIC SPACE}"), languages[0])
    runs = left + run_xml("<w:tab/>", languages[0]) + apart.join(counts)
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{measure}"/></w:tabs>'
    return f"{_HEAD}<w:ftr {NAMESPACES}>{paragraph_xml(runs, style.id if style else None, tabs)}</w:ftr>"


def _filled(template: str, language: str, properties: Properties) -> str:
    """Runs of a text with `{page}`, `{pages}`, `{author}`, `{title}` and `{subject}` in it."""
    values = {"author": properties.author, "title": properties.title, "subject": properties.subject}
    runs = []
    for index, piece in enumerate(_BRACES.split(template)):
        if index % 2 and piece not in _FIELDS and piece not in values:
            raise ValueError(f"word.footer: no such word: {{{piece}}} (there are {', '.join([*_FIELDS, *values])})")
        if index % 2 and piece in _FIELDS:
            runs.append(field_xml(_FIELDS[piece], language))
        elif text := values[piece] if index % 2 else piece:
            runs.append(run_xml(text_xml(text), language))
    return "".join(runs)


def core_xml(properties: Properties) -> str:
    """Title, author, subject and language; made and changed at the moment that the properties name, as revision 1."""
    created = properties.created
    moment = created.replace(tzinfo=created.tzinfo or UTC).astimezone(UTC)
    stamp = f'xsi:type="dcterms:W3CDTF">{datetime.strftime(moment, "%Y-%m-%dT%H:%M:%SZ")}'
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{content(properties.title)}</dc:title><dc:subject>{content(properties.subject)}</dc:subject>"
        f"<dc:creator>{content(properties.author)}</dc:creator>"
        f"<cp:lastModifiedBy>{content(properties.author)}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f"<dcterms:created {stamp}</dcterms:created><dcterms:modified {stamp}</dcterms:modified>"
        f"<dc:language>{content(language_tag(properties.language))}</dc:language></cp:coreProperties>"
    )


def styles_xml(look: Look, language: str) -> str:
    """The style sheet: Word's own four defaults, then the layout's styles under the names that its settings give."""
    return f"{_HEAD}<w:styles {NAMESPACES}>{''.join(_styles(look, language))}</w:styles>"


def _styles(look: Look, language: str) -> Iterator[str]:
    yield (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{language_xml(language)}</w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"{look.text}</w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblCellMar>'
        + "".join(f'<w:{edge} w:w="0" w:type="dxa"/>' for edge in EDGES)
        + "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        "<w:semiHidden/></w:style>"
    )
    yield from (_style(style, "paragraph", style.based or "Normal") for style in look.paragraphs)
    yield from (_style(style, "character", "DefaultParagraphFont") for style in look.runs)
    yield from (_style(style, "table", "TableNormal") for style in look.tables)


def _style(style: Style | TableStyle, kind: str, based: str) -> str:
    own = "" if is_built_in(style.name) else ' w:customStyle="1"'
    name = style.name.lower() if is_built_in(style.name) else style.name  # so Word's own are called in the file
    return (
        f'<w:style w:type="{kind}"{own} w:styleId="{style.id}"><w:name w:val={attribute(name)}/>'
        f'<w:basedOn w:val="{based}"/><w:qFormat/>{style.xml}</w:style>'
    )
