"""YAML text to nodes with places, and edits back into the text; nothing here knows what the fields mean."""

from targetbook.source.editor import replace, text_at
from targetbook.source.files import book_files, record_files
from targetbook.source.fmt import FREE, KeyOrder, formatted
from targetbook.source.history import HistoryError, LineChange, line_changes
from targetbook.source.nodes import Mapping, Node, Scalar, Sequence
from targetbook.source.originals import Original, original_of
from targetbook.source.reading import parse_yaml, read_bytes, read_yaml
from targetbook.source.rewriting import Change, changes_of, rewritten
from targetbook.source.scalars import quote
from targetbook.source.suggest import nearest

__all__ = [
    "FREE",
    "Change",
    "HistoryError",
    "KeyOrder",
    "LineChange",
    "Mapping",
    "Node",
    "Original",
    "Scalar",
    "Sequence",
    "book_files",
    "changes_of",
    "formatted",
    "line_changes",
    "nearest",
    "original_of",
    "parse_yaml",
    "quote",
    "read_bytes",
    "read_yaml",
    "record_files",
    "replace",
    "rewritten",
    "text_at",
]
