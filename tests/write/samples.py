"""Rendered pages as a layout gives them, small enough to read: for the tests of what Word and Excel make of them."""

# ruff: noqa: E501
from collections.abc import Iterable
from decimal import Decimal

import yaml

COLUMNS = """<colgroup><col class="name" style="width: 38mm"><col class="amount total" style="width: 19mm">
<col class="amount source" style="width: 19mm"><col class="amount source" style="width: 17mm">
<col class="amount source" style="width: 15mm"><col class="objectives" style="width: 62mm">
<col class="kind" style="width: 20mm"><col class="indicator" style="width: 36mm"><col class="period" style="width: 36mm">
<col class="annual" style="width: 22mm"></colgroup>"""


def both(zh: str, en: str) -> str:
    """A text as the stacked setting gives it."""
    return f'<p lang="zh-CN">{zh}</p><p lang="en">{en}</p>'


def amount(value: str | None, classes: str = "source", *, total: str | None = None, rowspan: int = 1) -> str:
    """A cell of money: `value` exact, `total` is its data-sum."""
    data = "" if value is None else f'<data value="{value}">{Decimal(value):,.2f}</data>'
    sums = f' data-sum="{total}"' if total else ""
    span = f' rowspan="{rowspan}"' if rowspan > 1 else ""
    return f'<td class="amount {classes}"{span}{sums}>{data}</td>'


HEAD = f"""<thead><tr><th class="name" rowspan="2" scope="col">{both("项目名称", "Project")}</th>
<th class="money" colspan="4" scope="colgroup">{both("项目支出（万元）", "Expenditure (CNY 10,000)")}</th>
<th class="objectives" rowspan="2" scope="col">{both("项目总体绩效目标", "Overall objectives")}</th>
<th class="indicators" colspan="4" scope="colgroup">{both("绩效指标", "Performance indicators")}</th></tr>
<tr><th scope="col">{both("合计", "Total")}</th><th scope="col">{both("财政拨款", "Fiscal appropriation")}</th>
<th scope="col">{both("财政专户", "Special account")}</th><th scope="col">{both("其他", "Other")}</th>
<th scope="col">{both("类别", "Kind")}</th><th scope="col">{both("指标名称", "Indicator")}</th>
<th scope="col">{both("实施周期指标值", "Value for the period")}</th>
<th scope="col">{both("年度指标值", "Value for the year")}</th></tr></thead>"""

TITLE = f"""<header><h1><span lang="zh-CN">项目支出绩效目标表（含转移支付项目）</span>
<span lang="en">Performance Targets for Project Expenditure</span></h1>
{both("部门名称：番禺区民政局", "Department: Panyu District Civil Affairs Bureau").replace("<p", '<p class="department"')}
{both("单位：万元", "Unit: CNY 10,000").replace("<p", '<p class="money-unit"')}</header>"""


def page(body: str, *, classes: str = "list stacked", title: str = "项目支出绩效目标表") -> str:
    """A whole page round its sections."""
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>\n'
        f'<body class="{classes}"><main>\n{body}\n</main></body></html>'
    )


def sum_row(kind: str, level: int, name: str, sums: Iterable[str | None]) -> str:
    """A unit's row or the grand total's: `sums` are the total and each source's."""
    total, *sources = (
        amount(value, cls, total="down") for value, cls in zip(sums, ("total", *["source"] * 3), strict=True)
    )
    return (
        f'<tr class="{kind}" data-level="{level}"><th scope="row" class="name">{name}</th>'
        f'{total}{"".join(sources)}<td class="objectives"></td><td class="kind"></td><td class="indicator"></td>'
        '<td class="period"></td><td class="annual"></td></tr>'
    )


def project_rows(
    name: str, money: tuple[str, str | None, str | None, str | None], objectives: str, indicators: list[tuple[str, ...]]
) -> str:
    """A project: its name, money and objectives span the rows of its indicators (kind, name, period, year)."""
    span = len(indicators)
    rows = []
    for index, (kind, indicator, period, annual) in enumerate(indicators):
        classes = "project first" if index == 0 else "indicator" + (" last" if index == span - 1 else "")
        before = ""
        if index == 0:
            before = f'<th scope="rowgroup" rowspan="{span}" class="name">{name}</th>'
            before += amount(money[0], "total", total="across", rowspan=span)
            before += "".join(amount(value, rowspan=span) for value in money[1:])
            before += f'<td class="objectives" rowspan="{span}"><ol class="plain"><li>{objectives}</li></ol></td>'
        rows.append(
            f'<tr class="{classes}" data-level="{2 if index == 0 else 3}">{before}<td class="kind">{kind}</td>'
            f'<td class="indicator">{indicator}</td><td class="period">{period}</td><td class="annual">{annual}</td></tr>'
        )
    return "\n".join(rows)


QUANTITY, QUALITY = both("数量指标", "Quantity"), both("质量指标", "Quality")
SATISFACTION = both("服务对象满意度指标", "Satisfaction of those served")

ASSESSMENT = project_rows(
    both("评估管理工作经费", "Assessment and management"),
    ("116.40", "116.40", None, None),
    both(
        "目标1：委托第三方评估机构，对全区18个社工服务站开展中期和末期评估，推动社工服务站规范运营，提升服务质量。",
        "Objective 1: Commission third-party assessors to carry out mid-term and final assessments of the "
        "District’s 18 social work service stations, so that they are run to standard and serve better.",
    ),
    [
        (
            QUANTITY,
            both("服务进度控制度", "Control of service progress"),
            both(
                "对18个社工服务站各开展1次中期和末期评估",
                "One mid-term and one final assessment of each of the 18 stations",
            ),
            both("100%", "100%"),
        ),
        (
            QUALITY,
            both("评估报告合格率", "Assessment reports up to standard"),
            both("≥95%", "≥ 95%"),
            both("≥95%", "≥ 95%"),
        ),
        (SATISFACTION, both("服务对象满意度", "Satisfaction"), both("≥90%", "≥ 90%"), both("≥90%", "≥ 90%")),
    ],
)
STATIONS = project_rows(
    both("社工服务站运营经费", "Running of the social work service stations"),
    ("4560.10", "4500.00", "60.10", "0.00"),
    both("目标1：为居民提供专业社会工作服务。", "Objective 1: Provide residents with professional social work."),
    [(QUANTITY, both("服务人次", "Service contacts"), both("≥38万人次", "≥ 380,000"), both("≥38万人次", "≥ 380,000"))],
)
PENSIONS = project_rows(
    both("高龄老人津贴", "Allowance for the very old"),
    ("1326.25", None, None, "1326.25"),
    both("目标1：按时足额发放津贴。", "Objective 1: Pay the allowance in full and on time."),
    [
        (QUANTITY, both("发放人数", "Recipients"), both("≥2.4万人", "≥ 24,000"), both("≥2.4万人", "≥ 24,000")),
        (QUALITY, both("足额发放率", "Paid in full"), both("100%", "100%"), both("100%", "100%")),
    ],
)

LIST_ROWS = "\n".join(
    [
        sum_row("total", 0, both("合计", "Grand total"), ("6002.75", "4616.40", "60.10", "1326.25")),
        sum_row("unit", 1, both("社工服务中心", "Community Centre"), ("4676.50", "4616.40", "60.10", "0.00")),
        ASSESSMENT,
        STATIONS,
        sum_row("unit", 1, both("民政局本级", "The Bureau itself"), ("1326.25", None, None, "1326.25")),
        PENSIONS,
    ]
)
LIST_NOTE = both("注：空白表示没有该项资金。", "Note: a blank means no money of that source.").replace(
    "<p", '<p class="note"'
)
LIST = page(
    f'<section class="list" id="list">{TITLE}<table class="list"><caption>项目支出绩效目标表</caption>{COLUMNS}{HEAD}'
    f"<tbody>{LIST_ROWS}</tbody></table>{LIST_NOTE}</section>"
)
"""The list of two units and three projects, stacked: the sample of spans, levels, sums and blanks."""

FORM = page(
    f"""<section class="form" id="community-centre/assessment"><h1 lang="zh-CN">项目支出绩效目标申报表</h1>
<p class="year" lang="zh-CN">（2024年度）</p>
<table class="form"><colgroup><col style="width: 22mm"><col style="width: 22mm"><col style="width: 26mm">
<col style="width: 60mm"><col style="width: 40mm"></colgroup><tbody>
<tr><th colspan="2" class="label">{both("项目名称", "Project")}</th><td colspan="3">{both("评估管理工作经费", "Assessment")}</td></tr>
<tr><th rowspan="2" colspan="2" class="label">{both("项目资金（万元）", "Funds (CNY 10,000)")}</th>
<th class="label">{both("年度资金总额", "Year’s total")}</th><td colspan="2" class="amount"><data value="116.40">116.40</data></td></tr>
<tr><th class="label">{both("其中：财政拨款", "of which fiscal")}</th>
<td colspan="2" class="amount"><data value="116.40">116.40</data></td></tr>
<tr><th rowspan="4" class="label">{both("绩效指标", "Indicators")}</th><th class="label">{both("一级指标", "Level 1")}</th>
<th class="label">{both("二级指标", "Level 2")}</th><th class="label">{both("三级指标", "Level 3")}</th>
<th class="label">{both("指标值", "Value")}</th></tr>
<tr><th rowspan="3" class="label">{both("产出指标", "Output")}</th><th rowspan="2" class="label">{QUANTITY}</th>
<td>{both("服务进度控制度", "Control of progress")}</td><td>{both("100%", "100%")}</td></tr>
<tr><td>{both("评估次数", "Assessments")}</td><td>{both("36次", "36")}</td></tr>
<tr><th class="label">{QUALITY}</th><td>{both("评估报告合格率", "Reports up to standard")}</td><td>{both("≥95%", "≥ 95%")}</td></tr>
</tbody></table></section>""",
    classes="form stacked",
    title="项目支出绩效目标申报表",
)
"""One form with its vertical merges."""

INDICATORS = page(
    """<section class="indicators"><h1 lang="zh-CN">绩效指标一览</h1><table class="indicators">
<colgroup><col style="width: 40mm"><col style="width: 24mm"><col style="width: 40mm"><col class="amount" style="width: 22mm">
<col style="width: 30mm"></colgroup>
<thead><tr><th lang="zh-CN">项目名称</th><th lang="zh-CN">类别</th><th lang="zh-CN">指标名称</th>
<th lang="zh-CN">资金（万元）</th><th lang="zh-CN">年度指标值</th></tr></thead><tbody>
<tr><td>评估管理工作经费</td><td>数量指标</td><td>服务进度控制度</td><td class="amount"><data value="116.40">116.40</data></td>
<td>100%</td></tr>
<tr><td>高龄老人津贴</td><td>数量指标</td><td>发放人数</td><td class="amount"><data value="1326.25">1,326.25</data></td>
<td>≥2.4万人</td></tr></tbody></table></section>""",
    classes="indicators zh",
    title="绩效指标一览",
)
"""The flat sheet: one line of head, no spans."""


def long_list(units: int, projects: int = 3, indicators: int = 2) -> str:
    """A list of many units, each project with 1.01 of the first source: for sums and for speed."""
    rows, each = [], Decimal("1.01")
    rows.append(sum_row("total", 0, "合计", (str(each * units * projects), str(each * units * projects), None, None)))
    for unit in range(units):
        rows.append(sum_row("unit", 1, f"单位{unit}", (str(each * projects), str(each * projects), None, None)))
        for number in range(projects):
            indicator = ("数量指标", "服务人次", "≥100人次", "≥100人次")
            objective = "<p>目标1：提供服务。</p>"
            rows.append(
                project_rows(
                    f"项目{unit}-{number}", (str(each), str(each), None, None), objective, [indicator] * indicators
                )
            )
    body = "\n".join(rows)
    return page(f'<section class="list"><table class="list">{COLUMNS}{HEAD}<tbody>{body}</tbody></table></section>')


LIST_SETTINGS: dict[str, object] = yaml.safe_load("""
name: {zh: 项目支出绩效目标表, en: Performance targets}
footer: {zh: "&C&8第 &P 页 / 共 &N 页&R&8 {title}", en: "&C&8Page &P of &N&R&8 {title}"}
beside: [money-unit]
formats:
  all: {font: 宋体, size: 9, valign: top, wrap: true}
  h1: {font: 黑体, size: 16, align: center, valign: middle}
  department: {valign: bottom}
  money-unit: {align: right, valign: bottom}
  head: {font: 黑体, align: center, valign: middle, top: thin, bottom: thin, fill: '#F2F2F2', line: '#7F7F7F'}
  body: {top: hair, line: '#7F7F7F'}
  body kind: {font: 黑体, size: 8, colour: '#404040'}
  body amount: {font: Times New Roman, align: right, number: '#,##0.00_ '}
  tr.project: {top: thin, line: '#A6A6A6'}
  tr.project name: {align: left, indent: 1}
  tr.unit: {font: 黑体, valign: middle, top: thin, bottom: thin, fill: '#F7F7F7', line: '#595959'}
  tr.unit amount: {font: Times New Roman, bold: true}
  tr.total: {font: 黑体, bold: true, valign: middle, top: thin, bottom: thin, fill: '#EDEDED', line: '#404040'}
  tr.total amount: {font: Times New Roman}
  body end: {bottom: thin}
runs:
  en: {font: Times New Roman, size: 8, colour: '#404040'}
  h1 en: {size: 12, colour: '#000000'}
  kind en: {size: 7.5}
""")
"""What a layout's `excel` section says for the list."""
