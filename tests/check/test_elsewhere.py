"""Tables of other departments: right ones, of which the rules have nothing to say, and wrong ones as really published."""

from pathlib import Path

import pytest
from tests.books import said
from tests.check.quoted import place_of, told_at

from targetbook.check import Selection, check_book

BOOKS = Path(__file__).parents[1] / "books/elsewhere"

RIGHT = ("education", "transport", "health", "frame-2015", "frame-2021")
"""Tables as a careful officer would write them."""

CADRES = "targets/town/village-cadres.yaml"
INSPECTION = "targets/town/land-inspection.yaml"
LAMPS = "targets/town/street-lamps.yaml"
RIVER = "targets/town/river-works.yaml"
SQUARE = "targets/bureau/square-upkeep.yaml"
ESTATES = "targets/bureau/old-estates.yaml"
RENT = "targets/bureau/rent-subsidy.yaml"
SIGNS = "targets/bureau/signboards.yaml"

VALUES: tuple[tuple[str, str, str], ...] = (
    ("IND019", CADRES, "村组干部230人"),
    ("VAL022", CADRES, "≥100百分比"),
    ("TXT012", CADRES, "≥100百分比"),
    ("VAL019", CADRES, "≥1 人/年"),
    ("VAL019", CADRES, "维护社会稳定 » annual: ≥95%"),
    ("VAL019", CADRES, "≥95 %"),
    ("IND018", CADRES, "benefit.sustainability"),
    ("TXT011", CADRES, ">=95%"),
    ("IND016", INSPECTION, "卫片执法补助经费"),
    ("IND007", INSPECTION, "预算执行率"),
    ("VAL014", INSPECTION, "≥90%且≤80%"),
    ("VAL015", INSPECTION, "≥30天"),
    ("VAL001", INSPECTION, "可控"),
    ("VAL010", INSPECTION, "≥88%"),
    ("IND013", INSPECTION, "群众满意度 » weight: 10"),
    ("STR012", LAMPS, "88/100"),
    ("STR012", RIVER, "XX"),
    ("IND005", RIVER, "indicators: » - kind"),
    ("TXT009", RIVER, "２公里"),
    ("VAL006", RIVER, "102%"),
    ("VAL001", RIVER, "及时"),
    ("VAL001", RIVER, "提升"),
    ("VAL015", RIVER, "≤85%"),
)
"""Values that cannot be right, or cannot be measured: code, file, quoted text."""

MONEY: tuple[tuple[str, str, str], ...] = (
    ("FND001", "targetbook.yaml", "662.98"),
    ("FND004", SQUARE, "fiscal: 0"),
    ("TXT014", SQUARE, "13800138000"),
    ("STR010", ESTATES, "2023年4月-2024年2月"),
    ("FND005", ESTATES, "3498000.00"),
    ("FND011", ESTATES, "349.80万元"),
    ("FND012", RENT, "1000元/人"),
    ("FND013", RENT, "一般公共预算"),
    ("FND007", SIGNS, "12.00"),
    ("STR012", SIGNS, "**"),
    ("TXT013", SIGNS, "の"),
)
"""Money that does not fit, and what must not be published: code, file, quoted text."""


@pytest.mark.parametrize("name", RIGHT)
def test_of_a_right_table_nothing_is_told_not_even_advice(name: str) -> None:
    assert said(check_book(BOOKS / name).problems) == []


@pytest.mark.parametrize(("code", "file", "quote"), VALUES, ids=[f"{code}-{n}" for n, (code, *_) in enumerate(VALUES)])
def test_a_value_as_published_is_told_at_its_line(code: str, file: str, quote: str) -> None:
    assert code in _told("published-values", file, quote)


@pytest.mark.parametrize(("code", "file", "quote"), MONEY, ids=[f"{code}-{n}" for n, (code, *_) in enumerate(MONEY)])
def test_money_as_published_is_told_at_its_line(code: str, file: str, quote: str) -> None:
    assert code in _told("published-money", file, quote)


def _told(name: str, file: str, quote: str) -> set[str]:
    root = BOOKS / name
    return told_at(check_book(root, Selection(select=("ALL",))).problems, place_of(root, file, quote))
