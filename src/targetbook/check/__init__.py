"""Findings about a book: what its files get wrong, and what a reviewer would ask of what they say."""

from targetbook.check.engine import Checked, check_book
from targetbook.check.memory import Memory, stored_memory
from targetbook.check.selection import Selection

__all__ = ["Checked", "Memory", "Selection", "check_book", "stored_memory"]
