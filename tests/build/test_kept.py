"""What is kept from one build to the next saves time and never decides what comes out."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.pdf import SEED, Page, Small, page_of_book, small_book

from targetbook.build import Progress
from targetbook.kept import Kept

PROJECTS = [Small((1 + n % 2,), 1 + n % 3) for n in range(14)]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    return page_of_book(small_book(tmp_path_factory.mktemp("book"), PROJECTS, units=2), "list", "zh")


@pytest.fixture(scope="module")
def filled(page: Page, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Path]:
    """A PDF, and the folder in which all of its pages are kept."""
    folder = tmp_path_factory.mktemp("kept")
    return built(page, Kept(folder))[0], folder


@pytest.fixture
def kept(filled: tuple[bytes, Path], tmp_path: Path) -> Kept:
    """A copy of what is kept."""
    return Kept(Path(shutil.copytree(filled[1], tmp_path / "kept")))


def built(page: Page, kept: Kept) -> tuple[bytes, Progress]:
    told = list[Progress]()
    return page.in_parts(kept, weight=8000, tell=told.append), told[-1]


def set_anew(page: Page, kept: Kept) -> int:
    """How many rows are set again."""
    _, progress = built(page, kept)
    return progress.rows - progress.kept


def files_of(kept: Kept) -> Sequence[Path]:
    assert kept.folder is not None
    return sorted(kept.folder.iterdir())


# Damage.


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-7])


def changed_in_one_bit(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 4
    file.write_bytes(data)


def made_of_something_else(file: Path) -> None:
    file.write_text("not what was kept", "utf-8")


def open_to_others(file: Path) -> None:
    file.chmod(0o666)


def linked_to_elsewhere(file: Path) -> None:
    elsewhere = file.parents[1] / file.name
    file.rename(elsewhere)
    file.symlink_to(elsewhere)


def replaced_by_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


HARMS: tuple[Callable[[Path], None], ...] = (
    emptied,
    truncated,
    changed_in_one_bit,
    made_of_something_else,
    open_to_others,
    linked_to_elsewhere,
    replaced_by_a_folder,
)


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_a_kept_file_that_is_harmed_is_not_used(
    harm: Callable[[Path], None], page: Page, filled: tuple[bytes, Path], kept: Kept
) -> None:
    for file in files_of(kept):
        harm(file)
    data, progress = built(page, kept)
    assert data == filled[0]
    assert progress.kept == 0


@pytest.mark.parametrize("harm", HARMS[:-1], ids=lambda harm: harm.__name__)
def test_what_was_harmed_is_kept_anew(harm: Callable[[Path], None], page: Page, kept: Kept) -> None:
    for file in files_of(kept):
        harm(file)
    built(page, kept)
    assert set_anew(page, kept) == 0
    assert all(file.is_file() and not file.is_symlink() and not file.stat().st_mode & 0o022 for file in files_of(kept))


def test_a_file_that_another_user_wrote_is_not_used(
    page: Page, filled: tuple[bytes, Path], kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    another = files_of(kept)[0].stat().st_uid + 1
    monkeypatch.setattr(os, "getuid", lambda: another, raising=False)
    data, progress = built(page, kept)
    assert data == filled[0]
    assert progress.kept == 0


def test_one_part_lost_sets_its_rows_alone_again(page: Page, filled: tuple[bytes, Path], kept: Kept) -> None:
    parts = [file for file in files_of(kept) if file.suffix == ".part"]
    truncated(parts[0])
    data, progress = built(page, kept)
    assert data == filled[0]
    assert 0 < progress.kept < progress.rows


# Folders.


def test_a_folder_that_cannot_be_made_is_no_fault(page: Page, filled: tuple[bytes, Path], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    assert page.in_parts(Kept(tmp_path / "file" / "kept")) == filled[0]


def test_a_folder_that_cannot_be_written_to_is_no_fault(
    page: Page, filled: tuple[bytes, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*told: object, **more: object) -> None:
        raise PermissionError

    monkeypatch.setattr(tempfile, "mkstemp", refused)
    assert page.in_parts(Kept(tmp_path)) == filled[0]


def test_a_folder_that_can_only_be_read_serves(page: Page, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*told: object, **more: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "utime", refused)
    assert set_anew(page, kept) == 0


def test_no_name_in_the_cache_tells_of_the_book(kept: Kept) -> None:
    assert {file.suffix for file in files_of(kept)} == {".part", ".runs", ".packed"}
    assert all(set(file.stem) <= set("0123456789abcdef") for file in files_of(kept))
    assert all(file.stat().st_mode & 0o077 == 0 for file in files_of(kept))


# Two builds at once.


def test_two_builds_at_once_both_succeed_with_the_same_bytes(filled: tuple[bytes, Path], tmp_path: Path) -> None:
    root = small_book(tmp_path / "book", PROJECTS, units=2)
    program = "from targetbook.build import parts; parts.WEIGHT = 12000; from targetbook.cli import main; main()"
    command = [sys.executable, "-c", program, "build", "-q", "--book", str(root), "--jobs", "1"]
    wish = ["--layout", "list", "--format", "pdf", "--setting", "zh", "--output"]
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    builds = [
        subprocess.Popen([*command, *wish, str(tmp_path / name)], env=environment, stderr=subprocess.PIPE, text=True)
        for name in ("one", "two")
    ]
    ended = [(build.communicate(timeout=120)[1], build.returncode) for build in builds]
    assert ended == [("", 0), ("", 0)]
    assert [(tmp_path / name / "list.zh.pdf").read_bytes() for name in ("one", "two")] == [filled[0]] * 2
    assert not list((tmp_path / "cache").rglob("*.new"))


# Size.


def test_the_cache_stays_below_its_size(page: Page, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARGETBOOK_CACHE_SIZE", "1")
    for n in range(9):
        kept.put(f"{n:032x}.part", bytes([n]) * 200_000)
        os.utime(files_of(kept)[n], (10**9 + n, 10**9 + n))
    built(page, kept)
    kept.trim()
    sizes = [file.stat().st_size for file in files_of(kept)]
    assert sum(sizes) <= 1 << 20
    assert set_anew(page, kept) == 0, "what was used last stays"


def test_a_build_trims_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from targetbook.cli import main

    root = small_book(tmp_path / "book", PROJECTS[:2])
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("TARGETBOOK_CACHE_SIZE", "0")
    wish = ["--layout", "list", "--format", "pdf", "--setting", "zh", "--executor", "serial", "-q"]
    assert CliRunner().invoke(main, ["build", "--book", str(root), *wish]).exit_code == 0
    assert not [file for file in (tmp_path / "cache").rglob("*") if file.suffix in (".part", ".packed", ".runs")]


# What was kept under another style is not used.


def own_list(root: Path, change: Callable[[Path], object]) -> Page:
    """The book's list, in a layout of its own that is changed."""
    small_book(root, PROJECTS, units=2)
    folder = root / "templates"
    shutil.copytree(SEED / "templates" / "list", folder / "list")
    (folder / "_shared").mkdir()
    for name in ("labels.yaml", "print.css", "macros.html.j2"):
        shutil.copyfile(SEED / "templates" / "_shared" / name, folder / "_shared" / name)
    change(folder)
    return page_of_book(root, "list", "zh")


def changed(file: str, old: str, new: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")

    return change


def with_another_font(folder: Path) -> None:
    (folder / "_shared" / "fonts").mkdir()
    other = SEED / "templates" / "_shared" / "fonts" / "SourceSerif4-Light.ttf"
    shutil.copyfile(other, folder / "_shared" / "fonts" / "SourceSans3-Regular.ttf")


CHANGES = {
    "the layout's style": changed("list/print.css", "font-size: 8.3pt", "font-size: 8.2pt"),
    "the style of all layouts": changed("_shared/print.css", "color: #16181d", "color: #101010"),
    "the template": changed("list/layout.html.j2", 'class="project record"', 'class="project record new"'),
    "a label": changed("_shared/labels.yaml", "总计", "总金额"),
    "a macro": changed("_shared/macros.html.j2", "data-foot=", 'data-new="" data-foot='),
    "a width": changed("list/layout.yaml", "annual: 21, annual_long: 25", "annual: 20, annual_long: 25"),
    "a font": with_another_font,
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_kept_of_another_layout_is_not_used(name: str, page: Page, kept: Kept, tmp_path: Path) -> None:
    other = own_list(tmp_path / "book", CHANGES[name])
    data, progress = built(other, kept)
    assert progress.kept == 0
    assert data == other.in_parts()
    assert set_anew(page, kept) == 0, "what was kept before is kept still"


def test_what_another_version_of_the_tool_kept_is_not_used(
    page: Page, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    from targetbook.build import printing, tasks

    sheet_of, other = printing.sheet_of, "another version"
    monkeypatch.setattr(printing, "sheet_of", lambda *given: replace(sheet_of(*given), edition=other))
    monkeypatch.setattr(tasks, "edition", lambda: other)
    _, progress = built(page, kept)
    assert progress.kept == 0
