"""The pictures of docs/reviewing.md, made from what its own commands print: python tools/pictures.py.

It takes the steps of the page up to its first report, in a copy of this repository's book, and needs what the tests need:
Chromium, LibreOffice and git.
"""

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
PAGE = "reviewing.md"
STEPS = 3  # blocks: the book in git, the change, and the report of it
WIDTH, SCALE = 1000, 1.25
TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body {{margin: 0; padding: 12px 16px; background: #fff; color: #111}}
pre {{margin: 0; white-space: pre-wrap;
     font: 13px/1.35 "DejaVu Sans Mono", "Noto Sans Mono CJK SC", "WenQuanYi Zen Hei Mono", monospace}}</style>
<pre>{code}</pre>"""


def main() -> None:
    """Write the pictures over those that are there."""
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    from tests.docs.pages import Session, blocks_of

    with tempfile.TemporaryDirectory() as folder:
        session = Session(PAGE, Path(folder))
        for block in blocks_of(PAGE)[:STEPS]:
            session.take(block)
        book = session.folder
        (book / "terminal.html").write_text(_terminal(_diff(book, "--color", "always")), "utf-8")
        _diff(book, "--format", "html", "--output", "changes.html")
        _diff(book, "--format", "docx", "--output", "changes.docx")
        convert = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", "pdf"]
        subprocess.run([*convert, "changes.docx"], cwd=book, check=True, capture_output=True)
        _photograph(book / "terminal.html", PICTURES / "diff-text.png", 505)
        _photograph(book / "changes.html", PICTURES / "diff-html.png", 1040)
        _page_of(book / "changes.pdf", PICTURES / "diff-docx.png")


def _diff(book: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "targetbook", "diff", "--ui-lang", "en", *arguments]
    return subprocess.run(command, cwd=book, check=True, capture_output=True, text=True).stdout


def _terminal(said: str) -> str:
    """What a terminal shows, as a page."""
    console = Console(record=True, file=io.StringIO(), legacy_windows=False)
    console.print(Text.from_ansi(said), soft_wrap=True)
    return console.export_html(theme=DEFAULT_TERMINAL_THEME, code_format=TERMINAL, inline_styles=True)


def _photograph(page: Path, picture: Path, height: int) -> None:
    from tests.browser import chromium

    with chromium() as browser:
        opened = browser.new_page(viewport={"width": WIDTH, "height": height}, device_scale_factor=SCALE)
        opened.goto(page.as_uri())
        opened.screenshot(path=picture, full_page=False)


def _page_of(pdf: Path, picture: Path) -> None:
    """The page of a PDF that has the project which the change touches."""
    import pdfplumber

    with pdfplumber.open(pdf) as opened:
        page = next(page for page in opened.pages if "53.00" in (page.extract_text() or ""))
        page.to_image(resolution=110, antialias=True).save(picture)


if __name__ == "__main__":
    main()
