"""The kinds of indicators: two frames of the Ministry of Finance, as data, found by key, code, name or alias."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from targetbook.data import package_data

BUILT_IN = ("mof-2015", "mof-2021")


@dataclass(frozen=True, slots=True)
class Due:
    """When a level or a kind is owed: by every project, by good practice, by those that serve the public, by category."""

    always: bool = False
    advised: bool = False
    public: bool = False
    category: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """A first level (一级指标) of a taxonomy: output, benefit, satisfaction, and cost since 2021."""

    key: str
    code: str | None
    name: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    due: Due = Due()

    def words(self) -> Iterator[str]:
        """Every way in which a record might name this level, which is no kind."""
        yield self.key
        if self.code:
            yield self.code
        yield from self.name.values()
        yield from self.aliases


@dataclass(frozen=True, slots=True)
class Kind:
    """A second level (二级指标), what a record's `kind` names. `direction` says which way is better: higher or lower.

    `retired`: it is read, though it is no longer of the frame.
    """

    key: str
    code: str | None
    level: Level
    name: Mapping[str, str]
    short: Mapping[str, str]
    direction: str = "higher"
    aliases: tuple[str, ...] = ()
    due: Due = Due()
    retired: bool = False

    @property
    def is_of_time(self) -> bool:
        """Whether it is a kind of timeliness (时效), in whichever frame."""
        return self.key.rpartition(".")[2] == "timeliness"

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
    """A frame of kinds in its official order.

    `source` is the document that fixes it, `since` the year. `moved` leads from the key of a kind of an older frame to
    the one that has taken its place.
    """

    id: str
    name: Mapping[str, str]
    source: str
    since: int | None
    kinds: tuple[Kind, ...]
    moved: Mapping[str, str] = field(default_factory=dict)

    def get(self, key: str) -> Kind | None:
        """The kind of that key."""
        return next((kind for kind in self.kinds if kind.key == key), None)


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


def level_named(taxonomy: Taxonomy, word: str) -> Level | None:
    """The first level that a word names, whatever its capitals."""
    folded = word.casefold()
    return next((level for level in levels_of(taxonomy) if folded in map(str.casefold, level.words())), None)


def moved_kind(taxonomy: Taxonomy, word: str, before: Taxonomy) -> Kind | None:
    """What has taken the place, in a taxonomy, of the kind that a word named in the one before it."""
    old = words_of(before).get(word.casefold())
    return taxonomy.get(taxonomy.moved[old.key]) if old and old.key in taxonomy.moved else None


def label_of(named: Level | Kind | Taxonomy, language: str) -> str:
    """A name in a language, or in the first one that it has."""
    return named.name.get(language) or next(iter(named.name.values()))


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
    """A taxonomy from its data (the shape of `data/taxonomies/*.yaml`); where a book's own has faults, they were told."""
    levels = data["levels"]
    assert isinstance(levels, list | tuple)
    kinds = tuple(kind for entry in levels for kind in _kinds(entry))
    since = int(str(data["since"])) if "since" in data else None
    return Taxonomy(
        name, _words(data["name"]), str(data.get("source", "")), since, kinds, _words(data.get("moved", {}))
    )


def _kinds(entry: Mapping[str, object]) -> Iterator[Kind]:
    level = Level(str(entry["key"]), _code(entry), _words(entry["name"]), _aliases(entry), due_of(entry.get("due")))
    rows = entry["kinds"]
    assert isinstance(rows, list | tuple)
    for row in rows:
        name = _words(row["name"])
        yield Kind(
            str(row["key"]),
            _code(row),
            level,
            name,
            short=_words(row.get("short", name)),
            direction=str(row.get("direction", "higher")),
            aliases=_aliases(row),
            due=due_of(row.get("due")),
            retired=row.get("retired") is True,
        )


def due_of(data: object) -> Due:
    """When something is due, from `always`, `advised`, or a map of `public` and `category`."""
    match data:
        case "always":
            return Due(always=True)
        case "advised":
            return Due(advised=True)
        case Mapping():
            return Due(public=data.get("public") is True, category=tuple(data.get("category", ())))
    return Due()


def _words(value: object) -> Mapping[str, str]:
    assert isinstance(value, Mapping)
    return {str(key): str(word) for key, word in value.items()}


def _code(row: Mapping[str, object]) -> str | None:
    return str(row["code"]) if "code" in row else None


def _aliases(row: Mapping[str, object]) -> tuple[str, ...]:
    aliases = row.get("aliases", ())
    assert isinstance(aliases, list | tuple)
    return tuple(str(alias) for alias in aliases)
