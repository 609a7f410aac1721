"""Which look a cell of a workbook has: the layout's settings map what a thing is to how Excel shows it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from targetbook.write.faults import SettingFault

Look = Mapping[str, object]
"""Properties of one format in XlsxWriter's own words."""

Font = tuple[tuple[str, object], ...]
"""Those of them that a run of text has of its own."""

_FONT = {"font": "font_name", "size": "font_size", "bold": "bold", "colour": "font_color"}
_CELL = {
    **_FONT,
    "fill": "bg_color",
    "align": "align",
    "valign": "valign",
    "wrap": "text_wrap",
    "number": "num_format",
    "indent": "indent",
    "top": "top",
    "bottom": "bottom",
    "left": "left",
    "right": "right",
    "line": "border_color",
}
_LINES = {"none": 0, "thin": 1, "medium": 2, "dashed": 3, "dotted": 4, "thick": 5, "double": 6, "hair": 7}
_WORDS: Mapping[str, Mapping[str, object]] = {
    **dict.fromkeys(("top", "bottom", "left", "right"), _LINES),
    "valign": {"top": "top", "middle": "vcenter", "bottom": "bottom"},
    "align": {"left": "left", "center": "center", "right": "right"},
}


_SECTIONS = ("name", "footer", "beside", "autofilter", "formats", "runs")
_NUMBERS = frozenset({"size", "indent"})
_TRUTHS = frozenset({"bold", "wrap"})
_COLOURS = frozenset({"colour", "fill", "line"})
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


def check_excel(settings: Mapping[str, object]) -> Iterator[SettingFault]:
    """The first fault of a layout's `excel:` section, if it has one."""
    try:
        checked(settings)
    except SettingFault as fault:
        yield fault


def checked(settings: Mapping[str, object]) -> Mapping[str, object]:
    """The settings, if they mean something; else SettingFault."""
    if unknown := sorted(set(settings) - set(_SECTIONS)):
        raise SettingFault("excel", f"{unknown[0]} is no setting; there are {', '.join(_SECTIONS)}")
    if not isinstance(settings.get("beside", []), list | tuple):
        raise SettingFault("excel.beside", "a list of classes is wanted here")
    if not isinstance(settings.get("autofilter", False), bool):
        raise SettingFault("excel.autofilter", f"true or false, not {settings['autofilter']}")
    _rules("formats", settings, _CELL)
    _rules("runs", settings, _FONT)
    return settings


class Formats:
    """The formats of one sheet, each made once in its workbook.

    `formats` and `runs` of the settings map names to properties: `tr.unit amount: {bold: true}` is for what has both.
    All that fit apply, in the order written, so a later one wins.
    """

    def __init__(self, workbook: Any, settings: Mapping[str, object]) -> None:
        self._workbook = workbook
        self._cells = _rules("formats", settings, _CELL)
        self._runs = _rules("runs", settings, _FONT)
        self._looks: dict[frozenset[str], Look] = {}
        self._fonts: dict[tuple[frozenset[str], frozenset[str]], Font] = {}
        self._made: dict[frozenset[tuple[str, object]], Any] = {}

    def of_cell(self, names: frozenset[str]) -> Look:
        """The look of a cell that goes by these names."""
        if names not in self._looks:
            self._looks[names] = _merged(self._cells, names, {})
        return self._looks[names]

    def of_run(self, cell: frozenset[str], run: frozenset[str]) -> Font:
        """The look of a run of text: its cell's font, and what `runs` says for the names of both."""
        if (cell, run) not in self._fonts:
            font = {key: value for key, value in self.of_cell(cell).items() if key in _FONT.values()}
            self._fonts[cell, run] = tuple(_merged(self._runs, cell | run, font).items())
        return self._fonts[cell, run]

    def made(self, look: Collection[tuple[str, object]]) -> Any:
        """The workbook's own format for a look."""
        key = frozenset(look)
        if key not in self._made:
            self._made[key] = self._workbook.add_format(dict(look))
        return self._made[key]


def _merged(rules: Mapping[frozenset[str], Look], names: frozenset[str], base: Look) -> Look:
    fitting = (look for wanted, look in rules.items() if wanted <= names)
    return {name: value for look in (base, *fitting) for name, value in look.items()}


def _rules(section: str, settings: Mapping[str, object], known: Mapping[str, str]) -> dict[frozenset[str], Look]:
    """The rules of a section, `all` meaning every cell. Raises SettingFault for a property or word that there is not."""
    given = _mapping(f"excel.{section}", settings.get(section, {}))
    return {
        frozenset(names.split()) - {"all"}: dict(_properties(f"excel.{section}.{names}", properties, known))
        for names, properties in given.items()
    }


def _is_number(value: object) -> bool:
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return is_number and Decimal(str(value)).is_finite() and Decimal(str(value)) >= 0


def _mapping(where: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise SettingFault(where, f"names and values are wanted here, not {value}")
    return value


def _properties(where: str, properties: object, known: Mapping[str, str]) -> Iterable[tuple[str, object]]:
    for key, value in _mapping(where, properties).items():
        if key not in known:
            raise SettingFault(where, f"{key} is no property here; there are {', '.join(known)}")
        words = _WORDS.get(key, {})
        if words and value not in words:
            raise SettingFault(where, f"{key} is one of {', '.join(words)}, not {value}")
        if key in _NUMBERS and not _is_number(value):
            raise SettingFault(where, f"{key} is a number, not {value}")
        if key in _TRUTHS and not isinstance(value, bool):
            raise SettingFault(where, f"{key} is true or false, not {value}")
        if key in _COLOURS and not _COLOUR.fullmatch(str(value)):
            raise SettingFault(where, f'{key} is a colour like "#1F2329", not {value}')
        yield known[key], words[str(value)] if words else value
