"""The same book gives the same bytes in every format, wherever, whenever and by whomever it is built."""

import getpass
import os
import re
import socket
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from tests.conftest import ROOT, built_seed, copied_backwards

FILES = (
    "list.html", "list.pdf", "list.docx", "list.xlsx", "form.pdf", "form.docx", "book.json", "projects.csv", "indicators.csv",
)  # fmt: skip
Outputs = Mapping[str, bytes]


@pytest.fixture(scope="module")
def built_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    """The same book from another folder, its files made in another order, by a process of another world."""
    book = tmp_path_factory.mktemp("somewhere") / "else"
    copied_backwards(ROOT / "targets", book / "targets")
    (book / "targetbook.yaml").write_bytes((ROOT / "targetbook.yaml").read_bytes())
    other = {"TZ": "America/New_York", "LANG": "C", "PYTHONHASHSEED": "2", "HOME": str(book), "COLUMNS": "40"}
    return built_seed(book, book / "out", other, cwd=book, umask=0o077)


def packed(outputs: Outputs) -> Iterator[tuple[str, bytes]]:
    """Every file, and what is packed in it, laid open."""
    for name, data in outputs.items():
        if name.endswith((".docx", ".xlsx")):
            with zipfile.ZipFile(BytesIO(data)) as package:
                yield from ((f"{name}/{part}", package.read(part)) for part in package.namelist())
        elif name.endswith(".pdf"):
            with NamedTemporaryFile(suffix=".pdf") as file:
                file.write(data)
                file.flush()
                yield name, subprocess.run(["qpdf", "--qdf", file.name, "-"], capture_output=True, check=True).stdout
        else:
            yield name, data


def test_the_seed_has_all_its_outputs(seed_outputs: Outputs) -> None:
    assert sorted(seed_outputs) == sorted(FILES)
    assert all(seed_outputs.values())


@pytest.mark.parametrize("name", FILES)
def test_two_builds_are_the_same_bytes(name: str, seed_outputs: Outputs, built_elsewhere: Outputs) -> None:
    assert seed_outputs[name] == built_elsewhere[name]


def test_no_output_tells_where_or_by_whom_it_was_built(seed_outputs: Outputs, tmp_path: Path) -> None:
    own = {str(ROOT), str(Path.home()), os.path.realpath(tmp_path.parents[1]), "/tmp/", "file:///", "/usr/", ".venv"}
    names = {socket.gethostname(), os.environ.get("USER", ""), getpass.getuser()} - {"", "root", "localhost"}
    secrets = [secret.encode() for secret in own | names if len(secret) > 2]
    told = [(name, secret) for name, data in packed(seed_outputs) for secret in secrets if secret in data]
    assert told == []


def test_no_output_is_dated_by_the_clock(seed_outputs: Outputs) -> None:
    dates = {
        (name, date)
        for name, data in packed(seed_outputs)
        if name.endswith((".pdf", "core.xml", ".html"))
        for date in re.findall(rb"(?:D:|W3CDTF\">|Date>)(\d{4}-?\d{2}-?\d{2})", data)
    }
    assert dates
    assert {date.replace(b"-", b"") for _, date in dates} == {b"20240101"}
    for name in ("list.docx", "list.xlsx"):
        with zipfile.ZipFile(BytesIO(seed_outputs[name])) as package:
            assert {entry.date_time for entry in package.infolist()} == {(2024, 1, 1, 0, 0, 0)}
