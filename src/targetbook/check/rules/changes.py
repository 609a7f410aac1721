"""CHG: what a reviewer would ask of a change. The codes and settings are here; `review.rules` compares and tells."""

from targetbook.check.rule import told_of_change
from targetbook.model import Book
from targetbook.problems import Severity

told_of_change("CHG001", Severity.WARNING)
told_of_change("CHG002", Severity.ERROR, over=Book)
told_of_change("CHG003", Severity.WARNING, rise=10)
told_of_change("CHG004", Severity.WARNING, over=Book)
told_of_change("CHG005", Severity.ADVICE)
told_of_change("CHG006", Severity.ERROR, over=Book, published=())
told_of_change("CHG007", Severity.WARNING, over=Book)
