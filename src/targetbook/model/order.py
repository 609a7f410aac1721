"""The canonical order of a file's keys, for `fmt`: that of the shapes, read from the schema that they make."""

from collections.abc import Mapping, Sequence

from targetbook.model.records import Book
from targetbook.model.schema import file_schema
from targetbook.source.fmt import FREE, KeyOrder


def key_order(file: str, book: Book | None = None) -> KeyOrder:
    """The order of one kind of file (`schema.FILES`). In a text, the book's first language leads."""
    languages = dict.fromkeys([*(book.languages if book else ()), "zh", "en"], FREE)
    return _order(file_schema(file, book), KeyOrder(languages))


def _order(schema: object, text: KeyOrder) -> KeyOrder:
    match schema:
        case {"$ref": "#/$defs/text"}:
            return text
        case {"$ref": "#/$defs/amount"}:
            return KeyOrder(amount=True)
        case {"anyOf": Sequence() as shapes}:
            return _merged([_order(shape, text) for shape in shapes])
        case {"items": item}:
            return _order(item, text)
        case {"properties": Mapping() as properties}:
            return KeyOrder({key: _order(value, text) for key, value in properties.items()})
        case {"additionalProperties": Mapping() as value}:
            return KeyOrder(other=_order(value, text))
    return FREE


def _merged(orders: list[KeyOrder]) -> KeyOrder:
    """One order for what may have several shapes: their keys do not meet."""
    return KeyOrder({key: order for one in orders for key, order in one.keys.items()})
