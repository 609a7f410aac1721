"""What the rules that read the Chinese wording of indicators find, and the real indicators that they must not touch."""

from pathlib import Path

import pytest
from tests.books import project, written

from targetbook.check import Selection, check_book
from targetbook.messages import say

NAMES = ("IND006", "IND007", "IND008", "IND009", "IND010", "IND016")
ALL = (*NAMES, "REF")

# field -> kind, name, period, annual: right indicators as departments publish them
RIGHT = {
    "义务教育薄弱环节改善": [
        ("output.quantity", "新建改扩建校舍面积", "≥12000平方米", "≥12000平方米"),
        ("output.quantity", "新增义务教育学位数", "≥1350个", "≥1350个"),
        ("output.quality", "工程竣工验收合格率", "竣工验收合格率达到100%", "100%"),
        ("output.timeliness", "校舍按期完工率", "按时完工率100%", "100%"),
        ("benefit.social", "九年义务教育巩固率", "≥96%", "≥96%"),
        ("benefit.social", "义务教育入学率", "适龄儿童入学率≥99.9%", "≥99.9%"),
        ("satisfaction.service_users", "家长满意度", "≥90%", "≥90%"),
        ("satisfaction.service_users", "师生满意率", "师生满意率不低于92%", "≥92%"),
    ],
    "学生资助补助": [
        ("output.quantity", "资助困难学生人数", "≥2300人次", "≥2300人次"),
        ("output.quality", "资助对象认定准确率", "认定准确率100%", "100%"),
        ("output.quality", "资金发放准确率", "发放准确率100%", "100%"),
        ("output.timeliness", "补助资金发放及时率", "100%", "100%"),
        ("output.cost", "高中国家助学金补助标准", "每生每年2000元", "2000元/人·年"),
        ("output.quantity", "应助尽助率", "100%", "100%"),
    ],
    "农村公路建设与养护": [
        ("output.quantity", "新改建农村公路里程", "不少于38.6公里", "≥38.6公里"),
        ("output.quantity", "完成危桥改造数量", "改造危桥6座", "6座"),
        ("output.quality", "一次性交工验收合格率", "工程验收通过率100%", "100%"),
        ("output.timeliness", "项目完成时间", "2024年12月底前完成", "2024年12月底前"),
        ("output.cost", "工程单位造价", "≤95万元/公里", "≤95万元/公里"),
        ("output.cost", "成本控制率", "≤100%", "≤100%"),
        ("benefit.economic", "带动沿线村集体增收", "≥120万元", "≥120万元"),
        ("benefit.social", "建制村通硬化路覆盖率", "行政村覆盖率100%", "100%"),
        ("satisfaction.service_users", "沿线群众满意度", "群众满意度达到95%以上", "≥95%"),
    ],
    "基本公共卫生服务": [
        ("output.quantity", "适龄儿童国家免疫规划疫苗接种率", "疫苗接种率≥90%", "≥90%"),
        ("output.quantity", "居民电子健康档案建档率", "≥90%", "≥90%"),
        ("output.quality", "高血压患者规范管理率", "规范管理服务率≥62%", "≥62%"),
        ("output.quality", "传染病及时报告率", "按时报告率≥95%", "≥95%"),
        ("benefit.social", "居民健康素养水平", "居民健康素养水平≥28%", "≥28%"),
        ("benefit.social", "孕产妇死亡率", "≤9.5/10万", "≤9.5/10万"),
        ("benefit.social", "健康知识知晓率", "群众知晓率≥85%", "≥85%"),
        ("satisfaction.service_users", "城乡居民对基本公共卫生服务满意度", "居民满意度≥85%", "≥85%"),
    ],
    "政务云平台运行维护": [
        ("output.quantity", "运维信息系统数量", "42套", "42套"),
        ("output.quantity", "全年巡检次数", "≥48次", "≥48次"),
        ("output.quality", "系统可用率", "系统正常运行率≥99.9%", "≥99.9%"),
        ("output.quality", "等级保护测评通过率", "测评合格率100%", "100%"),
        ("output.timeliness", "故障响应时间", "≤30分钟", "≤30分钟"),
        ("output.timeliness", "故障修复及时率", "2小时内修复率≥98%", "≥98%"),
        ("benefit.social", "政务数据共享接口调用次数", "≥5000万次", "≥5000万次"),
        ("benefit.social", "重大网络安全事故发生次数", "0次", "0次"),
        ("satisfaction.service_users", "使用人员满意度", "≥90%", "≥90%"),
    ],
    "执法装备购置": [
        ("output.quantity", "设备采购数量", "采购执法记录仪120台", "120台"),
        ("output.quality", "设备验收合格率", "合格率100%", "100%"),
        ("output.timeliness", "采购完成时间", "9月30日前", "9月30日前"),
        ("output.timeliness", "设备交付及时率", "按合同约定时间交付率100%", "100%"),
        ("output.cost", "执法记录仪采购单价", "不超过2600元/台", "≤2600元/台"),
        ("output.cost", "项目预算控制数", "≤31.20万元", "≤31.20万元"),
        ("benefit.social", "执法全过程记录率", "≥98%", "≥98%"),
        ("benefit.sustainability", "设备使用年限", "≥6年", "≥6年"),
    ],
    "高龄津贴": [
        ("output.quantity", "享受高龄津贴人数", "≥18500人", "≥18500人"),
        ("output.quality", "津贴发放准确率", "≥99.5%", "≥99.5%"),
        ("output.timeliness", "津贴按月发放及时率", "按时发放率100%", "100%"),
        ("output.quality", "补贴资金社会化发放率", "社会化发放率100%", "100%"),
        ("output.quantity", "救助资金覆盖率", "符合条件对象覆盖率100%", "100%"),
        ("benefit.social", "惠及老年人人次", "≥22万人次", "≥22万人次"),
        ("benefit.social", "政策知晓率", "老年人政策知晓率≥90%", "≥90%"),
    ],
    "大气和水环境治理": [
        ("output.quantity", "雾炮车降尘服务配备车辆数", "10辆", "10辆"),
        ("output.quantity", "河道保洁面积", "保洁水域面积3.2万平方米", "3.2万平方米"),
        ("output.quality", "污水处理达标率", "出水达标率≥98%", "≥98%"),
        ("output.quality", "监测数据有效率", "≥95%", "≥95%"),
        ("benefit.ecological", "空气质量优良天数比例", "优良天数比例≥88%", "≥88%"),
        ("benefit.ecological", "PM2.5年均浓度", "≤26微克/立方米", "≤26微克/立方米"),
        ("benefit.ecological", "地表水达到或好于Ⅲ类水体比例", "≥85%", "≥85%"),
        ("satisfaction.service_users", "公众对生态环境的满意度", "≥85%", "≥85%"),
    ],
    "公共文化惠民": [
        ("output.quantity", "送戏下乡演出场次", "全年演出不少于120场次", "≥120场次"),
        ("output.quantity", "印发宣传资料数量", "印发宣传册5万册", "5万册"),
        ("output.quality", "演出节目验收合格率", "≥95%", "≥95%"),
        ("output.timeliness", "场馆按时开放率", "100%", "100%"),
        ("benefit.social", "文化活动参与人次", "≥30万人次", "≥30万人次"),
        ("benefit.social", "公共图书馆接待读者人次", "≥150万人次", "≥150万人次"),
        ("benefit.social", "广场日均活动居民人次", "≥600人次", "≥600人次"),
        ("benefit.social", "体育场馆服务人次", "≥65万人次", "≥65万人次"),
        ("benefit.economic", "带动旅游消费收入", "≥1.2亿元", "≥1.2亿元"),
        ("satisfaction.service_users", "观众好评率", "≥90%", "≥90%"),
    ],
    "干部教育培训": [
        ("output.quantity", "培训班期数", "举办培训班12期", "12期"),
        ("output.quantity", "召开会议次数", "4次", "4次"),
        ("output.quality", "学员结业率", "考核合格率≥98%", "≥98%"),
        ("output.quality", "培训出勤率", "学员参训率≥95%", "≥95%"),
        ("output.cost", "人均培训成本控制率", "≤100%", "≤100%"),
        ("satisfaction.service_users", "参训学员满意度", "学员满意度达95%以上", "≥95%"),
    ],
    "就业创业与产业扶持": [
        ("output.quantity", "发放创业担保贷款资金", "≥5000万元", "≥5000万元"),
        ("output.quantity", "举办招聘会场次", "≥60场", "≥60场"),
        ("output.quantity", "奖补企业数量", "≥35家", "≥35家"),
        ("output.quality", "奖补资金拨付准确率", "100%", "100%"),
        ("output.timeliness", "奖补资金拨付率", "12月底前拨付率100%", "100%"),
        ("benefit.social", "培训后就业率", "学员就业率≥60%", "≥60%"),
        ("benefit.social", "新增城镇就业人数", "≥8000人", "≥8000人"),
        ("benefit.economic", "扶持企业营业收入增长率", "≥8%", "≥8%"),
        ("satisfaction.service_users", "企业满意度", "企业满意率≥90%", "≥90%"),
        ("satisfaction.service_users", "求职者有效投诉率", "≤1%", "≤1%"),
    ],
    "城市管理与民生服务": [
        ("output.quantity", "新建停车位数量", "新增停车位≥500个", "500个"),
        ("output.quality", "档案数字化合格率", "抽检合格率≥99%", "≥99%"),
        ("output.quality", "热线接通率", "12345热线接通率≥98%", "≥98%"),
        ("output.quality", "诉求办理满意率", "群众满意率≥95%", "≥95%"),
        ("output.timeliness", "诉求按时办结率", "办结率100%", "100%"),
        ("output.quality", "法律援助案件质量达标率", "案件评查合格率≥95%", "≥95%"),
        ("output.timeliness", "工程款支付及时率", "按合同支付率100%", "100%"),
        ("output.quantity", "农机购置补贴台数", "≥1200台", "≥1200台"),
        ("output.quantity", "补贴资金兑付率", "100%", "100%"),
        ("output.cost", "工程建设费用", "≤3000万元", "≤3000万元"),
        ("output.quantity", "采购服务费用支付次数", "4次", "4次"),
        ("output.quantity", "政策性农业保险参保面积", "≥12万亩", "≥12万亩"),
        ("output.quality", "耕地地力保护补贴面积核实率", "核实率100%", "100%"),
        ("output.timeliness", "资金下达时间", "30日内下达", "≤30天"),
        ("output.quality", "专项资金审计覆盖率", "100%", "100%"),
        ("output.quantity", "项目资金监管平台数量", "1个", "1个"),
        ("benefit.social", "志愿服务参与率", "居民参与率≥30%", "≥30%"),
        ("benefit.social", "安全生产事故下降率", "亡人事故下降率≥5%", "≥5%"),
        ("benefit.social", "培训人员持证上岗率", "≥90%", "≥90%"),
        ("benefit.social", "服务社区矫正对象再犯罪率", "≤0.2%", "≤0.2%"),
        ("benefit.economic", "万元GDP能耗下降率", "≥3%", "≥3%"),
        ("benefit.sustainability", "管护机制健全性", "健全", "健全"),
        ("benefit.social", "公共交通日均客运人次", "≥120万人次", "≥120万人次"),
        ("benefit.social", "人均公共文化活动次数", "≥2次", "≥2次"),
        ("benefit.social", "免费开放服务观众人次", "≥20万人次", "≥20万人次"),
        ("benefit.social", "科技活动周参与人数", "≥2万人", "≥2万人"),
    ],
    "行政执法与行业监管": [
        ("satisfaction.service_users", "来访群众满意度", "≥90%", "≥90%"),
        ("satisfaction.service_users", "上级部门满意度", "≥90%", "≥90%"),
        ("satisfaction.service_users", "患者满意度", "门诊患者满意度≥90%", "≥90%"),
        ("satisfaction.service_users", "12345工单回访满意率", "≥95%", "≥95%"),
        ("output.quantity", "人大代表视察活动次数", "≥6次", "≥6次"),
        ("output.quantity", "全年召开新闻发布会场次", "≥12场", "≥12场"),
        ("output.quantity", "编制发展规划数量", "1份", "1份"),
        ("output.quantity", "制定地方标准数量", "≥3项", "≥3项"),
        ("output.quantity", "双随机抽查企业数量", "≥300家", "≥300家"),
        ("output.quality", "抽检不合格食品处置率", "核查处置率100%", "100%"),
        ("output.quality", "监测断面水质达标率", "达标断面比例≥95%", "≥95%"),
        ("output.timeliness", "救助资金发放及时性", "每月10日前发放", "每月10日前"),
        ("output.quality", "救助对象准确率", "错保漏保率≤1%", "≤1%"),
        ("output.quality", "应急物资储备完好率", "物资合格率≥98%", "≥98%"),
        ("output.quality", "路灯亮灯率", "设施完好率≥98%", "≥98%"),
        ("output.quality", "信息公开率", "按时公开率100%", "100%"),
        ("output.timeliness", "验收完成及时率", "12月前完成率100%", "100%"),
        ("output.quality", "学生体质健康达标率", "优良率≥50%", "≥50%"),
        ("output.quality", "设备故障率", "≤2%", "≤2%"),
        ("output.quality", "系统安全性", "等保三级", "等保三级"),
        ("output.quality", "网络覆盖率", "光纤接入率≥98%", "≥98%"),
        ("output.quality", "课题结题率", "按期结题率≥95%", "≥95%"),
        ("output.quality", "作业标准化率", "规范操作率≥95%", "≥95%"),
        ("output.quantity", "每万人口全科医生数", "全区每万人3.5人", "≥3.5人"),
    ],
    "财政收入征管": [
        ("output.quantity", "非税收入预算完成率", "100%", "100%"),
        ("output.quantity", "归集住房公积金资金", "≥30亿元", "≥30亿元"),
        ("output.quantity", "疑难病例会诊人次", "≥300人次", "≥300人次"),
        ("output.quantity", "保障会议场次", "≥500场", "≥500场"),
        ("output.quantity", "动员会员企业参展数量", "≥40家", "≥40家"),
        ("benefit.social", "窗口服务差错次数", "≤2次", "≤2次"),
        ("benefit.social", "全国文明城市测评得分", "全市测评得分≥90分", "≥90分"),
    ],
    "部门预算审计与监督": [
        ("output.quantity", "预算执行审计项目数量", "≥18个", "≥18个"),
        ("output.quantity", "部门预算执行情况审计覆盖率", "一级预算单位审计覆盖率100%", "100%"),
        ("output.quality", "审计查出问题整改率", "整改完成率≥90%", "≥90%"),
        ("benefit.economic", "追缴违规资金", "≥300万元", "≥300万元"),
        ("benefit.social", "审计建议采纳率", "≥85%", "≥85%"),
    ],
    "社区治理与养老服务": [
        ("output.quantity", "每个社区居家养老服务站服务老年人数", "每个站服务不少于50人", "≥50人"),
        ("output.quantity", "社区居家养老服务覆盖率", "社区覆盖率100%", "100%"),
        ("output.quantity", "投入使用长者饭堂数量", "6个", "6个"),
        ("output.quality", "服务投诉办结率", "投诉办结率100%", "100%"),
        ("benefit.social", "矛盾纠纷化解率", "≥95%", "≥95%"),
        ("benefit.social", "社会救助对象惠及率", "困难群众惠及率100%", "100%"),
        ("satisfaction.service_users", "服务对象满意度", "服务对象满意度≥90%", "≥90%"),
        ("satisfaction.service_users", "居民获得感评价", "≥85%", "≥85%"),
    ],
}  # fmt: skip

# code, message, kind, name, period, annual
WRONG = [
    ("IND006", "finds", "satisfaction.service_users", "公众对该社会工作的知晓率", "62%以上", "62%"),
    ("IND006", "finds", "satisfaction.service_users", "受益人口", "≥3200人", "≥3200人"),
    ("IND006", "finds", "satisfaction.service_users", "培训覆盖率", "100%", "100%"),
    ("IND006", "payer", "satisfaction.service_users", "购买主体满意度", "≥98%", "≥98%"),
    ("IND006", "payer", "satisfaction.service_users", "服务满意度", "甲方评价满意度达95%以上", "≥95%"),
    ("IND006", "elsewhere", "benefit.social", "市民对空气质量改善的满意程度", "≥85%", "≥85%"),
    ("IND006", "elsewhere", "output.quantity", "参训人员满意度", "≥90%", "≥90%"),
    ("IND007", "finds", "output.quantity", "预算执行率", "100%", "100%"),
    ("IND007", "finds", "output.timeliness", "财政资金支出进度（%）", "≥95%", "≥95%"),
    ("IND007", "finds", "output.cost", "预算控制率", "≤100%", "≤100%"),
    ("IND007", "finds", "benefit.economic", "结转结余率", "≤5%", "≤5%"),
    ("IND007", "finds", "output.timeliness", "项目经费使用率", "达95%以上", "95%"),
    ("IND007", "value", "output.cost", "成本控制", "经费使用率达95%以上", "95%"),
    ("IND008", "finds", "output.quantity", "乡村振兴补助资金下达村数", "23个", "23个"),
    ("IND008", "finds", "output.quantity", "印发文件数量", "≥5份", "≥5份"),
    ("IND008", "finds", "output.quantity", "召开会议次数", "≥12次", "≥12次"),
    ("IND008", "finds", "output.quality", "制定实施方案完成率", "100%", "100%"),
    ("IND008", "finds", "output.quantity", "召开安全生产专题会议", "4次", "4次"),
    ("IND008", "output", "benefit.social", "全年开展志愿服务活动场次", "≥200场次", "≥200场次"),
    ("IND008", "output", "benefit.social", "社区法律宣传次数", "≥24次", "≥24次"),
    ("IND009", "finds", "benefit.social", "社会影响", "良好", "良好"),
    ("IND009", "finds", "benefit.social", "宣传教育水平", "提高", "提高"),
    ("IND009", "finds", "output.quality", "管理水平", "提升", "提升"),
    ("IND009", "finds", "benefit.economic", "经济效益", "≥90%", "≥90%"),
    ("IND009", "finds", "output.quality", "质量指标", "100%", "100%"),
    ("IND010", "measure", "output.quality", "培训合格率", "培训完成率100%", "100%"),
    ("IND010", "measure", "output.timeliness", "资金使用及时性", "评估总投入工时达100%", "100%"),
    ("IND010", "measure", "benefit.social", "政策知晓率", "宣传活动参与率≥80%", "≥80%"),
    ("IND010", "measure", "output.quality", "经费保障率", "社区志愿队伍覆盖率≥90%", "≥90%"),
    ("IND010", "vague", "benefit.social", "社会影响", "矛盾纠纷化解率达95%以上", "95%"),
    ("IND010", "scope", "output.quantity", "每个村文化活动完成率", "全镇文化活动平均完成率达90%", "90%"),
    ("IND010", "scope", "benefit.social", "养老服务在镇（街）覆盖率", "养老服务在社区（村）覆盖率达100%", "100%"),
    ("IND010", "scope", "benefit.social", "全市饮用水抽检合格率", "全区饮用水抽检合格率≥98%", "≥98%"),
    ("IND016", "finds", "output.quantity", "资金覆盖率", "≥90%", "≥90%"),
    ("IND016", "finds", "output.quantity", "财政资金到位率", "100%", "100%"),
    ("IND016", "finds", "output.quantity", "资金使用合规率", "标准：100%", "100%"),
    ("IND016", "amount", "output.quantity", "卫片执法补助经费", "72890元", "72890元"),
    ("IND016", "amount", "output.quantity", "财政投入金额", "116.40万元", "116.40万元"),
    ("IND016", "amount", "output.quantity", "安保服务费用", "≤191万元", "≤191万元"),
]  # fmt: skip


def _indicators(*rows: tuple[str, str, str, str]) -> str:
    return "".join(
        f'\n  - kind: {kind}\n    name: "{name}"\n    period: "{period}"\n    annual: "{annual}"'
        for kind, name, period, annual in rows
    )


def _told(root: Path, *parts: object, select: tuple[str, ...] = NAMES, **head: str) -> list[tuple[str, str, str]]:
    """Code, message and place of what the rules tell."""
    made = written(root, *parts, **head)  # type: ignore[arg-type]
    problems = check_book(made.root, Selection(select=select)).problems
    return [(problem.code, problem.message, str(problem.place)) for problem in problems]


def test_there_are_sixty_right_indicators_and_twenty_five_wrong_ones() -> None:
    assert sum(map(len, RIGHT.values())) >= 60
    assert len(WRONG) >= 25
    assert {code for code, *_ in WRONG} == set(NAMES)


@pytest.mark.parametrize("field", RIGHT)
def test_right_indicators_are_left_alone(field: str, tmp_path: Path) -> None:
    assert _told(tmp_path, project(name=field, indicators=_indicators(*RIGHT[field]))) == []


def test_right_indicators_of_one_unit_do_not_contradict_or_copy_each_other(tmp_path: Path) -> None:
    projects = [project(name=field, indicators=_indicators(*rows)) for field, rows in RIGHT.items()]
    assert _told(tmp_path, *projects, select=ALL) == []


@pytest.mark.parametrize(("code", "message", "kind", "name", "period", "annual"), WRONG)
def test_a_wrong_indicator_is_found(
    code: str, message: str, kind: str, name: str, period: str, annual: str, tmp_path: Path
) -> None:
    told = _told(tmp_path, project(indicators=_indicators((kind, name, period, annual))))
    assert (code, message) in [(found, slug) for found, slug, _ in told]


def _only(root: Path, row: tuple[str, str, str, str], language: str = "zh", **head: str) -> list[str]:
    made = written(root, project(indicators=_indicators(row)), **head)
    problems = check_book(made.root, Selection(select=NAMES)).problems
    return [f"{problem.place} {problem.code} {say(problem, language).says}" for problem in problems]


def test_a_value_that_measures_another_thing_is_shown_at_the_value(tmp_path: Path) -> None:
    row = ("output.quality", "评审工作质量达标率", "评估完成率100%", "100%")
    assert _only(tmp_path, row) == [
        "targets/centre/p1.yaml:9:13 IND010 名称是“评审工作质量达标率”，指标值却是“评估完成率”，衡量的不是一回事"
    ]


def test_a_rate_under_a_name_that_says_nothing_is_offered_as_the_name(tmp_path: Path) -> None:
    row = ("benefit.social", "社会影响", "社工服务站接受评估后完成整改率达80%以上", "80%")
    assert _only(tmp_path, row, "en") == [
        "targets/centre/p1.yaml:8:11 IND009 社会影响 does not say what is measured",
        "targets/centre/p1.yaml:9:13 IND010 nothing ties the name 社会影响 to its value, "
        "which measures 社工服务站接受评估后完成整改率",
    ]


def test_a_satisfaction_of_the_purchaser_is_told_once(tmp_path: Path) -> None:
    row = ("satisfaction.service_users", "满意", "购买主体评价满意度达98%以上", "98%")
    assert [line.split(" ")[1] for line in _only(tmp_path, row)] == ["IND009", "IND006"]


def test_budget_execution_stands_where_the_weights_count_it(tmp_path: Path) -> None:
    counted = (
        "\n  - {kind: output.timeliness, name: 预算执行率, annual: ≥95%, weight: 10}"
        "\n  - {kind: output.quantity, name: 培训场次, annual: ≥24场, weight: 90}"
    )
    twice = counted.replace("weight: 10", "weight: 20").replace("weight: 90", "weight: 80")
    assert _told(tmp_path / "once", project(indicators=counted)) == []
    assert [code for code, *_ in _told(tmp_path / "twice", project(indicators=twice))] == ["IND007"]
    rules = "{IND007: {weight: 20}}"
    assert _told(tmp_path / "set", project(indicators=twice), rules=rules) == []


def test_meetings_are_the_output_of_a_project_of_meetings(tmp_path: Path) -> None:
    rows = _indicators(("output.quantity", "召开会议次数", "≥4次", "≥4次"))
    assert [code for code, *_ in _told(tmp_path / "a", project(name="基层治理工作经费", indicators=rows))] == ["IND008"]
    assert _told(tmp_path / "b", project(name="区政协全会会务保障", indicators=rows)) == []


def test_a_vague_name_may_stand_where_grades_say_how_it_is_judged(tmp_path: Path) -> None:
    graded = "\n  - {kind: benefit.social, name: 宣传效果, annual: 好, grades: [好, 一般, 差]}"
    assert _told(tmp_path, project(indicators=graded)) == []


def test_a_book_widens_a_list_of_words(tmp_path: Path) -> None:
    row = ("satisfaction.service_users", "家长续报率", "≥90%", "≥90%")
    assert [line.split(" ")[1] for line in _only(tmp_path / "a", row)] == ["IND006"]
    assert _only(tmp_path / "b", row, rules="{words: {approval: [满意, 续报]}}") == []


@pytest.mark.parametrize(
    ("code", "kind", "name"),
    [
        ("IND006", "satisfaction.service_users", "Awareness rate"),
        ("IND006", "benefit.social", "Residents' satisfaction"),
        ("IND007", "output.quantity", "Budget execution rate"),
        ("IND009", "benefit.social", "Social impact"),
    ],
)
def test_an_english_name_is_read_where_there_is_no_chinese_one(code: str, kind: str, name: str, tmp_path: Path) -> None:
    assert [line.split(" ")[1] for line in _only(tmp_path, (kind, name, "≥90%", "≥90%"), languages="[en]")] == [code]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("satisfaction.service_users", "Approval by readers"),
        ("satisfaction.service_users", "Complaints upheld"),
        ("output.timeliness", "Subsidies paid on time"),
        ("benefit.social", "Social impact assessment completed"),
        ("output.quality", "Satisfaction with handled requests"),
    ],
)
def test_a_right_english_name_is_left_alone(kind: str, name: str, tmp_path: Path) -> None:
    assert _only(tmp_path, (kind, name, "≥90%", "≥90%"), languages="[en]") == []


def test_english_under_zh_is_not_read_as_chinese(tmp_path: Path) -> None:
    row = ("satisfaction.service_users", "Satisfaction of those who use the library", "≥90%", "≥90%")
    assert _only(tmp_path, row) == []


def test_an_english_book_is_not_read_as_chinese(tmp_path: Path) -> None:
    row = ("output.quality", "Rate of review work meeting the standard", "Assessment completion rate of 100%", "100%")
    assert _only(tmp_path, row, languages="[en]") == []
