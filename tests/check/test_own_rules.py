"""A book's own rules run only where the command line names them, and never end in a traceback."""

import re
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from tests.books import Make, Written, project

from targetbook.catalogue import has_entry
from targetbook.check.rule import RULES
from targetbook.cli import main

MODULE = '''\
"""Rules of this bureau."""

from targetbook.check.rule import Finds, Look, deferred, finding, rule
from targetbook.model import Project
from targetbook.problems import Severity


@rule("CUL001", Severity.WARNING, limit=4)
def name_is_short(project: Project, look: Look) -> Finds:
    """A name that is too short to tell projects apart."""
    name = project.name.first()
    if len(name) < look.number("limit"):
        yield finding(project.name.place, "name", name=name)
'''
TEXTS = """\
title: {zh: 项目名称过短, en: The name is short}
why: {zh: 名称应当能区分项目, en: a name is to tell projects apart}
explanation: {zh: 少于设定字数的名称。, en: A name of fewer characters than the limit.}
settings:
  limit: {zh: 最少字数, en: least number of characters}
messages:
  finds:
    zh: {says: "项目名称“{name}”过短", mend: "写明项目内容"}
    en: {says: "the name {name} is short", mend: "say what the project does"}
bad: "name: 活动"
good: "name: 全民阅读推广"
"""
FOUND = "warning[CUL001]: the name 活动 is short"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """No rule of one test is there for the next, nor its texts; and none is left behind by the command itself."""
    before = dict(RULES)
    yield
    assert before == RULES
    assert not has_entry("CUL001")


@pytest.fixture
def culture(book: Make) -> Written:
    made = book(project(name="活动"))
    made.write("rules/culture.py", MODULE)
    made.write("rules/CUL001.yaml", TEXTS)
    return made


def check(made: Written, *options: str) -> tuple[int, str]:
    result = made.run("check", "--rules", str(made.root / "rules/culture.py"), "--select", "CUL", *options)
    assert "Traceback" not in result.output
    return result.exit_code, result.output


def test_an_own_rule_is_found_set_allowed_and_explained_like_any_other(culture: Written) -> None:
    assert FOUND in check(culture)[1]
    assert "why: a name is to tell projects apart" in check(culture)[1]
    assert "警告[CUL001]: 项目名称“活动”过短" in check(culture, "--ui-lang", "zh")[1]
    command = ["rules", "--rules", str(culture.root / "rules/culture.py"), "--select", "CUL", "--ui-lang", "en"]
    assert "  CUL001  warning   The name is short\n" in CliRunner().invoke(main, command).output
    head = (culture.root / "targetbook.yaml").read_text("utf-8")
    culture.write("targetbook.yaml", f"{head}rules: {{CUL001: {{limit: 2}}}}\n")
    assert FOUND not in check(culture)[1]


def test_an_own_rule_runs_beside_the_others_unless_rules_are_selected(culture: Written) -> None:
    result = culture.run("check", "--rules", str(culture.root / "rules/culture.py"), "--ignore", "VAL,IND,STR,TXT,REF")
    assert FOUND in result.output


def test_what_an_own_rule_finds_is_allowed_with_a_reason(culture: Written) -> None:
    record = culture.root / "targets/centre/p1.yaml"
    record.write_text(record.read_text("utf-8") + "allow: {CUL001: 沿用多年的名称}\n", "utf-8")
    assert FOUND not in check(culture)[1]


def test_no_file_of_a_book_can_name_a_module(culture: Written) -> None:
    culture.write("rules/culture.py", "raise SystemExit('the module was run')\n")
    for line in ("rules: {modules: [rules/culture.py]}", "rules: {CUL001: {limit: 2}}", "plugins: [rules/culture.py]"):
        culture.write("targetbook.yaml", f"title: 表\ndepartment: 局\nyear: 2024\n{line}\n")
        result = culture.run("check")
        assert re.search(r"(error|advice)\[STR002\]", result.output)
        assert "the module was run" not in result.output


@pytest.mark.parametrize(
    ("module", "told"),
    [
        ("import nowhere_to_be_found\n", "culture.py:1: the module of rules cannot be run: ModuleNotFoundError"),
        ("a = 1\ndef b(:\n", "culture.py:2: the module of rules cannot be run: SyntaxError"),
        ("1 / 0\n", "culture.py:1: the module of rules cannot be run: ZeroDivisionError: division by zero"),
        ("raise SystemExit(0)\n", "culture.py:1: the module of rules cannot be run: SystemExit"),
        ("a = 1\n", "culture.py registers no rule"),
        (MODULE.replace("CUL001", "VAL002"), "culture.py:8: the module of rules cannot be run: ValueError: there is"),
        (MODULE.replace("CUL001", "culture-1"), "culture.py: culture-1 cannot be a code"),
        (MODULE.replace("CUL001", "SRC900"), "culture.py: SRC900 cannot be a code"),
        (MODULE.replace("CUL001", "CUL002"), "CUL002.yaml: the texts of CUL002 cannot be read: FileNotFoundError"),
    ],
)  # fmt: skip
def test_a_module_that_cannot_be_used_is_one_line(culture: Written, module: str, told: str) -> None:
    culture.write("rules/culture.py", module)
    code, output = check(culture)
    assert (code, output.count("\n")) == (2, 1)
    assert told in output


@pytest.mark.parametrize(
    ("texts", "lacking"),
    [
        ("", "title, why, explanation, messages, bad, good"),
        (TEXTS.replace(", en: The name is short", ""), "title.en"),
        (TEXTS.replace('"the name {name} is short"', "[]"), "messages.finds.en.says"),
        (TEXTS.replace("least number", "x").replace("limit:", "limits:"), "settings.limit.en, settings.limit.zh"),
        (TEXTS.replace("settings:", "setings:"), "setings, settings.limit.en, settings.limit.zh"),
        (TEXTS + "document: A89\nhead: beauty\n", "document, head"),
    ],
)
def test_texts_that_lack_something_are_told_by_key(culture: Written, texts: str, lacking: str) -> None:
    culture.write("rules/CUL001.yaml", texts)
    code, output = check(culture)
    assert code == 2
    assert output.endswith(f"CUL001.yaml: the texts of CUL001 lack, or have wrong: {lacking}\n")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("yield 1 / 0", "culture.py:13: the rule CUL001 fails on centre/p1: ZeroDivisionError"),
        (
            "yield 'short'",
            "the rule CUL001 fails on centre/p1: TypeError: it yields str: use finding(…) or deferred(…)",
        ),
        ("yield finding(project.place)", "the rule CUL001 fails on centre/p1: KeyError: 'name'"),
        ("yield finding(project.place, message='no')", "the rule CUL001 fails on centre/p1: KeyError: 'no'"),
    ],
)
def test_a_rule_that_fails_on_a_record_is_named_with_its_line(culture: Written, line: str, told: str) -> None:
    body = 'yield finding(project.name.place, "name", name=name)'
    culture.write("rules/culture.py", MODULE.replace(body, line))
    code, output = check(culture)
    assert (code, output.count("\n")) == (2, 1)
    assert told in output
