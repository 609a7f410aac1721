from pathlib import Path

from targetbook.problems import Problem
from targetbook.source import book_files, record_files


def write(root: Path, *files: str) -> None:
    for file in files:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("name: 甲\n", "utf-8")


def told(problems: list[Problem]) -> list[str]:
    return [f"{problem.place.file} {problem.code} {problem.message}" for problem in problems]


def test_records_are_found_in_one_order_and_other_files_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "targets/b/z.yaml", "targets/b/_unit.yaml", "targets/a/社工.yaml", "targets/a/.#x.yaml")
    write(tmp_path, "targets/a/notes.md", "targets/.git/x.yaml", "targets/a/x.yaml~", "targetbook.yaml")
    problems: list[Problem] = []
    assert book_files(tmp_path, problems) == ("targets/a/社工.yaml", "targets/b/_unit.yaml", "targets/b/z.yaml")
    assert problems == []


def test_a_book_without_records_has_none(tmp_path: Path) -> None:
    assert book_files(tmp_path, []) == ()


def test_records_that_would_be_overlooked_are_told(tmp_path: Path) -> None:
    write(tmp_path, "targets/a/x.yml", "targets/a/y.YAML", "targets/z.yaml")
    write(tmp_path, "targets/a/b/c.yaml", "targets/a/\x07.yaml")
    problems: list[Problem] = []
    assert book_files(tmp_path, problems) == ()
    assert sorted(told(problems)) == [
        "targets/a/\x07.yaml SRC005 file-name",
        "targets/a/b/c.yaml SRC016 outside-unit",
        "targets/a/x.yml SRC015 ending",
        "targets/a/y.YAML SRC015 ending",
        "targets/z.yaml SRC016 outside-unit",
    ]


def test_a_link_that_leaves_the_book_is_told_and_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "book"
    write(tmp_path, "elsewhere/x.yaml", "book/targets/a/real.yaml")
    (root / "targets" / "folder").symlink_to(tmp_path / "elsewhere")
    (root / "targets" / "a" / "file.yaml").symlink_to(tmp_path / "elsewhere" / "x.yaml")
    (root / "targets" / "a" / "same.yaml").symlink_to(root / "targets" / "a" / "real.yaml")
    (root / "targets" / "a" / "loop").symlink_to(root / "targets")
    problems: list[Problem] = []
    assert book_files(root, problems) == ("targets/a/real.yaml", "targets/a/same.yaml")
    assert told(problems) == ["targets/a/file.yaml SRC012 outside", "targets/folder SRC012 outside"]


def test_paths_that_git_lists_give_the_same_records(tmp_path: Path) -> None:
    paths = ["README.md", "targets/b/x.yaml", "targets/a/y.yaml", "targets/a-b/z.yaml", "templates/list/layout.yaml"]
    write(tmp_path, *paths)
    assert record_files(paths, []) == book_files(tmp_path, [])
    assert record_files(paths, []) == ("targets/a/y.yaml", "targets/a-b/z.yaml", "targets/b/x.yaml")
