"""Findings about a book: what its files get wrong, and what does not add up."""

from targetbook.check.engine import Checked, check_book

__all__ = ["Checked", "check_book"]
