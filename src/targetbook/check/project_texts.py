"""One walk over the texts of a record as their authors wrote them, each with its path and what it is for.

`model.texts` walks a whole book and gives the generated words too; a rule over wording asks of one record, and only of
what a person wrote and can mend.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from targetbook.check.walk import indicators_of
from targetbook.model import Book, Indicator, Objectives, Project, Target, Text, Unit


class Role(StrEnum):
    """What a text is for. A name or a value is a phrase, an objective a sentence; prose is all else."""

    NAME = "name"
    VALUE = "value"
    OBJECTIVE = "objective"
    DOCUMENT = "document"
    LABEL = "label"
    PROSE = "prose"


class Part(NamedTuple):
    """One text of a record; `path` leads to it (indicators[2].annual), `target` is the value that it was read as."""

    role: Role
    path: str
    text: Text
    target: Target | None = None


Record = Project | Unit | Book
"""A project, a unit by itself, or the book's head."""

_walked: tuple[object, tuple[Part, ...]] = (None, ())


def parts_of(record: Record) -> tuple[Part, ...]:
    """The texts of a project, the name of a unit, or what stands in the book's head: each record by itself.

    A score of rules ask of one record in turn, so the last walk is kept.
    """
    global _walked
    known, parts = _walked
    if known is not record:
        parts = tuple(_walk(record))
        _walked = (record, parts)
    return parts


def _walk(record: Record) -> Iterator[Part]:
    match record:
        case Project():
            yield from _of_project(record)
        case Unit():
            yield Part(Role.NAME, "name", record.name)
        case _:
            yield from _of_head(record)


def words_of(record: Record, language: str) -> Iterator[tuple[Part, str]]:
    """The texts of a record that are there in a language, with their words."""
    for part in parts_of(record):
        if words := part.text.get(language):
            yield part, words


def objective_lists(objectives: Objectives) -> Iterator[tuple[str, tuple[Text, ...]]]:
    """The lists of objectives with their paths: one that serves both columns, or the period's and the year's."""
    if objectives.period is None:
        yield "objectives", objectives.annual
    else:
        yield "objectives.period", objectives.period
        yield "objectives.annual", objectives.annual


def _of_project(project: Project) -> Iterator[Part]:
    yield Part(Role.NAME, "name", project.name)
    if project.transfer and project.transfer.document:
        yield Part(Role.DOCUMENT, "transfer.document", project.transfer.document)
    for path, objectives in objective_lists(project.objectives):
        yield from _listed(Role.OBJECTIVE, path, objectives)
    for path, indicator in indicators_of(project):
        yield from _of_indicator(path, indicator)
    for path, text in (("period", project.period), ("lead", project.lead)):
        if text is not None:
            yield Part(Role.PROSE, path, text)
    if project.approved and project.approved.document:
        yield Part(Role.DOCUMENT, "approved.document", project.approved.document)
    for number, adjustment in enumerate(project.adjustments, 1):
        yield Part(Role.DOCUMENT, f"adjustments[{number}].document", adjustment.document)
        yield Part(Role.PROSE, f"adjustments[{number}].reason", adjustment.reason)
        yield Part(Role.PROSE, f"adjustments[{number}].approved_by", adjustment.approved_by)


def _of_indicator(path: str, indicator: Indicator) -> Iterator[Part]:
    yield Part(Role.NAME, f"{path}.name", indicator.name)
    for column, target in (
        ("period", indicator.period),
        ("annual", indicator.annual),
        ("last_actual", indicator.last_actual),
    ):
        if target is not None:
            yield Part(Role.VALUE, f"{path}.{column}", target.text, target)
    yield from _listed(Role.VALUE, f"{path}.grades", indicator.grades)
    for field, text in (
        ("basis", indicator.basis),
        ("data_source", indicator.data_source),
        ("method", indicator.method),
        ("scoring", indicator.scoring),
        ("note", indicator.note),
    ):
        if text is not None:
            yield Part(Role.PROSE, f"{path}.{field}", text)


def _of_head(book: Book) -> Iterator[Part]:
    yield Part(Role.NAME, "title", book.title)
    yield Part(Role.NAME, "department", book.department)
    yield from _listed(Role.PROSE, "texts", book.texts)
    for key, label in book.labels.items():
        yield Part(Role.LABEL, f"labels.{key}", label)
    for source in book.columns:
        if source.name.place.file:  # the sources that come with the tool stand in no file of the book
            yield Part(Role.NAME, f"sources.{source.id}", source.name)
    if book.approved and book.approved.document:
        yield Part(Role.DOCUMENT, "approved.document", book.approved.document)


def _listed(role: Role, path: str, texts: Iterable[Text]) -> Iterator[Part]:
    for number, text in enumerate(texts, 1):
        yield Part(role, f"{path}[{number}]", text)
