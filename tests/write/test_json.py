"""`book.json`: the whole book as open data, exact, in the shape that its schema publishes."""

import json
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.books import Make, UnitFolder, Written, project

from targetbook.model import Book, open_book
from targetbook.write.book_json import json_bytes

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads(files("targetbook").joinpath("data", "schemas", "book-1.json").read_text("utf-8"))
PARTED = "[{id: fiscal, parts: [general_public, government_funds]}, other]"


class Exact(float):
    """Stands for a number with a point: there is none in the file, for many readers would round it."""

    def __new__(cls, text: str) -> "Exact":
        raise AssertionError(f"{text} is not exact in JSON")


def data_of(book: Book) -> Any:
    return json.loads(json_bytes(book), parse_float=Exact)


def test_the_seed_is_in_the_published_shape() -> None:
    book = open_book(ROOT).book
    assert book is not None
    data = data_of(book)
    Draft202012Validator(SCHEMA).validate(data)
    assert data["totals"] == {
        "total": "7402.04", "fiscal": "7402.04", "special_account": None, "other": None, "projects": 8, "indicators": 43,
    }  # fmt: skip
    (unit,) = data["units"]
    assert (unit["id"], unit["totals"], len(unit["projects"])) == ("community-centre", data["totals"], 8)
    first = unit["projects"][0]
    assert first["name"] == {"zh": "评估管理工作经费", "en": "Assessment and management"}
    assert first["funding"] == {"fiscal": "116.40", "special_account": None, "other": None}
    assert (first["total"], first["transfer"], first["period_funding"], first["period_objectives"]) == (
        "116.40",
        None,
        None,
        None,
    )
    assert first["indicators"][0]["annual"] == {
        "text": {"zh": "100%", "en": "100%"}, "form": "exact", "comparator": "=", "number": "100", "upper": None, "unit": "%",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "amount"),
    [("1", "1.00"), ("1,326.5", "1326.50"), ("0", "0.00"), ("9999999999999.99", "9999999999999.99")],
)
def test_an_amount_is_a_string_with_the_books_decimals(book: Make, written: str, amount: str) -> None:
    data = data_of(book(project(funding=written)).book)
    assert data["units"][0]["projects"][0]["funding"]["fiscal"] == data["totals"]["total"] == amount


def test_a_source_stands_beside_its_parts_and_period_funding_has_the_same_shape(book: Make) -> None:
    funding = "\n  general_public: 1.50\n  government_funds: 2.25"
    data = data_of(book(project(funding=funding, period_funding="\n  fiscal: 9"), sources=PARTED).book)
    Draft202012Validator(SCHEMA).validate(data)
    only = data["units"][0]["projects"][0]
    assert only["funding"] == {"fiscal": "3.75", "general_public": "1.50", "government_funds": "2.25", "other": None}
    assert only["period_funding"] == {"fiscal": "9.00", "general_public": None, "government_funds": None, "other": None}
    assert (only["total"], only["period_total"]) == ("3.75", "9.00")
    assert [(source["id"], [part["id"] for part in source["parts"]]) for source in data["sources"]] == [
        ("fiscal", ["general_public", "government_funds"]), ("other", []),
    ]  # fmt: skip


def test_objectives_of_the_year_and_of_the_period_are_apart_where_they_differ(book: Make) -> None:
    data = data_of(book(project(objectives="\n  period: [三年建成。]\n  annual: [今年开工。]")).book)
    only = data["units"][0]["projects"][0]
    assert (only["objectives"], only["period_objectives"]) == ([{"zh": "今年开工。"}], [{"zh": "三年建成。"}])


def test_a_book_without_a_project_is_in_the_published_shape(book: Make) -> None:
    made = book().opened.book  # told as an error, and read all the same
    assert made is not None
    data = data_of(made)
    Draft202012Validator(SCHEMA).validate(data)
    assert (data["totals"]["total"], data["totals"]["projects"], data["units"]) == (None, 0, [])


def test_a_record_with_every_field_is_in_the_published_shape(book: Make) -> None:
    made: Written = book(
        project(
            code="A-1", transfer="{document: 穗财保【2023】153号, level: municipal}", nature="new", category="service",
            public="true", period="2024—2026年", lead="张三", period_funding="{fiscal: 3.60}",
            indicators="\n  - {kind: 12, name: 合格率, core: true, period: 90%～95%, annual: ≥95%, "
            "weight: 12.5, direction: higher}",
        ),
    )  # fmt: skip
    data: Mapping[str, Any] = data_of(made.book)
    Draft202012Validator(SCHEMA).validate(data)
    (indicator,) = data["units"][0]["projects"][0]["indicators"]
    assert (indicator["weight"], indicator["core"], indicator["direction"]) == ("12.5", True, "higher")
    assert [indicator["period"][key] for key in ("number", "upper", "unit")] == ["90", "95", "%"]


def test_the_file_is_readable_utf_8(book: Make) -> None:
    text = json_bytes(book(project(name="社区")).book).decode("utf-8")
    assert '"zh": "社区"' in text
    assert text.endswith("}\n")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_file_is_laid_out_as_json_is_however_many_units_there_are(book: Make, count: int) -> None:
    whole = book(*(UnitFolder(name, (project(), project())) for name in "abc")).book
    made = json_bytes(replace(whole, units=whole.units[:count]))
    assert made.decode() == json.dumps(json.loads(made), ensure_ascii=False, indent=1) + "\n"
    assert [unit["id"] for unit in json.loads(made)["units"]] == ["a", "b", "c"][:count]
