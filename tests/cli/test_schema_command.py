"""`schema`: printed, or put where the heads of records point."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.cli.conftest import Run


def test_the_schema_of_a_project_is_the_one_printed_first(book: Path, run: Run) -> None:
    assert run("schema").stdout == run("schema", "project").stdout
    assert json.loads(run("schema").stdout)["$id"] == "targetbook/schema/project-1.json"


def test_the_schemas_of_a_book_are_written_into_it(book: Path, run: Run) -> None:
    result = run("schema", "--write")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f".targetbook/schema/{kind}.json" for kind in ("project", "unit", "book")]
    for kind in ("project", "unit", "book"):
        written = (book / ".targetbook" / "schema" / f"{kind}.json").read_text("utf-8")
        assert written == run("schema", kind).stdout


def test_a_schema_is_printed_outside_of_a_book_and_in_a_broken_one(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (book / "targetbook.yaml").write_text("title: [\n", "utf-8")
    inside = run("schema", "book")
    monkeypatch.chdir(book.parent)
    outside = run("schema", "book")
    assert (inside.exit_code, outside.exit_code) == (0, 0)
    assert inside.stdout == outside.stdout


def test_writing_needs_a_book_and_names_no_kind(book: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("schema", "unit", "--write").exit_code == 2
    monkeypatch.chdir(book.parent)
    assert run("schema", "--write").exit_code == 2


def test_the_schema_of_the_output_is_published_too(run: Run) -> None:
    assert json.loads(run("schema", "book-json").stdout)["$id"] == "targetbook/book-1.json"
    assert json.loads(run("schema", "diff-json").stdout)["$id"] == "targetbook/diff-1.json"


def test_a_folder_of_schemas_that_cannot_be_written_is_told(book: Path, run: Run) -> None:
    (book / ".targetbook").write_text("")
    result = run("schema", "--write")
    assert (result.exit_code, result.stderr) == (2, "targetbook: cannot write .targetbook/schema: Not a directory\n")


def rules_of(run: Run, book: Path) -> Draft202012Validator:
    schema = json.loads(run("schema", "book").stdout)
    return Draft202012Validator({**schema["properties"]["rules"], "$defs": schema["$defs"]})


def test_the_schema_of_the_book_knows_rules_with_their_settings(book: Path, run: Run) -> None:
    valid = rules_of(run, book)
    for right in ({"select": ["VAL", "ALL"]}, {"severity": {"VAL002": "error"}}, {"VAL010": {"floor": 85}}):
        assert list(valid.iter_errors(right)) == []
    for wrong in ({"selct": []}, {"severity": {"VAL002": "fatal"}}, {"VAL010": {"flor": 85}}, {"modules": ["a.py"]}):
        assert list(valid.iter_errors(wrong)) != []


def test_the_schema_of_a_project_completes_what_may_be_allowed(book: Path, run: Run) -> None:
    project = json.loads(run("schema").stdout)
    indicator = project["properties"]["indicators"]["items"]
    for record in (project, indicator):
        known = record["properties"]["allow"]["propertyNames"]["anyOf"][0]["enum"]
        assert "VAL002" in known
        assert "STR004" not in known
