"""What one run writes: every output of the book, or those that the command line names, each a file of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from targetbook.model import Book, Output
from targetbook.problems import Place

DATA = ("json", "csv")


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
    options: Mapping[str, str] = field(default_factory=dict)
    place: Place = Place("targetbook.yaml")

    def file(self, ending: str, book: Book) -> str:
        """The output's name: `list.pdf` in the book's own setting, `list.en.pdf` in another."""
        return f"{self.layout}.{ending}" if self.setting == book.setting else f"{self.layout}.{self.setting}.{ending}"


def jobs_of(book: Book, wanted: Wanted) -> list[Job]:
    """The layouts to render, in the book's order, none twice."""
    jobs: dict[tuple[str, str], Job] = {}
    for output in _outputs(book, wanted):
        chosen = wanted.formats or output.formats
        formats = tuple(dict.fromkeys(name for name in chosen if name not in DATA))
        for setting in wanted.settings or output.settings or (book.setting,):
            before = jobs.get((output.layout, setting))
            both = tuple(dict.fromkeys((*(before.formats if before else ()), *formats)))
            if both:
                jobs[output.layout, setting] = Job(output.layout, setting, both, output.options, output.place)
    return list(jobs.values())


def data_formats(wanted: Wanted) -> tuple[str, ...]:
    """Which of json and csv are written: both where nothing is named."""
    if wanted.formats:
        return tuple(name for name in DATA if name in wanted.formats)
    return () if wanted.layouts or wanted.settings else DATA


def _outputs(book: Book, wanted: Wanted) -> Iterator[Output]:
    if not wanted.layouts:
        yield from book.outputs
        return
    for name in dict.fromkeys(wanted.layouts):
        of_book = [output for output in book.outputs if output.layout == name]
        yield from of_book or [Output(name, ("html", "pdf", "docx", "xlsx"), place=Place("targetbook.yaml"))]
