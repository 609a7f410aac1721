"""Fixes of problems: made whole or not at all, on the book's own text, and nothing moves but what they name."""

import os
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targetbook.check import Selection, check_book
from targetbook.check.fixing import edits_of, fix_json, fixed
from targetbook.check.mending import Mended, diff_of, mend_book, write_mended
from targetbook.model import open_book
from targetbook.problems import Edit, Fix, Place, Problem, Severity
from targetbook.source import Mapping, Scalar, Sequence, book_files, original_of, parse_yaml, read_bytes

FILE = "targets/centre/training.yaml"
PROJECT = """# 培训项目
name: 社区培训   # 名称
funding: {fiscal: 1.20}
objectives: [提升社区服务能力。]
indicators:
  # 数量
  - kind: output.quantity
    name: "培训场次"
    annual: ２４场  # 全年
"""
HEAD = "title: 绩效目标表\ndepartment: 民政局\nyear: 2024\n"


def place_of(text: str, written: str, file: str = FILE) -> Place:
    """The one place on one line where something is written."""
    [(number, column)] = [
        (number, line.index(written) + 1) for number, line in enumerate(text.split("\n"), 1) if written in line
    ]
    return Place(file, number, column, number, column + len(written))


def problem(*edits: Edit, code: str = "TXT001", safe: bool = True) -> Problem:
    return Problem(code, "finds", edits[0].place, severity=Severity.WARNING, fix=Fix(edits, safe))


def book(root: Path, files: dict[str, str] | None = None) -> Path:
    wanted = {"targetbook.yaml": HEAD, "targets/centre/_unit.yaml": "name: 社区中心\n", FILE: PROJECT, **(files or {})}
    for file, text in wanted.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(text.encode())
    return root


def scalars(root: Path) -> Iterator[Scalar]:
    """Every value of the book's records."""
    for file in book_files(root, []):
        pending = [parse_yaml(read_bytes(root, file, []) or b"", file, [])]
        while pending:
            match pending.pop():
                case Scalar() as scalar:
                    yield scalar
                case Mapping() as node:
                    pending += [value for _, value in node]
                case Sequence() as node:
                    pending += node.items


def replacing(old: str, new: str, safe: bool = True) -> Callable[[Path], list[Problem]]:
    """A check that finds a character everywhere, and would have another one there."""
    return lambda root: [
        problem(Edit(scalar.place, scalar.text.replace(old, new)), safe=safe)
        for scalar in scalars(root)
        if old in scalar.text
    ]


def test_a_safe_fix_is_made_and_nothing_else_moves() -> None:
    found = problem(Edit(place_of(PROJECT, "２４场"), "24场"))
    done = fixed({FILE: PROJECT}, [found])
    assert done.texts == {FILE: PROJECT.replace("２４", "24")}
    assert done.applied == (found,)


def test_an_unsafe_fix_is_made_only_when_it_is_asked_for() -> None:
    found = problem(Edit(place_of(PROJECT, "２４场"), "≥24场"), safe=False)
    assert fixed({FILE: PROJECT}, [found]).texts == {}
    assert fixed({FILE: PROJECT}, [found]).refused == ()
    assert fixed({FILE: PROJECT}, [found], unsafe=True).texts == {FILE: PROJECT.replace("２４场", "≥24场")}


def test_of_two_fixes_of_one_value_the_first_is_made_and_the_other_waits() -> None:
    place = place_of(PROJECT, "２４场")
    later, first = problem(Edit(place, "24次"), code="TXT009"), problem(Edit(place, "24场"), code="TXT002")
    done = fixed({FILE: PROJECT}, [later, first])
    assert (done.applied, done.refused) == ((first,), ())
    assert "annual: 24场 " in done.texts[FILE]


def test_a_fix_with_several_edits_is_made_whole_or_not_at_all() -> None:
    right, nowhere = Edit(place_of(PROJECT, "２４场"), "24场"), Edit(Place(FILE, 2, 8, 2, 9), "甲")
    done = fixed({FILE: PROJECT}, [problem(right, nowhere)])
    assert (done.texts, len(done.refused)) == ({}, 1)


def test_a_fix_over_two_files_is_refused_in_both_where_one_cannot_be_mended() -> None:
    other = "name: &n 甲\nalso: *n\n"
    edits = Edit(place_of(PROJECT, "２４场"), "24场"), Edit(Place("b.yaml", 1, 7, 1, 11), "乙")
    done = fixed({FILE: PROJECT, "b.yaml": other}, [problem(*edits)])
    assert (done.texts, len(done.refused)) == ({}, 1)


def test_a_fix_that_is_refused_keeps_no_other_from_its_file() -> None:
    text = PROJECT.replace("    annual", "    anual: 1\n    annual")
    renamed = problem(Edit(place_of(text, "anual"), "annual"))
    mended = problem(Edit(place_of(text, "２４场"), "24场"))
    done = fixed({FILE: text}, [renamed, mended])
    assert (done.applied, done.refused) == ((mended,), (renamed,))
    assert done.texts == {FILE: text.replace("２４", "24")}


@pytest.mark.parametrize("written", ["1.20", "提升社区服务能力。"])
def test_a_key_that_must_be_there_does_not_go_with_its_last_entry(written: str) -> None:
    done = fixed({FILE: PROJECT}, [problem(Edit(place_of(PROJECT, written), None))])
    assert (done.texts, len(done.refused)) == ({}, 1)


def test_the_last_allowed_finding_takes_its_line_along() -> None:
    text = PROJECT + 'allow: {VAL012: "已说明"}\n'
    done = fixed({FILE: text}, [problem(Edit(place_of(text, '"已说明"'), None))])
    assert done.texts == {FILE: PROJECT}


def test_all_entries_of_a_map_go_in_two_passes(tmp_path: Path) -> None:
    root = book(tmp_path, {FILE: PROJECT + "allow:\n  VAL001: 已说明\n  VAL002: 已说明\n"})
    mended = mend_book(root, lambda root: check_book(root, Selection(select=("STR009", "VAL"))).problems)
    assert mended.files == {FILE: PROJECT}
    assert [each.code for each in mended.applied] == ["STR009", "STR009"]


def test_a_value_that_an_alias_repeats_is_left_to_a_person() -> None:
    text = PROJECT.replace("annual: ２４场", "period: &t ２４场\n    annual: *t")
    done = fixed({FILE: text}, [problem(Edit(place_of(text, "&t ２４场"), "24场"))])
    assert (done.texts, len(done.refused)) == ({}, 1)


def test_a_fix_is_told_as_what_would_stand_in_the_file() -> None:
    text = PROJECT.replace("２４场", '"２４\\u573A"')
    fix = Fix((Edit(place_of(text, '"２４\\u573A"'), "24场"),), safe=True)
    assert edits_of({FILE: text}.get, fix) == ((place_of(text, '"２４\\u573A"'), '"24\\u573A"'),)
    assert fix_json(fix, {FILE: text}.get) == {
        "safe": True,
        "edits": [
            {"file": FILE, "line": 9, "column": 13, "end_line": 9, "end_column": 23, "text": '"24\\u573A"'},
        ],
    }


def test_a_fix_that_would_be_refused_is_told_as_none() -> None:
    fix = Fix((Edit(place_of(PROJECT, "1.20"), None),), safe=True)
    assert fix_json(fix, {FILE: PROJECT}.get) is None
    assert fix_json(fix, lambda file: None) is None


def test_a_book_is_mended_without_being_touched_until_it_is_written(tmp_path: Path) -> None:
    root = book(tmp_path)
    mended = mend_book(root, replacing("２", "2"))
    assert (root / FILE).read_text("utf-8") == PROJECT
    write_mended(root, mended)
    assert (root / FILE).read_text("utf-8") == PROJECT.replace("２", "2")
    assert mend_book(root, replacing("２", "2")) == Mended()
    assert sorted(path.name for path in (root / "targets/centre").iterdir()) == ["_unit.yaml", "training.yaml"]


def test_what_a_fix_brings_to_light_is_mended_in_the_next_pass(tmp_path: Path) -> None:
    root = book(tmp_path)
    mended = mend_book(root, lambda root: [*replacing("２", "2")(root), *replacing("2４", "25")(root)])
    assert mended.files == {FILE: PROJECT.replace("２４", "25")}
    assert (len(mended.applied), mended.unsettled) == (2, ())


def test_fixes_that_undo_one_another_come_to_an_end_and_are_named(tmp_path: Path) -> None:
    flips = {"２４场": "24场", "24场": "２４场"}

    def check(root: Path) -> list[Problem]:
        flipped = [each for each in scalars(root) if each.text in flips]
        return [problem(Edit(each.place, flips[each.text]), code="TXT002") for each in flipped]

    mended = mend_book(book(tmp_path), check)
    assert mended.unsettled == ("TXT002",)
    assert mended.files == {}


def test_line_ends_byte_order_mark_and_a_missing_last_line_end_stay(tmp_path: Path) -> None:
    text = "\ufeff" + PROJECT.replace("\n", "\r\n").rstrip()
    root = book(tmp_path, {FILE: text})
    write_mended(root, mend_book(root, replacing("２", "2")))
    assert (root / FILE).read_bytes().decode() == text.replace("２", "2")


def test_a_file_that_cannot_be_read_is_left_alone_and_the_others_are_mended(tmp_path: Path) -> None:
    root = book(tmp_path, {"targets/centre/b.yml": PROJECT, "targets/centre/broken.yaml": "a: [\n"})
    (root / "targets/centre/gb.yaml").write_bytes("name: 社区培训中心\n".encode("gb18030"))
    seen: list[list[str]] = []

    def check(folder: Path) -> list[Problem]:
        seen.append(sorted({each.code for each in open_book(folder).problems}))
        return replacing("２", "2")(folder)

    mended = mend_book(root, check)
    assert list(mended.files) == [FILE]
    assert [("SRC001" in codes, "SRC003" in codes) for codes in seen] == [(True, True)] * 3


def test_what_is_wrong_in_the_copy_alone_is_not_mended(tmp_path: Path) -> None:
    """A rule that asks git finds nothing in a copy, and what a record allows of it would be unused there."""
    root = book(tmp_path, {FILE: PROJECT + "allow: {LNG002: 两种文字同日校过}\n"})

    def check(folder: Path) -> list[Problem]:
        unused = [] if folder == root else [each for each in scalars(folder) if each.text == "两种文字同日校过"]
        return [*replacing("２", "2")(folder), *(problem(Edit(each.place, None), code="STR009") for each in unused)]

    text = mend_book(root, check).files[FILE]
    assert text == PROJECT.replace("２", "2") + "allow: {LNG002: 两种文字同日校过}\n"


def test_the_books_own_taxonomy_is_there_in_every_pass(tmp_path: Path) -> None:
    root = book(tmp_path, {"targetbook.yaml": HEAD + "taxonomy: frames/own.yaml\n", "frames/own.yaml": "x: 1\n"})
    seen: list[bool] = []

    def check(folder: Path) -> list[Problem]:
        seen.append((folder / "frames/own.yaml").exists())
        return replacing("２", "2")(folder)

    assert list(mend_book(root, check).files) == [FILE]
    assert seen == [True] * 3


def test_a_file_under_two_names_is_mended_once(tmp_path: Path) -> None:
    root = book(tmp_path)
    (root / "targets/centre/again.yaml").symlink_to("training.yaml")
    mended = mend_book(root, replacing("２", "2"))
    assert len(mended.files) == 1
    write_mended(root, mended)
    assert (root / "targets/centre/again.yaml").is_symlink()
    assert (root / FILE).read_text("utf-8") == PROJECT.replace("２", "2")


def test_a_written_file_keeps_its_mode(tmp_path: Path) -> None:
    root = book(tmp_path)
    (root / FILE).chmod(0o640)
    write_mended(root, Mended({FILE: PROJECT.replace("２", "2")}))
    assert stat.S_IMODE((root / FILE).stat().st_mode) == 0o640


def test_a_file_that_cannot_be_written_is_named_and_no_other_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = book(tmp_path, {"targets/centre/b.yaml": PROJECT})
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "b.yaml":
            raise PermissionError(13, "Permission denied", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    new = PROJECT.replace("２", "2")
    with pytest.raises(PermissionError) as caught:
        write_mended(root, Mended({FILE: new, "targets/centre/b.yaml": new}))
    assert caught.value.filename == "targets/centre/b.yaml"
    assert (root / FILE).read_text("utf-8") == PROJECT
    assert len(list((root / "targets/centre").iterdir())) == 3


def test_a_link_out_of_the_book_is_not_written(tmp_path: Path) -> None:
    root = book(tmp_path / "book")
    outside = tmp_path / "outside.yaml"
    outside.write_text(PROJECT, "utf-8")
    (root / FILE).unlink()
    (root / FILE).symlink_to(outside)
    with pytest.raises(OSError, match="training"):
        write_mended(root, Mended({FILE: "name: x\n"}))
    assert outside.read_text("utf-8") == PROJECT


@pytest.mark.parametrize("text", [PROJECT, PROJECT.rstrip(), PROJECT.replace("\n", "\r\n"), "\ufeff" + PROJECT])
def test_the_diff_is_one_that_patches_the_book(tmp_path: Path, text: str) -> None:
    root = book(tmp_path, {FILE: text, "targets/centre/b.yaml": PROJECT})
    mended = mend_book(root, replacing("２", "2"))
    diff = diff_of(root, mended)
    assert diff.startswith("--- a/targets/centre/b.yaml\n+++ b/targets/centre/b.yaml\n@@ ")
    assert ("\\ No newline at end of file\n" in diff) == (not text.endswith("\n"))
    environment = {**os.environ, "GIT_DIR": os.devnull}
    subprocess.run(["git", "apply", "-"], cwd=root, input=diff.encode(), check=True, env=environment)
    assert {file: (root / file).read_bytes().decode() for file in mended.files} == mended.files


VALUES = st.lists(
    st.sampled_from(["'２场'", '"２场"', "２场", "{zh: ２场, en: ２}", "[２, '甲']", "|-\n    ２\n    场"]), min_size=1
)


@given(VALUES, st.sampled_from(["\n", "\r\n"]), st.randoms(use_true_random=False))
@settings(max_examples=80)
def test_fixing_twice_changes_nothing_more(values: list[str], end: str, random: object) -> None:
    text = "".join(f"k{number}: {value}\n" for number, value in enumerate(values)).replace("\n", end)
    mended = fixed({FILE: text}, _wide(text))
    assert mended.texts == {FILE: text.replace("２", "2")}
    assert len(mended.applied) == text.count("２")
    assert fixed(mended.texts, _wide(mended.texts[FILE])).texts == {}


def _wide(text: str) -> list[Problem]:
    """The problem that a digit is full-width, for each value of a text that has one."""
    nodes = [node for node, _ in original_of(text, FILE).nodes.values()]
    wide = [node for node in nodes if isinstance(node, Scalar) and "２" in node.text]
    return [problem(Edit(node.place, node.text.replace("２", "2"))) for node in wide]
