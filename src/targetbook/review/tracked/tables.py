"""A table as it was and as it is: rows put in and taken out, and in the others each cell's words."""

from docx.oxml.ns import qn

from targetbook.review.tracked.grid import edges_of, set_widths, share_grid
from targetbook.review.tracked.marks import Change, Element, Marks, child, made, mark_row
from targetbook.review.tracked.paragraphs import are_same, mark_whole, track_paragraphs
from targetbook.review.tracked.rows import Cell, Row, paired_rows, rows_of


def mark_table(table: Element, change: Change, marks: Marks) -> None:
    """The whole table is inserted or deleted."""
    for row in rows_of(table):
        _mark_row(row, change, marks)


def have_same_columns(old: Element, new: Element) -> bool:
    """Whether both tables have as many columns."""
    return len(edges_of(old)) == len(edges_of(new))


def track_table(old: Element, new: Element, marks: Marks) -> None:
    """Put what `old` had besides into `new`, and mark what differs.

    A column can neither come nor go by itself: LibreOffice 7.4 reads `w:cellIns` and `w:cellDel` and takes no cell away.
    So where the columns are not the same, each row is taken out as it was and put in as it is.
    """
    if not have_same_columns(old, new):
        share_grid(old, new)
    edges = edges_of(new)
    place = len(new) - len(new.findall(qn("w:tr")))
    pairs = paired_rows(rows_of(old), rows_of(new))
    for index, (before, after) in enumerate(pairs, place):
        if after is None:
            assert before is not None
            set_widths(before, edges)
            _mark_row(before, "del", marks)
            new.insert(index, before.element)
        elif before is None:
            _mark_row(after, "ins", marks)
        else:
            _track_row(before, after, marks)


def _mark_row(row: Row, change: Change, marks: Marks) -> None:
    mark_row(row.element, change, marks)
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            mark_whole(paragraph, change, marks)


def _track_row(old: Row, new: Row, marks: Marks) -> None:
    for before, after in zip(old.cells, new.cells, strict=True):
        _join_down(before, after)
        if not are_same(before.paragraphs, after.paragraphs):
            tracked = track_paragraphs(before.paragraphs, after.paragraphs, marks)
            for paragraph in after.paragraphs:
                after.element.remove(paragraph)
            after.element.extend(tracked)


def _join_down(old: Cell, new: Cell) -> None:
    """A cell that went down over several rows still has those that are taken out below it."""
    before, after = (child(cell.element, "tcPr") for cell in (old, new))
    if before is None or after is None or child(after, "vMerge") is not None:
        return
    if child(before, "vMerge") is not None:
        said = [each for each in (child(after, "tcW"), child(after, "gridSpan")) if each is not None]
        said[-1].addnext(made("vMerge", val="restart"))
