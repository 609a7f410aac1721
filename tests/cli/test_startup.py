"""What starting the program costs: only what a command needs is loaded."""

import os
import subprocess
import sys
from pathlib import Path

HELP = "from targetbook.cli import main\nmain(['--help'], standalone_mode=False)"
CHECK = "from targetbook.cli import main\nmain(['check'], standalone_mode=False)"
LOADED = "\nimport sys\nprint(*{name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names)"


def loaded_by(code: str, folder: Path) -> set[str]:
    """The packages, but for Python's own, that a program has loaded at its end."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code + LOADED]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_help_loads_nothing_but_the_command_line(book: Path) -> None:
    assert loaded_by(HELP, book) == loaded_by("import click", book) | {"targetbook"}


def test_check_loads_no_writer_of_pages(book: Path) -> None:
    assert not loaded_by(CHECK, book) & {"weasyprint", "pydyf", "pikepdf", "docx", "xlsxwriter", "distributed"}
