"""Functions of WeasyPrint put in the place of others for a while, in every module that has taken the name over."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any


@contextmanager
def swapped(functions: Mapping[Callable[..., Any], Callable[..., Any]]) -> Iterator[None]:
    """While in it, each function is the one that it is mapped to. Within itself it does nothing more."""
    places = [
        (module, name, value)
        for module_name, module in list(sys.modules.items())
        if module_name.partition(".")[0] == "weasyprint"
        for name, value in list(vars(module).items())
        if callable(value) and any(value is function for function in functions)
    ]
    for module, name, value in places:
        setattr(module, name, functions[value])
    try:
        yield
    finally:
        for module, name, value in places:
            setattr(module, name, value)
