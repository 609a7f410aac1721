"""Two Word files of one layout as one, whose differences Word can accept or reject (ISO/IEC 29500-1, 17.13.5)."""

from targetbook.review.tracked.body import track
from targetbook.review.tracked.marks import Marks

__all__ = ["Marks", "track"]
