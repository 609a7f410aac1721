"""How far the setting of an output's pages is."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Progress:
    """How far a build is: rows that are set, of all; those that earlier builds had set; tasks that were done."""

    rows: int
    done: int = 0
    kept: int = 0
    tasks: int = 0


Tell = Callable[[Progress], None]
"""Called with how far the pages of the output are that is being made."""
