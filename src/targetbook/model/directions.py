"""Which way is better by what an indicator's name and values say, where that is not as its kind has it.

投诉率 asks for less though satisfaction asks for more, 成本节约率 for more though cost asks for less, 质保期 for a longer time
though timeliness asks for a shorter one.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from targetbook.values import Form, Value, takes_time

_EVILS = (
    "投诉|信访|上访|不满意|差评|差错|错误|失误|事故|故障|失业|死亡|伤亡|违规|违纪|违约|逾期|超期|超标|超支|延误|流失|退货|返工|辍学|空置|"
    "闲置|发案|火灾|中断|停电|损耗|漏损|能耗|水耗|噪[声音]|复发|感染|发病|返贫|缺陷|偏差|误差|返修|破损|失败|不良|漏检|不合格|不达标"
)
_WAITS = (
    "响应|处置|处理|办理|办结|审批|到达|到场|修复|恢复|抢修|维修|整改|反馈|拨付|支付|等待|等候|候诊|排队|完成|完工|交付"
)
_FEWER = re.compile(
    rf"(?:{_EVILS})(?:案件|事件|人员|情况|资金)?(?:发生)?(?:率|比例|占比|数|数量|量|总量|起数|件数|次数|人数|宗数|浓度|强度|水平)?$"
    rf"|(?:排放|消耗)(?:总?量|强度|浓度)$|(?:pm2\.?5|pm10)(?:年均)?(?:浓度)?$"
    r"|(?:complaint|error|accident|failure|fault|defect|unemployment|drop-?out|vacancy|overdue|loss)s?(?: rate)?$"
    r"|emissions?$"
)
_WAITED = re.compile(
    rf"(?:{_WAITS})(?:时间|时长|时限|周期|用时|天数)$|(?:response|processing|waiting|repair) time$", re.IGNORECASE
)
_ACTED_ON = re.compile(
    r"查处|查办|受理|化解|调解|检测|监测|排查|打击|救治|筛查|下降|降低|减少|减排|(?<!不)达标|(?<!不)合格|零|无"
)
"""Beside these a bad thing is what the work is about: the more of it is found and mended, the better."""
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_SAVED = re.compile(r"(?:节约|节支|节省|压减|压缩|降低|下降|减少|降本|降幅|saving)(?![到至为])")
_SPENT_WELL = re.compile(r"(?:到位|执行|支付|(?<!成本)支出|合规|使用|完成|配套|保障)率$|收益|收入|撬动")
_LASTS = re.compile(
    "质保|质量保证|服务周期|保修|保质|管护|养护|维护|租赁|保存|跟踪|开放|值班|值守|公示|(?:提前|缩短)(?![到至为])|有效期|服务(?:时[长间段]|期)|供应|(?:保障|发放)(?:天|月)数|年限|寿命|(?:运行|持续|覆盖)时[长间]"
)


def better_by_words(name: str, values: Iterable[Value], *, is_of_time: bool, is_of_cost: bool) -> str | None:
    """`higher` or `lower` as the words have it; None where they leave it to the kind.

    Args:
        name: the indicator's, in its first language.
        values: its target values.
        is_of_time: whether its kind is one of timeliness.
        is_of_cost: whether less is better by its kind.
    """
    values = list(values)
    if is_of_time:
        return _better_of_time(name, values)
    if is_of_cost:
        said = [name, *(value.before for value in values)]
        return "higher" if any(map(_SAVED.search, said)) or _SPENT_WELL.search(name) else None
    is_wait = _WAITED.search(name) and any(map(takes_time, values))
    return "lower" if is_wait or _asks_for_fewer(name) else None


@lru_cache(maxsize=4096)
def _asks_for_fewer(name: str) -> bool:
    bare = _IN_BRACKETS.sub("", name).rstrip("。.；; ").casefold()
    return bool(_FEWER.search(bare)) and not _ACTED_ON.search(bare)


def _better_of_time(name: str, values: list[Value]) -> str | None:
    """A time that something takes is better short, one that it lasts long; a bare number is a date (20240630, 2024.6)."""
    said = " ".join([name, *(f"{value.before} {value.after}" for value in values)])
    is_quick = any(takes_time(value) and "每" not in value.before for value in values)
    if is_quick and _WAITED.search(name) and not _LASTS.search(" ".join(value.before for value in values)):
        return "lower"
    if _LASTS.search(said):
        return "higher"
    if is_quick or _asks_for_fewer(name):
        return "lower"
    is_date = any(value.form is Form.EXACT and value.unit is None for value in values)
    return "lower" if is_date else None
