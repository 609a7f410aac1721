import pytest
from hypothesis import given
from hypothesis import strategies as st

from targetbook.problems import Place
from targetbook.source import Mapping, Scalar, parse_yaml, quote, replace


def test_a_value_is_replaced_and_nothing_else_moves() -> None:
    text = "\ufeff# 注\r\nname:   '甲'   # keep\r\nb: [1,  2]\r\n"
    node = parse_yaml(text, "a.yaml", [])
    assert isinstance(node, Mapping)
    value = node.get("name")
    assert value is not None
    assert replace(text, [(value.place, "乙")]) == text.replace("'甲'", "乙")


def test_edits_are_given_in_any_order_and_an_empty_place_inserts() -> None:
    edits = [(Place("a", 2, 1, 2, 1), "x\n"), (Place("a", 1, 1, 1, 2), "z"), (Place("a", 2, 1, 2, 1), "y\n")]
    assert replace("a\nb", edits) == "z\nx\ny\nb"


@pytest.mark.parametrize(
    "places",
    [
        [Place("a", 1, 1, 1, 3), Place("a", 1, 2, 1, 4)],
        [Place("a", 3, 1, 3, 1)],
        [Place("a", 1, 9, 1, 9)],
        [Place("a", 1, 3, 1, 2)],
    ],
)
def test_edits_that_overlap_or_lie_outside_are_refused(places: list[Place]) -> None:
    with pytest.raises(ValueError, match=r"overlap|not in the text|no column|ends before"):
        replace("abcd\n", [(place, "x") for place in places])


@given(
    st.lists(st.tuples(st.sampled_from("a甲😀"), st.sampled_from(["1", "'乙'", "[x,  y]", "{z: 1}"])), min_size=1),
    st.sampled_from(["\n", "\r\n"]),
    st.data(),
)
def test_all_outside_the_edited_places_stays(lines: list[tuple[str, str]], ends: str, data: st.DataObject) -> None:
    text = "".join(f"{key}{number}:  {value}  # 注{ends}" for number, (key, value) in enumerate(lines))
    node = parse_yaml(text, "a.yaml", [])
    assert isinstance(node, Mapping)
    new = data.draw(st.dictionaries(st.integers(0, len(lines) - 1), st.sampled_from(["乙丙", "", "x"])))
    edited = replace(text, [(node.entries[number][1].place, word) for number, word in new.items()])
    assert edited == "".join(
        f"{key}{number}:  {new.get(number, value)}  # 注{ends}" for number, (key, value) in enumerate(lines)
    )


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=30))
def test_a_quoted_text_put_in_a_place_is_read_back(text: str) -> None:
    before = "a: {b: old, c: 1}\n"
    node = parse_yaml(before, "a.yaml", [])
    assert isinstance(node, Mapping)
    inner = node.get("a")
    assert isinstance(inner, Mapping)
    place = inner.entries[0][1].place
    problems: list[object] = []
    after = parse_yaml(replace(before, [(place, quote(text, flow=True))]), "a.yaml", problems)  # type: ignore[arg-type]
    assert problems == []
    assert isinstance(after, Mapping)
    value = after.get("a")
    assert isinstance(value, Mapping)
    read = value.get("b")
    assert isinstance(read, Scalar)
    assert (read.text, read.kind) == (text, "str")
