"""The keys of `targetbook.yaml` and of a unit's `_unit.yaml`."""

from collections.abc import Mapping
from functools import cache

from targetbook.data import package_data
from targetbook.model.amounts import MONEY_UNITS
from targetbook.model.composites import ListShape, MapShape, NodeShape, Read, RecordShape
from targetbook.model.fields import APPROVAL
from targetbook.model.policy_fields import POLICY
from targetbook.model.records import Money, Output, Source, Text, columns_of
from targetbook.model.shapes import (
    AmountShape,
    ChoiceShape,
    Field,
    NumberShape,
    Reading,
    TextShape,
    WordShape,
)
from targetbook.source import Node, Scalar

FORMATS = {
    "html": "web page",
    "pdf": "PDF",
    "docx": "Word",
    "xlsx": "Excel",
    "json": "open data: the book",
    "csv": "open data: flat tables",
}
SETTINGS = {
    "stacked": "both languages in a cell, one under the other 上下对照",
    "side-by-side": "both languages in columns of their own 左右对照",
    "zh": "Chinese alone 中文",
    "en": "English alone 英文",
}
DEFAULT_SOURCES = ("fiscal", "special_account", "other")
DEFAULT_OUTPUTS = (Output("list", ("html", "pdf", "docx", "xlsx")), Output("form", ("pdf", "docx")))
TEXT, WORD = TextShape(), WordShape()

MONEY = RecordShape(
    {
        "unit": Field(ChoiceShape(dict.fromkeys(MONEY_UNITS, "")), "unit in which amounts are written", "金额单位"),
        "decimals": Field(NumberShape(0, 6, whole=True), "decimals of an amount", "小数位数"),
    },
    lambda read: Money(str(read.values.get("unit", "万元")), int(str(read.values.get("decimals", 2)))),
    "money",
)

OUTPUT = RecordShape(
    {
        "layout": Field(WORD, "layout: a folder of templates/", "版式", required=True),
        "formats": Field(ListShape(ChoiceShape(FORMATS), 1), "formats to write", "输出格式", required=True),
        "settings": Field(ListShape(ChoiceShape(SETTINGS)), "bilingual settings, if not the book's own", "双语排式"),
        "options": Field(MapShape(WORD), "options of the layout", "版式选项"),
    },
    lambda read: Output(place=read.place, **read.values),  # type: ignore[arg-type]  # keys are those of OUTPUT
    "outputs",
)

UNIT_FIELDS: Mapping[str, Field] = {
    "name": Field(TEXT, "name of the unit", "单位名称", required=True),
    "code": Field(WORD, "code of the unit", "单位代码"),
    "projects": Field(ListShape(WORD), "ids of its projects in the order of print", "项目排列顺序"),
}


@cache
def _built_in_sources() -> Mapping[str, Mapping[str, str]]:
    names: Mapping[str, Mapping[str, str]] = package_data("sources.yaml")
    return names


def default_sources() -> tuple[Source, ...]:
    """The columns of the published list: fiscal, special_account, other."""
    return tuple(Source(key, Text(_built_in_sources()[key])) for key in DEFAULT_SOURCES)


class SourceShape:
    """A source of funds: a built-in id, or `{id, name, parts}` with the name of one's own."""

    def __init__(self, *, parts: bool = True) -> None:
        fields = {
            "id": Field(WORD, "key of the amount in funding", "标识", required=True),
            "name": Field(TEXT, "head of its column", "名称"),
        }
        if parts:
            fields["parts"] = Field(ListShape(SourceShape(parts=False)), "what it is made of", "其中项")
        self._fields = RecordShape(fields, lambda read: read, "sources")

    def read(self, node: Node, reading: Reading, path: str) -> Source | None:
        if isinstance(node, Scalar):
            key = WORD.read(node, reading, path)
            return None if key is None else self._named(key, None, node, reading, path)
        read = self._fields.read(node, reading, path)
        if not isinstance(read, Read):
            return None
        named = self._named(str(read.values["id"]), read.values.get("name"), node, reading, path)
        parts = read.values.get("parts", ())
        return Source(named.id, named.name, parts) if named else None  # type: ignore[arg-type]  # read by SourceShape

    def _named(self, key: str, name: object, node: Node, reading: Reading, path: str) -> Source | None:
        if isinstance(name, Text):
            return Source(key, name)
        if key in _built_in_sources():
            return Source(key, Text(_built_in_sources()[key]))
        known = ", ".join(_built_in_sources())
        reading.error("STR004", "source", node.place, path, text=key, known=known)
        return None

    def schema(self) -> dict[str, object]:
        return {"anyOf": [{"enum": list(_built_in_sources())}, self._fields.schema()]}


def control_shape(sources: tuple[Source, ...]) -> RecordShape:
    """Totals to hold on to: of the book, of a source, and counts."""
    amount, count = AmountShape(), NumberShape(whole=True)
    columns = columns_of(sources)
    fields = {"total": Field(amount, "grand total", "合计")}
    fields |= {column.id: Field(amount, f"total of {column.id}", f"{column.name.first()}合计") for column in columns}
    fields |= {
        "projects": Field(count, "number of projects", "项目数"),
        "indicators": Field(count, "number of indicators", "指标数"),
    }
    return RecordShape(fields, lambda read: read, "controls")


BOOK_FIELDS: Mapping[str, Field] = {
    "title": Field(TEXT, "title of the printed table", "表名", required=True),
    "department": Field(TEXT, "the department whose book it is", "部门名称", required=True),
    "year": Field(NumberShape(1949, 2999, whole=True), "fiscal year", "年度", required=True),
    "money": Field(MONEY, "unit of money and decimals", "金额单位与小数位"),
    "languages": Field(
        ListShape(ChoiceShape({"zh": "中文", "en": "English"}), 1), "languages printed, the first leads", "语言"
    ),
    "setting": Field(ChoiceShape(SETTINGS), "bilingual setting", "双语排式"),
    "taxonomy": Field(
        WORD,
        "frame of indicator kinds: mof-2015, mof-2021, or a YAML file of the book's own",
        "指标体系：内置名称，或本表的 YAML 文件",
    ),
    "sources": Field(ListShape(SourceShape(), 1), "sources of funds, in the order of columns", "资金来源"),
    "units": Field(ListShape(WORD), "ids of the units in the order of print", "单位排列顺序"),
    "controls": Field(NodeShape(), "totals that must be met", "控制数"),
    "labels": Field(MapShape(TEXT), "how this place words a label", "本地用词"),
    "outputs": Field(ListShape(OUTPUT, 1), "what a build writes", "输出"),
    "texts": Field(ListShape(TEXT), "statements printed with the table", "说明文字"),
    "approved": Field(APPROVAL, "reply that approved the book", "批复"),
    "project_expenditure": Field(AmountShape(), "all project expenditure of the department", "项目支出总额"),
    "rules": Field(NodeShape(), "settings of the checker", "检查规则设置"),
    "policy": Field(POLICY, "what a change needs, and which are told", "变动管理规定"),
}
