"""docs/performance.md and its plots from a run's results: nothing on the page is typed by hand but prose that stays true."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bench.figures import GROWING, REFERENCE, Figure, figures, reference
from bench.report import wording
from bench.report.drawing import drawn, svg
from bench.report.ways import OWN, RIVALS, pieces, rivals
from bench.results import Results, Taken

HERE = Path(__file__).parent
NOTHING = "–"
PAGE, PICTURE = "performance.md", "pictures/performance-{}.svg"
TIMES = (
    OWN
    | {
        "serial": "targetbook, the whole book in one process",
        "check": "`check`, cold",
        "check again": "`check`, records remembered",
        "diff": "`diff`, one record changed",
        "docx": "Word",
        "xlsx": "Excel",
        "html": "HTML",
    }
    | RIVALS
)


def write_report(results: Results, folder: Path) -> None:
    """Write the page and its plots into a folder; plots that it no longer has are taken away."""
    templates = _templates()
    plots = drawn(results)
    (folder / PICTURE).parent.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(PICTURE.format("*")):
        old.unlink()
    for name, plot in plots.items():
        (folder / PICTURE.format(name)).write_text(svg(plot, templates), "utf-8")
    page = templates.get_template(f"{PAGE}.j2").render(_context(results), plots=plots)
    (folder / PAGE).write_text(page, "utf-8")


def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(HERE),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=lambda name: bool(name) and ".svg" in str(name),
    )
    templates.filters |= {
        each.__name__: each for each in (wording.seconds, wording.figure, wording.memory, wording.counted)
    }
    return templates


def _context(results: Results) -> dict[str, Any]:
    size, reached = reference(results), figures(results)
    return {
        "results": results,
        "size": size,
        "figures": reached,
        "missed": {figure.topic for figure in reached if figure.is_met is False},
        "unknown": [figure for figure in reached if figure.is_met is None],
        "is_reference": size.projects == REFERENCE,
        "reference": REFERENCE,
        "rivals": list(rivals(size)),
        "pieces": pieces(size),
        "times": list(_rows(results, _time, TIMES)),
        "memories": list(_rows(results, _memory, OWN | {"serial": TIMES["serial"]} | RIVALS)),
        "growing": list(growing(results)),
        "goal": goal,
        "reached": told,
    }


def goal(figure: Figure) -> str:
    """What is to be reached: `at most 0.5 of Typst's full compile`."""
    if figure.limit == 0:
        return f"no {figure.against}"
    times = "x " if figure.at_least else " " if figure.limit < 1 else " times "
    return f"{'at least' if figure.at_least else 'at most'} {figure.limit:g}{times}{_against(figure)}"


def told(figure: Figure) -> str:
    """What was reached, to be read beside its goal."""
    if figure.reached is None:
        return "not measured"
    if figure.limit == 0:
        return wording.counted(int(figure.reached))
    return f"{figure.reached:.{2 if figure.reached < 10 else 0}f}{'x' if figure.at_least else ''}"


def _against(figure: Figure) -> str:
    """`of its time` after a fraction, `its time` after a number of times."""
    return figure.against if figure.at_least or figure.limit < 1 else figure.against.removeprefix("of ")


def _rows(results: Results, words: Callable[[Taken], str], steps: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """A row a step with a cell a size; a step that was never measured has none."""
    for step, name in steps.items():
        taken = [size.taken(step) for size in results.sizes]
        if any(taken):
            yield name, [words(each) if each else NOTHING for each in taken]


def growing(results: Results) -> Iterator[tuple[str, list[str]]]:
    """How many times as long each step takes at each size as at the one before."""
    for step, name in GROWING.items():
        pairs = [(one.taken(step), other.taken(step)) for one, other in pairwise(results.sizes)]
        if any(one and other for one, other in pairs):
            yield name, [_times(other.seconds / one.seconds) if one and other else NOTHING for one, other in pairs]


def _times(value: float) -> str:
    return f"{wording.figure(value)}x"


def _time(taken: Taken) -> str:
    return wording.seconds(taken.seconds)


def _memory(taken: Taken) -> str:
    return wording.memory(taken.memory)
