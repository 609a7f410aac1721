"""Reads the published table (tests/golden/published-table.txt) as typed rows, in the words that were printed.

The text was extracted from the bureau's PDF, so a cell is torn over several lines, with empty lines where a page
or a cell ended. No Chinese cell holds a blank of its own: joining its lines with nothing undoes the tearing.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

PUBLISHED_TABLE = Path(__file__).parent / "golden" / "published-table.txt"

AMOUNT = r"[\d,]+\.\d{2}"
# A row of money: the name in front of it is empty where extraction set the amounts on a line of their own.
MONEY_ROW = re.compile(rf"(.*?)({AMOUNT}) ({AMOUNT})", re.DOTALL)
DOCUMENT = re.compile(r"穗财保【\d{4}】\d+号$")
OBJECTIVE = re.compile(r"目标\d+[：.]")
# The last 。 of an indicator ends the run, so a value keeps only a 。 that stands before it (达90%以上。；).
INDICATOR = re.compile(
    r"(?P<n>\d+)、(?P<level>\d)-(?P<level_name>[^；]+)；(?P<kind>\d\d)-(?P<kind_name>[^；]+)；(?P<name>[^；]+)；"
    r"实施周期指标值:(?P<period>.+?)；年度指标值:(?P<annual>.+?)。(?=\d+、\d-|$)"
)


@dataclass(frozen=True, slots=True)
class PublishedMoney:
    """Amounts of one row in 万元; the columns of the special account and of other funds are blank in every row."""

    total: Decimal
    fiscal: Decimal


@dataclass(frozen=True, slots=True)
class PublishedIndicator:
    n: int
    level: str
    level_name: str
    kind: str
    kind_name: str
    name: str
    period: str
    annual: str

    @property
    def run(self) -> str:
        """The indicator as the table prints it, with the 。 that ends it."""
        return (
            f"{self.n}、{self.level}-{self.level_name}；{self.kind}-{self.kind_name}；{self.name}；"
            f"实施周期指标值:{self.period}；年度指标值:{self.annual}。"
        )


@dataclass(frozen=True, slots=True)
class PublishedProject:
    """One project's row; `name` is without the number of the document that allocates the money."""

    name: str
    document: str | None
    money: PublishedMoney
    objectives_run: str
    objectives: tuple[str, ...]
    indicators_run: str
    indicators: tuple[PublishedIndicator, ...]

    @property
    def printed_name(self) -> str:
        return self.name + (self.document or "")


@dataclass(frozen=True, slots=True)
class PublishedTable:
    title: str
    department: str
    money_unit: str
    head: tuple[str, ...]
    grand_total: PublishedMoney
    unit: str
    unit_money: PublishedMoney
    projects: tuple[PublishedProject, ...]


def read_published(path: Path = PUBLISHED_TABLE) -> PublishedTable:
    """The table's rows in printed order; ValueError where the text is not shaped like the table."""
    top, *projects = re.split(r"^ {4}", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    title, caption, head, grand, unit = [line for line in top.splitlines() if line]
    label, department, money_unit = re.split("：| 单位：", caption)
    if label != "部门名称":
        raise ValueError(f"not the line of the department: {caption}")
    _, grand_total, _ = _split_at_money(grand)
    unit_name, unit_money, _ = _split_at_money(unit)
    return PublishedTable(
        title, department, money_unit, tuple(head.split()), grand_total, unit_name, unit_money,
        tuple(map(_project, projects)),
    )  # fmt: skip


def _project(text: str) -> PublishedProject:
    printed_name, money, rest = _split_at_money(text)
    objectives, mark, indicators = rest.partition("1、1-")
    document = DOCUMENT.search(printed_name)
    return PublishedProject(
        name=printed_name.removesuffix(document[0]) if document else printed_name,
        document=document[0] if document else None,
        money=money,
        objectives_run=objectives,
        objectives=_objectives(objectives),
        indicators_run=mark + indicators,
        indicators=_indicators(mark + indicators),
    )


def _split_at_money(text: str) -> tuple[str, PublishedMoney, str]:
    """A row's name, its amounts and what follows them, untorn."""
    row = MONEY_ROW.match(text)
    if row is None:
        raise ValueError(f"a row without amounts: {text[:40]}")
    total, fiscal = (Decimal(amount.replace(",", "")) for amount in row.group(2, 3))
    return _untorn(row[1]), PublishedMoney(total, fiscal), _untorn(text[row.end() :])


def _untorn(text: str) -> str:
    return "".join(text.split())


def _objectives(run: str) -> tuple[str, ...]:
    """Split only where the print numbers 目标1：, 目标2：…; a run that is not so numbered is one objective."""
    starts = [match.start() for match in OBJECTIVE.finditer(run)] or [0]
    return tuple(run[start:end] for start, end in zip(starts, [*starts[1:], len(run)], strict=True))


def _indicators(run: str) -> tuple[PublishedIndicator, ...]:
    found = [match.groupdict() for match in INDICATOR.finditer(run)]
    return tuple(PublishedIndicator(n=int(fields.pop("n")), **fields) for fields in found)
