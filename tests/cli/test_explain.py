"""`explain`: what a code means, from the same source as its page in the docs."""

import pytest
from tests.cli.conftest import Run

from targetbook.check.pages import codes


def test_a_rule_is_explained_with_reason_examples_and_how_to_silence_it(run: Run) -> None:
    said = run("explain", "VAL002").stdout
    assert said.startswith("VAL002  The value repeats the name\nTarget values · warning · on\n")
    assert "财预〔2015〕88号 asks: targets are to be specific and quantified\n" in said
    assert "{value} only repeats the indicator's name {name} → write what is to be reached, e.g. ≥95%\n" in said
    assert "Found fault with:\n  indicators:\n    - kind: output.quality\n" in said
    assert said.endswith("allow: {VAL002: reason}\n")


def test_a_rule_is_explained_in_chinese(run: Run) -> None:
    said = run("explain", "VAL002", "--ui-lang", "zh").stdout
    assert said.startswith("VAL002  指标值重复指标名称\n指标值 · 警告 · 默认启用\n")
    assert "反例：\n" in said


def test_files_of_an_example_are_named(run: Run) -> None:
    assert (
        "Right:\n  # targetbook.yaml\n  controls: {total: 662.88}\n  # targets/centre/a.yaml\n"
        in run("explain", "FND001").stdout
    )


def test_what_is_told_of_files_is_explained_by_its_messages(run: Run) -> None:
    said = run("explain", "SRC001", "tpl003").stdout
    assert "  - a value holds a second colon, and YAML takes what stands before it for a key → put" in said
    assert "TPL003  Layouts\n" in said
    assert "allow:" not in said


def test_braces_that_are_printed_are_not_doubled(run: Run) -> None:
    assert "{{" not in run("explain", "STR004").stdout


def test_an_unknown_code_is_wrong_use_with_the_one_that_was_meant(run: Run) -> None:
    result = run("explain", "VAL02")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("targetbook: there is no rule VAL02; did you mean VAL0")
    assert run("explain").exit_code == 2


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("code", codes())
def test_every_code_is_explained_in_both_languages(run: Run, code: str, language: str) -> None:
    result = run("explain", code, "--ui-lang", language)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{code}  ")
