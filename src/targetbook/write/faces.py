"""The Chinese faces that a book is set in: those of the package that the lock file pins."""

from importlib.resources import files
from pathlib import Path

PINNED = {"NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf"}


def pinned_face(name: str) -> Path:
    """The file of one of them."""
    return Path(str(files("pylopdf_fonts_zh_cn").joinpath(name)))
