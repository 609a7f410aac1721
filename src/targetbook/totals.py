"""Every sum, once: project → unit → book, by source of funds, exact. A column that is blank all through stays blank."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from targetbook.model import Book, Project, Unit


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums in the book's unit of money over some projects. An absent source is blank in all of them, which is not zero."""

    by_source: Mapping[str, Decimal]
    total: Decimal | None
    projects: int
    indicators: int

    def get(self, source: str) -> Decimal | None:
        """The sum of a source or part, or None where it is blank all through."""
        return self.by_source.get(source)


def totals_of(projects: Iterable[Project]) -> Totals:
    """The sums and counts over projects."""
    by_source: dict[str, Decimal] = {}
    total: Decimal | None = None
    count = indicators = 0
    for project in projects:
        count += 1
        indicators += len(project.indicators)
        for source, amount in project.funding.by_source.items():
            by_source[source] = by_source.get(source, Decimal(0)) + amount
        if project.funding.total is not None:
            total = (total or Decimal(0)) + project.funding.total
    return Totals(by_source, total, count, indicators)


def unit_totals(unit: Unit) -> Totals:
    """The sums of one unit's projects."""
    return totals_of(unit.projects)


def book_totals(book: Book) -> Totals:
    """The sums of the whole book."""
    return totals_of(book.projects())


def transfer_totals(book: Book) -> tuple[Totals, Totals]:
    """The department's own projects, and its transfer payments, apart."""
    own = totals_of(project for project in book.projects() if project.transfer is None)
    transfers = totals_of(project for project in book.projects() if project.transfer is not None)
    return own, transfers
