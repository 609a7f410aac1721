"""A file of the book is read within bounds; everything in it, and every fault, has its place."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targetbook.problems import Problem, in_order
from targetbook.source import Mapping, Node, Scalar, parse_yaml, read_yaml, text_at
from targetbook.source.events import HAS_LIBYAML


def faults(text: str | bytes, libyaml: bool = HAS_LIBYAML) -> list[str]:
    problems: list[Problem] = []
    parse_yaml(text, "a.yaml", problems, libyaml)
    told = [(problem.place, f"{problem.code} {problem.message}") for problem in in_order(problems)]
    return [f"{place.line}:{place.column} {message}" for place, message in told]


def node_of(text: str, libyaml: bool = HAS_LIBYAML) -> Node | None:
    problems: list[Problem] = []
    node = parse_yaml(text, "a.yaml", problems, libyaml)
    assert problems == []
    return node


SYNTAX = {
    "a: b: c": "1:5 SRC001 colon-in-value",
    "a: 1\n   b: 2": "2:5 SRC001 key-under-value",
    "name：甲\nb: 1": "1:5 SRC001 full-width-colon",
    "name:甲\nb: 1": "1:5 SRC001 colon-space",
    "b: 1\nname 甲\n": "2:1 SRC001 no-colon",
    "b: 1\nname 甲\nc: 1\n": "2:1 SRC001 no-colon",
    "a: 'x\nb: y": "1:4 SRC001 unclosed-quote",
    "a: {zh: 甲\nb: {c: 1}\n": "1:4 SRC001 unclosed-bracket",
    "a: [b, c\nd: e\n": "1:4 SRC001 unclosed-bracket",
    "a: [\n\n# b\n": "1:4 SRC001 unclosed-bracket",
    "a: {": "1:4 SRC001 unclosed-bracket",
    'a: ["x" "y"]\n': "1:9 SRC001 comma",
    "a:\n  - b\n - c\n": "3:2 SRC001 indentation",
    " a: 1\nb: 2\n": "2:1 SRC001 indentation",
    'a: "x" y\nb: 1': "1:8 SRC001 after-value",
    "a: *x": "1:4 SRC001 undefined-alias",
    "a: &x [*x]": "1:8 SRC001 alias-in-itself",
    "a: @x": "1:4 SRC001 indicator",
    "a: %x": "1:4 SRC001 indicator",
    "a: *重点\nb: 1": "1:4 SRC001 indicator",
    "a: |x\n  b\n": "1:4 SRC001 indicator",
    "a: }\n": "1:4 SRC001 indicator",
    'a: "\\q"': "1:5 SRC001 escape",
    "a: - b\n": "1:4 SRC001 list-on-key-line",
    "a:\n\tb: 1\n\tc: 2": "2:1 SRC002 tab",
    "\ta: 1": "1:1 SRC002 tab",
    'a: "\\ud800"': "1:4 SRC005 escaped-character",
    'a: "x\\e[31m"': "1:4 SRC005 escaped-character",
    "[" * 100_000: "1:51 SRC007 too-deep",
    "\n".join(" " * depth + "a:" for depth in range(60)): "51:51 SRC007 too-deep",
    f"a: {'甲' * 100_001}": "1:4 SRC008 too-long",
    "": "1:1 SRC010 empty",
    "# nothing yet\n": "1:1 SRC010 empty",
    "a: 1\n---\nb: 2": "2:1 SRC013 several-documents",
    "a: 1\n...\nb: 2": "3:1 SRC013 several-documents",
    "a: !!python/object/apply:os.system ['x']": "1:4 SRC014 tag",
    "a: !甲 x": "1:4 SRC014 tag",
    "a: !x!y b": "1:4 SRC014 tag",
    "a: 1\nb: 2\na: 3\n": "3:1 STR003 duplicate",
    "? [a]\n: 1": "1:3 STR004 key-not-text",
    ": x": "1:1 STR004 key-empty",
    "a: &x {b: 1}\nc:\n  <<: *x\n": "3:3 STR004 key-merge",
}


@pytest.mark.parametrize("libyaml", [True, False])
@pytest.mark.parametrize("text", SYNTAX, ids=lambda text: text[:20])
def test_a_fault_is_told_with_its_place_whichever_parser_reads(text: str, libyaml: bool) -> None:
    assert faults(text, libyaml) == [SYNTAX[text]]


def test_several_faults_of_one_file_are_told_in_one_run() -> None:
    assert faults("\ufeffa: \0甲\na: 1\nb: !x 2\n") == [
        "1:1 SRC004 byte-order-mark",
        "1:4 SRC005 control-character",
        "2:1 STR003 duplicate",
        "3:4 SRC014 tag",
    ]


@pytest.mark.parametrize(
    ("data", "told", "encoding"),
    [
        ("名称: 甲".encode("utf-16"), "1:1 SRC003 not-utf-8-looks", "UTF-16"),
        ("a: b\nc: 评估管理工作经费".encode("gb18030"), "2:4 SRC003 not-utf-8-looks", "GB18030"),
        (b"a: \xff\xff\xff", "1:4 SRC003 not-utf-8", None),
        (b"a: \xed\xa0\x80", "1:4 SRC005 lone-surrogate", None),
    ],
)
def test_what_is_not_utf_8_is_told_at_its_first_bad_byte_and_by_its_likely_name(
    data: bytes, told: str, encoding: str | None
) -> None:
    problems: list[Problem] = []
    parse_yaml(data, "a.yaml", problems)
    assert faults(data) == [told]
    assert problems[0].values.get("encoding") == encoding


def test_a_control_character_is_told_once_and_counted() -> None:
    problems: list[Problem] = []
    parse_yaml("a: \x07\nb: \x07\x07\n", "a.yaml", problems)
    assert [(problem.values["character"], problem.values["count"]) for problem in problems] == [("U+0007", "3")]


def test_an_alias_bomb_is_refused_quickly_and_ordinary_aliases_are_read() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    started = time.perf_counter()
    assert [told.split(" ", 1)[1] for told in faults(bomb)] == ["SRC006 alias-bomb"]
    assert time.perf_counter() - started < 1
    node = node_of("a: &x [1, 2]\nb: *x\n")
    assert isinstance(node, Mapping)
    assert node.get("a") == node.get("b")


def test_a_duplicate_key_names_the_line_of_the_first_and_the_first_holds() -> None:
    problems: list[Problem] = []
    node = parse_yaml("a: 1\n\na: 2\n", "a.yaml", problems)
    assert problems[0].values == {"key": "a", "line": "1"}
    assert isinstance(node, Mapping)
    assert [(key.text, value.text) for key, value in node if isinstance(value, Scalar)] == [("a", "1")]


@pytest.mark.parametrize("libyaml", [True, False])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_place_holds_what_was_written_there(ends: str, libyaml: bool) -> None:
    text = ends.join(
        ["名: '😀甲' # 乙", "b: |", "  一", "", "  二", "", "c: [1,326.00, {d: no}]", "e:", "- x", "- y", "", "# z", ""]
    )
    node = node_of(text, libyaml)
    assert isinstance(node, Mapping)
    written = [text_at(text, value.place) for _, value in node]
    assert written == [
        "'😀甲'", ends.join(["|", "  一", "", "  二"]), "[1,326.00, {d: no}]", ends.join(["- x", "- y"])
    ]  # fmt: skip
    assert text_at(text, node.place) == text[: text.index("- y") + 3]


@pytest.mark.parametrize(
    ("written", "kind"),
    [("no", "bool"), ("'no'", "str"), ("~", "null"), ("", "null"), ("2", "int"), ("1.50", "float"), ("1,326.00", "str"),
     ("2024-01-31", "timestamp"), ("100%", "str"), ("!!str 2", "str"), ("≥95%", "str")],
)  # fmt: skip
def test_a_scalar_keeps_its_text_and_says_what_yaml_takes_it_for(written: str, kind: str) -> None:
    node = node_of(f"a: {written}\n")
    assert isinstance(node, Mapping)
    value = node.get("a")
    assert isinstance(value, Scalar)
    assert (value.text, value.kind) == (written.strip("'").removeprefix("!!str "), kind)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab甲😀 \n\t:-#'\"[]{},?.1é"), max_size=40))
def test_both_parsers_find_the_same_nodes_and_places(text: str) -> None:
    ours: list[Problem] = []
    theirs: list[Problem] = []
    node, other = parse_yaml(text, "a.yaml", ours, True), parse_yaml(text, "a.yaml", theirs, False)
    if not ours and not theirs:
        assert node == other
    assert bool(ours) == bool(theirs)


def test_a_file_is_read_from_the_book(tmp_path: Path) -> None:
    (tmp_path / "targetbook.yaml").write_text("year: 2024\n", "utf-8")
    problems: list[Problem] = []
    node = read_yaml(tmp_path, "targetbook.yaml", problems)
    assert isinstance(node, Mapping)
    assert node.place.file == "targetbook.yaml"
    assert problems == []


def test_what_is_no_readable_file_of_the_book_is_a_located_problem(tmp_path: Path) -> None:
    root = tmp_path / "book"
    (root / "folder.yaml").mkdir(parents=True)
    (tmp_path / "secret.yaml").write_text("a: 1", "utf-8")
    (root / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (root / "broken.yaml").symlink_to(root / "gone.yaml")
    (root / "inside.yaml").symlink_to(root / "real.yaml")
    (root / "real.yaml").write_text("a: 1", "utf-8")
    (root / "large.yaml").write_bytes(b"#" * (4 * 1024 * 1024 + 1))
    problems: list[Problem] = []
    names = ["missing", "folder", "link", "broken", "inside", "large"]
    read = [read_yaml(root, f"{name}.yaml", problems) is not None for name in names]
    read.append(read_yaml(root, "../secret.yaml", problems) is not None)
    assert read == [False, False, False, False, True, False, False]
    assert [(problem.place.file, problem.code, problem.message) for problem in problems] == [
        ("missing.yaml", "SRC011", "missing"),
        ("folder.yaml", "SRC011", "directory"),
        ("link.yaml", "SRC012", "outside"),
        ("broken.yaml", "SRC011", "broken-link"),
        ("large.yaml", "SRC009", "too-large"),
        ("../secret.yaml", "SRC012", "outside"),
    ]


def test_a_text_is_as_large_as_its_bytes() -> None:
    text = "# " + "汉" * (2 * 1024 * 1024)
    assert faults(text) == faults(text.encode()) == ["1:1 SRC009 too-large"]
