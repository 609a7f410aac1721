"""A book's own taxonomy: a YAML file of the book in the shape of `data/taxonomies/*.yaml`, read with all its faults placed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from targetbook.model.composites import ListShape, MapShape, Read, RecordShape
from targetbook.model.fields import CATEGORIES, DIRECTIONS
from targetbook.model.shapes import (
    BooleanShape,
    ChoiceShape,
    Field,
    NumberShape,
    Reading,
    TextShape,
    WordShape,
    scalar_of,
)
from targetbook.problems import Place, Problem, has_errors
from targetbook.source import Mapping as MappingNode
from targetbook.source import Node, Scalar, read_yaml
from targetbook.taxonomy import BUILT_IN, Kind, Taxonomy, built_in, taxonomy_of

ENDINGS = (".yaml", ".yml")
_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_ALWAYS_OR_ADVISED = ChoiceShape({"always": "所有项目", "advised": "宜设"})


class KeyShape:
    """The key of a level or kind: small Latin letters, digits and _, in parts with dots between them."""

    def read(self, node: Node, reading: Reading, path: str) -> str | None:
        scalar = scalar_of(node, reading, path, "word")
        if scalar is None:
            return None
        if _KEY.fullmatch(scalar.text):
            return scalar.text
        reading.error("STR004", "key", scalar.place, path, text=scalar.text)
        return None

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": f"^{_KEY.pattern}$"}


class LabelShape:
    """A label by language."""

    def read(self, node: Node, reading: Reading, path: str) -> Mapping[str, str] | None:
        text = TextShape().read(node, reading, path)
        return None if text is None else text.by_language

    def schema(self) -> dict[str, object]:
        return TextShape().schema()


class DueShape:
    """When a level or kind is due: `always`, `advised`, or a map of `public` and `category`."""

    _where = RecordShape(
        {
            "public": Field(BooleanShape(), "where the project serves the public", "面向公众的项目"),
            "category": Field(ListShape(CATEGORIES, 1), "for these categories of project", "这些类别的项目"),
        },
        lambda read: read.values,
        "due",
    )

    def read(self, node: Node, reading: Reading, path: str) -> object | None:
        shape = _ALWAYS_OR_ADVISED if isinstance(node, Scalar) else self._where
        return shape.read(node, reading, path)

    def schema(self) -> dict[str, object]:
        return {"anyOf": [_ALWAYS_OR_ADVISED.schema(), self._where.schema()]}


_KEY_FIELD = Field(KeyShape(), "key, as records name it", "键", required=True)
_CODE = Field(WordShape(), "code, as it is printed", "代码")
_NAME = Field(LabelShape(), "name", "名称", required=True)
_ALIASES = Field(ListShape(WordShape()), "other words for it", "别名")
_DUE = Field(DueShape(), "which projects owe it", "哪些项目应设")

KIND = RecordShape(
    {
        "key": _KEY_FIELD,
        "code": _CODE,
        "name": _NAME,
        "short": Field(LabelShape(), "name in a narrow column", "简称"),
        "aliases": _ALIASES,
        "direction": Field(DIRECTIONS, "which way is better", "指标方向"),
        "due": _DUE,
        "retired": Field(BooleanShape(), "still read, but no longer of the frame", "已停用，仍可读入"),
    },
    lambda read: read,
    "kinds",
)
LEVEL = RecordShape(
    {
        "key": _KEY_FIELD,
        "code": _CODE,
        "name": _NAME,
        "aliases": _ALIASES,
        "due": _DUE,
        "kinds": Field(ListShape(KIND, 1), "kinds of the level", "二级指标", required=True),
    },
    lambda read: read,
    "levels",
)
TAXONOMY = RecordShape(
    {
        "name": _NAME,
        "source": Field(WordShape(), "document that fixes it", "依据文件"),
        "since": Field(NumberShape(1949, 2999, whole=True), "first year", "起用年份"),
        "moved": Field(MapShape(WordShape()), "kinds of an older frame, and what took their place", "旧类的去向"),
        "levels": Field(ListShape(LEVEL, 1), "first levels", "一级指标", required=True),
    },
    lambda read: read,
    "taxonomy",
)


def is_taxonomy(name: str) -> bool:
    """Whether a word can name a taxonomy: a built-in one, or a YAML file of the book."""
    return name in BUILT_IN or name.endswith(ENDINGS)


def read_taxonomy(root: Path, file: str, place: Place, reading: Reading) -> Taxonomy | None:
    """The taxonomy in a file of the book, or None where nothing of it can be used; problems are added to the reading's.

    Args:
        file: relative to the book.
        place: where the file is named, which is where a file that cannot be opened is told.
    """
    inner = Reading([], reading.languages)
    node = read_yaml(root, file, inner.problems)
    read = TAXONOMY.read(node, inner, "") if node is not None else None
    taxonomy = _taxonomy(file, read, node, inner) if isinstance(read, Read) else None
    reading.problems += (_at_its_name(problem, place) for problem in inner.problems)
    return _with_every_kind(taxonomy) if taxonomy and has_errors(inner.problems) else taxonomy


def every_kind(name: str) -> Taxonomy:
    """A built-in frame with the kinds of both: it stands in for one that cannot be read, and no record is told of that."""
    return _with_every_kind(built_in(name))


def _with_every_kind(taxonomy: Taxonomy) -> Taxonomy:
    kinds: dict[str, Kind] = {kind.key: kind for known in BUILT_IN for kind in built_in(known).kinds}
    kinds |= {kind.key: kind for kind in taxonomy.kinds}
    return replace(taxonomy, kinds=tuple(kinds.values()))


def _at_its_name(problem: Problem, place: Place) -> Problem:
    """A file that is not there or lies outside the book has no line to show: the line that names it is shown."""
    return replace(problem, place=place) if problem.code in ("SRC011", "SRC012") else problem


def _taxonomy(file: str, read: Read, node: Node | None, reading: Reading) -> Taxonomy:
    levels: tuple[Read, ...] = read.values["levels"]  # type: ignore[assignment]  # a list of LEVEL
    kinds = [kind for level in levels for kind in _kinds(level)]
    _refuse_repeated("levels", levels, reading)
    _refuse_repeated("kinds", kinds, reading)
    _refuse_shared_words(kinds, reading)
    if not reading.problems:  # else the kind that a move leads to may be there, and was told of
        _refuse_moves_to_nowhere(node, [str(kind.values["key"]) for kind in kinds], reading)
    data = [{**level.values, "kinds": [kind.values for kind in _kinds(level)]} for level in levels]
    return taxonomy_of(file, {**read.values, "levels": data})


def _kinds(level: Read) -> Iterator[Read]:
    yield from level.values["kinds"]  # type: ignore[misc]  # a list of KIND


def _refuse_repeated(field: str, rows: Iterable[Read], reading: Reading) -> None:
    seen: dict[str, Place] = {}
    for row in rows:
        key, place = str(row.values["key"]), row.places["key"]
        if key in seen:
            reading.error("STR007", "key", place, field, id=key, line=str(seen[key].line))
        seen.setdefault(key, place)


def _refuse_shared_words(kinds: Iterable[Read], reading: Reading) -> None:
    """A code, name or alias of two kinds would name neither of them."""
    owners: dict[str, str] = {}
    for kind in kinds:
        key = str(kind.values["key"])
        for field in ("code", "name", "aliases"):
            for word in _words_in(kind.values.get(field)):
                if owners.setdefault(word.casefold(), key) != key:
                    reading.error("STR007", "word", kind.places[field], field, id=word, other=owners[word.casefold()])


def _words_in(value: object) -> Iterable[str]:
    match value:
        case str():
            return (value,)
        case Mapping():
            return dict.fromkeys(map(str, value.values()))
        case tuple():
            return map(str, value)
    return ()


def _refuse_moves_to_nowhere(node: Node | None, keys: list[str], reading: Reading) -> None:
    moved = node.get("moved") if isinstance(node, MappingNode) else None
    for old, new in moved if isinstance(moved, MappingNode) else ():
        if isinstance(new, Scalar) and new.text not in keys:
            kinds = ", ".join(keys)
            reading.error("STR005", "kind", new.place, f"moved.{old.text}", text=new.text, kinds=kinds)
