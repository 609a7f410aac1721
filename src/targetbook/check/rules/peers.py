"""REF: what projects say of one another, and objectives of their indicators."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from targetbook.check.likeness import likeness, names_a_subject, spelling_key
from targetbook.check.rule import Finds, Look, deferred, finding, rule
from targetbook.check.walk import Aim, aims_in, indicators_of, place_in
from targetbook.check.wording import stem_of
from targetbook.check.words import SATISFACTION
from targetbook.model import Book, Indicator, Project, Text, Unit
from targetbook.problems import Edit, Fix, Severity
from targetbook.values.quantities import Quantity, quantities_in
from targetbook.values.spelling import normal
from targetbook.values.units import vocabulary

ALIKE = 0.6
"""From here on two names of one kind with one value are one name with a word changed (likeness)."""
_KEPT = 8
"""Earlier projects that are remembered for one indicator: enough to find a copy, in a unit of any size."""
_DIGITS = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_JOINED = re.compile("、|以及|和|及|与")
_CLAUSE = re.compile("[，。；：！？]")
_PHASE = re.compile("工程|项目|建设")
_NO_AIM = re.compile(r"(?:由|从|自|会期|工期|为期|历时)$")
"""Before these a number is a start (由41%提高到75%) or how long something takes."""
_NO_AMOUNT = re.compile(r"\s*/|的?(?:标准|频次|频率)")
_TERRITORY = re.compile(
    "(?P<nation>中华人民共和国|国家|中央|全国)?"
    "(?P<province>[^市区县]{2,7}?(?:自治区|省)|^省)?"
    "(?P<city>[^区县]{2,6}?(?:市|自治州|地区|盟)|^市(?!场|容|政(?![府协法])))?"
    "(?P<county>.{1,7}?(?<![社小园景灾校林库护厂片地军城])(?:区|县|旗(?![镇乡街]))|^[区县])?"
    "(?P<town>.{1,6}?(?<![城乡])(?:镇|乡(?![村镇])|街道)|^[镇乡](?!村))?"
)
_SUFFIX = re.compile("(?:街道|自治区|自治州|地区|[省市区县旗镇乡盟])$")
_TIERS = ("nation", "province", "city", "county", "town")
_TIER_OF = {"国": 0, "省": 1, "市": 2, "区": 3, "县": 3, "镇": 4}
_WHOLE = re.compile(
    "全([国省市区县])(?:(?<=(?:完成|实现|落实|保障|确保|做好|支持)全.)(?![^，。；]{0,12}(?:普查|调查|考试|[赛会日]|统一|部署|平均|水平|前列))|范围|[0-9]+个(?:镇[（(]街[）)]|镇街|乡镇|街道|镇|街|村|社区|区|县|市)?|所有|各[省市区县镇街]|镇街|镇[（(]街|困难|低保|特困|老年|残疾|城乡居民|居民|群众|市民)"
)
_FRONT = re.compile("走在(?:全市)?全([国省])(?:全[省市])?[^，。；]{0,4}前列")
_LED = re.compile("(?:推动|推进|促进|提升|提高|确保|实现|使)[我本]([国省市])[^，。；]*")
_LED_CITY = "(?:推动|推进|促进|提升|提高|确保|实现|使){city}(?!{own})[^，。；]*"
_LISTED = re.compile("[0-9]+个(?:市辖)?([市区县])(?!民)")
_OWN = re.compile("[我本][区县镇]|全[区县镇]|[区县]内|辖区")
_NOT_AIMED_AT = frozenset({"年", "季度", "个月", "周", "小时", "分钟", "秒", "届", "级", "分"})


def _rate_aims(indicator: Indicator, path: str) -> Iterator[Aim]:
    """Target values that two projects can contradict each other in: shares and standards (95%, 1000元/人), not counts."""
    for aim in aims_in(indicator, path):
        unit = aim.target.value.unit
        if unit and aim.target.value.number is not None and (unit in ("%", "‰") or "/" in unit):
            yield aim


@rule("REF001", Severity.WARNING, over=Unit)
def peers_disagree(unit: Unit, look: Look) -> Finds:
    """One indicator that two projects of a unit promise different values of: told at the later one."""
    first: dict[tuple[str, str, str, str | None], tuple[Aim, Project]] = {}
    for project in unit.projects:
        for path, indicator in indicators_of(project):
            name = indicator.name.get("zh")
            if not name or indicator.kind.level.key == SATISFACTION or not _is_of_its_own(name, look):
                continue
            for aim in reversed(list(_rate_aims(indicator, path))):
                key = (spelling_key(name), indicator.kind.key, aim.column, aim.target.value.unit)
                other, earlier = first.setdefault(key, (aim, project))
                if earlier is not project and _ends(other) != _ends(aim):
                    yield finding(
                        aim.target.text.place, aim.path, record=project.full_id, name=name,
                        value=aim.target.text.first(), other=other.target.text.first(), project=earlier.name.first(),
                    )  # fmt: skip
                    break


def _ends(aim: Aim) -> tuple[Decimal | None, Decimal | None]:
    return aim.target.value.number, aim.target.value.upper


def _is_of_its_own(name: str, look: Look) -> bool:
    return names_a_subject(name) and stem_of(name) not in look.words("vague_names")


@dataclass(frozen=True, slots=True)
class _Print:
    """What makes an indicator a copy of another: its kind, its value, its name."""

    kind: str
    value: str
    name: str
    key: str

    def is_like(self, other: "_Print") -> bool:
        if (self.kind, self.value) != (other.kind, other.value):
            return False
        return self.key == other.key or likeness(self.name, other.name) >= ALIKE


def _prints(project: Project) -> tuple[_Print, ...]:
    return tuple(
        _Print(indicator.kind.key, _value_key(indicator), name, spelling_key(name))
        for indicator in project.indicators
        if (name := indicator.name.first())
    )


def _value_key(indicator: Indicator) -> str:
    target = indicator.annual or indicator.period
    return spelling_key(target.text.first()) if target else ""


@rule("REF002", Severity.ADVICE, over=Unit, fewest=3, share=80)
def indicators_are_copied(unit: Unit, look: Look) -> Finds:
    """A project whose indicators are mostly another's: told at the later one, with the earlier one most like it."""
    seen: dict[_Print, list[int]] = defaultdict(list)
    prints = [_prints(project) for project in unit.projects]
    for number, project in enumerate(unit.projects):
        own = [
            each
            for each in prints[number]
            if _is_of_its_own(each.name, look) and not each.kind.startswith(SATISFACTION)
        ]
        keys = [_Print(each.kind, each.value, "", each.key) for each in own]
        earlier = {other for key in keys for other in seen[key]}
        alike = {other: _alike(prints[number], prints[other]) for other in sorted(earlier)}
        most = max(alike, key=lambda other: alike[other], default=None)
        if most is not None and _is_copy(alike[most], len(prints[number]), len(prints[most]), look):
            other_project = unit.projects[most]
            place = project.places.get("indicators", project.place)
            yield finding(
                place, "indicators", record=project.full_id, alike=str(alike[most]), of=str(len(prints[number])),
                project=other_project.name.first(), id=other_project.full_id,
            )  # fmt: skip
        for key in keys:
            if len(seen[key]) < _KEPT:
                seen[key].append(number)


def _alike(one: Iterable[_Print], other: Iterable[_Print]) -> int:
    """How many indicators of one are in the other, each counted against one of them only."""
    left = list(other)
    alike = 0
    for each in one:
        if (match := next((print_ for print_ in left if each.is_like(print_)), None)) is not None:
            left.remove(match)
            alike += 1
    return alike


def _is_copy(alike: int, one: int, other: int, look: Look) -> bool:
    return alike >= look.number("fewest") and alike * 100 >= look.number("share") * max(one, other)


@rule("REF003", Severity.ADVICE, over=Book)
def one_name_has_two_spellings(book: Book, look: Look) -> Finds:
    """Names that are alike but for 的, punctuation, brackets or width: told at the rarer, or later, spelling."""
    spelt: dict[str, list[tuple[str, Project, str, Text]]] = defaultdict(list)
    for project in book.projects():
        for path, indicator in indicators_of(project):
            if name := indicator.name.get("zh"):
                spelt[spelling_key(name)].append((name.rstrip("。.；;，, "), project, path, indicator.name))
    for names in spelt.values():
        counts = Counter(name for name, *_ in names)
        if len(counts) < 2:
            continue
        ((usual, _),) = counts.most_common(1)  # of two alike, the one met first
        for name, project, path, text in names:
            if name != usual:
                fix = Fix((Edit(text.places["zh"], usual),), safe=False) if "zh" in text.places else None
                yield finding(text.place, f"{path}.name", fix=fix, record=project.full_id, name=name, usual=usual)


def _objectives(project: Project) -> Iterator[tuple[str, Text, str]]:
    """Each objective with its path, as the author lists them: one list, or one for the period and one for the year."""
    both = project.objectives.period is not None
    for column, texts in (("period", project.objectives.period or ()), ("annual", project.objectives.annual)):
        for number, text in enumerate(texts, 1):
            if chinese := text.get("zh"):
                yield f"objectives.{column}[{number}]" if both else f"objectives[{number}]", text, chinese


@rule("REF004", Severity.ADVICE, of_lack=True, floor=2)
def objective_is_not_measured(project: Project, look: Look) -> Finds:
    """A number that an objective promises and no indicator holds."""
    held: set[Decimal] | None = None
    for path, text, chinese in _objectives(project):
        if not _DIGITS.search(chinese):
            continue
        floor = look.number("floor")
        promises = [it for it in quantities_in(chinese, normal(chinese)) or () if _is_promise(it, chinese)]
        for quantity in promises:
            held = _numbers_held(project) if held is None else held
            if quantity.amount.number >= floor and held.isdisjoint(
                {quantity.amount.number, quantity.amount.upper, _sum_with(quantity, promises)}
            ):
                first, last = quantity.bound.first, quantity.last
                yield finding(place_in(text, "zh", first, last), path, number=chinese[first:last])


def _sum_with(quantity: Quantity, promises: list[Quantity]) -> Decimal:
    """What an objective promises of one unit in all: an indicator may count 水罐车3辆、举高车1辆 together."""
    return sum((it.amount.number for it in promises if it.amount.unit == quantity.amount.unit), Decimal(0))


def _is_promise(quantity: Quantity, text: str) -> bool:
    """Whether a number says how much is to be done: not money, time, a phase (2期工程), nor the count of a list of names."""
    unit = quantity.amount.unit
    known = vocabulary().units.get(unit) if unit else None  # a rate (4批次/千人) is none of the units
    if known is None or known.money or unit in _NOT_AIMED_AT:
        return False
    if (unit == "期" and _PHASE.match(text, quantity.last)) or _NO_AMOUNT.match(text, quantity.last):
        return False
    before = _CLAUSE.split(text[: quantity.bound.first])[-1]
    if _NO_AIM.search(before):
        return False
    return "、" not in before or len(_JOINED.split(before)) != quantity.amount.number


def _numbers_held(project: Project) -> set[Decimal]:
    """Every number of a project's indicators: in names, in texts of values, and as the values are read (38万 is 380000)."""
    held: set[Decimal] = set()
    for path, indicator in indicators_of(project):
        texts = [indicator.name.first(), *(aim.target.text.first() for aim in aims_in(indicator, path))]
        held |= {Decimal(digits.replace(",", "")) for text in texts for digits in _DIGITS.findall(normal(text))}
        values = [aim.target.value for aim in aims_in(indicator, path)]
        held |= {number for value in values for number in (value.number, value.upper) if number is not None}
    return held | _sums_held(project)


def _sums_held(project: Project) -> set[Decimal]:
    """What the indicators of quantity come to in each unit: 4辆 in an objective may be 3辆 of one kind and 1辆 of another."""
    sums: dict[str | None, Decimal] = defaultdict(Decimal)
    for indicator in project.indicators:
        if indicator.kind.key == "output.quantity" and indicator.annual and indicator.annual.value.number is not None:
            sums[indicator.annual.value.unit] += indicator.annual.value.number
    return set(sums.values())


@dataclass(frozen=True, slots=True)
class _Territory:
    """What a unit answers for: its tier (0 the nation … 4 a town), the city above it, and its own name; "" if not told."""

    tier: int
    city: str
    own: str


def _territory(*names: str) -> _Territory | None:
    """The smallest territory that the names of a unit and its department tell of: 广州市番禺区民政局 is a district's."""
    parts: dict[str, str] = {}
    for name in names:
        match = _TERRITORY.match(name)
        parts |= {tier: part for tier, part in match.groupdict().items() if part} if match else {}
    if not parts:
        return None
    tier = max(_TIERS.index(part) for part in parts)
    own = parts[_TIERS[tier]]
    city = parts.get("city", "") if tier > _TIER_OF["市"] else ""
    return _Territory(tier, city.removesuffix("市") if len(city) > 2 else "", _SUFFIX.sub("", own) or own)


@rule("REF005", Severity.ADVICE, over=Unit)
def objective_is_of_another_level(unit: Unit, look: Look) -> Finds:
    """An objective that speaks of a wider territory than the unit answers for, or of its neighbours."""
    names = (look.book.department.get("zh") or "", unit.name.get("zh") or "")
    territory = _territory(*names)
    for project in unit.projects:
        for path, text, chinese in _objectives(project):
            if territory is None:
                if (spoken := _WHOLE.search(chinese)) is not None:
                    yield deferred(text.place, path, record=project.full_id, words=spoken[0], unit=unit.name.first())
            elif found := _wider(chinese, territory):
                message, first, last = found
                place = place_in(text, "zh", first, last)
                yield finding(
                    place, path, message, record=project.full_id, words=chinese[first:last], unit=unit.name.first()
                )


def _wider(text: str, territory: _Territory) -> tuple[str, int, int] | None:
    """Where a text speaks of more than the territory: message, first and last character."""
    for pattern in (_WHOLE, _LED):
        for match in pattern.finditer(text):
            if _TIER_OF[match[1]] < territory.tier:
                return "finds", match.start(), match.end()
    if territory.tier < _TIER_OF["区"]:
        return None
    if territory.city and (led := _led_city(territory).search(text)):
        return "finds", led.start(), led.end()
    if (front := _FRONT.search(text)) and not _OWN.search(text) and territory.own not in text:
        return "finds", front.start(), front.end()
    return _neighbours(text)


def _neighbours(text: str) -> tuple[str, int, int] | None:
    """Where three names or more stand before a number of districts: 越秀、海珠、荔湾和天河4个区."""
    for match in _LISTED.finditer(text):
        clause = _CLAUSE.split(text[: match.start()])[-1]
        if clause.count("、") > 1:
            return "neighbours", match.start() - len(clause), match.end()
    return None


@cache
def _led_city(territory: _Territory) -> re.Pattern[str]:
    return re.compile(_LED_CITY.format(city=re.escape(territory.city), own=f"市?{re.escape(territory.own)}"))
