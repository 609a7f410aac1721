"""The objects of a PDF: numbered, those without streams together in object streams, and the table of where each is."""

import struct
import zlib
from collections.abc import Iterable, Sequence
from hashlib import md5

FONTS = 7
"""The number of the dictionary of all fonts, which what a page names may name too."""
IN_STREAM = 200
"""Objects in one object stream, at most."""
WORTH_PACKING = 1000  # bytes
ENTRY = struct.Struct(">BQH")
"""An entry of the table of objects: its kind, its place or the number of its object stream, its place in that."""
IN_FILE, IN_OBJECT_STREAM = 1, 2
UP = 12
"""The predictor by which each entry is told as its difference from the one above: ISO 32000-2, 7.4.4.4."""


class PdfFile:
    """A file as it grows."""

    def __init__(self, next_free: int) -> None:
        self.written: list[bytes] = [b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"]
        self.size = len(self.written[0])
        self.entries: list[
            tuple[int, bytes]
        ] = []  # the number of the first, and entries of numbers one after the other
        self.waiting: list[tuple[int, str]] = []  # for an object stream
        self.next_free = next_free

    def free(self, count: int = 1) -> range:
        """Numbers that nothing has."""
        self.next_free += count
        return range(self.next_free - count, self.next_free)

    def put(self, entries: str, data: bytes | None = None) -> int:
        """A dictionary under a free number, with a stream or without one."""
        (number,) = self.free()
        if data is None:
            self.say(number, f"<<{entries}>>")
        else:
            self.add(number, stream_of(entries, data))
        return number

    def say(self, number: int, written: str) -> None:
        """An object without a stream."""
        self.waiting.append((number, written))

    def add(self, number: int, written: bytes) -> None:
        """An object with a stream, packed."""
        self.entries.append((number, ENTRY.pack(IN_FILE, self.size, 0)))
        self.write(b"%d 0 obj\n%s\nendobj\n" % (number, written))

    def write(self, data: bytes) -> None:
        """What is written already, in `entries` or not in any."""
        self.written.append(data)
        self.size += len(data)

    def closed(self, trailer: str, name: bytes) -> bytes:
        """The whole file.

        Args:
            trailer: entries that say where to begin reading.
            name: what identifies the file in all its versions.
        """
        for at in range(0, len(self.waiting), IN_STREAM):
            (number,) = self.free()
            objects = self.waiting[at : at + IN_STREAM]
            self.add(number, object_stream(objects))
            self.entries += [(own, ENTRY.pack(IN_OBJECT_STREAM, number, n)) for n, (own, _) in enumerate(objects)]
        (number,) = self.free()
        place = self.size
        self.entries += [(0, ENTRY.pack(0, 0, 65535)), (number, ENTRY.pack(IN_FILE, place, 0))]
        index, table = _table(self.entries)
        identity = f"/ID[<{_digest([name])}><{_digest(self.written)}>]"
        how = f"/DecodeParms<</Predictor {UP}/Columns {ENTRY.size}>>"
        entries = f"/Type/XRef/Size {number + 1}/Index[{index}]/W[1 8 2]{trailer}{identity}{how}"
        self.write(b"%d 0 obj\n%s\nendobj\n" % (number, packed_stream(entries, zlib.compress(_as_steps(table), 9))))
        self.write(b"startxref\n%d\n%%%%EOF\n" % place)
        return b"".join(self.written)


def stream_of(entries: str, data: bytes) -> bytes:
    """An object with a stream, packed where it is long enough to be worth it."""
    if len(data) < WORTH_PACKING:
        return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries.encode("ascii"), len(data), data)
    return packed_stream(entries, zlib.compress(data, 9))


def packed_stream(entries: str, data: bytes) -> bytes:
    """An object with a stream that is packed already."""
    head = f"<<{entries}/Filter/FlateDecode/Length {len(data)}>>".encode("ascii")
    return b"%s\nstream\n%s\nendstream" % (head, data)


def object_stream(objects: Sequence[tuple[int, str]]) -> bytes:
    """Objects without streams, together."""
    places: list[str] = []
    place = 0
    for number, written in objects:
        places.append(f"{number} {place}")
        place += len(written) + 1
    heading = " ".join(places) + "\n"
    data = heading + "\n".join(written for _, written in objects)
    return stream_of(f"/Type/ObjStm/N {len(objects)}/First {len(heading)}", data.encode("ascii"))


def text(words: str) -> str:
    """A text as PDF writes it."""
    if words.isascii():
        return "(" + words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return f"<feff{words.encode('utf-16-be').hex()}>"


def _table(entries: Iterable[tuple[int, bytes]]) -> tuple[str, bytes]:
    """Which numbers the table tells of, and of each where it is."""
    index: list[list[int]] = []
    table: list[bytes] = []
    for number, told in sorted(entries):
        if index and sum(index[-1]) == number:
            index[-1][1] += len(told) // ENTRY.size
        else:
            index.append([number, len(told) // ENTRY.size])
        table.append(told)
    return " ".join(f"{first} {count}" for first, count in index), b"".join(table)


def _as_steps(table: bytes) -> bytes:
    """Entries as the differences of their bytes, modulo 256, from those of the entry above; a byte before each names the way.

    All bytes are taken from one another at once, as two long numbers whose topmost bits are kept from carrying over.
    """
    tops, others = (int.from_bytes(bit * len(table)) for bit in (b"\x80", b"\x7f"))
    here, above = int.from_bytes(table), int.from_bytes((bytes(ENTRY.size) + table)[: len(table)])
    steps = (((here | tops) - (above & others)) ^ ((here ^ ~above) & tops)).to_bytes(len(table))
    told = bytearray((ENTRY.size + 1) * (len(table) // ENTRY.size))
    told[:: ENTRY.size + 1] = b"\2" * (len(table) // ENTRY.size)
    for column in range(ENTRY.size):
        told[column + 1 :: ENTRY.size + 1] = steps[column :: ENTRY.size]
    return bytes(told)


def _digest(pieces: Iterable[bytes]) -> str:
    digest = md5(usedforsecurity=False)
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()
