"""What each written file says of itself, and the page it is set on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

_SIZES = {"A4": (Decimal(210), Decimal(297)), "A3": (Decimal(297), Decimal(420))}


@dataclass(frozen=True, slots=True)
class Properties:
    """The metadata of an output. `created` never comes from the clock: SOURCE_DATE_EPOCH, else 1 January of the book's year."""

    title: str
    author: str
    subject: str
    language: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet in millimetres: `margins` are top, right, bottom, left, as in CSS."""

    size: str
    landscape: bool
    margins: tuple[Decimal, Decimal, Decimal, Decimal]

    @property
    def width(self) -> Decimal:
        return _SIZES[self.size][1 if self.landscape else 0]

    @property
    def height(self) -> Decimal:
        return _SIZES[self.size][0 if self.landscape else 1]

    @property
    def measure(self) -> Decimal:
        """The width between the side margins."""
        return self.width - self.margins[1] - self.margins[3]


def page_of(settings: Mapping[str, object]) -> Page:
    """A page from a layout's settings: `{size: A4, orientation: landscape, margins: [16, 13, 15, 13]}`."""
    margins = settings["margins"]
    assert isinstance(margins, list | tuple) and len(margins) == 4
    top, right, bottom, left = (Decimal(str(side)) for side in margins)
    return Page(str(settings["size"]), settings["orientation"] == "landscape", (top, right, bottom, left))
