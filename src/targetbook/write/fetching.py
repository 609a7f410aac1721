"""The only things that a page may read while it is set: the templates' own files and the pinned faces, by names of ours."""

from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from targetbook.layout import Templates
from targetbook.write.faces import PINNED, pinned_face

ROOT = "file:///templates/"
"""Where a style sheet believes to lie. Nothing of the real file system is under it: names are looked up in the layouts."""

TYPES = {
    ".css": "text/css",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


class LayoutFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
    """Gives a layout's files and `data:` URLs; all else ends the build, whatever asked for it."""

    def __init__(self, templates: Templates) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self.templates = templates

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        path = layout_file(self.templates, url)
        if path is None or path.suffix not in TYPES:
            raise FatalURLFetchingError(url)
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})


def layout_file(templates: Templates, url: str) -> Path | None:
    """The file that a URL under ROOT names, or None: `_shared/fonts/` also holds the faces of the pinned package."""
    parts = urlsplit(url)
    if not url.startswith(ROOT):
        return None
    name = unquote(parts.path).removeprefix("/templates/")
    if PurePosixPath(name).name in PINNED:
        return pinned_face(PurePosixPath(name).name)
    return templates.find(name)
