"""Edits of what a file says, made in its text: only what they name moves, and the new text is read back to be sure."""

from collections.abc import Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass

from targetbook.problems import Edit, Place, Problem
from targetbook.source.editor import replace
from targetbook.source.nodes import Mapping, Node, Scalar, Sequence
from targetbook.source.originals import Entry, Original, faults_of
from targetbook.source.reading import parse_yaml
from targetbook.source.removal import leaving, place_to_remove
from targetbook.source.spelling import respelled


@dataclass(frozen=True, slots=True)
class Change:
    """One edit as it is made in the text: what stands at `place` becomes `text`.

    `node` is the identity of the scalar that gets the new `value`, or of the head of the entry that goes (None).
    """

    place: Place
    text: str
    node: int
    value: str | None


def changes_of(original: Original, edit: Edit) -> tuple[Change, ...]:
    """Ways to make an edit in a text, the one that moves least first; none where it cannot or may not be made.

    It may not where an alias repeats what it edits, as that would change another field too.
    """
    node, entry = original.nodes.get(edit.place, (None, None))
    if node is None or entry is None or edit.place in original.shared:
        return ()
    if edit.text is None:
        return _removed(original, entry)
    if not isinstance(node, Scalar):
        return ()
    ways = dict.fromkeys(respelled(original.at(node.place), node, edit.text, entry.flow))
    return tuple(Change(node.place, written, id(node), value) for written, value in ways)


def rewritten(original: Original, changes: Iterable[Change]) -> tuple[str, Node] | None:
    """The text with some changes made, and its node; None where it would not say what it said before, but for these."""
    made = list(changes)
    try:
        text = replace(original.text, [(change.place, change.text) for change in made])
    except ValueError:
        return None  # two of them meet
    problems: list[Problem] = []
    root = parse_yaml(text, original.file, problems)
    if original.root is None or root is None or faults_of(problems) - original.faults:
        return None
    values = {change.node: change.value for change in made}
    return (text, root) if _says(original.root, root, values) else None


def _removed(original: Original, entry: Entry) -> tuple[Change, ...]:
    gone = leaving(entry)
    if gone is None or gone.value.place in original.shared:
        return ()
    place = place_to_remove(original, gone)
    return () if place is None else (Change(place, "", id(gone.head), None),)


def _says(before: Node, after: Node, values: Table[int, str | None]) -> bool:
    """Whether a file says what it said before, but for the values that were changed and the entries that were taken away."""
    pending = [(before, after)]
    while pending:
        old, new = pending.pop()
        match old, new:
            case Scalar(), Scalar():
                if not _is_same(old, new, values):
                    return False
            case Sequence(), Sequence():
                items = [item for item in old.items if values.get(id(item), "") is not None]
                if (not new.items and old.items) or len(items) != len(new.items):
                    return False
                pending += zip(items, new.items, strict=True)
            case Mapping(), Mapping():
                entries = [entry for entry in old if values.get(id(entry[0]), "") is not None]
                if (not new.entries and old.entries) or len(entries) != len(new.entries):
                    return False
                pending += [pair for pairs in zip(entries, new, strict=True) for pair in zip(*pairs, strict=True)]
            case _:
                return False
    return True


def _is_same(old: Scalar, new: Scalar, values: Table[int, str | None]) -> bool:
    if id(old) not in values:
        return (new.text, new.kind) == (old.text, old.kind)
    return new.text == values[id(old)] and new.kind not in ("null", "merge")
