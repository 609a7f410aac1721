"""What the content of pages names beside fonts: images, patterns, groups, how opaque it draws."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from weasyprint.pdf import pydyf

from targetbook.kept import digest_of_bytes
from targetbook.write.engine import object_at
from targetbook.write.pdf_objects import FONTS
from targetbook.write.runs import NotInParts, Resource

CATEGORIES = ("ExtGState", "XObject", "Pattern", "Shading")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_ALIKE_ON_ANY_PAGE = re.compile(r"[aA][\d.]+|i[0-9a-f]{32}\d")
"""Names that say what they name: an opacity, an image by its address. Others count what was drawn before."""


def resources_of(drawn: Any, files: dict[str, bytes], *, in_parts: bool) -> Mapping[tuple[str, str], Resource]:
    """What the pages of a file that WeasyPrint has made may name; streams are added to `files` by digest.

    Raises:
        NotInParts: what a name means hangs on what was drawn before.
    """
    page = object_at(drawn, drawn.page_references[0])
    resources = object_at(drawn, page["Resources"])
    fonts = int(resources["Font"].split()[0])
    found = {(category, name): value for category in CATEGORIES for name, value in sorted(resources[category].items())}
    if in_parts and not all(_ALIKE_ON_ANY_PAGE.fullmatch(name) for _, name in found):
        raise NotInParts
    spaces = object_at(drawn, resources["ColorSpace"])
    found |= {("ColorSpace", name): value for name, value in sorted(spaces.items())}
    return {key: _resource(value, drawn, fonts, files) for key, value in found.items()}


def _resource(value: Any, drawn: Any, fonts: int, files: dict[str, bytes]) -> Resource:
    found = object_at(drawn, value) if isinstance(value, bytes) else value
    if not isinstance(found, pydyf.Stream):
        return _with_parts(found.data, None, drawn, fonts, files)
    stream = b"\n".join(pydyf._to_bytes(item) for item in found.stream)
    digest = digest_of_bytes(stream)
    files[digest] = stream
    return _with_parts(pydyf.Dictionary(found.extra).data, digest, drawn, fonts, files)


def _with_parts(written: bytes, stream: str | None, drawn: Any, fonts: int, files: dict[str, bytes]) -> Resource:
    """A resource, with the objects that it names put in their places."""
    numbers = list(dict.fromkeys(int(number) for number in _REFERENCE.findall(written)))
    inside = [number for number in numbers if number != fonts]

    def named(match: re.Match[bytes]) -> bytes:
        number = int(match[1])
        return b"%d 0 R" % FONTS if number == fonts else b"@%d@" % inside.index(number)

    entries = _REFERENCE.sub(named, written).decode("ascii")
    return Resource(entries, stream, tuple(_parts(inside, drawn, fonts, files)))


def _parts(numbers: list[int], drawn: Any, fonts: int, files: dict[str, bytes]) -> Iterator[Resource]:
    for number in numbers:
        yield _resource(b"%d 0 R" % number, drawn, fonts, files)
