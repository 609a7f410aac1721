"""Lines of text shaped once: a line that was set is drawn as it was set, and lines of one style share what Pango needs.

WeasyPrint 70 throws each line's layout away when it is set and makes it again when it is drawn, to need little memory over
thousands of pages; we set few at a time. For each it also makes a context and a description of the font anew.
"""

import re
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description

Layout = line_break.Layout
_FEATURES = [
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
]
_FEATURES += ["font_variant_alternates", "font_variant_east_asian", "font_feature_settings"]
_LINES = re.compile("[\n\r\u2028\u2029]")

_set_up, _set_text = Layout.setup, Layout.set_text
_put_away, _take_up = Layout.deactivate, Layout.reactivate


def set_up(layout: Any, style: Any) -> None:
    """Begin a layout with the context and font of its style, which all layouts of the style share."""
    try:
        shared = style.pango
    except AttributeError:
        shared = style.pango = _shared(style) if _is_common(style) else None
    if shared is None:
        _set_up(layout, style)
        return
    context, layout.language, font = shared
    layout.style, layout.first_line_direction = style, 0
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, False)
    pango.pango_layout_set_font_description(layout.layout, font)


def _is_common(style: Any) -> bool:
    """Whether a style asks for no more than a font and a language; features belong to each layout."""
    return bool(
        style["lang"]
        and style["font_language_override"] == "normal"
        and style["text_decoration_line"] == "none"
        and not font_features(*[style[name] for name in _FEATURES])
    )


def _shared(style: Any) -> tuple[Any, Any, Any]:
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    name, _ = unicode_to_char_p(style["lang"])
    language = pango.pango_language_from_string(name)
    pango.pango_context_set_language(context, language)
    return context, language, get_font_description(style)


def set_text(layout: Any, text: str, justify: bool = False) -> None:
    """Set a layout's text as it will be drawn, so that drawing does not shape it again."""
    _set_text(layout, text, justify)
    pango.pango_layout_set_single_paragraph_mode(layout.layout, _LINES.search(text) is None)


def keep(layout: Any) -> None:
    """Keep a layout that is set until it is drawn; space between words is put into a justified line only then."""
    if layout.justification_spacing or getattr(layout, "is_set", False):
        _put_away(layout)
    layout.is_set = True


def take_up(layout: Any, style: Any) -> None:
    """Take up a layout to draw it, as it was kept or made again."""
    if not hasattr(layout, "layout"):
        _take_up(layout, style)
