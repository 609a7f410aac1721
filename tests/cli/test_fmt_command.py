"""`fmt`: canonical files, comments kept, and nothing touched that has errors."""

import stat
from pathlib import Path

import pytest
from tests.cli.conftest import PROJECT, Run

UNTIDY = """\
# of the library
funding: {other: "1,000.50", fiscal: 48}   # both
name: {en: Public reading, zh: 阅读推广}
indicators:
- annual: ≥120场
  kind: output.quantity
  name: 举办活动
objectives:
- {en: Raise the use of the library, zh: 提高图书馆的利用率}
"""
TIDY = """\
name: {zh: 阅读推广, en: Public reading}
# of the library
funding: {fiscal: 48, other: 1000.50}   # both
objectives:
  - {zh: 提高图书馆的利用率, en: Raise the use of the library}
indicators:
  - kind: output.quantity
    name: 举办活动
    annual: ≥120场
"""


def squeezed(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.splitlines())


def test_files_are_written_in_canonical_form_and_named(book: Path, project: Path, run: Run) -> None:
    project.write_text(UNTIDY, "utf-8")
    result = run("fmt")
    assert result.exit_code == 0
    assert result.stdout == "reformatted targets/library/reading.yaml\n"
    assert result.stderr == "reformatted: 1, in order already: 2, left alone with errors: 0\n"
    text = project.read_text("utf-8")
    assert "# of the library" in text
    assert "fiscal: 48, other: 1000.50" in text
    assert "- kind: output.quantity\n    name: 举办活动\n    annual: ≥120场\n" in text
    assert text.index("name:") < text.index("funding:") < text.index("objectives:") < text.index("indicators:")
    assert run("fmt").stdout == ""
    assert [path.name for path in project.parent.iterdir() if path.name.startswith(".")] == []


def test_check_names_what_would_change_and_writes_nothing(project: Path, run: Run) -> None:
    project.write_text(UNTIDY, "utf-8")
    result = run("fmt", "--check")
    assert (result.exit_code, result.stdout) == (1, "would reformat targets/library/reading.yaml\n")
    assert run("fmt", "--check", "--ui-lang", "zh").stdout == "需要整理 targets/library/reading.yaml\n"
    assert project.read_text("utf-8") == UNTIDY


def test_diff_shows_the_lines_that_would_change(project: Path, run: Run) -> None:
    project.write_text(PROJECT.replace("48.00", '"1,048.00"'), "utf-8")
    before = project.read_bytes()
    result = run("fmt", "--diff")
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "--- targets/library/reading.yaml\n+++ targets/library/reading.yaml\n@@ -1,5 +1,5 @@\n"
    )
    assert '-funding: {fiscal: "1,048.00"}\n+funding: {fiscal: 1048.00}\n' in result.stdout
    assert project.read_bytes() == before


def test_a_file_with_errors_is_told_and_left_alone_and_the_others_are_written(
    book: Path, project: Path, run: Run
) -> None:
    broken = project.with_name("broken.yaml")
    broken.write_text("name: {zh: 甲\n", "utf-8")
    project.write_text(UNTIDY, "utf-8")
    result = run("fmt")
    assert result.exit_code == 1
    assert result.stdout == "reformatted targets/library/reading.yaml\n"
    assert "targets/library/broken.yaml:1:7: error[SRC" in result.stderr
    assert "left alone with errors: 1" in result.stderr
    assert broken.read_text("utf-8") == "name: {zh: 甲\n"


@pytest.mark.parametrize("data", ["名称".encode("gb18030"), b"\x00\x01", b"", b"\xff\xfea\x00"])
def test_a_file_that_is_no_text_is_left_alone(project: Path, run: Run, data: bytes) -> None:
    project.write_bytes(data)
    assert run("fmt").exit_code == 1
    assert project.read_bytes() == data


def test_paths_limit_what_is_written(book: Path, project: Path, run: Run) -> None:
    project.write_text(UNTIDY, "utf-8")
    (book / "targetbook.yaml").write_text("year: 2025\ntitle: 表\ndepartment: 局\n", "utf-8")
    assert run("fmt", "targetbook.yaml").stdout == "reformatted targetbook.yaml\n"
    assert run("fmt", "targets").stdout == "reformatted targets/library/reading.yaml\n"


def test_a_path_that_is_no_file_of_the_book_is_wrong_use(book: Path, run: Run) -> None:
    (book / "notes.yaml").write_text("a:   1\n")
    for path in ("notes.yaml", "nowhere", "/etc"):
        result = run("fmt", path)
        assert (result.exit_code, result.stderr) == (2, f"targetbook: {path} is no file of the book, and holds none\n")


def test_standard_input_comes_out_in_canonical_form(book: Path, run: Run) -> None:
    result = run("fmt", "-", stdin=UNTIDY)
    assert result.exit_code == 0
    assert squeezed(result.stdout) == squeezed(TIDY)
    assert run("fmt", "-", "--stdin-filename", "targets/a/_unit.yaml", stdin="projects: []\nname: 甲\n").stdout == (
        "name: 甲\nprojects: []\n"
    )


def test_standard_input_with_errors_gives_nothing_but_the_problem(book: Path, run: Run) -> None:
    result = run("fmt", "-", "--stdin-filename", "a.yaml", stdin="name: [\n")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "a.yaml:" in result.stderr


def test_permissions_and_links_outlive_a_rewrite(project: Path, run: Run) -> None:
    target = project.with_name(".kept")
    target.write_text(UNTIDY, "utf-8")
    target.chmod(0o640)
    project.unlink()
    project.symlink_to(".kept")
    run("fmt")
    assert project.is_symlink()
    assert "1000.50" in target.read_text("utf-8")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_folder_that_cannot_be_written_is_told_and_the_file_stays(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write_text(UNTIDY, "utf-8")

    def refuse(*args: object, **named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    result = run("fmt")
    assert (result.exit_code, result.stderr) == (
        2, "targetbook: cannot write targets/library/reading.yaml: Permission denied\n"
    )  # fmt: skip
    assert project.read_text("utf-8") == UNTIDY


def test_sources_of_the_book_stand_in_its_order(book: Path, project: Path, run: Run) -> None:
    (book / "targetbook.yaml").write_text("title: 表\ndepartment: 局\nyear: 2025\nsources: [other, fiscal]\n", "utf-8")
    project.write_text(PROJECT.replace("fiscal: 48.00", "fiscal: 1, other: 2"), "utf-8")
    run("fmt")
    assert "funding: {other: 2, fiscal: 1}\n" in project.read_text("utf-8")
