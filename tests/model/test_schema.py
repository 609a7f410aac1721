"""The schemas that editors read: the same as the reader, in the repository as generated, refusing what is wrong."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from targetbook.cli.schema import printed, schema_files
from targetbook.model import Book, open_book
from targetbook.model.schema import FILES, file_schema
from targetbook.write.book_json import json_bytes

ROOT = Path(__file__).parents[2]
RECORDS = sorted((ROOT / "targets").glob("*/[!_]*.yaml"))
UNITS = sorted((ROOT / "targets").glob("*/_unit.yaml"))


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2 as editors load it: its core schema, in which 2024-01-31, `no` and 1,326.00 are strings."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", __import__("re").compile(f"^(?:{pattern})$"), first)
