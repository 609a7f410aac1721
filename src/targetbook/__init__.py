"""Performance targets as code: records in git, checked, totalled, printed as one bilingual book.

    from targetbook import build, check_book, open_book

`open_book(root)` reads a book and gives every problem in its files; `check_book(root)` adds the checks that need it whole;
`build(root, output, wanted)` writes the outputs. What else a room's `__init__` exports may be used, too.
"""

from importlib import import_module
from typing import Any

_ROOMS = {"open_book": "model", "check_book": "check", "build": "build", "Wanted": "build"}

__all__ = ["Wanted", "build", "check_book", "open_book"]


def __getattr__(name: str) -> Any:
    """A public name, loaded when it is first asked for: `targetbook --help` pays for no engine."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'targetbook' has no attribute {name!r}")
    return getattr(import_module(f"targetbook.{_ROOMS[name]}"), name)
