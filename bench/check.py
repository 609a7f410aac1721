"""How long `check` takes against only composing the YAML of the same book: all ratios of one run.

python bench/check.py [PROJECTS]
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import yaml
from timing import least_seconds, tell

from books import write_book
from targetbook.check import Selection, check_book, stored_memory
from targetbook.source import parse_yaml

EVERY_RULE = Selection(select=("ALL",), ignore=("LNG002",))  # LNG002 asks git for each record's history


def measured(root: Path, files: list[Path]) -> dict[str, float]:
    """The least seconds of several rounds, each round doing every step once."""

    def warm() -> None:
        check_book(root, EVERY_RULE, memory=stored_memory(root))

    steps: dict[str, Callable[[], object]] = {
        "compose, PyYAML with libyaml": lambda: [
            yaml.compose(file.read_text("utf-8"), yaml.CSafeLoader) for file in files
        ],
        "compose, with places and bounds": lambda: [parse_yaml(file.read_bytes(), file.name, []) for file in files],
        "check, cold": lambda: check_book(root, EVERY_RULE),
        "check, every record remembered": warm,
    }
    warm()
    return least_seconds(steps)


def main() -> None:
    """Make a book, measure, print."""
    projects = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        root = write_book(Path(folder) / "book", projects)
        times = measured(root, sorted(root.rglob("*.yaml")))
    tell(f"{projects} projects; ratios to composing with places and bounds", times, "compose, with places and bounds")


if __name__ == "__main__":
    main()
