"""The only things that a page may read while it is set: the templates' own files and the pinned faces, by names of ours."""

from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

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
    """Gives a layout's files, which `read` knows by name, and `data:` URLs; all else ends the build, whatever asked for it."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self.read = read

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        name = unquote(urlsplit(url).path).removeprefix("/templates/")
        suffix = PurePosixPath(name).suffix
        data = self.read(name) if url.startswith(ROOT) and suffix in TYPES else None
        if data is None:
            raise FatalURLFetchingError(url)
        return URLFetcherResponse(url, data, {"Content-Type": TYPES[suffix]})
