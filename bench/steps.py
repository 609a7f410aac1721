"""What is measured: each step a command, in the order in which one leaves the ground as the next needs it."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from bench.ground import Ground

TARGETBOOK = (sys.executable, "-m", "targetbook")
LIST = ("build", "--quiet", "--layout", "list", "--format")
ONE_PROCESS = ("--executor", "serial")
WATCH = ("watch", "--layout", "list", "--format", "pdf")
ALL_RULES = ("check", "--select", "ALL", "--ignore", "LNG002", "--format", "concise")  # LNG002 asks git for each record
IMPORTS = "import click, yaml"


@dataclass(frozen=True, slots=True)
class Step:
    """A command, what is done before it each time, and the file that it makes."""

    name: str
    command: Sequence[str]
    before: Callable[[], None] = lambda: None
    makes: Path | None = None


def own_steps(ground: Ground) -> list[Step]:
    """targetbook itself, each time as a new process: nobody's cache but the one on disk is warm."""
    pdf = ground.outputs / "list.pdf"
    made = {ending: ground.outputs / f"list.{ending}" for ending in ("html", "docx", "xlsx")}
    return [
        Step("start", (*TARGETBOOK, "--help")),
        Step("imports", (sys.executable, "-c", IMPORTS)),
        Step("serial", (*TARGETBOOK, *LIST, "pdf", *ONE_PROCESS), ground.forget, pdf),
        Step("cold", (*TARGETBOOK, *LIST, "pdf"), ground.forget, pdf),
        Step("warm", (*TARGETBOOK, *LIST, "pdf"), makes=pdf),
        *(Step(ending, (*TARGETBOOK, *LIST, ending), _without(file), file) for ending, file in made.items()),
    ]


def _without(file: Path) -> Callable[[], None]:
    """Takes an output away, so that it is made and not found."""
    return lambda: file.unlink(missing_ok=True)


def edit_step(ground: Ground) -> Step:
    """The PDF again after one record was changed."""
    return Step("edit", (*TARGETBOOK, *LIST, "pdf"), ground.edit, ground.outputs / "list.pdf")


def reading_steps(ground: Ground) -> list[Step]:
    """What only reads a book with one record changed; `check` takes the cache away, and leaves one to the check after it."""
    return [
        Step("diff", (*TARGETBOOK, "diff", "HEAD")),
        Step("check", (*TARGETBOOK, *ALL_RULES), ground.forget),
        Step("check again", (*TARGETBOOK, *ALL_RULES)),
    ]


def rival_steps(ground: Ground) -> list[Step]:
    """The others, on the page, the Word file and the table that targetbook built."""
    table, office = str(ground.table), ground.folder / "office"
    typst, printed = ground.folder / "typst.pdf", ground.folder / "chromium.pdf"
    word = ground.folder / "docxtpl.docx"
    return [
        Step("weasyprint", (*_program("weasyprint"), str(ground.book), str(ground.one)), makes=ground.one),
        Step("typst", (*_program("typst"), table, str(typst)), makes=typst),
        Step("chromium", _chromium(ground, printed), makes=printed),
        Step("libreoffice", _office(ground, office), makes=office / "list.pdf"),
        Step("docxtpl", (*_program("docxtpl"), table, str(word)), makes=word),
    ]


def _program(rival: str) -> tuple[str, ...]:
    return (sys.executable, "-m", f"bench.rivals.with_{rival}")


def _chromium(ground: Ground, output: Path) -> tuple[str, ...]:
    browser = next((name for name in ("chromium", "chromium-browser", "google-chrome") if which(name)), "chromium")
    own = ("--no-sandbox", f"--user-data-dir={ground.folder / 'browser'}")  # root has no sandbox
    page = str(ground.outputs / "list.html")
    return (browser, "--headless", *own, "--no-pdf-header-footer", f"--print-to-pdf={output}", page)


def _office(ground: Ground, folder: Path) -> tuple[str, ...]:
    own = f"-env:UserInstallation={(ground.folder / 'office-profile').as_uri()}"
    word = str(ground.outputs / "list.docx")
    return ("soffice", own, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder), word)
