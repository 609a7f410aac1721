"""HTML of records from one build to the next: what a record's HTML hangs on, by digest, and where it is kept."""

from collections.abc import Iterator
from dataclasses import replace

from targetbook.build.plan import Job
from targetbook.build.unchanged import tool_digest
from targetbook.check import Memory
from targetbook.kept import Kept, digest_of
from targetbook.layout import Fragments, Layout, Rendered, Templates, anchor_of, render
from targetbook.model import Book

_PICTURES = (".ttf", ".otf", ".woff2", ".png", ".jpg", ".svg")


def render_kept(
    book: Book, layout: Layout, job: Job, templates: Templates, memory: Memory | None, kept: Kept, *, unchecked: bool
) -> Rendered:
    """Render a layout with what is kept of an earlier build, and keep what was made now.

    Args:
        memory: which bytes each record was read from; without it nothing is taken from earlier.
    """
    if memory is None or kept.folder is None:
        return render(book, layout, job.setting, job.options, templates, unchecked=unchecked)
    style = (tool_digest(), _templates(templates), replace(book, units=()), job.layout, job.setting)
    name = f"{digest_of(*style, sorted(job.options.items()), unchecked)}.records"
    fragments = Fragments(dict(_digests(book, memory)), kept.get(name) or {})
    page = render(book, layout, job.setting, job.options, templates, unchecked=unchecked, fragments=fragments)
    if fragments.used.keys() != fragments.known.keys():
        kept.put(name, fragments.used)
    return page


def _templates(templates: Templates) -> list[tuple[str, bytes]]:
    """All that a template may say or include: the book's own files of layouts and the tool's, but faces and images."""
    folders = dict.fromkeys((templates.book, templates.tool))
    files = [file for folder in folders if folder.is_dir() for file in sorted(folder.rglob("*"))]
    return [(str(file), file.read_bytes()) for file in files if file.is_file() and file.suffix not in _PICTURES]


def _digests(book: Book, memory: Memory) -> Iterator[tuple[str, str]]:
    """By each project's anchor, what its HTML hangs on: its name, the bytes of its record, and its unit's head."""
    for unit in book.units:
        head = digest_of(replace(unit, projects=()))
        for project in unit.projects:
            if (record := memory.records.get(project.place.file)) is not None:
                yield anchor_of(project.full_id), f"{project.full_id} {head} {record.digest.hex()}"
