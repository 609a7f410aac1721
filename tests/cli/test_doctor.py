"""`doctor`: what is there, what is missing and how to get it."""

import ctypes
import json
import sys
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from targetbook.cli import installation
from targetbook.write.faces import PINNED


def parts(output: str) -> dict[str, dict[str, object]]:
    return {part["name"]: part for part in json.loads(output)["parts"]}


def test_a_whole_installation_with_a_book_that_builds_is_well(book: Path, run: Run) -> None:
    result = run("doctor")
    assert result.exit_code == 0
    for said in (
        "targetbook",
        "weasyprint",
        "libpango-1.0",
        "pylopdf-fonts-zh-cn",
        "SourceSerif4-Light.ttf",
        "git",
        "builds:",
    ):
        assert said in result.stdout
    assert result.stdout.endswith("All is there that a build needs.\n")


def test_without_a_book_the_installation_can_still_be_well(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("doctor", "--ui-lang", "zh")
    assert result.exit_code == 0
    assert "可用 targetbook init 新建" in result.stdout


def test_a_book_with_errors_does_not_build(project: Path, run: Run) -> None:
    project.write_text("name: [\n", "utf-8")
    result = run("doctor")
    assert result.exit_code == 1
    assert "does not build; targetbook build tells why" in result.stdout


def test_a_missing_library_is_named_with_its_debian_package(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str) -> None:
        raise OSError(f"cannot load library {name}")

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    result = run("doctor")
    assert result.exit_code == 1
    for package in ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"):
        assert f"missing; get it with: apt-get install --no-install-recommends {package}\n" in result.stdout
    assert "first what is missing above" in result.stdout
    assert result.stdout.endswith("A build would fail: see ✗ above.\n")


def test_missing_programs_of_the_tests_do_not_hinder_a_build(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    result = run("doctor", "--format", "json")
    assert result.exit_code == 0
    assert parts(result.stdout)["qpdf"] == {
        "group": "programs",
        "name": "qpdf",
        "ok": False,
        "value": None,
        "need": "tests",
        "get": "apt-get install --no-install-recommends qpdf",
    }


def test_a_changed_or_missing_font_is_found(book: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "_digest", lambda path: "0" * 64)
    found = parts(run("doctor", "--format", "json").stdout)
    assert [found[name]["ok"] for name in ("SourceSans3-Regular.ttf", "pylopdf-fonts-zh-cn")] == [False, True]


def test_a_missing_package_is_told_with_the_way_to_install_it(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(installation, "version", refuse)
    result = run("doctor", "--format", "json")
    assert result.exit_code == 1
    assert "requirements.lock" in str(parts(result.stdout)["lxml"]["get"])


def test_a_chinese_face_that_is_gone_is_found(
    book: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    faces = {path.name: path for path in files("pylopdf-fonts-zh-cn") or () if path.suffix == ".otf"}
    assert set(faces) == PINNED
    gone = faces["NotoSansSC-Regular.otf"]
    monkeypatch.setattr(type(gone), "locate", lambda path: tmp_path / path.name)
    found = parts(run("doctor", "--format", "json").stdout)["pylopdf-fonts-zh-cn"]
    assert found["ok"] is False
    assert "requirements.lock" in str(found["get"])
