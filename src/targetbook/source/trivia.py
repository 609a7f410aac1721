"""What stands between the nodes of a text: comments and blank lines, each given to the entry that it belongs to."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from targetbook.problems import Place
from targetbook.source.lines import lines_of
from targetbook.source.nodes import Mapping, Node, Scalar, Sequence

_COMMENT = re.compile(r"#[^\n]*")
_SCHEMA_LINE = re.compile(r"#\s*(yaml-language-server|\$schema):")


class Source:
    """A text with LF line ends and the root of its nodes: what is written where."""

    def __init__(self, text: str, root: Node) -> None:
        self.text = text
        self.lines = lines_of(text)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.comments: dict[int, str] = {}
        """By line: its comment, with the white space before it."""
        done = 0
        for leaf in _leaves(root):
            self._note_comments(done, self.offset(leaf.line, leaf.column))
            done = self.offset(leaf.end_line, leaf.end_column)
        self._note_comments(done, len(text))

    def offset(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column - 1

    def at(self, place: Place) -> str:
        return self.text[self.offset(place.line, place.column) : self.offset(place.end_line, place.end_column)]

    def is_block(self, node: Node) -> bool:
        """Whether a node is a list or map written over lines, without brackets."""
        return not isinstance(node, Scalar) and self.at(node.place)[:1] not in ("[", "{")

    def _note_comments(self, start: int, end: int) -> None:
        """Between nodes # stands for a comment, and for nothing else."""
        for found in _COMMENT.finditer(self.text, start, end):
            line = bisect_right(self.starts, found.start())
            before = self.text[self.starts[line - 1] : found.start()]
            self.comments[line] = before[len(before.rstrip()) :] + found[0].rstrip()


def children(node: Node) -> Iterator[Node]:
    """The nodes right under a node, in the order of the text."""
    if isinstance(node, Mapping):
        for entry in node:
            yield from entry
    elif isinstance(node, Sequence):
        yield from node.items


def _leaves(node: Node) -> Iterator[Place]:
    if isinstance(node, Scalar):
        yield node.place
    for child in children(node):
        yield from _leaves(child)


@dataclass(slots=True)
class Trivia:
    """Comments and blank lines of one text, without indentation; a blank line is an empty string.

    `before` holds the lines that stand above a key or a list's item, `closing` those that end a list or map, `beside`
    the comment on a key's own line, all by the identity of the node.
    """

    header: list[str] = field(default_factory=list)
    before: dict[int, list[str]] = field(default_factory=dict)
    beside: dict[int, str] = field(default_factory=dict)
    closing: dict[int, list[str]] = field(default_factory=dict)
    footer: list[str] = field(default_factory=list)


def trivia_of(source: Source, root: Mapping | Sequence) -> Trivia:
    """Each comment on a line of its own goes to the entry below it, or ends the list or map it is indented like."""
    walk = _Walk(source)
    walk.collection(root, -1)
    walk.trivia.footer = walk.lines_until(len(source.lines) + 1)
    first = walk.trivia.before[id(next(children(root)))]
    cut = _header_length(first)
    walk.trivia.header = first[:cut]
    del first[:cut]
    return walk.trivia


def _header_length(lines: list[str]) -> int:
    """Comments at the head that a blank line or the editor's schema line sets apart are the file's, not a key's."""
    return max((number for number, line in enumerate(lines, 1) if not line or _SCHEMA_LINE.match(line)), default=0)


class _Walk:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.trivia = Trivia()
        self.done = 0  # the last line that has been given to something

    def collection(self, node: Mapping | Sequence, parent_column: int) -> None:
        column = node.place.column
        if isinstance(node, Mapping):
            for key, value in node:
                self.trivia.before[id(key)] = self.lines_until(key.place.line)
                self._value(key, value, column)
        else:
            for item in node.items:
                self.trivia.before[id(item)] = self.lines_until(item.place.line)
                self._value(item, item, column)
        if column > parent_column:
            self.trivia.closing[id(node)] = self._closing(column)

    def _value(self, head: Node, value: Node, column: int) -> None:
        line = head.place.line
        if self.source.is_block(value):
            assert not isinstance(value, Scalar)
            if value.place.line > line:
                self.done = line
                self.trivia.beside[id(head)] = self.source.comments.get(line, "")
            self.collection(value, column)
            return
        is_absent = isinstance(value, Scalar) and not self.source.at(value.place)
        if value.place.line > line and not is_absent:
            self.trivia.before[id(head)] += self.lines_until(value.place.line)
        self.done = line if is_absent else value.place.end_line
        self.trivia.beside[id(head)] = self.source.comments.get(self.done, "")

    def lines_until(self, line: int) -> list[str]:
        """The comments and blank lines after what is done and before a line."""
        numbers = range(self.done + 1, line)
        self.done = max(self.done, line - 1)
        return [self._bare(number) for number in numbers if self._is_trivial(number)]

    def _is_trivial(self, number: int) -> bool:
        return number in self.source.comments or not self.source.lines[number - 1].strip()

    def _bare(self, number: int) -> str:
        return self.source.comments.get(number, "").strip()

    def _closing(self, column: int) -> list[str]:
        end = self.done
        for number in range(self.done + 1, len(self.source.lines) + 1):
            line = self.source.lines[number - 1]
            text = line.strip()
            if text and (not text.startswith("#") or len(line) - len(line.lstrip()) + 1 < column):
                break
            end = number if text else end
        return self.lines_until(end + 1)
