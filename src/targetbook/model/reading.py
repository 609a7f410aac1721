"""A book from its folder: every file read, every problem gathered, one frozen `Book` in the order of print."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import blake2b
from pathlib import Path, PurePosixPath

from targetbook.model.book_fields import BOOK_FIELDS, DEFAULT_OUTPUTS, UNIT_FIELDS, control_shape, default_sources
from targetbook.model.composites import Read, RecordShape
from targetbook.model.fields import FundingShape, project_shape
from targetbook.model.own_taxonomy import every_kind, is_taxonomy, read_taxonomy
from targetbook.model.records import Book, Control, Money, Project, Source, Text, Unit
from targetbook.model.shapes import Moving, Reading
from targetbook.problems import Edit, Fix, Place, Problem, Severity, in_order
from targetbook.source import Mapping as MappingNode
from targetbook.source import Node, Scalar, Sequence, book_files, nearest, parse_yaml, read_bytes, read_yaml
from targetbook.taxonomy import BUILT_IN, Kind, Taxonomy, built_in, words_of

BOOK_FILE = "targetbook.yaml"
UNIT_FILE = "_unit.yaml"
RESERVED = frozenset({"total", "projects", "indicators"})
"""Keys of totals and controls: no source of funds can have one of them for its id."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A book as far as it could be read, and every problem found on the way.

    `book` is None only where `targetbook.yaml` holds no keys. Where a problem is an error, what is missing stands in for it.
    """

    book: Book | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """What one project's file said when its bytes had this digest."""

    digest: bytes
    project: Project | None
    problems: tuple[Problem, ...]


Known = Callable[[Book], MutableMapping[str, ReadRecord]]


def _nothing_known(head: Book) -> MutableMapping[str, ReadRecord]:
    return {}


def open_book(root: Path, taxonomy: str | None = None, *, known: Known = _nothing_known) -> Opened:
    """Read the book in a folder.

    Args:
        root: the folder that holds `targetbook.yaml`.
        taxonomy: another frame to read it by than its own, to learn what a move would take: a built-in one's name, or a
            YAML file of the book, relative to it.
        known: gives what was read before under the same head of the book, by file: a file whose bytes are the same is
            not read again, and what is read now is added.

    Returns:
        the book and all located problems; never raises for what is in the files.

    Raises:
        ValueError: no taxonomy can have that name.
    """
    if taxonomy is not None and not is_taxonomy(taxonomy):
        raise ValueError(f"no taxonomy can be named {taxonomy}")
    problems: list[Problem] = []
    head = _read_head(root, problems, known, taxonomy)
    if head is None:
        return Opened(None, in_order(problems))
    files = book_files(root, problems)
    units = _read_units(root, files, head, problems)
    if not any(PurePosixPath(file).name != UNIT_FILE for file in files):
        problems.append(Problem("STR001", "no-project", head.book.place))
    return Opened(replace(head.book, units=units), in_order(problems))


def open_head(root: Path) -> Opened:
    """Read `targetbook.yaml` alone, as `open_book` does: a book without units, for who asks for its languages or sources.

    The problems are those of that one file; the records are not looked at.
    """
    problems: list[Problem] = []
    head = _read_head(root, problems, _nothing_known)
    return Opened(head.book if head else None, in_order(problems))


@dataclass(frozen=True, slots=True)
class _Head:
    """What `targetbook.yaml` says, and what follows from it for every record: made once, as a book may have thousands."""

    book: Book
    unit_order: tuple[str, ...]
    unit_places: Mapping[str, Place]
    project: RecordShape
    words: Mapping[str, Kind]
    known: MutableMapping[str, ReadRecord]
    moving: Moving | None = None

    def reading(self, problems: list[Problem], record: str) -> Reading:
        book = self.book
        return Reading(problems, book.languages, book.money, book.taxonomy, record, self.words, self.moving)


def _read_head(root: Path, problems: list[Problem], known: Known, taxonomy: str | None = None) -> _Head | None:
    node = read_yaml(root, BOOK_FILE, problems)
    if node is None:
        return None
    languages = _languages(node)
    reading = Reading(problems, languages=languages, money=_money(node))
    read = RecordShape(BOOK_FIELDS, lambda read: read, BOOK_FILE).read_keys(node, reading, "")
    if read is None:
        return None
    nothing = Text({languages[0]: ""})  # for what is missing, which was told: the records are read all the same
    values: dict[str, object] = {"title": nothing, "department": nothing, "year": 1949, **read.values}
    _refuse_repeated_languages(node, reading)
    sources: tuple[Source, ...] = values.get("sources") or default_sources()  # type: ignore[assignment]
    _refuse_repeated_sources(sources, read, reading)
    controls = _controls(values.pop("controls", None), sources, reading)
    order: tuple[str, ...] = values.pop("units", ())  # type: ignore[assignment]
    values.pop("languages", None)
    values["year"] = int(str(values["year"]))
    own = _taxonomy(root, str(values.get("taxonomy", BUILT_IN[0])), read, reading)
    frame, moving = _asked(root, taxonomy, own, read, reading)
    values["taxonomy"] = frame
    values["setting"] = _setting(values.get("setting"), languages, read, reading)
    values["sources"] = sources
    values.setdefault("outputs", tuple(replace(output, place=_start(read.place)) for output in DEFAULT_OUTPUTS))
    book = Book(languages=languages, controls=controls, place=_start(read.place), **values)  # type: ignore[arg-type]
    project = project_shape(FundingShape(sources))
    return _Head(book, order, _item_places(node, "units"), project, words_of(book.taxonomy), known(book), moving)


def _start(place: Place) -> Place:
    """The first character of a stretch: what is not written anywhere is told of at the file's head."""
    return Place(place.file, place.line, place.column, place.line, place.column + 1)


def _languages(node: Node) -> tuple[str, ...]:
    """The book's languages before anything else is read: the first of them is the language of a plain string."""
    listed = node.get("languages") if isinstance(node, MappingNode) else None
    if isinstance(listed, Sequence):
        words = [item.text for item in listed.items if isinstance(item, Scalar) and item.text in ("zh", "en")]
        return tuple(dict.fromkeys(words)) or ("zh",)
    return ("zh",)


def _refuse_repeated_languages(node: Node, reading: Reading) -> None:
    listed = node.get("languages") if isinstance(node, MappingNode) else None
    seen: set[str] = set()
    for item in listed.items if isinstance(listed, Sequence) else ():
        if isinstance(item, Scalar) and item.text in seen:
            reading.error("STR007", "listed", item.place, "languages", id=item.text)
        seen.add(item.text if isinstance(item, Scalar) else "")


def _money(node: Node) -> Money:
    """The unit of money before anything else is read, as amounts stand in `targetbook.yaml` too; faults are told later."""
    money = node.get("money") if isinstance(node, MappingNode) else None
    read = BOOK_FIELDS["money"].shape.read(money, Reading([]), "money") if money is not None else None
    return read if isinstance(read, Money) else Money()


def _setting(given: object, languages: tuple[str, ...], read: Read, reading: Reading) -> str:
    if len(languages) == 1:
        listed = read.values.get("languages", languages)
        if given is not None and given != languages[0] and listed == languages:
            reading.error(
                "STR004", "setting", read.places["setting"], "setting", text=str(given), language=languages[0]
            )
        return languages[0]
    return "stacked" if given is None else str(given)


def _taxonomy(root: Path, name: str, read: Read, reading: Reading) -> Taxonomy:
    if name in BUILT_IN:
        return built_in(name)
    place = read.places.get("taxonomy", _start(read.place))
    if is_taxonomy(name):
        return read_taxonomy(root, name, place, reading) or every_kind(BUILT_IN[0])
    near = nearest(name, BUILT_IN) or BUILT_IN[0]
    reading.error("STR004", "taxonomy", place, "taxonomy", text=name, known=", ".join(BUILT_IN), nearest=near)
    return every_kind(near)


def _asked(root: Path, name: str | None, own: Taxonomy, read: Read, reading: Reading) -> tuple[Taxonomy, Moving | None]:
    """The frame that the book is to be read by; where that is not its own, what `targetbook.yaml` must say to move over."""
    if name is None or name == own.id:
        return own, None
    stated = read.places.get("taxonomy")
    fix = Fix((Edit(stated, name),), safe=True) if stated else None
    told = {"own": own.id, "frame": name}
    place = stated or _start(read.place)
    reading.problems.append(Problem("STR005", "frame", place, told, Severity.ADVICE, field="taxonomy", fix=fix))
    return _taxonomy(root, name, read, reading), Moving(own, stated is not None)


def _refuse_repeated_sources(sources: tuple[Source, ...], read: Read, reading: Reading) -> None:
    ids = Counter(column.id for source in sources for column in (source, *source.parts))
    for repeated in sorted(key for key, times in ids.items() if times > 1 or key in RESERVED):
        reading.error("STR007", "source", read.places["sources"], "sources", id=repeated)


def _controls(node: object, sources: tuple[Source, ...], reading: Reading) -> tuple[Control, ...]:
    if not isinstance(node, MappingNode):
        return ()
    read = control_shape(sources).read(node, reading, "controls")
    if not isinstance(read, Read):
        return ()
    return tuple(Control(key, Decimal(str(amount)), read.places[key]) for key, amount in read.values.items())


def _item_places(node: Node, key: str) -> Mapping[str, Place]:
    """Where each id of an order list stands."""
    listed = node.get(key) if isinstance(node, MappingNode) else None
    items = listed.items if isinstance(listed, Sequence) else ()
    return {item.text: item.place for item in items if isinstance(item, Scalar)}


def _read_units(root: Path, files: Iterable[str], head: _Head, problems: list[Problem]) -> tuple[Unit, ...]:
    folders: dict[str, list[str]] = {}
    for file in files:
        folders.setdefault(PurePosixPath(file).parent.name, []).append(file)
    missing = head.reading(problems, "")
    order = _in_order(folders, head.unit_order, head.unit_places, missing, "units", "targets/{}/")
    read = [_read_unit(root, unit, folders[unit], head, problems) for unit in order]
    return tuple(unit for unit in read if unit is not None)


def _read_unit(root: Path, unit: str, files: list[str], head: _Head, problems: list[Problem]) -> Unit | None:
    unit_file = f"targets/{unit}/{UNIT_FILE}"
    records = {PurePosixPath(file).stem: file for file in files if file != unit_file}
    projects = {name: _read_project(root, file, head, problems) for name, file in records.items()}
    reading = head.reading(problems, unit)
    node = read_yaml(root, unit_file, problems)
    read = RecordShape(UNIT_FIELDS, lambda read: read, UNIT_FILE).read(node, reading, "") if node is not None else None
    if not isinstance(read, Read):
        return None
    listed: tuple[str, ...] = read.values.get("projects", ())  # type: ignore[assignment]
    places = _item_places(node, "projects") if node is not None else {}
    order = _in_order(projects, listed, places, reading, "projects", f"targets/{unit}/{{}}.yaml")
    name, code = read.values["name"], read.values.get("code")
    assert isinstance(name, Text)
    in_print = tuple(project for key in order if (project := projects[key]) is not None)
    return Unit(unit, name, in_print, None if code is None else str(code), read.place)


def _read_project(root: Path, file: str, head: _Head, problems: list[Problem]) -> Project | None:
    data = read_bytes(root, file, problems)
    if data is None:
        return None
    digest = blake2b(data, digest_size=16).digest()
    known = head.known.get(file)
    if known is None or known.digest != digest:
        found: list[Problem] = []
        project = read_record(data, file, head.project, head.reading(found, id_of(file)))
        known = head.known[file] = ReadRecord(digest, project, tuple(found))
    problems += known.problems
    return known.project


def id_of(file: str) -> str:
    """The id `unit/project` of a project's file."""
    path = PurePosixPath(file)
    return f"{path.parent.name}/{path.stem}"


def read_record(data: bytes, file: str, shape: RecordShape, reading: Reading) -> Project | None:
    """The project that a file's bytes hold, if they are one and could be read; problems are added to the reading's.

    Args:
        file: its path in the book, by which it has its unit and its id.
        shape: the shape of its kind of file; what is no project is read for its problems alone.
    """
    node = parse_yaml(data, file, reading.problems)
    read = shape.read(node, reading, "") if node is not None else None
    path = PurePosixPath(file)
    return replace(read, unit=path.parent.name, id=path.stem) if isinstance(read, Project) else None


def _in_order(
    found: Mapping[str, object],
    listed: tuple[str, ...],
    places: Mapping[str, Place],
    reading: Reading,
    field: str,
    path: str,
) -> list[str]:
    """Ids as listed, then what is not listed, by name; a listed id without a file, or listed twice, is an error."""
    for name, times in Counter(listed).items():
        if name not in found:
            near = nearest(name, found)
            message = "listed-near" if near else "listed"
            reading.error("STR001", message, places[name], field, id=name, file=path.format(name), nearest=near or "")
        elif times > 1:
            reading.error("STR007", "listed", places[name], field, id=name)
    named = [name for name in dict.fromkeys(listed) if name in found]
    return named + sorted(set(found) - set(named))
