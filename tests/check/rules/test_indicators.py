"""What is due, what stands twice, weights, words of kinds, core indicators, and names that say too much."""

from pathlib import Path

import pytest
from tests.check.examples import EXAMPLE, checked_example

from targetbook.messages import say
from targetbook.problems import Problem

OUTPUTS = "{kind: 11, name: 受训人次, annual: ≥900人次}, {kind: 12, name: 考核合格率, annual: ≥95%}"
BENEFIT = "{kind: 22, name: 学员留任率, annual: ≥90%}"
WHOLE = f"indicators: [{OUTPUTS}, {BENEFIT}]\n"
BY_2021 = "title: 绩效目标表\ntaxonomy: mof-2021\n"


def checked(root: Path, code: str, record: str, head: str = "") -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    found = checked_example(root, {"targetbook.yaml": head, EXAMPLE: record}, code)
    return found.problems, found.deferred


def told(root: Path, code: str, record: str, head: str = "", language: str = "zh") -> list[str]:
    """Each finding in a line: where it stands in the record, and what it says."""
    problems, _ = checked(root, code, record, head)
    return [f"{problem.place.line}:{problem.place.column} {say(problem, language).says}" for problem in problems]


def unable(root: Path, code: str, record: str, head: str = "") -> list[str]:
    _, deferred = checked(root, code, record, head)
    return [f"{problem.field} {say(problem, 'en').says}" for problem in deferred]


def weighted(*points: tuple[str, str]) -> str:
    rows = [
        f"  - {{kind: {kind}, name: 指标{kind}, annual: 100%, weight: {weight}}}\n" for kind, weight in points if weight
    ]
    return "indicators:\n" + "".join(rows)


def test_a_lone_cost_indicator_lacks_output_and_benefit(tmp_path: Path) -> None:
    record = "indicators:\n  - {kind: 经济成本指标, name: 单位造价, annual: ≤2600元/平方米, weight: 90}\n"
    assert told(tmp_path, "IND001", record, BY_2021) == ["2:3 项目没有“产出指标”", "2:3 项目没有“效益指标”"]
    assert told(tmp_path, "IND001", record, BY_2021, "en")[0] == "2:3 the project has no indicator under Output"


def test_kinds_of_a_level_that_is_missing_are_not_told_again(tmp_path: Path) -> None:
    record = f"indicators: [{BENEFIT}]\n"
    assert told(tmp_path, "IND001", record) == ["1:13 项目没有“产出指标”"]
    assert told(tmp_path, "IND002", record) == []


def test_quantity_without_quality_is_told_and_quality_with_both_is_not(tmp_path: Path) -> None:
    lacking = f"indicators: [{{kind: 11, name: 受训人次, annual: ≥900人次}}, {BENEFIT}]\n"
    assert told(tmp_path / "lacking", "IND002", lacking) == ["1:13 项目没有“质量指标”"]
    assert told(tmp_path / "whole", "IND002", WHOLE) == []


def test_timeliness_is_advised_and_never_demanded(tmp_path: Path) -> None:
    problems, _ = checked(tmp_path, "IND003", WHOLE)
    assert [(problem.severity, say(problem, "zh").says) for problem in problems] == [("advice", "项目没有“时效指标”")]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("public: true\nname: 高龄津贴", ["项目面向公众，却没有“服务对象满意度指标”"]),
        ("name: 社区两委干部补贴", ["项目没有“服务对象满意度指标”，也没有写明是否面向公众"]),
        ("public: false\nname: 社区两委干部补贴", []),
        ("name: 机关办公楼物业管理", []),
    ],
)
def test_satisfaction_is_due_where_the_public_is_served(tmp_path: Path, record: str, expected: list[str]) -> None:
    problems, _ = checked(tmp_path, "IND004", f"{record}\n{WHOLE}")
    assert [say(problem, "zh").says for problem in problems] == expected


def test_of_internal_business_that_says_nothing_of_the_public_the_rule_cannot_tell(tmp_path: Path) -> None:
    (said,) = unable(tmp_path, "IND004", f"name: 机关办公楼物业管理\n{WHOLE}")
    assert said.startswith("public the project has no Service-user satisfaction indicator; whether one is due")


@pytest.mark.parametrize(
    "name",
    [
        "市级福利彩票公益金资助项目（城乡社区综合服务设施建设提升项目）",
        "县第一中学教学楼修缮",
        "G218线至三道河村道路改造工程（二期）",
        "2025年办公设备购置经费",
        "区人民医院核磁共振设备采购项目",
    ],
)
def test_a_name_of_works_or_a_purchase_owes_cost_where_no_category_is_stated(tmp_path: Path, name: str) -> None:
    (said,) = told(tmp_path, "IND005", f"name: {name}\n{WHOLE}")
    assert said.startswith("1:7 项目没有“成本指标”，而从名称（")


@pytest.mark.parametrize(
    "name",
    [
        "社工服务站购买服务经费",
        "政府购买服务项目经费（社工服务站项目）",
        "社区矫正对象教育改造经费",
        "农村危房改造补助资金",
        "政府采购评审专家劳务费",
        "建设工程质量安全监督经费",
        "希望工程助学金",
        "基层社区建设",
        "设施农业技术推广",
    ],
)
def test_a_name_that_only_looks_like_works_is_left_alone(tmp_path: Path, name: str) -> None:
    assert told(tmp_path / "told", "IND005", f"name: {name}\n{WHOLE}") == []
    assert len(unable(tmp_path / "deferred", "IND005", f"name: {name}\n{WHOLE}")) == 1


def test_a_stated_category_outweighs_the_name(tmp_path: Path) -> None:
    assert told(tmp_path / "other", "IND005", f"category: subsidy\nname: 教学楼修缮\n{WHOLE}") == []
    assert unable(tmp_path / "none", "IND005", f"category: service\nname: 基层社区建设\n{WHOLE}") == []
    assert told(tmp_path / "works", "IND005", f"category: works\nname: 雪亮行动\n{WHOLE}") == [
        "3:13 工程、采购类项目没有“成本指标”"
    ]


def test_ecological_cost_alone_does_not_serve_for_works(tmp_path: Path) -> None:
    record = f"category: works\nindicators: [{{kind: cost.ecological, name: 扬尘超标次数, annual: ≤2次}}, {OUTPUTS}]\n"
    assert told(tmp_path, "IND005", record, BY_2021) == ["2:13 工程、采购类项目没有“经济成本指标”"]


def test_one_name_twice_is_told_at_the_second_whatever_its_punctuation(tmp_path: Path) -> None:
    record = """\
indicators:
  - {kind: 11, name: 培训人次, annual: ≥900人次}
  - {kind: 数量指标, name: 培训人次（人次）。, annual: ≥100人次}
"""
    assert told(tmp_path / "zh", "IND011", record) == ["3:24 指标“培训人次（人次）。”与第 2 行的指标同类同名"]


@pytest.mark.parametrize("again", ["培训-场次", "培训 场次（场）", "培训的场次", "培训场次（场次）。"])
def test_a_name_spelt_in_another_way_is_the_same_indicator(tmp_path: Path, again: str) -> None:
    record = f"indicators: [{{kind: 11, name: 培训场次, annual: 4场}}, {{kind: 11, name: {again}, annual: 6场}}]\n"
    assert len(told(tmp_path, "IND011", record)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{kind: 11, name: 补助人数（城市）, annual: 9人}", "{kind: 11, name: 补助人数（农村）, annual: 9人}"),
        ("{kind: 11, name: 办结率, annual: ≥90%}", "{kind: 12, name: 办结率, annual: ≥90%}"),
        ("{kind: 11, name: 宣传教育水平, annual: ≥90%}", "{kind: 11, name: 宣传教育, annual: ≥90场}"),
    ],
)
def test_names_that_differ_in_words_or_kind_are_two_indicators(tmp_path: Path, first: str, second: str) -> None:
    assert told(tmp_path, "IND011", f"indicators: [{first}, {second}]\n") == []


def test_twenty_indicators_are_enough_and_fifteen_are_nothing_to_tell(tmp_path: Path) -> None:
    rows = [f"  - {{kind: 11, name: 甲{n}, annual: {n}个}}\n" for n in range(1, 22)]
    assert told(tmp_path / "many", "IND012", "indicators:\n" + "".join(rows)) == [
        "2:3 项目有 21 条指标，本表的上限为 20 条"
    ]
    assert told(tmp_path / "few", "IND012", "indicators:\n" + "".join(rows[:15])) == []


def test_a_place_may_ask_for_five_and_allow_one_of_a_kind(tmp_path: Path) -> None:
    head = "rules: {IND012: {least: 5, each_kind: 1}}\n"
    record = "indicators:\n  - {kind: 11, name: 甲, annual: 1个}\n  - {kind: 11, name: 乙, annual: 1个}\n"
    assert told(tmp_path, "IND012", record, head) == [
        "2:3 项目只有 2 条指标，本表要求至少 5 条",
        "3:12 “数量指标”（output.quantity）有 2 条，本表的上限为 1 条",
    ]


@pytest.mark.parametrize("weights", [("50", "30", "10"), ("60", "30", "10"), ("47.5", "32.5", "10")])
def test_weights_of_ninety_or_a_hundred_are_right(tmp_path: Path, weights: tuple[str, str, str]) -> None:
    record = weighted(*zip(("11", "22", "31"), weights, strict=True))
    assert told(tmp_path, "IND013", record) == []


def test_weights_that_come_to_anything_else_are_wrong(tmp_path: Path) -> None:
    record = weighted(("11", "50"), ("22", "30"), ("31", "9.5"))
    assert told(tmp_path, "IND013", record) == ["4:50 各指标的权重合计为 89.5，应为 90 / 100"]


def test_a_weight_left_out_beside_others_is_named_and_the_sum_is_not_judged(tmp_path: Path) -> None:
    record = f"{weighted(('11', '50'), ('22', '30'))}  - {{kind: 31, name: 满意度, annual: ≥90%}}\n"
    assert told(tmp_path, "IND013", record) == [
        "4:22 指标“满意度”没有权重，而同一项目的其他指标有（3 条指标中有 1 条没有）"
    ]


def test_weights_left_out_are_told_once_at_the_first_of_them(tmp_path: Path) -> None:
    unweighted = "".join(f"  - {{kind: {kind}, name: 指标{kind}, annual: ≥90%}}\n" for kind in (22, 31))
    assert told(tmp_path, "IND013", f"{weighted(('11', '50'))}{unweighted}") == [
        "3:22 指标“指标22”没有权重，而同一项目的其他指标有（3 条指标中有 2 条没有）"
    ]


def test_without_any_weight_nothing_must_add_up(tmp_path: Path) -> None:
    assert told(tmp_path, "IND013", WHOLE) == []


def test_a_place_may_fix_the_sum(tmp_path: Path) -> None:
    record = weighted(("11", "60"), ("22", "40"))
    assert told(tmp_path, "IND013", record, "rules: {IND013: {sums: [90]}}\n") == [
        "3:50 各指标的权重合计为 100，应为 90"
    ]


@pytest.mark.parametrize(
    ("record", "head"),
    [
        (weighted(("11", "30"), ("14", "20"), ("22", "30"), ("31", "10")), ""),
        (weighted(("11", "50"), ("22", "40")), ""),
        (weighted(("11", "60"), ("22", "30"), ("31", "10")), ""),
        (weighted(("cost.economic", "20"), ("11", "40"), ("22", "20"), ("31", "10")), BY_2021),
        (weighted(("cost.economic", "10"), ("11", "45"), ("22", "25"), ("31", "10")), BY_2021),
        (weighted(("11", "20"), ("22", "30"), ("31", "10")), ""),
        (WHOLE, ""),
    ],
)
def test_usual_splits_and_sums_that_another_rule_judges_are_left_alone(tmp_path: Path, record: str, head: str) -> None:
    assert told(tmp_path, "IND015", record, head) == []


def test_an_unusual_split_is_told_level_by_level_in_both_languages(tmp_path: Path) -> None:
    record = weighted(("11", "20"), ("12", "20"), ("22", "40"), ("31", "10"))
    assert told(tmp_path / "zh", "IND015", record) == [
        "2:50 权重为产出指标 40、效益指标 40、满意度指标 10，通常为产出指标 50、效益指标 30、满意度指标 10"
    ]
    assert told(tmp_path / "en", "IND015", record, language="en") == [
        "2:50 the weights are Output 40, Benefit 40, Satisfaction 10; usual are Output 50, Benefit 30, Satisfaction 10"
    ]


def test_all_points_on_one_level_are_unusual(tmp_path: Path) -> None:
    record = weighted(("cost.economic", "90"))
    assert told(tmp_path, "IND015", record, BY_2021) == ["2:72 权重为成本指标 90，通常为成本指标 0–20"]


@pytest.mark.parametrize("word", ["output.quantity", "11", "数量指标", "quantity"])
def test_key_code_and_official_name_are_all_right(tmp_path: Path, word: str) -> None:
    assert told(tmp_path, "IND014", f"indicators: [{{kind: {word}, name: 培训场次, annual: 24场}}]\n") == []


@pytest.mark.parametrize(
    ("word", "official"),
    [
        ("社会效益", "社会效益指标"),
        ("环境效益", "生态效益指标"),
        ("社会公众或服务对象满意度指标", "服务对象满意度指标"),
    ],
)
def test_a_local_word_for_a_kind_has_a_safe_fix(tmp_path: Path, word: str, official: str) -> None:
    problems, _ = checked(tmp_path, "IND014", f"indicators:\n  - kind: {word}\n    name: 甲\n    annual: ≥90%\n")
    (problem,) = problems
    assert (problem.place.line, problem.place.column) == (2, 11)
    assert problem.fix is not None
    assert problem.fix.safe
    assert [edit.text for edit in problem.fix.edits] == [official]


FRAME = "rules: {IND017: {frame: [穗财保〔2023〕153号：社工站覆盖率 ≥98%, 每万元服务成本 ≤3万元]}}\n"
CORE = (
    "{kind: 11, name: 社工站覆盖率, core: true, annual: %s}, {kind: 14, name: 每万元服务成本, core: true, annual: %s}"
)


def core(document: str, *values: str) -> str:
    return f"transfer: {{document: '{document}'}}\nindicators: [{CORE % values}]\n"


@pytest.mark.parametrize("values", [("≥98%", "≤3万元"), ("100%", "≤2.5万元")])
def test_core_indicators_that_ask_for_as_much_or_more_are_right(tmp_path: Path, values: tuple[str, str]) -> None:
    assert told(tmp_path, "IND017", core("穗财保[2023]153号", *values), FRAME) == []


def test_a_core_value_is_lowered_against_its_own_direction(tmp_path: Path) -> None:
    assert told(tmp_path, "IND017", core("穗财保〔2023〕153号", "≥95%", "≤4万元"), FRAME) == [
        "2:59 核心指标“社工站覆盖率”的年度值为 ≥95%，要求低于下达的 ≥98%",
        "2:112 核心指标“每万元服务成本”的年度值为 ≤4万元，要求低于下达的 ≤3万元",
    ]


def test_an_entry_with_a_document_is_meant_for_its_projects_alone(tmp_path: Path) -> None:
    assert told(tmp_path / "other", "IND017", f"transfer: {{document: 粤财社〔2023〕9号}}\n{WHOLE}", FRAME) == [
        "2:13 缺少上级下达的核心指标“每万元服务成本”"
    ]
    assert told(tmp_path / "own", "IND017", WHOLE, FRAME) == []


def test_a_core_indicator_without_its_mark_and_one_in_another_unit(tmp_path: Path) -> None:
    record = core("穗财保〔2023〕153号", "≥98个", "≤3万元").replace("社工站覆盖率, core: true", "社工站覆盖率")
    assert told(tmp_path / "told", "IND017", record, FRAME) == ["2:31 “社工站覆盖率”是上级下达的核心指标，却没有标明"]
    (said,) = unable(tmp_path / "deferred", "IND017", record, FRAME)
    assert said.startswith("indicators[1].annual the value ≥98个 of the core indicator 社工站覆盖率 cannot be compared")


def test_sustainable_impact_is_told_in_the_frame_of_2021_and_not_in_that_of_2015(tmp_path: Path) -> None:
    record = "indicators: [{kind: 可持续影响指标, name: 管护覆盖率, annual: ≥95%}]\n"
    problems, _ = checked(tmp_path / "new", "IND018", record, BY_2021)
    (problem,) = problems
    assert (problem.place.line, problem.place.column, problem.fix) == (1, 21, None)
    assert say(problem, "zh").mend == "按内容改为最接近的一类：经济效益指标、社会效益指标、生态效益指标"
    assert told(tmp_path / "old", "IND018", record) == []


@pytest.mark.parametrize(
    ("name", "value", "fixed"),
    [
        ("村组干部230人", "≥230个", "村组干部数量"),
        ("开展培训230人次", "230人次", "开展培训人次"),
        ("新建5个站点", "5个", "新建站点数量"),
        ("24小时内出警率", "≤24小时", None),
        ("验收合格率95%", "≥95%", None),
    ],
)
def test_a_name_that_holds_its_number_is_cut_where_that_is_clear(
    tmp_path: Path, name: str, value: str, fixed: str | None
) -> None:
    record = f"indicators:\n  - kind: 11\n    name: {name}\n    annual: {value}\n"
    (problem,) = checked(tmp_path, "IND019", record)[0]
    assert say(problem, "zh").says == f"指标名称“{name}”含有指标值的数（{value}）"
    assert (problem.fix.edits[0].text, problem.fix.safe) == (fixed, False) if problem.fix else fixed is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("65岁以上老年人健康管理率", "≥65%"),
        ("100户以上自然村通硬化路数", "≥100户"),
        ("第2季度巡查次数", "2次"),
        ("3岁以下儿童体检次数", "3次"),
        ("18个社工站全年评估次数", "36次"),
        ("12345热线按时办结率", "≥98%"),
        ("5G基站建设数量", "5个"),
        ("2024年培训人次", "≥2024人次"),
    ],
)
def test_numbers_that_say_whom_or_when_are_left_in_a_name(tmp_path: Path, name: str, value: str) -> None:
    assert told(tmp_path, "IND019", f"indicators: [{{kind: 11, name: {name}, annual: {value}}}]\n") == []


def test_a_name_over_thirty_characters_is_long(tmp_path: Path) -> None:
    name = "农村义务教育阶段学校寄宿制学生和非寄宿制家庭经济困难学生生活补助发放覆盖率"
    assert told(tmp_path, "IND019", f"indicators: [{{kind: 11, name: {name}, annual: 100%}}]\n") == [
        f"1:31 指标名称有 {len(name)} 字，超过 30 字"
    ]
