"""HTML of records from one build to the next: what a record's HTML hangs on, by digest, and where it is kept."""

from collections.abc import Iterator
from dataclasses import replace

from targetbook.build.plan import Job
from targetbook.build.unchanged import tool_digest
from targetbook.check import Memory
from targetbook.kept import Kept, digest_of
from targetbook.layout import Fragments, Layout, Rendered, Templates, anchor_of, render
from targetbook.model import Book

SHARED = "_shared"


def render_kept(
    book: Book, layout: Layout, job: Job, templates: Templates, memory: Memory | None, kept: Kept, *, unchecked: bool
) -> Rendered:
    """Render a layout with what is kept of an earlier build, and keep what was made now.

    Args:
        memory: which bytes each record was read from; without it nothing is taken from earlier.
    """
    if memory is None or kept.folder is None:
        return render(book, layout, job.setting, job.options, templates, unchecked=unchecked)
    files = [
        (str(path), path.read_bytes())
        for name in (SHARED, layout.name)
        for path in templates.folder(name)
        if path.is_file()
    ]
    texts = [(name, data) for name, data in files if name.endswith((".j2", ".yaml"))]
    style = (tool_digest(), texts, replace(book, units=()), job.setting, sorted(job.options.items()), unchecked)
    name = f"{digest_of(style)}.records"
    fragments = Fragments(dict(_digests(book, memory)), kept.get(name) or {})
    page = render(book, layout, job.setting, job.options, templates, unchecked=unchecked, fragments=fragments)
    if fragments.used.keys() != fragments.known.keys():
        kept.put(name, fragments.used)
    return page


def _digests(book: Book, memory: Memory) -> Iterator[tuple[str, str]]:
    """By each project's anchor, what its HTML hangs on: the bytes of its record, and its unit's head."""
    for unit in book.units:
        head = digest_of(replace(unit, projects=()))
        for project in unit.projects:
            if (record := memory.records.get(project.place.file)) is not None:
                yield anchor_of(project.full_id), f"{head} {record.digest.hex()}"
