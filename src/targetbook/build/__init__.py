"""From a folder to its outputs, replaced whole or not at all."""

from targetbook.build.building import Built, EngineMissing, WorkerLost, build
from targetbook.build.executors import NAMES as EXECUTORS
from targetbook.build.executors import DaskMissing, Workers
from targetbook.build.faults import output_findings
from targetbook.build.outputs import OutputError
from targetbook.build.plan import Wanted
from targetbook.build.progress import Progress
from targetbook.build.tasks import OtherEdition

__all__ = [
    "EXECUTORS",
    "Built",
    "DaskMissing",
    "EngineMissing",
    "OtherEdition",
    "OutputError",
    "Progress",
    "Wanted",
    "WorkerLost",
    "Workers",
    "build",
    "output_findings",
]
