"""FND: whether the money adds up, and says the same wherever it is said."""

from decimal import Decimal

from targetbook.check.rule import Finds, Look, finding, rule
from targetbook.model import Book
from targetbook.problems import Severity
from targetbook.totals import book_totals


@rule("FND001", Severity.ERROR, over=Book)
def control_is_not_met(book: Book, look: Look) -> Finds:
    """Each control that the book's computed totals do not meet."""
    totals = book_totals(book)
    counts = {"total": totals.total, "projects": Decimal(totals.projects), "indicators": Decimal(totals.indicators)}
    for control in book.controls:
        computed = counts[control.of] if control.of in counts else totals.get(control.of)
        if computed != control.amount:
            difference = (computed or Decimal(0)) - control.amount
            unit = "" if control.of in ("projects", "indicators") else book.money.unit
            yield finding(
                control.place,
                f"controls.{control.of}",
                of=control.of,
                control=f"{control.amount:,f}",
                computed="—" if computed is None else f"{computed:,f}",
                difference=f"{difference:+,f} {unit}".rstrip(),
            )
