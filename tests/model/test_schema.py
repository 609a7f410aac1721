"""The schemas that editors read: those of the repository are as generated, and refuse what the reader refuses."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from targetbook.cli.schema import command, output_schema, schema_files
from targetbook.model import open_book
from targetbook.model.schema import FILES, file_schema, printed
from targetbook.write.book_json import json_bytes

ROOT = Path(__file__).parents[2]
BOOK = open_book(ROOT).book
RECORDS = sorted(path for path in (ROOT / "targets").glob("*/*.yaml"))


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2 as editors load it, by its core schema: 2024-01-31, `no` and 1,326.00 are strings."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern in (
    ("null", r"~|null|Null|NULL|"),
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("int", r"[-+]?[0-9]+"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), None)


def loaded(text: str) -> Any:
    return yaml.load(text, Loader=EditorLoader)


def faults(kind: str, text: str) -> list[str]:
    return [error.message for error in Draft202012Validator(file_schema(kind, BOOK)).iter_errors(loaded(text))]


@pytest.mark.parametrize("text", [*map(printed, FILES), output_schema("book-json")])
def test_each_schema_is_one(text: str) -> None:
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert re.fullmatch(r"targetbook/(schema/)?(book|unit|project)-1\.json", schema["$id"])


def test_the_schemas_of_this_repository_are_the_generated_ones() -> None:
    folder = ROOT / ".targetbook" / "schema"
    on_disk = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert on_disk == schema_files(BOOK), "run: targetbook schema --write"


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_every_record_of_the_seed_is_valid_in_an_editor(path: Path) -> None:
    assert faults("unit" if path.name == "_unit.yaml" else "project", path.read_text("utf-8")) == []


def test_the_book_is_valid_in_an_editor() -> None:
    assert faults("book", (ROOT / "targetbook.yaml").read_text("utf-8")) == []


@pytest.mark.parametrize("path", [*RECORDS, ROOT / "targetbook.yaml"], ids=lambda path: path.stem)
def test_the_head_of_every_file_points_at_its_schema(path: Path) -> None:
    first, second = path.read_text("utf-8").splitlines()[:2]
    pointed = first.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / pointed).resolve().is_file()
    assert second == f"# $schema: {pointed}"


PROJECT = """\
name: 甲项目
funding: {fiscal: 1.00}
objectives: [一]
indicators:
  - {kind: output.quantity, name: 次数, annual: 3次}
"""


@pytest.mark.parametrize(
    "line",
    [
        "name: {zh: 甲项目, en: Project A, fr: Projet A}",
        "name: 2024",
        'funding: {fiscal: "1,326.00", other: 0}',
        "funding: {fiscal: 1163900 元}",
        "objectives: {period: [一], annual: [二]}",
        "indicators: [{kind: 11, name: 次数, annual: 2}]",
        "indicators: [{kind: '11', name: 次数, annual: 2}]",
        "indicators: [{kind: 数量指标, name: 次数, annual: 100%}]",
        "indicators: [{kind: quantity, name: 次数, annual: {zh: 100%}}]",
        "approved: {date: 2024-01-31}",
    ],
)
def test_what_the_reader_takes_the_schema_takes(line: str, tmp_path: Path) -> None:
    text = with_line(line)
    assert faults("project", text) == []
    assert problems_of(text, tmp_path) == []


@pytest.mark.parametrize(
    "line",
    [
        "nmae: 乙",
        "name: true",
        "name: ''",
        "name: {}",
        "name: {cn: 甲}",
        "funding: 1.00",
        "funding: {fical: 1.00}",
        "funding: {fiscal: 一百}",
        "funding: {fiscal: -1}",
        "funding: {fiscal: '1,32.00'}",
        "objectives: []",
        "objectives: 一",
        "indicators: []",
        "indicators: [{kind: output.quantity, name: 次数}]",
        "indicators: [{kind: quantitty, name: 次数, annual: 2}]",
        "indicators: [{kind: 产出指标, name: 次数, annual: 2}]",
        "indicators: [{kind: 11, name: 次数, annual: 2, weight: 101}]",
        "indicators: [{kind: 11, name: 次数, annual: 2, direction: up}]",
        "nature: old",
        "public: maybe",
        "approved: {date: 31 January 2024}",
        "transfer: {level: municipal}",
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(line: str, tmp_path: Path) -> None:
    text = with_line(line)
    assert faults("project", text)
    assert problems_of(text, tmp_path)


def with_line(line: str) -> str:
    record = {**loaded(PROJECT), **loaded(line)}
    return yaml.safe_dump(record, allow_unicode=True, sort_keys=False)


def problems_of(text: str, root: Path, sources: str = "") -> list[str]:
    """What `open_book` says of a book whose only project is this text."""
    (root / "targets" / "unit").mkdir(parents=True)
    (root / "targetbook.yaml").write_text(f"title: 表\ndepartment: 局\nyear: 2024\n{sources}", "utf-8")
    (root / "targets" / "unit" / "_unit.yaml").write_text("name: 单位\n", "utf-8")
    (root / "targets" / "unit" / "project.yaml").write_text(text, "utf-8")
    return [problem.message for problem in open_book(root).problems]


def test_a_missing_field_is_refused() -> None:
    assert faults("project", "name: 甲\n")
    assert faults("unit", "projects: [a]\n")
    assert faults("book", "title: 表\n")


@pytest.mark.parametrize(
    "line", ["controls: {totl: 1}", "controls: {projects: 1.5}", "setting: both", "year: 24", "languages: []"]
)
def test_a_wrong_setting_of_the_book_is_refused(line: str) -> None:
    head = "title: 表\ndepartment: 局\nyear: 2024\n"
    assert faults("book", head) == []
    assert faults("book", yaml.safe_dump({**loaded(head), **loaded(line)}))


def test_a_book_with_sources_of_its_own_has_them_in_its_schema(tmp_path: Path) -> None:
    sources = "sources: [fiscal, {id: lottery, name: 彩票公益金, parts: [{id: welfare, name: 福利彩票}]}]\n"
    assert problems_of(PROJECT.replace("fiscal", "welfare"), tmp_path, sources) == []
    result = CliRunner().invoke(command, ["project", "--book", str(tmp_path)])
    funding = json.loads(result.stdout)["properties"]["funding"]["properties"]
    assert list(funding) == ["fiscal", "lottery", "welfare", "total"]
    assert funding["lottery"]["title"].startswith("彩票公益金")
    controls = json.loads(CliRunner().invoke(command, ["book", "--book", str(tmp_path)]).stdout)["properties"][
        "controls"
    ]
    assert "welfare" in controls["properties"]


def test_kinds_and_choices_carry_their_meanings_for_completion() -> None:
    schema = json.loads(printed("project", BOOK))
    kind = schema["$defs"]["kind"]
    assert kind["anyOf"][0]["enum"][:2] == ["output.quantity", "output.quality"]
    assert {"11", 11, "数量指标", "数量"} <= set(kind["anyOf"][1]["enum"])
    assert "- `output.quantity` 11 数量指标 / Quantity (产出指标)" in kind["markdownDescription"]
    assert "- `one_off`: 一次性项目" in schema["properties"]["nature"]["markdownDescription"]


def test_the_output_of_a_build_follows_its_published_schema() -> None:
    assert BOOK is not None
    validator = Draft202012Validator(json.loads(output_schema("book-json")))
    book = json.loads(json_bytes(BOOK))
    assert list(validator.iter_errors(book)) == []
    for spoilt in (
        {**book, "extra": 1},
        {**book, "year": "2024"},
        {**book, "totals": {**book["totals"], "total": 7402.04}},
    ):
        assert list(validator.iter_errors(spoilt))
