"""Faults in what is to be written and in what a layout says to Word and Excel, told before anything is rendered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from targetbook.build.plan import DATA, Job, Wanted, outputs_wanted
from targetbook.layout import Layout
from targetbook.model import Book, Output
from targetbook.problems import Place, Problem
from targetbook.source import Mapping as MappingNode
from targetbook.source import Node, nearest


def output_problems(
    book: Book, wanted: Wanted, jobs: Sequence[Job], layouts: Mapping[str, Layout]
) -> Iterator[Problem]:
    """Formats that a layout is not made for, options that it has not, two outputs of one name, labels that nothing prints."""
    for output in outputs_wanted(book, wanted):
        layout = layouts[output.layout]
        for name in () if wanted.formats else output.formats:
            if name not in (*layout.formats, *DATA):
                yield _no_format(output.layout, name, layout.formats, output.place)
        for option, word in output.options.items():
            if word not in layout.options.get(option, ()):
                yield _no_option(output, option, word, layout)
    written = {name for job in jobs for name in job.formats}
    for name in wanted.formats:
        if name not in (*written, *DATA):
            can = sorted({known for layout in layouts.values() for known in layout.formats})
            yield _no_format(
                ", ".join(sorted({output.layout for output in outputs_wanted(book, wanted)})), name, can, book.place
            )
    yield from _repeated(book, jobs)
    yield from _unknown_labels(book, layouts)


def _no_format(layout: str, name: str, can: Sequence[str], place: Place) -> Problem:
    return Problem("TPL003", "format", place, {"layout": layout, "format": name, "known": ", ".join(can)})


def _no_option(output: Output, option: str, word: str, layout: Layout) -> Problem:
    known = "; ".join(f"{name}: {' | '.join(words)}" for name, words in layout.options.items()) or "—"
    values = {"layout": layout.name, "option": option, "word": word, "known": known}
    return Problem("TPL006", "option", output.place, values)


def _repeated(book: Book, jobs: Sequence[Job]) -> Iterator[Problem]:
    """Outputs of one name, which differ in their options: the later would overwrite the earlier."""
    files = [(job.file(name, book), job.place) for job in jobs for name in job.formats]
    for n, (file, place) in enumerate(files):
        if file in (earlier for earlier, _ in files[:n]):
            yield Problem("TPL006", "repeated", place, {"file": file})


def _unknown_labels(book: Book, layouts: Mapping[str, Layout]) -> Iterator[Problem]:
    known = {key for layout in layouts.values() for key in layout.labels}
    for kind in book.taxonomy.kinds:
        known |= {f"level.{kind.level.key}", f"kind.{kind.key}", f"short.{kind.key}"}
    for key, text in book.labels.items():
        if key not in known:
            values = {"label": key, "nearest": nearest(key, known) or "period"}
            yield Problem("TPL006", "label", text.place, values, field=f"labels.{key}")


def setting_problems(jobs: Iterable[Job], layouts: Mapping[str, Layout], sheet: str) -> Iterator[Problem]:
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
