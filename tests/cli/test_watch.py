"""`targetbook watch`: outputs follow each save, errors are shown with their places, Ctrl-C ends it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from tests.books import Written, project, written
from tests.cli.conftest import Run
from tests.cli.following import Running, running

from targetbook.build import OutputError
from targetbook.cli import rebuilding
from targetbook.cli.rebuilding import Asked, asked, attempts

BUILT = "built 1 file in "


@pytest.fixture
def made(tmp_path: Path) -> Written:
    """A book of two projects, 3.20 in all."""
    return written(tmp_path / "book", project(funding="1.20"), project(funding="2.00"))


@pytest.fixture
def watch(made: Written) -> Iterator[Running]:
    """Watching the book, built once."""
    with running("watch", "--format", "html", cwd=made.root) as command:
        command.until(BUILT)
        yield command


def page(made: Written) -> str:
    return (made.root / "build" / "list.html").read_text("utf-8")


def until_shown(text: str, made: Written, watch: Running) -> None:
    while text not in page(made):
        watch.until(BUILT)


def change(made: Written, before: str, after: str, file: str = "targets/centre/p1.yaml") -> None:
    """As most editors save: a new file takes the place of the old one."""
    path = made.root / file
    text = path.read_text("utf-8")
    assert before in text
    beside = path.with_name(f"{path.name}~")
    beside.write_text(text.replace(before, after), "utf-8")
    beside.replace(path)


def test_a_save_is_in_the_outputs_and_in_one_line(made: Written, watch: Running) -> None:
    assert "3.20" in page(made)
    change(made, "1.20", "7.30")
    (line,) = watch.until(BUILT)
    assert "✓ targets/centre/p1.yaml: built 1 file" in line
    assert "warnings" in line
    assert "9.30" in page(made)


def test_an_error_is_shown_as_check_shows_it_and_the_last_outputs_stay(made: Written, watch: Running) -> None:
    before = page(made)
    change(made, "1.20", "x1.20")
    lines = watch.until("nothing was written")
    assert lines[0] == "targets/centre/p1.yaml:3:11: error[STR004]: funding.fiscal must be an amount, not text"
    assert "^^^^^ write digits" in lines[3]
    assert "✗ targets/centre/p1.yaml: 1 error" in lines[-1]
    assert page(made) == before
    change(made, "x1.20", "7.30")
    watch.until(BUILT)
    assert "9.30" in page(made)


def test_a_half_written_record_is_an_error_until_the_rest_is_there(made: Written, watch: Running) -> None:
    path = made.root / "targets" / "centre" / "p1.yaml"
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index("社".encode()) + 1])  # in the middle of a character
    watch.until("nothing was written")
    path.write_bytes(whole.replace(b"1.20", b"7.30"))
    watch.until(BUILT)
    assert "9.30" in page(made)


def test_a_burst_of_saves_is_one_build(made: Written, watch: Running) -> None:
    for number in range(20):
        made.write(f"targets/centre/q{number}.yaml", project(funding="1.00").text())
    (line,) = watch.until(BUILT)
    assert "and 17 more: built" in line
    change(made, "1.20", "7.30")
    assert "p1.yaml" in watch.until(BUILT)[0]


def test_new_units_heads_and_layouts_are_followed_and_a_removal_too(made: Written, watch: Running) -> None:
    made.write("targets/library/_unit.yaml", "name: 市图书馆\n")
    made.write("targets/library/p1.yaml", project(funding="5.00").text())
    until_shown("市图书馆", made, watch)
    until_shown("8.20", made, watch)
    change(made, "5.00", "6.00", "targets/library/p1.yaml")
    until_shown("9.20", made, watch)
    change(made, "民政局", "文化局", "targetbook.yaml")
    until_shown("文化局", made, watch)
    made.write("templates/list/screen.css", "main { color: rebeccapurple }")
    until_shown("rebeccapurple", made, watch)
    (made.root / "targets" / "library").rename(made.root / ".away")
    watch.until("targets/library: built")
    assert "市图书馆" not in page(made)


def test_what_no_build_reads_builds_nothing(made: Written, watch: Running) -> None:
    for file in (".git/x.yaml", "build/x.yaml", "notes.txt", "targets/centre/.p1.yaml.swp", "targets/centre/p1.yaml~"):
        made.write(file, "x")
    vim = made.write("targets/centre/4913", "")
    vim.unlink()
    made.write("targets/centre/p3.yaml.tmp", "x").unlink()
    change(made, "2.00", "2.50", "targets/centre/p2.yaml")
    assert len(watch.until("✓ targets/centre/p2.yaml: built")) == 1


def test_a_change_while_a_build_runs_is_built_next(made: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    build = rebuilding.build

    def changed_after_reading(*given: Any, **named: Any) -> Any:
        done = build(*given, **named)
        if "1.20" in (made.root / "targets/centre/p1.yaml").read_text("utf-8"):
            change(made, "1.20", "7.30")
        return done

    monkeypatch.setattr(rebuilding, "build", changed_after_reading)
    late = Timer(20, change, (made, "2.00", "2.50", "targets/centre/p2.yaml"))
    late.start()  # the next change ends the wait for one that was missed
    builds = attempts(wish_of(made))
    next(builds)
    assert next(builds).changed == ("targets/centre/p1.yaml",)
    late.cancel()
    assert "9.30" in page(made)


def wish_of(made: Written) -> Asked:
    return asked(
        layouts=(),
        formats=("html",),
        settings=(),
        output=None,
        fail_on="error",
        no_check=False,
        executor="serial",
        jobs=None,
        scheduler=None,
        no_cache=True,
        poll=False,
        book=made.root,
        ui_lang="en",
        color="never",
    )


def test_a_fault_of_one_build_is_told_and_the_next_save_builds(made: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    build, faults = rebuilding.build, [ZeroDivisionError("a fault"), OutputError("build/list.html", "No space left")]

    def failing(*given: Any, **named: Any) -> Any:
        if faults:
            raise faults.pop()
        return build(*given, **named)

    monkeypatch.setattr(rebuilding, "build", failing)
    builds = attempts(wish_of(made))
    assert next(builds).failure == "cannot write build/list.html: No space left; the last outputs are still in place"
    change(made, "1.20", "7.30")
    assert next(builds).failure.startswith("a fault of the tool's own: ZeroDivisionError: a fault")
    change(made, "7.30", "7.40")
    assert next(builds).is_good
    assert "9.40" in page(made)


def test_a_drive_that_tells_of_no_changes_is_looked_at(made: Written) -> None:
    with running("watch", "--format", "html", "--poll", cwd=made.root) as command:
        command.until(BUILT)
        change(made, "1.20", "7.30")
        command.until("targets/centre/p1.yaml: built")
        assert "9.30" in page(made)


def test_ctrl_c_ends_it_in_order(watch: Running) -> None:
    assert watch.interrupt() == (0, ["ended"])


def test_everything_is_told_in_chinese(made: Written) -> None:
    with running("watch", "--format", "html", "--ui-lang", "zh", cwd=made.root) as command:
        assert command.until("已生成 1 个文件")[0] == f"正在监视 {made.root}；按 Ctrl-C 结束"
        change(made, "1.20", "x1.20")
        assert "targets/centre/p1.yaml 有改动：1 个错误" in command.until("未写入任何文件")[-1]
        assert command.interrupt() == (0, ["已结束"])


def test_without_a_book_nothing_is_watched(tmp_path: Path, run: Run) -> None:
    assert run("watch", "--book", str(tmp_path)).exit_code == 2


def test_watch_and_serve_take_the_options_of_build(run: Run) -> None:
    for command in ("watch", "serve"):
        told = run(command, "--help").stdout
        for option in (
            "--layout",
            "--format",
            "--setting",
            "--output",
            "--fail-on",
            "--no-check",
            "--book",
            "--ui-lang",
        ):
            assert option in told


@pytest.mark.parametrize("command", ["watch", "serve"])
def test_help_loads_no_watcher_and_no_server(command: str, tmp_path: Path) -> None:
    code = "import sys\nfrom targetbook.cli import main\ntry:\n    main()\nexcept SystemExit:\n    print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    arguments = [sys.executable, "-c", code, command, "--help"]
    done = subprocess.run(arguments, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert set(done.stdout.splitlines()[-1].split()) & {"watchfiles", "werkzeug"} == set()
