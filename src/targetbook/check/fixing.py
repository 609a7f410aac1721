"""Fixes of problems, written into the texts of their files: nothing moves but what a fix names."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain

from targetbook.model.schema import file_schema, kind_of
from targetbook.problems import Fix, Place, Problem, in_order
from targetbook.source import Change, Node, Original, Sequence, changes_of, original_of, rewritten
from targetbook.source import Mapping as MappingNode

ReadText = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Fixed:
    """What one pass did: the new text of each file that changed, the problems whose fix was made, and those refused.

    A fix is refused where it cannot be made without changing anything else, or would take a key that must be there.
    One that meets another fix is neither: it waits for the next pass.
    """

    texts: Mapping[str, str]
    applied: tuple[Problem, ...] = ()
    refused: tuple[Problem, ...] = ()


def fixed(texts: Mapping[str, str], problems: Iterable[Problem], unsafe: bool = False) -> Fixed:
    """Make the fixes of problems, each as a whole or not at all; where two meet, only the first by place and code.

    Args:
        texts: of the files, by path; a fix of a file that is not there is refused.
        unsafe: also those fixes that a person should look at.
    """
    originals: dict[str, Original] = {}
    claims = _Claims()
    plans: list[_Plan] = []
    refused: list[Problem] = []
    for problem in in_order(problem for problem in problems if _is_wanted(problem, unsafe)):
        assert problem.fix is not None
        ways = _ways(problem.fix, originals, texts)
        if not ways:
            refused.append(problem)
        elif claims.take(ways[0]):
            plans.append(_Plan(problem, ways))
    settled = _settled(originals, plans)
    done = {id(problem) for problem in settled.applied}
    refused += [plan.problem for plan in plans if id(plan.problem) not in done]
    return Fixed(settled.texts, settled.applied, in_order(refused))


def edits_of(read_text: ReadText, fix: Fix) -> tuple[tuple[Place, str], ...]:
    """What a fix would replace in the files as they are written: each place, and the raw text that would stand there.

    Nothing where the fix would be refused.
    """
    files = dict.fromkeys(edit.place.file for edit in fix.edits)
    texts = {file: text for file in files if (text := read_text(file)) is not None}
    originals = {file: _read(text, file) for file, text in texts.items()}
    for way in _ways(fix, originals, texts):
        if all(_text_with(originals[file], changes) is not None for file, changes in _by_file(way).items()):
            return tuple((change.place, change.text) for change in way)
    return ()


def fix_json(fix: Fix, read_text: ReadText) -> dict[str, object] | None:
    """A fix as data: whether it is safe, and each replacement with its place in the file; None where it is refused."""
    edits = [
        {
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "end_line": place.end_line,
            "end_column": place.end_column,
            "text": text,
        }
        for place, text in edits_of(read_text, fix)
    ]
    return {"safe": fix.safe, "edits": edits} if edits else None


_Way = tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A problem, and the ways to make its fix, the best first."""

    problem: Problem
    ways: tuple[_Way, ...]

    @property
    def files(self) -> set[str]:
        return {change.place.file for change in self.ways[0]}


@dataclass(slots=True)
class _Claims:
    """The places that fixes of this pass have taken."""

    taken: dict[str, list[Place]] = field(default_factory=dict)

    def take(self, way: _Way) -> bool:
        """Whether the places of a fix are still free; then they are taken."""
        if any(_meet(change.place, place) for change in way for place in self.taken.get(change.place.file, ())):
            return False
        for change in way:
            self.taken.setdefault(change.place.file, []).append(change.place)
        return True


def _meet(one: Place, other: Place) -> bool:
    starts_before_end = (one.line, one.column) < (other.end_line, other.end_column)
    return starts_before_end and (other.line, other.column) < (one.end_line, one.end_column)


def _is_wanted(problem: Problem, unsafe: bool) -> bool:
    return problem.fix is not None and bool(problem.fix.edits) and (problem.fix.safe or unsafe)


@lru_cache(maxsize=8)
def _read(text: str, file: str) -> Original:
    """Problems come in the order of their files: a file is read once for all of its fixes."""
    return original_of(text, file)


def _ways(fix: Fix, originals: dict[str, Original], texts: Mapping[str, str]) -> tuple[_Way, ...]:
    """The ways to make all edits of a fix: each as it moves least, else each as it is surest to be read back."""
    first: list[Change] = []
    last: list[Change] = []
    for edit in dict.fromkeys(fix.edits):
        file = edit.place.file
        if file not in texts:
            return ()
        if file not in originals:
            originals[file] = original_of(texts[file], file)
        changes = changes_of(originals[file], edit)
        if not changes:
            return ()
        first.append(changes[0])
        last.append(changes[-1])
    return tuple(dict.fromkeys((tuple(first), tuple(last))))


def _settled(originals: Mapping[str, Original], plans: list[_Plan]) -> Fixed:
    """All fixes at once; where a file would then say something else, its fixes are made one by one, as far as it is right."""
    planned = _by_file(chain.from_iterable(plan.ways[0] for plan in plans))
    texts = {file: _text_with(originals[file], changes) for file, changes in planned.items()}
    failed = {file for file, text in texts.items() if text is None}
    sure = [plan for plan in plans if not plan.files & failed]
    doubtful = [plan for plan in plans if plan.files & failed]
    if doubtful:
        made = _by_file(chain.from_iterable(plan.ways[0] for plan in sure))
        sure += [plan for plan in doubtful if _is_made(plan, originals, made)]
        texts = {file: _text_with(originals[file], changes) for file, changes in made.items()}
    return Fixed(
        {file: text for file, text in texts.items() if text is not None}, in_order(plan.problem for plan in sure)
    )


def _is_made(plan: _Plan, originals: Mapping[str, Original], made: dict[str, list[Change]]) -> bool:
    """Whether a fix can be made beside those that were; then it is added to them."""
    for way in plan.ways:
        together = {file: [*made.get(file, ()), *changes] for file, changes in _by_file(way).items()}
        if all(_text_with(originals[file], changes) is not None for file, changes in together.items()):
            made.update(together)
            return True
    return False


def _by_file(changes: Iterable[Change]) -> dict[str, list[Change]]:
    files: dict[str, list[Change]] = {}
    for change in changes:
        files.setdefault(change.place.file, []).append(change)
    return files


def _text_with(original: Original, changes: Iterable[Change]) -> str | None:
    """The text with changes made, or None where that would break something or take away a key that must be there."""
    made = list(changes)
    after = rewritten(original, made)
    if after is None or original.root is None:
        return None
    text, root = after
    if any(change.value is None for change in made):
        schema = _schema(kind_of(original.file))
        if _lacking(root, schema) > _lacking(original.root, schema):
            return None
    return text


@cache
def _schema(kind: str) -> Mapping[str, object]:
    return file_schema(kind)


def _lacking(node: Node, schema: object) -> int:
    """How many keys that a file of this schema must have are not there."""
    match schema, node:
        case {"anyOf": [*shapes]}, _:
            return sum(_lacking(node, shape) for shape in shapes)  # of which but one is of the node's type
        case {"properties": dict() as fields, **others}, MappingNode():
            present = {key.text: value for key, value in node}
            required = others.get("required", ())
            assert isinstance(required, list | tuple)
            return len({*required} - present.keys()) + sum(_lacking(present[key], fields.get(key)) for key in present)
        case {"items": item}, Sequence():
            return sum(_lacking(each, item) for each in node.items)
    return 0
