"""Which plots the page has, each from the results, and their SVG."""

from collections.abc import Callable, Iterator
from operator import attrgetter

from jinja2 import Environment

from bench.figures import reference
from bench.report import plots
from bench.report.plots import Bar, Bars, Lines, Series
from bench.report.ways import OWN, RIVALS, pieces
from bench.report.wording import counted, memory, seconds
from bench.results import Results, Size, Taken

SECONDS = {10.0**n: f"{10.0**n:,.{max(0, -n)}f} s" for n in range(-2, 5)}
BYTES = {10.0**n: f"{10.0 ** (n - 6):,.0f} MB" for n in range(6, 9)} | {
    10.0**n: f"{10.0 ** (n - 9):,.0f} GB" for n in range(9, 12)
}


def drawn(results: Results) -> dict[str, Bars | Lines]:
    """The plots by name; one without anything to show is left out."""
    size, by = reference(results), "by number of projects"
    at = f"a book of {counted(size.projects)} projects"
    times = _series(results, "seconds", OWN)
    plots_of: dict[str, Bars | Lines] = {
        "time": Bars("Time until the PDF is on disk", at, list(_times(size))),
        "edit": Bars("What one edit’s time is made of", at, _pieces(size)),
        "growth": Lines("Time as the book grows", by, times, SECONDS, seconds),
        "memory": Lines("Peak memory as the book grows", by, _memory(results), BYTES, memory),
    }
    return {name: plot for name, plot in plots_of.items() if (plot.bars if isinstance(plot, Bars) else plot.series)}


def svg(plot: Bars | Lines, templates: Environment) -> str:
    """A plot's file."""
    template = templates.get_template("bars.svg.j2" if isinstance(plot, Bars) else "lines.svg.j2")
    owns = 0 if isinstance(plot, Bars) else sum(series.own for series in plot.series)
    measures = {
        "width": plots.WIDTH,
        "left": plots.LEFT,
        "right": plots.RIGHT,
        "bottom": plots.BOTTOM,
        "thick": plots.BAR,
    }
    return template.render(plot=plot, owns=owns, **measures)


def _times(size: Size) -> Iterator[Bar]:
    """Every way, the quickest first."""
    bars = [
        Bar(label, taken.seconds, seconds(taken.seconds), step in OWN)
        for step, label in (OWN | RIVALS).items()
        if (taken := size.taken(step))
    ]
    yield from sorted(bars, key=attrgetter("value"))


def _pieces(size: Size) -> list[Bar]:
    return [Bar(name, value, seconds(value), True) for name, value in pieces(size)]


def _memory(results: Results) -> list[Series]:
    worker = _line(results, "cold", "targetbook, its largest worker", attrgetter("worker"))
    whole = {"edit": "targetbook, one edit", "cold": "targetbook, all processes"}
    series = _series(results, "memory", whole)
    return [*([worker] if worker.values else []), *series]


def _series(results: Results, of: str, own: dict[str, str]) -> list[Series]:
    lines = [_line(results, step, label, attrgetter(of)) for step, label in (own | RIVALS).items()]
    return [line for line in lines if line.values]


def _line(results: Results, step: str, label: str, value: Callable[[Taken], float]) -> Series:
    taken = {size.projects: size.taken(step) for size in results.sizes}
    values = {projects: value(each) for projects, each in taken.items() if each and value(each)}
    return Series(label, label.startswith("targetbook"), values)
