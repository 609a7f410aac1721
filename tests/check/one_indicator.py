"""A book of one project with one indicator, and what a rule tells of it: for the rules of target values."""

import json
from collections.abc import Callable

import pytest
from tests.books import Make, Written, project

from targetbook.check import Checked, Selection, check_book

Fields = dict[str, object]


def indicator(kind: str, name: str, annual: str | None = None, period: str | None = None, **more: object) -> Fields:
    given = {"kind": kind, "name": name, "period": period, "annual": annual, **more}
    return {key: value for key, value in given.items() if value is not None}


def book_of(book: Make, *indicators: Fields, **head: str) -> Written:
    """The kind of the first indicator stands in line 7 of the record, its name in line 8, its values from line 9 on."""
    rows = "".join(f"\n  - {_lines(each)}" for each in indicators)
    return book(project(indicators=rows), **head)


def _lines(fields: Fields) -> str:
    return "\n    ".join(f"{key}: {_written(value)}" for key, value in fields.items())


def _written(value: object) -> str:
    plain = isinstance(value, str) and value[:1] not in "≥≤><=%" and ":" not in value
    return str(value) if plain else json.dumps(value, ensure_ascii=False)


def checked(made: Written, *codes: str) -> Checked:
    return check_book(made.root, Selection(select=codes))


def codes_of(made: Written, *codes: str) -> list[str]:
    return [problem.code for problem in checked(made, *codes).problems]


def rows(cases: dict[str, list[tuple[str, ...]]], id_of: Callable[[tuple[str, ...]], str]) -> list[pytest.ParameterSet]:
    """A case for each row of a table of fields of work."""
    return [pytest.param(*case, id=f"{field}-{id_of(case)}") for field, cases_of in cases.items() for case in cases_of]
