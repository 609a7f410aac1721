"""Findings as data hold to the schema that is published for them."""

import json
from typing import Any

from jsonschema import Draft202012Validator
from tests.check.reports.samples import FILE, SAFE, duplicate, read, repeats

from targetbook.check.reports.check_json import check_json
from targetbook.cli.schema import output_schema
from targetbook.problems import Problem

SCHEMA = json.loads(output_schema("check-json"))


def told(*problems: Problem, deferred: list[Problem] | None = None) -> Any:
    data = check_json(problems, "en", read, deferred)
    Draft202012Validator.check_schema(SCHEMA)
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(data)] == []
    return data


def test_a_finding_tells_what_where_why_and_what_would_be_right() -> None:
    (finding,) = told(repeats(fix=SAFE))["findings"]
    assert finding == {
        "code": "VAL002",
        "severity": "warning",
        "file": FILE,
        "line": 7,
        "column": 13,
        "end_line": 7,
        "end_column": 19,
        "record": "centre/p1",
        "field": "indicators[1].annual",
        "message": "the value 工作完成质量 only repeats the indicator's name 工作完成质量水平",
        "mend": "write what is to be reached, e.g. ≥95%",
        "head": finding["head"],
        "why": "targets are to be specific and quantified",
        "document": "财预〔2015〕88号",
        "fix": {
            "safe": True,
            "edits": [{"file": FILE, "line": 7, "column": 13, "end_line": 7, "end_column": 19, "text": "≥95%"}],
        },
    }


def test_what_no_rule_explains_has_no_reason() -> None:
    (finding,) = told(duplicate())["findings"]
    assert (finding["why"], finding["document"], finding["head"], finding["fix"]) == (None, None, None, None)


def test_counts_are_by_severity() -> None:
    assert told(duplicate(), repeats(7), repeats(8))["counts"] == {"error": 1, "warning": 2, "advice": 0}


def test_what_could_not_be_told_is_there_only_where_it_is_asked_for() -> None:
    assert "deferred" not in told(repeats())
    assert [each["code"] for each in told(deferred=[repeats()])["deferred"]] == ["VAL002"]
