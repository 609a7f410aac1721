"""The kinds of indicators: two frames of the Ministry of Finance, as data, found by key, code, name or alias."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from targetbook.data import package_data

BUILT_IN = ("mof-2015", "mof-2021")


@dataclass(frozen=True, slots=True)
class Level:
    """A first level (一级指标) of a taxonomy: output, benefit, satisfaction, and cost since 2021."""

    key: str
    code: str | None
    name: Mapping[str, str]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A second level (二级指标), what a record's `kind` names. `direction` says which way is better: higher or lower."""

    key: str
    code: str | None
    level: Level
    name: Mapping[str, str]
    short: Mapping[str, str]
    direction: str = "higher"
    aliases: tuple[str, ...] = ()

    def words(self) -> Iterator[str]:
        """Every way in which a record may name this kind."""
        yield self.key
        if self.code:
            yield self.code
        yield from self.name.values()
        yield from self.short.values()
        yield from self.aliases


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A frame of kinds in its official order. `source` is the document that fixes it."""

    id: str
    name: Mapping[str, str]
    source: str
    since: int
    kinds: tuple[Kind, ...]


def words_of(taxonomy: Taxonomy) -> dict[str, Kind]:
    """Every word that names one kind, lower-cased. A word shared by several kinds names none of them."""
    named: dict[str, set[str]] = {}
    kinds = {kind.key: kind for kind in taxonomy.kinds}
    for kind in taxonomy.kinds:
        for word in kind.words():
            named.setdefault(word.casefold(), set()).add(kind.key)
    return {word: kinds[next(iter(keys))] for word, keys in named.items() if len(keys) == 1}


def levels_of(taxonomy: Taxonomy) -> tuple[Level, ...]:
    """The first levels, in order."""
    return tuple({kind.level.key: kind.level for kind in taxonomy.kinds}.values())


@cache
def built_in(name: str) -> Taxonomy:
    """One of the two frames that come with the tool.

    Raises:
        KeyError: there is none of that name.
    """
    if name not in BUILT_IN:
        raise KeyError(name)
    return taxonomy_of(name, package_data(f"taxonomies/{name}.yaml"))


def taxonomy_of(name: str, data: Mapping[str, object]) -> Taxonomy:
    """A taxonomy from its data (the shape of `data/taxonomies/*.yaml`)."""
    levels = data["levels"]
    assert isinstance(levels, list)
    kinds = tuple(kind for entry in levels for kind in _kinds(entry))
    return Taxonomy(name, _labels(data["name"]), str(data["source"]), int(str(data["since"])), kinds)


def _kinds(entry: Mapping[str, object]) -> Iterator[Kind]:
    level = Level(str(entry["key"]), _code(entry), _labels(entry["name"]), _aliases(entry))
    rows = entry["kinds"]
    assert isinstance(rows, list)
    for row in rows:
        name = _labels(row["name"])
        short = _labels(row.get("short", name))
        yield Kind(str(row["key"]), _code(row), level, name, short, str(row.get("direction", "higher")), _aliases(row))


def _labels(value: object) -> Mapping[str, str]:
    assert isinstance(value, dict)
    return {str(language): str(label) for language, label in value.items()}


def _code(row: Mapping[str, object]) -> str | None:
    return str(row["code"]) if "code" in row else None


def _aliases(row: Mapping[str, object]) -> tuple[str, ...]:
    aliases = row.get("aliases", ())
    assert isinstance(aliases, list | tuple)
    return tuple(str(alias) for alias in aliases)
