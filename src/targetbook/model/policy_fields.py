"""The keys of `policy:`: which change of a record needs what, and which are told in a review."""

import re
from decimal import Decimal

from targetbook.model.composites import ListShape, RecordShape
from targetbook.model.records import Demand, Mention, Policy
from targetbook.model.shapes import AmountShape, ChoiceShape, Field, Reading, scalar_of
from targetbook.source import Node

_SHARE = re.compile(r"(\d{1,5}(?:\.\d{1,4})?)\s*[%％]", re.ASCII)

CHANGES = {
    "lowered": "a target worse than before: lowered, loosened, made vague or dropped 指标值下调、放宽、改为定性或取消",
    "removed": "an indicator or a project removed 删除指标或项目",
    "added": "an indicator or a project added 新增指标或项目",
    "money": "money moved, up or down 资金增减",
    "value": "a target value changed in any way 指标值变动",
    "kind": "an indicator moved to another kind 改变指标类型",
    "weight": "an indicator's points changed 改变分值权重",
    "any": "any of these 以上任何一种",
}


class ShareShape:
    """A share in per cent, with its sign: 10%. Without one, 0.1 could be meant as a tenth."""

    def read(self, node: Node, reading: Reading, path: str) -> Decimal | None:
        scalar = scalar_of(node, reading, path, "word")
        if scalar is None:
            return None
        if (match := _SHARE.fullmatch(scalar.text)) is None:
            reading.error("POL002", "share", scalar.place, path, text=scalar.text)
            return None
        return Decimal(match[1])

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": r"^\d{1,5}(\.\d{1,4})?\s*[%％]$"}


class DemandShape:
    """One row of `changes`. Only money has a size."""

    _row = RecordShape(
        {
            "change": Field(ChoiceShape(CHANGES), "which change", "哪种变动", required=True),
            "over": Field(AmountShape(), "only if more money moved than this, up or down", "增减超过此数"),
            "share": Field(
                ShareShape(), "only if more moved than this share of the money before", "增减超过原数的比例"
            ),
            "after": Field(
                ChoiceShape({"approved": "only what was approved before 仅限批复之后"}), "since when", "何时起"
            ),
            "needs": Field(
                ChoiceShape({"adjustment": "a new entry of the record's adjustments 须在记录中新增调整依据"}),
                "what it needs",
                "须具备",
                required=True,
            ),
        },
        lambda read: Demand(place=read.place, **read.values),  # type: ignore[arg-type]  # keys are those of the row
        "policy.changes",
    )

    def read(self, node: Node, reading: Reading, path: str) -> Demand | None:
        demand = self._row.read(node, reading, path)
        if not isinstance(demand, Demand):
            return None
        if demand.change != "money" and (demand.over is not None or demand.share is not None):
            reading.error("POL002", "no-size", demand.place, path, change=demand.change)
            return None
        return demand

    def schema(self) -> dict[str, object]:
        return self._row.schema()


MENTION = RecordShape(
    {
        "money_over": Field(
            AmountShape(), "moved money is told from more than this, up or down", "资金增减超过此数才列出"
        ),
        "money_share": Field(ShareShape(), "or from more than this share of it", "或超过原数的此比例"),
    },
    lambda read: Mention(**read.values),  # type: ignore[arg-type]  # keys are those of MENTION
    "policy.report",
)

POLICY = RecordShape(
    {
        "changes": Field(ListShape(DemandShape(), 1), "what each change needs", "各种变动须具备的依据"),
        "report": Field(MENTION, "which changes a review tells", "审阅中列出哪些变动"),
    },
    lambda read: Policy(place=read.place, **read.values),  # type: ignore[arg-type]  # keys are those of POLICY
    "policy",
)
