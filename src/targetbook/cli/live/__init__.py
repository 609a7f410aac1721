"""The live preview: the outputs of the last good build, in pages that follow each build and show why one came to nothing."""

from targetbook.cli.live.app import application
from targetbook.cli.live.server import is_loopback, listening, served, url_of
from targetbook.cli.live.site import Site

__all__ = ["Site", "application", "is_loopback", "listening", "served", "url_of"]
