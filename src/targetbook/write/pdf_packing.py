"""A run's objects as they stand in a file: in a range of numbers of their own, packed once and put into any file as they are.

A range hangs on the rows that stand before it, not on the pages that they took, and its size is a multiple of some number:
so an edit of one row seldom moves the numbers of others.
"""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field

from targetbook.write.pdf_objects import ENTRY, IN_OBJECT_STREAM, IN_STREAM, object_stream, packed_stream
from targetbook.write.runs import Drawn, LinkMark, Mark, Run, Tag

DOCUMENT = 16
"""The number of the structure's outermost element; the frames that the rows stand in come after it."""
FIRST = 64
"""The least number of a run's range."""
STEP = 64


@dataclass(frozen=True, slots=True)
class Packed:
    """A run's objects.

    The first numbers of its range are its pages', the next its contents', then its links', which are written when the whole
    book is known.

    Attributes:
        first, end: its range of numbers.
        body: what stands in the file.
        places: for each object in the body, its number and where in it it begins.
        boxed: the entries, in the file's table, of the objects in object streams, from the number `first_boxed` on.
        parents: the number of the list of elements of each page's pieces of content.
        links: for each link, its page in the run, its number on it, its object and its element.
        frames: what stands in each frame, outermost first: elements before the next frame, and after it.
        kinds: the type and entries of each frame.
    """

    first: int
    end: int
    body: bytes
    places: tuple[tuple[int, int], ...]
    first_boxed: int
    boxed: bytes
    parents: tuple[int, ...]
    links: tuple[tuple[int, int, int, int], ...]
    frames: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    kinds: tuple[str, ...]


@dataclass(slots=True)
class _Pack:
    """What is known while a run is packed."""

    run: Run
    first: int
    next_free: int
    elements: list[tuple[int, str]] = field(default_factory=list)
    owners: dict[Mark, int] = field(default_factory=dict)
    links: dict[LinkMark, int] = field(default_factory=dict)
    frames: list[tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)


def packed(run: Run, first: int, room: int) -> Packed:
    """Pack a run.

    Args:
        first: the first number of its range.
        room: how many numbers its rows are given; where it needs more, its range is longer.
    """
    drawn: Drawn = pickle.loads(run.drawn)
    count = len(run.pages)
    links = [LinkMark(n, link) for n, page in enumerate(run.pages) for link in range(len(page.links))]
    first_link = first + 2 * count
    first_boxed = first_link + len(links)
    pack = _Pack(run, first, first_boxed + count)
    pack.links = dict.fromkeys(links, 0)
    _pack_frame(pack, [*drawn.tags], 0, {mark: first_link + n for n, mark in enumerate(links)})
    lists = [(first_boxed + n, _parents(pack, n)) for n in range(count)]
    streams = range(pack.next_free, pack.next_free - (-(count + len(pack.elements)) // IN_STREAM))
    body, places, boxed = _body(drawn.contents, first + count, [*lists, *pack.elements], streams)
    needed = streams.stop - first
    return Packed(
        first,
        first + -(-max(needed, room) // STEP) * STEP,
        body,
        tuple(places),
        first_boxed,
        boxed,
        tuple(number for number, _ in lists),
        tuple((mark.page, mark.link, first_link + n, pack.links[mark]) for n, mark in enumerate(links)),
        tuple(pack.frames),
        tuple(pack.kinds),
    )


def _pack_frame(pack: _Pack, kids: "list[Tag | Mark | LinkMark]", depth: int, objects: dict[LinkMark, int]) -> None:
    """Number what stands in a frame, and go on with the frame in it."""
    before: list[int] = []
    after: list[int] = []
    frame: Tag | None = None
    for tag in kids:
        if isinstance(tag, Tag) and tag.is_frame:
            frame = tag
        elif isinstance(tag, Tag):
            (before if frame is None else after).append(_pack_tag(pack, tag, DOCUMENT + depth, objects))
    pack.frames.append((tuple(before), tuple(after)))
    if frame is not None:
        pack.kinds.append(_entries(frame))
        _pack_frame(pack, frame.kids, depth + 1, objects)


def _pack_tag(pack: _Pack, tag: Tag, parent: int, objects: dict[LinkMark, int]) -> int:
    """Number an element and all in it."""
    number, pack.next_free = pack.next_free, pack.next_free + 1
    at = len(pack.elements)
    pack.elements.append((number, ""))
    page = next((kid[0] for kid in tag.kids if isinstance(kid, tuple)), None)
    kids: list[str] = []
    for kid in tag.kids:
        if isinstance(kid, Tag):
            kids.append(f"{_pack_tag(pack, kid, number, objects)} 0 R")
        elif isinstance(kid, LinkMark):
            pack.links[kid] = number
            kids.append(f"<</Type/OBJR/Pg {pack.first + kid.page} 0 R/Obj {objects[kid]} 0 R>>")
        else:
            pack.owners[kid] = number
            outside = f"<</Type/MCR/Pg {pack.first + kid[0]} 0 R/MCID {kid[1]}>>"
            kids.append(str(kid[1]) if kid[0] == page else outside)
    on_page = "" if page is None else f"/Pg {pack.first + page} 0 R"
    pack.elements[at] = (number, f"<<{_entries(tag)}/P {parent} 0 R{on_page}/K[{' '.join(kids)}]>>")
    return number


def _entries(tag: Tag) -> str:
    cell = "".join(f"/{name} {value}" for name, value in sorted(tag.cell.items()))
    entries = "".join(f"/{name}{value}" for name, value in sorted(tag.entries.items()))
    return f"/S/{tag.kind}{entries}{f'/A<</O/Table{cell}>>' if cell else ''}"


def _parents(pack: _Pack, page: int) -> str:
    """The element of each piece of a page's content."""
    known = {mark: owner for (of_page, mark), owner in pack.owners.items() if of_page == page}
    marks = [known.get(mark) for mark in range(max(known, default=-1) + 1)]
    return f"[{' '.join('null' if owner is None else f'{owner} 0 R' for owner in marks)}]"


def _body(
    contents: Sequence[bytes], first_content: int, objects: list[tuple[int, str]], streams: range
) -> tuple[bytes, list[tuple[int, int]], bytes]:
    """The contents of the pages and the objects in their streams; where each begins; entries of those in streams."""
    pieces: list[bytes] = []
    places: list[tuple[int, int]] = []
    written = [(first_content + n, packed_stream("", content)) for n, content in enumerate(contents)]
    groups = [objects[at : at + IN_STREAM] for at in range(0, len(objects), IN_STREAM)]
    written += [(number, object_stream(group)) for number, group in zip(streams, groups, strict=True)]
    place = 0
    for number, data in written:
        places.append((number, place))
        pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, data))
        place += len(pieces[-1])
    entries = [
        ENTRY.pack(IN_OBJECT_STREAM, number, n)
        for number, group in zip(streams, groups, strict=True)
        for n in range(len(group))
    ]
    return b"".join(pieces), places, b"".join(entries)
