"""Every target value of the published table of Panyu District Civil Affairs Bureau for 2024, as it must be read.

43 indicators have a value for the period and one for the year; values that are written alike stand here once.
"""

import pytest

from targetbook.values import format_value, parse_value

SEED = [
    # text, how it is read, words before, words after, the word that binds
    ("对18个社工服务站各开展1次中期和末期评估", "text", "", "", None),
    ("100%", "= 100 %", "", "", None),
    ("评估完成率100%", "= 100 %", "评估完成率", "", None),
    ("评估总投入工时达100%", "= 100 %", "评估总投入工时", "", "达"),
    ("经费使用率达95%以上", "≥ 95 %", "经费使用率", "", "达…以上"),
    ("95%", "= 95 %", "", "", None),
    ("社工服务站接受评估后完成整改率达80%以上", "≥ 80 %", "社工服务站接受评估后完成整改率", "", "达…以上"),
    ("80%", "= 80 %", "", "", None),
    ("购买主体评价满意度达98%以上", "≥ 98 %", "购买主体评价满意度", "", "达…以上"),
    ("98%", "= 98 %", "", "", None),
    ("开展社区专职工作人员、社会工作者培训2场次；社区志愿培训全年不少于36场次", "text", "", "", None),
    ("2", "= 2 None", "", "", None),
    ("社区（村）社区志愿队伍覆盖率达90%以上。", "≥ 90 %", "社区（村）社区志愿队伍覆盖率", "。", "达…以上"),
    ("90%", "= 90 %", "", "", None),
    ("志愿队伍创建及时率100%", "= 100 %", "志愿队伍创建及时率", "", None),
    ("社区工作宣传成效提高50%", "= 50 %", "社区工作宣传成效提高", "", None),
    ("50%", "= 50 %", "", "", None),
    ("公众对该社会工作的知晓率62%以上", "≥ 62 %", "公众对该社会工作的知晓率", "", "以上"),
    ("62%", "= 62 %", "", "", None),
    (
        "社区专职工作人员和社会工作人员培训满意度达90%以上",
        "≥ 90 %",
        "社区专职工作人员和社会工作人员培训满意度",
        "",
        "达…以上",
    ),
    ("标准：100%", "= 100 %", "标准：", "", None),
    ("工作完成质量", "text", "", "", None),
    ("提高", "word", "", "", None),
    ("支出进度", "text", "", "", None),
    ("宣传教育水平", "text", "", "", None),
    ("群众满意度", "text", "", "", None),
    ("90%以上", "≥ 90 %", "", "", "以上"),
    ("每个社工站每年度至少完成50个专业个案", "≥ 50 个", "每个社工站每年度完成", "专业个案", "至少"),
    (
        "全区社工站年度个案、小组、社区活动平均完成率达90%。",
        "= 90 %",
        "全区社工站年度个案、小组、社区活动平均完成率",
        "。",
        "达",
    ),
    (
        "全区社工站年度个案、小组、社区活动平均完成率达90%",
        "= 90 %",
        "全区社工站年度个案、小组、社区活动平均完成率",
        "",
        "达",
    ),
    ("社工服务站在社区（村）覆盖率达100%", "= 100 %", "社工服务站在社区（村）覆盖率", "", "达"),
    ("服务对象满意度达80%。", "= 80 %", "服务对象满意度", "。", "达"),
    ("服务对象满意度达80%", "= 80 %", "服务对象满意度", "", "达"),
    ("24次", "= 24 次", "", "", None),
    ("38万人次", "= 380000 人次", "", "", None),
    ("99%", "= 99 %", "", "", None),
    ("98个", "= 98 个", "", "", None),
    ("不低于1000平方米", "≥ 1000 平方米", "", "", "不低于"),
    ("按时完成率", "text", "", "", None),
    ("推动广州城乡社区建设工作走在全国全省前列", "text", "", "", None),
    ("服务对象满意度", "text", "", "", None),
]


@pytest.mark.parametrize(("text", "reading", "before", "after", "bound_word"), SEED)
def test_every_published_value_is_read_as_its_readers_do(
    text: str, reading: str, before: str, after: str, bound_word: str | None
) -> None:
    value = parse_value(text)
    read_as = f"{value.comparator} {value.number} {value.unit}" if value.is_quantified else value.form.value
    assert (read_as, value.before, value.after, value.bound_word) == (reading, before, after, bound_word)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("100%", "100%"),
        ("90%以上", "≥ 90%"),
        ("24次", "24 times"),
        ("98个", "98"),
        ("38万人次", "380,000 service contacts"),
        ("不低于1000平方米", "≥ 1,000 m²"),
        ("提高", "improve"),
        ("评估完成率100%", None),
        ("服务对象满意度", None),
    ],
)
def test_the_english_of_a_published_value_is_generated_where_no_words_are_left_over(
    text: str, english: str | None
) -> None:
    assert format_value(parse_value(text), "en") == english
