"""Lengths and backgrounds of boxes taken from their style where that says it all.

Nearly every box of a book has lengths in points and millimetres and no background. WeasyPrint 70 resolves 18 lengths of each box
one by one, up to three times, as if they were percentages, and looks for corners and pictures to draw.
"""

from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import background, percent

_LENGTHS = [f"{part}_{side}" for part in ("margin", "padding") for side in ("left", "right", "top", "bottom")]
_LENGTHS += [f"{limit}{axis}" for limit in ("", "min_", "max_") for axis in ("width", "height")]
_BORDERS = [f"border_{side}_width" for side in ("top", "right", "bottom", "left")]
_CORNERS = [f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")]
_PLAIN = {**dict.fromkeys(_CORNERS, (0, 0)), "background": None}

resolve_percentages = percent.resolve_percentages
lay_out_backgrounds = background.layout_box_backgrounds


def set_lengths(box: Any, containing_block: Any) -> None:
    """Give a box its lengths, all at once where none hangs on another box."""
    style = box.style
    try:
        lengths, borders = style.fixed_lengths
    except AttributeError:
        lengths, borders = style.fixed_lengths = _fixed_lengths(style)
    if lengths is None or not isinstance(box, Box):  # a box out of the flow has another stand for it
        resolve_percentages(box, containing_block)
        return
    own = box.__dict__
    own.update(lengths)
    for name, width in borders.items():
        own.setdefault(name, width)  # where borders are shared, the table has said it


def _fixed_lengths(style: Any) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """The lengths that a style fixes, and the borders that hold where the table does not say others."""
    lengths = {}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            lengths[name] = 0 if name.startswith("min_") else value
        elif getattr(value, "unit", None) == "px":
            lengths[name] = value.value
        else:
            return None, {}
    if style["box_sizing"] != "content-box":
        return None, {}
    borders = {name: style[name] for name in _BORDERS}
    return (lengths, borders) if style["border_collapse"] == "collapse" else (lengths | borders, {})


def set_backgrounds(page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None) -> None:
    """Find the backgrounds of a box and what stands in it; most have none."""
    if style is not None or box is page or not isinstance(box, Box) or not _is_plain(box.style):
        lay_out_backgrounds(page, box, get_image, layout_children, style)
        return
    box.__dict__.update(_PLAIN)
    for child in box.all_children() if layout_children else ():
        set_backgrounds(page, child, get_image)


def _is_plain(style: Any) -> bool:
    try:
        plain: bool = style.is_plain
    except AttributeError:
        plain = style.is_plain = (
            all((0, "px") in style[corner] for corner in _CORNERS)
            and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
            and all(kind == "none" for kind, _ in style["background_image"])
            and style["box_shadow"] in ((), "none")
            and get_color(style, "background_color").alpha == 0
        )
    return plain
