"""IND: whether the indicators that are due are there, once each, with weights that add up, in the words of the taxonomy."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from targetbook.check.likeness import name_key
from targetbook.check.rule import Deferred, Finding, Finds, Look, finding, rule
from targetbook.check.walk import aims_in, indicators_of
from targetbook.model import Indicator, Project
from targetbook.problems import Edit, Fix, Place, Severity
from targetbook.taxonomy import Kind, Level, Taxonomy, label_of, levels_of
from targetbook.values import Comparison, Direction, Form, Value, compare_values, parse_value

WORKS = """
建设工程 改造工程 修缮工程 装修工程 维修工程 加固工程 整治工程 绿化工程 道路工程 桥梁工程 排水工程 供水工程 水利工程 管网工程
消防工程 安装工程 土建工程 改造 修缮 装修 大修 加固 新建 扩建 改建 重建 迁建 设施建设 设施建设提升 设施提升 场馆建设 道路建设
公路建设 校舍建设 用房建设 管网建设 购置 采购 设备更新
"""
"""How names of works and purchases end; 购买服务 is no purchase of goods."""
NOT_WORKS = "教育改造 劳动改造 思想改造 危房改造 政府采购 集中采购 服务采购"
INTERNAL = "办公 机关 后勤 物业 运转 运维 信息系统 网络安全 公务用车 档案"
COUNTED = frozenset(
    {"人", "个", "户", "家", "件", "项", "套", "台", "所", "处", "座", "辆", "人次", "场次", "次", "户次"}
)
"""Units whose number can be cut out of a name and leave a count behind it."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_APART = re.compile(r"[（）()【】〔〕\[\]—–\-:：，,、；;\s]+")
_TAIL = re.compile(r"(?:项目|专项|经费|资金|费用|费|款|[一二三四五六七八九十]期)+$")
_NUMBER = re.compile(r"(?<![第\d.])\d+(?:\.\d+)?")
_CORE = re.compile(
    r"(?:(?P<document>[^：:]*[〔【\[（(]\d{4}[〕】\]）)]\d+号)[：:])?\s*(?P<name>.+?)(?:\s+(?P<value>\S+))?\s*"
)
_BRACKETS = str.maketrans("【】[]（）()", "〔〕" * 4)
_WORSE = frozenset({Comparison.LOWERED, Comparison.LOOSENED, Comparison.MADE_VAGUE})
_NOT_TOLD_APART = frozenset({Comparison.UNIT_CHANGED, Comparison.NOT_COMPARABLE, Comparison.MOVED})


def _both(named: Level | Kind) -> dict[str, str]:
    """The names of a level or kind as one value of a message in its two languages."""
    return {"kind_zh": label_of(named, "zh"), "kind_en": label_of(named, "en"), "key": named.key}


def _start(project: Project) -> Place:
    """Where the indicators begin: what is not among them is told of there."""
    place = project.places["indicators"]
    return Place(place.file, place.line, place.column, place.line, place.column + 1)


def _missing(project: Project, taxonomy: Taxonomy) -> Iterator[Level | Kind]:
    """Levels and kinds without an indicator, in the taxonomy's order; not the kinds of a level whose lack is told itself."""
    kinds = {indicator.kind.key for indicator in project.indicators}
    levels = {indicator.kind.level.key for indicator in project.indicators}
    for level in levels_of(taxonomy):
        if level.key not in levels:
            yield level
    for kind in taxonomy.kinds:
        if kind.key not in kinds and not (kind.level.due.always and kind.level.key not in levels):
            yield kind


@rule("IND001", Severity.WARNING, of_lack=True)
def level_is_missing(project: Project, look: Look) -> Finds:
    """A first level that every project owes."""
    for level in _missing(project, look.book.taxonomy):
        if isinstance(level, Level) and level.due.always:
            yield Finding(_start(project), "indicators", values=_both(level))


@rule("IND002", Severity.WARNING, of_lack=True)
def kind_is_missing(project: Project, look: Look) -> Finds:
    """A kind that every project owes."""
    for kind in _missing(project, look.book.taxonomy):
        if isinstance(kind, Kind) and kind.due.always:
            yield Finding(_start(project), "indicators", values=_both(kind))


@rule("IND003", Severity.ADVICE, of_lack=True)
def advised_kind_is_missing(project: Project, look: Look) -> Finds:
    """A kind that good practice sets, and nothing asks for."""
    for named in _missing(project, look.book.taxonomy):
        if named.due.advised:
            yield Finding(_start(project), "indicators", values=_both(named))


@rule("IND004", Severity.ADVICE, of_lack=True, internal=tuple(INTERNAL.split()))
def public_kind_is_missing(project: Project, look: Look) -> Finds:
    """A kind that projects for the public owe; where nothing says whom a project serves, its name may."""
    due = [named for named in _missing(project, look.book.taxonomy) if named.due.public and project.public is not False]
    name = project.name.get("zh") or ""
    for named in due:
        if project.public:
            yield Finding(_start(project), "indicators", values=_both(named))
        elif any(word in name for word in look.words("internal")):
            yield Deferred(_start(project), "public", values=_both(named))
        else:
            yield Finding(_start(project), "indicators", "unstated", _both(named))


@rule("IND005", Severity.WARNING, of_lack=True, words=tuple(WORKS.split()), silent=tuple(NOT_WORKS.split()))
def kind_of_the_category_is_missing(project: Project, look: Look) -> Finds:
    """A kind that the project's category owes: cost for works and purchases."""
    for named in _missing(project, look.book.taxonomy):
        if not named.due.category:
            continue
        if project.category in named.due.category:
            yield Finding(_start(project), "indicators", values=_both(named))
        elif project.category is None and (word := _work_in(project, look)):
            place = project.name.places.get("zh", project.name.place)
            yield Finding(place, "name", "unstated", {"word": word, **_both(named)})
        elif project.category is None:
            yield Deferred(_start(project), "category", values=_both(named))


def _work_in(project: Project, look: Look) -> str | None:
    """The word with which a part of the project's name ends that works and purchases end with."""
    for piece in _APART.split(project.name.get("zh") or ""):
        bare = _TAIL.sub("", piece)
        if not any(word in bare for word in look.words("silent")):
            for word in look.words("words"):
                if bare.endswith(word):
                    return word
    return None


@rule("IND011", Severity.WARNING)
def indicator_stands_twice(project: Project, look: Look) -> Finds:
    """An indicator with the name and kind of one before it."""
    seen: dict[tuple[str, str], Indicator] = {}
    for path, indicator in indicators_of(project):
        same = seen.setdefault((indicator.kind.key, name_key(indicator.name.first())), indicator)
        if same is not indicator:
            line = str(same.name.place.line)
            yield finding(indicator.name.place, f"{path}.name", name=indicator.name.first(), line=line)


@rule("IND012", Severity.ADVICE, limit=20, each_kind=0, least=0)
def indicators_are_too_many(project: Project, look: Look) -> Finds:
    """More indicators than the book's limit, in all or of one kind, or fewer than its least."""
    limit, each, least = look.number("limit"), look.number("each_kind"), look.number("least")
    count = len(project.indicators)
    if limit and count > limit:
        yield finding(_start(project), "indicators", count=str(count), limit=f"{limit:f}")
    if count < least:
        yield finding(_start(project), "indicators", "few", count=str(count), least=f"{least:f}")
    for kind in look.book.taxonomy.kinds if each else ():
        of_kind = [indicator for indicator in project.indicators if indicator.kind.key == kind.key]
        if len(of_kind) > each:
            told = {"count": str(len(of_kind)), "limit": f"{each:f}", **_both(kind)}
            yield Finding(of_kind[int(each)].places["kind"], "indicators", "kind", told)


@rule("IND013", Severity.ERROR, of_lack=True, sums=("90", "100"))
def weights_do_not_add_up(project: Project, look: Look) -> Finds:
    """Weights that come to none of the book's sums, or that only some indicators have: told at the first without."""
    weighted = [(path, indicator) for path, indicator in indicators_of(project) if indicator.weight is not None]
    lacking = [(path, indicator) for path, indicator in indicators_of(project) if indicator.weight is None]
    if not weighted:
        return
    if lacking:
        (path, first), count, of = lacking[0], str(len(lacking)), str(len(project.indicators))
        yield finding(first.name.place, f"{path}.weight", "missing", name=first.name.first(), count=count, of=of)
        return
    total = _plain(sum((indicator.weight or Decimal(0) for _, indicator in weighted), Decimal(0)))
    if total not in look.words("sums"):
        path, last = weighted[-1]
        yield finding(last.places["weight"], f"{path}.weight", total=total, sums=" / ".join(look.words("sums")))


def _plain(number: Decimal) -> str:
    """A number without zeros that say nothing: 90, 12.5."""
    return f"{number.normalize():f}"


@rule("IND014", Severity.ADVICE)
def kind_is_worded_otherwise(project: Project, look: Look) -> Finds:
    """A kind named by a local or shortened word."""
    for path, indicator in indicators_of(project):
        kind, word = indicator.kind, indicator.kind_word
        if word == kind.key or word.casefold() in map(str.casefold, (kind.key, kind.code or "", *kind.name.values())):
            continue
        official = _official(kind, "zh" if _HAN.search(word) else "en", look.book.taxonomy)
        fix = Fix((Edit(indicator.places["kind"], official),), safe=True)
        yield finding(indicator.places["kind"], f"{path}.kind", fix=fix, word=word, official=official)


def _official(kind: Kind, language: str, taxonomy: Taxonomy) -> str:
    """The kind's name, or its key where another kind has that name too."""
    name = label_of(kind, language)
    shared = any(name in other.words() for other in taxonomy.kinds if other.key != kind.key)
    return kind.key if shared else name


@rule("IND015", Severity.ADVICE, of_lack=True, cost=20, output=50, benefit=30, satisfaction=10)
def split_is_unusual(project: Project, look: Look) -> Finds:
    """Weights of the first levels that are far from the usual; a wrong sum is another rule's."""
    if not project.indicators or any(indicator.weight is None for indicator in project.indicators):
        return
    levels = {indicator.kind.level.key: indicator.kind.level for indicator in project.indicators}
    given = {key: _weight_of(project, key) for key in levels}
    base = look.number("output") + look.number("benefit") + look.number("satisfaction")
    surplus = sum(given.values()) - base  # the ten points of budget execution, where they are not kept apart
    if not 0 <= surplus <= 10:
        return
    usual = _usual(given, look)
    if unknown := [level for key, level in levels.items() if key not in usual]:
        yield Deferred(_start(project), "indicators", values=_both(unknown[0]))
        return
    off = {key: max(usual[key][0] - weight, weight - usual[key][1] - surplus) for key, weight in given.items()}
    worst = max(off, key=lambda key: off[key])
    if off[worst] > 0:
        place = next(it.places["weight"] for it in project.indicators if it.kind.level.key == worst)
        yield Finding(place, "indicators", values=_split_in_words(levels, given, usual))


def _weight_of(project: Project, level: str) -> Decimal:
    return sum((it.weight or Decimal(0) for it in project.indicators if it.kind.level.key == level), Decimal(0))


def _usual(given: Mapping[str, Decimal], look: Look) -> dict[str, tuple[Decimal, Decimal]]:
    """The least and most of each level: cost takes half its points from output, half from benefit, which has those of a
    missing satisfaction."""
    taken = look.number("cost") / 2 if "cost" in given else Decimal(0)
    spare = Decimal(0) if "satisfaction" in given else look.number("satisfaction")
    output, benefit = look.number("output"), look.number("benefit")
    satisfaction = look.number("satisfaction")
    return {
        "cost": (Decimal(0), look.number("cost")),
        "output": (output - taken, output),
        "benefit": (benefit - taken + spare, benefit + spare),
        "satisfaction": (satisfaction, satisfaction),
    }


def _split_in_words(
    levels: Mapping[str, Level], given: Mapping[str, Decimal], usual: Mapping[str, tuple[Decimal, Decimal]]
) -> dict[str, str]:
    told = {}
    for language, comma in (("zh", "、"), ("en", ", ")):
        names = {key: label_of(level, language) for key, level in levels.items()}
        told[f"given_{language}"] = comma.join(f"{names[key]} {_plain(weight)}" for key, weight in given.items())
        told[f"usual_{language}"] = comma.join(f"{names[key]} {_range(*usual[key])}" for key in given)
    return told


def _range(least: Decimal, most: Decimal) -> str:
    return _plain(most) if least == most else f"{_plain(least)}–{_plain(most)}"


@dataclass(frozen=True, slots=True)
class Core:
    """A core indicator that a frame from above sets: for the projects of one document, or for every transfer."""

    name: str
    value: Value | None
    document: str | None


@rule("IND017", Severity.ERROR, of_lack=True, frame=())
def core_indicator_is_missing(project: Project, look: Look) -> Finds:
    """An indicator of the superior's frame that is not there, not marked, or asks for less."""
    if project.transfer is None:
        return
    document = project.transfer.document.first() if project.transfer.document else ""
    for core in map(_core, look.words("frame")):
        if core.document is None or core.document == document.translate(_BRACKETS):
            yield from _held_against(core, project)


def _held_against(core: Core, project: Project) -> Finds:
    same = [it for it in indicators_of(project) if name_key(it[1].name.first()) == name_key(core.name)]
    if not same:
        yield finding(_start(project), "indicators", name=core.name)
    for path, indicator in same:
        if not indicator.core:
            yield finding(indicator.name.place, f"{path}.core", "unmarked", name=core.name)
        if core.value is None or indicator.annual is None:
            continue
        compared = compare_values(core.value, indicator.annual.value, Direction(indicator.better))
        told = {"name": core.name, "value": indicator.annual.text.first(), "set": core.value.text}
        if compared in _WORSE:
            yield Finding(indicator.annual.text.place, f"{path}.annual", "lowered", told)
        elif compared in _NOT_TOLD_APART:
            yield Deferred(indicator.annual.text.place, f"{path}.annual", values=told)


def _core(entry: str) -> Core:
    """`[document：]name [value]`: the last word is a value where it has a number."""
    parts = _CORE.fullmatch(entry.strip())
    if parts is None:
        return Core(entry, None, None)
    document = parts["document"].translate(_BRACKETS) if parts["document"] else None
    value = parse_value(parts["value"]) if parts["value"] else None
    if value is None or value.is_quantified:
        return Core(parts["name"], value, document)
    return Core(f"{parts['name']} {parts['value']}", None, document)


@rule("IND018", Severity.ADVICE)
def kind_is_of_the_old_frame(project: Project, look: Look) -> Finds:
    """A kind that the taxonomy reads, but has no longer."""
    for path, indicator in indicators_of(project):
        kind = indicator.kind
        if kind.retired:
            others = [it for it in look.book.taxonomy.kinds if it.level.key == kind.level.key and not it.retired]
            instead = {
                "others_zh": "、".join(label_of(it, "zh") for it in others),
                "others_en": ", ".join(label_of(it, "en") for it in others),
            }
            yield Finding(indicator.places["kind"], f"{path}.kind", values={**_both(kind), **instead})


@rule("IND019", Severity.ADVICE, length=30)
def name_is_long_or_holds_its_number(project: Project, look: Look) -> Finds:
    """A Chinese name over the book's length, or one that says the number that its value says."""
    for path, indicator in indicators_of(project):
        name = indicator.name.get("zh")
        if name is None or name.isascii():
            continue
        place = indicator.name.places["zh"]
        if len(name) > look.number("length"):
            length, most = str(len(name)), f"{look.number('length'):f}"
            yield finding(place, f"{path}.name", "long", length=length, most=most)
        for number in _NUMBER.finditer(name):
            held = parse_value(name[number.start() :])
            if value := _value_held(held, indicator):
                yield finding(
                    place,
                    f"{path}.name",
                    "number",
                    fix=_without(name, number.start(), held, indicator),
                    name=name,
                    value=value,
                )
                break


def _value_held(held: Value, indicator: Indicator) -> str | None:
    """The value whose number a name holds: in the same unit, or as the name's last word; 65岁以上 is whom, not how many."""
    if held.number is None or held.comparator in ("≥", ">") or held.form not in (Form.EXACT, Form.BOUND):
        return None
    for aim in aims_in(indicator, ""):
        value = aim.target.value
        same_unit = held.unit is not None and held.unit == value.unit
        is_last = not held.after and held.number >= 10 and value.unit in COUNTED
        if value.number == held.number and (same_unit or is_last):
            return aim.target.text.first()
    return None


def _without(name: str, start: int, held: Value, indicator: Indicator) -> Fix | None:
    """The name without its number, where that leaves a count: 村组干部230人 → 村组干部数量. An English name is not rewritten."""
    if held.unit not in COUNTED or held.comparator != "=" or start < 2 or len(indicator.name.by_language) > 1:
        return None
    rest = name[:start] + held.after
    tail = held.unit if held.unit.endswith("次") and not held.after else "" if rest.endswith(("数", "数量")) else "数量"
    return Fix((Edit(indicator.name.places["zh"], rest + tail),), safe=False)
