"""The book of this repository says what the bureau published, cell by cell, blemishes and all."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from published import PUBLISHED_TABLE, PublishedProject, read_published

ROOT = Path(__file__).parents[1]
UNIT = ROOT / "targets" / "community-centre"
PUBLISHED = read_published()
KINDS = {
    "output.quantity": "11",
    "output.quality": "12",
    "output.timeliness": "13",
    "output.cost": "14",
    "benefit.economic": "21",
    "benefit.social": "22",
    "benefit.ecological": "23",
    "benefit.sustainability": "24",
    "satisfaction.service_users": "31",
}
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
NUMBER = re.compile(r"\d+%?")


class AsWritten(yaml.SafeLoader):
    """Leaves a number the text it was written as: an amount may not pass through a float."""


AsWritten.yaml_implicit_resolvers = {}


def read(path: Path) -> Any:
    return AsWritten(path.read_text(encoding="utf-8")).get_single_data()


def record_files() -> list[Path]:
    return [UNIT / f"{name}.yaml" for name in read(UNIT / "_unit.yaml")["projects"]]


RECORDS = [(path, read(path)) for path in record_files()]
ROWS = [
    pytest.param(record, row, id=path.stem)
    for (path, record), row in zip(RECORDS, PUBLISHED.projects, strict=True)
]  # fmt: skip


def chinese(text: str | dict[str, str]) -> str:
    return text if isinstance(text, str) else text["zh"]


def translated(node: Any) -> Iterator[dict[str, str]]:
    """Every map of languages under a node."""
    match node:
        case {"zh": _} | {"en": _}:
            yield node
        case dict():
            for child in node.values():
                yield from translated(child)
        case list():
            for child in node:
                yield from translated(child)


def texts() -> list[dict[str, str]]:
    paths = [ROOT / "targetbook.yaml", *sorted(UNIT.glob("*.yaml"))]
    # A label of the book's own wording is a text of one language: the other keeps the tool's wording.
    return [text for path in paths for text in translated(read(path) | {"labels": None})]


def test_the_reader_of_the_published_table_loses_no_character() -> None:
    table = PUBLISHED
    money = [f"{amount:,}" for amount in (table.grand_total.total, table.grand_total.fiscal)]
    cells = [table.title, "部门名称：", table.department, "单位：", table.money_unit, *table.head, "合计", *money]
    cells += [table.unit, f"{table.unit_money.total:,}", f"{table.unit_money.fiscal:,}"]
    for project in table.projects:
        cells += [project.printed_name, f"{project.money.total:,}", f"{project.money.fiscal:,}"]
        cells += [*project.objectives, *(indicator.run for indicator in project.indicators)]
    assert "".join(cells) == "".join(PUBLISHED_TABLE.read_text(encoding="utf-8").split())


def test_a_value_keeps_its_own_full_stop_and_not_the_one_that_ends_the_run() -> None:
    by_period = {i.period: i for project in PUBLISHED.projects for i in project.indicators}
    assert by_period["社区（村）社区志愿队伍覆盖率达90%以上。"].annual == "90%"
    assert by_period["公众对该社会工作的知晓率62%以上"].annual == "62%"


def test_the_book_has_the_projects_indicators_and_money_that_were_published() -> None:
    assert [len(record["indicators"]) for _, record in RECORDS] == [6, 6, 5, 4, 6, 6, 6, 4]
    amounts = [Decimal(record["funding"]["fiscal"]) for _, record in RECORDS]
    assert sum(amounts) == PUBLISHED.grand_total.total == PUBLISHED.unit_money.total == Decimal("7402.04")


def test_every_record_file_stands_in_the_published_order() -> None:
    assert sorted(record_files()) == sorted(UNIT.glob("[!_]*.yaml"))


def test_the_head_of_the_book_is_the_published_one() -> None:
    book, unit = read(ROOT / "targetbook.yaml"), read(UNIT / "_unit.yaml")
    assert book["title"]["zh"] == PUBLISHED.title
    assert book["department"]["zh"] == PUBLISHED.department
    assert book["money"]["unit"] == PUBLISHED.money_unit
    assert Decimal(book["controls"]["total"]) == PUBLISHED.grand_total.total
    assert book["labels"]["period"]["zh"] in PUBLISHED.projects[0].indicators_run
    assert unit["name"]["zh"] == PUBLISHED.unit


@pytest.mark.parametrize(("record", "row"), ROWS)
def test_a_record_names_its_project_document_and_money_as_published(record: Any, row: PublishedProject) -> None:
    assert record["name"]["zh"] == row.name
    assert record.get("transfer", {}).get("document") == row.document
    assert {source: Decimal(amount) for source, amount in record["funding"].items()} == {"fiscal": row.money.fiscal}
    assert row.money.total == row.money.fiscal


@pytest.mark.parametrize(("record", "row"), ROWS)
def test_a_record_holds_its_objectives_as_published(record: Any, row: PublishedProject) -> None:
    objectives = [chinese(text) for text in record["objectives"]]
    assert objectives == list(row.objectives)
    assert "".join(objectives) == row.objectives_run


@pytest.mark.parametrize(("record", "row"), ROWS)
def test_a_record_holds_its_indicators_as_published(record: Any, row: PublishedProject) -> None:
    recorded = [
        (KINDS[indicator["kind"]], *(chinese(indicator[cell]) for cell in ("name", "period", "annual")))
        for indicator in record["indicators"]
    ]
    assert recorded == [(i.kind, i.name, i.period, i.annual) for i in row.indicators]


def test_every_text_is_in_both_languages() -> None:
    assert [text for text in texts() if not (text.get("zh") and text.get("en"))] == []


def test_the_english_has_no_chinese_character() -> None:
    assert [text["en"] for text in texts() if HAN.search(text["en"])] == []


def test_the_english_says_the_numbers_of_the_chinese() -> None:
    def numbers(text: str) -> list[str]:
        return sorted(NUMBER.findall(text))

    assert [text for text in texts() if numbers(text["zh"]) != numbers(text["en"])] == []


def test_one_chinese_text_has_one_english() -> None:
    english: dict[str, set[str]] = {}
    for text in texts():
        english.setdefault(text["zh"], set()).add(text["en"])
    assert {zh: several for zh, several in english.items() if len(several) > 1} == {}
