"""TXT: what a careful reader stops at in the wording of a record, and what is right although it looks odd."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.books import Written, project, unit, written

from targetbook.check import Selection, check_book
from targetbook.messages import say
from targetbook.problems import Edit, Problem
from targetbook.source import replace

ALL = ("TXT",)

OBJECTIVE, VALUE, NAME, LEAD = "objective", "value", "name", "lead"


def told(book: Written, *codes: str) -> tuple[Problem, ...]:
    return check_book(book.root, Selection(select=codes or ALL)).problems


def with_text(root: Path, field: str, text: str) -> Written:
    """A book whose one project has a text as objective, value, indicator's name, or lead; in single quotes."""
    quoted = "'" + text.replace("'", "''") + "'"
    match field:
        case "objective":
            return written(root, project(objectives=f"\n  - {quoted}"))
        case "lead":
            return written(root, project(lead=quoted))
        case _:
            name, value = (quoted, "≥24") if field == NAME else ("培训场次", quoted)
            indicator = f"\n  - kind: output.quantity\n    name: {name}\n    annual: {value}"
            return written(root, project(indicators=indicator))


RIGHT = {
    OBJECTIVE: (
        "在全区176个镇（街）设立社工服务项目，配备专业社工，为困难群众提供服务。",
        "改造老旧小区道路3.5公里，完工验收合格率达100%。",
        "按照《关于进一步加强公共数据资源开发利用的意见》（粤办函〔2021〕44号）要求，建成数据平台1个。",
        "以提升服务为目的的培训全年开展24场，参训率不低于95%。",
        "为了了解群众需求，开展入户调查1,200户。",
        "推动学校之间和和谐校园建设，覆盖中小学62所。",
        "在在建项目中开展安全检查，每季度不少于1次。",
        "完成GB/T 9704—2012等5项标准的宣贯，网址为https://www.gd.gov.cn。",
        "采购64排CT（含配套软件）1台、DR 2台，3.0T磁共振1台。",
        "推广“粤省事”APP，通过GIS、GPS和5G技术提升应急响应能力。",
        "PM2.5年均浓度控制在22μg/m³以内，AQI达标率90%以上。",
        "灌溉水利用系数达到0.52，新增高效节水灌溉面积1.2万亩。",
        "每年对9个区的社区“两委”干部发放补贴，人人有责、人人尽责、人人享有。",
        "开展微心愿工作，提高员工的职业业务水平，落实市财政政府购买服务。",
        "组织第二季度职业技能竞赛，评选一等奖3名、二等奖5名。",
        "完成一次性创业补贴发放，确保12月31日前拨付到位。",
        "按照财政部 民政部关于做好困难群众救助工作的通知要求，及时足额发放救助资金。",
        "落实《中共中央 国务院关于全面实施预算绩效管理的意见》。",
        "公厕保洁时间为每日6:30至22:00，保洁率100%。",
        "（一）完善制度，（二）强化培训，（三）严格考核。",
        "购置Python开发环境及Oracle数据库授权各1套。",
        "水质pH值保持在6.5～8.5之间，氨氮浓度不高于1.0mg/L。",
        "按照一户一策、一村一品的要求，建设示范村12个。",
        "推进“一网通办”，政务服务事项一次办结率达90%以上。",
        "完成审理案件，案号（2023）粤01民初12号等执行到位率80%。",
        "办公电话：020-84690000，接听率100%。",
        "总投资13800000000元，年度完成投资3.2亿元。",
        "项目编码：440113230000000012345，实施期为2024—2026年。",
        "推动可持续发展，单位GDP能耗下降3.5%。",
        "开展i志愿、粤e办等平台运维，故障响应时间≤2小时。",
        "按3:7比例由市、区两级分担，补助标准为1.2万元/人。",
        "维护路灯（含LED灯）5,600盏，亮灯率≥98%。",
        "联系人手机已登记为138****8000，办结率100%。",
        "设备利用率=(实际运行小时数/应运行小时数)×100%。",
        "第一章 总则所列任务全部完成。",
        "依法办理粤（2020）广州市不动产权第0012345号等证书登记。",
        "完成地铁（2023）12号线配套道路建设3公里。",
        '采购55"电视和65"电视，共40台。',
        "新建学位2,000个（小学1,200个、初中800个）。",
        "Ⅲ类水质断面比例达到85%，种植A级苗木5,000株。",
        "对1,326家企业发放稳岗补贴，惠及职工4.5万人。",
    ),
    VALUE: (
        "≥95%", "=100%", "＝100%", "＞98%", "24次", "38万人次", "不低于1000平方米", "不超过5个工作日", "80%～90%", "1:1",
        "2024年12月31日前", "二〇二四年底前完成", "十二月底前", "第二季度", "一次性", "一级", "二级", "三方", "两委", "优",
        "≤30分钟", "≥1.2万元/人", "100 %", "每个社工站每年度至少完成50个专业个案", "一站式服务", "一次办结", "三级甲等",
        "95%以上（含）", "≥24h", "持续改善", "≥90百分点",
        "第一批", "一期", "零事故", "三年内", "A级", "8:30—17:30", "2024年1月—12月", "3-5家",
    ),
    NAME: (
        "社工服务在全市镇（街）覆盖率", "覆盖社区（村）", "培训人数（含线上）", "项目验收合格率", "PM2.5年均浓度",
        "受益群众（户籍）", "老旧小区改造（二期）",
        "免疫规划疫苗接种率", "12345热线按时办结率", "医用耗材（骨科）采购完成率", "5G基站建设数量",
        "“双随机、一公开”抽查率", "每万人口专利拥有量", "义务教育学校（含民办）达标率",
        "学校（幼儿园）数量", "广州GPS车载终端安装数", "购买服务（社工站）",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("field", "text"), [(field, text) for field, texts in RIGHT.items() for text in texts])
def test_a_right_text_is_left_alone(field: str, text: str, tmp_path: Path) -> None:
    problems = told(with_text(tmp_path, field, text))
    assert [(problem.code, problem.values) for problem in problems] == []


WRONG = (
    ("TXT001", OBJECTIVE, "根据财预[2015]88号文件开展绩效评价。", "[2015]", "〔2015〕"),
    ("TXT001", OBJECTIVE, "依据粤财社（2022）15号下达资金。", "（2022）", "〔2022〕"),
    ("TXT001", OBJECTIVE, "按照民发﹝2021﹞62号要求实施。", "﹝2021﹞", "〔2021〕"),
    ("TXT001", OBJECTIVE, "按照穗民〔2023】8号要求实施。", "〔2023】", "〔2023〕"),
    ("TXT002", VALUE, "不少于24场；", "不少于24场；", "不少于24场"),
    ("TXT002", VALUE, "≥95%.", "≥95%.", "≥95%"),
    ("TXT002", VALUE, "完成验收。投入使用。", "成验收。投入使用。", "成验收。投入使用"),
    ("TXT002", NAME, "培训合格率。", "培训合格率。", "培训合格率"),
    ("TXT003", OBJECTIVE, "规范发放的的补贴资金。", "发放的的补贴", "发放的补贴"),
    ("TXT003", OBJECTIVE, "完成了了道路改造。", "完成了了道路", "完成了道路"),
    ("TXT003", OBJECTIVE, "加强培训，，提高水平。", "培训，，提高", "培训，提高"),
    ("TXT003", OBJECTIVE, "建成并投入使用。。", "使用。。", "使用。"),
    ("TXT004", OBJECTIVE, "完成道路改造,提升通行能力。", "改造,提升", "改造，提升"),
    ("TXT004", OBJECTIVE, "目标1:完成道路改造。", "标1:完成", "标1：完成"),
    ("TXT004", OBJECTIVE, '开展"五社联动"试点。', '开展"五社联动"试点', "开展“五社联动”试点"),
    ("TXT004", NAME, "补助资金(含市级)到位率", "资金(含市级)到位", "资金（含市级）到位"),
    ("TXT004", NAME, "覆盖率(A类)", "盖率(A类)", "盖率（A类）"),
    ("TXT008", OBJECTIVE, "为困难群 众提供服务。", "为困难群 众提供服", "为困难群众提供服"),
    ("TXT008", OBJECTIVE, "开展培训， 提升水平。", "展培训， 提升水平", "展培训，提升水平"),
    ("TXT008", NAME, "满意度 （街道）", "满意度 （街道）", "满意度（街道）"),
    ("TXT009", VALUE, "３６场次", "３６", "36"),
    ("TXT009", OBJECTIVE, "新建公厕１２座。", "１２", "12"),
    ("TXT009", VALUE, "二场", "二", "2"),
    ("TXT009", VALUE, "不少于十二次", "十二", "12"),
    ("TXT009", VALUE, "百分之九十五以上", "百分之九十五", "95%"),
    ("TXT009", VALUE, "每季度一次", "一", "1"),
    ("TXT011", VALUE, ">=95%", ">=", "≥"),
    ("TXT011", VALUE, "=>95%", "=>", "≥"),
    ("TXT011", VALUE, "≦30天", "≦", "≤"),
    ("TXT011", VALUE, "＜=5%", "＜=", "≤"),
    ("TXT011", VALUE, "﹦100%", "﹦", "="),
    ("TXT011", VALUE, "二100%", "二", "="),
    ("TXT012", VALUE, "100百分比", "百分比", "%"),
    ("TXT012", VALUE, "95%（百分比）", "%（百分比）", "%"),
    ("TXT012", VALUE, "≥90(%)", "(%)", "%"),
    ("TXT012", VALUE, "≥95％", "％", "%"),
)


@pytest.mark.parametrize(("code", "field", "text", "found", "right"), WRONG)
def test_a_wrong_text_is_found_with_what_would_be_right(
    code: str, field: str, text: str, found: str, right: str, tmp_path: Path
) -> None:
    (problem,) = told(with_text(tmp_path, field, text))
    assert (problem.code, problem.values["found"], problem.values["right"]) == (code, found, right)


@pytest.mark.parametrize(("code", "field", "text"), [row[:3] for row in WRONG])
def test_a_fix_makes_the_finding_vanish(code: str, field: str, text: str, tmp_path: Path) -> None:
    book = with_text(tmp_path, field, text)
    for edit in (edit for problem in told(book, code) for edit in edits_of(problem)):
        file = book.root / edit.place.file
        file.write_text(replace(file.read_text("utf-8"), [(edit.place, f"'{edit.text}'")]), "utf-8")
    assert [problem.code for problem in told(book)] == []


def edits_of(problem: Problem) -> Iterator[Edit]:
    assert problem.fix is not None
    yield from problem.fix.edits


@pytest.mark.parametrize(
    ("code", "text", "safe"),
    [
        ("TXT001", "依据粤财社（2022）15号下达资金", True),
        ("TXT002", "≥95%。", True),
        ("TXT003", "规范发放的的补贴", False),
        ("TXT004", "培训(含线上)24场", True),
        ("TXT008", "覆盖全 区", True),
        ("TXT009", "２场", True),
        ("TXT009", "二场", False),
        ("TXT011", ">=95%", True),
        ("TXT011", "二100%", False),
        ("TXT012", "100百分比", True),
    ],
)
def test_only_a_fix_that_keeps_the_meaning_is_safe(code: str, text: str, safe: bool, tmp_path: Path) -> None:
    (problem,) = told(with_text(tmp_path, VALUE, text), code)
    assert problem.fix is not None
    assert problem.fix.safe is safe


DAMAGED = (
    ("提升社区のサービス水平。", "のサービス"),
    ("完成社区�务中心建设。", "�"),
    ("完成ä¸­å›½社区建设。", "ä¸­å›½"),
    ("完成社区å建设。", "å"),
    ("完成ÖÐ¹ú社区建设。", "ÖÐ¹ú"),
    ("番禺??民政局社区建设。", "??"),
    ("完成社区(cid:123)建设。", "(cid:123)"),
    ("完成社区&nbsp;建设。", "&nbsp;"),
    ("规范管理dkf制度。", "dkf"),
    ("⼯作经费保障到位。", "⼯"),
    ("锟斤拷社区建设完成。", "锟斤拷"),
)


@pytest.mark.parametrize(("text", "damage"), DAMAGED)
def test_damaged_text_is_found_at_its_characters(text: str, damage: str, tmp_path: Path) -> None:
    (problem,) = told(with_text(tmp_path, OBJECTIVE, text))
    assert (problem.code, problem.values["found"]) == ("TXT013", damage)
    start = len("  - '") + text.index(damage) + 1
    assert (problem.place.column, problem.place.end_column) == (start, start + len(damage))


def test_a_private_use_character_is_damage_in_english_too(tmp_path: Path) -> None:
    book = written(tmp_path, project(name='{zh: 社区业务, en: "Community \\uE5CF work"}'), languages="[zh, en]")
    assert [problem.code for problem in told(book, "TXT013")] == ["TXT013"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("李科长13800138000", "138****00"),
        ("李科长 138-0013-8000", "138****00"),
        ("+86 13800138000", "+86****00"),
        ("联系人手机：13912345678。", "139****78"),
        ("１３９１２３４５６７８", "139****78"),
        ("项目负责人及电话：李某，13800138000", "138****00"),
        ("李某,13800138000", "138****00"),
        ("身份证号11010519491231002X。", "110****2X"),
    ],
)
def test_personal_data_is_an_error_whose_message_hides_it(text: str, shown: str, tmp_path: Path) -> None:
    (problem,) = told(with_text(tmp_path, LEAD, text), "TXT014")
    assert problem.severity == "error"
    assert (problem.record, problem.field, problem.values["number"]) == ("centre/p1", "lead", shown)


@pytest.mark.parametrize(
    "text",
    [
        "020-84690000",
        "400-830-1234",
        "13800138000元",
        "1,13800138000",
        "110105194912310021",
        "11010519491331002X",
        "P13800138000",
        "12345",
    ],
)
def test_an_office_line_an_amount_or_a_code_is_not_personal(text: str, tmp_path: Path) -> None:
    assert told(with_text(tmp_path, LEAD, text), "TXT014") == ()


def test_personal_data_in_the_books_head_and_a_units_name_is_found(tmp_path: Path) -> None:
    book = written(tmp_path, unit("centre", project(), name="中心（13800138000）"), texts="[填报人电话13912345678]")
    assert [(problem.record, problem.field) for problem in told(book, "TXT014")] == [
        ("", "texts[1]"),
        ("centre", "name"),
    ]


def test_a_line_torn_by_the_folding_of_yaml_is_told_of_the_whole_scalar(tmp_path: Path) -> None:
    book = written(tmp_path, project(objectives="\n  - 为困难群众和特殊\n    群体提供服务。"))
    (problem,) = told(book)
    assert (problem.code, str(problem.place)) == ("TXT008", "targets/centre/p1.yaml:5:5")
    assert say(problem, "zh").says == "“众和特殊 群体提供”中间有残留的换行或空格"
    assert problem.fix is not None
    assert [edit.text for edit in problem.fix.edits] == ["为困难群众和特殊群体提供服务。"]


def test_paragraphs_are_no_torn_lines(tmp_path: Path) -> None:
    book = written(tmp_path, project(objectives="\n  - |\n    一、完善制度。\n    二、强化培训。"))
    assert told(book) == ()


NUMBERINGS = (
    (("目标1：规范", "目标2：提升", "目标3.规范"), "目标3.", "目标3："),
    (("目标1.规范", "目标2：提升", "目标3：规范"), "目标1.", "目标1："),
    (("1、规范", "2.提升", "3、规范"), "2.", "2、"),
    (("（1）规范", "（2）提升", "3.规范"), "3.", "（3）"),
    (("目标1：规范", "2：提升"), "2：", "目标2："),
)


@pytest.mark.parametrize(("objectives", "found", "right"), NUMBERINGS)
def test_the_rarer_way_of_numbering_is_told(
    objectives: tuple[str, ...], found: str, right: str, tmp_path: Path
) -> None:
    book = written(tmp_path, project(objectives="".join(f"\n  - {text}服务。" for text in objectives)))
    (problem,) = told(book)
    assert (problem.code, problem.values["found"], problem.values["right"]) == ("TXT005", found, right)


@pytest.mark.parametrize(
    "objectives",
    [
        ("一、规范", "（一）规范", "（二）提升", "二、提升"),
        ("目标1：规范", "目标2：提升"),
        ("总体上规范", "1.规范", "2.提升"),
        ("3个社区规范", "5个社区提升"),
        ("2024年规范", "2025年提升"),
        ("第一，规范", "第二，提升"),
        ("一是规范", "二是提升"),
    ],
)
def test_levels_of_numbering_and_plain_figures_are_left_alone(objectives: tuple[str, ...], tmp_path: Path) -> None:
    book = written(tmp_path, project(objectives="".join(f"\n  - {text}服务。" for text in objectives)))
    assert told(book, "TXT005") == ()


UNITS = ("（%）", "(人次)", "（人）", "（公里）", "（元/人）", "（单位：万元）", "（万人次）", "%")


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_in_a_name_is_told_and_dropped(unit: str, tmp_path: Path) -> None:
    (problem,) = told(with_text(tmp_path, NAME, f"服务完成情况{unit}"), "TXT006")
    assert problem.fix is not None
    assert (problem.values["unit"], problem.fix.safe) == (unit, False)
    assert [edit.text for edit in problem.fix.edits] == ["服务完成情况"]


def test_a_unit_is_dropped_from_the_name_in_both_languages(tmp_path: Path) -> None:
    name = "{zh: 项目评估率（%）, en: Project assessment rate (%)}"
    indicator = f"\n  - kind: output.quality\n    name: {name}\n    annual: 100%"
    (problem,) = told(written(tmp_path, project(indicators=indicator), languages="[zh, en]"))
    assert problem.fix is not None
    assert [edit.text for edit in problem.fix.edits] == ["项目评估率", "Project assessment rate"]


SLOGANS = (
    ("推动民政工作走在全省前列。", "slogans", "走在全省前列"),
    ("为经济社会发展保驾护航。", "slogans", "保驾护航"),
    ("提高工作效率、保障社会和谐稳定、持续发展。", "slogans", "保障社会和谐稳定"),
    ("尽可能减少群众跑动次数。", "hedges", "尽可能"),
    ("执行比较合理的薪酬方案制度。", "hedges", "比较合理"),
)


@pytest.mark.parametrize(("text", "message", "words"), SLOGANS)
def test_slogans_and_hedges_in_objectives_are_told(text: str, message: str, words: str, tmp_path: Path) -> None:
    (problem,) = told(with_text(tmp_path, OBJECTIVE, text))
    assert (problem.code, problem.message, problem.values["words"]) == ("TXT007", message, words)


def test_a_book_sets_its_own_slogans(tmp_path: Path) -> None:
    book = written(tmp_path, project(objectives="[打造民生标杆。]"), rules="{TXT007: {slogans: [民生标杆]}}")
    assert [problem.values["words"] for problem in told(book)] == ["民生标杆"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Improve the the services of the centre.", "TXT003"),
        ("Objective 1：raise the standard of services.", "TXT004"),
        ("Raise standards （in towns） by 5%.", "TXT004"),
        ("Log in to to-do lists, and have had had no delays with A a-level.", None),
        ("Hold 1,000 sessions; reach 95% (of 20,000), see http://www.gd.gov.cn.", None),
    ],
)
def test_english_has_slips_of_its_own(text: str, code: str | None, tmp_path: Path) -> None:
    book = written(tmp_path, project(objectives=f'\n  - {{zh: 提升服务。, en: "{text}"}}'), languages="[zh, en]")
    assert {problem.code for problem in told(book)} == ({code} if code else set())


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("Training pass rate.", True), ("Supplied by Panyu Community Services Co., Ltd.", False), ("Rate etc.", False)],
)
def test_an_english_name_ends_without_a_full_stop_but_for_abbreviations(name: str, wrong: bool, tmp_path: Path) -> None:
    book = written(tmp_path, project(name=f'{{zh: 培训, en: "{name}"}}'), languages="[zh, en]")
    assert [problem.code for problem in told(book)] == ["TXT002"] * wrong


def test_a_finding_points_at_the_characters(tmp_path: Path) -> None:
    (problem,) = told(written(tmp_path, project(transfer="{document: 穗财保【2023】153号, level: municipal}")))
    assert (str(problem.place), problem.place.end_column) == ("targets/centre/p1.yaml:10:25", 31)
    assert problem.field == "transfer.document"
    assert say(problem, "en").says == "the year of a document number stands in 【2023】"
