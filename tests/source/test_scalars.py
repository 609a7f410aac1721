import io

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from targetbook.source import quote


@pytest.mark.parametrize(
    "text",
    [
        "甲",
        "100%",
        "≥95%",
        "对18个站各开展1次",
        "Assess, and manage",
        "a-b",
        "-5x",
        "24次",
        "http://x",
        "【2023】153号",
    ],
)
def test_a_text_that_yaml_takes_for_text_stays_plain(text: str) -> None:
    assert quote(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("no", '"no"'), ("y", '"y"'), ("2", '"2"'), ("1e3", '"1e3"'), ("0o17", '"0o17"'),
        ("2024-01-31", '"2024-01-31"'), ("1:30", '"1:30"'), ("~", '"~"'), ("", '""'),
        (" a", '" a"'), ("a: b", '"a: b"'), ("a #b", '"a #b"'),
        ("*重点", '"*重点"'),
        ("- a", '"- a"'), ('say "x": y', "'say \"x\": y'"), ("a\nb", '"a\\nb"'), ("@x", '"@x"'),
        ("<<", '"<<"'), ("=", '"="'),
        ("---", '"---"'), ("it's", "it's"), ("\u2028", '"\\u2028"'),
    ],
)  # fmt: skip
def test_a_text_that_some_yaml_takes_for_something_else_is_quoted(text: str, written: str) -> None:
    assert quote(text) == written


def test_commas_are_quoted_in_brackets_only() -> None:
    assert (quote("a, b"), quote("a, b", flow=True)) == ("a, b", '"a, b"')


@pytest.mark.parametrize("flow", [False, True])
@given(
    text=st.text(st.characters(codec="utf-8") | st.sampled_from(" :#-?,[]{}'\"\\\n\t0123456789.eE_+yn~<=|>&*!%@`甲，"))
)
@example(text="0x1F")
@example(text="+.5")
@example(text="190:20:30")
@example(text="FALSE")
@example(text="a:")
@example(text="a ?")
def test_every_reader_of_yaml_1_1_and_1_2_reads_the_same_text_back(text: str, flow: bool) -> None:
    written = f"{{k: {quote(text, flow)}, l: 1}}\n" if flow else f"k: {quote(text)}\nl: 1\n"
    assert yaml.safe_load(written)["k"] == text
    assert YAML(typ="safe", pure=True).load(io.StringIO(written))["k"] == text
    if hasattr(yaml, "CSafeLoader"):
        assert yaml.load(written, Loader=yaml.CSafeLoader)["k"] == text
