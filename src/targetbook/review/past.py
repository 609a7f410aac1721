"""All versions of one record through the history of git, each content read once, broken ones told apart."""

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from targetbook.model import BOOK_FILE, Indicator, Project, open_book
from targetbook.problems import Severity
from targetbook.review.git import FILES, Commit, Entry, Repository, tree_of
from targetbook.review.lineage import Blob, Step, blobs_of, history_of
from targetbook.review.matching import Matching, match_indicators
from targetbook.review.trees import Tree, contents_of, write_tree
from targetbook.source.reading import FILE_SIZE

UNCOMMITTED = Commit("", "", "", "")
"""Stands for the record as it lies in the work tree, where that was not committed yet."""
_UNIT = "record"
"""The unit under which the versions of a record are read together."""
_HARMLESS = ("STR002",)
"""Errors of reading that leave all facts in place: a key that is not known, or not yet."""


@dataclass(slots=True)
class Past:
    """A record's steps, newest first, and the project and the book's fiscal year of each step that can be read."""

    steps: Mapping[str, Step]
    projects: Mapping[str, Project | None]
    years: Mapping[str, int]
    broken: frozenset[str]
    matched: dict[tuple[str, str], Matching[Indicator]] = field(default_factory=dict)

    def readable(self, name: str) -> str | None:
        """The step itself, or where its record is broken, the nearest before it that is not."""
        while name in self.broken:
            parents = self.steps[name].parents
            if not parents:
                return None
            name = parents[0]
        return name

    def parents(self, name: str) -> list[str]:
        """The steps before one, passing over broken ones."""
        found = (self.readable(parent) for parent in self.steps[name].parents if parent in self.steps)
        return list(dict.fromkeys(each for each in found if each is not None))

    def year(self, name: str, parent: str) -> int | None:
        """The fiscal year of a step and of one before it; None where they are of two."""
        year = self.years.get(name)
        return year if year == self.years.get(parent) else None

    def newest(self) -> str | None:
        """The newest step, if the record is there and can be read; else the newest where it can be."""
        first = next(iter(self.steps), None)
        name = None if first is None else self.readable(first)
        return name if name is not None and self.projects.get(name) is not None else None

    def earlier(self, indicator: Indicator, name: str, parent: str) -> Indicator | None:
        """What an indicator of a step was in a step before it."""
        if (name, parent) not in self.matched:
            old, new = self.projects[parent], self.projects[name]
            assert old is not None and new is not None  # both are readable
            self.matched[name, parent] = match_indicators(old.indicators, new.indicators)
        pairs = self.matched[name, parent].pairs
        return next((old for old, new in pairs if new is indicator), None)


def past_of(repository: Repository, record: str, commit: str | None = None) -> Past:
    """A record's versions: those of git, before them what lies in the work tree if no commit is asked for.

    Raises:
        GitError: there is no such commit.
    """
    unit, _, id = record.rpartition("/")
    path = f"{repository.prefix}targets/{unit}/{id}.yaml"
    steps = {step.commit.commit: step for step in history_of(repository, path, commit or "HEAD")}
    contents = _contents(repository, steps.values())
    heads = _heads(repository, steps.values())
    if commit is None:
        steps = {**_uncommitted(repository, path, steps, contents, heads), **steps}
    return _past(repository, steps, contents, heads)


def _contents(repository: Repository, steps: Iterable[Step]) -> dict[str, bytes]:
    """Each version of the record by its object's name; one that is too large to be a record is left out."""
    blobs = {step.blob.object: step.blob for step in steps if step.blob and step.blob.size <= FILE_SIZE}
    entries = [Entry(FILES[0], blob.object, blob.size, "") for blob in blobs.values()]
    return dict(zip(blobs, contents_of(repository, entries), strict=True))


def _heads(repository: Repository, steps: Iterable[Step]) -> dict[str, str]:
    """The object of `targetbook.yaml` in each commit, where there is one."""
    heads: dict[str, str] = {}
    by_folder: dict[str, list[str]] = {}
    for step in steps:
        by_folder.setdefault(_folder(step), []).append(step.commit.commit)
    for folder, commits in by_folder.items():
        heads |= {name: blob.object for name, blob in blobs_of(repository, commits, f"{folder}{BOOK_FILE}").items()}
    return heads


def _folder(step: Step) -> str:
    """The book's folder in a step: the record lies in `targets/<unit>/` of it."""
    parts = step.commit.path.split("/")[:-3]
    return "".join(f"{part}/" for part in parts)


def _uncommitted(
    repository: Repository, path: str, steps: Mapping[str, Step], contents: dict[str, bytes], heads: dict[str, str]
) -> Mapping[str, Step]:
    """The record as it lies, as a step before the newest; nothing where it is as it was committed."""
    newest = next(iter(steps.values()), None)
    file = repository.top / path
    if newest is None or not file.is_file() or file.is_symlink() or file.stat().st_size > FILE_SIZE:
        return {}
    data = file.read_bytes()
    if newest.blob is not None and contents.get(newest.blob.object) == data:
        return {}
    contents[""], heads[""] = data, heads.get(newest.commit.commit, "")
    return {"": Step(replace(UNCOMMITTED, path=path), (newest.commit.commit,), Blob("", len(data)))}


def _past(
    repository: Repository, steps: Mapping[str, Step], contents: Mapping[str, bytes], heads: Mapping[str, str]
) -> Past:
    """The project of each step, None where the record did not exist; and the steps where it is broken.

    Versions under one `targetbook.yaml` are read together as the records of one book: each content once.
    """
    under: dict[str, dict[str, str]] = {}
    for name, step in steps.items():
        if step.blob and step.blob.object in contents:
            under.setdefault(heads.get(name, ""), {}).setdefault(step.blob.object, name)
    read = {head: _read_together(repository, steps, objects, contents) for head, objects in under.items()}
    projects: dict[str, Project | None] = {}
    years, broken = {}, set()
    for name, step in steps.items():
        read_at = read.get(heads.get(name, ""))
        project = read_at.projects.get(step.blob.object) if read_at and step.blob else None
        projects[name] = None if project is None else _placed(project, step)
        if read_at:
            years[name] = read_at.year
        if step.blob and project is None:
            broken.add(name)
    return Past(steps, projects, years, frozenset(broken))


@dataclass(frozen=True, slots=True)
class _ReadTogether:
    """Versions of a record under one head, by object, and the head's fiscal year."""

    projects: Mapping[str, Project]
    year: int


def _read_together(
    repository: Repository, steps: Mapping[str, Step], objects: Mapping[str, str], contents: Mapping[str, bytes]
) -> _ReadTogether | None:
    """Versions of the record, read under the head of the book that the first of their commits has; None if it has none."""
    with tempfile.TemporaryDirectory(prefix="targetbook-") as folder:
        root = Path(folder)
        _write_head(repository, next(steps[name] for name in [*objects.values()]), root)
        unit = root / "targets" / _UNIT
        unit.mkdir(parents=True)
        (unit / "_unit.yaml").write_text(f"name: {_UNIT}\n", "utf-8")
        for number, object in enumerate(objects):
            (unit / f"{number}.yaml").write_bytes(contents[object])
        opened = open_book(root)
    broken = {
        problem.place.file
        for problem in opened.problems
        if problem.severity is Severity.ERROR and problem.code not in _HARMLESS
    }
    if opened.book is None:
        return None
    projects = {project.id: project for project in opened.book.projects()}
    sound = {
        object: projects[str(number)]
        for number, object in enumerate(objects)
        if str(number) in projects and f"targets/{_UNIT}/{number}.yaml" not in broken
    }
    return _ReadTogether(sound, opened.book.year)


def _write_head(repository: Repository, step: Step, root: Path) -> None:
    """The book's own file and the YAML beside it, as they were at a step or, for the work tree, in the last commit."""
    folder = _folder(step)
    commit = step.commit.commit or step.parents[0]
    own = (replace(each, path=each.path.removeprefix(folder)) for each in tree_of(repository, commit, folder))
    head = (
        each for each in own if each.mode in FILES and "/" not in each.path and each.path.endswith((".yaml", ".yml"))
    )
    write_tree(repository, Tree(folder, tuple(head)), root)


def _placed(project: Project, step: Step) -> Project:
    """The project under the unit and id that its path gave it."""
    parts = step.commit.path.removesuffix(".yaml").split("/")
    return replace(project, unit=parts[-2], id=parts[-1])
