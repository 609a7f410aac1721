"""The files that one run writes are replaced together or not at all, and nothing else in their folder is touched."""

import errno
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.books import Make, Written, project, written

OPEN_DATA = ("book.json", "indicators.csv", "projects.csv")
NOBODY = 65534


def contents(folder: Path) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() if path.is_file() else b"" for path in sorted(folder.iterdir())}


def built(made: Written) -> Mapping[str, bytes]:
    """The outputs of a first build that went well: a web page and open data."""
    result = made.run("build", "-q")
    assert (result.exit_code, result.stderr) == (0, "")
    return contents(made.root / "build")


@pytest.fixture
def small(book: Make) -> Written:
    return book(project(), outputs="[{layout: list, formats: [html]}]")


def test_a_build_writes_what_the_book_says_and_names_each_file_in_a_line(small: Written) -> None:
    result = small.run("build")
    assert [Path(line).name for line in result.stdout.splitlines()] == [
        "list.html",
        "book.json",
        "projects.csv",
        "indicators.csv",
    ]
    assert sorted(contents(small.root / "build")) == [*OPEN_DATA[:2], "list.html", OPEN_DATA[2]]


def test_an_error_in_a_record_leaves_the_last_outputs_byte_for_byte(small: Written) -> None:
    before = built(small)
    small.write("targets/centre/p1.yaml", project(name="新名称", funding="一百").text())
    result = small.run("build")
    assert result.exit_code == 1
    assert "targets/centre/p1.yaml:3:11: error[STR004]" in result.stderr
    assert contents(small.root / "build") == before


def test_a_fault_in_a_template_leaves_the_last_outputs_byte_for_byte(small: Written) -> None:
    before = built(small)
    small.write("targets/centre/p1.yaml", project(name="新名称").text())
    small.write("templates/list/layout.html.j2", "{{ nothing }}")
    assert small.run("build").exit_code == 1
    assert contents(small.root / "build") == before


def test_a_disk_that_is_full_at_the_last_file_leaves_the_last_outputs(
    small: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = built(small)
    small.write("targets/centre/p1.yaml", project(name="新名称").text())
    synced = []

    def full(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == len(before):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = small.run("build")
    assert result.exit_code == 2
    assert "cannot write" in result.stderr
    assert "No space left on device; the last outputs are still in place" in result.stderr
    assert contents(small.root / "build") == before


def test_an_output_that_cannot_be_replaced_leaves_all_others_as_they_were(small: Written) -> None:
    before = dict(built(small))
    (small.root / "build" / "indicators.csv").unlink()  # the last that is written
    (small.root / "build" / "indicators.csv").mkdir()
    small.write("targets/centre/p1.yaml", project(name="新名称").text())
    result = small.run("build")
    assert result.exit_code == 2
    assert "indicators.csv" in result.stderr
    assert contents(small.root / "build") == before | {"indicators.csv": b""}


def test_no_output_is_absent_for_a_moment(small: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    before = built(small)
    small.write("targets/centre/p1.yaml", project(name="新名称").text())
    moved, seen = Path.replace, list[set[str]]()

    def watched(path: Path, target: Path) -> Path:
        done = moved(path, target)
        seen.append({name for name in before if (small.root / "build" / name).exists()})
        return done

    monkeypatch.setattr(Path, "replace", watched)
    assert small.run("build").exit_code == 0
    assert seen
    assert all(names == set(before) for names in seen)


def test_where_there_are_no_links_the_last_outputs_are_kept_all_the_same(
    small: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dict(built(small))

    def refuse(*given: object, **named: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    (small.root / "build" / "indicators.csv").unlink()
    (small.root / "build" / "indicators.csv").mkdir()
    small.write("targets/centre/p1.yaml", project(name="新名称").text())
    assert small.run("build").exit_code == 2
    assert contents(small.root / "build") == before | {"indicators.csv": b""}
    (small.root / "build" / "indicators.csv").rmdir()
    assert small.run("build").exit_code == 0
    assert "新名称" in contents(small.root / "build")["list.html"].decode()


def test_files_that_a_run_does_not_write_stay(small: Written) -> None:
    built(small)
    small.write("build/note.txt", "我的便条")
    small.write("targets/centre/p1.yaml", project(name="新名称").text())
    assert small.run("build", "--format", "json").exit_code == 0
    after = contents(small.root / "build")
    assert after["note.txt"].decode() == "我的便条"
    assert "新名称" in after["book.json"].decode()
    assert "新名称" not in after["list.html"].decode()


def test_a_folder_that_may_not_be_written_is_told() -> None:
    """Root may write everywhere, so the build is run as nobody where the tests run as root."""
    with tempfile.TemporaryDirectory() as place:
        made = written(Path(place, "book"), project())
        locked = Path(place, "locked")
        locked.mkdir(mode=0o555)
        assert made.run("build", "--format", "json").exit_code == 0  # whatever is loaded is loaded as oneself
        with as_nobody(Path(place)):
            result = made.run("build", "--format", "json", "--output", str(locked))
        assert result.exit_code == 2
        assert f"cannot write {locked}: Permission denied" in result.stderr
        assert list(locked.iterdir()) == []


def test_what_stands_in_the_place_of_the_folder_is_told(small: Written) -> None:
    small.write("build", "a file")
    result = small.run("build")
    assert result.exit_code == 2
    assert f"cannot write {small.root / 'build'}: File exists" in result.stderr


@contextmanager
def as_nobody(place: Path) -> Iterator[None]:
    """As a user without rights of its own, who owns `place`."""
    if os.geteuid() != 0:
        yield
        return
    os.chown(place, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
