"""From a folder to its outputs, replaced whole or not at all."""

from targetbook.build.building import Built, build
from targetbook.build.outputs import OutputError
from targetbook.build.plan import Wanted

__all__ = ["Built", "OutputError", "Wanted", "build"]
