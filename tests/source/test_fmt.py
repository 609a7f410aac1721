import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targetbook.problems import BookError
from targetbook.source import Mapping, Node, Scalar, parse_yaml
from targetbook.source.fmt import FREE, KeyOrder, formatted

SCHEMA = "# yaml-language-server: $schema=x\n# $schema: x\n"
AMOUNT = KeyOrder(amount=True)
TEXT = KeyOrder({"zh": FREE, "en": FREE})
ORDER = KeyOrder(
    {
        "name": TEXT,
        "funding": KeyOrder({"fiscal": AMOUNT}, other=AMOUNT),
        "objectives": TEXT,
        "indicators": KeyOrder({"kind": FREE, "name": TEXT, "annual": FREE}),
    }
)


def fmt(text: str) -> str:
    return formatted(text, "a.yaml", ORDER)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("funding: {fiscal: 1}\nname: 甲\n", "name: 甲\nfunding: {fiscal: 1}\n"),
        ("name: {en: A, zh: 甲}\n", "name: {zh: 甲, en: A}\n"),
        ("other: 1\nname: 甲\n", "name: 甲\nother: 1\n"),
        ('funding: {fiscal: "1,326.00"}\n', "funding: {fiscal: 1326.00}\n"),
        ("funding:\n    fiscal: 1,163,962 元\n", "funding:\n  fiscal: 1163962 元\n"),
        ("name: '甲'\n", "name: 甲\n"),
        ("name: 'no'\n", "name: 'no'\n"),
        ("name: [a,b,  'c, d']\n", "name: [a, b, 'c, d']\n"),
        ("\ufeffname: 甲   \r\n\r\n\r\nfunding:   {}\r\n\r\n", "name: 甲\n\nfunding: {}\n"),
        ("name: 甲", "name: 甲\n"),
        ("objectives:\n- a\n-   b\n", "objectives:\n  - a\n  - b\n"),
        ("# head\n\n# of f\nfunding: {}\nname: 甲 # is\n", "# head\n\nname: 甲 # is\n# of f\nfunding: {}\n"),
        (f"{SCHEMA}# of f\nfunding: {{}}\nname: 甲\n", f"{SCHEMA}name: 甲\n# of f\nfunding: {{}}\n"),
        ("indicators:\n- name: 甲\n  # why\n  kind: '11'\n", "indicators:\n  # why\n  - kind: '11'\n    name: 甲\n"),
        ("name:\n   zh: |\n      甲\n        乙\n   en: A\n", "name:\n  zh: |\n    甲\n      乙\n  en: A\n"),
        ("name: |+\n  甲\n\nfunding:   {}  \n", "name: |+\n  甲\n\nfunding:   {}\n"),
        ("name: &a 甲   \nfunding: *a\n", "name: &a 甲\nfunding: *a\n"),
        ("objectives: # o\n  - a\n  # end\nname: 甲\n", "name: 甲\nobjectives: # o\n  - a\n  # end\n"),
    ],
)
def test_the_canonical_form(written: str, canonical: str) -> None:
    assert fmt(written) == canonical


def test_a_map_in_brackets_that_does_not_fit_its_line_stands_in_a_block() -> None:
    zh, en = "完成全区社工服务站评估" * 3, "Evaluate every social work station of the district twice in the year"
    assert fmt(f"objectives:\n  - {{en: {en}, zh: {zh}}} # both\n") == (
        f"objectives:\n  # both\n  - zh: {zh}\n    en: {en}\n"
    )


def test_brackets_with_comments_in_them_stay_as_they_are() -> None:
    text = "name: {\n  zh: 甲, # first\n  en: A\n}\n"
    assert fmt(text) == text


def test_a_file_with_errors_is_not_touched() -> None:
    with pytest.raises(BookError) as raised:
        fmt("name: {zh: 甲\n")
    assert [str(problem.place) for problem in raised.value.problems] == ["a.yaml:1:7"]


KEYS = ("name", "funding", "fiscal", "zh", "en", "kind", "甲", "note", "no")
LEAVES = (
    "甲", "a b", "'no'", '"x: y"', "'plain'", "100%", "2", "1,326.00", "≥95%", "~", "", '"a\\n b"', "'it''s'",
    '"\\u7532"', "a\n{}  b", '"a\n\n{}  b \\\n{}c"', "[]", "{}", "[a,  'b', {zh: 'c'}]", "{zh:  甲, en: 'b, c'}",
    "[a, # {n}\n{}b]", "{en: " + "long " * 18 + ", zh: 甲}",
    "|\n{}  a\n{}    b  \n\n{}  c", ">-  # {n}\n{}    a\n{}    b", "|2-\n{}   a\n{}  b",
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A record as somebody might write it: any order, indentation and quotes, comments wherever YAML has them."""
    counter = iter(range(1000))
    return "".join(f"{line}\n" for line in draw(st.sampled_from([_map, _list]))(draw, 0, 0, counter)) + draw(
        st.sampled_from(["", "# end\n", "\n# end\n\n"])
    )


def _noise(draw: st.DrawFn, indent: int, counter: Iterator[int]) -> list[str]:
    choice = draw(st.integers(0, 9))
    if choice < 6:
        return []
    comment = f"{' ' * (indent + draw(st.integers(0, 2)))}# c{next(counter)}"
    return {6: [""], 7: [comment], 8: ["", comment], 9: [comment, "", ""]}[choice]


def _map(draw: st.DrawFn, indent: int, depth: int, counter: Iterator[int]) -> list[str]:
    lines: list[str] = []
    for key in draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True)):
        lines += _noise(draw, indent, counter)
        lines += _value(draw, f"{' ' * indent}{key}:", indent, depth, counter)
    return lines


def _list(draw: st.DrawFn, indent: int, depth: int, counter: Iterator[int]) -> list[str]:
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        lines += _noise(draw, indent, counter)
        head = f"{' ' * indent}-"
        if depth < 3 and draw(st.booleans()):
            inner = _map(draw, indent + 2, depth + 1, counter)
            first = next(number for number, line in enumerate(inner) if line.strip() and line.lstrip()[0] != "#")
            lines += [*inner[:first], f"{head} {inner[first][indent + 2 :]}", *inner[first + 1 :]]
        else:
            lines += _value(draw, head, indent, depth, counter)
    return lines


def _value(draw: st.DrawFn, head: str, indent: int, depth: int, counter: Iterator[int]) -> list[str]:
    comment = f"  # c{next(counter)}" if draw(st.integers(0, 4)) == 0 else ""
    if depth < 3 and draw(st.booleans()):
        inner = draw(st.sampled_from([_map, _list]))(draw, indent + draw(st.sampled_from([2, 4])), depth + 1, counter)
        return [head + comment, *inner]
    leaf = draw(st.sampled_from(LEAVES)).replace("{n}", f"c{next(counter)}")
    if "\n" in leaf:
        return f"{head} {leaf}".replace("{}", " " * indent).split("\n")
    return [f"{head} {leaf}{comment}".rstrip()]


def content(node: Node | None, order: KeyOrder) -> object:
    """What a node says, whatever the order of its keys, the quotes of a text, and the commas of an amount."""
    if isinstance(node, Mapping):
        return {key.text: content(value, order.under(key.text)) for key, value in node}
    if isinstance(node, Scalar):
        return node.text.replace(",", "") if order.amount else (node.text, node.kind)
    return [content(item, order) for item in node.items] if node else None


@settings(max_examples=150, deadline=None)
@given(documents())
def test_fmt_keeps_what_a_file_says_and_its_comments_and_is_done_after_one_run(text: str) -> None:
    problems: list[object] = []
    before = parse_yaml(text, "a.yaml", problems)  # type: ignore[arg-type]
    assert not problems
    once = fmt(text)
    after = parse_yaml(once, "a.yaml", problems)  # type: ignore[arg-type]
    assert not problems
    assert content(after, ORDER) == content(before, ORDER)
    assert sorted(re.findall(r"# (?:c\d+|end)", once)) == sorted(re.findall(r"# (?:c\d+|end)", text))
    assert fmt(once) == once


def test_a_file_of_many_comments_is_formatted_in_time() -> None:
    text = "name: 甲\n" + "# 一行注释，很长很长很长很长很长很长很长很长很长很长很长\n" * 20_000
    started = time.perf_counter()
    assert fmt(text) == text
    assert time.perf_counter() - started < 2
