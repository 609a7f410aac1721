"""The PDF: a rendered layout with the compositor's spans, set by WeasyPrint with the layout's style sheet for print."""

import logging
from typing import Any

import weasyprint
from lxml import html
from weasyprint.text.fonts import FontConfiguration

from targetbook.layout import Page, Rendered, Templates
from targetbook.write.fetching import ROOT, LayoutFetcher
from targetbook.write.fitting import fitted
from targetbook.write.pdf_tags import full_tags
from targetbook.write.properties import Properties
from targetbook.write.typesetting import typeset

SHEETS = ("_shared/print.css", "{layout}/print.css")


def pdf_bytes(rendered: Rendered, templates: Templates, properties: Properties) -> bytes:
    """The rendered layout as a tagged PDF.

    Args:
        rendered: a layout in one setting.
        templates: where style sheets and faces are found; nothing else is read.
        properties: what the file says of itself.

    Raises:
        weasyprint.urls.FatalURLFetchingError: a style sheet asks for something that is no file of a layout.
    """
    fetcher = LayoutFetcher(templates)
    fonts = FontConfiguration()
    sheets = [
        weasyprint.CSS(string=templates.text(name), base_url=f"{ROOT}{name}", url_fetcher=fetcher, font_config=fonts)
        for name in (sheet.format(layout=rendered.layout.name) for sheet in SHEETS)
    ]
    sheets.append(weasyprint.CSS(string=page_rule(rendered.page), url_fetcher=fetcher))

    def lay_out(tree: html.HtmlElement) -> Any:
        page = html.tostring(tree, encoding="unicode", doctype="<!doctype html>")
        source = weasyprint.HTML(string=page, base_url=ROOT, url_fetcher=fetcher)
        return source.render(font_config=fonts, stylesheets=sheets, pdf_tags=True)

    document: Any = fitted(typeset(rendered.html), lay_out)
    metadata = document.metadata
    metadata.title, metadata.authors, metadata.description = properties.title, [properties.author], properties.subject
    metadata.generator = "targetbook"
    metadata.created = metadata.modified = properties.created.strftime("%Y-%m-%dT%H:%M:%SZ")
    with full_tags():
        data: bytes = document.write_pdf(pdf_tags=True, pdf_identifier=properties.title.encode())
    return data


def page_rule(page: Page) -> str:
    """The sheet and its margins as a rule of CSS."""
    orientation = "landscape" if page.landscape else "portrait"
    margins = " ".join(f"{side:f}mm" for side in page.margins)
    return f"@page {{ size: {page.size} {orientation}; margin: {margins} }}"


logging.getLogger("weasyprint").addHandler(logging.NullHandler())
