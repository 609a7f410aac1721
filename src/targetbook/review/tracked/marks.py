"""The marks of tracked changes: who inserted or deleted something, and when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Literal, cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from targetbook.write.docx_text import clean

Element = BaseOxmlElement
Change = Literal["ins", "del"]


@dataclass(frozen=True, slots=True)
class Marks:
    """Makes the marks of one document, each with an id of its own. `date` is ISO 8601 in UTC (2024-03-01T09:30:00Z)."""

    author: str
    date: str
    _ids: Iterator[int] = field(default_factory=lambda: count(1), init=False)

    def mark(self, tag: str) -> Element:
        """`w:ins`, `w:del` or `w:pPrChange`, empty."""
        return self._mark(tag, self.author)

    def passing(self, content: Iterable[Element]) -> Element:
        """What only helps to read the changes: inserted and deleted again, so that it goes either way.

        LibreOffice forgets an insertion whose own author deletes it, and keeps the text; so the two differ.
        """
        inserted, deleted = self._mark("ins", f"{self.author} · targetbook"), self.mark("del")
        deleted.extend(content)
        inserted.append(deleted)
        return inserted

    def _mark(self, tag: str, author: str) -> Element:
        return made(tag, id=str(next(self._ids)), author=clean(author), date=self.date)


def made(tag: str, **attributes: str) -> Element:
    """An element of WordprocessingML, its attributes in that namespace too."""
    element = OxmlElement(f"w:{tag}", attrs={qn(f"w:{name}"): value for name, value in attributes.items()})
    return cast(Element, element)


def child(element: Element, tag: str) -> Element | None:
    """The first child of that name."""
    return element.find(qn(f"w:{tag}"))


def mark_row(row: Element, change: Change, marks: Marks) -> None:
    """The row itself is inserted or deleted; what is in its cells is marked apart."""
    properties = child(row, "trPr")
    if properties is None:
        properties = made("trPr")
        row.insert(0, properties)
    properties.append(marks.mark(change))  # after what else a row is, says the schema


def mark_paragraph(properties: Element, change: Change, marks: Marks) -> None:
    """The paragraph's end is inserted or deleted: `properties` is its `w:pPr`."""
    letters = child(properties, "rPr")
    if letters is None:
        letters = made("rPr")
        properties.append(letters)
    letters.insert(0, marks.mark(change))
