"""A text that is to be edited, as it is read before: its nodes by their places, and where each of them stands."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping as Table
from collections.abc import Sequence as Ordered
from dataclasses import dataclass, field

from targetbook.problems import Place, Problem
from targetbook.source.lines import line_starts
from targetbook.source.nodes import Mapping, Node, Scalar
from targetbook.source.reading import parse_yaml

_IN_BRACKETS = re.compile(r"(?:[&!]\S*\s+)*[\[{]")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a map (key and value) or an item of a list (no key).

    `heads` are the keys or items of the whole map or list, this one's among them; `outer` is the entry that the map or
    list is the value of; `flow` says whether it stands inside brackets.
    """

    key: Scalar | None
    value: Node
    heads: tuple[Node, ...]
    outer: "Entry | None"
    flow: bool

    @property
    def head(self) -> Node:
        return self.value if self.key is None else self.key

    @property
    def next_head(self) -> Node | None:
        """The key or item after this one."""
        number = next(number for number, head in enumerate(self.heads, 1) if head is self.head)
        return self.heads[number] if number < len(self.heads) else None


@dataclass(frozen=True, slots=True)
class Original:
    """A file's text, what is wrong in it, and each key and value by its place, with the entry that it belongs to.

    `shared` are nodes that the file names more than once, by an alias: who edits one changes another field too.
    """

    text: str
    file: str
    root: Node | None
    faults: Counter[tuple[str, str]]
    starts: Ordered[int]
    nodes: Table[Place, tuple[Node, Entry]]
    shared: frozenset[Place]

    def span(self, place: Place) -> tuple[int, int]:
        """The offsets of a place in the text."""
        start = self.starts[place.line - 1] + place.column - 1
        return start, self.starts[place.end_line - 1] + place.end_column - 1

    def at(self, place: Place) -> str:
        start, end = self.span(place)
        return self.text[start:end]

    def place(self, start: int, end: int) -> Place:
        """The stretch between two offsets of the text."""
        first, last = bisect_right(self.starts, start), bisect_right(self.starts, end)
        return Place(self.file, first, start - self.starts[first - 1] + 1, last, end - self.starts[last - 1] + 1)


def original_of(text: str, file: str) -> Original:
    """Read a text before it is edited."""
    problems: list[Problem] = []
    root = parse_yaml(text, file, problems)
    starts = line_starts(text)
    index = _Index(text, starts)
    if root is not None:
        index.add_under(root, None, flow=False)
    return Original(text, file, root, faults_of(problems), starts, index.nodes, frozenset(index.shared))


def faults_of(problems: Iterable[Problem]) -> Counter[tuple[str, str]]:
    """What is wrong, wherever it stands: edits move places."""
    return Counter((problem.code, problem.message) for problem in problems)


@dataclass(slots=True)
class _Index:
    text: str
    starts: Ordered[int]
    nodes: dict[Place, tuple[Node, Entry]] = field(default_factory=dict)
    shared: set[Place] = field(default_factory=set)

    def add_under(self, node: Node, outer: Entry | None, flow: bool) -> None:
        """Note what stands in a map or list; the parser's bound on depth bounds this too."""
        if isinstance(node, Scalar):
            return
        start = self.starts[node.place.line - 1] + node.place.column - 1
        flow = flow or _IN_BRACKETS.match(self.text, start) is not None
        pairs = node.entries if isinstance(node, Mapping) else tuple((None, item) for item in node.items)
        heads = tuple(value if key is None else key for key, value in pairs)
        for key, value in pairs:
            entry = Entry(key, value, heads, outer, flow)
            if key is not None:
                self._add(key, entry)
            if self._add(value, entry):
                self.add_under(value, entry, flow)

    def _add(self, node: Node, entry: Entry) -> bool:
        """Whether more is to be noted under it: not where all of it is known to be shared already."""
        is_new = node.place not in self.shared
        if node.place in self.nodes:
            self.shared.add(node.place)
        self.nodes[node.place] = node, entry
        return is_new
