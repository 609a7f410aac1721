"""Every rule does what its own page says: it finds its bad example, and has nothing to say of its good one."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Formatter

import pytest
from tests.check.examples import checked_example

from targetbook.catalogue import HEADS, documents, entry
from targetbook.check.rule import RULES
from targetbook.messages import LANGUAGES, say
from targetbook.problems import Problem
from targetbook.source import read_yaml

CODES = sorted(code for code in RULES if code != "TXT010")  # its example needs a page: tests/build has it
OVER_ONE_VERSION = [code for code in CODES if not RULES[code].of_change]  # the others' examples: tests/review has them


def _said(problems: Iterable[Problem], code: str) -> list[str]:
    return [f"{problem.place}: {say(problem, 'en').says}" for problem in problems if problem.code == code]


@pytest.mark.parametrize("code", OVER_ONE_VERSION)
def test_a_rule_finds_its_bad_example_and_passes_its_good_one(code: str, tmp_path: Path) -> None:
    bad = checked_example(tmp_path / "bad", entry(code).bad, code)
    good = checked_example(tmp_path / "good", entry(code).good, code)
    assert _said(bad.problems, code) != []
    assert [f"{problem.place} {problem.code} {problem.message}" for problem in good.problems] == []
    others = {problem.code for problem in bad.problems} - {code}
    assert not others or RULES[code].fixed, f"the bad example of {code} has other faults: {others}"


@pytest.mark.parametrize("code", OVER_ONE_VERSION)
def test_a_finding_names_record_field_and_place(code: str, tmp_path: Path) -> None:
    root = tmp_path / "bad"
    for problem in checked_example(root, entry(code).bad, code).problems:
        if problem.code == code:
            assert read_yaml(root, problem.place.file, []) is not None or RULES[code].fixed
            lines = (root / problem.place.file).read_text("utf-8").splitlines()
            assert 1 <= problem.place.line <= len(lines)
            assert problem.field or problem.record or problem.place.file == "targetbook.yaml"


@pytest.mark.parametrize("code", CODES)
def test_a_rules_page_is_whole_in_both_languages(code: str) -> None:
    told = entry(code)
    for labels in (told.title, told.why, told.explanation):
        assert sorted(labels) == ["en", "zh"]
        assert all(isinstance(text, str) and text.strip() for text in labels.values())
    assert told.document is None or told.document in documents()
    assert told.head is None or told.head in HEADS
    assert bool(told.why_off) is not RULES[code].on, "a rule that is off says why, and only such a rule"
    assert sorted(told.settings) == sorted(RULES[code].settings)
    assert RULES[code].fixed or told.messages


@pytest.mark.parametrize("code", CODES)
def test_both_languages_of_a_message_fill_the_same_braces(code: str) -> None:
    for slug, wording in entry(code).messages.items():
        assert sorted(wording) == sorted(LANGUAGES)
        assert _braces(wording["en"]) == _braces(wording["zh"]), slug


def test_every_page_of_the_catalogue_is_a_rule() -> None:
    folder = Path(__file__).parents[2] / "src/targetbook/data/rules"
    assert sorted(path.stem for path in folder.glob("*.yaml")) == sorted(RULES)


def test_the_documents_that_rules_cite_are_named_in_both_languages() -> None:
    for document in documents().values():
        assert sorted(document.title) == ["en", "zh"]


def _braces(wording: Mapping[str, str]) -> set[str]:
    names = {name for part in wording.values() for _, name, _, _ in Formatter().parse(part) if name}
    return {name.removesuffix("_en").removesuffix("_zh") for name in names}
