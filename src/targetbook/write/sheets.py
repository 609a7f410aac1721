"""The style that pages are set in, whole in itself: another process, on another machine, sets the same pages with it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from targetbook.kept import digest_of, digest_of_bytes, tool_digest
from targetbook.layout import Page, Rendered, Templates, built_in_templates
from targetbook.write.faces import PINNED, pinned_face
from targetbook.write.libraries import library_versions

STYLES = ("_shared/print.css", "{layout}/print.css")
PAGE_RULE = "page.css"
KINDS = {".css", ".ttf", ".otf", ".woff2", ".svg", ".png"}
ENGINES = ("weasyprint", "pydyf", "tinycss2", "cssselect2", "pyphen", "pillow", "lxml", "pylopdf-fonts-zh-cn")


@dataclass(frozen=True)
class Sheet:
    """A layout's style sheets for print, by name and text, and the book's own faces and images that they may name.

    The tool's own are looked up where it is installed; `edition` tells them apart from those of another version.
    """

    styles: tuple[tuple[str, str], ...]
    own: tuple[tuple[str, bytes], ...]
    edition: str

    def read(self, name: str) -> bytes | None:
        """A face or image by its name in the layouts, or None: `_shared/fonts/` also holds the faces of the pinned package."""
        if name in (own := dict(self.own)):
            return own[name]
        path = pinned_face(PurePosixPath(name).name) if PurePosixPath(name).name in PINNED else _tools().find(name)
        return path.read_bytes() if path is not None and path.suffix in KINDS else None

    @cached_property
    def faces(self) -> dict[str, str]:
        """The name of each face that the style may use without the system's help, by the digest of its file."""
        tools = _tools_faces()
        own = {name: data for name, data in self.own if name in tools or name.endswith((".ttf", ".otf"))}
        return {digest: name for name, digest in (tools | _digests(own)).items()}

    @cached_property
    def digest(self) -> str:
        """What tells this style from any other."""
        known = blake2b(repr((self.styles, self.edition)).encode(), digest_size=16)
        for name, data in self.own:
            known.update(f"\n{name} {len(data)}\n".encode())
            known.update(data)
        return known.hexdigest()


def sheet_of(rendered: Rendered, templates: Templates) -> Sheet:
    """The style of a rendered layout."""
    names = [name.format(layout=rendered.layout.name) for name in STYLES]
    styles = [(name, templates.text(name)) for name in names]
    own = dict(_named([*(text for _, text in styles), rendered.html], _own_files(templates)))
    return Sheet((*styles, (PAGE_RULE, page_rule(rendered.page))), tuple(sorted(own.items())), edition())


def page_rule(page: Page) -> str:
    """The sheet of paper and its margins as a rule of CSS."""
    orientation = "landscape" if page.landscape else "portrait"
    margins = " ".join(f"{side:f}mm" for side in page.margins)
    return f"@page {{ size: {page.size} {orientation}; margin: {margins} }}"


@cache
def edition() -> str:
    """Which tool, engines and faces these are."""
    fonts = built_in_templates() / "_shared" / "fonts"
    faces = [(path.name, path.stat().st_size) for path in sorted(fonts.iterdir())]
    return digest_of(tool_digest(), faces, [version(name) for name in ENGINES], library_versions())


def _named(texts: list[str], files: Iterable[tuple[str, Path]]) -> Iterator[tuple[str, bytes]]:
    """Those of the files whose name stands in a style sheet or on the page, or in a style sheet that one of them imports."""
    left = dict(files)
    while texts:
        text = texts.pop()
        for name in [
            name for name in left if PurePosixPath(name).name in text or quote(PurePosixPath(name).name) in text
        ]:
            path = left.pop(name)
            data = path.read_bytes()
            if path.suffix == ".css":
                texts.append(data.decode("utf-8", "replace"))
            yield name, data


def _own_files(templates: Templates) -> Iterator[tuple[str, Path]]:
    """The faces and images among the book's own files of layouts."""
    tool = _tools()
    for path in sorted(templates.book.rglob("*")) if templates.book.is_dir() else ():
        name = path.relative_to(templates.book).as_posix()
        found = templates.find(name) if path.suffix in KINDS else None
        there = tool.find(name)
        if found is not None and (there is None or not found.samefile(there)):
            yield name, found


@cache
def _tools_faces() -> dict[str, str]:
    """The digest of each face that comes with the tool, by its name in the layouts: they are large, and always the same."""
    paths = {name: pinned_face(name) for name in PINNED}
    paths |= {path.name: path for path in _tools().folder("_shared/fonts") if path.suffix in KINDS}
    return _digests({f"_shared/fonts/{name}": path.read_bytes() for name, path in paths.items()})


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: digest_of_bytes(data) for name, data in files.items()}


def _tools() -> Templates:
    return Templates(built_in_templates(), built_in_templates())
