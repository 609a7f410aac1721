"""How long `diff` takes where one of many records changed, against checking one book: all ratios of one run.

python -m bench.diff [PROJECTS]
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.ground import Ground
from bench.timing import ROUNDS, least_seconds, tell
from targetbook.check import Memory, Selection, check_book, stored_memory
from targetbook.review import asked_versions, compare_versions, opened_versions

RULES = Selection()
CHECK, DIFF = "check of one book, cold", "diff, cold"
CHECK_AGAIN, DIFF_AGAIN = "check of one book, every record remembered", "diff, every record remembered"


def compared(root: Path, memory: Memory) -> None:
    """What `diff` does, but for the report."""
    repository, base, head = asked_versions(root, None, None)
    with opened_versions(repository, base, head, RULES, memory) as versions:
        changes = compare_versions(*versions)
    assert len(changes.projects) == 1


def measured(root: Path, rounds: int = ROUNDS) -> dict[str, float]:
    """The least seconds of several rounds, each round doing every step once."""
    steps: dict[str, Callable[[], object]] = {
        CHECK: lambda: check_book(root, RULES),
        DIFF: lambda: compared(root, Memory()),
        CHECK_AGAIN: lambda: check_book(root, RULES, memory=stored_memory(root)),
        DIFF_AGAIN: lambda: compared(root, stored_memory(root)),
    }
    return least_seconds(steps, rounds)


def main() -> None:
    """Make a book, measure, print."""
    projects = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        ground = Ground(Path(folder), projects)
        os.environ["XDG_CACHE_HOME"] = str(ground.cache)
        ground.make()
        ground.edit()
        times = measured(ground.book)
    tell(f"{projects} projects, one changed; ratios to a cold check of one book", times, CHECK)


if __name__ == "__main__":
    main()
