"""What docs/records.md shows of a record is read as it says."""

import re
from pathlib import Path

import pytest
from tests.books import ProjectFile, project, said, written
from tests.docs.pages import Block, blocks_of, text_of

from targetbook.check import check_book
from targetbook.model.book_fields import BOOK_FIELDS, UNIT_FIELDS
from targetbook.model.fields import INDICATOR, FundingShape, project_shape
from targetbook.values import format_value, parse_value

PAGE = "records.md"
NOT_MADE = "not made: give it"
SHOWN = [block for block in blocks_of(PAGE) if block.word in ("project", "indicator", "unit", "book")]
SAYS = {"≥": "at least", "≤": "at most", "=": "exactly"}


@pytest.mark.parametrize("block", SHOWN, ids=lambda block: block.text.split("\n")[0])
def test_every_example_of_a_field_is_read_without_a_problem(block: Block, tmp_path: Path) -> None:
    made = written(tmp_path, _project(block), languages="[zh, en]")
    if block.word == "unit":
        made.write("targets/library/_unit.yaml", block.text)
        for name in ("late-opening", "public-reading"):
            made.write(f"targets/library/{name}.yaml", project().text())
    if block.word == "book":
        given = _fields(block.text)
        kept = {**_fields("title: 表\ndepartment: 局\nyear: 2027\nlanguages: [zh, en]\n"), **given}
        made.write("targetbook.yaml", "".join(kept.values()).replace("[library]", "[centre]"))
    assert said(check_book(tmp_path, rules=False).problems) == []


def _project(block: Block) -> ProjectFile:
    """A project that has all it needs, with what the block shows."""
    if block.word == "indicator":
        lines = block.text.splitlines()
        return project(indicators="\n  - " + "\n    ".join(lines))
    shown = _fields(block.text) if block.word == "project" else {}
    return project(**{key: text.removeprefix(f"{key}:").strip(" ").rstrip("\n") for key, text in shown.items()})


def _fields(text: str) -> dict[str, str]:
    """The lines of each key of a block."""
    return {match[1]: match[0] for match in re.finditer(r"^(\w+):.*\n(?:[ -].*\n)*", text, re.MULTILINE)}


def test_parts_of_a_source_are_keys_of_funding(tmp_path: Path) -> None:
    sources = next(block for block in SHOWN if block.text.startswith("sources:"))
    shown = next(
        block for block in blocks_of(PAGE) if block.language == "yaml" and block.text.startswith("funding: {general")
    )
    made = written(tmp_path, project(funding=shown.text.removeprefix("funding: ").strip()), sources="[fiscal]")
    made.write("targetbook.yaml", f"title: 表\ndepartment: 局\nyear: 2027\n{sources.text}")
    assert made.book.units[0].projects[0].funding.total == 36


def _values() -> list[tuple[str, str, str]]:
    table = re.search(r"\| you write \|.*?\n\n", text_of(PAGE), re.DOTALL)
    assert table is not None
    rows = [row.strip("|").split("|") for row in table[0].strip().splitlines()[2:]]
    return [(written.strip(), read.strip(), english.strip()) for written, read, english in rows]


@pytest.mark.parametrize(("written", "read", "english"), _values())
def test_every_target_value_of_the_table_is_read_as_it_says(written: str, read: str, english: str) -> None:
    value = parse_value(written)
    assert (format_value(value, "en") or NOT_MADE) == english
    if value.number is not None and value.comparator in SAYS and value.upper is None:
        assert read.startswith(f"{SAYS[value.comparator]} {value.number:f} {value.unit}")
    assert value.is_quantified == (not read.startswith(("text", "words")))
    assert value.is_hedged == read.endswith("a guess")


def test_every_field_is_shown() -> None:
    keys = {*project_shape(FundingShape(())).fields, *INDICATOR.fields, *UNIT_FIELDS, *BOOK_FIELDS}
    page = text_of(PAGE)
    assert {key for key in keys if f"{key}:" not in page and f"`{key}`" not in page} == set()
