"""A book's own copy of a layout, edited as a person would."""

import shutil
from pathlib import Path

import yaml

BUILT_IN = Path(__file__).parents[2] / "templates"
COLUMN = Path(__file__).parent / "column" / "edits.yaml"


def own_copy(book: Path, layout: str = "list") -> Path:
    """`templates/<layout>/` of the book at `book`, copied from the built-in one."""
    folder = book / "templates" / layout
    shutil.copytree(BUILT_IN / layout, folder)
    return folder


def edited(folder: Path, edits: Path = COLUMN) -> None:
    """Make the edits of a file (`column/edits.yaml`) in a layout's folder. Each must have something to change."""
    for name, changes in yaml.safe_load(edits.read_text(encoding="utf-8")).items():
        text = (folder / name).read_text(encoding="utf-8")
        for change in changes:
            assert change["find"] in text, f"{name} has no longer: {change['find']}"
            text = text.replace(change["find"], change["write"])
        (folder / name).write_text(text, encoding="utf-8")
