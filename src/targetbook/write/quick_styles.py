"""Styles of elements that say the same, worked out once.

WeasyPrint 70 shares the style of elements that match the same rules under the same parent, but takes each `lang`, `style` and
`id` for another; a book has a language on each text and an id on each record, so it shared nothing and worked out 120 styles a
page. It also gives each element five more for marks of notes, which few pages have. Both are a quarter of the time of a page.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from functools import lru_cache
from typing import Any

from weasyprint import css
from weasyprint.css import StyleFor, tinycss2

SVG = "{http://www.w3.org/2000/svg}svg"
_NOTES = {"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}

find_style_attributes = css.find_style_attributes
make_styles = StyleFor.__init__


def shared_attributes(tree: Any, hints: bool = False, base_url: str | None = None) -> Iterator[Any]:
    """The declarations of each element's `style` and `lang`: the same objects for the same words."""
    if hints or next(tree.iter(SVG), None) is not None:
        yield from find_style_attributes(tree, hints, base_url)
        return
    for element in tree.iter():
        for specificity, declarations in _declarations(element.get("style"), element.get("lang")):
            yield specificity, element, declarations, base_url


@lru_cache(maxsize=256)
def _declarations(style: str | None, language: str | None) -> Sequence[tuple[tuple[int, int, int], Any]]:
    found: list[tuple[tuple[int, int, int], Any]] = []
    if style:
        found.append(((1, 0, 0), tuple(tinycss2.parse_blocks_contents(style))))
    if language:
        found.append(((0, 0, 0), (tinycss2.parse_one_declaration(f'-weasy-lang:"{language}"'),)))
    return found


def make_shared_styles(styles: Any, page: Any, sheets: Sequence[Any], hints: bool, fonts: Any, targets: Any) -> None:
    """Make the styles of a page, those of one kind in one; an element with an id has a copy that says it."""
    own_notes = any("note" in (element.get("style") or "") for element in page.etree_element.iter())
    if not own_notes and not any(_has_notes(sheet) for sheet, origin, _ in sheets if origin != "user agent"):
        sheets = [
            (_without_notes(sheet) if origin == "user agent" else sheet, origin, own) for sheet, origin, own in sheets
        ]
    make_styles(styles, page, sheets, hints, fonts, targets)
    computed = styles.get_computed_styles()
    for element in page.etree_element.iter():
        name = (element.tag == "a" and element.get("name")) or element.get("id")
        if name and computed[element, None]["anchor"] is None:
            style = computed[element, None] = computed[element, None].copy()
            style["anchor"] = name
            targets.collect_anchor(name)


@lru_cache(maxsize=256)
def _has_notes(sheet: Any) -> bool:
    """Whether a style sheet makes notes: `float: footnote` or `position: note()`."""
    matcher = sheet.matcher
    by_name = (
        matcher.id_selectors,
        matcher.class_selectors,
        matcher.lower_local_name_selectors,
        matcher.namespace_selectors,
    )
    lists = [
        matcher.lang_attr_selectors,
        matcher.other_selectors,
        *(each for named in by_name for each in named.values()),
    ]
    return any(
        pseudo in _NOTES
        or any(name in ("float", "position") and "note" in str(value) for name, value, _ in declarations)
        for selectors in lists
        for _, _, _, pseudo, (declarations, _) in selectors
    )


@lru_cache(maxsize=256)
def _without_notes(sheet: Any) -> Any:
    """WeasyPrint's own style sheet without the marks of notes, and with those of lists only for their items."""
    lean = copy(sheet)
    matcher = lean.matcher = copy(sheet.matcher)
    marks = [selector for selector in matcher.other_selectors if selector[3] == "marker"]
    matcher.other_selectors = [
        selector for selector in matcher.other_selectors if selector[3] not in _NOTES and selector not in marks
    ]
    named = matcher.lower_local_name_selectors
    matcher.lower_local_name_selectors = named | {"li": [*named.get("li", ()), *marks]}
    return lean
