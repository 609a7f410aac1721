"""Runs of pages as one PDF: structure joined, pages numbered, an outline over all, each font there once."""

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version

from targetbook.write.pdf_fonts import Faces, glyphs_of, put_font
from targetbook.write.pdf_objects import ENTRY, FONTS, IN_FILE, PdfFile, text
from targetbook.write.pdf_outline import put_outline
from targetbook.write.pdf_packing import DOCUMENT, FIRST, Packed, packed
from targetbook.write.properties import Properties
from targetbook.write.runs import Link, Resource, Run, SetPage, content_of

CATALOG, PAGES, INFO, RESOURCES, STRUCTURE, PARENTS = 1, 2, 3, 4, 5, 6
_LENGTH = re.compile(r"/Length \d+\s*")
IN_NODE = 64
"""Pages in one node of the tree of pages, at most."""

Numbered = tuple[SetPage, int]
"""A page and its number as an object."""


def pdf_file(runs: Sequence[Run], own: Sequence[Packed], faces: Faces, properties: Properties) -> bytes:
    """One file of runs.

    Args:
        runs: in the book's order.
        own: each run's objects, in ranges of numbers that do not meet.
        faces: the file of each face that the runs' fonts name.
        properties: what the file says of itself.
    """
    file = PdfFile(max((run.end for run in own), default=FIRST))
    for each in own:
        file.entries += [(number, ENTRY.pack(IN_FILE, file.size + place, 0)) for number, place in each.places]
        file.entries.append((each.first_boxed, each.boxed))
        file.write(each.body)
    pages = [(page, each.first + n) for run, each in zip(runs, own, strict=True) for n, page in enumerate(run.pages)]
    _put_pages(pages, own, file)
    links = _put_links(runs, own, len(pages), file)
    _put_structure(own, links, file)
    file.say(RESOURCES, _resources(runs, faces, file))
    outline = put_outline(((number, page.bookmarks) for page, number in pages), file)
    file.say(CATALOG, _catalog(runs[0].language or properties.language, outline, _destinations(runs, own)))
    file.say(INFO, _info(properties))
    return file.closed(f"/Root {CATALOG} 0 R/Info {INFO} 0 R", properties.title.encode())


def all_packed(runs: Iterable[Run], rooms: Iterable[int], first: int = FIRST) -> Iterator[Packed]:
    """Pack runs one after the other from a number on, each given the room of its rows."""
    for run, room in zip(runs, rooms, strict=True):
        yield (each := packed(run, first, room))
        first = each.end


def _put_pages(pages: Sequence[Numbered], own: Sequence[Packed], file: PdfFile) -> None:
    contents = [each.first + len(each.parents) + n for each in own for n in range(len(each.parents))]
    annotations: dict[int, list[int]] = {}
    for each in own:
        for place, _, number, _ in each.links:
            annotations.setdefault(each.first + place, []).append(number)
    nodes = file.free(-(-len(pages) // IN_NODE))
    for n, ((page, number), content) in enumerate(zip(pages, contents, strict=True)):
        drawn = [content]
        if page.numbers:
            told = b"\n".join(content_of(piece, n + 1, len(pages)) for piece in page.numbers)
            drawn.append(file.put("", told))
        boxes = "".join(f"/{name}{value}" for name, value in page.boxes.items())
        notes = f"/Annots[{_references(annotations[number])}]" if number in annotations else ""
        file.say(
            number,
            f"<</Type/Page/Parent {nodes[n // IN_NODE]} 0 R{boxes}/Contents[{_references(drawn)}]"
            f"/Resources {RESOURCES} 0 R/Tabs/S/StructParents {n}{notes}>>",
        )
    for n, node in enumerate(nodes):
        kids = [number for _, number in pages[n * IN_NODE : (n + 1) * IN_NODE]]
        file.say(node, f"<</Type/Pages/Parent {PAGES} 0 R/Kids[{_references(kids)}]/Count {len(kids)}>>")
    file.say(PAGES, f"<</Type/Pages/Kids[{_references(nodes)}]/Count {len(pages)}>>")


def _put_links(runs: Sequence[Run], own: Sequence[Packed], count: int, file: PdfFile) -> list[int]:
    """Put the links; for each, the element that it is in."""
    elements: list[int] = []
    for run, each in zip(runs, own, strict=True):
        for page, link, number, element in each.links:
            file.say(number, _link(run.pages[page].links[link], count + len(elements)))
            elements.append(element)
    return elements


def _link(link: Link, parent: int) -> str:
    corners = " ".join(f"{corner:.3f}" for corner in link.rectangle)
    to = f"/A<</Type/Action/S/URI/URI{text(link.target)}>>" if link.is_outside else f"/Dest{text(link.target)}"
    return (
        f"<</Type/Annot/Subtype/Link/Rect[{corners}]/BS<</W 0>>/Contents{text(link.target)}{to}/StructParent {parent}>>"
    )


def _put_structure(own: Sequence[Packed], links: Sequence[int], file: PdfFile) -> None:
    """Put the frames with what stands in each, run after run, and which element each piece of content is in."""
    kinds = max((each.kinds for each in own), key=len, default=())
    for depth in range(len(kinds) + 1):
        inside = [each.frames[depth] for each in own if len(each.frames) > depth]
        kids = [number for before, _ in inside for number in before]
        kids += [DOCUMENT + depth + 1] if depth < len(kinds) else []
        kids += [number for _, after in inside for number in after]
        parent = STRUCTURE if depth == 0 else DOCUMENT + depth - 1
        kind = "/S/Document" if depth == 0 else kinds[depth - 1]
        file.say(DOCUMENT + depth, f"<<{kind}/P {parent} 0 R/K[{_references(kids)}]>>")
    file.say(STRUCTURE, f"<</Type/StructTreeRoot/K[{DOCUMENT} 0 R]/ParentTree {PARENTS} 0 R>>")
    parents = [*(number for each in own for number in each.parents), *links]
    file.say(PARENTS, f"<</Nums[{' '.join(f'{n} {number} 0 R' for n, number in enumerate(parents))}]>>")


def _resources(runs: Sequence[Run], held: Faces, file: PdfFile) -> str:
    fonts = {name: font for run in runs for name, font in run.fonts.items()}
    glyphs = glyphs_of(run.glyphs for run in runs)
    put = [f"/{name} {put_font(fonts[name], glyphs[name], held, file)} 0 R" for name in sorted(glyphs)]
    file.say(FONTS, f"<<{''.join(put)}>>")
    named = {key: resource for run in runs for page in run.pages for key, resource in page.resources.items()}
    categories: dict[str, list[str]] = {}
    numbers: dict[Resource, int] = {}
    for (category, name), resource in sorted(named.items(), key=lambda item: item[0]):
        value = (
            f" {_put(resource, held, file, numbers)} 0 R"
            if resource.stream
            else _written(resource, held, file, numbers)
        )
        categories.setdefault(category, []).append(f"/{name}{value}")
    others = "".join(f"/{category}<<{''.join(values)}>>" for category, values in categories.items())
    return f"<</Font {FONTS} 0 R{others}>>"


def _put(resource: Resource, held: Faces, file: PdfFile, numbers: dict[Resource, int]) -> int:
    """Put a resource into the file, once, and give its number."""
    if resource not in numbers:
        written = _written(resource, held, file, numbers)
        if resource.stream is None:
            (numbers[resource],) = file.free()
            file.say(numbers[resource], written)
        elif "/Filter" in written:
            (numbers[resource],) = file.free()
            data = held(resource.stream)
            file.add(numbers[resource], b"%s\nstream\n%s\nendstream" % (_with_length(written, len(data)), data))
        else:
            numbers[resource] = file.put(_LENGTH.sub("", written)[2:-2], held(resource.stream))
    return numbers[resource]


def _with_length(written: str, length: int) -> bytes:
    """A dictionary that says how long its stream is."""
    return f"<</Length {length}{_LENGTH.sub('', written)[2:]}".encode("ascii")


def _written(resource: Resource, held: Faces, file: PdfFile, numbers: dict[Resource, int]) -> str:
    written = resource.entries
    for n, part in enumerate(resource.parts):
        written = written.replace(f"@{n}@", f"{_put(part, held, file, numbers)} 0 R")
    return written


def _destinations(runs: Sequence[Run], own: Sequence[Packed]) -> dict[str, str]:
    """The places that links lead to."""
    wanted = {link.target for run in runs for page in run.pages for link in page.links if not link.is_outside}
    places: dict[str, str] = {}
    for run, each in zip(runs, own, strict=True) if wanted else ():
        for number, page in enumerate(run.pages, each.first):
            for name in wanted & page.anchors.keys() - places.keys():
                x, y = page.anchors[name]
                places[name] = f"[{number} 0 R/XYZ {x:.3f} {y:.3f} 0]"
    return places


def _catalog(language: str, outline: int | None, destinations: dict[str, str]) -> str:
    names = "".join(f"{text(name)}{place}" for name, place in sorted(destinations.items()))
    return (
        f"<</Type/Catalog/Pages {PAGES} 0 R/StructTreeRoot {STRUCTURE} 0 R/Lang{text(language)}"
        "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"
        f"{'' if outline is None else f'/Outlines {outline} 0 R'}"
        f"{f'/Names<</Dests<</Names[{names}]>>>>' if names else ''}>>"
    )


def _info(properties: Properties) -> str:
    created = properties.created.strftime("(D:%Y%m%d%H%M%SZ)")
    return (
        f"<</Title{text(properties.title)}/Author{text(properties.author)}/Subject{text(properties.subject)}"
        f"/Creator(targetbook)/Producer(WeasyPrint {version('weasyprint')})/CreationDate{created}/ModDate{created}>>"
    )


def _references(numbers: Iterable[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)
