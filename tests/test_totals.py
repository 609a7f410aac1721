"""Money: exact from the author's digits to every sum, or refused with the mend."""

import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.books import Make, project, unit, written

from targetbook.model import Book, open_book
from targetbook.model.amounts import parse_amount
from targetbook.totals import book_totals, totals_of, transfer_totals, unit_totals

ROOT = Path(__file__).parents[1]
AMOUNTS = st.decimals(0, 10**9, places=2, allow_nan=False, allow_infinity=False)
PARTED = "[{id: fiscal, name: 财政拨款, parts: [general_public, government_funds]}, other]"


def of_units(units: Sequence[Sequence[Decimal | None]]) -> Book:
    """A book with a project for each amount; None is a project whose source is left blank."""
    with tempfile.TemporaryDirectory() as folder:
        folders = [
            unit(f"u{n}", *(project(funding="{}" if amount is None else f"{amount:f}") for amount in amounts))
            for n, amounts in enumerate(units, 1)
        ]
        return written(Path(folder), *folders).book


def test_the_published_table_adds_up_to_its_printed_totals() -> None:
    book = open_book(ROOT).book
    assert book is not None
    totals = book_totals(book)
    assert (totals.total, totals.by_source) == (Decimal("7402.04"), {"fiscal": Decimal("7402.04")})
    assert (totals.projects, totals.indicators) == (8, 43)
    assert [unit_totals(unit).total for unit in book.units] == [Decimal("7402.04")]


def test_own_projects_and_transfers_are_summed_apart(book: Make) -> None:
    transfer = project(funding="30.50", transfer="{document: 穗财保【2023】153号, level: municipal}")
    own, transfers = transfer_totals(book(project(funding="1.20"), transfer).book)
    assert (own.total, own.projects, transfers.total, transfers.projects) == (Decimal("1.20"), 1, Decimal("30.50"), 1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.none() | AMOUNTS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_the_units_together_are_the_book_whatever_their_order(units: list[list[Decimal | None]]) -> None:
    totals = book_totals(of_units(units))
    given_amounts = [amount for amounts in units for amount in amounts if amount is not None]
    assert totals.total == (sum(given_amounts) if given_amounts else None)
    of_each = [unit_totals(unit).total for unit in of_units(units).units]
    assert sum(amount or 0 for amount in of_each) == (totals.total or 0)
    backwards = [list(reversed(amounts)) for amounts in reversed(units)]
    assert book_totals(of_units(backwards)) == totals


@settings(max_examples=100, deadline=None)
@given(AMOUNTS)
def test_an_amount_keeps_every_digit_however_it_is_written(amount: Decimal) -> None:
    for text in (f"{amount:f}", f"{amount:,f}", f"{amount * 10000:.0f} 元", f"{amount * 10000:,.0f}元"):
        assert parse_amount(text, "万元", 2) == amount


def test_a_tenth_added_three_times_is_three_tenths(book: Make) -> None:
    totals = book_totals(book(project(funding="0.10"), project(funding="0.10"), project(funding="0.10")).book)
    assert str(totals.total) == "0.30"


def test_what_is_left_blank_is_not_zero(book: Make) -> None:
    made = book(project(funding="\n  fiscal: 0\n"), project(funding="{}")).book
    zero, blank = made.projects()
    assert (zero.funding.total, blank.funding.total) == (Decimal(0), None)
    assert totals_of([blank]).total is None
    assert (book_totals(made).total, book_totals(made).get("other")) == (Decimal(0), None)


def test_parts_stand_beside_their_source_which_is_counted_once(book: Make) -> None:
    funding = "\n  general_public: 1.50\n  government_funds: 2.25\n  other: 10"
    made = book(project(funding=funding), project(funding="4"), sources=PARTED).book
    totals = book_totals(made)
    assert totals.by_source == {
        "fiscal": Decimal("7.75"),
        "general_public": Decimal("1.50"),
        "government_funds": Decimal("2.25"),
        "other": Decimal(10),
    }
    assert totals.total == Decimal("17.75")


def test_a_source_and_its_part_are_not_both_taken(book: Make) -> None:
    made = book(project(funding="\n  fiscal: 3\n  general_public: 3"), sources=PARTED)
    assert made.problems == [
        "targets/centre/p1.yaml:4:3 FND009 funding gives fiscal and its part general_public; "
        "give the source or its parts, not both"
    ]


@pytest.mark.parametrize(
    ("written_as", "amount"),
    [
        ("1,326.00", "1326.00"),
        ("1326", "1326"),
        ('"1,326.00"', "1326.00"),
        ("'1326'", "1326"),
        ("1163962 元", "116.3962"),
        ("0", "0"),
        ("999999999999.999", "999999999999.999"),
    ],
)
def test_an_amount_is_read_as_a_person_writes_it(book: Make, written_as: str, amount: str) -> None:
    made = book(project(funding=written_as), money="{unit: 万元, decimals: 4}").book
    assert [each.funding.total for each in made.projects()] == [Decimal(amount)]


@pytest.mark.parametrize(
    ("written_as", "problem"),
    [
        ("1.3e3", "STR004 funding.fiscal: 1.3e3 is no amount as the book writes it; write 1300 (unit: 万元)"),
        ("１２", "STR004 funding.fiscal: １２ is no amount as the book writes it; write 12 (unit: 万元)"),
        ("1_000", "STR004 funding.fiscal: 1_000 is no amount as the book writes it; write 1000 (unit: 万元)"),
        ("13,26", "STR004 funding.fiscal must be an amount, not text; write digits, e.g. 116.40 (unit: 万元)"),
        ("012", "STR004 funding.fiscal: 012 is no amount as the book writes it; write 12 (unit: 万元)"),
        ("NaN", "STR004 funding.fiscal must be an amount, not text; write digits, e.g. 116.40 (unit: 万元)"),
        (".inf", "STR004 funding.fiscal must be an amount, not text; write digits, e.g. 116.40 (unit: 万元)"),
        ("一百", "STR004 funding.fiscal must be an amount, not text; write digits, e.g. 116.40 (unit: 万元)"),
        ("-3.10", "FND002 funding.fiscal is negative: -3.10; an amount of a target table is never negative: 3.10?"),
        ("1.255", "FND003 funding.fiscal: 1.255 is 1.255 万元, and the book keeps 2 decimals; "
         "check the unit, give the amount as its document prints it, or raise money.decimals"),
        ("1163962 元", "FND003 funding.fiscal: 1163962 元 is 116.3962 万元, and the book keeps 2 decimals; "
         "check the unit, give the amount as its document prints it, or raise money.decimals"),
        ("1234567890123456", "FND003 funding.fiscal has more than 15 significant digits: 1234567890123456; "
         "no amount of a budget is so long: check the unit (万元)"),
        ("1e-999999999999999999", "STR004 funding.fiscal must be an amount, not text; "
         "write digits, e.g. 116.40 (unit: 万元)"),
        ("[1]", "STR004 funding.fiscal must be one word; write one value here, not a list or a map"),
        ("", "STR004 funding.fiscal is empty; write what belongs here; a key that may be left out may be deleted"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_at_its_place_with_the_mend(book: Make, written_as: str, problem: str) -> None:
    # YAML places an empty value right after its key.
    column = 11 if written_as else 10
    assert book(project(funding=f"\n  fiscal: {written_as}")).problems == [
        f"targets/centre/p1.yaml:3:{column} {problem}"
    ]


def test_a_zero_with_a_sign_is_printed_without_one(book: Make) -> None:
    (made,) = book(project(funding="-0.00")).book.projects()
    assert [f"{amount:f}" for amount in made.funding.by_source.values()] == ["0.00"]


def test_thousands_commas_in_braces_are_told_as_what_they_are(book: Make) -> None:
    problems = book(project(funding="{fiscal: 1,326.00}")).problems
    assert problems
    assert any("quote" in problem or "comma" in problem for problem in problems)
