"""docxtpl: the table's rows as loops of a Word template, which is made here with python-docx.

python -m bench.rivals.with_docxtpl TABLE.json OUT.docx
"""

import json
import sys
import tempfile
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate

SUMS = ["{{ sums.name.zh }} {{ sums.name.en }}", *(f"{{{{ sums.amounts[{n}] }}}}" for n in range(4)), *[""] * 5]
PROJECT = [
    "{% vm %}{{ project.name.zh }} {{ project.name.en }}",
    *(f"{{% vm %}}{{{{ project.amounts[{n}] }}}}" for n in range(4)),
    "{% vm %}{% for objective in project.objectives %}{{ objective.zh }} {{ objective.en }} {% endfor %}",
    *(f"{{{{ indicator[{n}].zh }}}} {{{{ indicator[{n}].en }}}}" for n in range(4)),
]
ROWS = [
    ["{%tr for sums in [total] %}"],
    SUMS,
    ["{%tr endfor %}"],
    ["{%tr for sums in units %}"],
    SUMS,
    ["{%tr for project in sums.projects %}"],
    ["{%tr for indicator in project.indicators %}"],
    PROJECT,
    ["{%tr endfor %}"],
    ["{%tr endfor %}"],
    ["{%tr endfor %}"],
]


def template(file: Path, widths: list[float]) -> None:
    """A landscape page with the title, and the table: one row of heads, and rows that docxtpl repeats."""
    document = Document()
    document.styles["Normal"].font.size = Pt(8)
    sheet = document.sections[0]
    sheet.orientation, sheet.page_width, sheet.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = Mm(13)
    document.add_heading("{{ title.zh }} {{ title.en }}")
    rows = [[f"{{{{ heads[{n}].zh }}}} {{{{ heads[{n}].en }}}}" for n in (*range(6), *range(7, 11))], *ROWS]
    table = document.add_table(len(rows), len(widths), "Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        blanks = [""] * (len(widths) - len(texts))
        for cell, text, width in zip(row.cells, [*texts, *blanks], widths, strict=True):
            cell.text, cell.width = text, Mm(width)
    document.save(str(file))


def main() -> None:
    """Make the template, fill it in."""
    table, output = sys.argv[1:]
    book = json.loads(Path(table).read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        template(Path(folder, "template.docx"), book["columns"])
        document = DocxTemplate(Path(folder, "template.docx"))
        document.render(book, autoescape=True)
        document.save(output)


if __name__ == "__main__":
    main()
