"""SARIF holds to the standard's own schema, and tells what code scanning shows."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator
from tests.check.reports.samples import FILE, SAFE, duplicate, read, repeats

from targetbook.check import Selection, check_book
from targetbook.check.fixing import ReadText
from targetbook.check.reports.sarif import sarif
from targetbook.cli.console import reader_of
from targetbook.problems import Problem, Severity

SCHEMA = json.loads((Path(__file__).parents[2] / "data" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))


def run_of(
    *problems: Problem, deferred: tuple[Problem, ...] = (), folder: str = "", read: ReadText = read
) -> dict[str, Any]:
    """The one run of a log that holds to the schema."""
    log = sarif(problems, "en", folder, read, deferred)
    assert [error.message for error in Draft4Validator(SCHEMA).iter_errors(log)] == []
    run: dict[str, Any] = log["runs"][0]  # type: ignore[index]
    return run


def test_a_run_without_findings_is_valid_too() -> None:
    assert run_of()["results"] == []


def test_a_finding_has_its_region_in_characters_and_its_level() -> None:
    run = run_of(*(repeats(7, severity) for severity in Severity))
    assert run["columnKind"] == "unicodeCodePoints"
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": FILE, "uriBaseId": "%SRCROOT%"}
    assert location["region"] == {"startLine": 7, "startColumn": 13, "endLine": 7, "endColumn": 19}


def test_a_rule_is_described_once_and_in_both_languages() -> None:
    run = run_of(repeats(7), duplicate(), repeats(8))
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["VAL002", "SRC012"]
    assert [result["ruleIndex"] for result in run["results"]] == [0, 1, 0]
    assert rules[0]["shortDescription"]["text"] == "The value repeats the name\n指标值重复指标名称"
    for rule in rules:
        for part in ("shortDescription", "fullDescription", "help"):
            assert rule[part]["text"]


def test_a_path_is_a_uri_from_the_root_of_the_repository() -> None:
    (result,) = run_of(duplicate("targets/中心/a b.yaml"), folder="budget/")["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "budget/targets/%E4%B8%AD%E5%BF%83/a%20b.yaml"


def test_a_fix_is_what_it_replaces_in_the_file() -> None:
    (result,) = run_of(repeats(fix=SAFE))["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"]["uri"] == FILE
    (replacement,) = change["replacements"]
    assert replacement["deletedRegion"] == {"startLine": 7, "startColumn": 13, "endLine": 7, "endColumn": 19}
    assert replacement["insertedContent"] == {"text": "≥95%"}


def test_a_fingerprint_stays_when_lines_move_and_tells_two_findings_apart() -> None:
    def prints(*problems: Problem) -> list[str]:
        return [result["partialFingerprints"]["targetbook/v1"] for result in run_of(*problems)["results"]]

    assert prints(repeats(7)) == prints(repeats(70))
    assert len(set(prints(repeats(7), repeats(8), duplicate()))) == 3


def test_what_a_rule_cannot_tell_is_an_open_result() -> None:
    (result,) = run_of(deferred=(repeats(),))["results"]
    assert (result["kind"], result["level"]) == ("open", "none")


def test_no_path_of_this_machine_is_told() -> None:
    assert str(Path.cwd()) not in json.dumps(run_of(repeats()))


def test_all_that_is_found_in_this_repository_s_book_is_valid() -> None:
    root = Path(__file__).parents[3]
    checked = check_book(root, Selection(select=("ALL",)))
    run = run_of(*checked.problems, deferred=checked.deferred, read=reader_of(root))
    assert len(run["results"]) == len(checked.problems) + len(checked.deferred) > 50
    assert any("fixes" in result for result in run["results"])
