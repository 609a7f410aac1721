"""The program as a whole: help, completion, what it loads, and how it ends when something goes wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Run, program

from targetbook.cli import COMMANDS, stats

ENGINES = ("weasyprint", "docx", "xlsxwriter", "lxml")


@pytest.mark.parametrize("arguments", [(), *((name,) for name in COMMANDS), ("new", "unit"), ("new", "project")])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_has_help(run: Run, arguments: tuple[str, ...], flag: str) -> None:
    result = run(*arguments, flag)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: targetbook {' '.join(arguments)}".rstrip())


def test_versions_of_the_tool_and_its_engines_are_told(run: Run) -> None:
    assert "weasyprint 70" in run("--version").stdout


def test_a_misspelt_command_is_wrong_use_with_the_one_that_was_meant(run: Run) -> None:
    result = run("chekc")
    assert result.exit_code == 2
    assert "Did you mean check?" in result.stderr


CHECK_LOADS = {"jinja2", "fontTools"}
"""`check` reads layouts, and asks the faces for what would be printed."""


@pytest.mark.parametrize(
    "arguments", [["--help"], ["check"], ["fmt", "--check"], ["schema"], ["stats"], ["doctor", "--help"]]
)
def test_what_writes_no_book_loads_no_engine(book: Path, arguments: list[str]) -> None:
    code = (
        "import sys\nfrom targetbook.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        f"print('loaded:', *[name for name in {ENGINES} if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=book, env=environment, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.splitlines()[-1].removeprefix("loaded:").split())
    assert loaded - (CHECK_LOADS if arguments == ["check"] else set()) == set()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(run: Run, shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert f"_TARGETBOOK_COMPLETE={shell}_complete" in result.stdout


def test_the_shell_completes_commands(tmp_path: Path) -> None:
    done = program(cwd=tmp_path, _TARGETBOOK_COMPLETE="bash_complete", COMP_WORDS="targetbook d", COMP_CWORD="1")
    assert done.stdout == "plain,diff\nplain,doctor\n"


def test_a_fault_of_the_tool_s_own_is_one_line(book: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise ZeroDivisionError("a fault\nin two lines")

    monkeypatch.setattr(stats, "figures_of", fail)
    result = run("stats")
    assert result.exit_code == 2
    assert result.stderr == (
        "targetbook: a fault of the tool's own: ZeroDivisionError: a fault in two lines"
        " (please report it; TARGETBOOK_DEBUG=1 shows where it arose)\n"
    )
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert run("stats").stderr.startswith("targetbook: 程序自身出错：ZeroDivisionError")


def test_a_developer_sees_where_a_fault_arose(book: Path) -> None:
    code = "from targetbook.cli import main, stats\nstats.figures_of = lambda book: 1 / 0\nmain(['stats'])"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TARGETBOOK_DEBUG": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=book, env=environment, capture_output=True, text=True, check=False
    )
    assert "Traceback" in done.stderr


def test_an_interruption_ends_quietly(book: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(stats, "figures_of", interrupt)
    result = run("stats")
    assert (result.exit_code, result.output.strip()) == (130, "")


def test_a_reader_that_goes_away_is_no_fault(book: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    arguments = [sys.executable, "-m", "targetbook", "schema", "project"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(arguments, cwd=book, env=environment, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.stderr == b""


def test_a_terminal_without_chinese_still_shows_the_rest(book: Path) -> None:
    done = program("check", "--select", "FND001", cwd=book, PYTHONIOENCODING="iso-8859-1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 project, 2 indicators, 48.00 \\u4e07\\u5143" in done.stdout


COMMAND_LINES = [
    ["check"],
    ["fmt", "--check"],
    ["stats"],
    ["schema"],
    ["build", "--format", "json"],
    ["new", "unit", "x"],
]


def as_binary(project: Path) -> None:
    project.write_bytes(bytes(range(256)))


def as_folder(project: Path) -> None:
    project.unlink()
    project.mkdir()


def as_loop_of_links(project: Path) -> None:
    project.unlink()
    project.symlink_to("b.yaml")
    project.with_name("b.yaml").symlink_to(project.name)


def as_link_out_of_the_book(project: Path) -> None:
    project.unlink()
    project.symlink_to("/etc/passwd")


def as_deep_nesting(project: Path) -> None:
    project.write_text("a: " + "[" * 100_000, "utf-8")


def as_alias_bomb(project: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    project.write_text("\n".join(lines), "utf-8")


@pytest.mark.parametrize("arguments", COMMAND_LINES, ids=" ".join)
@pytest.mark.parametrize(
    "spoil",
    [as_binary, as_folder, as_loop_of_links, as_link_out_of_the_book, as_deep_nesting, as_alias_bomb],
    ids=lambda spoil: spoil.__name__,
)
def test_a_hostile_record_is_told_and_never_a_fault(
    project: Path, run: Run, spoil: object, arguments: list[str]
) -> None:
    spoil(project)  # type: ignore[operator]
    result = run(*arguments)
    assert result.exit_code in (0, 1)
    assert "fault of the tool" not in result.output
    if arguments[0] in ("check", "build") and spoil is not as_folder:
        assert "targets/library/reading.yaml:" in result.output


@pytest.mark.parametrize("arguments", COMMAND_LINES, ids=" ".join)
@pytest.mark.parametrize("spoil", [as_binary, as_folder, as_loop_of_links], ids=lambda spoil: spoil.__name__)
def test_a_hostile_head_is_told_and_never_a_fault(book: Path, run: Run, spoil: object, arguments: list[str]) -> None:
    spoil(book / "targetbook.yaml")  # type: ignore[operator]
    result = run(*arguments)
    assert result.exit_code in (0, 1, 2)
    assert "fault of the tool" not in result.output


def test_an_unreadable_record_is_told(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def refuse(path: Path, *args: object, **named: object) -> object:
        if path.name == project.name:
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)  # a mode of 0 does not keep root out
    result = run("check")
    assert result.exit_code == 1
    assert "targets/library/reading.yaml:1:1: error[SRC011]: this cannot be read (Permission denied)" in result.stdout


@pytest.mark.parametrize("command", [["fmt", "--check"], ["schema"], ["schema", "--write"], ["new", "unit", "x"]])
def test_what_needs_the_head_alone_reads_no_record(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setattr("targetbook.model.reading.book_files", lambda root, problems: pytest.fail("records are read"))
    assert run(*command).exit_code == 0
    assert run("check", "-", stdin="name: 甲\n").exit_code == 1


def test_doctor_and_version_tell_of_the_same_engines(book: Path, run: Run) -> None:
    told = {name for name, _ in (part.split(" ") for part in run("--version").stdout.splitlines()[1].split(", "))}
    parts = json.loads(run("doctor", "--format", "json").stdout)["parts"]
    looked_for = {part["name"] for part in parts if part["group"] == "versions"}
    assert looked_for - told == {"targetbook", "Python", "click", "rich"}
