"""`cache`: what is kept for the user is told, and removed; nothing else is."""

from pathlib import Path

import pytest
from tests.cli.conftest import Run

from targetbook.build import Wanted, build
from targetbook.kept import FINDINGS, Kept, cache_folder, digest_of, user_cache

PAGE = f"{digest_of('page')}.part"
FOUND = f"{digest_of('book')}-{digest_of('unit')}{FINDINGS}"


@pytest.fixture
def kept() -> Kept:
    """A cache with two mebibytes of pages, and some findings."""
    made = user_cache()
    made.put(PAGE, b"\0" * (2 << 20))
    made.put(FOUND, "findings")
    return made


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_is_kept_is_told_with_its_place_size_and_limit(kept: Kept, run: Run) -> None:
    result = run("cache")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        str(kept.folder),
        "  pages     2.0 MB in 1 file",
        "  findings  0.0 MB in 1 file",
        "In all at most 1,024 MB (TARGETBOOK_CACHE_SIZE); what was not used for a month goes.",
    ]


def test_the_limit_of_the_environment_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARGETBOOK_CACHE_SIZE", "5000")
    result = run("cache", "--ui-lang", "zh")
    assert "已排版页面  0 个文件，共 0.0 MB" in result.stdout
    assert "合计不超过 5,000 MB" in result.stdout


def test_the_folder_is_told_for_a_script(run: Run) -> None:
    assert run("cache", "dir").stdout == f"{cache_folder()}\n"


@pytest.mark.parametrize(
    ("options", "left"),
    [((), set()), (("--pages",), {FOUND}), (("--findings",), {PAGE}), (("--pages", "--findings"), set())],
)
def test_what_is_asked_for_is_removed(kept: Kept, run: Run, options: tuple[str, ...], left: set[str]) -> None:
    result = run("cache", "clear", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    assert {file.name for file, _ in kept.files()} == left


def test_a_cleared_cache_leaves_no_folder_and_clearing_it_again_is_no_fault(kept: Kept, run: Run) -> None:
    assert run("cache", "clear").stdout == "removed 2 files, 2.0 MB\n"
    assert not cache_folder().exists()
    assert run("cache", "clear").stdout == "removed 0 files, 0.0 MB\n"


def test_files_that_are_not_the_tool_s_stay(kept: Kept, run: Run, tmp_path: Path) -> None:
    folder = cache_folder()
    (folder / "notes.txt").write_text("mine")
    (folder / f"{PAGE}.bak").write_text("mine")
    others = f"{digest_of('others')}.part"
    (folder / others).write_text("anybody's")
    (folder / others).chmod(0o666)
    inside = folder / digest_of("folder")
    inside.mkdir()
    (inside / PAGE).write_text("mine")
    run("cache", "clear")
    assert names(folder) == {"notes.txt", f"{PAGE}.bak", others, inside.name}
    assert names(inside) == {PAGE}


def test_a_link_is_not_followed(kept: Kept, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "precious.yaml"
    target.write_text("mine")
    link = cache_folder() / f"{digest_of('link')}.part"
    link.symlink_to(target)
    run("cache", "clear")
    assert target.read_text() == "mine"
    assert link.is_symlink()
    assert kept.get(link.name) is None


def test_what_a_run_left_half_written_is_removed_too(kept: Kept, run: Run) -> None:
    half = cache_folder() / f"{PAGE}.abc_1234.new"
    half.write_bytes(b"half")
    half.chmod(0o600)
    assert run("cache", "clear", "--pages").stdout.startswith("removed 2 files")
    assert not half.exists()


def test_a_file_that_cannot_be_removed_is_told(kept: Kept, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    result = run("cache", "clear", "--pages")
    assert result.exit_code == 2
    assert result.stderr == f"targetbook: cannot remove {cache_folder() / PAGE}: Permission denied\n"


def test_a_build_survives_that_the_cache_is_cleared_meanwhile(book: Path, run: Run, tmp_path: Path) -> None:
    wanted = Wanted(("list",), ("pdf",), ())
    cleared: list[str] = []
    first = build(book, tmp_path / "first", wanted, kept=user_cache())
    second = build(
        book,
        tmp_path / "second",
        wanted,
        kept=user_cache(),
        tell=lambda progress: cleared.append(run("cache", "clear").stdout),
    )
    assert cleared
    assert not cleared[0].startswith("removed 0 files")
    assert second.files == first.files


def test_a_cache_that_may_only_be_read_serves_as_well(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("os.utime", refuse)
    assert kept.get(FOUND) == "findings"


def test_a_build_that_can_keep_nothing_writes_its_outputs_and_says_so(
    book: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    result = run("build", "--format", "html", "--output", str(tmp_path / "made"))
    assert result.exit_code == 0
    assert f"pages cannot be kept for the next build: {cache_folder()}: Not a directory\n" in result.stderr
    assert (tmp_path / "made" / "list.html").exists()


@pytest.mark.parametrize("command", ["cache", "build", "check"])
def test_a_size_that_is_no_number_is_told_before_anything_is_done(
    command: str, book: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TARGETBOOK_CACHE_SIZE", "2GB")
    result = run(command)
    assert result.exit_code == 2
    assert result.stderr == "targetbook: TARGETBOOK_CACHE_SIZE is a number of megabytes, such as 500, not 2GB\n"
