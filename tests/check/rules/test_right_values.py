"""Right target values of many fields, as departments publish them: no rule of target values may call them wrong.

Advice (a rate as a quantity, words for a sign) is another thing: it is said of some of them, and is not looked at here.
"""

import pytest
from tests.books import Make, said
from tests.check.one_indicator import book_of, checked, indicator, rows

from targetbook.problems import Severity

# kind, name, value of the year
ONE_VALUE: dict[str, list[tuple[str, ...]]] = {
    "education": [
        ("output.quantity", "资助困难学生人数", "≥2300人次"),
        ("output.quality", "参训教师结业合格率", "≥95%"),
        ("benefit.social", "小学毛入学率", "≥103%"),
        ("output.quantity", "采购图书册数", "5万册"),
        ("output.quality", "专任教师师生比", "1:18"),
        ("output.cost", "生均公用经费标准", "≥720元/人·年"),
        ("output.timeliness", "秋季学期补助发放时间", "2024年9月30日前"),
        ("output.quantity", "教师培训期数", "2期，每期不少于3天"),
    ],
    "transport": [
        ("output.quantity", "农村公路养护里程", "428.5公里"),
        ("output.quality", "路面技术状况指数", "≥85"),
        ("output.timeliness", "应急抢通响应时间", "≤2小时"),
        ("output.cost", "每公里养护成本", "≤5万元/公里"),
        ("benefit.social", "交通事故起数下降幅度", "≥5%"),
        ("output.timeliness", "工程完工时间", "≤2024年11月30日"),
        ("output.timeliness", "工程形象进度", "6月底前完成50%，12月底前完成100%"),
        ("output.quantity", "人行道铺装规格", "长120米、宽6米"),
        ("output.quantity", "道路保洁面积", "35.6万平方米"),
    ],
    "health": [
        ("benefit.social", "麻疹发病率", "≤1/10万"),
        ("benefit.social", "孕产妇死亡率", "≤12/10万"),
        ("output.quality", "病床使用率", "≥85%"),
        ("output.quality", "病床周转次数", "≥32.5次"),
        ("benefit.social", "平均住院日", "≤8.5天"),
        ("output.quality", "电子病历应用评级", "达到4级"),
        ("benefit.social", "人均预期寿命", "≥79.5岁"),
        ("output.quantity", "居民电子健康档案建档率", "≥90%"),
    ],
    "information": [
        ("output.quality", "系统可用率", "≥99.9%"),
        ("output.quality", "平均无故障运行时间", "≥1000小时"),
        ("output.timeliness", "故障修复时间", "≤4小时"),
        ("output.quality", "系统故障率", "≤1%"),
        ("output.timeliness", "数据备份频率", "1次/日"),
        ("output.quantity", "支持并发用户数", "≥500个"),
        ("benefit.social", "网络安全事件起数", "0起"),
        ("benefit.social", "重大信息安全事故", "0"),
        ("output.quality", "系统页面响应时间", "≤2秒"),
    ],
    "purchases": [
        ("output.cost", "洒水车购置单价", "≤40万元/辆"),
        ("output.cost", "采购资金节约率", "≥5%"),
        ("output.cost", "节约采购资金", "≥20万元"),
        ("output.cost", "一般性支出压减率", "≥10%"),
        ("output.cost", "三公经费预算完成率", "≤100%"),
        ("output.quality", "设备质保期", "≥3年"),
        ("output.quality", "竣工验收结论", "合格"),
        ("output.quantity", "购置巡逻艇", "5艘"),
    ],
    "subsidies": [
        ("output.cost", "城乡低保标准", "≥800元/人·月"),
        ("output.cost", "公租房租赁补贴标准", "1000元/人"),
        ("output.quality", "补贴发放准确率", "100%"),
        ("output.quantity", "高龄津贴发放人数", "≥1.2万人"),
        ("output.timeliness", "补助资金足额到位时限", "30个工作日内"),
        ("satisfaction.service_users", "补贴对象投诉率", "≤1%"),
    ],
    "employment": [
        ("benefit.social", "城镇登记失业率", "≤3.5%"),
        ("benefit.social", "带动就业人数", "新增就业≥200人"),
        ("benefit.social", "零就业家庭", "动态清零"),
        ("output.cost", "技能培训成本", "≤450元/人·天"),
    ],
    "agriculture": [
        ("output.quantity", "粮食产量", "≥12.5万吨"),
        ("output.quantity", "高标准农田建成面积", "≥2.35万亩"),
        ("benefit.economic", "农民人均可支配收入增长率", "≥6%"),
        ("benefit.economic", "粮食单产", "较上年提高2%"),
        ("benefit.economic", "村集体经济年收入", "提高到10万元"),
        ("output.quality", "造林成活率", "≥85%"),
        ("output.quantity", "护林员巡护频次", "每月不少于4次"),
    ],
    "environment": [
        ("benefit.ecological", "空气质量优良天数", "≥310天"),
        ("benefit.ecological", "空气质量优良天数比例", "≥85%"),
        ("benefit.ecological", "PM2.5平均浓度", "≤30微克/立方米"),
        ("benefit.ecological", "化肥使用量", "同比下降3%"),
        ("benefit.ecological", "单位GDP能耗", "较2020年下降13.5%"),
        ("benefit.ecological", "断面水质类别", "达到Ⅲ类"),
    ],
    "culture": [
        ("output.quantity", "图书馆年开放天数", "≥300天"),
        ("output.timeliness", "场馆服务时间", "≥8小时"),
        ("satisfaction.service_users", "观众满意度评分", "≥4.5分"),
        ("benefit.social", "人均公共文化设施面积", "≥0.35平方米/人"),
        ("output.quality", "展厅室内湿度", "45%～60%"),
    ],
    "government": [
        ("output.timeliness", "接警后到场时间", "≤15分钟"),
        ("output.timeliness", "12345热线工单按时办结率", "≥98%"),
        ("benefit.economic", "税收收入完成率", "≥102%"),
        ("benefit.economic", "拨备覆盖率", "≥150%"),
        ("benefit.social", "全省综合排名", "前10名"),
        ("output.quality", "绩效信息是否公开", "是"),
        ("output.quality", "年度考核等次", "优秀"),
        ("output.timeliness", "年度任务完成情况", "按时完成"),
        ("output.timeliness", "供暖时间", "11月-次年3月"),
        ("output.quality", "检测误差", "±3%以内"),
        ("output.quality", "检测报告", "出具检测报告并通过专家评审"),
        ("benefit.social", "制度建设", "建立并印发管护办法"),
    ],
    "old age": [
        ("output.quantity", "发放助餐补贴人次", "≥12万人次"),
        ("output.quality", "养老机构星级评定", "三星级以上≥8家"),
        ("output.timeliness", "补贴发放时间", "每季度末月25日前"),
        ("benefit.social", "每千老年人口养老床位数", "≥40张"),
    ],
    "water and works": [
        ("output.quality", "混凝土强度等级", "C30"),
        ("output.quality", "路面平整度IRI", "≤3.5m/km"),
        ("output.quality", "出厂水浊度", "≤0.5NTU"),
        ("output.timeliness", "工程工期", "≤240日历天"),
        ("output.timeliness", "审批时限", "法定时限压缩50%"),
        ("output.cost", "道路每平方米改造成本", "≤420元"),
        ("benefit.social", "群众出行时间缩短", "平均缩短8分钟"),
        ("output.quality", "堤防防洪标准", "50年一遇"),
    ],
    "archives and publishing": [
        ("output.quantity", "档案整理卷数", "≥2.4万卷"),
        ("output.quality", "档案扫描分辨率", "300dpi"),
        ("output.quality", "稿件差错率", "≤1/10000"),
        ("output.quality", "论文发表级别", "核心期刊以上"),
    ],
    "emergencies": [
        ("output.timeliness", "应急响应时间", "接警后≤15分钟"),
        ("output.timeliness", "事故信息报送时限", "接报后1小时内"),
        ("output.timeliness", "救护车到达现场时间", "城区≤12分钟"),
        ("benefit.social", "特种设备事故率", "≤0.1起/万台"),
        ("benefit.social", "森林火灾受害率", "≤0.9‰"),
        ("output.quantity", "巡查次数", "每月4次，全年48次"),
    ],
    "markets": [
        ("output.quantity", "食品抽检量", "≥4批次/千人"),
        ("output.timeliness", "案件办结时限", "立案后90日内"),
        ("satisfaction.service_users", "服务对象有效投诉", "≤5宗"),
        ("output.cost", "成本控制", "不超预算"),
        ("benefit.economic", "贷款贴息撬动资金倍数", "≥5倍"),
    ],
}

# kind, name, value of the year, in a book of English alone
ENGLISH: dict[str, list[tuple[str, ...]]] = {
    "transport": [
        ("output.quantity", "Kilometres of road resurfaced", "12.5 km"),
        ("output.quantity", "Bridges inspected", "136"),
        ("output.quality", "Pavement condition index", "≥ 82"),
        ("output.timeliness", "Time to repair street lamps", "within 24 hours"),
        ("output.cost", "Cost of maintenance per kilometre", "≤ CNY 7,500 per km"),
        ("benefit.social", "Fatal accidents", "0"),
    ],
    "social affairs": [
        ("output.quantity", "Households receiving the allowance", "≥ 2,360"),
        ("output.timeliness", "Rate of payments on time", "100%"),
        ("output.timeliness", "Payment of the allowance", "by the 15th of each month"),
        ("satisfaction.service_users", "Complaints upheld", "≤ 5"),
    ],
    "culture": [
        ("output.quantity", "Days open in the year", "330"),
        ("output.quantity", "Lectures held", "48 lectures"),
        ("output.quality", "Security rating of the system", "Level 3"),
        ("benefit.sustainability", "Growth in registered readers", "up by 5% on last year"),
        ("satisfaction.service_users", "Readers' satisfaction", "≥ 92%"),
    ],
    "health and environment": [
        ("benefit.social", "Incidence of measles", "≤ 1 per 100,000"),
        ("output.quality", "Grade of water quality", "Class III or better"),
        ("benefit.ecological", "Average PM2.5 concentration", "≤ 22 µg/m³"),
        ("benefit.economic", "Rise in farmers' income", "CNY 2,400 per household a year"),
    ],
}

# kind, name, value of the period, value of the year
TWO_VALUES: dict[str, list[tuple[str, ...]]] = {
    "counts": [
        ("output.quantity", "文艺演出场次", "≥72场次", "≥24场次"),
        ("output.quantity", "在册受助人数", "≥200人", "≥230人"),
        ("output.quantity", "招聘会场次", "每年≥12场次", "≥15场次"),
        ("output.quantity", "宣传简报期数", "每季度一期", "4期"),
        ("output.quantity", "评估社工站次数", "对18个站点各评估2次", "36次"),
    ],
    "rates": [
        ("output.quality", "改造任务按期完工率", "100%", "≥95%"),
        ("output.quality", "工程验收合格率", "≥100%", "100%"),
        ("benefit.social", "城镇化率", "≥65%", "≥62%"),
    ],
    "dates and money": [
        ("output.timeliness", "工程完工时间", "2026年12月底前", "2024年12月底前"),
        ("output.cost", "人均培训成本", "≤500元", "≤520元"),
        ("output.timeliness", "项目建设期", "2024年11月-2025年3月", "2024年11月-12月"),
    ],
}


def told(book: Make, fields: dict[str, object]) -> list[str]:
    problems = checked(book_of(book, fields), "VAL").problems
    return said(tuple(it for it in problems if it.severity is not Severity.ADVICE))


@pytest.mark.parametrize(("kind", "name", "annual"), rows(ONE_VALUE, lambda case: case[1]))
def test_a_right_value_is_left_alone(kind: str, name: str, annual: str, book: Make) -> None:
    assert told(book, indicator(kind, name, annual)) == []


@pytest.mark.parametrize(("kind", "name", "annual"), rows(ENGLISH, lambda case: case[1]))
def test_a_right_value_of_an_english_book_is_left_alone(kind: str, name: str, annual: str, book: Make) -> None:
    made = book_of(book, indicator(kind, name, annual), languages="[en]")
    problems = checked(made, "VAL").problems
    assert said(tuple(it for it in problems if it.severity is not Severity.ADVICE)) == []


@pytest.mark.parametrize(("kind", "name", "period", "annual"), rows(TWO_VALUES, lambda case: case[1]))
def test_a_period_and_a_year_that_agree_are_left_alone(
    kind: str, name: str, period: str, annual: str, book: Make
) -> None:
    assert told(book, indicator(kind, name, annual, period)) == []


@pytest.mark.parametrize(
    "fields",
    [
        indicator("output.timeliness", "物资发放", "及时", grades=["及时", "基本及时", "不及时"]),
        indicator("benefit.social", "课堂教学达标率", "提高6个百分点", last_actual="88%"),
        indicator("benefit.social", "节水改造后用水量", "下降12%", basis="以改造前三年平均用水量为基数"),
        indicator("output.quantity", "危桥改造数量", "9座", "26座", accrues="sum"),
        indicator("output.quality", "森林覆盖率", "≥42%", last_actual="43%", note="行政区划调整，基数变化"),
        indicator("benefit.social", "居民投诉次数", "≤20次", last_actual="26次"),
        indicator("output.timeliness", "决算报送时间", "2024年3月底前", last_actual="2023年3月15日"),
        indicator("output.cost", "单位能耗费用", "≥12元/平方米", direction="higher"),
    ],
    ids=lambda fields: str(fields["name"]),
)
def test_what_the_record_says_of_a_value_is_heard(fields: dict[str, object], book: Make) -> None:
    assert told(book, fields) == []
