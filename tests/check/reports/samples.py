"""Findings as the reports are given them."""

from targetbook.problems import Edit, Fix, Place, Problem, Severity

FILE = "targets/centre/p1.yaml"
TEXT = """\
name: 培训
funding: {fiscal: 1.20}
objectives: [提升能力]
indicators:
  - kind: output.quality
    name: 工作完成质量水平
    annual: 工作完成质量
"""


def read(file: str) -> str | None:
    return TEXT if file == FILE else None


def repeats(line: int = 7, severity: Severity = Severity.WARNING, fix: Fix | None = None) -> Problem:
    """A value that repeats its name, at a line of its file."""
    column = {"column_en": "value", "column_zh": "指标值"}
    values = {**column, "value": "工作完成质量", "name": "工作完成质量水平"}
    place = Place(FILE, line, 13, line, 19)
    return Problem("VAL002", "finds", place, values, severity, "centre/p1", "indicators[1].annual", fix)


def duplicate(file: str = FILE) -> Problem:
    """A fault of the file itself, which no rule explains."""
    return Problem("SRC012", "outside", Place(file, 1, 1, 3, 4), {"file": file})


SAFE = Fix((Edit(Place(FILE, 7, 13, 7, 19), "≥95%"),), safe=True)
