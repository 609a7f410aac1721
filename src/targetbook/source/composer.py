"""Events to nodes, within bounds: depth, length, what aliases add up to, and only what a record may be made of."""

import re
from collections.abc import Iterable
from typing import NoReturn

from yaml.error import Mark
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from targetbook.problems import Place, Problem
from targetbook.source.encoding import character_slug
from targetbook.source.events import AnyEvent
from targetbook.source.nodes import Mapping, Node, Scalar, Sequence
from targetbook.source.scalars import FORBIDDEN, kind_of

DEPTH = 50
SCALAR_LENGTH = 100_000
EXPANDED_LENGTH = 1_000_000  # characters and nodes, once every alias stands for what it names

_TEXT_TAGS = ("!", "tag:yaml.org,2002:str")
_LIST_TAGS = ("tag:yaml.org,2002:seq",)
_NOT_ESCAPED = re.compile(FORBIDDEN.pattern + "|\r")
_MAP_TAGS = ("tag:yaml.org,2002:map",)


class _Refused(Exception):
    """The file goes over a bound: its problem is told, the rest is not read."""


class _Frame:
    """A list or map that is being read: `items` holds keys and values in turn where it is a map."""

    __slots__ = ("anchor", "end", "flow", "is_map", "items", "start")

    def __init__(self, event: AnyEvent, is_map: bool) -> None:
        self.start = event.start_mark
        self.end = event.end_mark
        self.anchor: str | None = event.anchor
        self.flow = event.flow_style
        self.is_map = is_map
        self.items: list[Node] = []


def compose(events: Iterable[AnyEvent], file: str, lines: list[str], problems: list[Problem]) -> Node | None:
    """The first document's node. Raises yaml.MarkedYAMLError where the events do."""
    try:
        return _Composer(file, lines, problems).compose(events)
    except _Refused:
        return None


class _Composer:
    def __init__(self, file: str, lines: list[str], problems: list[Problem]) -> None:
        self.file = file
        self.lines = lines
        self.problems = problems
        self.open: list[_Frame] = []
        self.anchors: dict[str, Node | None] = {}
        self.named: list[Node] = []  # keeps what `weights` knows by identity
        self.weights: dict[int, int] = {}
        self.expanded = 0
        self.root: Node | None = None

    def compose(self, events: Iterable[AnyEvent]) -> Node | None:
        """Walks the events without calling itself, so that no depth of nesting costs stack."""
        documents = 0
        for event in events:
            kind: type = type(event)
            if kind is ScalarEvent:
                start, end = self._marks(event)
                self._add(self._scalar(event, self._place(start, end)), event.anchor, end)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._enter(event, kind is MappingStartEvent)
            elif kind is AliasEvent:
                self._add(self._aliased(event), None, event.end_mark)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._problem("SRC013", "several-documents", event.start_mark, event.end_mark)
                    break
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._leave(event)
        return self.root

    def _add(self, node: Node, anchor: str | None, end: Mark) -> None:
        if anchor is not None:
            self.anchors[anchor] = node
        if self.open:
            frame = self.open[-1]
            frame.items.append(node)
            frame.end = end
        else:
            self.root = node

    def _enter(self, event: AnyEvent, is_map: bool) -> None:
        if len(self.open) == DEPTH:
            self._refuse("SRC007", "too-deep", event, limit=str(DEPTH))
        self._check_tag(event, _MAP_TAGS if is_map else _LIST_TAGS)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        self.open.append(_Frame(event, is_map))

    def _leave(self, event: AnyEvent) -> None:
        frame = self.open.pop()
        end = event.end_mark if frame.flow or not frame.items else frame.end
        place = self._place(frame.start, end)
        if frame.is_map:
            self._add(Mapping(self._entries(frame.items), place), frame.anchor, end)
        else:
            self._add(Sequence(tuple(frame.items), place), frame.anchor, end)

    def _marks(self, event: AnyEvent) -> tuple[Mark, Mark]:
        """Where a scalar begins and ends. A value that is not there ends with its key: the two parsers put it elsewhere."""
        start = event.start_mark
        if event.value or event.style or not self.open or not self.open[-1].items:
            return start, event.end_mark
        key = self.open[-1].end
        between = self.lines[key.line][key.column : start.column if start.line == key.line else None]
        missing = not between.strip() if start.line == key.line else start.column == 0
        return (key, key) if missing else (start, event.end_mark)

    def _scalar(self, event: AnyEvent, place: Place) -> Scalar:
        text, style = event.value, event.style
        if style == "|" or style == ">":
            place = self._trimmed(place)
        if event.tag is not None:
            self._check_tag(event, _TEXT_TAGS)
        if len(text) > SCALAR_LENGTH:
            values = {"limit": f"{SCALAR_LENGTH:,}", "length": f"{len(text):,}"}
            self.problems.append(Problem("SRC008", "too-long", place, values))
            text = text[:SCALAR_LENGTH]
        if style == '"' and (found := _NOT_ESCAPED.search(text)):
            name = character_slug(found[0])[1]
            place = Place(self.file, place.line, place.column, place.line, place.column + 1)
            self.problems.append(Problem("SRC005", "escaped-character", place, {"character": name}))
            raise _Refused
        return Scalar(text, "str" if style or event.tag else kind_of(text), place)

    def _aliased(self, event: AnyEvent) -> Node:
        if event.anchor not in self.anchors:
            self._refuse("SRC001", "undefined-alias", event, name=event.anchor)
        node = self.anchors[event.anchor]
        if node is None:
            self._refuse("SRC001", "alias-in-itself", event, name=event.anchor)
        self.named.append(node)
        self.expanded += _weight(node, self.weights)
        if self.expanded > EXPANDED_LENGTH:
            self._refuse("SRC006", "alias-bomb", event, limit=f"{EXPANDED_LENGTH:,}")
        return node

    def _entries(self, items: list[Node]) -> tuple[tuple[Scalar, Node], ...]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(items[::2], items[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.problems.append(Problem("STR004", "key-not-text", key.place))
            elif key.kind == "null" and not key.text:
                self.problems.append(Problem("STR004", "key-empty", key.place))
            elif key.kind == "merge":
                self.problems.append(Problem("STR004", "key-merge", key.place))
            elif key.text in entries:
                first = entries[key.text][0].place.line
                self.problems.append(Problem("STR003", "duplicate", key.place, {"key": key.text, "line": str(first)}))
            else:
                entries[key.text] = (key, value)
        return tuple(entries.values())

    def _check_tag(self, event: AnyEvent, allowed: tuple[str, ...]) -> None:
        if event.tag is not None and event.tag not in allowed:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._problem("SRC014", "tag", event.start_mark, event.end_mark, tag=tag)

    def _trimmed(self, place: Place) -> Place:
        """A block scalar ends with its last line that is not blank, not where the next token starts."""
        line = place.end_line if place.end_column > 1 else place.end_line - 1
        while line > place.line and not self.lines[line - 1].strip():
            line -= 1
        return Place(place.file, place.line, place.column, line, len(self.lines[line - 1]) + 1)

    def _place(self, start: Mark, end: Mark) -> Place:
        return Place(self.file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _problem(self, code: str, slug: str, start: Mark, end: Mark, **values: str) -> None:
        self.problems.append(Problem(code, slug, self._place(start, end), values))

    def _refuse(self, code: str, slug: str, event: AnyEvent, **values: str) -> NoReturn:
        self._problem(code, slug, event.start_mark, event.end_mark, **values)
        raise _Refused


def _weight(node: Node, known: dict[int, int]) -> int:
    """Characters and nodes of a node with every alias in it expanded; each node is walked once."""
    pending = [node]
    while pending:
        current = pending[-1]
        if isinstance(current, Scalar):
            known[id(current)] = 1 + len(current.text)
            pending.pop()
            continue
        parts = current.items if isinstance(current, Sequence) else [part for entry in current for part in entry]
        unknown = [part for part in parts if id(part) not in known]
        if unknown:
            pending.extend(unknown)
        else:
            known[id(current)] = 1 + sum(known[id(part)] for part in parts)
            pending.pop()
    return known[id(node)]
