"""From a folder to its outputs, replaced whole or not at all."""

from targetbook.build.building import Built, EngineMissing, build
from targetbook.build.faults import output_findings
from targetbook.build.outputs import OutputError
from targetbook.build.plan import Wanted

__all__ = ["Built", "EngineMissing", "OutputError", "Wanted", "build", "output_findings"]
