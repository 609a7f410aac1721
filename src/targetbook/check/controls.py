"""Totals against what the author typed: controls of the book, and totals typed into a record."""

from collections.abc import Iterator
from decimal import Decimal

from targetbook.model import Book, Funding, Project
from targetbook.problems import Problem, Severity
from targetbook.totals import book_totals


def control_problems(book: Book) -> Iterator[Problem]:
    """Each control that the book's computed totals do not meet (FND001), each typed total.

    A typed total that is not the sum is an error (FND009), one that is the sum is advised away (FND010).
    """
    totals = book_totals(book)
    counts = {"total": totals.total, "projects": Decimal(totals.projects), "indicators": Decimal(totals.indicators)}
    for control in book.controls:
        computed = counts[control.of] if control.of in counts else totals.get(control.of)
        if computed != control.amount:
            difference = (computed or Decimal(0)) - control.amount
            unit = "" if control.of in ("projects", "indicators") else book.money.unit
            values = {
                "of": control.of,
                "control": f"{control.amount:,f}",
                "computed": "—" if computed is None else f"{computed:,f}",
                "difference": f"{difference:+,f} {unit}".rstrip(),
            }
            yield Problem("FND001", "control", control.place, values, field=f"controls.{control.of}")
    for project in book.projects():
        yield from _typed_total(project, project.funding, "funding")
        if project.period_funding is not None:
            yield from _typed_total(project, project.period_funding, "period_funding")


def _typed_total(project: Project, funding: Funding, field: str) -> Iterator[Problem]:
    if funding.typed_total is None:
        return
    if funding.typed_total == funding.total:
        values = {"field": f"{field}.total", "typed": f"{funding.typed_total:,f}"}
        place = funding.places["total"]
        yield Problem("FND010", "typed", place, values, Severity.ADVICE, project.full_id, f"{field}.total")
        return
    computed = "—" if funding.total is None else f"{funding.total:,f}"
    values = {"field": f"{field}.total", "typed": f"{funding.typed_total:,f}", "computed": computed}
    yield Problem(
        "FND009", "typed-total", funding.places["total"], values, record=project.full_id, field=f"{field}.total"
    )
