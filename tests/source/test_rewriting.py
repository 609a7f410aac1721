"""Edits of what a file says: in the text nothing moves but what they name."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from targetbook.problems import Edit, Place
from targetbook.source import Mapping, Node, Original, Scalar, changes_of, original_of, rewritten

FILE = "targets/centre/training.yaml"


def node_at(original: Original, path: str) -> Node:
    """The node under keys and numbers (from 0) with dots between them."""
    node = original.root
    for step in path.split("."):
        assert isinstance(node, Node)
        assert not isinstance(node, Scalar)
        node = node.get(step) if isinstance(node, Mapping) else node.items[int(step)]
    assert isinstance(node, Node)
    return node


def edited(text: str, path: str, value: str | None) -> str | None:
    """The text after one edit, None where it is refused."""
    original = original_of(text, FILE)
    return made(original, Edit(node_at(original, path).place, value))


def made(original: Original, edit: Edit) -> str | None:
    tried = (rewritten(original, [change]) for change in changes_of(original, edit))
    return next((after[0] for after in tried if after is not None), None)


@pytest.mark.parametrize(
    ("text", "value", "after"),
    [
        ("a: １００％  # 注，不动\n", "100%", "a: 100%  # 注，不动\n"),
        ("a:\t１００％\n", "100%", "a:\t100%\n"),
        ("a: 'it''s ２场'\n", "it's 2场", "a: 'it''s 2场'\n"),
        ("a: '２场'\n", "2场", "a: '2场'\n"),
        ("a: '场次'\n", "it's", "a: 'it''s'\n"),
        ('a: "\\u57F9训\\t２场"\n', "培训\t2场", 'a: "\\u57F9训\\t2场"\n'),
        ('a: "场次"\n', 'say "是"\n', 'a: "say \\"是\\"\\n"\n'),
        ("a: ''\n", "24场", "a: '24场'\n"),
        ("a: 比率\n", "比率: 高", 'a: "比率: 高"\n'),
        ("a: 比率\n", "是 # 否", 'a: "是 # 否"\n'),
        ("a: ２\n", "2", "a: 2\n"),
        ("a: 2024/5/1\n", "2024-05-01", "a: 2024-05-01\n"),
        ("a: no\n", "no", 'a: "no"\n'),
        ("a: 高\n", "no", 'a: "no"\n'),
        ("a: !!str ２场 # 注\n", "2场", "a: !!str 2场 # 注\n"),
        ("a: &x ２场 # 注\n", "2场", "a: &x 2场 # 注\n"),
        ("a: 甲，\r\n  ２场\r\n", "甲， 2场", "a: 甲，\r\n  2场\r\n"),
        ("\ufeffa: ２场\r\nb: 1", "2场", "\ufeffa: 2场\r\nb: 1"),
    ],
)
def test_a_value_keeps_its_quotes_and_all_else_its_bytes(text: str, value: str, after: str) -> None:
    assert edited(text, "a", value) == after


@pytest.mark.parametrize(
    ("text", "value", "after"),
    [
        ("a: |\n  甲,\n    乙\n\n  丙,\nb: 1\n", "甲，\n  乙\n\n丙,", "a: |\n  甲，\n    乙\n\n  丙,\nb: 1\n"),
        ("a: |-\r\n   甲,\r\n   乙\r\n", "甲，\n乙", "a: |-\r\n   甲，\r\n   乙\r\n"),
        ("a: |+\n  甲,\n\n\nb: 1\n", "甲，", "a: |+\n  甲，\n\n\nb: 1\n"),
        ("a: |2\n   甲,\n  乙\n", " 甲，\n乙", "a: |2\n   甲，\n  乙\n"),
        ("a: >- # 注\n  甲,\n  乙\n\n  丙\n", "甲， 乙\n丙", "a: >- # 注\n  甲，\n  乙\n\n  丙\n"),
        ("a: >-\n  社区,\n  服务站\n", "社区,服务站", "a: >-\n  社区,服务站\n"),
        ("a: 甲,\n\n  乙 丙\n", "甲，\n乙 丙", "a: 甲，\n\n  乙 丙\n"),
        ("a: '甲,\n\n  乙''s'\n", "甲，\n乙's", "a: '甲，\n\n  乙''s'\n"),
        ('a: "甲,\\\n  \\ 乙\n  丙"\n', "甲， 乙 丙", 'a: "甲，\\\n  \\ 乙\n  丙"\n'),
    ],
)
def test_in_a_text_over_lines_only_the_characters_that_differ_change(text: str, value: str, after: str) -> None:
    assert edited(text, "a", value) == after


def test_a_text_over_lines_that_becomes_another_is_written_on_one_line() -> None:
    text = "a: |\n  甲,\n  乙\n\n# 注\nb: 1\n"
    assert edited(text, "a", "全部重写的一段文字") == "a: 全部重写的一段文字\n\n# 注\nb: 1\n"


def test_a_text_over_lines_keeps_its_quotes_on_one_line() -> None:
    assert edited("a: '一二三\n  四'\n", "a", "完全不同的内容") == "a: '完全不同的内容'\n"


def test_inside_brackets_a_comma_wants_quotes() -> None:
    assert edited("{a: {zh: 甲, en: Yes}}\n", "a.en", "x, y") == '{a: {zh: 甲, en: "x, y"}}\n'


def test_a_key_is_renamed() -> None:
    text = "- kind: x\n  anual : ２场 # 注\n"
    original = original_of(text, FILE)
    assert made(original, Edit(Place(FILE, 2, 3, 2, 8), "annual")) == text.replace("anual", "annual")


def test_a_key_does_not_take_the_name_of_another() -> None:
    original = original_of("anual: 1\nannual: 2\n", FILE)
    assert made(original, Edit(Place(FILE, 1, 1, 1, 6), "annual")) is None


@pytest.mark.parametrize(
    ("text", "path", "after"),
    [
        ("z: 1\nallow:\n  # 上\n  A: x # 旁\n  # 下\n  B: y\n", "allow.A", "z: 1\nallow:\n  # 上\n  # 下\n  B: y\n"),
        ("allow: {VAL012: 理由} # 旁\nb: 1\n", "allow.VAL012", "b: 1\n"),
        ("allow:\n  VAL012:\nb: 1\n", "allow.VAL012", "b: 1\n"),
        ("b: 1\nallow:\n  A: x", "allow.A", "b: 1"),
        ("b: 1\r\nallow:\r\n  A: x", "allow.A", "b: 1"),
        ("a: {x: 1, y: 2, z: 3}\n", "a.x", "a: {y: 2, z: 3}\n"),
        ("a: {x: 1, y: 2, z: 3}\n", "a.y", "a: {x: 1, z: 3}\n"),
        ("a: {x: 1, y: 2, z: 3} # 注\n", "a.z", "a: {x: 1, y: 2} # 注\n"),
        ("a: {x: , y: 2}\n", "a.x", "a: {y: 2}\n"),
        ("a: {\n  x: 1, # 旁\n  # 上\n  y: 2,\n}\n", "a.x", "a: {\n  # 上\n  y: 2,\n}\n"),
        ("a: [甲, 乙]\n", "a.0", "a: [乙]\n"),
        ("a:\n- 甲 # 旁\n- |\n  乙\n\n- 丙\n", "a.1", "a:\n- 甲 # 旁\n\n- 丙\n"),
        ("a:\n  - 甲\n  -\n    乙\n", "a.1", "a:\n  - 甲\n"),
        ("a:\n  - x: 甲 # 旁\n    # 上\n    y: 乙\n", "a.0.x", "a:\n  - # 上\n    y: 乙\n"),
        ("a:\n  - x: 甲\n    y: 乙\n", "a.0.x", "a:\n  - y: 乙\n"),
        ("a:\n  - {x: 甲}\n  - 乙\n", "a.0.x", "a:\n  - 乙\n"),
        ("a:\n  b: 1\n  c: >\n    甲\n\n\n# 注\ne: 1\n", "a.c", "a:\n  b: 1\n\n\n# 注\ne: 1\n"),
        ("a:\n  b: 1\n  c: >\n    甲\n\n# 注\ne: 1\n", "a", "\n# 注\ne: 1\n"),
        ("\ufeffa: 1\nb: 2\n", "a", "\ufeffb: 2\n"),
    ],
)
def test_an_entry_goes_with_its_line_and_the_comment_beside_it(text: str, path: str, after: str) -> None:
    assert edited(text, path, None) == after


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("a: 1\n", "a", None),
        ("a:\n  b: {c: 1}\n", "a.b.c", None),
        ("a: &x ２场\nb: *x\n", "a", "2场"),
        ("a: &x ２场\nb: *x\n", "a", None),
        ("a: &x {c: 1, d: 2}\nb: *x\n", "a.c", "2"),
        ("a: &x {c: 1, d: 2}\nb: *x\n", "b.c", None),
        ("a: &x 1\nb: {c: 1, d: 2}\ne: [*x, 2]\n", "a", None),
        ("a:\nb: 1\n", "a", "空"),
        ("a: 甲\n", "a", "甲"),
        ("a: '甲'\n", "a", "甲"),
        ("a: |\n  甲\n  乙\n", "a", "甲\n乙"),
    ],
)
def test_what_cannot_be_done_without_harm_is_refused(text: str, path: str, value: str | None) -> None:
    assert edited(text, path, value) is None


def test_a_place_where_nothing_stands_is_refused() -> None:
    original = original_of("a: 甲乙\n", FILE)
    assert changes_of(original, Edit(Place(FILE, 1, 4, 1, 5), "丙")) == ()


def test_changes_that_meet_are_refused() -> None:
    original = original_of("a: {b: 1, c: 2}\n", FILE)
    [first] = changes_of(original, Edit(node_at(original, "a.b").place, None))
    [second] = changes_of(original, Edit(node_at(original, "a.b").place, "3"))
    assert rewritten(original, [first, second]) is None


def test_a_map_is_not_left_empty() -> None:
    original = original_of("a: 1\nallow:\n  B: 2\n  C: 3\n", FILE)
    changes = [changes_of(original, Edit(node_at(original, f"allow.{key}").place, None))[0] for key in "BC"]
    assert rewritten(original, changes) is None


WORDS = st.sampled_from(["培训", "２场", "it's", '"好"', "100％", "#1", "a:", "甲, 乙", "—", "1", "[x]", "\\"])
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", "\n", "", "，"])), min_size=1, max_size=6).map(
    lambda parts: "".join(word + after for word, after in parts).strip()
)
COMMENTS = st.sampled_from(["", "  # 旁注: {不动}"])


def folded(text: str) -> str:
    return text.replace("\n", "\n\n")


def written(text: str, style: str, over_lines: bool) -> str:
    """A text as an author may write it after `  - key: `; the further lines stand further in."""
    broken = folded(text).replace(" ", "\n") if over_lines else folded(text)
    indented = broken.replace("\n", "\n      ").replace("\n      \n", "\n\n")
    match style:
        case "'":
            return "'" + indented.replace("'", "''") + "'"
        case '"':
            return '"' + indented.replace("\\", "\\\\").replace('"', '\\"').replace("２", "\\uFF12") + '"'
        case "|" | "|-":
            return f"{style}\n      " + text.replace("\n", "\n      ")
        case ">" | ">-":
            return f"{style}\n      {indented}"
        case _:
            return indented


@st.composite
def records(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A list of maps with texts in every style, and the path of each text."""
    end = draw(st.sampled_from(["\n", "\r\n"]))
    lines, paths = ["# 头注"], []
    for number in range(draw(st.integers(1, 4))):
        text, style = draw(TEXTS), draw(st.sampled_from(["", "'", '"', "|", "|-", ">", ">-"]))
        comment = "" if style[:1] in ("|", ">") else draw(COMMENTS)
        lines += [
            f"  - name: {written(text, style, draw(st.booleans()))}{comment}",
            "    # 上注",
            "    flow: {a: 1, b: [２]}",
        ]
        paths += [f"{number}.name", f"{number}.flow.b.0"]
    text = draw(st.sampled_from(["", "\ufeff"])) + end.join(lines).replace("\r\n", "\n").replace("\n", end)
    return text + draw(st.sampled_from(["", end])), paths


def readable(text: str, paths: list[str]) -> Original:
    original = original_of(text, FILE)
    assume(original.root is not None and set(original.faults) <= {("SRC004", "byte-order-mark")})
    nodes = [node_at(original, path) for path in paths]
    assume(all(isinstance(node, Scalar) and node.text for node in nodes))
    return original


@given(records(), TEXTS, st.data())
@settings(max_examples=150)
def test_an_edit_changes_what_one_scalar_says_and_no_byte_outside_it(
    record: tuple[str, list[str]], new: str, data: st.DataObject
) -> None:
    text, paths = record
    original = readable(text, paths)
    path = data.draw(st.sampled_from(paths))
    scalar = node_at(original, path)
    assert isinstance(scalar, Scalar)
    wanted = data.draw(
        st.sampled_from([new, scalar.text.replace("２", "2").strip(), scalar.text.replace(" ", "").strip()])
    )
    assume(wanted and wanted != scalar.text.rstrip("\n"))
    after = made(original, Edit(scalar.place, wanted))
    assert after is not None
    start, end = original.span(scalar.place)
    assert after.startswith(text[:start])
    assert after.endswith(text[end:])
    reread = original_of(after, FILE)
    edited_scalar = node_at(reread, path)
    assert isinstance(edited_scalar, Scalar)
    assert edited_scalar.text.rstrip("\n") == wanted
    others = [other for other in paths if other != path]
    assert [_text(reread, other) for other in others] == [_text(original, other) for other in others]
    assert made(reread, Edit(edited_scalar.place, wanted)) is None


@given(records(), st.data())
def test_an_entry_that_goes_takes_nothing_else_along(record: tuple[str, list[str]], data: st.DataObject) -> None:
    text, paths = record
    original = readable(text, paths)
    path = data.draw(st.sampled_from([path for path in paths if path.endswith(".name")]))
    after = made(original, Edit(node_at(original, path).place, None))
    assert after is not None
    reread = original_of(after, FILE)
    others = [other for other in paths if other != path]
    assert [_text(reread, other) for other in others] == [_text(original, other) for other in others]
    assert after.count("# 上注") == text.count("# 上注")
    assert after.count("# 旁注") >= text.count("# 旁注") - 1


def _text(original: Original, path: str) -> str:
    node = node_at(original, path)
    assert isinstance(node, Scalar)
    return node.text
