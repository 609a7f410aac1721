"""Whether two PDFs have the same pages: the same texts in the same places."""

from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from bench.results import Sameness

HAIR = 0.15  # points: two ways to write the same number differ by less


def pages_of(file: Path) -> int:
    """How many pages a PDF has."""
    return len(pdfium.PdfDocument(file))


def sameness_of(parts: Path, one: Path) -> Sameness:
    """A PDF made in parts compared with the same book's PDF made in one document, page by page."""
    here, there = pdfium.PdfDocument(parts), pdfium.PdfDocument(one)
    differing = sum(not _same(page, other) for page, other in zip_longest(here, there))
    return Sameness(len(here), len(there), differing)


def _same(page: Any, other: Any) -> bool:
    if page is None or other is None:
        return False
    (text, sides), (other_text, other_sides) = _read(page), _read(other)
    if text != other_text or len(sides) != len(other_sides):
        return False
    return all(abs(side - other) <= HAIR for side, other in zip(sides, other_sides, strict=True))


def _read(page: Any) -> tuple[str, list[float]]:
    """A page's text without its blanks, of which several kinds look alike, and the sides of each stretch of it, in points."""
    text = page.get_textpage()
    sides = chain.from_iterable(text.get_rect(n) for n in range(text.count_rects()))
    return "".join(text.get_text_range().split()), list(sides)
