"""The server: a library's, on a port that is free, in a thread of its own."""

import errno
import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

FIRST_PORT = 8000
_TRIED = 100  # ports from the first on


class _Quiet(WSGIRequestHandler):
    """Tells nothing of each request: what a person waits for are the builds."""

    def log(self, type: str, message: str, *args: object) -> None:
        pass


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this computer alone."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listening(host: str, port: int | None) -> socket.socket:
    """A socket that listens at the port that is asked for, else at the first free one from 8000 on.

    Raises:
        OSError: the port is taken, or is not for this user, or the host is no address of this computer.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    ports = range(FIRST_PORT, FIRST_PORT + _TRIED) if port is None else (port,)
    for each in ports:
        try:
            return socket.create_server((host, each), family=family)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or each == ports[-1]:
                raise
    raise AssertionError("the last port either listens or raises")


def url_of(host: str, listener: socket.socket) -> str:
    """The address to open in a browser of this computer."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{listener.getsockname()[1]}/"


@contextmanager
def served(listener: socket.socket, host: str, app: "WSGIApplication") -> Iterator[None]:
    """Answer requests at a socket, each in a thread of its own, as long as the context lasts."""
    port = listener.getsockname()[1]
    with listener:
        server = make_server(host, port, app, threaded=True, request_handler=_Quiet, fd=listener.fileno())
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
