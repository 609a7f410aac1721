"""From a folder to its outputs, replaced whole or not at all."""

from targetbook.build.building import Built, EngineMissing, WorkerLost, build
from targetbook.build.executors import NAMES as EXECUTORS
from targetbook.build.executors import DaskMissing, Workers
from targetbook.build.faults import output_findings
from targetbook.build.kept import NOTHING_KEPT, Kept, kept_pages, most_kept
from targetbook.build.outputs import OutputError
from targetbook.build.plan import Wanted
from targetbook.build.progress import Progress

__all__ = [
    "EXECUTORS",
    "NOTHING_KEPT",
    "Built",
    "DaskMissing",
    "EngineMissing",
    "Kept",
    "OutputError",
    "Progress",
    "Wanted",
    "WorkerLost",
    "Workers",
    "build",
    "kept_pages",
    "most_kept",
    "output_findings",
]
