"""Plain nodes: what a YAML file says, with the place of every key and value, and nothing of what it means."""

from collections.abc import Iterator
from dataclasses import dataclass

from targetbook.problems import Place


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as written. `kind` is what YAML 1.1 takes a plain scalar for: str, int, float, bool, null, timestamp …

    A quoted scalar is always `str`. `text` is never converted: 1,326.00 stays those eight characters.
    """

    text: str
    kind: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file; keys are unique (a duplicate was reported and dropped)."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    place: Place

    def get(self, key: str) -> "Node | None":
        """The value under a key, or None."""
        return next((value for name, value in self.entries if name.text == key), None)

    def __iter__(self) -> Iterator[tuple[Scalar, "Node"]]:
        return iter(self.entries)


Node = Scalar | Sequence | Mapping
