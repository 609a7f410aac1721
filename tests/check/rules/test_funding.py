"""FND: money that adds up, in the right unit and column, and the same in text and table."""

import pytest
from tests.books import Make, Written, project, said, unit

from targetbook.check import Selection, check_book
from targetbook.problems import Edit


def found(made: Written, code: str, language: str = "en") -> list[str]:
    """What one rule finds, a line each, with the mend."""
    return said(check_book(made.root, Selection(select=(code,))).problems, language)


def told(made: Written, code: str) -> str:
    """Whether one rule finds something, cannot tell, or is silent."""
    checked = check_book(made.root, Selection(select=(code,)))
    assert {problem.code for problem in checked.problems} <= {code}
    return "found" if checked.problems else "deferred" if checked.deferred else "silent"


def objective(text: str, **fields: str) -> dict[str, str]:
    return {"objectives": f'\n  - "{text}"', **fields}


def indicators(*rows: tuple[str, str, str]) -> str:
    return "".join(f'\n  - {{kind: {kind}, name: {name}, annual: "{annual}"}}' for kind, name, annual in rows)


WITH_PARTS = "[{id: fiscal, name: 财政拨款, parts: [general_public, government_funds]}, other]"

# FND004


@pytest.mark.parametrize("funding", ["{fiscal: 0, other: 0}", "{}"])
def test_a_project_without_money_is_told(book: Make, funding: str) -> None:
    assert told(book(project(funding=funding)), "FND004") == "found"


@pytest.mark.parametrize("funding", ["{fiscla: 3.00}", "{fiscal: 一百}", "{fiscal: 2365.2012}", "\n  fiscal:"])
def test_money_that_could_not_be_read_is_not_told_as_missing_too(book: Make, funding: str) -> None:
    problems = check_book(book(project(funding=funding)).root, Selection(select=("FND004",))).problems
    assert [problem.code for problem in problems if problem.code != "FND004"] == [it.code for it in problems] != []


@pytest.mark.parametrize("funding", ["{fiscal: 0, other: 90}", "{fiscal: 0.01}", "{fiscal: 0, total: 90}"])
def test_a_project_with_any_money_is_left_alone(book: Make, funding: str) -> None:
    assert told(book(project(funding=funding)), "FND004") == "silent"


# FND005


def test_an_amount_typed_in_yuan_is_told_with_what_it_would_be(book: Make) -> None:
    assert found(book(project(funding="3,498,000.00")), "FND005") == [
        "targets/centre/p1.yaml:3:11 FND005 3,498,000.00 万元 is beyond belief, and was perhaps written in 元; "
        "write 349.80 (万元) if it is 3,498,000.00 元; if it is right, raise rules.FND005.ceiling"
    ]


@pytest.mark.parametrize(
    ("amount", "money", "expected"),
    [
        ("4,099.32", "{unit: 万元}", "silent"),
        ("77,132.58", "{unit: 万元}", "silent"),
        ("3498000 元", "{unit: 万元}", "silent"),
        ("771,325,800", "{unit: 万元}", "found"),
        ("771,325,800", "{unit: 元}", "silent"),
        ("116.40", "{unit: 元}", "found"),
        ("1,164,000", "{unit: 元}", "silent"),
        ("150", "{unit: 亿元}", "found"),
    ],
)
def test_the_unit_is_doubted_by_the_books_own_unit(book: Make, amount: str, money: str, expected: str) -> None:
    assert told(book(project(funding=amount), money=money), "FND005") == expected


# FND006


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "提前下达2024年市财政社区两委干部补贴"},
        {"name": "义务教育家庭经济困难学生中央补助资金"},
        {"name": "提前下达信息化管理补助资金"},
        objective("本项目资金为中央财政转移支付，用于发放困难群众补助"),
    ],
)
def test_a_transfer_without_its_document_is_told(book: Make, fields: dict[str, str]) -> None:
    assert told(book(project(**fields)), "FND006") == "found"


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "提前下达2024年市财政社区两委干部补贴", "transfer": "{document: 穗财保〔2023〕153号}"},
        {"name": "转移支付资金绩效评价工作经费"},
        {"name": "对下转移支付补助"},
        {"name": "对镇街转移支付"},
        {"name": "困难群众基本生活补助"},
        objective("加强专项转移支付资金监管，完成30个项目核查"),
    ],
)
def test_a_transfer_with_its_document_or_work_about_transfers_is_left_alone(book: Make, fields: dict[str, str]) -> None:
    assert told(book(project(**fields)), "FND006") == "silent"


# FND007


def test_a_source_of_the_year_above_its_period_is_told_once(book: Make) -> None:
    made = book(project(funding="{fiscal: 349.80}", period_funding="{fiscal: 300}"))
    assert found(made, "FND007") == [
        "targets/centre/p1.yaml:2:19 FND007 fiscal has 349.80 万元 in the year, but 300.00 万元 in the whole period; "
        "check both: the year's amount is at most 300.00"
    ]


@pytest.mark.parametrize(
    ("year", "period", "expected"),
    [
        ("{fiscal: 2}", "{fiscal: 2}", "silent"),
        ("{fiscal: 2}", "{}", "silent"),
        ("{fiscal: 2}", "{other: 1}", "found"),
        ("{fiscal: 2, other: 3}", "{fiscal: 4, other: 4}", "silent"),
        ("{fiscal: 2}", "{fiscal: 1, other: 9}", "found"),
    ],
)
def test_the_year_is_a_part_of_the_period(book: Make, year: str, period: str, expected: str) -> None:
    assert told(book(project(funding=year, period_funding=period)), "FND007") == expected


def test_parts_are_compared_with_parts_and_the_sum_with_the_sum(book: Make) -> None:
    made = book(
        project(funding="{general_public: 2, government_funds: 3}", period_funding="{fiscal: 4}"), sources=WITH_PARTS
    )
    (line,) = found(made, "FND007")
    assert "fiscal has 5.00 万元 in the year, but 4.00 万元" in line


# FND008


def test_the_rarer_of_blank_and_zero_is_told_in_its_record(book: Make) -> None:
    made = book(
        project(funding="{fiscal: 116.40}"),
        project(funding="{fiscal: 43.00, other: 0}"),
        project(funding="{fiscal: 59.00}"),
    )
    assert found(made, "FND008") == [
        "targets/centre/p2.yaml:2:33 FND008 other is written as 0 here, and left blank in centre/p1 of the same unit; "
        "delete this amount: leave it blank in all of them"
    ]


def test_a_blank_among_zeros_is_told_as_the_blank(book: Make) -> None:
    zero = "{fiscal: 43.00, other: 0}"
    made = book(project(funding=zero), project(funding=zero), project(funding="{fiscal: 59.00}"))
    (line,) = found(made, "FND008")
    assert line.startswith("targets/centre/p3.yaml:2:10 FND008 other is left blank here")


@pytest.mark.parametrize(
    "fundings",
    [
        ("{fiscal: 1}", "{fiscal: 1}"),
        ("{fiscal: 1, other: 0}", "{fiscal: 1, other: 0}"),
        ("{fiscal: 1, other: 0}", "{fiscal: 1, other: 2}"),
        ("{fiscal: 1}", "{other: 1}"),
        ("{general_public: 1, government_funds: 0}", "{fiscal: 1}"),
    ],
)
def test_one_way_all_through_is_consistent(book: Make, fundings: tuple[str, ...]) -> None:
    made = book(*(project(funding=funding) for funding in fundings), sources=WITH_PARTS)
    assert told(made, "FND008") == "silent"


def test_units_may_differ_from_each_other(book: Make) -> None:
    made = book(unit("a", project(funding="{fiscal: 1, other: 0}")), unit("b", project(funding="{fiscal: 1}")))
    assert told(made, "FND008") == "silent"


# FND009, FND010


def test_a_typed_total_of_zero_over_parts_is_an_error(book: Make) -> None:
    made = book(project(funding="{fiscal: 90, total: 0}"))
    assert found(made, "FND009", "zh") == [
        "targets/centre/p1.yaml:2:30 FND009 funding.total 手填为 0，而各来源之和为 90; 请删去手填合计：合计由系统计算"
    ]
    assert told(made, "FND010") == "silent"


def test_a_typed_total_that_is_the_sum_is_advised_away(book: Make) -> None:
    made = book(project(funding="\n  fiscal: 116.40\n  total: 116.4"))
    assert told(made, "FND009") == "silent"
    (problem,) = check_book(made.root, Selection(select=("FND010",))).problems
    assert problem.fix is not None
    assert (problem.fix.edits, problem.fix.safe) == ((Edit(problem.place, None),), False)


# FND011

PERIOD = {"period_funding": "{fiscal: 12000}"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (objective("安排资金349.80万元用于评估"), "silent"),
        (objective("安排资金349.8万元用于评估"), "silent"),
        (objective("项目资金为人民币3,498,000元整"), "silent"),
        (objective("安排资金358.90万元用于评估"), "found"),
        (objective("安排评估工作经费300万元"), "found"),
        (objective("2024年安排资金300万元"), "found"),
        (objective("项目总投资1.2亿元", **PERIOD), "silent"),
        (objective("项目总投资1.3亿元", **PERIOD), "found"),
        (objective("项目总投资1.3亿，惠及1.2亿", **PERIOD), "found"),
        (objective("服务惠及1.2亿，增加3万"), "silent"),
        (objective("项目总投资1.2亿元"), "deferred"),
        (objective("每年安排资金300万元"), "found"),
        (objective("2023年安排资金300万元"), "deferred"),
        (objective("市级财政拨款200万元"), "deferred"),
        (objective("全市安排资金2亿元"), "deferred"),
        (objective("安排资金349.80万元，其中市级资金200万元、区级资金149.80万元"), "deferred"),
        (objective("安排资金约350万元"), "deferred"),
        (objective("带动社会投资2亿元"), "deferred"),
        (objective("投入资金300万元，完成18个社工站评估"), "found"),
        (objective("目标1：项目投入财政资金300万元"), "found"),
        (objective("投入349.80万元用于评估"), "silent"),
        (objective("投入1200万元，三年内建成18个社工站"), "deferred"),
        (objective("投入200万元用于评估，投入100万元用于培训"), "deferred"),
        (objective("安排评估经费249.80万元，安排培训经费100万元"), "silent"),
        (objective("安排评估经费249.80万元，安排培训经费110万元"), "found"),
        (objective("按1000元/人的标准发放补助"), "silent"),
        (objective("每人每月发放300元"), "silent"),
        (objective("户均增收2000元，人均可支配收入达到3万元"), "silent"),
        (objective("服务3.5万人次，财政拨款收入平稳"), "silent"),
    ],
)
def test_a_sum_in_the_text_is_compared_with_the_records_money(
    book: Make, fields: dict[str, str], expected: str
) -> None:
    assert told(book(project(funding="349.80", **fields)), "FND011") == expected


def test_text_in_wan_yuan_and_table_in_yuan_are_one_sum(book: Make) -> None:
    money = "{unit: 元, decimals: 2}"
    same = project(funding="3,498,000.00", **objective("安排资金349.80万元用于评估"))
    assert told(book(same, money=money), "FND011") == "silent"
    other = project(funding="3,498,100.00", **objective("安排资金349.80万元用于评估"))
    assert found(book(other, money=money), "FND011", "zh") == [
        "targets/centre/p1.yaml:5:10 FND011 目标写的是 349.80万元，记录中没有这个金额（年度合计 3,498,100.00 元）; "
        "请核对，文字与资金应为同一个数"
    ]


# FND012

COUNT, COST = "output.quantity", "output.cost"
PERSONS, PRICE = (COUNT, "补助人数", "63人"), (COST, "补助标准", "1000元/人")


@pytest.mark.parametrize(
    ("funding", "rows", "expected"),
    [
        ("6.30", (PERSONS, PRICE), "silent"),
        ("6.30", ((COUNT, "补助人数", "64人"), PRICE), "found"),
        ("6.30", ((COUNT, "补助户数", "63户"), (COST, "补助标准", "每户1000元")), "silent"),
        ("6.30", ((COUNT, "补助人数", "64人"), (COST, "补助标准", "每人1000元")), "found"),
        ("60", ((COUNT, "改造面积", "4000平方米"), (COST, "改造单价", "150元/平方米")), "silent"),
        ("38", ((COUNT, "服务人次", "38万人次"), (COST, "服务成本", "1元/人次")), "silent"),
        ("6.30", ((COUNT, "补助人数", "≥64人"), PRICE), "found"),
        ("7.30", ((COUNT, "补助人数", "≥64人"), PRICE), "silent"),
        ("5.00", (PERSONS, (COST, "补助标准", "≤1000元/人")), "silent"),
        ("7.00", (PERSONS, (COST, "补助标准", "≤1000元/人")), "deferred"),
        ("7.00", (PERSONS, PRICE), "found"),
        ("6.30", ((COUNT, "补助人数", "60人-65人"), PRICE), "silent"),
        ("5.00", ((COUNT, "补助人数", "60人-65人"), PRICE), "found"),
        ("7.00", ((COUNT, "补助人数", "60人-65人"), PRICE), "deferred"),
        ("7.56", (PERSONS, (COUNT, "补助月数", "12个月"), (COST, "补助标准", "100元/人·月")), "silent"),
        ("7.50", (PERSONS, (COUNT, "补助月数", "12个月"), (COST, "补助标准", "100元/人·月")), "found"),
        ("7.56", (PERSONS, (COST, "补助标准", "100元/人·月")), "deferred"),
        ("6.30", (PERSONS, (COUNT, "培训人数", "100人"), PRICE), "deferred"),
        ("10.00", (PERSONS, PRICE, (COST, "宣传费", "≤2万元")), "deferred"),
        ("6.30", (PERSONS, ("benefit.economic", "人均增收", "≥2000元/人")), "silent"),
        ("50", ((COUNT, "道路长度", "5公里"), (COST, "项目总成本", "≤50万元")), "silent"),
        ("6.30", (PERSONS, PRICE, (COST, "伙食标准", "30元/人")), "silent"),
    ],
)
def test_quantity_times_unit_cost_is_the_money(
    book: Make, funding: str, rows: tuple[tuple[str, str, str], ...], expected: str
) -> None:
    assert told(book(project(funding=funding, indicators=indicators(*rows))), "FND012") == expected


def test_the_product_is_shown_beside_the_money(book: Make) -> None:
    made = book(project(funding="6.30", indicators=indicators((COUNT, "补助人数", "64人"), PRICE)))
    assert found(made, "FND012", "zh") == [
        "targets/centre/p1.yaml:8:45 FND012 64人 × 1000元/人 ＝ 6.40 万元，与资金 6.30 万元 不符; "
        "请核对数量、单价和资金，三者应当对得上"
    ]


# FND013


@pytest.mark.parametrize(
    ("fields", "funding", "expected"),
    [
        ({"name": "福利彩票公益金资助项目"}, "{other: 40}", "found"),
        ({"name": "福利彩票公益金资助项目"}, "{general_public: 40}", "found"),
        ({"name": "福利彩票公益金资助项目"}, "{government_funds: 40}", "silent"),
        ({"name": "福利彩票公益金资助项目"}, "{fiscal: 40}", "silent"),
        ({"name": "福利彩票公益金资助项目"}, "{own: 40}", "deferred"),
        ({"transfer": "{document: 穗财保〔2023〕153号}"}, "{other: 40}", "found"),
        ({"transfer": "{document: 穗财保〔2023〕153号}"}, "{fiscal: 40, other: 3}", "silent"),
        (objective("资金性质为一般公共预算，保障机构运转"), "{other: 40}", "found"),
        (objective("资金性质为一般公共预算，保障机构运转"), "{general_public: 40}", "silent"),
        (objective("所需资金由一般公共预算安排"), "{other: 40}", "found"),
        (objective("培训经费由区财政拨款解决"), "{other: 40}", "found"),
        (objective("所需资金由一般公共预算安排"), "{fiscal: 40}", "silent"),
        (objective("收费不足部分由财政拨款解决"), "{other: 40}", "silent"),
        (objective("资金来源：非财政拨款"), "{other: 40}", "silent"),
        ({"name": "政府性基金绩效评价"}, "{general_public: 40}", "silent"),
    ],
)
def test_money_stands_where_its_nature_says(book: Make, fields: dict[str, str], funding: str, expected: str) -> None:
    sources = WITH_PARTS.replace("other]", "other, {id: own, name: 自筹资金}]")
    assert told(book(project(funding=funding, **fields), sources=sources), "FND013") == expected


# FND014


@pytest.mark.parametrize(
    ("expenditure", "expected"), [("1128.62", "found"), ("1000", "found"), ("1099.22", "silent"), (None, "deferred")]
)
def test_the_projects_cover_the_project_expenditure(book: Make, expenditure: str | None, expected: str) -> None:
    made = book(project(funding="1000"), project(funding="99.22"), project_expenditure=expenditure)
    assert told(made, "FND014") == expected


def test_what_is_not_covered_is_told(book: Make) -> None:
    (line,) = found(book(project(funding="1099.22"), project_expenditure="1128.62"), "FND014")
    assert "targets cover 1,099.22 of 1,128.62 万元 of project expenditure (29.40 are missing)" in line
