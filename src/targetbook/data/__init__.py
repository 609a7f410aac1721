"""What the tool knows as data: messages, rules, units, sources of funds, kinds of indicators, the files of a new book."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # PyYAML may be built without libyaml


def package_data(name: str) -> Any:
    """What a YAML file that comes with the tool holds; `name` is its path from here, with forward slashes.

    Each caller knows the shape of its own file. Nothing is kept: who asks often keeps what was made of it.
    """
    return read_data(files(__name__) / name)


def read_data(file: Traversable) -> Any:
    """What a YAML file of the tool, or one that lies beside a book's own rules, holds."""
    return yaml.load(file.read_text("utf-8"), Loader=_LOADER)
