"""WeasyPrint made quicker, with the same pages to the last byte.

What it does anew for each element, box and line is done once for all that are alike: styles, lengths, the ground of a text. It
changes private functions of WeasyPrint 70: the version is locked, and a test compares what comes out with and without.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import weasyprint
from lxml import html
from weasyprint import cssselect2
from weasyprint.css import StyleFor
from weasyprint.text.line_break import Layout

from targetbook.write import quick_boxes, quick_styles, quick_text
from targetbook.write.swapping import Swap, put_in_place, swapped

_FUNCTIONS: Mapping[Any, Any] = {
    quick_styles.find_style_attributes: quick_styles.shared_attributes,
    quick_boxes.resolve_percentages: quick_boxes.set_lengths,
    quick_boxes.lay_out_backgrounds: quick_boxes.set_backgrounds,
}
_METHODS: list[Swap] = [
    (StyleFor, "__init__", quick_styles.make_shared_styles),
    (Layout, "setup", quick_text.set_up),
    (Layout, "set_text", quick_text.set_text),
    (Layout, "deactivate", quick_text.keep),
    (Layout, "reactivate", quick_text.take_up),
]


@contextmanager
def quickened() -> Iterator[None]:
    """While pages are laid out and drawn in it, it takes less than half the time. Within itself it does nothing more."""
    with swapped(_FUNCTIONS), put_in_place(_METHODS):
        yield


class _Parsed(weasyprint.HTML):  # type: ignore[misc]  # WeasyPrint carries no types
    """A page that is a tree already."""

    def __init__(self, tree: html.HtmlElement, base_url: str, fetcher: Any) -> None:
        self.base_url, self.url_fetcher, self.media_type = weasyprint._find_base_url(tree, base_url), fetcher, "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(tree, content_language=None)
        self.etree_element = tree


def page_of(tree: html.HtmlElement, base_url: str, fetcher: Any) -> weasyprint.HTML:
    """A page for WeasyPrint, not written and read once more, unless the parser of HTML 5 would make another of it."""
    if next(tree.iter("svg", "math"), None) is None and tree.find(".//table/tr") is None:
        return _Parsed(tree, base_url, fetcher)
    page = html.tostring(tree, encoding="unicode", doctype="<!doctype html>")
    return weasyprint.HTML(string=page, base_url=base_url, url_fetcher=fetcher)
