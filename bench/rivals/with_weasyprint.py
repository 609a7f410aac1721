"""WeasyPrint as its own documentation has it: the page that targetbook sets in parts, whole, in one document.

python -m bench.rivals.with_weasyprint BOOK OUT.pdf
"""

import shutil
import sys
import tempfile
from pathlib import Path

import pylopdf_fonts_zh_cn
import weasyprint
from lxml import html

from targetbook.layout import Page, Rendered, Templates, read_layout, render, templates_of
from targetbook.model import open_book
from targetbook.problems import Place
from targetbook.write.holding import records_held
from targetbook.write.typesetting import typeset

SHEETS = ("_shared/print.css", "list/print.css")


def rendered_list(root: Path, templates: Templates) -> Rendered:
    """The book's list in its own setting."""
    book, layout = open_book(root).book, read_layout(templates, "list", [], Place(""))
    assert book is not None
    assert layout is not None
    return render(book, layout, book.setting, {}, templates)


def lay_styles(templates: Templates, folder: Path) -> list[Path]:
    """Put the style sheets into a folder with the faces beside them that they name, and give the sheets."""
    faces = Path(pylopdf_fonts_zh_cn.__file__).parent.glob("*.otf")
    fonts = folder / "_shared" / "fonts"
    fonts.mkdir(parents=True)
    (folder / "list").mkdir()
    for name in SHEETS:
        (folder / name).write_text(templates.text(name), "utf-8")
    for face in (*Path(str(templates.find(SHEETS[0]))).parent.glob("fonts/*.ttf"), *faces):
        shutil.copy(face, fonts)
    return [folder / name for name in SHEETS]


def page_rule(page: Page) -> str:
    """The sheet of paper and its margins."""
    sides = " ".join(f"{side:f}mm" for side in page.margins)
    return f"@page {{ size: {page.size} {'landscape' if page.landscape else 'portrait'}; margin: {sides} }}"


def main() -> None:
    """Set the book."""
    root, output = map(Path, sys.argv[1:])
    templates = templates_of(root)
    rendered = rendered_list(root, templates)
    page = html.tostring(typeset(rendered.html), encoding="unicode", doctype="<!doctype html>")
    with tempfile.TemporaryDirectory() as folder:
        sheets = [*lay_styles(templates, Path(folder)), weasyprint.CSS(string=page_rule(rendered.page))]
        with records_held():  # where a record may begin, which is the layout's and not its speed
            weasyprint.HTML(string=page).write_pdf(output, stylesheets=sheets, pdf_tags=True)


if __name__ == "__main__":
    main()
