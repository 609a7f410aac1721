"""`install-git` and `textconv`: `git diff` shows records, and hides nothing."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.in_git import FILE, pull_request, reading, run
from tests.review.repositories import Kept, kept

from targetbook.cli.textconv import record_text

LINE = "targets/**/*.yaml diff=targetbook\n"
RECORD = """\
name: {zh: 阅读推广, en: Public reading}
funding: {fiscal: 48.00, lottery: 2}
objectives:
  - {zh: 提高图书馆的利用率, en: Raise the use of the library}
indicators:
  - kind: output.quantity
    name: {zh: 举办活动, en: Events held}
    annual: {zh: ≥120场, en: ≥120 events}
    period: 95%
  - kind: 自定
    name: 影响力
    annual: {en: Better}
note: |
  一
  二
"""
SHOWN = """\
阅读推广
Public reading

Money:
  Fiscal appropriation: 48.00
  lottery: 2

Objectives:
  - 提高图书馆的利用率
    Raise the use of the library

举办活动 (Quantity)
  Events held
  year:
    ≥120场
    ≥120 events
  period: 95%

影响力 (自定)
  year: [en] Better

note: 一 ⏎ 二
"""


def shown(text: str, language: str = "en") -> str | None:
    return record_text(text.encode(), language)


def test_a_record_is_shown_as_text() -> None:
    assert shown(RECORD) == SHOWN
    assert "  财政拨款: 48.00\n" in str(shown(RECORD, "zh"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("fiscal: 48.00", "fiscal: 48.01"),
        ("lottery: 2", "lottrey: 2"),
        ("{zh: 举办活动, en: Events held}", "{zh: Events held, en: 举办活动}"),
        ("{en: Better}", "{zh: Better}"),
        ("kind: 自定", "kind: 自选"),
        ("  一\n  二", "  一 二"),
        ("period: 95%", "period: {low: 95%}"),
        ("note: |", "remark: |"),
        ("    period: 95%\n", ""),
        ("annual: {en: Better}", "annual: {en: Better}\n    core: true"),
        ("note: |", "unknown: [{a: 1}, [2, 3]]\nnote: |"),
    ],
)
def test_no_change_of_a_value_is_hidden(before: str, after: str) -> None:
    assert before in RECORD
    assert shown(RECORD.replace(before, after)) not in (None, SHOWN)


def test_comments_quotes_and_order_of_languages_are_no_change() -> None:
    other = RECORD.replace("48.00", "'48.00'").replace(
        "name: {zh: 阅读推广, en: Public reading}", "# 注\nname: {en: Public reading, zh: 阅读推广}"
    )
    assert shown(other) == SHOWN


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"- a",
        b"name: [",
        b"\xff\xfe",
        b"\x00",
        "名称: 甲".encode("gb18030"),
        b"a: 1\na: 2",
        b"[" * 9000,
        b"a: &x [*x]",
    ],
)
def test_a_file_that_is_no_record_is_printed_as_it_is(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(data)
    done = subprocess.run([sys.executable, "-m", "targetbook", "textconv", str(file)], capture_output=True, env=told())
    assert (done.returncode, done.stdout, done.stderr) == (0, data, b"")


def test_nothing_of_a_record_moves_the_terminal() -> None:
    said = shown('name: "a\\u202e"\nk\u202e: a\u202eb\n')
    assert said is not None
    assert said.replace("\n", "").isprintable()


def told(**more: str) -> dict[str, str]:
    """The environment of a program that git calls."""
    names = [name for name in os.environ if name.startswith(("GIT_", "LC_"))]
    kept = {name: value for name, value in os.environ.items() if name not in names}
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LANG": "en_GB.UTF-8"}
    return {**kept, **quiet, "PYTHONPATH": os.pathsep.join(sys.path), **more}


def installed(repository: Kept, *arguments: str) -> str:
    """What the command prints in a machine that has the program on PATH."""
    program = repository.top.parent / "bin" / "targetbook"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m targetbook "$@"\n')
    program.chmod(0o755)
    result = run(repository, "install-git", *arguments, PATH=on_path(repository))
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def on_path(repository: Kept) -> str:
    return f"{repository.top.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"


def config(repository: Kept) -> str:
    return (repository.top / ".git" / "config").read_text("utf-8")


def test_git_diff_shows_records(tmp_path: Path) -> None:
    repository = pull_request(tmp_path)
    told_once = installed(repository)
    assert f"added to .gitattributes: {LINE}" in told_once
    assert "diff.targetbook.textconv = targetbook textconv" in told_once
    done = subprocess.run(
        ["git", "--no-pager", "diff", "main", "change"],
        cwd=repository.top, env=told(PATH=on_path(repository)), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "-  year: 24场\n+  year: 20场\n" in done.stdout
    assert "annual:" not in done.stdout


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    repository = kept(tmp_path, reading())
    installed(repository)
    before = (repository.root / ".gitattributes").read_bytes(), config(repository)
    assert "in place already" in installed(repository)
    assert ((repository.root / ".gitattributes").read_bytes(), config(repository)) == before


@pytest.mark.parametrize(
    ("there", "then"),
    [
        (b"", LINE.encode()),
        (b"* text=auto\n", b"* text=auto\n" + LINE.encode()),
        (b"*.pdf binary", b"*.pdf binary\n" + LINE.encode()),
        (b"* text\r\n", b"* text\r\n" + LINE.encode().replace(b"\n", b"\r\n")),
        (b"# \xff\n", b"# \xff\n" + LINE.encode()),
        (LINE.encode().strip(), LINE.encode().strip()),
    ],
)
def test_what_stands_in_gitattributes_stays(tmp_path: Path, there: bytes, then: bytes) -> None:
    repository = kept(tmp_path, reading())
    (repository.root / ".gitattributes").write_bytes(there)
    installed(repository)
    assert (repository.root / ".gitattributes").read_bytes() == then


def test_other_settings_of_the_clone_stay(tmp_path: Path) -> None:
    repository = kept(tmp_path, reading())
    repository.git("config", "diff.targetbook.textconv", "old")
    repository.git("config", "alias.st", "status")
    installed(repository)
    assert repository.git("config", "--get-all", "diff.targetbook.textconv") == "targetbook textconv"
    assert repository.git("config", "alias.st") == "status"


def test_a_program_that_is_not_on_path_is_called_where_it_is(tmp_path: Path) -> None:
    repository = pull_request(tmp_path)
    bin = tmp_path / "only-git"
    bin.mkdir()
    git = subprocess.run(["sh", "-c", "command -v git"], capture_output=True, text=True, check=True).stdout.strip()
    (bin / "git").symlink_to(git)
    assert run(repository, "install-git", PATH=str(bin)).exit_code == 0
    assert (
        repository.git("config", "diff.targetbook.textconv") == f"{shlex.quote(sys.executable)} -m targetbook textconv"
    )


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    repository = kept(tmp_path, reading())
    outside = tmp_path / "outside"
    outside.write_text("mine\n", "utf-8")
    (repository.root / ".gitattributes").symlink_to(outside)
    result = run(repository, "install-git")
    assert (result.exit_code, "cannot write .gitattributes: it is a link" in result.stderr) == (2, True)
    assert outside.read_text("utf-8") == "mine\n"


def test_a_book_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    repository = kept(tmp_path, reading(), within="budget")
    installed(repository)
    assert (repository.root / ".gitattributes").read_text("utf-8") == LINE
    assert repository.git("check-attr", "diff", f"budget/{FILE}").endswith("diff: targetbook")


def test_without_a_repository_nothing_is_written(tmp_path: Path) -> None:
    repository = kept(tmp_path, reading())
    (repository.root / ".git").rename(tmp_path / "elsewhere")
    result = run(repository, "install-git", GIT_CEILING_DIRECTORIES=str(tmp_path), language="zh")
    assert (result.exit_code, "不在 git 仓库中" in result.stderr) == (2, True)
    assert not (repository.root / ".gitattributes").exists()
