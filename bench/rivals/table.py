"""The printed list as plain data, read from the page that targetbook built: others set the same words in the same order."""

from pathlib import Path
from typing import Any

from lxml import html

Text = dict[str, str]
"""A text by language: {"zh": …, "en": …}; empty for an empty cell."""


def table_of(page: Path) -> dict[str, Any]:
    """The list of a page: title, lines above, columns (mm, 0 takes what is left), heads, and rows by unit and project."""
    tree = html.parse(str(page), html.HTMLParser(encoding="utf-8", huge_tree=True)).getroot()
    (table,) = tree.find_class("list")[-1:]
    return {
        "title": _text(next(table.iter("caption")), "span"),
        "above": [_text(part) for part in tree.find_class("above")[0]],
        "columns": [_width(column) for column in table.iter("col")],
        "heads": [_text(head) for head in next(table.iter("thead")).iter("th")],
        "total": _sums(table.find_class("total")[0]),
        "units": _units(table),
    }


def _units(table: html.HtmlElement) -> list[dict[str, Any]]:
    units: list[dict[str, Any]] = []
    for body in table.iter("tbody"):
        match body.get("class", "").split()[0]:
            case "unit":
                units.append(_sums(body) | {"projects": []})
            case "project":
                units[-1]["projects"].append(_project(body))
    return units


def _sums(body: html.HtmlElement) -> dict[str, Any]:
    return {"name": _text(body.find_class("name")[0]), "amounts": _amounts(body)}


def _project(body: html.HtmlElement) -> dict[str, Any]:
    return _sums(body) | {
        "objectives": [_text(item) for item in body.iter("li")],
        "indicators": [[_text(cell) for cell in list(row)[-4:]] for row in body.iter("tr")],
    }


def _amounts(body: html.HtmlElement) -> list[str]:
    return [cell.text_content().strip() for cell in body.find_class("amount")]


def _text(cell: html.HtmlElement, tag: str = "p") -> Text:
    return {line.get("lang", "")[:2]: line.text_content().strip() for line in cell.iter(tag)}


def _width(column: html.HtmlElement) -> float:
    return float(column.get("style", "").removeprefix("width: ").removesuffix("mm"))
