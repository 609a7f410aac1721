"""The history of one record in git: every commit that it lay in, under which path, with renames and merges followed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from targetbook.review.git import Commit, Repository, commit_of, told_by_git

_SHAPE = "--format=tformat:%H%x00%P%x00%an%x00%aI%x00%s"


@dataclass(frozen=True, slots=True)
class Blob:
    """A file's content in git: its object's name, and its size in bytes."""

    object: str
    size: int


@dataclass(frozen=True, slots=True)
class Step:
    """A commit of a record's history; its parents are the commits before it that touched the book's records.

    `commit.path` is where the record lay then, from the repository's root; `blob` is None where it did not exist.
    """

    commit: Commit
    parents: tuple[str, ...]
    blob: Blob | None


@dataclass(slots=True)
class _Trace:
    """Where a record lay in each commit, as far as it is known."""

    repository: Repository
    commits: Mapping[str, tuple[Commit, tuple[str, ...]]]
    paths: dict[str, str] = field(default_factory=dict)
    blobs: dict[str, Mapping[str, Blob]] = field(default_factory=dict)

    def blob(self, commit: str, path: str) -> Blob | None:
        """The file of a path in a commit. The first question for a path asks for all commits at once."""
        if path not in self.blobs:
            self.blobs[path] = blobs_of(self.repository, self.commits, path)
        return self.blobs[path].get(commit)

    def earlier_path(self, parent: str, commit: str, path: str) -> str:
        """Where the file of a commit lay in one of its parents: under its path, an earlier one, or the one git traces."""
        for known in (path, *self.blobs):
            if self.blob(parent, known):
                return known
        if self.blob(commit, path) is None:
            return path
        return renamed_from(self.repository, parent, commit, path) or path


def history_of(repository: Repository, path: str, commit: str = "HEAD") -> tuple[Step, ...]:
    """Every commit of a record's history, the newest first; each comes before its parents.

    Args:
        path: where the record lies now, from the repository's root.

    Raises:
        GitError: there is no such commit. In a shallow clone the history ends where it was cut off.
    """
    commits = _commits(repository, path, commit)
    trace = _Trace(repository, commits)
    for name, (_, parents) in commits.items():
        here = trace.paths.setdefault(name, path)
        for parent in parents:
            trace.paths.setdefault(parent, trace.earlier_path(parent, name, here))
    steps = [_step(trace, name) for name in commits]
    return tuple(each for step in steps for each in _with_moved(repository, step))


def blobs_of(repository: Repository, commits: Iterable[str], path: str) -> Mapping[str, Blob]:
    """A path's file in each commit that has it, asked of one process."""
    names = list(commits)
    asked = "".join(f"{name}:{path}\n" for name in names).encode("utf-8", "surrogateescape")
    shape = "--batch-check=%(objecttype) %(objectsize) %(objectname)"
    told = told_by_git(repository.top, "cat-file", shape, fault="unreadable", asked=asked).splitlines()
    found = {}
    for name, line in zip(names, told, strict=True):
        if line.startswith(b"blob "):
            _, size, object = line.decode().split()
            found[name] = Blob(object, int(size))
    return found


def renamed_from(repository: Repository, parent: str, commit: str, path: str) -> str | None:
    """From where a commit moved a file, if it did."""
    arguments = ("-r", "-z", "--find-renames", "--diff-filter=R", "--name-status", "--no-ext-diff", "--no-textconv")
    told = told_by_git(repository.top, "diff-tree", *arguments, parent, commit, fault="unreadable")
    words = told.decode("utf-8", "surrogateescape").split("\0")[:-1]  # R100, the old path, the new one
    return next((old for old, new in zip(words[1::3], words[2::3], strict=True) if new == path), None)


def _commits(repository: Repository, path: str, start: str) -> Mapping[str, tuple[Commit, tuple[str, ...]]]:
    """The commits that touched any record of the book, with their parents among them, children before parents."""
    records = PurePosixPath(path).parent.parent.as_posix()
    inert = ("--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-notes", "--no-color", "--no-decorate")
    shape = ("--topo-order", "--full-history", "--parents", "-z", _SHAPE, "--encoding=UTF-8")
    name = commit_of(repository, start)
    told = told_by_git(repository.top, "log", *shape, *inert, name, "--", records, fault="unreadable")
    words = told.decode("utf-8", "surrogateescape").split("\0")
    each = zip(*(words[n::5] for n in range(5)), strict=False)  # the last word is what follows the last NUL
    return {
        name: (Commit(name, author, date, subject), tuple(parents.split()))
        for name, parents, author, date, subject in each
    }


def _step(trace: _Trace, name: str) -> Step:
    commit, parents = trace.commits[name]
    path = trace.paths[name]
    return Step(
        Commit(commit.commit, commit.author, commit.date, commit.subject, path), parents, trace.blob(name, path)
    )


def _with_moved(repository: Repository, step: Step) -> tuple[Step, ...]:
    """A step; and what came before it, where the book's folder itself was moved there."""
    if step.parents or step.blob is None:
        return (step,)
    parents = told_by_git(
        repository.top, "rev-list", "--max-count=1", "--parents", step.commit.commit, fault="unreadable"
    )
    for parent in parents.decode().split()[1:]:
        if old := renamed_from(repository, parent, step.commit.commit, step.commit.path):
            earlier = history_of(repository, old, parent)
            return (Step(step.commit, (earlier[0].commit.commit,), step.blob), *earlier)
    return (step,)
