"""FND: whether the money adds up, and says the same wherever it is said."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from targetbook.check.rule import Finds, Look, deferred, finding, rule, told_elsewhere
from targetbook.check.walk import indicators_of, objectives_of, place_in
from targetbook.model import Book, Funding, Indicator, Money, Project, Source, Unit
from targetbook.model.amounts import MONEY_UNITS
from targetbook.problems import Edit, Fix, Severity
from targetbook.totals import book_totals
from targetbook.values import Form, Value

for _code in ("FND002", "FND003"):
    told_elsewhere(_code, Severity.ERROR)


@rule("FND001", Severity.ERROR, over=Book)
def control_is_not_met(book: Book, look: Look) -> Finds:
    """Each control that the book's computed totals do not meet."""
    totals = book_totals(book)
    counts = {"total": totals.total, "projects": Decimal(totals.projects), "indicators": Decimal(totals.indicators)}
    for control in book.controls:
        computed = counts[control.of] if control.of in counts else totals.get(control.of)
        if computed != control.amount:
            difference = (computed or Decimal(0)) - control.amount
            unit = "" if control.of in ("projects", "indicators") else book.money.unit
            yield finding(
                control.place,
                f"controls.{control.of}",
                of=control.of,
                control=f"{control.amount:,f}",
                computed="—" if computed is None else f"{computed:,f}",
                difference=f"{difference:+,f} {unit}".rstrip(),
            )


@rule("FND004", Severity.WARNING, of_lack=True)
def project_has_no_money(project: Project, look: Look) -> Finds:
    """A project whose amounts are all zero, or that states none."""
    funding = project.funding
    if funding.total == 0 and not funding.typed_total:
        yield finding(funding.place, "funding", "zero")
    elif funding.total is None and funding.typed_total is None:
        yield finding(funding.place, "funding", "blank")


@rule("FND005", Severity.WARNING, ceiling=100, floor=1000)
def unit_is_suspect(project: Project, look: Look) -> Finds:
    """An amount so large, or in a book of 元 so small, that it was likely meant in another unit of money."""
    money = look.book.money
    ceiling = look.number("ceiling").scaleb(MONEY_UNITS["亿元"] - MONEY_UNITS[money.unit])
    floor = look.number("floor") if money.unit == "元" else Decimal(0)
    for path, funding in _fundings(project):
        for source, amount in _typed(funding).items():
            if amount >= ceiling:
                yield finding(
                    funding.places[source],
                    f"{path}.{source}",
                    "large-in-yuan" if money.unit == "元" else "large",
                    amount=money.printed(amount),
                    unit=money.unit,
                    meant=_exactly(amount.scaleb(-MONEY_UNITS[money.unit]), money),
                )
        if funding.total and funding.total < floor:
            yield finding(funding.place, path, "small", amount=money.printed(funding.total))


_DOWNWARD = re.compile(r"对下|对(?:各)?(?:区|县|市|镇|乡|街)")
_WORK_ON_TRANSFERS = re.compile(
    r"[^，。；（]{0,4}(?:管理|评价|监督|监控|监管|检查|核查|审计|培训|系统|信息化|工作经费)"
)
_OF_THE_PROJECT = re.compile(r"(?:本项目|项目资金|资金来源|经费来源)[^。；，]{0,12}$")


@rule(
    "FND006",
    Severity.WARNING,
    words=(
        *("转移支付", "提前下达", "追加下达", "上级下达", "上级补助", "上级专项", "中央补助", "中央财政补助"),
        *("中央专项", "省级补助", "省级专项"),
    ),
)
def transfer_names_no_document(project: Project, look: Look) -> Finds:
    """A project that says it is a transfer payment from above, and names no document that allots it."""
    if project.transfer is not None:
        return
    for path, text in (("name", project.name), *objectives_of(project)):
        written = text.get("zh") or ""
        for word in look.words("words"):
            at = written.find(word)
            if at >= 0 and _says_transfer(written, word, at, is_name=path == "name"):
                yield finding(place_in(text, "zh", at, at + len(word)), path, word=word)
                return


def _says_transfer(written: str, word: str, at: int, *, is_name: bool) -> bool:
    """A name says it by the word alone, unless it is money handed down or work about transfers; prose has to say of what."""
    if _DOWNWARD.search(written):
        return False
    if not is_name:
        return bool(_OF_THE_PROJECT.search(written[:at]))
    return word.endswith("下达") or not _WORK_ON_TRANSFERS.match(written, at + len(word))


@rule("FND007", Severity.ERROR)
def year_exceeds_period(project: Project, look: Look) -> Finds:
    """More money in the year than in the whole period, of a source or in total."""
    year, period, money = project.funding, project.period_funding, look.book.money
    if period is None:
        return
    over = [
        (source, amount, whole)
        for source, amount in year.by_source.items()
        if (whole := period.by_source.get(source)) is not None and amount > whole
    ]
    typed = [each for each in over if each[0] in year.places]
    for source, amount, whole in typed or over:
        yield finding(
            year.places.get(source, year.place),
            f"funding.{source}",
            source=source,
            year=money.printed(amount),
            period=money.printed(whole),
            unit=money.unit,
        )
    if not over and year.total is not None and period.total is not None and year.total > period.total:
        total, all_years = money.printed(year.total), money.printed(period.total)
        yield finding(year.place, "funding", "total", year=total, period=all_years, unit=money.unit)


@rule("FND008", Severity.ADVICE, over=Unit)
def blank_here_zero_there(unit: Unit, look: Look) -> Finds:
    """A source that some of a unit's records leave blank and others write as 0: the rarer way is told."""
    for source, projects in _comparable(unit, look.book.sources):
        zeros = [it for it in projects if source in it.funding.places and it.funding.by_source[source] == 0]
        blanks = [it for it in projects if source not in it.funding.by_source]
        if not zeros or not blanks:
            continue
        message, told, other = ("zero", zeros, blanks) if len(zeros) <= len(blanks) else ("blank", blanks, zeros)
        for project in told:
            yield finding(
                project.funding.places.get(source, project.funding.place),
                f"funding.{source}",
                message,
                record=project.full_id,
                source=source,
                other=other[0].full_id,
            )


def _comparable(unit: Unit, sources: Sequence[Source]) -> Iterator[tuple[str, list[Project]]]:
    """Each source with all projects, each part with those that give parts of its source."""
    for source in sources:
        yield source.id, list(unit.projects)
        parts = [part.id for part in source.parts]
        split = [project for project in unit.projects if any(part in project.funding.by_source for part in parts)]
        yield from ((part, split) for part in parts)


@rule("FND009", Severity.ERROR)
def typed_total_is_not_the_sum(project: Project, look: Look) -> Finds:
    """A total typed by hand that its sources do not come to."""
    for path, funding in _fundings(project):
        if funding.typed_total is not None and funding.typed_total != funding.total:
            typed, place = f"{funding.typed_total:,f}", funding.places["total"]
            computed = "—" if funding.total is None else f"{funding.total:,f}"
            yield finding(place, f"{path}.total", "typed-total", path=path, typed=typed, computed=computed)


@rule("FND010", Severity.ADVICE)
def total_is_typed(project: Project, look: Look) -> Finds:
    """A total typed by hand that is the sum: it says nothing new, and goes stale with the next change."""
    for path, funding in _fundings(project):
        if funding.typed_total is not None and funding.typed_total == funding.total:
            place, typed = funding.places["total"], f"{funding.typed_total:,f}"
            yield finding(place, f"{path}.total", fix=Fix((Edit(place, None),), safe=False), path=path, typed=typed)


_MONEY = re.compile(
    r"(?<![\d.,])(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*"
    r"(?P<unit>(?:亿|千万|百万|万|千)?元|[亿万](?=[，。；、,;）)]|$))"
)
_TENS = {"亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3, "": 0}
_MAY_BE_MONEY = re.compile(r"\d\s*[千百]?[亿万千元]")
_GLUE = r"(?:资金|经费|预算|总额|金额|共计|总计|合计|共|计|为|是|达|人民币|[：:\s])*"
_ALLOTS = r"安排[^，。；、：每]{0,10}(?:资金|经费|预算|拨款)"
_PUTS_IN = re.compile(
    r"(?:(?:目标)?[0-9一二三四五六七八九十]{1,2}[：:、.．])?(?:本?项目|计划|全年|本?年度?|今年|(?:19|20)[0-9]{2}年度?|共|总)*"
    rf"投入(?:财政|专项|项目|预算)*{_GLUE}"
)
_EACH = re.compile(r"(?:每(?!年)|[人户亩村校生床日月]均)[^，。；]{0,10}$|标准[^，。；]{0,4}$")
_ELSEWHERE = re.compile(r"其中|全[国省市区县]|上级|中央|[省市区县镇]级|上年|去年|往年|历年|累计")
_WHOLE_PERIOD = re.compile(r"总投资|投资总额|概算|造价|实施期|中期|[两二三四五]年")
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")


@dataclass(frozen=True, slots=True)
class _Said:
    """A sum of money in a text: where it stands, what it is in 元, and the sentence up to it."""

    start: int
    end: int
    yuan: Decimal
    before: str
    after: str


@rule(
    "FND011",
    Severity.WARNING,
    words=(
        *("项目资金", "资金总额", "预算资金", "项目预算", "预算金额", "预算总额", "预算安排", "安排资金", "申请资金"),
        *("申请财政资金", "项目经费", "经费总额", "财政拨款", "年度资金", "实施期资金", "总投资", "投资总额"),
    ),
)
def text_says_another_sum(project: Project, look: Look) -> Finds:
    """A sum that an objective gives as the project's money, and that is no figure of its funding."""
    figures = _figures((funding for _, funding in _fundings(project)), look.book.money)
    for path, text in objectives_of(project):
        written = text.get("zh") or ""
        if not figures or not _MAY_BE_MONEY.search(written):
            continue
        label = re.compile(f"(?:{'|'.join([*map(re.escape, look.words('words')), _ALLOTS])}){_GLUE}$")
        others = [it for it in _sums_in(written) if it.yuan not in figures and not _is_price(it)]
        labelled = [it for it in others if label.search(it.before) or _is_put_in(it, written)]
        if labelled and sum(it.yuan for it in labelled) in figures:
            continue  # 安排培训经费20万元，安排宣传经费30万元, of 50
        for said in others:
            place, sum_ = place_in(text, "zh", said.start, said.end), written[said.start : said.end]
            if said not in labelled and not sum_.endswith("元"):
                continue  # 惠及1.2亿: nothing says of what
            if said not in labelled or _is_another(said.before, project, look.book.year):
                yield deferred(place, path, sum=sum_)
            else:
                total = f"{look.book.money.printed(project.funding.total or Decimal(0))} {look.book.money.unit}"
                yield finding(place, path, sum=sum_, total=total)


def _sums_in(written: str) -> Iterator[_Said]:
    for match in _MONEY.finditer(written):
        sentence = re.split(r"[。；;\n]", written[: match.start()])[-1]
        yuan = Decimal(match["number"].replace(",", "")).scaleb(_TENS[match["unit"].removesuffix("元")])
        yield _Said(match.start(), match.end(), yuan, sentence, written[match.end() :])


def _is_price(said: _Said) -> bool:
    return said.after.startswith("/") or _EACH.search(said.before) is not None


def _is_put_in(said: _Said, written: str) -> bool:
    """Whether an objective begins with what is put in (投入资金349.80万元，…) and says no other sum."""
    is_alone = len(_MONEY.findall(written)) == 1 and not _WHOLE_PERIOD.search(written)
    return is_alone and _PUTS_IN.fullmatch(written[: said.start]) is not None


def _is_another(before: str, project: Project, year: int) -> bool:
    """Whether the sum may be another level's or year's, a share of the total, or the period's where that is not given."""
    if _ELSEWHERE.search(before) or any(int(match) != year for match in _YEAR.findall(before)):
        return True
    return project.period_funding is None and bool(_WHOLE_PERIOD.search(before))


def _figures(fundings: Iterable[Funding], money: Money) -> frozenset[Decimal]:
    """Every amount of some money, by source, by part and in total, in 元."""
    amounts = [
        amount
        for funding in fundings
        for amount in (*funding.by_source.values(), funding.total, funding.typed_total)
        if amount is not None
    ]
    return frozenset(amount.scaleb(MONEY_UNITS[money.unit]) for amount in amounts)


_COUNT_UNITS = {"月": ("个月",), "日": ("天",), "次": ("次", "场次", "人次"), "场": ("场次",), "例": ("宗", "个案")}
"""The units of a count, where what a rate is per is counted in other words."""
_PRICES = re.compile(r"标准|单价|单位成本|补助|补贴|均成本")
_PER = re.compile(r"每(人|户|名|亩|个|次|场|月|例)")


@rule("FND012", Severity.WARNING, of_lack=True)
def quantity_times_cost_is_not_the_money(project: Project, look: Look) -> Finds:
    """A number of people or things, times what each costs, that is not the project's money."""
    costs = [(path, each) for path, each in indicators_of(project) if _priced_per(each)]
    if len(costs) != 1 or project.funding.total is None:
        return
    (path, cost), money = costs[0], look.book.money
    place, price = cost.places["annual"], _annual(cost)
    counts = {unit: _counts(project, unit) for unit in _priced_per(cost)}
    if unclear := [unit for unit, found in counts.items() if len(found) != 1]:
        yield deferred(place, f"{path}.annual", cost=price.text, per="、".join(unclear))
        return
    factors = [*(_annual(found[0]) for found in counts.values()), price]
    low, high = prod(map(_low, factors), start=Decimal(1)), _product_of_highs(factors)
    figures = _figures([project.funding], money)
    if any(low <= figure and (high is None or figure <= high) for figure in figures):
        return
    is_exact = all(factor.form is Form.EXACT for factor in factors)
    if low <= max(figures) and (not is_exact or _has_other_uses(project, len(factors))):
        yield deferred(place, f"{path}.annual", "other-uses", cost=price.text)
        return
    product = f"{_exactly(low.scaleb(-MONEY_UNITS[money.unit]), money)} {money.unit}"
    total = f"{money.printed(project.funding.total)} {money.unit}"
    written = " × ".join(factor.text for factor in factors)
    yield finding(place, f"{path}.annual", sum=written, product=product, total=total)


def _priced_per(indicator: Indicator) -> tuple[str, ...]:
    """What the year's value is a price per, a year apart: 元/人·月 gives 人 and 月; nothing where it is no price."""
    key, value = indicator.kind.key, indicator.annual.value if indicator.annual else None
    if value is None or value.unit is None or not value.unit.startswith("元") or key.startswith(("benefit", "satis")):
        return ()
    if "cost" not in key and not _PRICES.search(indicator.name.get("zh") or ""):
        return ()
    per = value.unit.removeprefix("元").strip("/").split("·") + _PER.findall(value.before)
    return tuple(dict.fromkeys(unit.replace("名", "人") for unit in per if unit not in ("", "年")))


def _annual(indicator: Indicator) -> Value:
    assert indicator.annual is not None
    return indicator.annual.value


def _counts(project: Project, unit: str) -> list[Indicator]:
    """The indicators of quantity that count what a price is per."""
    units = _COUNT_UNITS.get(unit, (unit,))
    return [
        each
        for each in project.indicators
        if each.kind.key == "output.quantity" and each.annual is not None and each.annual.value.unit in units
    ]


def _low(value: Value) -> Decimal:
    """The least that a value allows."""
    at_most = value.form is Form.BOUND and value.comparator in ("≤", "<")
    return Decimal(0) if at_most or value.number is None else value.number


def _product_of_highs(values: Sequence[Value]) -> Decimal | None:
    """The product of the most that each value allows; None where one has no upper end."""
    if any(value.comparator in ("≥", ">") for value in values):
        return None
    return prod((value.upper or value.number or Decimal(0) for value in values), start=Decimal(1))


def _has_other_uses(project: Project, counted: int) -> bool:
    """Whether there are more indicators of quantity and cost than were multiplied: the money may go there as well."""
    return sum("cost" in each.kind.key or each.kind.key == "output.quantity" for each in project.indicators) > counted


_NATURES: Mapping[str, frozenset[str]] = {
    "一般公共预算": frozenset({"general_public", "fiscal"}),
    "政府性基金": frozenset({"government_funds", "fiscal"}),
    "彩票公益金": frozenset({"government_funds", "fiscal"}),
    "国有资本经营预算": frozenset({"state_capital", "fiscal"}),
    "财政拨款": frozenset({"general_public", "government_funds", "state_capital", "fiscal"}),
    "财政专户": frozenset({"special_account"}),
}
"""What money is called, and where it may stand; a lottery's public welfare fund belongs to the government-managed funds."""
_NOT_FISCAL = frozenset({"special_account", "other"})
_TOLD_APART = _NOT_FISCAL.union(*_NATURES.values())
_NATURE = f"(?<!非)(?P<nature>{'|'.join(_NATURES)})"
_NATURE_IN_NAME = re.compile(rf"{_NATURE}(?:预算)?(?:资金)?(?:资助|补助|安排|支持|列支|[）)]|$)")
_NATURE_IN_TEXT = re.compile(
    r"(?:资金(?:性质|来源)[^。；，]{0,6}?|(?<!部分)(?<!不足)(?<!缺口)(?<!其余)(?:由|从)[^。；，]{0,4}?"
    rf"(?=(?:{'|'.join(_NATURES)})[^。；，]{{0,4}}(?:安排|列支|保障|解决|承担))){_NATURE}"
)


@rule("FND013", Severity.WARNING, of_lack=True)
def source_contradicts(project: Project, look: Look) -> Finds:
    """Money whose nature the record names, all of it under sources where such money cannot stand."""
    under = _sources_of(project.funding, look.book.sources)
    columns = {column.id for column in look.book.columns}
    if not under:
        return
    listed = ", ".join(sorted(under))
    if project.transfer is not None and "fiscal" in columns and under <= _NOT_FISCAL:
        yield finding(project.funding.places[min(under)], "funding", "transfer", sources=listed)
    for path, text in (("name", project.name), *objectives_of(project)):
        pattern = _NATURE_IN_NAME if path == "name" else _NATURE_IN_TEXT
        match = pattern.search(text.get("zh") or "")
        if match is None or not under.isdisjoint(_NATURES[match["nature"]]):
            continue
        place, nature = place_in(text, "zh", *match.span("nature")), match["nature"]
        if under <= _TOLD_APART and not columns.isdisjoint(_NATURES[nature]):
            yield finding(place, path, nature=nature, sources=listed)
        else:
            yield deferred(place, path, nature=nature, sources=listed)


def _sources_of(funding: Funding, sources: Sequence[Source]) -> frozenset[str]:
    """The sources under which there is money; where a source is given by its parts, the parts."""
    given = {source for source, amount in funding.by_source.items() if amount}
    return frozenset(given - {source.id for source in sources if any(part.id in given for part in source.parts)})


@rule("FND014", Severity.ADVICE, over=Book)
def targets_do_not_cover_everything(book: Book, look: Look) -> Finds:
    """The projects of the book come to less, or more, than the department's project expenditure."""
    covered, whole = book_totals(book).total or Decimal(0), book.project_expenditure
    if whole is None:
        yield deferred(book.place, "project_expenditure")
    elif covered != whole:
        yield finding(
            book.place,
            "project_expenditure",
            "less" if covered < whole else "more",
            covered=book.money.printed(covered),
            whole=book.money.printed(whole),
            difference=book.money.printed(abs(whole - covered)),
            unit=book.money.unit,
        )


def _fundings(project: Project) -> Iterator[tuple[str, Funding]]:
    yield "funding", project.funding
    if project.period_funding is not None:
        yield "period_funding", project.period_funding


def _exactly(amount: Decimal, money: Money) -> str:
    """An amount with the book's decimals, and with more where it has more: it is never rounded."""
    return money.printed(amount) if amount == round(amount, money.decimals) else f"{amount.normalize():,f}"


def _typed(funding: Funding) -> Mapping[str, Decimal]:
    """The amounts that the author wrote, by source or part, without a typed total and without sums of parts."""
    return {source: amount for source, amount in funding.by_source.items() if source in funding.places}
