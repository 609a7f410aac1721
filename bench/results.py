"""What a run found, as records and as JSON: everything in docs/performance.md comes from here."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command took, and what it made.

    Args:
        seconds: from its start to its end.
        memory: bytes in use by all its processes together at the worst moment; what they share is counted once.
        worker: bytes in use by the largest process that it started, at the worst moment; 0 where it started none.
        pages: of the PDF that it made; 0 where it made none.
        size: bytes of the file that it made; 0 where it made none.
    """

    seconds: float
    memory: int
    worker: int
    pages: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Missing:
    """Why something was not measured, in words for the report."""

    missing: str


Outcome = Taken | Missing


@dataclass(frozen=True, slots=True)
class Sameness:
    """The PDF in parts against that in one document: pages of each, and how many differ in their texts or where these stand."""

    parts: int
    one: int
    differing: int


@dataclass(frozen=True, slots=True)
class Size:
    """What was found with a book of so many projects.

    Args:
        steps: by name, one command each.
        within: seconds by name, of steps timed within one process, whose ratios do not hold the start of a program.
        sameness: None where one of the two PDFs is not there.
    """

    projects: int
    indicators: int
    steps: Mapping[str, Outcome]
    within: Mapping[str, float]
    sameness: Sameness | None

    def taken(self, step: str) -> Taken | None:
        """A step as it was measured, or None."""
        outcome = self.steps.get(step)
        return outcome if isinstance(outcome, Taken) else None


@dataclass(frozen=True, slots=True)
class Results:
    """A whole run: the machine, the versions of what was measured, and the sizes from small to large.

    Args:
        memory: bytes that the machine has.
        rounds: how often each step was done, unless it was long.
    """

    cores: int
    memory: int
    rounds: int
    versions: Mapping[str, str]
    sizes: tuple[Size, ...]


def write_results(results: Results, file: Path) -> None:
    """Write a run as JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(_rounded(asdict(results)), indent=1, ensure_ascii=False) + "\n", "utf-8")


def read_results(file: Path) -> Results:
    """A run as it was written."""
    run = json.loads(file.read_text("utf-8"))
    return Results(**run | {"sizes": tuple(_size(size) for size in run["sizes"])})


def _size(size: dict[str, Any]) -> Size:
    steps = {name: Missing(**step) if "missing" in step else Taken(**step) for name, step in size["steps"].items()}
    return Size(**size | {"steps": steps, "sameness": size["sameness"] and Sameness(**size["sameness"])})


def _rounded(value: Any) -> Any:
    """Seconds to a tenth of a millisecond: more would tell of noise only."""
    match value:
        case float():
            return round(value, 4)
        case dict():
            return {key: _rounded(each) for key, each in value.items()}
        case list() | tuple():
            return [_rounded(each) for each in value]
    return value
