"""Records held together at a page's foot: one begins there only where its name and first rows have room.

WeasyPrint 70 sends a row whose cells may be cut to the next page only if no cell of it begins on this one, and knows no way to
say how much room a beginning needs. So each cell says it in an attribute, and a cell without that room does not begin.
Its layout of cells is private: the version is locked, and tests see where records begin.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure.boxes import TableCellBox
from weasyprint.layout import block

from targetbook.write.swapping import swapped

HOLD = "data-hold"
"""The attribute of a cell: the height, in mm within its padding, without which it does not begin on a page."""
_PIXELS = 96 / 25.4  # of CSS in a mm

_lay_out = block.block_container_layout


@contextmanager
def records_held() -> Iterator[None]:
    """While pages are laid out in it, cells begin where they have room."""
    with swapped({_lay_out: _lay_out_held}):
        yield


def _lay_out_held(
    context: Any, box: Any, bottom_space: float, skip_stack: Any, page_is_empty: bool, *rest: Any, **named: Any
) -> Any:
    begins = isinstance(box, TableCellBox) and skip_stack is None and not page_is_empty
    if begins and box.element is not None and _lacks_room(context, box, bottom_space):
        return None, None, {"break": "any", "page": None}, [], False, None
    return _lay_out(context, box, bottom_space, skip_stack, page_is_empty, *rest, **named)


def _lacks_room(context: Any, cell: Any, bottom_space: float) -> bool:
    height = cell.element.get(HOLD)
    if height is None:
        return False
    below = bottom_space + cell.padding_bottom + cell.border_bottom_width
    lacks: bool = context.overflows_page(below, cell.content_box_y() + float(height) * _PIXELS)
    return lacks
