"""The same parts give the same package: a zip's names sorted, its times fixed, one way of packing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from types import MappingProxyType
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST, _LAST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)  # the years that a zip's stamp can say
_UNIX = 3
_PLAIN_FILE = 0o100644 << 16


def repacked(data: bytes, modified: datetime, written: Mapping[str, Iterable[bytes]] = MappingProxyType({})) -> bytes:
    """The zip `data` (.docx, .xlsx) with every entry stamped `modified`, entries in order of their names.

    What a library leaves to the clock, the platform or the order of its sets is gone; the parts' own bytes stay.
    `[Content_Types].xml` stands before `_rels/` and the lower-case folders by this order, as readers like it.

    Args:
        written: what stands in place of some entries' own bytes, by name; it is packed piece by piece as it is made.
    """
    stamp = min(max(modified.timetuple()[:6], _FIRST), _LAST)
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as given, ZipFile(packed, "w") as made:
        for name in sorted(set(given.namelist())):
            with made.open(_entry(name, stamp), "w") as entry:
                entry.writelines(written.get(name) or [given.read(name)])
    return packed.getvalue()


def _entry(name: str, stamp: tuple[int, int, int, int, int, int]) -> ZipInfo:
    entry = ZipInfo(name, stamp)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _PLAIN_FILE
    return entry
