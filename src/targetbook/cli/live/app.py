"""The pages of the preview: an index, the outputs by their names, and the stream of news. There are no other addresses."""

import secrets
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.wrappers import Request, Response

from targetbook.cli.live.server import is_loopback
from targetbook.cli.live.site import INDEX, Moment, Site
from targetbook.write.html import POLICY

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HEARTBEAT = 15.0
"""Seconds after which a stream without news is written to, to find out whether anybody still reads it."""

_HERE = Path(__file__).parent
_PAGES = Environment(loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined)
_CLIENT = "/-/client.js"
_NEWS = "/-/news"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
}
_SAVED = (".docx", ".xlsx", ".csv")  # a browser cannot show these
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def application(site: Site, words: Mapping[str, str], *, only_this_computer: bool) -> "WSGIApplication":
    """Answers requests out of what a site shows; it reads nothing else, so no address leads to a file.

    Args:
        words: of the pages that are not the book's: `language`, `outputs`, `none`, `missing`.
        only_this_computer: whether requests by any other name than this computer's own are refused. A page from elsewhere
            could otherwise have its own name lead here, and read the book (DNS rebinding).
    """

    @Request.application
    def respond(request: Request) -> Response:
        response = _refused(request, only_this_computer) or _answer(request.path, site, words)
        response.headers.extend(_HEADERS)
        return response

    return respond


def _refused(request: Request, only_this_computer: bool) -> Response | None:
    if only_this_computer and not is_own_name(request.headers.get("Host", "")):
        return Response("this address does not belong to this computer\n", 403)
    if request.method not in ("GET", "HEAD"):
        return Response("only GET\n", 405, {"Allow": "GET, HEAD"})
    return None


def is_own_name(host: str) -> bool:
    """Whether a `Host` header names this computer from within: `localhost` or a loopback address, with any port."""
    try:
        return is_loopback(urlsplit(f"//{host}").hostname or "")
    except ValueError:
        return False


def _answer(path: str, site: Site, words: Mapping[str, str]) -> Response:
    now, name = site.now, path.removeprefix("/")
    if path == _CLIENT:
        return Response((_HERE / "client.js").read_bytes(), content_type="text/javascript; charset=utf-8")
    if path == _NEWS:
        return Response(_stream(site), content_type="text/event-stream")
    if name == INDEX:
        return _page(_index(now, words), INDEX, now)
    if name not in now.outputs:
        return _page(_index(now, words, missing=True), name, now, 404)
    ending, data = PurePath(name).suffix, now.outputs[name]
    if ending == ".html":
        return _page(data, name, now)
    response = Response(data, content_type=_TYPES[ending])
    if ending in _SAVED:
        response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _stream(site: Site) -> Iterator[str]:
    for moment in site.moments(HEARTBEAT):
        yield f"data: {moment.told}\n\n" if moment else ":\n\n"


def _index(now: Moment, words: Mapping[str, str], *, missing: bool = False) -> bytes:
    page = _PAGES.get_template("index.html.j2")
    return page.render(words=words, names=list(now.outputs), missing=missing).encode()


def _page(html: bytes, name: str, now: Moment, status: int = 200) -> Response:
    """A page with the script that follows the news; of a book's own page nothing else changes but what lets it run."""
    nonce = secrets.token_urlsafe(16)
    policy = f"{POLICY}; script-src 'nonce-{nonce}'; connect-src 'self'"
    digest = now.digests.get(name, "")
    script = (
        f'<script nonce="{nonce}" src="{_CLIENT}" data-name="{escape(name)}" data-digest="{digest}" defer></script>'
    )
    live = html.replace(POLICY.encode(), policy.encode(), 1).replace(b"</head>", f"{script}\n</head>".encode(), 1)
    limits = f"{policy}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    return Response(live, status, {"Content-Security-Policy": limits}, content_type=_TYPES[".html"])
