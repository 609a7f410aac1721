"""Functions and methods of WeasyPrint put in the place of others for a while."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

Swap = tuple[Any, str, Any]
"""A module or class, a name in it, and what stands there for a while."""


@contextmanager
def put_in_place(swaps: Iterable[Swap]) -> Iterator[None]:
    """While in it, each name is what it is given; afterwards what it was."""
    before = [(owner, name, getattr(owner, name), new) for owner, name, new in swaps]
    for owner, name, _, new in before:
        setattr(owner, name, new)
    try:
        yield
    finally:
        for owner, name, old, _ in before:
            setattr(owner, name, old)


@contextmanager
def swapped(functions: Mapping[Callable[..., Any], Callable[..., Any]]) -> Iterator[None]:
    """While in it, each function is the one that it is mapped to, in every module that has taken its name over.

    Within itself it does nothing more.
    """
    places = [
        (module, name, functions[value])
        for module_name, module in list(sys.modules.items())
        if module_name.partition(".")[0] == "weasyprint"
        for name, value in list(vars(module).items())
        if callable(value) and any(value is function for function in functions)
    ]
    with put_in_place(places):
        yield
