"""A rendered layout as a PDF: set in parts, joined to one file."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from targetbook.build.executors import Workers
from targetbook.build.parts import KeptRun, Pagination, set_pages
from targetbook.build.progress import Progress, Tell
from targetbook.build.tasks import Task, set_rows
from targetbook.kept import Kept, digest_of
from targetbook.layout import Rendered, Templates
from targetbook.write.flow import Flow, flow_of
from targetbook.write.pdf_file import all_packed, pdf_file
from targetbook.write.pdf_packing import FIRST, Packed
from targetbook.write.properties import Properties
from targetbook.write.runs import NotInParts, Run
from targetbook.write.sheets import Sheet, sheet_of

NUMBERS_A_ROW = 24
"""Numbers that a row is given for the pages that it may begin."""


def printed(
    rendered: Rendered,
    templates: Templates,
    properties: Properties,
    kept: Kept,
    workers: Workers,
    tell: Tell,
) -> bytes:
    """The PDF of a rendered layout; the same bytes whoever sets it, and whatever was kept of earlier builds.

    Raises:
        OutsideAsked: the style asks for what is no file of a layout.
    """
    sheet = sheet_of(rendered, templates)
    flow = flow_of(rendered.html, [text for _, text in sheet.styles])
    if flow is not None:
        try:
            return _in_parts(flow, sheet, properties, kept, workers, tell)
        except NotInParts:
            pass
    task = Task(rendered.html, sheet, goes_on=False, is_end=True, is_whole=True)
    executor, _ = workers.for_tasks(1)
    done = executor.submit(set_rows, task).result()
    tell(Progress(1, 1, 0, 1))
    return pdf_file(
        done.runs, list(all_packed(done.runs, [0])), lambda digest: _face(digest, sheet, done.faces), properties
    )


def _in_parts(
    flow: Flow,
    sheet: Sheet,
    properties: Properties,
    kept: Kept,
    workers: Workers,
    tell: Tell,
) -> bytes:
    pagination = Pagination(flow, sheet, kept)
    found = set_pages(pagination, workers, tell)
    runs = [run for run, _ in found]
    own = list(_packed(runs, [place for _, place in found], list(_rooms(flow, runs)), kept))
    return pdf_file(runs, own, lambda digest: _face(digest, sheet, pagination.faces), properties)


def _rooms(flow: Flow, runs: Sequence[Run]) -> Iterator[int]:
    """How many numbers the objects of each run's rows are given: by the rows alone, whatever pages they take."""
    first = 0
    for run in runs:
        rows = flow.rows[first : first + run.rows]
        yield sum(row.count("</") + NUMBERS_A_ROW for row in rows)
        first += run.rows


def _packed(runs: Sequence[Run], places: Sequence[KeptRun], rooms: Sequence[int], kept: Kept) -> Iterator[Packed]:
    """The objects of runs, each after the other; those of one part are kept together."""
    first = FIRST
    for part, group in groupby(zip(runs, places, rooms, strict=True), key=lambda found: found[1].part):
        members = list(group)
        name = f"{digest_of(part, members[0][1].number, first, [room for *_, room in members])}.packed"
        known: Sequence[Packed] | None = kept.get(name)
        if known is None:
            known = list(all_packed([run for run, *_ in members], [room for *_, room in members], first))
            kept.put(name, known)
        yield from known
        first = known[-1].end


def _face(digest: str, sheet: Sheet, faces: dict[str, bytes]) -> bytes:
    """The file of a face, or what an image draws: of the style's own, or of this build's or an earlier one's runs."""
    return sheet.read(sheet.faces[digest]) or b"" if digest in sheet.faces else faces[digest]
