"""Where a printed worksheet begins a page, so that no project is cut that a page could hold."""

from collections.abc import Iterator, Sequence

from targetbook.write.tables import Row

_SURE = 0.97  # of a page's height: Excel rounds each row to whole pixels of its printer


def page_breaks(rows: Sequence[Row], heights: Sequence[float], used: float, room: float) -> Iterator[int]:
    """The rows before which a page must begin; `used` of the first page's `room` is taken above the table.

    All heights are in points. Rows that a cell spans stay together, and a unit's or the grand total's row with the first
    of its rows. Single rows are left to Excel, which cuts no row; the head's rows come again on each page.
    """
    head = sum(height for row, height in zip(rows, heights, strict=True) if row.part == "head")
    for first, end in _groups(rows):
        size = sum(heights[first:end])
        if used + size > room * _SURE and size <= room * _SURE - head and used > head:
            used = head
            if end - first > 1:
                yield first
        used += size
        while used > room:
            used += head - room


def _groups(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """First and end of each run of rows that stay together."""
    first = end = 0
    for index, row in enumerate(rows):
        is_under = index > first and (rows[index - 1].level < row.level or rows[index - 1].part == "head")
        if index >= end and index and not is_under:
            yield first, index
            first = index
        end = max([end, index + 1, *(cell.row + cell.rowspan for cell in row.cells)])
    if rows:
        yield first, len(rows)
