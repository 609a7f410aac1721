"""Faults in what a layout says to Word and Excel, told at their lines before anything is rendered."""

from collections.abc import Iterable, Iterator

from targetbook.build.plan import Job
from targetbook.layout import Layout
from targetbook.problems import Place, Problem
from targetbook.source import Mapping as MappingNode
from targetbook.source import Node


def setting_problems(jobs: Iterable[Job], layouts: dict[str, Layout], sheet: str) -> Iterator[Problem]:
    """The first fault of each `word` and `excel` section that these jobs need; `sheet` goes into every Excel file."""
    formats = {(job.layout, name) for job in jobs for name in job.formats}
    word = sorted(layout for layout, name in formats if name == "docx")
    excel = sorted(layout for layout, name in formats if name == "xlsx")
    for layout in word:
        from targetbook.write.docx_styles import check_word  # a writer is loaded where its format is asked for

        for path, what in check_word(layouts[layout].word):
            yield _problem(layouts[layout].nodes.get("word"), path, what)
    for layout in dict.fromkeys((*excel, sheet)) if excel else ():
        from targetbook.write.xlsx_formats import check_excel

        for path, what in check_excel(layouts[layout].excel):
            yield _problem(layouts[layout].nodes.get("excel"), path, what)


def _problem(node: Node | None, path: str, what: str) -> Problem:
    place = Place("") if node is None else _place_of(node, path.partition(".")[2])
    return Problem("TPL005", "setting", place, {"setting": path, "what": what})


def _place_of(node: Node, path: str) -> Place:
    """Where a dotted path leads, as far as it can be followed. Keys may hold dots: the longest that fits is the one."""
    while isinstance(node, MappingNode):
        fitting = [(key, value) for key, value in node if path == key.text or path.startswith(f"{key.text}.")]
        if not fitting:
            break
        key, node = max(fitting, key=lambda entry: len(entry[0].text))
        path = path[len(key.text) + 1 :]
    place = node.place
    return Place(place.file, place.line, place.column, place.line, place.column + 1)
