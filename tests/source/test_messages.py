"""Every problem has its words in both languages, and every message has a problem that says it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

import targetbook
from targetbook.messages import LANGUAGES, say, severity_word
from targetbook.problems import Place, Problem, Severity

ROOM = Path(targetbook.__file__).parent
CODE = re.compile(r"[A-Z]{3}\d{3}")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MESSAGES = yaml.safe_load((ROOM / "data" / "messages.yaml").read_text("utf-8"))
WORDINGS = [
    pytest.param(code, wording, id=f"{code}-{slug}")
    for code, slugs in MESSAGES.items()
    if code != "words"
    for slug, wording in slugs.items()
]


def braces(text: str) -> set[str]:
    """The values that a message prints; `what_en` and `what_zh` are one value in its two languages."""
    return {name.removesuffix("_en").removesuffix("_zh") for name in re.findall(r"(?<!\{)\{(\w+)\}", text)}


@pytest.mark.parametrize(("code", "wording"), WORDINGS)
def test_a_message_says_what_is_wrong_and_what_is_right_in_both_languages(
    code: str, wording: dict[str, dict[str, str]]
) -> None:
    assert set(wording) == set(LANGUAGES)
    assert all(set(words) == {"says", "mend"} and words["says"] for words in wording.values())
    mended = {bool(words["mend"]) for words in wording.values()}
    assert mended == {True} or code in ("CLI", "GIT"), "only what a command says of itself may go without a mend"
    in_en, in_zh = (braces(wording[language]["says"] + wording[language]["mend"]) for language in LANGUAGES)
    assert in_en == in_zh
    assert re.search("[\u4e00-\u9fff]", wording["zh"]["says"])


def strings(tree: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def room_of(path: Path) -> str:
    return path.relative_to(ROOM).parts[0]


def names(tree: ast.AST, slug: str) -> bool:
    """Whether a module names a message: whole, as an outcome is named (`made_vague`), or made of parts: f"count-{severity}"."""
    return (
        slug in strings(tree)
        or slug.replace("-", "_") in strings(tree)
        or any(pattern.fullmatch(slug) for pattern in made_of_parts(tree))
    )


@cache
def made_of_parts(tree: ast.AST) -> list[re.Pattern[str]]:
    parts = [node.values for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    written = [[str(part.value) if isinstance(part, ast.Constant) else "" for part in values] for values in parts]
    return [
        re.compile("".join(re.escape(part) or "[a-z0-9-]+" for part in values))
        for values in written
        if re.fullmatch(r"-[a-z]+|[a-z]+-", "".join(values))
    ]


def named_together(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Codes and messages that stand side by side in a call or tuple, either message of a conditional counted."""
    for node in ast.walk(tree):
        parts = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple) else []
        for first, second in pairwise(parts):
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and CODE.fullmatch(first.value):
                if isinstance(second, ast.Constant):
                    yield first.value, str(second.value)
                elif isinstance(second, ast.IfExp):
                    yield from ((first.value, slug) for slug in strings(second))


TREES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(ROOM.rglob("*.py"))}


def test_every_message_that_the_code_names_has_its_words() -> None:
    named = {pair for tree in TREES.values() for pair in named_together(tree) if SLUG.fullmatch(pair[1])}
    assert ("STR003", "duplicate") in named
    assert sorted(f"{code} {slug}" for code, slug in named if slug not in MESSAGES.get(code, {})) == []


def test_no_message_is_left_that_nothing_says() -> None:
    codes = {text: {room_of(path) for path, tree in TREES.items() if text in strings(tree)} for text in MESSAGES}
    slugs = {slug for messages in MESSAGES.values() for slug in messages}
    said = {slug: {room_of(path) for path, tree in TREES.items() if names(tree, slug)} for slug in slugs}
    dead = [
        f"{code} {slug}"
        for code, messages in MESSAGES.items()
        if code != "words"
        for slug in messages
        if not (
            codes[code] & said[slug] or (code == "GIT" and said[slug])
        )  # git's faults are worded by the command line
    ]
    assert dead == []


def test_a_problem_is_said_with_its_values() -> None:
    problem = Problem("STR003", "duplicate", Place("a.yaml"), {"key": "name", "line": "3"})
    assert say(problem, "en").says == "the key name stands here a second time; it is already on line 3"
    assert say(problem, "zh").says == "键 name 重复出现，第 3 行已有"


def test_severities_have_their_words() -> None:
    assert [severity_word(severity, "zh") for severity in Severity] == ["错误", "警告", "建议"]
