"""The seed's book, mended by hand as a good department would write it: the money is the same, and no rule has a word to say."""

from pathlib import Path

import pytest
from tests.books import said

from targetbook.check import Checked, Selection, check_book
from targetbook.model import Book, open_book
from targetbook.totals import book_totals

ROOT = Path(__file__).parents[2]
MENDED = ROOT / "tests/books/mended"


@pytest.fixture(scope="module")
def mended() -> Checked:
    return check_book(MENDED, Selection(select=("ALL",)))


def _book(root: Path) -> Book:
    book = open_book(root).book
    assert book is not None
    return book


def test_of_the_mended_book_no_rule_tells_anything(mended: Checked) -> None:
    assert said(mended.problems) == []


def test_the_mended_book_is_silent_for_its_words_and_not_for_what_it_allows() -> None:
    allowed = [code for project in _book(MENDED).projects() for code in project.allow]
    allowed += [code for project in _book(MENDED).projects() for each in project.indicators for code in each.allow]
    assert len(allowed) <= 3


def test_mending_moved_no_money_and_dropped_no_project() -> None:
    seed, mended = _book(ROOT), _book(MENDED)
    assert [(it.full_id, it.funding.total) for it in mended.projects()] == [
        (it.full_id, it.funding.total) for it in seed.projects()
    ]
    assert str(book_totals(mended).total) == "7402.04"


def test_the_mended_book_states_what_the_published_one_leaves_out() -> None:
    for project in _book(MENDED).projects():
        kinds = {indicator.kind.key.split(".")[0] for indicator in project.indicators}
        assert kinds == {"output", "benefit", "satisfaction"}
        assert {"output.quantity", "output.quality", "output.timeliness"} <= {it.kind.key for it in project.indicators}
        assert project.period is not None
        assert all(it.annual is not None and it.annual.value.is_quantified for it in project.indicators)
