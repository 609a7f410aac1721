"""YAML text to nodes with places, and edits back into the text; nothing here knows what the fields mean."""

from targetbook.source.editor import replace, text_at
from targetbook.source.files import book_files, record_files
from targetbook.source.fmt import FREE, KeyOrder, formatted
from targetbook.source.nodes import Mapping, Node, Scalar, Sequence
from targetbook.source.reading import parse_yaml, read_bytes, read_yaml
from targetbook.source.scalars import quote
from targetbook.source.suggest import nearest

__all__ = [
    "FREE",
    "KeyOrder",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "book_files",
    "formatted",
    "nearest",
    "parse_yaml",
    "quote",
    "read_bytes",
    "read_yaml",
    "record_files",
    "replace",
    "text_at",
]
