"""The records of a book, frozen: what its YAML files mean, with the place of what a message may have to point at."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from targetbook.model.directions import better_by_words
from targetbook.problems import Place
from targetbook.source import Node
from targetbook.taxonomy import Kind, Taxonomy
from targetbook.values import Value

NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one or more languages, keyed `zh`, `en` …, as the author wrote it; its place is that of the first of them."""

    by_language: Mapping[str, str]
    place: Place = NOWHERE
    places: Mapping[str, Place] = field(default_factory=dict)

    def get(self, language: str) -> str | None:
        """The text in that language, or None where nobody has written it."""
        return self.by_language.get(language)

    def first(self) -> str:
        """The text in the language that stands first in the record."""
        return next(iter(self.by_language.values()))


@dataclass(frozen=True, slots=True)
class Money:
    """The unit in which the book's amounts are written and printed, and their decimals."""

    unit: str = "万元"
    decimals: int = 2

    def plain(self, amount: Decimal) -> str:
        """An amount as data: 7402.04."""
        return f"{amount:.{self.decimals}f}"

    def printed(self, amount: Decimal) -> str:
        """An amount as it is read, with thousands separators (GB/T 15835—2011): 7,402.04."""
        return f"{amount:,.{self.decimals}f}"


@dataclass(frozen=True, slots=True)
class Source:
    """A source of funds, a column of the table."""

    id: str
    name: Text
    parts: tuple["Source", ...] = ()


def columns_of(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Sources, each with its parts after it: every key that an amount can have, in the order of columns."""
    return tuple(column for source in sources for column in (source, *source.parts))


@dataclass(frozen=True, slots=True)
class Funding:
    """Money of one project by source of funds, in the book's unit of money (Decimal, never float).

    A source that the record leaves blank is absent, which is not zero (财预〔2015〕88号, form). Where a source has parts,
    an amount is given for the source or for its parts; `by_source` has the source's sum and its parts beside it.
    """

    by_source: Mapping[str, Decimal]
    total: Decimal | None
    place: Place = NOWHERE
    places: Mapping[str, Place] = field(default_factory=dict)
    typed_total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """The document that allots a transfer payment, as printed, and the level of government that issued it."""

    document: Text | None
    level: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Target:
    """A target value: the author's text, what the tool understands of it, and the languages that follow from that.

    `value` is read from the text's first language; `generated` holds the book's other languages where the author wrote
    none and the value is quantified or a known word.
    """

    text: Text
    value: Value
    generated: Mapping[str, str] = field(default_factory=dict)

    def shown(self) -> Mapping[str, str]:
        """The words by language: the author's, and where there are none the generated ones."""
        return {**self.text.by_language, **self.generated}


@dataclass(frozen=True, slots=True)
class Allowance:
    """Why a record may have what a rule finds fault with; the reason is "" where the author gave none.

    `place` is the reason's, `code_place` that of the rule's code.
    """

    reason: str
    place: Place = NOWHERE
    code_place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Indicator:
    """A third-level indicator (三级指标) with its target values for the whole period and for the year.

    `kind_word` is the word by which the record names the kind.
    """

    kind: Kind
    name: Text
    period: Target | None = None
    annual: Target | None = None
    weight: Decimal | None = None
    direction: str | None = None
    accrues: str | None = None
    core: bool = False
    grades: tuple[Text, ...] = ()
    last_actual: Target | None = None
    basis: Text | None = None
    data_source: Text | None = None
    method: Text | None = None
    scoring: Text | None = None
    note: Text | None = None
    kind_word: str = ""
    allow: Mapping[str, Allowance] = field(default_factory=dict)
    place: Place = NOWHERE
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def better(self) -> str:
        """Which way is better: the record's word, else what the name and the values say (投诉率), else the kind's."""
        if self.direction:
            return self.direction
        values = [target.value for target in (self.annual, self.period) if target is not None]
        of_time, of_cost = self.kind.is_of_time, self.kind.direction == "lower"
        by_words = better_by_words(self.name.first(), values, is_of_time=of_time, is_of_cost=of_cost)
        return by_words or self.kind.direction


@dataclass(frozen=True, slots=True)
class Approval:
    """When and by which document a record was approved (批复)."""

    date: str
    document: Text | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A change of targets made by the procedure for changing a budget (财预〔2015〕88号): who allowed it, when, why."""

    document: Text
    date: str
    reason: Text
    approved_by: Text
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Objectives:
    """The sentences of 总体目标. `period` is None where one list serves both columns of a form."""

    annual: tuple[Text, ...] = ()
    period: tuple[Text, ...] | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """One funded project of a unit. `id` is its file's name without the ending."""

    id: str
    unit: str
    name: Text
    funding: Funding
    objectives: Objectives
    indicators: tuple[Indicator, ...]
    transfer: Transfer | None = None
    period_funding: Funding | None = None
    code: str | None = None
    nature: str | None = None
    category: str | None = None
    public: bool | None = None
    period: Text | None = None
    lead: Text | None = None
    approved: Approval | None = None
    adjustments: tuple[Adjustment, ...] = ()
    allow: Mapping[str, Allowance] = field(default_factory=dict)
    place: Place = NOWHERE
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def full_id(self) -> str:
        """`unit/id`, unique in the book."""
        return f"{self.unit}/{self.id}"


@dataclass(frozen=True, slots=True)
class Unit:
    """A fund-using unit (资金使用单位) with its projects in the order in which they are printed."""

    id: str
    name: Text
    projects: tuple[Project, ...] = ()
    code: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Control:
    """A total that the author holds on to: `of` is total, a source's id, projects or indicators."""

    of: str
    amount: Decimal
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Output:
    """What a build writes of one layout: formats, settings (empty: the book's own) and the layout's options."""

    layout: str
    formats: tuple[str, ...]
    settings: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Demand:
    """A row of `policy.changes`: which change needs what.

    `change` is lowered, removed, added, money, value, kind, weight or any. `over` (in the book's unit of money) and
    `share` (per cent of the money before) say from where on moved money needs it, in either direction; where both are
    given, the one that is passed first. `after` approved: only what was approved needs it.
    """

    change: str
    needs: str
    over: Decimal | None = None
    share: Decimal | None = None
    after: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Mention:
    """From where on moved money is told in a review (`policy.report`): more than so much, or than so many per cent."""

    money_over: Decimal | None = None
    money_share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """What changes need, and which are told."""

    changes: tuple[Demand, ...] = ()
    report: Mention = Mention()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Book:
    """A department's book of performance targets for one year, whole."""

    title: Text
    department: Text
    year: int
    taxonomy: Taxonomy
    units: tuple[Unit, ...] = ()
    money: Money = Money()
    languages: tuple[str, ...] = ("zh",)
    setting: str = "zh"
    sources: tuple[Source, ...] = ()
    controls: tuple[Control, ...] = ()
    labels: Mapping[str, Text] = field(default_factory=dict)
    outputs: tuple[Output, ...] = ()
    texts: tuple[Text, ...] = ()
    approved: Approval | None = None
    project_expenditure: Decimal | None = None
    rules: Node | None = None
    policy: Policy | None = None
    place: Place = NOWHERE

    @property
    def columns(self) -> tuple[Source, ...]:
        """The sources of funds and their parts, in the order of columns."""
        return columns_of(self.sources)

    def projects(self) -> Iterator[Project]:
        """Every project, unit by unit, in the order of print."""
        for unit in self.units:
            yield from unit.projects
