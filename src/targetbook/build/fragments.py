"""HTML of records from one build to the next: what a record's HTML hangs on, by digest, and where it is kept."""

from collections.abc import Iterator
from dataclasses import replace

from targetbook.build.plan import Job
from targetbook.build.unchanged import layout_texts, maker
from targetbook.check import Memory
from targetbook.kept import Kept, digest_of
from targetbook.layout import Fragments, Layout, Rendered, Templates, anchor_of, render
from targetbook.model import Book


def render_kept(
    book: Book, layout: Layout, job: Job, templates: Templates, memory: Memory | None, kept: Kept, *, unchecked: bool
) -> Rendered:
    """Render a layout with what is kept of an earlier build, and keep what was made now.

    Args:
        memory: which bytes each record was read from; without it nothing is taken from earlier.
    """
    style = None if memory is None or kept.folder is None else _style(templates)
    if memory is None or style is None:
        return render(book, layout, job.setting, job.options, templates, unchecked=unchecked)
    wish = (replace(book, units=()), job.layout, job.setting, sorted(job.options.items()), unchecked)
    name = f"{digest_of(*style, *wish)}.records"
    fragments = Fragments(dict(_digests(book, memory)), kept.get(name) or {})
    page = render(book, layout, job.setting, job.options, templates, unchecked=unchecked, fragments=fragments)
    if fragments.used.keys() != fragments.known.keys():
        kept.put(name, fragments.used)
    return page


def _style(templates: Templates) -> tuple[str, object] | None:
    """The tool, and all that the book's own layouts may say; None where a file of theirs cannot be read."""
    try:
        return maker(), [(str(file), file.read_bytes()) for file in layout_texts(templates.book)]
    except OSError:
        return None  # told at its place, when the layout asks for it


def _digests(book: Book, memory: Memory) -> Iterator[tuple[str, str]]:
    """By each project's anchor, what its HTML hangs on: its name, the bytes of its record, and its unit's head."""
    for unit in book.units:
        head = digest_of(replace(unit, projects=()))
        for project in unit.projects:
            if (record := memory.records.get(project.place.file)) is not None:
                yield anchor_of(project.full_id), f"{project.full_id} {head} {record.digest.hex()}"
