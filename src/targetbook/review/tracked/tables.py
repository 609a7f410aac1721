"""A table as it was and as it is: rows put in and taken out, and in the others each cell's words."""

from docx.oxml.ns import qn

from targetbook.review.tracked.marks import Change, Element, Marks, child, made, mark_row
from targetbook.review.tracked.paragraphs import mark_whole, track_paragraphs
from targetbook.review.tracked.rows import Cell, Row, paired_rows, rows_of


def mark_table(table: Element, change: Change, marks: Marks) -> None:
    """The whole table is inserted or deleted."""
    for row in rows_of(table):
        _mark_row(row, change, marks)


def track_table(old: Element, new: Element, marks: Marks) -> None:
    """Put what `old` had besides into `new`, a table of as many columns, and mark what differs."""
    edges = edges_of(new)
    place = len(new) - len(new.findall(qn("w:tr")))
    pairs = paired_rows(rows_of(old), rows_of(new))
    for index, (before, after) in enumerate(pairs, place):
        if after is None:
            assert before is not None
            _set_widths(before, edges)
            _mark_row(before, "del", marks)
            new.insert(index, before.element)
        elif before is None:
            _mark_row(after, "ins", marks)
        else:
            _track_row(before, after, marks)


def edges_of(table: Element) -> list[int]:
    """Where the table's columns begin and end, in twentieths of a point."""
    edges = [0]
    for width in table.xpath("./w:tblGrid/w:gridCol/@w:w"):
        edges.append(edges[-1] + int(width))
    return edges


def _set_widths(row: Row, edges: list[int]) -> None:
    for cell in row.cells:
        width = edges[cell.column + cell.span] - edges[cell.column]
        for said in cell.element.xpath("./w:tcPr/w:tcW"):
            said.set(qn("w:w"), str(width))


def _mark_row(row: Row, change: Change, marks: Marks) -> None:
    mark_row(row.element, change, marks)
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            mark_whole(paragraph, change, marks)


def _track_row(old: Row, new: Row, marks: Marks) -> None:
    for before, after, text, other in zip(old.cells, new.cells, old.texts, new.texts, strict=True):
        _join_down(before, after)
        if text != other:
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
