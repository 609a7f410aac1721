"""The keys of every record: shape, meaning in both languages, whether required. Their order here is the order of `fmt`."""

import re
from collections.abc import Mapping
from decimal import Decimal

from targetbook.model.composites import ListShape, Read, RecordShape
from targetbook.model.records import (
    Adjustment,
    Allowance,
    Approval,
    Funding,
    Indicator,
    Objectives,
    Project,
    Source,
    Transfer,
    columns_of,
)
from targetbook.model.shapes import (
    AmountShape,
    BooleanShape,
    ChoiceShape,
    DateShape,
    Field,
    KindShape,
    NamedKind,
    NumberShape,
    Reading,
    TargetShape,
    TextShape,
    WordShape,
)
from targetbook.problems import Place
from targetbook.source import Mapping as MappingNode
from targetbook.source import Node, Scalar, Sequence

TEXT = TextShape()


class AllowShape:
    """`allow: {CODE: reason}`. A missing reason is a finding of its own (STR009), and no error."""

    def read(self, node: Node, reading: Reading, path: str) -> dict[str, Allowance] | None:
        if not isinstance(node, MappingNode):
            reading.error("STR004", "mapping", node.place, path)
            return None
        allowed = {}
        for key, value in node:
            if isinstance(value, Scalar):
                reason = "" if value.kind == "null" else value.text.strip()
                allowed[key.text] = Allowance(reason, value.place, key.place)
            else:
                reading.error("STR004", "word", value.place, f"{path}.{key.text}")
        return allowed

    def schema(self) -> dict[str, object]:
        return {"type": "object", "additionalProperties": {"type": ["string", "number"]}}


ALLOW = Field(AllowShape(), "findings that this record may have, each with the reason", "允许的检查结果及理由")
LEVELS = ChoiceShape({"central": "中央", "provincial": "省级", "municipal": "市级", "county": "县（区）级"})
NATURES = ChoiceShape({"continuing": "延续性项目", "new": "新增项目", "one_off": "一次性项目"})
CATEGORIES = ChoiceShape(
    {"works": "工程", "purchase": "采购", "it": "信息化", "subsidy": "补助", "service": "服务", "other": "其他"}
)
DIRECTIONS = ChoiceShape({"higher": "正向指标", "lower": "反向指标"})
ACCRUALS = ChoiceShape({"sum": "累计", "level": "时点", "rate": "比率"})


def _transfer(read: Read) -> Transfer:
    return Transfer(place=read.place, **read.values)  # type: ignore[arg-type]  # keys are those of TRANSFER


TRANSFER = RecordShape(
    {
        "document": Field(
            TEXT, "number of the document that allots it, as printed", "下达文号，按印出的写法", required=True
        ),
        "level": Field(LEVELS, "level of government that issued it", "下达级次"),
    },
    _transfer,
    "transfer",
)

APPROVAL = RecordShape(
    {
        "date": Field(DateShape(), "day of the reply", "批复日期", required=True),
        "document": Field(TEXT, "number of the reply", "批复文号"),
    },
    lambda read: Approval(place=read.place, **read.values),  # type: ignore[arg-type]
    "approved",
)

ADJUSTMENT = RecordShape(
    {
        "document": Field(TEXT, "number of the document", "文号", required=True),
        "date": Field(DateShape(), "day of the document", "日期", required=True),
        "reason": Field(TEXT, "why the target was changed", "调整理由", required=True),
        "approved_by": Field(TEXT, "who approved it", "批准单位", required=True),
    },
    lambda read: Adjustment(place=read.place, **read.values),  # type: ignore[arg-type]
    "adjustments",
)


def _indicator(read: Read) -> Indicator:
    named = read.values["kind"]
    assert isinstance(named, NamedKind)
    values = {**read.values, "kind": named.kind, "kind_word": named.word}
    return Indicator(place=read.place, places=read.places, **values)  # type: ignore[arg-type]


INDICATOR = RecordShape(
    {
        "kind": Field(KindShape(), "kind: key, code or name", "二级指标：键、代码或名称", required=True),
        "name": Field(TEXT, "what is measured", "三级指标名称", required=True),
        "core": Field(BooleanShape(), "set from above, may not be dropped", "核心指标（★）"),
        "period": Field(TargetShape(), "target value for the whole period", "实施期指标值"),
        "annual": Field(TargetShape(), "target value for the year", "年度指标值", required=True),
        "weight": Field(NumberShape(0, 100), "points", "分值权重"),
        "direction": Field(DIRECTIONS, "which way is better", "指标方向"),
        "accrues": Field(ACCRUALS, "how the number adds up over years", "累计方式"),
        "grades": Field(
            ListShape(TEXT, 2), "what each grade of a qualitative value means, best first", "定性指标的分档标准"
        ),
        "last_actual": Field(TargetShape(), "what was reached last year", "上年实际完成值"),
        "basis": Field(TEXT, "basis of the value", "赋值依据"),
        "data_source": Field(TEXT, "where the result is taken from", "数据来源"),
        "method": Field(TEXT, "how the result is taken", "取值方式"),
        "scoring": Field(TEXT, "scoring rule", "评（扣）分标准"),
        "note": Field(TEXT, "remark", "备注"),
        "allow": ALLOW,
    },
    _indicator,
    "indicator",
)


class ObjectivesShape:
    """One list for both columns of a form, or `{period: […], annual: […]}`."""

    texts = ListShape(TEXT, 1)

    def read(self, node: Node, reading: Reading, path: str) -> Objectives | None:
        if isinstance(node, MappingNode):
            return self._both.read(node, reading, path)  # type: ignore[return-value]
        if isinstance(node, Sequence):
            texts = self.texts.read(node, reading, path)
            return None if texts is None else Objectives(texts)  # type: ignore[arg-type]
        reading.error("STR004", "list", node.place, path)
        return None

    @property
    def _both(self) -> RecordShape:
        fields = {
            "period": Field(self.texts, "objectives for the period", "实施期目标", required=True),
            "annual": Field(self.texts, "objectives for the year", "年度目标", required=True),
        }
        return RecordShape(fields, lambda read: Objectives(**read.values), "objectives")  # type: ignore[arg-type]

    def schema(self) -> dict[str, object]:
        return {"anyOf": [self.texts.schema(), self._both.schema()]}


class FundingShape:
    """Amounts by source of funds. The keys are the book's sources and their parts, and a `total` that is compared."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self.sources = sources
        amount = AmountShape()
        fields = {}
        for column in columns_of(sources):
            names = (column.name.get("en") or column.id, column.name.get("zh") or column.id)
            fields[column.id] = Field(amount, *names)
        fields["total"] = Field(
            amount, "total, which is computed: typed, it is compared", "合计（由系统计算，手填则核对）"
        )
        self._fields = RecordShape(fields, self._funding, "funding")

    def read(self, node: Node, reading: Reading, path: str) -> Funding | None:
        if isinstance(node, MappingNode):
            node = self._without_split_amounts(node, reading, path)
            for source in self.sources:
                self._refuse_both_levels(source, node, reading, path)
        return self._fields.read(node, reading, path)  # type: ignore[return-value]

    def _without_split_amounts(self, node: MappingNode, reading: Reading, path: str) -> MappingNode:
        """The entries but the pieces that YAML makes of `{fiscal: 1,326.00}`, each told as what it is."""
        split = [key for key, _ in node if re.fullmatch(r"\d{3}(\.\d+)?", key.text)]
        for key in split:
            reading.error("STR002", "comma-in-braces", key.place, path, key=key.text)
        return MappingNode(tuple(entry for entry in node if entry[0] not in split), node.place)

    def _refuse_both_levels(self, source: Source, node: MappingNode, reading: Reading, path: str) -> None:
        parts = [key for key, _ in node if key.text in {part.id for part in source.parts}]
        if parts and node.get(source.id) is not None:
            reading.error("FND009", "both-levels", parts[0].place, path, source=source.id, part=parts[0].text)

    def _funding(self, read: Read) -> Funding:
        given = {key: amount for key, amount in read.values.items() if isinstance(amount, Decimal)}
        by_source: dict[str, Decimal] = {}
        for source in self.sources:
            parts = {part.id: given[part.id] for part in source.parts if part.id in given}
            if source.id in given or parts:
                by_source[source.id] = given.get(source.id, sum(parts.values(), Decimal(0)))
            by_source |= parts
        amounts = [by_source[source.id] for source in self.sources if source.id in by_source]
        total = sum(amounts, Decimal(0)) if amounts else None
        return Funding(by_source, total, read.place, read.places, given.get("total"))

    def schema(self) -> dict[str, object]:
        return self._fields.schema()


def project_shape(funding: FundingShape) -> RecordShape:
    """The shape of a project's file. Its ids are those of its folder and file: who reads the file gives them."""

    def project(read: Read) -> Project:
        places: Mapping[str, Place] = read.places
        return Project(id="", unit="", place=read.place, places=places, **read.values)  # type: ignore[arg-type]

    fields: dict[str, Field] = {
        "name": Field(TEXT, "name of the project", "项目名称", required=True),
        "code": Field(WordShape(), "code of the project", "项目代码"),
        "transfer": Field(TRANSFER, "the transfer payment that it is", "转移支付"),
        "nature": Field(NATURES, "nature of the project", "项目属性"),
        "category": Field(CATEGORIES, "category of the project", "项目类别"),
        "public": Field(BooleanShape(), "whether it serves the public", "是否面向公众"),
        "period": Field(TEXT, "years or dates of the project", "项目期"),
        "lead": Field(TEXT, "who leads it", "项目负责人"),
        "funding": Field(funding, "money of the year by source", "年度资金", required=True),
        "period_funding": Field(funding, "money of the whole period by source", "实施期资金"),
        "objectives": Field(ObjectivesShape(), "objectives, a sentence each", "总体目标", required=True),
        "indicators": Field(ListShape(INDICATOR, 1), "performance indicators", "绩效指标", required=True),
        "approved": Field(APPROVAL, "reply that approved it", "批复"),
        "adjustments": Field(ListShape(ADJUSTMENT), "changes made by the budget procedure", "调整"),
        "allow": ALLOW,
    }
    return RecordShape(fields, project, "project")
