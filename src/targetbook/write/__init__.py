"""One module a format. PDF, Word and Excel read the same rendered HTML; JSON and CSV read the records."""

from targetbook.write.faults import Unwritable
from targetbook.write.properties import Properties

__all__ = ["Properties", "Unwritable"]
