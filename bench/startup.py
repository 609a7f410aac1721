"""How long the program takes to start against only loading what it cannot do without, and what each command loads.

python -m bench.startup
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.books import write_book
from bench.timing import least_seconds, tell

LEAST = "import click, yaml"
ENGINES = (
    "weasyprint",
    "docx",
    "xlsxwriter",
    "lxml",
    "fontTools",
    "pikepdf",
    "uharfbuzz",
    "jinja2",
    "rapidfuzz",
    "yaml",
)
COMMANDS = {"--help": ("--help",), "check": ("check",), "stats": ("stats",), "build --help": ("build", "--help")}
ROUNDS = 9
RUN = "import sys\nfrom targetbook.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
LOADED = f"print(*(name for name in {ENGINES} if name in sys.modules))"


def measured(root: Path) -> dict[str, float]:
    """The least seconds of several rounds, each round starting every program once, in a book of ten projects."""
    steps: dict[str, Callable[[], object]] = {LEAST: partial(_output, root, "-c", LEAST)}
    for name, arguments in COMMANDS.items():
        steps[f"targetbook {name}"] = partial(_output, root, "-m", "targetbook", *arguments)
    return least_seconds(steps, ROUNDS)


def loaded(root: Path, arguments: tuple[str, ...]) -> list[str]:
    """The engines that a command has loaded at its end."""
    return _output(root, "-c", RUN + LOADED, *arguments).splitlines()[-1].split()


def _output(root: Path, *arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], cwd=root, capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Make a small book, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_book(Path(folder), 10)
        tell(f"starting; ratios to `{LEAST}`", measured(root), LEAST)
        for name, arguments in COMMANDS.items():
            sys.stdout.write(f"targetbook {name} loads {', '.join(loaded(root, arguments)) or 'none'}\n")


if __name__ == "__main__":
    main()
