"""The sheet of paper that a layout is set on."""

from dataclasses import dataclass
from decimal import Decimal

SIZES = {"A4": (Decimal(210), Decimal(297)), "A3": (Decimal(297), Decimal(420))}


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet in millimetres: `margins` are top, right, bottom, left, as in CSS."""

    size: str
    landscape: bool
    margins: tuple[Decimal, Decimal, Decimal, Decimal]

    @property
    def width(self) -> Decimal:
        """The sheet's width as it is turned."""
        return SIZES[self.size][1 if self.landscape else 0]

    @property
    def height(self) -> Decimal:
        """The sheet's height as it is turned."""
        return SIZES[self.size][0 if self.landscape else 1]

    @property
    def measure(self) -> Decimal:
        """The width between the side margins."""
        return self.width - self.margins[1] - self.margins[3]
