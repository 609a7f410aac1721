"""The rules, one module a family; importing this registers them all: a new module is found by being here."""

from importlib import import_module
from pkgutil import iter_modules

for _family in iter_modules(__path__):
    import_module(f"{__name__}.{_family.name}")
