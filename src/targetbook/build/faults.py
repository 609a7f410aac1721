"""What keeps outputs from being written, all of it, told before anything is rendered."""

from collections.abc import Iterator, Sequence

from targetbook.build.plan import DATA, INDICATOR_SHEET, Job, Plan, Wanted, outputs_wanted, plan_of
from targetbook.layout import LANGUAGE_TAGS, Layout, Templates, read_layout, taxonomy_words
from targetbook.model import Book, Output
from targetbook.model.book_fields import SETTINGS
from targetbook.problems import Place, Problem
from targetbook.source import Mapping as MappingNode
from targetbook.source import Node, nearest
from targetbook.write.docx_styles import check_word  # of the writers only the grammar: no engine is loaded
from targetbook.write.faults import SettingFault
from targetbook.write.xlsx_formats import check_excel


def output_findings(book: Book, templates: Templates, wanted: Wanted) -> list[Problem]:
    """Everything that keeps the wanted outputs from being written, but faults that show only when a template runs."""
    return planned(book, templates, wanted)[1]


def planned(book: Book, templates: Templates, wanted: Wanted) -> tuple[Plan, list[Problem]]:
    """What a run does, and everything that keeps it from it. No engine is loaded for this."""
    problems: list[Problem] = []
    plan = plan_of(book, templates, wanted, problems)
    problems += _wrong_formats(book, wanted, plan)
    problems += _wrong_options(book, wanted, plan)
    problems += _wrong_settings(book, wanted)
    problems += _repeated(book, plan.jobs)
    problems += _unknown_labels(book, templates)
    problems += _writer_settings(plan)
    problems += _missing_glyphs(book, templates, plan)
    return plan, problems


def _wrong_formats(book: Book, wanted: Wanted, plan: Plan) -> Iterator[Problem]:
    """Formats of the book that a layout is not made for, and formats of the command line that none of the layouts is."""
    outputs = [output for output in outputs_wanted(book, wanted) if output.layout in plan.layouts]
    formats = {output.layout: plan.layouts[output.layout].formats for output in outputs}
    for output in () if wanted.formats else outputs:
        for name in output.formats:
            if name not in (*formats[output.layout], *DATA):
                yield _no_format(output.layout, name, formats[output.layout], output.place)
    can = sorted({name for each in formats.values() for name in each})
    for name in wanted.formats if formats else ():
        if name not in (*can, *DATA):
            yield _no_format(", ".join(sorted(formats)), name, can, book.place)


def _wrong_options(book: Book, wanted: Wanted, plan: Plan) -> Iterator[Problem]:
    for output in (output for output in outputs_wanted(book, wanted) if output.layout in plan.layouts):
        layout = plan.layouts[output.layout]
        for option, word in output.options.items():
            if word not in layout.options.get(option, ()):
                yield _no_option(output, option, word, layout)


def _wrong_settings(book: Book, wanted: Wanted) -> Iterator[Problem]:
    """Bilingual settings for languages that the book has not."""
    can = [name for name in SETTINGS if (name in book.languages if name in LANGUAGE_TAGS else len(book.languages) > 1)]
    given = [(name, output.place) for output in outputs_wanted(book, wanted) for name in output.settings]
    for name, place in dict.fromkeys([(name, book.place) for name in wanted.settings] or given):
        if name not in can:
            values = {"setting": name, "languages": ", ".join(book.languages), "known": ", ".join(can)}
            yield Problem("TPL006", "setting", place, values)


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


def _unknown_labels(book: Book, templates: Templates) -> Iterator[Problem]:
    """Labels of the book that no layout has, printed in this run or not; nobody knows those of a layout that is broken."""
    unread: list[Problem] = []
    names = templates.layouts() if book.labels else []
    layouts = [read_layout(templates, name, unread, book.place) for name in names]
    known = {key for layout in layouts if layout for key in layout.labels} | taxonomy_words(book.taxonomy).keys()
    for key, text in book.labels.items():
        if key not in known and not unread:
            values = {"label": key, "nearest": nearest(key, known) or "period"}
            yield Problem("TPL006", "label", text.place, values, field=f"labels.{key}")


def _writer_settings(plan: Plan) -> Iterator[Problem]:
    """The first fault of each `word` and `excel` section that the jobs need."""
    word = [job.layout for job in plan.jobs if "docx" in job.formats]
    excel = [job.layout for job in plan.jobs if "xlsx" in job.formats]
    for layout in _named(plan, word):
        yield from (_problem(layout.nodes.get("word"), fault) for fault in check_word(layout.word))
    for layout in _named(plan, [*excel, INDICATOR_SHEET] if excel else []):
        yield from (_problem(layout.nodes.get("excel"), fault) for fault in check_excel(layout.excel))


def _missing_glyphs(book: Book, templates: Templates, plan: Plan) -> Iterator[Problem]:
    printed = _named(plan, [job.layout for job in plan.jobs if "pdf" in job.formats])
    if printed:
        from targetbook.write.glyphs import missing_glyphs  # font files are opened only where a PDF is made

        yield from missing_glyphs(book, printed, templates)


def _named(plan: Plan, names: Sequence[str]) -> list[Layout]:
    return [plan.layouts[name] for name in sorted(set(names)) if name in plan.layouts]


def _problem(node: Node | None, fault: SettingFault) -> Problem:
    place = Place("") if node is None else _place_of(node, fault.path.partition(".")[2])
    return Problem("TPL005", "setting", place, {"setting": fault.path, "what": fault.what})


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
