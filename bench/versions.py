"""Which versions of everything were measured."""

import platform
import re
import subprocess
from importlib.metadata import PackageNotFoundError, version

PACKAGES = ("targetbook", "weasyprint", "typst", "docxtpl")
PROGRAMS = {"chromium": ("chromium", "--version"), "libreoffice": ("soffice", "--version")}


def versions() -> dict[str, str]:
    """By name, of those that are installed."""
    packages = {name: _package(name) for name in PACKAGES}
    programs = {name: _program(*command) for name, command in PROGRAMS.items()}
    known = {"python": platform.python_version(), **packages, **programs}
    return {name: number for name, number in known.items() if number}


def _package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _program(*command: str) -> str:
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return ""
    number = re.search(r"\d+(?:\.\d+)+", said)
    return number[0] if number else ""
