"""What one run writes: every output of the book, or those that the command line names, each a file of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from targetbook.layout import Layout, Templates, read_layout
from targetbook.model import Book, Output
from targetbook.problems import Place, Problem

DATA = ("json", "csv")
INDICATOR_SHEET = "indicators"
"""The layout that goes into every Excel file beside the one that is printed."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line names; empty means what the book's `outputs` say."""

    layouts: Sequence[str] = ()
    formats: Sequence[str] = ()
    settings: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One layout in one bilingual setting, and the formats that it is written in."""

    layout: str
    setting: str
    formats: tuple[str, ...]
    options: Mapping[str, str]
    place: Place

    def file(self, ending: str, book: Book) -> str:
        """The output's name: `list.pdf` in the book's own setting, `list.en.pdf` in another."""
        return f"{self.layout}.{ending}" if self.setting == book.setting else f"{self.layout}.{self.setting}.{ending}"


@dataclass(frozen=True, slots=True)
class Plan:
    """The jobs of a run, and the settings of each layout that they need."""

    jobs: Sequence[Job]
    layouts: Mapping[str, Layout]


def plan_of(book: Book, templates: Templates, wanted: Wanted, problems: list[Problem]) -> Plan:
    """What a run does, as far as its layouts can be read; what is wrong with one is added to `problems`."""
    layouts: dict[str, Layout] = {}
    for name, place in {output.layout: output.place for output in outputs_wanted(book, wanted)}.items():
        if (layout := read_layout(templates, name, problems, place)) is not None:
            layouts[name] = layout
    jobs = jobs_of(book, wanted, {name: layout.formats for name, layout in layouts.items()})
    excel = [job.place for job in jobs if "xlsx" in job.formats]
    if excel and INDICATOR_SHEET not in layouts:
        sheet = read_layout(templates, INDICATOR_SHEET, problems, excel[0])
        layouts |= {} if sheet is None else {INDICATOR_SHEET: sheet}
    return Plan(jobs, layouts)


def outputs_wanted(book: Book, wanted: Wanted) -> list[Output]:
    """The book's outputs, or those of the layouts that the command line names."""
    if not wanted.layouts:
        return list(book.outputs)
    named = dict.fromkeys(wanted.layouts)
    return [output for name in named for output in _of_layout(book, name)]


def _of_layout(book: Book, name: str) -> list[Output]:
    return [output for output in book.outputs if output.layout == name] or [Output(name, (), place=book.place)]


def jobs_of(book: Book, wanted: Wanted, can: Mapping[str, tuple[str, ...]]) -> list[Job]:
    """The layouts to render, in the book's order, none twice.

    Args:
        can: the formats that each layout can be written in; one that is not here is left out. One that the book's
            `outputs` give to a layout that cannot is the caller's to refuse.
    """
    jobs: dict[tuple[str, str, tuple[tuple[str, str], ...]], Job] = {}
    outputs = [output for output in outputs_wanted(book, wanted) if output.layout in can]
    offered = {name for output in outputs for name in output.formats}
    for output in outputs:
        chosen = _formats_of(output, wanted, can[output.layout], offered)
        formats = tuple(name for name in dict.fromkeys(chosen) if name not in DATA)
        for setting in wanted.settings or output.settings or (book.setting,):
            key = (output.layout, setting, tuple(sorted(output.options.items())))
            before = jobs[key].formats if key in jobs else ()
            if both := tuple(dict.fromkeys((*before, *formats))):
                jobs[key] = Job(output.layout, setting, both, output.options, output.place)
    return list(jobs.values())


def _formats_of(output: Output, wanted: Wanted, can: tuple[str, ...], offered: set[str]) -> tuple[str, ...]:
    """The formats of an output.

    One that the command line names narrows the book's own; one that the book gives to no output, or that is named for a
    layout, goes to each layout that can.
    """
    if not wanted.formats:
        return output.formats or can
    anew = set(wanted.formats) if wanted.layouts else set(wanted.formats) - offered
    return tuple(name for name in wanted.formats if name in can and (name in output.formats or name in anew))


def data_formats(wanted: Wanted) -> tuple[str, ...]:
    """Which of json and csv are written: both where nothing is named."""
    if wanted.formats:
        return tuple(name for name in DATA if name in wanted.formats)
    return () if wanted.layouts or wanted.settings else DATA
