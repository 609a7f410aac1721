"""The PDF: a rendered layout with the compositor's spans, set by WeasyPrint with the layout's style sheet for print."""

import logging
from collections.abc import Iterator
from typing import Any

import weasyprint
from lxml import html
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from targetbook.layout import TEMPLATE, Page, Rendered, Templates
from targetbook.problems import BookError, Place, Problem
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
        BookError: a style sheet or template asks for something that is no file of a layout.
    """
    fetcher = LayoutFetcher(templates)
    fonts = FontConfiguration()
    try:
        sheets = list(_sheets(rendered, templates, fetcher, fonts))
        document: Any = fitted(typeset(rendered.html), lambda tree: _lay_out(tree, sheets, fetcher, fonts))
        _describe(document.metadata, properties)
        with full_tags():
            data: bytes = document.write_pdf(pdf_tags=True, pdf_identifier=properties.title.encode())
    except FatalURLFetchingError as error:
        raise BookError([_reaching_out(str(error), rendered, templates)]) from error
    return data


def _sheets(
    rendered: Rendered, templates: Templates, fetcher: LayoutFetcher, fonts: FontConfiguration
) -> Iterator[Any]:
    for name in (sheet.format(layout=rendered.layout.name) for sheet in SHEETS):
        text = templates.text(name)
        yield weasyprint.CSS(string=text, base_url=f"{ROOT}{name}", url_fetcher=fetcher, font_config=fonts)
    yield weasyprint.CSS(string=page_rule(rendered.page), url_fetcher=fetcher)


def _lay_out(tree: html.HtmlElement, sheets: list[Any], fetcher: LayoutFetcher, fonts: FontConfiguration) -> Any:
    page = html.tostring(tree, encoding="unicode", doctype="<!doctype html>")
    source = weasyprint.HTML(string=page, base_url=ROOT, url_fetcher=fetcher)
    return source.render(font_config=fonts, stylesheets=sheets, pdf_tags=True)


def _describe(metadata: Any, properties: Properties) -> None:
    metadata.title, metadata.authors, metadata.description = properties.title, [properties.author], properties.subject
    metadata.generator = "targetbook"
    metadata.created = metadata.modified = properties.created.strftime("%Y-%m-%dT%H:%M:%SZ")


def _reaching_out(url: str, rendered: Rendered, templates: Templates) -> Problem:
    """Where in the layout's files a URL stands that is none of theirs; its last part finds one that was relative."""
    layout = rendered.layout.name
    last = url.rstrip("/").rpartition("/")[2]
    place = templates.place_of(layout, url) or templates.place_of(layout, last)
    return Problem("TPL004", "outside", place or Place(f"templates/{layout}/{TEMPLATE}"), {"url": url})


def page_rule(page: Page) -> str:
    """The sheet and its margins as a rule of CSS."""
    orientation = "landscape" if page.landscape else "portrait"
    margins = " ".join(f"{side:f}mm" for side in page.margins)
    return f"@page {{ size: {page.size} {orientation}; margin: {margins} }}"


logging.getLogger("weasyprint").addHandler(logging.NullHandler())
