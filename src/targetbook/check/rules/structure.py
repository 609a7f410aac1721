"""STR: whether a record has what a target form asks for, each thing in its own field."""

from targetbook.check.rule import told_elsewhere
from targetbook.problems import Severity

for _code in ("STR001", "STR002", "STR003", "STR004", "STR005", "STR007"):
    told_elsewhere(_code, Severity.ERROR)
told_elsewhere("STR009", Severity.WARNING, fixed=False)
