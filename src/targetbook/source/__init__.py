"""YAML text to nodes with places, and edits back into the text; nothing here knows what the fields mean."""

from targetbook.source.editor import replace, text_at
from targetbook.source.files import BookFiles, UnitFiles, book_files, files_among
from targetbook.source.nodes import Mapping, Node, Scalar, Sequence
from targetbook.source.reading import parse_yaml, read_yaml
from targetbook.source.scalars import quote
from targetbook.source.suggest import nearest

__all__ = [
    "BookFiles",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "UnitFiles",
    "book_files",
    "files_among",
    "nearest",
    "parse_yaml",
    "quote",
    "read_yaml",
    "replace",
    "text_at",
]
