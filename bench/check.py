"""How long `check` takes against only composing the YAML of the same book: all ratios of one run.

python -m bench.check [PROJECTS]
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import yaml

from bench.books import write_book
from bench.timing import ROUNDS, least_seconds, tell
from targetbook.check import Selection, check_book, stored_memory
from targetbook.source import parse_yaml

BARE, COMPOSE = "compose, PyYAML with libyaml", "compose, with places and bounds"
COLD, AGAIN = "check, cold", "check, every record remembered"
EVERY_RULE = Selection(select=("ALL",), ignore=("LNG002",))  # LNG002 asks git for each record's history


def measured(root: Path, files: list[Path], rounds: int = ROUNDS) -> dict[str, float]:
    """The least seconds of several rounds, each round doing every step once."""

    def warm() -> None:
        check_book(root, EVERY_RULE, memory=stored_memory(root))

    steps: dict[str, Callable[[], object]] = {
        BARE: lambda: [yaml.compose(file.read_text("utf-8"), yaml.CSafeLoader) for file in files],
        COMPOSE: lambda: [parse_yaml(file.read_bytes(), file.name, []) for file in files],
        COLD: lambda: check_book(root, EVERY_RULE),
        AGAIN: warm,
    }
    warm()
    return least_seconds(steps, rounds)


def main() -> None:
    """Make a book, measure, print."""
    projects = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        root = write_book(Path(folder) / "book", projects)
        times = measured(root, sorted(root.rglob("*.yaml")))
    tell(f"{projects} projects; ratios to composing with places and bounds", times, COMPOSE)


if __name__ == "__main__":
    main()
