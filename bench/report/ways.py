"""The ways to the table that the report tells of: ours by what there is to do, and the others'."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.results import Missing, Size, Taken

OWN = {
    "watch": "targetbook, one edit, inside watch",
    "edit": "targetbook, one edit",
    "warm": "targetbook, nothing changed",
    "cold": "targetbook, the whole book",
}
RIVALS = {
    "typst": "Typst",
    "chromium": "Chromium, headless",
    "weasyprint": "WeasyPrint, one document",
    "libreoffice": "LibreOffice, from Word",
}
GIVES = {
    "typst": "a PDF from a template of its own, which somebody has to keep beside the book's",
    "chromium": "our web page on paper: no running head, no page numbers, the faces of the computer at hand",
    "weasyprint": "the same PDF",
    "libreoffice": "our Word file on paper, with LibreOffice's own line breaks",
    "docxtpl": "a Word file from a template of its own, texts only, without styles",
}


@dataclass(frozen=True, slots=True)
class Rival:
    """One of the others in the report's table: what it took, or why that is not known."""

    name: str
    gives: str
    taken: Taken | None
    missing: str


def rivals(size: Size) -> Iterator[Rival]:
    """The others at one size, in the order of the table."""
    for step, name in (RIVALS | {"docxtpl": "docxtpl, a Word file"}).items():
        outcome = size.steps.get(step, Missing("not asked at this size"))
        missing = outcome.missing if isinstance(outcome, Missing) else ""
        yield Rival(name, GIVES[step], size.taken(step), missing)


def pieces(size: Size) -> list[tuple[str, float]]:
    """What one edit's time is made of, in seconds: differences of steps that each do one thing more than the last."""
    steps = {
        "starting the program": "start",
        "reading the book and checking it": "check again",
        "setting the changed pages, writing the file": "edit",
    }
    taken = [size.taken(step) for step in steps.values()]
    times = [0.0, *(each.seconds for each in taken if each)]
    if len(times) <= len(steps) or times != sorted(times):
        return []  # not measured, or lost in the noise
    return [(name, after - before) for name, before, after in zip(steps, times, times[1:], strict=False)]
