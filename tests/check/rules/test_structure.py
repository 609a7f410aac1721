"""STR: each thing in its own field, every field filled, one objective an item, and years that agree."""

import pytest
from tests.books import Make, Written, project, said, unit

from targetbook.check import Selection, check_book


def found(made: Written, code: str, language: str = "en") -> list[str]:
    """What one rule finds, a line each, without the mend."""
    checked = check_book(made.root, Selection(select=(code,)))
    return [line.split("; ")[0].split("；")[0] for line in said(checked.problems, language)]


def untold(made: Written, code: str) -> list[str]:
    """What one rule cannot tell."""
    return [problem.field for problem in check_book(made.root, Selection(select=(code,))).deferred]


def objective(text: str, **fields: str) -> dict[str, str]:
    return {"objectives": f'\n  - "{text}"', **fields}


def timed(annual: str, period: str | None = None) -> str:
    value = f"\n    period: {period}" if period else ""
    return f"\n  - kind: output.timeliness\n    name: 完成时间{value}\n    annual: {annual}"


# STR006


def test_a_period_value_without_a_period_is_told_once_a_project_at_the_first_of_them(book: Make) -> None:
    indicators = (
        "\n  - {kind: output.quantity, name: 宣传次数, period: 24次, annual: 24次}"
        "\n  - {kind: output.quality, name: 评估率, period: 100%, annual: 100%}"
    )
    made = book(project(indicators=indicators))
    assert found(made, "STR006") == [
        "targets/centre/p1.yaml:7:49 STR006 there are target values for the whole period, and nothing says which years it is"
    ]
    assert found(book(project(indicators=indicators, period="2024年")), "STR006") == []


def test_objectives_or_money_of_the_period_need_it_too(book: Make) -> None:
    objectives = "\n  period: [建成三级养老服务网络。]\n  annual: [建成2个街道养老服务中心。]"
    assert "objectives for the whole period" in found(book(project(objectives=objectives)), "STR006")[0]
    assert "money for the whole period" in found(book(project(period_funding="{fiscal: 6}")), "STR006")[0]


def test_a_project_with_values_of_the_year_alone_needs_no_period(book: Make) -> None:
    assert found(book(project()), "STR006") == []


# STR007


def test_two_projects_of_one_code_are_told_at_the_second_across_units(book: Make) -> None:
    made = book(
        unit("a", project(code='"4401130001"')),
        unit("b", project(code='"4401130001"'), project(code='"4401130002"'), project()),
    )
    assert found(made, "STR007") == ["targets/b/p1.yaml:10:7 STR007 the code 4401130001 is already that of a/p1"]


def test_a_code_that_stands_twice_cannot_be_turned_off(book: Make) -> None:
    made = book(project(code="A1"), project(code="A1"), rules="{ignore: [STR]}")
    assert [problem.code for problem in check_book(made.root).problems if problem.code == "STR007"] == ["STR007"]


# STR008


@pytest.mark.parametrize(
    "text",
    [
        "严格按照租赁合同的管理规定，1、优化人力资源；2、加强管理和培训；3、提高人员积极性",
        "1.完成18个社工站评估。2.提升服务质量。",
        "1）新建口袋公园5个；2）改造绿道3公里",
        "一、完善低保审核制度；二、开展入户核查",
        "完成：（1）校舍加固；（2）操场翻新",
        "①新建道路5公里；②改造管网3公里",
        "目标1：新增床位300张；目标2：培训护理员200人",
        "Objective 1: repair 5 km of road. Objective 2: lay 3 km of pipes.",
    ],
)
def test_objectives_that_are_counted_in_one_text_are_told(book: Make, text: str) -> None:
    assert len(found(book(project(**objective(text))), "STR008")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "完成1、2号楼改造，改造道路1.5公里、管网2.3公里",
        "完成标段1、标段2、标段3的施工",
        "覆盖义务教育1、2、3年级学生",
        "推动一、二、三产业融合发展，评审一、二、三级医院",
        "完成附件（1）、（2）所列任务",
        "目标1：完成政务云迁移：（1）系统上云；（2）等保测评",
        "一是改善办学条件，二是提高教学质量",
        "按照“三个一、五个二”的要求开展工作",
        "①②号线沿线改造",
    ],
)
def test_numbers_that_count_no_objectives_are_left_alone(book: Make, text: str) -> None:
    assert found(book(project(**objective(text))), "STR008") == []


def test_the_place_is_where_the_next_objective_begins(book: Make) -> None:
    made = book(project(**objective("规定，1、优化；2、加强；3、提高")))
    assert found(made, "STR008", "zh") == ["targets/centre/p1.yaml:5:14 STR008 一条目标里写了 3 条（1、…2、…）"]


# STR009

REPEATS = "\n  - {kind: output.quality, name: 工作完成质量水平, annual: 工作完成质量%s}"


def allowances(made: Written) -> list[str]:
    checked = check_book(made.root, Selection(select=("STR009", "VAL002")))
    return [line.split(" ", 1)[1] for line in said(checked.problems)]


def test_an_allowance_with_a_reason_silences_and_is_not_told(book: Make) -> None:
    assert allowances(book(project(indicators=REPEATS % ", allow: {VAL002: 指标值由市级统一下达}"))) == []


def test_an_allowance_without_a_reason_silences_and_is_told(book: Make) -> None:
    assert allowances(book(project(indicators=REPEATS % ', allow: {VAL002: ""}'))) == [
        "STR009 VAL002 is allowed without a reason; write why, e.g. VAL002: the indicator was set from above"
    ]


def test_an_allowance_of_what_is_not_there_of_no_rule_or_of_a_fault_of_reading_is_told(book: Make) -> None:
    made = book(project(allow="{VAL002: 上级下达, VAl002: 上级下达, STR004: 上级下达, IND003: 上级下达}"))
    assert allowances(made) == [
        "STR009 there is no finding of VAL002 here to allow; delete this entry",
        "STR009 there is no rule VAl002; did you mean VAL002?",
        "STR009 STR004 is told while the files are read, and cannot be allowed; delete this entry, and mend what is told",
    ]


# STR010


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"period": "2025年—2026年"}, "the period 2025年—2026年 does not hold the book's year, 2024"),
        ({"indicators": timed("2025年6月底前完成")}, "the value for the year, 2025年6月底前完成, does not lie in 2024"),
        (
            {"indicators": timed("2024年12月底前", "2027年6月底前"), "period": "2024年—2026年"},
            "the value for the period, 2027年6月底前, does not lie in the project's period (2024–2026)",
        ),
        (
            objective("项目期为2026年，建成区级养老院", period='"2024-01-01–2026-12-31"'),
            "the objective says 2026, but the project's period is 2024-01-01–2026-12-31",
        ),
        (
            objective("2024年至2028年完成老旧小区改造", period="2024年—2026年"),
            "the objective says 2024年至2028年, but the project's period is 2024年—2026年",
        ),
    ],
)
def test_years_that_disagree_are_told(book: Make, fields: dict[str, str], says: str) -> None:
    (line,) = found(book(project(**fields)), "STR010")
    assert line.endswith(f"STR010 {says}")


@pytest.mark.parametrize(
    "fields",
    [
        {"indicators": timed("12月底前")},
        {"period": "2022年起"},
        {"period": "2022年1月至今"},
        {"indicators": timed("2024年1月-12月"), "period": "2024年"},
        {"indicators": timed("2024年12月底前", "2026年12月底前"), "period": "2024年—2026年"},
        objective("2024年至2025年完成一期工程", period="2024年—2026年"),
        objective("落实《广州市养老服务规划（2021—2025年）》", period="2024年"),
        objective("完成2021—2025年发展规划确定的任务", period="2024年"),
        objective("落实“十四五”规划（2021—2025年）", period="2024年"),
        objective("为2023-2024学年困难学生发放助学金", period="2024年"),
        objective("在2021—2023年试点基础上推广", period="2024年—2026年"),
        objective("群众满意度较2023年提高5个百分点", period="2024年"),
        objective("2024年至2028年完成改造"),
    ],
)
def test_years_that_agree_or_are_of_something_else_are_left_alone(book: Make, fields: dict[str, str]) -> None:
    made = book(project(**fields))
    assert (found(made, "STR010"), untold(made, "STR010")) == ([], [])


def test_a_period_without_years_cannot_be_compared(book: Make) -> None:
    made = book(project(**objective("2024年至2026年完成改造", period="长期")))
    assert (found(made, "STR010"), untold(made, "STR010")) == ([], ["objectives[1]"])


# STR011

DEPARTMENT = "番禺区民政局"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("社区党组织书记绩效奖励（穗财保【2023】153号）", "holds a document number: 穗财保【2023】153号"),
        ("社区党组织书记绩效奖励穗财保[2023]153号", "holds a document number: 穗财保[2023]153号"),
        ("广州市番禺区社区建设指导中心办公经费", "holds the unit's: 广州市番禺区社区建设指导中心"),
        ("番禺区民政局信息系统运维", "holds the unit's: 番禺区民政局"),
        ("2024年社区工作经费", "holds the year: 2024年"),
        ("社区工作经费（2024年度）", "holds the year: 2024年度"),
    ],
)
def test_a_name_that_carries_other_fields_is_told(book: Make, name: str, says: str) -> None:
    made = book(unit("centre", project(name=name), name="广州市番禺区社区建设指导中心"), department=DEPARTMENT)
    (line,) = found(made, "STR011")
    assert line.endswith(f"the project's name {says}")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("提前下达2024年市财政社区党组织书记绩效奖励", {"transfer": "{document: 穗财保〔2023〕153号}"}),
        ("提前下达2024年市财政社区党组织书记绩效奖励", {}),
        ("下达番禺区民政局养老服务补助", {"transfer": "{document: 穗财保〔2023〕153号}"}),
        ("2024年人口变动情况抽样调查", {"nature": "one_off"}),
        ("2024—2026年老旧小区改造", {}),
        ("2023年度绩效考核奖励", {}),
        ("番禺区民政局办公楼维修", {"category": "works"}),
        ("全区民政局系统业务培训", {}),
        ("12345政务服务热线运行", {}),
        ("1号教学楼加固", {}),
    ],
)
def test_a_name_that_is_its_own_is_left_alone(book: Make, name: str, fields: dict[str, str]) -> None:
    made = book(unit("centre", project(name=name, **fields), name="民政局机关"), department=DEPARTMENT)
    assert found(made, "STR011") == []


def test_a_number_is_taken_out_of_the_name_only_where_the_record_keeps_it(book: Make) -> None:
    name = "社区党组织书记绩效奖励（穗财保【2023】153号）"
    kept = book(project(name=name, transfer="{document: 穗财保〔2023〕153号}"))
    (told,) = check_book(kept.root, Selection(select=("STR011",))).problems
    assert told.fix is not None
    assert ([edit.text for edit in told.fix.edits], told.fix.safe) == (["社区党组织书记绩效奖励"], False)
    lost = book(project(name=name))
    (told,) = check_book(lost.root, Selection(select=("STR011",))).problems
    assert told.fix is None


# STR012


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        (objective("举办XX期培训，培训××人次"), "XX"),
        (objective("培训20xx年度新任社工"), "xx"),
        (objective("地点待定。"), "待定"),
        (objective("举办文化活动○○场。"), "○○"),
        ({"name": "慰问困难党员张**"}, "**"),
        ({"lead": "待填写"}, "待填写"),
        ({"period": "20××年"}, "××"),
        ({"indicators": "\n  - {kind: output.quantity, name: 培训场次, annual: ≥XX场}"}, "XX"),
        ({"indicators": "\n  - {kind: output.quality, name: 合格率, annual: ≥95%, data_source: TBD}"}, "TBD"),
        ({"adjustments": "[{date: 2024-06-03, document: 区财〔2024〕XX号, reason: 压减, approved_by: 财政局}]"}, "XX"),
        ({"approved": "{date: 2024-01-15, document: 番财预〔2024〕××号}"}, "××"),
    ],
)
def test_what_was_never_filled_in_is_told(book: Make, fields: dict[str, str], word: str) -> None:
    (line,) = found(book(project(**fields)), "STR012")
    assert line.endswith(f"the placeholder {word} was never filled in")


@pytest.mark.parametrize(
    "text",
    [
        "购置XXL码防护服200套",
        "修复XXE漏洞12个",
        "建设3×4米展板20块",
        "完成待定级公路技术评定",
        "待补充材料的申请件压减20%",
        "配备X光机2台",
    ],
)
def test_letters_and_words_that_mean_something_are_left_alone(book: Make, text: str) -> None:
    assert found(book(project(**objective(text))), "STR012") == []


def test_one_score_in_every_row_is_no_value(book: Make) -> None:
    rows = "".join(f"\n  - {{kind: output.quantity, name: 指标{n}, annual: 88/100}}" for n in "甲乙丙")
    assert found(book(project(indicators=rows)), "STR012", "zh") == [
        "targets/centre/p1.yaml:7:48 STR012 3 个指标的年度值全是“88/100”，似未填写"
    ]


def test_placeholders_are_the_books_own_words(book: Make) -> None:
    made = book(project(**objective("举办某某期培训")), rules="{STR012: {words: [某某]}}")
    assert len(found(made, "STR012")) == 1
