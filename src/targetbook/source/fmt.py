"""A file of the book in its canonical form: one order of keys, two spaces a level, every comment kept."""

import re
from collections.abc import Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass, field

from targetbook.problems import BookError, Problem
from targetbook.source.lines import BOM, lines_of
from targetbook.source.nodes import Mapping, Node, Scalar, Sequence
from targetbook.source.reading import parse_yaml
from targetbook.source.scalars import is_plain, quote
from targetbook.source.trivia import Source, Trivia, children, trivia_of

WIDTH = 100  # characters of a line that holds a list or map in brackets

_GROUPED = re.compile(r"([-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)( *\w*)")
_ANCHOR_OR_TAG_OR_KEPT = re.compile(r"[&!]|[|>][0-9]?\+")
_BLOCK_START = re.compile(r"(?:[&!]\S*\s+)*[|>]")
_BLOCK_HEADER = re.compile(r"([|>])([+-]?)([1-9]?)([+-]?)(.*)")


@dataclass(frozen=True, slots=True)
class KeyOrder:
    """What is canonical at one place of a file.

    `keys` are a map's keys in order, with what stands under each; a key that is not among them comes after them, and
    `other` says what stands under it. A list's items all have the order of the list. `amount` marks a scalar that is an
    amount of money, which is written without grouping commas.
    """

    keys: Table[str, "KeyOrder"] = field(default_factory=dict)
    other: "KeyOrder | None" = None
    amount: bool = False

    def under(self, key: str) -> "KeyOrder":
        return self.keys.get(key) or self.other or FREE


FREE = KeyOrder()
"""Where no order is asked for."""


def formatted(text: str, file: str, order: KeyOrder) -> str:
    """The text in canonical form; what its nodes say stays the same, but for the order of keys and commas in amounts.

    A file with anchors, tags, document marks or blank lines that count (|+) keeps its order, as what it says may hang
    on it: only white space at the ends of lines goes.
    Raises BookError where the text cannot be read; a byte order mark is no hindrance, it is taken away.
    """
    problems: list[Problem] = []
    plain = "\n".join(lines_of(text.removeprefix(BOM))).removesuffix("\n") + "\n"
    root = parse_yaml(plain, file, problems)
    if problems or root is None:
        raise BookError(problems)
    source = Source(plain, root)
    if isinstance(root, Scalar) or not source.is_block(root) or _hangs_on_order(source, root):
        return _tidied(source, root)
    return _Canonical(source, trivia_of(source, root)).text(root, order)


def _hangs_on_order(source: Source, root: Node) -> bool:
    """Whether moving an entry could change what the file says, or what the next blank line means (|+)."""
    if any(line.startswith(("---", "...", "%")) for line in source.lines):
        return True
    seen: set[int] = set()
    for node in _all_nodes(root):
        if id(node) in seen or _ANCHOR_OR_TAG_OR_KEPT.match(source.at(node.place)):
            return True
        seen.add(id(node))
    return False


def _all_nodes(root: Node) -> Iterator[Node]:
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(children(node))


def _tidied(source: Source, root: Node) -> str:
    """Only white space at the ends of lines taken away, and none that belongs to a text."""
    inside: set[int] = set()
    for node in _all_nodes(root):
        is_block = _BLOCK_START.match(source.at(node.place)) is not None
        if isinstance(node, Scalar):
            inside.update(range(node.place.line, node.place.end_line + is_block))
    kept = [line if number in inside else line.rstrip() for number, line in enumerate(source.lines, 1)]
    return "\n".join(kept)


class _Canonical:
    """Writes nodes as lines; `indent` is always that of the entry, its value stands two spaces further in."""

    def __init__(self, source: Source, trivia: Trivia) -> None:
        self.source = source
        self.trivia = trivia

    def text(self, root: Mapping | Sequence, order: KeyOrder) -> str:
        header = _squeezed(self.trivia.header)
        above, lines = self._collection(root, 0, order)
        lines = [*header, *_without_edges(_squeezed(above)), *lines]
        footer = _squeezed(self.trivia.footer)
        while footer and not footer[-1]:
            footer.pop()
        return "\n".join([*lines, *footer]) + "\n"

    def _collection(self, node: Mapping | Sequence, indent: int, order: KeyOrder) -> tuple[list[str], list[str]]:
        """The lines above the first entry, and the rest: a list's item has the former above its dash."""
        if isinstance(node, Mapping):
            place = {key: number for number, key in enumerate(order.keys)}
            entries = sorted(node, key=lambda entry: place.get(entry[0].text, len(place)))
            parts = [self._entry(key, value, indent, order.under(key.text)) for key, value in entries]
        else:
            parts = [self._item(item, indent, node.place.column - 1, order) for item in node.items]
        lines: list[str] = []
        for above, own in parts[1:]:
            lines += _indented(_squeezed(above), indent)
            lines += own
        closing = _indented(_squeezed(self.trivia.closing.get(id(node), [])), indent)
        return parts[0][0], [*parts[0][1], *lines, *closing]

    def _entry(self, key: Scalar, value: Node, indent: int, order: KeyOrder) -> tuple[list[str], list[str]]:
        head = f"{' ' * indent}{self._scalar(key, False)}:"
        beside = self.trivia.beside.get(id(key), "")
        before = self.trivia.before.get(id(key), [])
        if isinstance(value, Scalar) or self._stays_flow(value, len(head) + 1, order):
            column = key.place.column - 1
            return before, self._leaf(head, value, indent, column, order, beside)
        above, lines = self._collection(value, indent + 2, order)
        return before, [head + beside, *_indented(_without_edges(_squeezed(above)), indent + 2), *lines]

    def _item(self, item: Node, indent: int, column: int, order: KeyOrder) -> tuple[list[str], list[str]]:
        head = f"{' ' * indent}-"
        before = self.trivia.before.get(id(item), [])
        beside = self.trivia.beside.get(id(item), "")
        if isinstance(item, Scalar) or self._stays_flow(item, len(head) + 1, order):
            return before, self._leaf(head, item, indent, column, order, beside)
        above, lines = self._collection(item, indent + 2, order)
        comments = [line for line in (*above, beside.strip()) if line]
        return [*before, *comments], [f"{head} {lines[0][indent + 2 :]}", *lines[1:]]

    def _leaf(self, head: str, node: Node, indent: int, column: int, order: KeyOrder, beside: str) -> list[str]:
        """A scalar or a bracketed list or map after its key or dash; `column` is that of its entry in the source."""
        written = self.source.at(node.place)
        if isinstance(node, Scalar) and written[:1] in ("|", ">"):
            return self._block_scalar(head, node, indent, column)
        if not isinstance(node, Scalar) and not self._is_verbatim(node):
            written = self._flow(node, order)
        elif isinstance(node, Scalar) and "\n" not in written:
            written = self._scalar(node, order.amount)
        first, *rest = written.split("\n")
        if isinstance(node, Scalar):
            rest = [" " * (indent + 2) + line.lstrip() if line.strip() else "" for line in rest]
        else:
            rest = _moved(rest, indent - column, indent)
        lines = [_trimmed(f"{head} {first}"), *map(_trimmed, rest)]
        lines[-1] += beside
        return lines

    def _block_scalar(self, head: str, node: Scalar, indent: int, column: int) -> list[str]:
        place = node.place
        header = self.source.lines[place.line - 1][place.column - 1 :]
        match = _BLOCK_HEADER.fullmatch(header.rstrip())
        assert match is not None  # the parser has read it
        content = self.source.lines[place.line : place.end_line]
        filled = next((line for line in content if line.strip()), "")
        digit = match[3]
        cut = column + int(digit) if digit else len(filled) - len(filled.lstrip(" "))
        first = f"{head} {match[1]}{'2' if digit else ''}{match[2] or match[4]}{match[5]}"
        return [first, *(" " * (indent + 2) + line[cut:] if line[cut:] else "" for line in content)]

    def _scalar(self, node: Scalar, amount: bool, flow: bool = False) -> str:
        """A scalar on one line: quotes only where they are needed, and then those of the author."""
        written = self.source.at(node.place)
        if amount and (found := _GROUPED.fullmatch(node.text)):
            return found[1].replace(",", "") + found[2]
        if "\n" in node.text or written[:1] in ("|", ">", "?") or "\n" in written:
            return quote(node.text, flow)
        return node.text if written[:1] in ("'", '"') and is_plain(node.text, flow) else written

    def _stays_flow(self, node: Mapping | Sequence, column: int, order: KeyOrder) -> bool:
        if self.source.is_block(node):
            return False
        return self._is_verbatim(node) or column + len(self._flow(node, order)) <= WIDTH or not list(children(node))

    def _is_verbatim(self, node: Node) -> bool:
        """Whether a bracketed node holds what cannot be rewritten: comments, texts over lines, keys without value."""
        if isinstance(node, Scalar):
            return "\n" in self.source.at(node.place) or not self.source.at(node.place)
        if self.source.is_block(node):
            return True
        has_comment = any(line in self.source.comments for line in range(node.place.line, node.place.end_line))
        return has_comment or any(self._is_verbatim(child) for child in children(node))

    def _flow(self, node: Node, order: KeyOrder) -> str:
        if isinstance(node, Scalar):
            return self._scalar(node, order.amount, flow=True)
        if isinstance(node, Sequence):
            return f"[{', '.join(self._flow(item, order) for item in node.items)}]"
        place = {key: number for number, key in enumerate(order.keys)}
        entries = sorted(node, key=lambda entry: place.get(entry[0].text, len(place)))
        pairs = (f"{self._flow(key, FREE)}: {self._flow(value, order.under(key.text))}" for key, value in entries)
        return "{" + ", ".join(pairs) + "}"


def _squeezed(lines: list[str]) -> list[str]:
    """No two blank lines after one another."""
    return [line for number, line in enumerate(lines) if line or (number > 0 and lines[number - 1]) or number == 0]


def _without_edges(lines: list[str]) -> list[str]:
    """Without blank lines at the beginning."""
    first = next((number for number, line in enumerate(lines) if line), len(lines))
    return lines[first:]


def _moved(lines: list[str], by: int, least: int) -> list[str]:
    """The further lines of a bracketed node, moved as far as its entry has moved."""
    return [" " * max(least, len(line) - len(line.lstrip()) + by) + line.lstrip() for line in lines]


def _indented(lines: list[str], indent: int) -> list[str]:
    return [" " * indent + line if line else "" for line in lines]


def _trimmed(line: str) -> str:
    """Without white space at the end, unless a backslash makes it part of a text."""
    bare = line.rstrip()
    return line if bare.endswith("\\") else bare
