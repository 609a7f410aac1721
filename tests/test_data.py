"""What comes with the package as data is read in one way."""

import ast
from pathlib import Path

import pytest
import yaml

import targetbook
from targetbook.data import package_data

ROOM = Path(targetbook.__file__).parent
FILES = [path.relative_to(ROOM / "data").as_posix() for path in sorted((ROOM / "data").rglob("*.yaml"))]
NAMED = [name for name in FILES if not name.startswith("new/") or name == "new/words.yaml"]  # the rest are templates


@pytest.mark.parametrize("name", NAMED)
def test_a_file_of_data_is_read_as_it_is_written(name: str) -> None:
    assert package_data(name) == yaml.safe_load((ROOM / "data" / name).read_text("utf-8"))


def test_only_data_and_the_reader_of_records_know_yaml() -> None:
    rooms = {
        path.relative_to(ROOM).parts[0]
        for path in ROOM.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import) and any(alias.name == "yaml" for alias in node.names)
    }
    assert rooms <= {"data", "source"}
