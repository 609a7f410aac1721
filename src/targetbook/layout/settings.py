"""What `layout.yaml` says: pages and columns of each bilingual setting, options, labels, and what Word and Excel need."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from targetbook.layout.folders import SETTINGS_FILE, SHARED_LABELS, Templates
from targetbook.layout.page import Page
from targetbook.model import Text
from targetbook.model.book_fields import FORMATS
from targetbook.model.composites import ListShape, MapShape, NodeShape, Read, RecordShape
from targetbook.model.shapes import ChoiceShape, Field, NumberShape, Reading, TextShape, WordShape
from targetbook.problems import Place, Problem
from targetbook.source import Mapping as MappingNode
from targetbook.source import Node, Scalar, Sequence, parse_yaml


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout's settings, by bilingual setting where they differ.

    `columns` are widths in millimetres by the column's name, `amounts` those that also hold amounts; `options` the words
    that each option may have, the first its default; `word` and `excel` are the writers' own settings, plain, and `nodes`
    the same with their places.
    """

    name: str
    formats: tuple[str, ...]
    pages: Mapping[str, Page]
    columns: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    amounts: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, Text] = field(default_factory=dict)
    word: Mapping[str, object] = field(default_factory=dict)
    excel: Mapping[str, object] = field(default_factory=dict)
    nodes: Mapping[str, Node] = field(default_factory=dict)


def _page(read: Read) -> Page:
    margins = read.values["margins"]
    assert isinstance(margins, tuple)
    top, right, bottom, left = (*margins, *[Decimal(15)] * 4)[:4]
    return Page(str(read.values["size"]), read.values["orientation"] == "landscape", (top, right, bottom, left))


_NUMBER = NumberShape(0, 1000)
_PAGE = RecordShape(
    {
        "size": Field(ChoiceShape({"A4": "210 × 297 mm", "A3": "297 × 420 mm"}), "sheet", "纸张", required=True),
        "orientation": Field(
            ChoiceShape({"portrait": "竖排", "landscape": "横排"}), "orientation", "方向", required=True
        ),
        "margins": Field(ListShape(_NUMBER, 4), "top, right, bottom, left in mm", "页边距", required=True),
    },
    _page,
    "pages",
)
_FIELDS: Mapping[str, Field] = {
    "formats": Field(
        ListShape(ChoiceShape(FORMATS), 1), "formats that it can be written in", "输出格式", required=True
    ),
    "pages": Field(MapShape(_PAGE, 1), "the page of each bilingual setting", "页面", required=True),
    "columns": Field(MapShape(MapShape(_NUMBER)), "widths in mm of each setting", "列宽"),
    "amounts": Field(
        ListShape(WordShape()), "columns that also hold amounts, and are wide enough for them", "含金额的列"
    ),
    "options": Field(MapShape(ListShape(WordShape(), 1)), "options; the first word is the default", "选项"),
    "labels": Field(MapShape(TextShape(raw=True)), "fixed words", "固定用词"),
    "word": Field(NodeShape(), "styles in Word", "Word 样式"),
    "excel": Field(NodeShape(), "formats in Excel", "Excel 格式"),
}


def read_layout(templates: Templates, name: str, problems: list[Problem], place: Place) -> Layout | None:
    """The settings of a layout, or None with a problem: at `place` where there is no such layout, else in its file."""
    path = templates.find(f"{name}/{SETTINGS_FILE}")
    known = templates.layouts()
    if path is None or name not in known:
        missing = {"layout": name, "known": ", ".join(known)}
        problems.append(Problem("TPL001", "layout", place, missing))
        return None
    found: list[Problem] = []
    node = parse_yaml(path.read_bytes(), templates.label(path), found)
    read = RecordShape(_FIELDS, lambda read: read, name).read(node, Reading(found), "") if node is not None else None
    problems.extend(found)
    if found or not isinstance(read, Read):
        return None
    values: dict[str, object] = {
        key: plain(value) if key in ("word", "excel") else value for key, value in read.values.items()
    }
    own: Mapping[str, Text] = read.values.get("labels", {})  # type: ignore[assignment]  # read by MapShape(TextShape)
    values["labels"] = {**_shared_labels(templates, problems), **own}
    values["nodes"] = {key: value for key, value in read.values.items() if key in ("word", "excel")}
    return Layout(name=name, **values)  # type: ignore[arg-type]  # keys are those of _FIELDS


def _shared_labels(templates: Templates, problems: list[Problem]) -> Mapping[str, Text]:
    """The words that every layout shares; the book's file stands over the tool's, word by word."""
    labels: dict[str, Text] = {}
    for path in templates.all(SHARED_LABELS):
        node = parse_yaml(path.read_bytes(), templates.label(path), problems)
        read = MapShape(TextShape(raw=True)).read(node, Reading(problems), "labels") if node is not None else None
        labels |= read or {}  # type: ignore[arg-type]  # a map of texts
    return labels


def plain(node: object) -> object:
    """A settings node as plain values: maps, lists, and scalars as YAML takes them (numbers stay exact, as Decimal)."""
    if isinstance(node, Scalar):
        if node.kind in ("int", "float") and re.fullmatch(r"[-+]?\d+(\.\d+)?", node.text, re.ASCII):
            return Decimal(node.text)
        return node.text.lower() in ("true", "yes", "on") if node.kind == "bool" else node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, MappingNode)
    return {key.text: plain(value) for key, value in node}


def page_of(layout: Layout, setting: str) -> Page:
    """The page of a setting; the layout's first where it names none for it."""
    return layout.pages.get(setting) or next(iter(layout.pages.values()))
