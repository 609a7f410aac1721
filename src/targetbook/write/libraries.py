"""The libraries of the system that set text: which versions these are, without the engine, which takes long to load."""

import ctypes
from functools import cache

_VERSIONS = {
    "pango_version_string": ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "hb_version_string": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
}
"""The function of each that tells its version, and its file's names on Linux, macOS and Windows."""


@cache
def library_versions() -> tuple[str, ...]:
    """The versions of Pango and HarfBuzz; an empty one where there is none, which the engine tells when it is loaded."""
    return tuple(_version(function, files) for function, files in _VERSIONS.items())


def _version(function: str, files: tuple[str, ...]) -> str:
    for file in files:
        try:
            told = getattr(ctypes.CDLL(file), function)
        except (OSError, AttributeError):
            continue
        told.restype = ctypes.c_char_p
        version: bytes = told()
        return version.decode()
    return ""
