"""How long `diff` takes where one of many records changed, against checking one book: all ratios of one run.

python bench/diff.py [PROJECTS]
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from timing import least_seconds, tell

from books import write_book
from targetbook.check import Memory, Selection, check_book, stored_memory
from targetbook.review import asked_versions, compare_versions, opened_versions

RULES = Selection()


def committed(root: Path, projects: int) -> Path:
    """A book in a repository of its own, with one record changed since."""
    write_book(root, projects)
    who = ("-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false")
    for arguments in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-qm", "Write the targets")):
        subprocess.run(["git", *who, *arguments], cwd=root, check=True)
    record = sorted(root.glob("targets/*/project-*.yaml"))[projects // 2]
    record.write_text(record.read_text("utf-8").replace("fiscal: ", "fiscal: 1", 1), "utf-8")
    return root


def compared(root: Path, memory: Memory) -> None:
    """What `diff` does, but for the report."""
    repository, base, head = asked_versions(root, None, None)
    with opened_versions(repository, base, head, RULES, memory) as versions:
        changes = compare_versions(*versions)
    assert len(changes.projects) == 1


def measured(root: Path) -> dict[str, float]:
    """The least seconds of several rounds, each round doing every step once."""
    steps: dict[str, Callable[[], object]] = {
        "check, cold": lambda: check_book(root, RULES),
        "diff, cold": lambda: compared(root, Memory()),
        "check, every record remembered": lambda: check_book(root, RULES, memory=stored_memory(root)),
        "diff, every record remembered": lambda: compared(root, stored_memory(root)),
    }
    return least_seconds(steps)


def main() -> None:
    """Make a book, measure, print."""
    projects = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        times = measured(committed(Path(folder) / "book", projects))
    tell(f"{projects} projects, one changed; ratios to a cold check of one book", times, "check, cold")


if __name__ == "__main__":
    main()
