"""What each written file says of itself."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Properties:
    """The metadata of an output. `created` never comes from the clock: SOURCE_DATE_EPOCH, else 1 January of the book's year."""

    title: str
    author: str
    subject: str
    language: str
    created: datetime
