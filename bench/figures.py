"""The figures that targetbook is to reach, all of them ratios within one run, and whether it does."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from bench import check, diff, writers
from bench.results import Results, Size, Taken

REFERENCE, LARGE = 1000, 10_000
"""Projects: the size for which the figures are set, and the one up to which growth is."""

GROWTH = 11.0
GROWING = {
    "cold": "full PDF, nothing kept",
    "warm": "full PDF, nothing changed",
    "edit": "one edit, PDF on disk",
    "watch": "one edit, inside `watch`",
    "check": "`check`, cold",
    "check again": "`check`, records remembered",
    "diff": "`diff`",
    "docx": "Word",
    "html": "HTML",
    "xlsx": "Excel",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Args:
        topic: names the paragraph of the report that tells what limits it.
        limit: the most that the ratio may be, or with `at_least` the least.
        reached: None where the run does not hold it.
    """

    topic: str
    work: str
    against: str
    limit: float
    reached: float | None
    at_least: bool = False

    @property
    def is_met(self) -> bool | None:
        """None where it was not measured."""
        if self.reached is None:
            return None
        return self.reached >= self.limit if self.at_least else self.reached <= self.limit


def reference(results: Results) -> Size:
    """The size that the figures are read at: that of 1,000 projects, or the largest below it, or the smallest."""
    below = [size for size in results.sizes if size.projects <= REFERENCE]
    return below[-1] if below else results.sizes[0]


def figures(results: Results) -> list[Figure]:
    """Every figure to reach."""
    return [*_of_one_size(reference(results)), *_flat(results), *_growth(results)]


def _of_one_size(size: Size) -> Iterator[Figure]:
    def ratio(step: str, other: str) -> float | None:
        return _ratio(size.taken(step), size.taken(other))

    def within(step: str, other: str) -> float | None:
        return size.within[step] / size.within[other] if {step, other} <= size.within.keys() else None

    yield Figure(
        "cold", "full PDF, nothing kept", "faster than WeasyPrint on one document", 2, ratio("weasyprint", "cold"), True
    )
    yield Figure("cold", "full PDF, nothing kept", "of headless Chromium's time", 2.5, ratio("cold", "chromium"))
    yield Figure("warm", "full PDF, nothing changed", "of Typst's full compile", 0.15, ratio("warm", "typst"))
    yield Figure("edit", "one edit, PDF on disk", "of Typst's full compile", 0.5, ratio("edit", "typst"))
    yield Figure(
        "edit", "one edit, PDF on disk", "faster than WeasyPrint on one document", 20, ratio("weasyprint", "edit"), True
    )
    yield Figure("watch", "one edit, inside `watch`", "of Typst's full compile", 0.25, ratio("watch", "typst"))
    yield Figure("same", "PDF in parts", "pages that differ from the one document's", 0, _differing(size))
    yield Figure(
        "size",
        "PDF in parts",
        "of the one document's size",
        1.15,
        _ratio(size.taken("cold"), size.taken("weasyprint"), "size"),
    )
    yield Figure(
        "check", "`check`, every rule, cold", "of only composing the YAML", 6, within(check.COLD, check.COMPOSE)
    )
    yield Figure(
        "check", "`check`, records remembered", "of only composing the YAML", 2, within(check.AGAIN, check.COMPOSE)
    )
    yield Figure("diff", "`diff`, one record changed", "of `check` on one book", 1.2, within(diff.DIFF, diff.CHECK))
    yield Figure("word", "Word, all rows", "of building bare w:tr elements", 2, within(writers.WORD, writers.BARE))
    yield Figure("start", "`targetbook --help`", "of `import click, yaml`", 2.5, ratio("start", "imports"))


def _flat(results: Results) -> Iterator[Figure]:
    """Memory of a worker: flat means that ten times the book needs no more than a tenth more."""
    at, large = _at(results, REFERENCE), _at(results, LARGE)
    reached = _ratio(large.taken("cold"), at.taken("cold"), "worker") if at and large else None
    yield Figure("memory", "memory of a worker, 10,000 projects", "of that with 1,000", 1.1, reached)


def _growth(results: Results) -> Iterator[Figure]:
    """The worst of all that grows: the report has a table of them all."""
    at, large = _at(results, REFERENCE), _at(results, LARGE)
    ratios = {work: _ratio(large.taken(step), at.taken(step)) for step, work in GROWING.items()} if at and large else {}
    known = {work: ratio for work, ratio in ratios.items() if ratio}
    worst = max(known, key=known.__getitem__, default="each of these")
    yield Figure("growth", f"{worst}, 10,000 projects", "of its time with 1,000", GROWTH, known.get(worst))


def _at(results: Results, projects: int) -> Size | None:
    return next((size for size in results.sizes if size.projects == projects), None)


def _ratio(one: Taken | None, other: Taken | None, of: str = "seconds") -> float | None:
    value: Callable[[Taken], float] = attrgetter(of)
    return value(one) / value(other) if one and other and value(other) else None


def _differing(size: Size) -> float | None:
    return None if size.sameness is None else float(size.sameness.differing)
