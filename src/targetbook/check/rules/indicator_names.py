"""IND: whether an indicator's name names an indicator, of the kind that it stands under, and its value measures that."""

import re
from collections.abc import Iterator

from targetbook.check.likeness import measures_of, share_words
from targetbook.check.rewording import one_of
from targetbook.check.rule import Finding, Finds, Look, finding, rule
from targetbook.check.walk import Aim, aims_in, indicators_of
from targetbook.check.wording import stem_of
from targetbook.check.words import SATISFACTION
from targetbook.model import Indicator, Project
from targetbook.problems import Severity

_SATISFACTION_ENDS = ("满意", "满意度", "满意率", "satisfaction")
_EXECUTION = (
    "预算执行", "预算完成率", "预算控制", "预算控制率", "预算控制度", "支出进度", "支出完成率", "支出执行率", "支付进度",
    "结转结余率", "预算执行率", "预算使用率", "预算支出率", "预算支付率", "预算拨付率", "预算结余率", "资金执行率",
    "资金使用率", "资金支出率", "资金支付率", "资金拨付率", "资金结余率", "经费执行率", "经费使用率", "经费支出率",
    "经费支付率", "经费拨付率", "经费结余率", "预算执行进度", "预算使用进度", "预算拨付进度", "资金执行进度",
    "资金使用进度", "资金拨付进度", "经费执行进度", "经费使用进度", "经费拨付进度",
    "budget execution", "budget execution rate", "execution of the budget", "budget utilisation rate",
    "expenditure progress", "spending progress", "expenditure rate", "execution rate of the budget",
)  # fmt: skip
_STEPS = (
    "经费下拨", "资金下拨", "补助下拨", "补贴下拨", "下拨资金", "下拨经费", "资金下达", "经费下达", "下达资金",
    "下达经费", "印发文件", "文件印发", "印发通知", "印发方案", "下发文件", "文件下发", "下发通知", "制定工作方案",
    "制定实施方案", "成立领导小组", "成立工作专班",
)  # fmt: skip
_MEETINGS = (
    "召开会议", "召开…会议", "会议召开", "会议次数", "会议场次", "会议数量", "工作会议", "部署会议", "推进会议", "调度会议",
    "协调会议", "动员会议", "联席会议", "召开例会", "工作例会", "召开部署会", "召开推进会", "召开调度会", "召开协调会",
    "召开动员会", "召开座谈会",
)  # fmt: skip
_ABOUT_MEETINGS = (
    "会议", "会务", "会展", "展会", "培训", "全会", "大会", "两会", "代会", "年会", "论坛", "峰会", "研讨", "座谈", "人大",
    "政协",
)  # fmt: skip
_PUT_IN = (
    "资金覆盖率", "资金到位率", "资金落实率", "资金投入", "资金使用合规率", "资金使用规范率", "经费覆盖率",
    "经费到位率", "经费落实率", "经费投入", "经费使用合规率", "经费使用规范率", "投入资金", "投入经费", "投入工时",
    "投入人力", "资金使用合规性", "资金合规率", "专款专用率",
)  # fmt: skip
_AMOUNTS = (
    "经费", "资金", "补助", "补贴", "费用", "支出", "预算", "专款", "拨款", "资金总额", "经费总额", "资金金额",
    "经费金额", "投入金额", "补助金额", "补贴金额", "支出金额",
)  # fmt: skip
_OF_MONEY = re.compile("资金|经费|预算|补助|补贴|支出|支付|拨付|发放|工资|薪|款|费|奖")
_PAID_OUT = re.compile("补助|补贴|救助|救济|津贴|奖|资助|助学|抚恤|发放|贴息|养老|低保")
_EARNED = re.compile(
    "贷款|融资|投资|引资|引进|争取|募集|筹集|归集|征收|收缴|征缴|捐|追缴|追回|挽回|清缴|清收|减免|减少|压减|节约|节省|盘活|撬动|"
    "带动|拉动|整合|消费|交易|销售|收入|理赔|赔付|贴息|担保"
)
_OWN_HEAD = re.compile("(?:率|度|性|工时|学时|次数|人数|人次|数量|面积|时长)$")
_LABEL = re.compile("^[^：:]{1,6}[：:]")
_VERB = re.compile("(?:应|须|需|要|均|总?体?为|是|在|保持|控制|达)+$")
_EACH = re.compile("每[一个所家村镇街站社户人校班县区市支间座]")
_OVERALL = re.compile("平均|合计|累计|总计|全[国省市区县镇]")
_EXTENT = re.compile("全[市区县镇]")
_LEVEL = re.compile("(?:(?P<town>乡镇|镇街|街镇|街道|镇|街|乡)|(?P<community>社区|村居|行政村|村))(?:的|全)*覆盖")
_DELIVERED = re.compile("服务|活动|培训|宣传|检查|巡查|走访|慰问|讲座|举办|开展|组织")
_EFFECT = re.compile(
    "受益|惠及|覆盖|参与|参加|使用|接待|吸引|到馆|入馆|入园|参观|客流|运量|就诊|门诊|场馆|景区|公园|观众|读者|游客|旅客|均|带动|就业|取证|获证|投诉|纠纷|事故|故障|差错|中断|违|"
    "减少|增加|下降|提升|提高|报道|避免|转化|服务业"
)
_MEETINGS_SERVED = re.compile("保障|服务|接待|承接")
_DELIVERIES = frozenset({"人次", "场次", "次", "期", "户次", "家次", "份"})


def _named(project: Project) -> Iterator[tuple[str, Indicator, str, str]]:
    """Each indicator with its path, its name as written, and the name's stem: of an English name, its words in lower case.

    English under `zh` is told by LNG005, and not read here.
    """
    for path, indicator in indicators_of(project):
        name = indicator.name.get("zh")
        if name is None:
            name = indicator.name.first()
            yield path, indicator, name, name.casefold().strip(" .")
        elif not name.isascii():
            yield path, indicator, name, stem_of(name)


def _values(indicator: Indicator, path: str) -> Iterator[tuple[Aim, str]]:
    for aim in aims_in(indicator, path):
        if value := aim.target.text.get("zh"):
            yield aim, value


@rule("IND006", Severity.WARNING, askers=("购买主体", "购买方", "甲方"))
def satisfaction_is_misplaced(project: Project, look: Look) -> Finds:
    """What stands under satisfaction and is none, is asked of who pays, or is satisfaction and stands elsewhere."""
    asks = any(kind.level.key == SATISFACTION for kind in look.book.taxonomy.kinds)
    for path, indicator, name, stem in _named(project):
        if indicator.kind.level.key != SATISFACTION:
            if asks and indicator.kind.key != "output.quality" and stem.endswith(_SATISFACTION_ENDS):
                yield _elsewhere(path, indicator, name)
        elif not any(word in stem for word in look.words("approval")):
            if not _says_nothing(stem, look):
                yield finding(indicator.name.place, f"{path}.name", name=name)
        else:
            yield from _asked_of_the_payer(path, indicator, name, look.words("askers"))


def _elsewhere(path: str, indicator: Indicator, name: str) -> Finding:
    kind = indicator.kind
    zh, en = kind.name.get("zh", kind.key), kind.name.get("en", kind.key)
    return finding(indicator.name.place, f"{path}.name", "elsewhere", name=name, kind_zh=zh, kind_en=en)


def _asked_of_the_payer(path: str, indicator: Indicator, name: str, askers: tuple[str, ...]) -> Finds:
    said = [(indicator.name.place, f"{path}.name", name)]
    said += [(aim.target.text.place, aim.path, value) for aim, value in _values(indicator, path)]
    for place, field, text in said:
        if asker := next((asker for asker in askers if asker in text), None):
            yield finding(place, field, "payer", text=text, asker=asker)
            return


@rule("IND007", Severity.WARNING, words=_EXECUTION, weight=10)
def execution_is_an_indicator(project: Project, look: Look) -> Finds:
    """How much of the budget was spent, set as an indicator; the self-evaluation counts that by itself."""
    words = look.words("words")
    for path, indicator, name, stem in _named(project):
        if stem.endswith(words):
            is_right = _is_the_work(stem) or _is_control_figure(stem, indicator)
            if not is_right and not _is_counted_here(project, indicator, look):
                yield finding(indicator.name.place, f"{path}.name", name=name)
            continue
        for aim, value in _values(indicator, path):
            if stem_of(_words_before(aim)).endswith(words) and not _is_the_work(value):
                yield finding(aim.target.text.place, aim.path, "value", name=name, value=value)
                break


def _is_the_work(words: str) -> bool:
    """Whether to pay out (补贴资金支付率) or to collect (非税收入预算完成率) is what the project is there for."""
    return "收入" in words or (bool(_PAID_OUT.search(words)) and ("拨付" in words or "支付" in words))


def _is_control_figure(stem: str, indicator: Indicator) -> bool:
    """Whether 预算控制 is followed by an amount: a control figure of the cost, as 财预〔2021〕101号 has it."""
    return "预算控制" in stem and _is_amount(indicator)


def _is_counted_here(project: Project, indicator: Indicator, look: Look) -> bool:
    """Whether the project's weights come to 100 with the points that execution has: then it stands here once, rightly."""
    weights = [each.weight for each in project.indicators]
    return indicator.weight == look.number("weight") and None not in weights and sum(filter(None, weights)) == 100


@rule("IND008", Severity.ADVICE, steps=_STEPS, meetings=_MEETINGS, about_meetings=_ABOUT_MEETINGS)
def a_step_earlier_than_asked(project: Project, look: Look) -> Finds:
    """A step of the work given as its output, or an output given as the benefit."""
    about = project.name.get("zh") or ""
    meets = any(word in about for word in look.words("about_meetings"))
    steps, meetings = look.words("steps"), () if meets else look.words("meetings")
    for path, indicator, name, stem in _named(project):
        if indicator.kind.key in ("output.quantity", "output.quality"):
            words = steps if _MEETINGS_SERVED.search(stem) else steps + meetings
            if step := one_of(words).search(stem):
                yield finding(indicator.name.place, f"{path}.name", name=name, step=step[0])
        elif indicator.kind.level.key == "benefit" and _counts_deliveries(indicator, stem):
            yield finding(indicator.name.place, f"{path}.name", "output", name=name)


def _counts_deliveries(indicator: Indicator, stem: str) -> bool:
    """Whether a count of services, sessions or visits is all that the indicator says."""
    if not _DELIVERED.search(stem) or _EFFECT.search(stem) or measures_of(stem):
        return False
    values = [aim.target.value for aim in aims_in(indicator, "")]
    return any(value.unit in _DELIVERIES and value.number and value.comparator not in ("≤", "<") for value in values)


@rule("IND009", Severity.WARNING)
def name_is_no_indicator(project: Project, look: Look) -> Finds:
    """A name that says nothing of what is measured; silent where grades, a method or scoring say it."""
    for path, indicator, name, stem in _named(project):
        told_otherwise = indicator.grades or indicator.method or indicator.scoring
        if not told_otherwise and _says_nothing(stem, look):
            yield finding(indicator.name.place, f"{path}.name", name=name)


def _says_nothing(stem: str, look: Look) -> bool:
    """Whether a name is one of the book's vague ones, or only the kind's own name again (社会效益, 质量指标)."""
    if stem in look.words("vague_names"):
        return True
    kinds = (kind for kind in look.book.taxonomy.kinds if kind.level.key != SATISFACTION)
    return any(stem in (kind.name.get("zh"), kind.short.get("zh")) for kind in kinds)


@rule("IND010", Severity.WARNING)
def value_measures_another_thing(project: Project, look: Look) -> Finds:
    """A value that names an indicator of its own, and another than the name does."""
    for path, indicator, name, stem in _named(project):
        for aim, value in _values(indicator, path):
            words = _words_before(aim)
            if len(words) < 3 or words in name:
                continue
            if differs := _difference(name, stem, words, look):
                message, of_name, of_value = differs
                yield finding(
                    aim.target.text.place, aim.path, message, name=name, value=value, of_name=of_name, of_value=of_value
                )
                break


def _words_before(aim: Aim) -> str:
    """The words before a value's number, without a label (标准：) and the verb that binds it (应达到)."""
    if aim.target.value.number is None:
        return ""
    return _VERB.sub("", _LABEL.sub("", aim.target.value.before))


def _difference(name: str, stem: str, words: str, look: Look) -> tuple[str, str, str] | None:
    """How name and value differ: the message, and what each of them speaks of. The surest signs come first."""
    each, overall = _EACH.search(name), _OVERALL.search(words)
    if each and overall and not _EACH.search(words):
        return "scope", each[0], overall[0]
    extent, other = _EXTENT.search(name), _EXTENT.search(words)
    if extent and other and extent[0] not in words and other[0] not in name:
        return "scope", extent[0], other[0]
    if levels := _levels(stem, stem_of(words)):
        return "scope", *levels
    measured, meant = measures_of(words), measures_of(stem)
    if measured and meant and measured.isdisjoint(meant):
        return "measure", name, words
    if not _OWN_HEAD.search(stem_of(words)) or stem in words or share_words(name, words):
        return None
    if _says_nothing(stem, look):
        return "vague", name, words
    return ("measure", name, words) if _is_of_money(stem) and not _OF_MONEY.search(words) else None


def _levels(stem: str, words: str) -> tuple[str, str] | None:
    """The towns that the name is to cover and the communities that the value does, or the other way round."""
    named, valued = _LEVEL.search(stem), _LEVEL.search(words)
    if not named or not valued or (named["town"] is None) == (valued["town"] is None):
        return None
    return named["town"] or named["community"], valued["town"] or valued["community"]


def _is_of_money(stem: str) -> bool:
    return any(word in stem for word in ("资金", "经费", "预算")) and not _PAID_OUT.search(stem)


@rule("IND016", Severity.WARNING, words=_PUT_IN, money=_AMOUNTS)
def money_is_counted_as_output(project: Project, look: Look) -> Finds:
    """Money, or what is put in, given as the amount of goods or services delivered."""
    for path, indicator, name, stem in _named(project):
        if indicator.kind.key != "output.quantity":
            continue
        if stem.endswith(look.words("words")):
            if "使用" in stem or not _PAID_OUT.search(stem):
                yield finding(indicator.name.place, f"{path}.name", name=name)
        elif stem.endswith(look.words("money")) and not _EARNED.search(stem) and _is_amount(indicator):
            yield finding(indicator.name.place, f"{path}.name", "amount", name=name)


def _is_amount(indicator: Indicator) -> bool:
    return any(aim.target.value.unit == "元" for aim in aims_in(indicator, ""))
