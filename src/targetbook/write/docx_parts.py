"""What a Word file has round its body: the style sheet, the settings, the page's foot."""

from collections.abc import Iterator, Sequence

from targetbook.write.docx_settings import EDGES
from targetbook.write.docx_styles import FOOTER_WORD, Look, Style, TableStyle, is_built_in
from targetbook.write.docx_text import (
    attribute,
    field_xml,
    language_xml,
    paragraph_xml,
    run_xml,
    text_xml,
)
from targetbook.write.properties import Properties

_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}

# Two hyphens in a row at most; Chinese marks that meet are set tight; 15 is the layout of Word 2013 and later.
SETTINGS = (
    '<w:zoom w:percent="100"/><w:autoHyphenation/>'
    '<w:consecutiveHyphenLimit w:val="2"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
)


def footer_xml(look: Look, properties: Properties, languages: Sequence[str], measure: int) -> str:
    """The page's foot: what `footer.left` says on the left, page x of y in each of the languages on the right."""
    style = look.paragraph(frozenset(), frozenset({"footer"}))
    left = _filled(look.footer.get("left", ""), languages[0], properties)
    counts = [_filled(look.footer[language], language, properties) for language in languages if language in look.footer]
    apart = run_xml(text_xml("\N{IDEOGRAPHIC SPACE}"), languages[0])
    runs = left + run_xml("<w:tab/>", languages[0]) + apart.join(counts)
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{measure}"/></w:tabs>'
    return paragraph_xml(runs, style.id if style else None, tabs)


def _filled(template: str, language: str, properties: Properties) -> str:
    """Runs of a text with `{page}`, `{pages}`, `{author}`, `{title}` and `{subject}` in it."""
    values = {"author": properties.author, "title": properties.title, "subject": properties.subject}
    runs = []
    for index, piece in enumerate(FOOTER_WORD.split(template)):
        if index % 2 and piece in _FIELDS:
            runs.append(field_xml(_FIELDS[piece], language))
        elif text := values[piece] if index % 2 else piece:
            runs.append(run_xml(text_xml(text), language))
    return "".join(runs)


def styles_xml(look: Look, language: str) -> str:
    """The style sheet: Word's own four defaults, then the layout's styles under the names that its settings give."""
    return "".join(_styles(look, language))


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
