"""The slips of who types Chinese and works with git, each told as what it is."""

import pytest
from tests.books import project
from tests.conftest import Make

from targetbook.messages import say
from targetbook.problems import Problem
from targetbook.source import parse_yaml


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("name: 甲\n<<<<<<< HEAD\nfunding: {}\n=======\nfunding: {}\n>>>>>>> x\n", (2, 1), "a merge that nobody"),
        ("indicators:\n  -kind: output.quantity\n    name: 甲\n", (2, 3), "no space after the dash"),
        ("indicators:\n  - kind: output.quantity\n\u3000\u3000name: 甲\n    annual: 1\n", (3, 1), "(U+3000)"),
        ("indicators:\n  - kind: output.quantity\n    annual:\u3000≥120场\n", (3, 12), "(U+3000)"),
    ],
)
def test_a_slip_is_told_where_it_is(text: str, place: tuple[int, int], says: str) -> None:
    problems: list[Problem] = []
    parse_yaml(text, "x.yaml", problems)
    assert [(problem.place.line, problem.place.column) for problem in problems] == [place]
    assert says in say(problems[0], "en").says


@pytest.mark.parametrize("funding", ["{fiscal：48.00}", "\n  fiscal：48.00"])
def test_a_full_width_colon_is_told_as_one(book: Make, funding: str) -> None:
    problems = book(project(funding=funding)).problems
    assert any("the colon ： after fiscal is full-width" in problem for problem in problems)
