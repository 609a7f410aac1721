"""The outline over a whole file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from targetbook.write.pdf_objects import PdfFile, text

Bookmark = tuple[int, str, float, float, bool]
"""Level, label, place on its page in points, and whether it is closed."""


@dataclass(slots=True)
class _Entry:
    level: int
    number: int
    written: str
    is_closed: bool
    kids: "list[_Entry]" = field(default_factory=list)

    @property
    def shown(self) -> int:
        """How many entries are seen under it when it is open."""
        return sum(1 + (0 if kid.is_closed else kid.shown) for kid in self.kids)


def put_outline(pages: Iterable[tuple[int, Sequence[Bookmark]]], file: PdfFile) -> int | None:
    """Put an outline of the bookmarks on each page into a file; its number, or None where there is none."""
    (number,) = file.free()
    root = _Entry(0, number, "", False)
    open_entries = [root]
    for page, bookmarks in pages:
        for level, label, x, y, is_closed in bookmarks:
            while len(open_entries) > 1 and open_entries[-1].level >= level:
                open_entries.pop()
            place = f"/Title{text(label)}/Dest[{page} 0 R/XYZ {x:.3f} {y:.3f} 0]"
            entry = _Entry(level, file.free()[0], place, is_closed)
            open_entries[-1].kids.append(entry)
            open_entries.append(entry)
    if not root.kids:
        return None
    _put_kids(root, file)
    file.say(number, f"<</Type/Outlines{_ends(root)}/Count {root.shown}>>")
    return number


def _put_kids(parent: _Entry, file: PdfFile) -> None:
    for n, entry in enumerate(parent.kids):
        before = f"/Prev {parent.kids[n - 1].number} 0 R" if n else ""
        after = f"/Next {parent.kids[n + 1].number} 0 R" if n + 1 < len(parent.kids) else ""
        count = f"{_ends(entry)}/Count {'-' if entry.is_closed else ''}{entry.shown}" if entry.kids else ""
        file.say(entry.number, f"<<{entry.written}/Parent {parent.number} 0 R{before}{after}{count}>>")
        _put_kids(entry, file)


def _ends(entry: _Entry) -> str:
    return f"/First {entry.kids[0].number} 0 R/Last {entry.kids[-1].number} 0 R"
