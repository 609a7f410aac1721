"""Frozen records and their reading: `open_book` gives a book and every problem in its files, `open_head` its head alone."""

from targetbook.model.reading import BOOK_FILE, UNIT_FILE, Opened, open_book, open_head
from targetbook.model.records import (
    Adjustment,
    Approval,
    Book,
    Control,
    Funding,
    Indicator,
    Money,
    Objectives,
    Output,
    Project,
    Source,
    Target,
    Text,
    Transfer,
    Unit,
)

__all__ = [
    "BOOK_FILE",
    "UNIT_FILE",
    "Adjustment",
    "Approval",
    "Book",
    "Control",
    "Funding",
    "Indicator",
    "Money",
    "Objectives",
    "Opened",
    "Output",
    "Project",
    "Source",
    "Target",
    "Text",
    "Transfer",
    "Unit",
    "open_book",
    "open_head",
]
