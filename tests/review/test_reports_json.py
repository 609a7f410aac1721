"""The changes as data hold to the schema that is published for them."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from tests.books import project
from tests.review.reports_samples import COMMIT, changes_between, sample, unchanged

from targetbook.data import package_data
from targetbook.review.changes import Changes
from targetbook.review.reports import json_report

SCHEMA = package_data("schemas/diff-1.json")


def told(changes: Changes, language: str = "en") -> Any:
    data = json.loads(json.dumps(json_report(changes, language)))
    Draft202012Validator.check_schema(SCHEMA)
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(data)] == []
    return data


def test_versions_are_named_with_their_commits(tmp_path: Path) -> None:
    data = told(sample(tmp_path))
    sound = {"readable": True, "fault": None, "moved_from": None}
    assert data["base"] == {"name": "main", "commit": COMMIT, **sound}
    assert data["head"] == {"name": None, "commit": None, **sound}


def test_money_adds_up_from_projects_to_the_book(tmp_path: Path) -> None:
    data = told(sample(tmp_path))
    (book,) = (move for move in data["money"]["book"] if move["of"] == "total")
    assert book == {"of": "total", "of_period": False, "before": "451.00", "after": "468.50", "delta": "17.50"}
    assert data["summary"]["delta"] == book["delta"]


def test_a_lowered_target_has_its_outcome_and_its_adjustment(tmp_path: Path) -> None:
    first = told(sample(tmp_path))["projects"][0]
    assert first["indicators"][0]["targets"] == [
        {
            "column": "annual",
            "outcome": "lowered",
            "before": {"zh": "24场次", "en": "24 sessions"},
            "after": {"zh": "20场次", "en": "20 sessions"},
            "translation": False,
            "stale": [],
        }
    ]
    assert [each["document"] for each in first["adjustments"]] == [{"zh": "穗民〔2024〕3号"}]


def test_pieces_of_a_text_make_both_versions(tmp_path: Path) -> None:
    text = next(each for each in told(sample(tmp_path))["projects"][0]["texts"] if each["field"] == "objectives[1]")
    for language in ("zh", "en"):
        words = text["words"][language]
        assert "".join(each["text"] for each in words if each["op"] != "insert") == text["before"][language]
        assert "".join(each["text"] for each in words if each["op"] != "delete") == text["after"][language]


def test_a_finding_is_told_in_the_language_asked_for(tmp_path: Path) -> None:
    (first, _) = told(sample(tmp_path), "zh")["findings"]["introduced"]
    assert (first["code"], first["file"], first["line"]) == ("VAL002", "targets/centre/community.yaml", 15)
    assert "只是重复了指标名称" in first["message"]


def test_nothing_changed_is_empty(tmp_path: Path) -> None:
    data = told(unchanged(tmp_path))
    assert (data["projects"], data["money"]["book"]) == ([], [])
    assert data["findings"] == {"introduced": [], "mended": [], "deferred": []}
    assert (data["units"], data["book"]) == ([], {"texts": [], "fields": []})


def test_a_version_without_a_book_still_has_its_findings(tmp_path: Path) -> None:
    data = told(changes_between(tmp_path, [project()], [project()], title="[绩效目标表"))
    assert data["base"]["readable"] is False
    assert data["projects"] == []
    assert len(data["remarks"]) == 2
