"""Whether two PDFs have the same pages: the same texts in the same places."""

from itertools import zip_longest
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from bench.results import Sameness


def pages_of(file: Path) -> int:
    """How many pages a PDF has."""
    return len(pdfium.PdfDocument(file))


def sameness_of(parts: Path, one: Path) -> Sameness:
    """A PDF made in parts compared with the same book's PDF made in one document, page by page."""
    here, there = pdfium.PdfDocument(parts), pdfium.PdfDocument(one)
    pages = zip_longest(here, there)
    differing = sum(1 for page, other in pages if page is None or other is None or _text(page) != _text(other))
    return Sameness(len(here), len(there), differing)


def _text(page: Any) -> tuple[Any, ...]:
    """A page's text without its blanks, of which several kinds look alike, and the box of each stretch, in tenths of a point."""
    text = page.get_textpage()
    boxes = [text.get_rect(n) for n in range(text.count_rects())]
    return "".join(text.get_text_range().split()), [tuple(round(side, 1) for side in box) for box in boxes]
