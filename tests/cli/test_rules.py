"""`rules`: the rules by family, as text, data and Markdown."""

import json

from tests.cli.conftest import Run
from tests.docs.pages import text_of

from targetbook.check.families import FAMILIES
from targetbook.check.rule import RULES


def test_rules_are_listed_by_family_with_weight_and_title(run: Run) -> None:
    lines = run("rules").stdout.splitlines()
    assert "VAL  Target values" in lines
    assert "  VAL002  warning   The value repeats the name" in lines
    assert [line.split()[0] for line in lines if line.startswith("  ")] == sorted(
        RULES, key=lambda code: (list(FAMILIES).index(code[:3]), code)
    )


def test_a_family_or_a_code_is_chosen(run: Run) -> None:
    said = run("rules", "--select", "VAL00,FND001", "--ui-lang", "zh").stdout
    assert "FND  资金\n  FND001  错误      合计与控制数不符\n" in said
    assert "TXT" not in said
    assert run("rules", "--select", "VAL900").exit_code == 2


def test_rules_as_data_tell_all_of_their_pages(run: Run) -> None:
    told = {page["code"]: page for page in json.loads(run("rules", "--format", "json").stdout)}
    assert set(told) == set(RULES)
    assert told["VAL002"]["severity"] == "warning"
    assert told["VAL002"]["document"] == "财预〔2015〕88号"
    assert {page["code"] for page in told.values() if not page["on"]} == {c for c, rule in RULES.items() if not rule.on}


def test_what_is_off_is_marked_and_the_mark_explained(run: Run) -> None:
    off = [code for code, rule in RULES.items() if not rule.on]
    said = run("rules").stdout
    for code in off:
        assert f"  {code}  advice  - " in said
    assert said.endswith("-  off by default: --select or the book turns it on\n") == bool(off)


def test_the_page_of_the_docs_is_made_from_the_same_source(run: Run) -> None:
    page = text_of("reference/rules.md")
    for language in ("en", "zh"):
        for told in json.loads(run("rules", "--format", "json", "--ui-lang", language).stdout):
            assert told["title"] in page
            assert told["citation"] in page


def test_markdown_has_the_examples_as_yaml(run: Run) -> None:
    said = run("rules", "--format", "markdown", "--select", "VAL002", "--ui-lang", "zh").stdout
    assert said.startswith("### VAL002\n\n**指标值重复指标名称**\n")
    assert "反例:\n\n```yaml\nindicators:\n" in said
