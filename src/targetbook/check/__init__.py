"""Findings about a book: what its files get wrong, and what a reviewer would ask of what they say."""

from targetbook.check.engine import Checked, check_book
from targetbook.check.selection import Selection

__all__ = ["Checked", "Selection", "check_book"]
