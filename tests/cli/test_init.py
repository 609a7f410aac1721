"""A new book, and what is added to one."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.cli.conftest import Run
from tests.model.test_schema import loaded


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_a_new_book_passes_check_and_fmt_and_builds(here: Path, run: Run, language: str) -> None:
    result = run("init", "--language", language, "--year", "2027")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "targetbook.yaml",
        "targets/library/_unit.yaml",
        "targets/library/public-reading.yaml",
        ".gitignore",
        ".targetbook/schema/project.json",
        ".targetbook/schema/unit.json",
        ".targetbook/schema/book.json",
    ]
    assert (
        run("check").stdout == "nothing found: 1 project, 6 indicators, 48.00 万元; 1 could not be told (--verbose)\n"
    )
    assert run("fmt", "--check").exit_code == 0
    built = run("build", "--layout", "list", "--format", "html", "--format", "json", "--format", "csv")
    assert built.exit_code == 0
    page = (here / "build" / "list.html").read_text("utf-8")
    assert ("全民阅读推广经费" in page, "Promotion of public reading" in page) == (language != "en", language != "zh")
    assert (here / ".gitignore").read_text() == "/build/\n"


@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_a_new_book_is_valid_by_the_schemas_that_it_brings(here: Path, run: Run, language: str) -> None:
    run("init", "--language", language)
    run("new", "project", "library/next")
    checked = 0
    for path in (here / "targetbook.yaml", *here.glob("targets/*/*.yaml")):
        pointed = path.read_text("utf-8").splitlines()[1].removeprefix("# $schema: ")
        schema = json.loads((path.parent / pointed).read_text("utf-8"))
        assert list(Draft202012Validator(schema).iter_errors(loaded(path.read_text("utf-8")))) == []
        checked += 1
    assert checked == 4


def test_a_new_book_is_of_the_title_department_and_year_that_were_given(here: Path, run: Run) -> None:
    run("init", "a", "--title", "表: 一", "--title", "Table, one", "--department", "局", "--year", "2031")
    head = (here / "a" / "targetbook.yaml").read_text("utf-8")
    assert 'title: {zh: "表: 一", en: "Table, one"}\ndepartment: 局\nyear: 2031\n' in head
    assert run("check", "--book", "a").exit_code == 0


def test_the_next_steps_are_told_beside_the_result(here: Path, run: Run) -> None:
    steps = run("init", "my book").stderr
    assert "cd 'my book'" in steps
    assert "targetbook build" in steps
    assert "接下来" in run("init", "other", "--ui-lang", "zh").stderr


def test_a_new_book_overwrites_nothing(here: Path, run: Run) -> None:
    (here / "targetbook.yaml").write_text("mine")
    (here / ".targetbook" / "schema").mkdir(parents=True)
    (here / ".targetbook" / "schema" / "unit.json").symlink_to("nowhere")
    result = run("init")
    assert result.exit_code == 2
    assert "targetbook.yaml, .targetbook/schema/unit.json" in result.stderr
    assert (here / "targetbook.yaml").read_text() == "mine"
    assert not (here / "targets").exists()


def test_a_gitignore_that_is_there_stays_and_the_missing_line_is_told(here: Path, run: Run) -> None:
    (here / ".gitignore").write_text("*.tmp\n")
    result = run("init")
    assert result.exit_code == 0
    assert "add the line /build/ to .gitignore" in result.stderr
    assert (here / ".gitignore").read_text() == "*.tmp\n"


def test_a_folder_that_cannot_be_made_is_told(here: Path, run: Run) -> None:
    (here / "file").write_text("")
    result = run("init", "file/book")
    assert result.exit_code == 2
    assert "cannot write targetbook.yaml: Not a directory" in result.stderr


@pytest.mark.parametrize("text", ["", "  ", "a\x07b", "a\u2028b"])
def test_a_title_that_no_record_can_hold_is_refused(here: Path, run: Run, text: str) -> None:
    result = run("init", "--title", text)
    assert (result.exit_code, list(here.iterdir())) == (2, [])


def test_a_book_of_one_language_takes_one_title(here: Path, run: Run) -> None:
    assert run("init", "--language", "en", "--title", "A", "--title", "B").exit_code == 2


def test_a_unit_and_a_project_are_added_ready_to_be_filled_in(book: Path, run: Run) -> None:
    assert run("new", "unit", "museum", "--name", "市博物馆").stdout == "targets/museum/_unit.yaml\n"
    assert run("new", "project", "museum/夜间开放", "--name", "夜间开放", "--name", "Late opening").stdout == (
        "targets/museum/夜间开放.yaml\n"
    )
    added = (book / "targets" / "museum" / "夜间开放.yaml").read_text("utf-8")
    assert added.startswith(
        "# yaml-language-server: $schema=../../.targetbook/schema/project.json\n"
        "# $schema: ../../.targetbook/schema/project.json\n"
        "name: {zh: 夜间开放, en: Late opening}\nfunding: {fiscal: 0}\n"
    )
    assert run("check").exit_code == 0
    assert run("fmt", "--check", "targets/museum").exit_code == 0


def test_a_project_without_a_name_says_that_it_is_to_be_written(book: Path, run: Run) -> None:
    run("new", "project", "library/next")
    assert 'name: {zh: 待填写：项目名称, en: "To be written: name of the project"}' in (
        book / "targets" / "library" / "next.yaml"
    ).read_text("utf-8")


def test_the_first_source_of_the_book_is_the_one_to_fill_in(book: Path, run: Run) -> None:
    (book / "targetbook.yaml").write_text(
        "title: 表\ndepartment: 局\nyear: 2025\nsources: [{id: 'no', name: 甲}]\n", "utf-8"
    )
    (book / "targets" / "library" / "reading.yaml").unlink()
    run("new", "project", "library/next")
    assert run("check").exit_code == 0


@pytest.mark.parametrize(
    "key",
    [
        "a",
        "library/",
        "/a",
        "library/a/b",
        "library/.a",
        "library/_unit",
        "library/ a",
        "library/a\n",
        "../a/b",
        "a\\b/c",
        "u" * 300 + "/a",
        "library/" + "a" * 300,
    ],
)
def test_what_cannot_be_an_id_is_refused(book: Path, run: Run, key: str) -> None:
    before = sorted(book.rglob("*"))
    result = run("new", "project", key)
    assert (result.exit_code, sorted(book.rglob("*"))) == (2, before)
    assert result.stderr.startswith("targetbook: ")


def test_a_project_of_an_unknown_unit_is_refused_with_the_unit_that_was_meant(book: Path, run: Run) -> None:
    assert "did you mean library?" in run("new", "project", "libary/a").stderr
    assert "`targetbook new unit zoo` adds it" in run("new", "project", "zoo/a").stderr
    assert "没有单位 zoo" in run("new", "project", "zoo/a", "--ui-lang", "zh").stderr


def test_a_project_that_is_there_is_not_overwritten(project: Path, run: Run) -> None:
    before = project.read_bytes()
    result = run("new", "project", "library/reading")
    assert (result.exit_code, project.read_bytes()) == (2, before)
    assert "targets/library/reading.yaml" in result.stderr


def test_a_book_whose_head_has_errors_is_told_before_anything_is_added(book: Path, run: Run) -> None:
    (book / "targetbook.yaml").write_text("title: 表\n", "utf-8")
    result = run("new", "unit", "museum")
    assert result.exit_code == 1
    assert "targetbook.yaml:1:1: error[STR001]" in result.stderr
    assert not (book / "targets" / "museum").exists()
