"""Shapes made of shapes: lists, maps of free keys, and mappings of known keys, which become records."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from targetbook.model.shapes import Field, Reading, Shape
from targetbook.problems import Place
from targetbook.source import Mapping as MappingNode
from targetbook.source import Node, Scalar, Sequence, nearest


@dataclass(frozen=True, slots=True)
class ListShape:
    """A list of things of one shape."""

    item: Shape
    least: int = 0

    def read(self, node: Node, reading: Reading, path: str) -> tuple[object, ...] | None:
        if not isinstance(node, Sequence):
            reading.error("STR004", "list", node.place, path)
            return None
        if len(node.items) < self.least:
            reading.error("STR004", "empty", node.place, path)
        read = [self.item.read(item, reading, f"{path}[{n}]") for n, item in enumerate(node.items, 1)]
        return tuple(value for value in read if value is not None)

    def schema(self) -> dict[str, object]:
        least = {"minItems": self.least} if self.least else {}
        return {"type": "array", "items": self.item.schema(), **least}


@dataclass(frozen=True, slots=True)
class MapShape:
    """A mapping of free keys to one shape: `allow`, `labels`, `options`."""

    value: Shape
    least: int = 0

    def read(self, node: Node, reading: Reading, path: str) -> dict[str, object] | None:
        if not isinstance(node, MappingNode):
            reading.error("STR004", "mapping", node.place, path)
            return None
        if len(node.entries) < self.least:
            reading.error("STR004", "empty", node.place, path)
        read = {key.text: self.value.read(value, reading, f"{path}.{key.text}") for key, value in node}
        return {key: value for key, value in read.items() if value is not None}

    def schema(self) -> dict[str, object]:
        return {"type": "object", "additionalProperties": self.value.schema()}


@dataclass(frozen=True, slots=True)
class NodeShape:
    """Settings that another room reads: kept as nodes, with their places."""

    def read(self, node: Node, reading: Reading, path: str) -> Node | None:
        if isinstance(node, MappingNode):
            return node
        reading.error("STR004", "mapping", node.place, path)
        return None

    def schema(self) -> dict[str, object]:
        return {"type": "object"}


@dataclass(frozen=True, slots=True)
class Read:
    """What a mapping of known keys said: its values by key, and the place of each."""

    values: Mapping[str, object]
    place: Place
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class RecordShape:
    """A mapping of known keys. `make` turns what was read into the record; it is called only when every required key was read."""

    fields: Mapping[str, Field]
    make: Callable[[Read], object]
    name: str = ""

    def read(self, node: Node, reading: Reading, path: str) -> object | None:
        read = self.read_keys(node, reading, path)
        if read is None:
            return None
        complete = all(key in read.values for key, known in self.fields.items() if known.required)
        return self.make(read) if complete else None

    def read_keys(self, node: Node, reading: Reading, path: str) -> Read | None:
        """What each key says, though a required one be missing; None where there are no keys at all."""
        if not isinstance(node, MappingNode):
            if not _is_full_width(node, reading, path or self.name):
                reading.error("STR004", "mapping", node.place, path or self.name)
            return None
        values: dict[str, object] = {}
        places: dict[str, Place] = {}
        for key, value in node:
            known = self.fields.get(key.text)
            if known is None:
                self._refuse(key, reading, path)
            else:
                places[key.text] = value.place
                if (read := known.shape.read(value, reading, f"{path}.{key.text}" if path else key.text)) is not None:
                    values[key.text] = read
        for missing in [key for key, known in self.fields.items() if known.required and key not in places]:
            head = Place(node.place.file, node.place.line, node.place.column, node.place.line, node.place.column + 1)
            what = self.fields[missing]
            reading.error("STR001", "missing", head, path or self.name, key=missing, what_en=what.en, what_zh=what.zh)
        return Read(values, node.place, places)

    def _refuse(self, key: Scalar, reading: Reading, path: str) -> None:
        if _is_full_width(key, reading, path or self.name):
            return
        near = nearest(key.text, self.fields, {known.zh: word for word, known in self.fields.items()})
        known = ", ".join(self.fields)
        in_chinese = near is not None and not key.text.isascii()
        message = "unknown-key-word" if in_chinese else "unknown-key-near" if near else "unknown-key"
        reading.error("STR002", message, key.place, path or self.name, key=key.text, nearest=near or "", known=known)

    def schema(self) -> dict[str, object]:
        properties = {
            key: {**known.shape.schema(), "title": f"{known.zh} / {known.en}"} for key, known in self.fields.items()
        }
        required = [key for key, known in self.fields.items() if known.required]
        schema: dict[str, object] = {"type": "object", "properties": properties, "additionalProperties": False}
        return {**schema, "required": required} if required else schema


def _is_full_width(node: Node, reading: Reading, path: str) -> bool:
    """Tell a full-width colon, the likeliest slip of who types Chinese: `funding：{fiscal` is a word to YAML, not a key."""
    if not isinstance(node, Scalar) or "：" not in node.text[:40]:
        return False
    reading.error("STR002", "full-width-colon", node.place, path, key=node.text.partition("：")[0])
    return True
