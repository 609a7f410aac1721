"""Typst: its own markup of the table (`table.typ`), in the faces of targetbook's own layout.

python -m bench.rivals.with_typst TABLE.json OUT.pdf
"""

import sys
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

HERE = Path(__file__).parent
FACES = [HERE.parents[1] / "templates" / "_shared" / "fonts", Path(pylopdf_fonts_zh_cn.__file__).parent]

if __name__ == "__main__":
    table, output = sys.argv[1:]
    typst.compile(
        HERE / "table.typ",
        output=output,
        root="/",
        font_paths=FACES,
        ignore_system_fonts=True,
        sys_inputs={"table": table},
    )
