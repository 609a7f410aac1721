"""VAL: values in words, two in one, words beside a number: found where they stand, with what to write."""

import pytest
from tests.books import Make, said
from tests.check.one_indicator import book_of, checked, codes_of, indicator

FIRST = "targets/centre/p1.yaml:9:13"  # period, or annual where there is no period
SECOND = "targets/centre/p1.yaml:10:13"


def place_and_says(book: Make, code: str, fields: dict[str, object], language: str = "en") -> list[str]:
    return [line.split("; ")[0] for line in said(checked(book_of(book, fields), code).problems, language)]


# VAL001


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("防洪能力", "提升"),
        ("基层医疗服务能力", "有所改善。"),
        ("居民环保意识", "逐步增强"),
        ("管理制度", "健全"),
        ("土地管理秩序", "可控"),
        ("资金拨付", "及时"),
        ("项目影响力", "影响深远"),
        ("培训效果", "效果明显"),
        ("可持续影响", "长期"),
        ("社区服务水平", "社区服务水平得到有效提升"),
        ("社会效益", "促进区域经济协调发展"),
        ("文明程度", "显著提高（定性）"),
        ("目标达成", "达成预期指标"),
        ("检查使用单位", "多次"),
        ("整治自然村", "多个"),
        ("村容村貌", "明显改观"),
        ("项目完成时间", "按时"),
        ("设施建设", "若干"),
        ("火灾扑救成功率", "基本达到"),
        ("企业满意度", "满意"),
        ("空气质量", "明显好转"),
        ("完成时间", "根据实际情况"),
        ("工程量", "见实施方案"),
        ("隐患整改", "详见附件2"),
        ("保洁标准", "以合同为准"),
        ("检查覆盖率", "88/100"),
    ],
)
def test_a_value_that_cannot_be_measured_is_told(name: str, value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("benefit.social", name, value)), "VAL001") == ["VAL001"]


def test_a_vague_value_of_both_columns_is_told_once(book: Make) -> None:
    assert place_and_says(book, "VAL001", indicator("benefit.social", "防洪能力", "提升", "明显提升"), "zh") == [
        f"{FIRST} VAL001 指标“防洪能力”的实施期和年度指标值“明显提升”无法衡量"
    ]


def test_an_english_book_has_its_own_vague_words(book: Make) -> None:
    made = book_of(book, indicator("benefit.social", "Service capacity", "Under control"), languages="[en]")
    assert codes_of(made, "VAL001") == ["VAL001"]


@pytest.mark.parametrize(
    "value",
    [
        *("合格", "按时完成", "促成出台管护条例", "提高到90分", "加强巡查，每周两次", "是"),
        *(
            "见证取样合格",
            "按合同约定付款",
            "以上级文件要求的三级标准验收",
            "不低于上年",
            "日产日清",
            "达到国家一级标准",
        ),
        *("实际工作时间8小时", "实际需求满足率95%", "以清单所列120项为准"),
    ],
)
def test_what_can_be_judged_is_no_vague_value(value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quality", "管护工作", value)), "VAL001") == []


@pytest.mark.parametrize(
    "value", ["Significantly improved.", "to be improved", "on schedule", "see annex 2", "several"]
)
def test_vague_english_is_told_with_its_adverbs(value: str, book: Make) -> None:
    made = book_of(book, indicator("benefit.social", "Living conditions", value), languages="[en]")
    assert codes_of(made, "VAL001") == ["VAL001"]


@pytest.mark.parametrize("value", ["pass", "completed on time", "Class III or better", "within budget", "no accidents"])
def test_english_that_can_be_judged_is_no_vague_value(value: str, book: Make) -> None:
    made = book_of(book, indicator("benefit.social", "Living conditions", value), languages="[en]")
    assert codes_of(made, "VAL001") == []


def test_a_book_has_its_own_list_of_vague_words(book: Make) -> None:
    made = book_of(book, indicator("output.quality", "管护工作", "提升"), rules="{VAL001: {words: [到位]}}")
    assert codes_of(made, "VAL001") == []


# VAL002


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("按时完成率", "按时完成率"),
        ("群众满意度（%）", "群众满意度。"),
        ("资金支出进度（%）", "支出进度"),
        ("受益率", "居民受益率"),
        ("不超预算", "不超预算。"),
    ],
)
def test_a_value_that_is_its_name_is_told(name: str, value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quality", name, value)), "VAL002") == ["VAL002"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("验收合格情况", "合格"),
        ("是否通过验收", "通过"),
        ("按时完成情况", "按时完成"),
        ("资金到位情况", "到位"),
        ("培训场次", "培训24场"),
        ("考核等次", "—"),
    ],
)
def test_a_grade_or_a_number_is_no_repetition(name: str, value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quality", name, value)), "VAL002") == []


# VAL004


@pytest.mark.parametrize(
    ("value", "first", "second"),
    [
        ("新建学校3所，改扩建学校5所", "新建学校3所", "改扩建学校5所"),
        ("响应时间≤30分钟，修复时间≤4小时", "响应时间≤30分钟", "修复时间≤4小时"),
        ("1.培训2期；2.演练3次。", "培训2期", "演练3次"),
        ("购置巡逻艇5艘、无人机3架", "购置巡逻艇5艘", "无人机3架"),
        ("12 training days; at least 36 staff trained", "12 training days", "at least 36 staff trained"),
        ("城市低保≥800元/月、农村低保≥600元/月", "城市低保≥800元/月", "农村低保≥600元/月"),
    ],
)
def test_a_value_of_two_targets_is_told_with_both(value: str, first: str, second: str, book: Make) -> None:
    assert place_and_says(book, "VAL004", indicator("output.quantity", "工作量", value)) == [
        f"{FIRST} VAL004 the annual value of 工作量 holds two targets: {first} and {second}"
    ]


@pytest.mark.parametrize(
    "value",
    [
        "≥80%且≤90%",
        "培训2期，每期不少于3天",
        "1,200人次",
        "对18个社工服务站各开展1次评估",
        "6月底前50%，12月底前100%",
        "38万人次（其中线上20万人次，线下18万人次）",
        "一季度2场，全年8场",
        "每月4次，全年48次",
    ],
)
def test_what_explains_one_target_is_no_second_one(value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quantity", "工作量", value)), "VAL004") == []


# VAL007


@pytest.mark.parametrize(("period", "annual"), [("走在全省前列", "90%"), ("≥90%", "处于领先地位"), ("优秀", "≥90分")])
def test_words_beside_a_number_are_told_at_the_year(period: str, annual: str, book: Make) -> None:
    (line,) = place_and_says(book, "VAL007", indicator("benefit.social", "建设成效", annual, period))
    assert line.startswith(f"{SECOND} VAL007 建设成效 is set as ")


@pytest.mark.parametrize(
    ("name", "period", "annual"),
    [
        ("服务对象满意度", "服务对象满意度", "90%"),  # VAL002 tells it
        ("宣传次数", "每季度一次", "4次"),
        ("评估站点", "对18个站点各评估1次", "100%"),
        ("制度建设", "印发办法", "建立机制"),
        ("工程完成时间", "按期完成", "2024年11月底前"),
    ],
)
def test_words_that_hold_a_count_or_stand_alone_are_not_mixed(name: str, period: str, annual: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quality", name, annual, period)), "VAL007") == []


# VAL008


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("宣传成效", "提高50%"),
        ("社区工作宣传成效提高", "50%"),
        ("群众上访量", "下降5个百分点"),
        ("线上办件量", "增长2倍"),
        ("审批时限", "压缩不少于50%"),
        ("宣传成效", "较大幅度提高20%"),
    ],
)
def test_a_change_without_a_base_is_told(name: str, value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("benefit.social", name, value)), "VAL008") == ["VAL008"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("宣传成效", "较上年提高50%"),
        ("粮食单产", "比2023年提高2%"),
        ("群众满意度", "提高到95%"),
        ("收入增长率", "≥6%"),
        ("受益人数", "增加200人"),
        ("审批时限", "较法定时限压缩50%"),
        ("审批时限", "法定时限压缩50%"),
        ("安全事故", "减少0%"),
    ],
)
def test_a_change_with_a_base_or_a_level_is_left_alone(name: str, value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("benefit.social", name, value)), "VAL008") == []


# VAL009


def test_rates_that_are_all_100_are_told_only_when_asked(book: Make) -> None:
    rates = [indicator("benefit.social", f"{name}正常运行率", "100%") for name in ("党组织", "服务站", "居委会")]
    made = book_of(book, *rates)
    assert codes_of(made, "VAL009") == ["VAL009"] * 3
    assert "VAL009" not in made.run("check").output
    assert codes_of(book_of(book, *rates[:2]), "VAL009") == []
    assert codes_of(book_of(book, *rates, indicator("output.quality", "合格率", "≥95%")), "VAL009") == []


# VAL011


@pytest.mark.parametrize("value", ["标准：100%", "目标值: ≥95%", "指标值：合格"])
def test_a_label_is_taken_away(value: str, book: Make) -> None:
    made = book_of(book, indicator("output.quality", "资金使用合规性", value))
    (problem,) = checked(made, "VAL011").problems
    assert problem.fix is not None
    assert problem.fix.safe
    assert made.run("check", "--select", "VAL011", "--fix").exit_code == 0
    assert codes_of(made, "VAL011") == []
    assert value.partition(" " if " " in value else "：")[2] in (made.root / "targets/centre/p1.yaml").read_text(
        "utf-8"
    )


def test_a_label_is_taken_away_in_both_languages(book: Make) -> None:
    both = {"zh": "标准：100%", "en": "Standard: 100%"}
    made = book_of(book, {**indicator("output.quality", "合规率"), "annual": both})
    made.run("check", "--select", "VAL011", "--fix")
    annual = made.book.units[0].projects[0].indicators[0].annual
    assert annual is not None
    assert dict(annual.text.by_language) == {"zh": "100%", "en": "100%"}


@pytest.mark.parametrize("value", ["验收标准：按国家规范执行", "9:00-17:00", "师生比1:18", "牵头单位：教育局"])
def test_a_colon_is_not_always_a_label(value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quality", "服务", value)), "VAL011") == []


# VAL016


@pytest.mark.parametrize(
    ("name", "value", "bare"),
    [
        ("每个社工站每年度完成专业个案", "每个社工站每年度至少完成50个专业个案", "≥50个"),
        ("服务对象满意度", "服务对象满意度达80%。", "达80%"),
        ("公众对社会工作的知晓率", "公众对社会工作的知晓率62%以上", "≥62%"),
        ("志愿队伍创建及时率（%）", "志愿队伍创建及时率100%", "100%"),
        ("培训满意度", "参训人员培训满意度不低于90%", "≥90%"),
    ],
)
def test_a_value_that_says_its_name_again_keeps_its_number(name: str, value: str, bare: str, book: Make) -> None:
    made = book_of(book, indicator("output.quality", name, value))
    assert [line.rsplit("; ", 1)[1] for line in said(checked(made, "VAL016").problems)] == [f"write {bare} alone"]
    made.run("check", "--select", "VAL016", "--fix", "--unsafe-fixes")
    assert f"annual: {bare}\n" in (made.root / "targets/centre/p1.yaml").read_text("utf-8").replace('"', "")
    assert codes_of(made, "VAL016") == []


def test_a_long_name_said_in_other_words_is_told_without_a_fix(book: Make) -> None:
    name, value = "每个社工站每年度的个案、小组、社区活动完成率", "全区社工站年度个案、小组、社区活动平均完成率≥90%"
    (problem,) = checked(book_of(book, indicator("output.quality", name, value)), "VAL016").problems
    assert (problem.message, problem.fix) == ("alike", None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("文艺演出场次", "演出24场"),
        ("资金覆盖率", "志愿队伍覆盖率达90%以上"),
        ("社会影响", "完成整改率≥80%"),
        ("工程质量", "工程质量合格率达100%以上"),
        ("满意度", "≥90%"),
    ],
)
def test_other_words_round_a_number_are_left_alone(name: str, value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quality", name, value)), "VAL016") == []


def test_the_noun_after_an_english_number_is_its_unit(book: Make) -> None:
    made = book_of(book, indicator("output.quantity", "Lectures held", "48 lectures"), languages="[en]")
    assert codes_of(made, "VAL016") == []
