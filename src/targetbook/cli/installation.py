"""What `doctor` looks for: each a part of the installation, whether it is there, and how to get it."""

import ctypes
import hashlib
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files, version
from pathlib import Path

from targetbook.cli import ENGINES
from targetbook.source.events import HAS_LIBYAML

PACKAGES = ("click", "rich", *ENGINES)
FACES = "pylopdf-fonts-zh-cn"
LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
"""Libraries that WeasyPrint opens by name, with their packages in Debian."""
PROGRAMS = {
    "chromium": "chromium",
    "soffice": "libreoffice-writer-nogui libreoffice-calc-nogui",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
}
"""Programs that only the tests drive."""
REINSTALL = "make, or: pip install --require-hashes -r requirements.lock"


@dataclass(frozen=True, slots=True)
class Found:
    """One part. `need` says what lacks it: build, history, speed, tests, or none; `get` is empty where all is well."""

    group: str
    name: str
    ok: bool
    value: str
    need: str = "build"
    get: str = ""


def installation() -> Iterator[Found]:
    """Everything that is looked for, in order. Nothing of it raises, whatever is missing."""
    yield _package("versions", "targetbook")
    yield Found("versions", "Python", True, f"{platform.python_version()} ({platform.system()})")
    yield from (_package("versions", name) for name in PACKAGES)
    yield from (_library(name, package) for name, package in LIBRARIES.items())
    yield _typesetter()
    yield Found("libraries", "libyaml", HAS_LIBYAML, _yes(HAS_LIBYAML), "speed", "" if HAS_LIBYAML else REINSTALL)
    yield _chinese_faces()
    yield from _latin_faces()
    yield _program("git", "git", "history")
    yield from (_program(name, package, "tests") for name, package in PROGRAMS.items())


def _package(group: str, name: str) -> Found:
    try:
        return Found(group, name, True, version(name))
    except PackageNotFoundError:
        return Found(group, name, False, "", get=REINSTALL)


def _library(name: str, package: str) -> Found:
    """Asks the loader for the file that WeasyPrint asks for."""
    file = f"lib{name}.dylib" if platform.system() == "Darwin" else f"lib{name}.so.0"
    try:
        ctypes.CDLL(file)
    except OSError:
        return Found("libraries", name, False, "", get=f"apt-get install --no-install-recommends {package}")
    return Found("libraries", name, True, file)


def _typesetter() -> Found:
    """Whether WeasyPrint can be loaded: it loads its libraries as it is imported, and may find others than we did."""
    try:
        import weasyprint  # noqa: F401  # only its loading is asked for
    except Exception as error:
        packages = " ".join(LIBRARIES.values())
        get = f"apt-get install --no-install-recommends {packages}"
        return Found("libraries", "weasyprint", False, " ".join(f"{error}".split())[:200], get=get)
    return Found("libraries", "weasyprint", True, _yes(True))


def _chinese_faces() -> Found:
    """The Chinese faces: their version, and that every face which their package lists is there."""
    try:
        faces = [Path(str(file.locate())) for file in files(FACES) or () if file.suffix == ".otf"]
        known = version(FACES)
    except PackageNotFoundError:
        return Found("fonts", FACES, False, "", get=REINSTALL)
    whole = bool(faces) and all(face.is_file() for face in faces)
    return Found("fonts", FACES, whole, known, get="" if whole else REINSTALL)


def _latin_faces() -> Iterator[Found]:
    """The Latin faces: that each is byte for byte the one which the table beside them names."""
    try:
        from targetbook.layout.folders import built_in_templates  # needs Jinja2, which may be what is missing

        folder = built_in_templates() / "_shared" / "fonts"
        table = (folder / "README.md").read_text("utf-8")
    except (ImportError, OSError):
        folder, table = Path(), ""
    pinned = re.findall(r"^\| `([\w-]+\.ttf)` .*`([0-9a-f]{64})` \|$", table, re.MULTILINE)
    if not pinned:
        yield Found("fonts", "Latin", False, "", get=REINSTALL)
    for name, digest in pinned:
        same = _digest(folder / name) == digest
        yield Found("fonts", name, same, digest[:12] if same else "", get="" if same else REINSTALL)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _program(name: str, packages: str, need: str) -> Found:
    path = shutil.which(name)
    if path is None:
        return Found("programs", name, False, "", need, f"apt-get install --no-install-recommends {packages}")
    return Found("programs", name, True, _said_version(path), need)


def _said_version(path: str) -> str:
    """The first number that a program tells of itself; its path where it tells none in time."""
    for option in ("--version", "-v"):
        try:
            said = subprocess.run(
                [path, option], capture_output=True, text=True, errors="replace", timeout=10, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            break
        if match := re.search(r"\d+(\.\d+)+", said.stdout + said.stderr):
            return match[0]
    return path


def _yes(there: bool) -> str:
    return "ok" if there else ""
