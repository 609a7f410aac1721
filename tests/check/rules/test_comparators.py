"""VAL: signs that are lost, written out, vague or the wrong way round; ranges that nothing lies in."""

import pytest
from tests.books import Make, said
from tests.check.one_indicator import book_of, checked, codes_of, indicator

RECORD = "targets/centre/p1.yaml"


def mended(book: Make, code: str, fields: dict[str, object]) -> str:
    """The record after the rule's fixes; it says nothing more of it, and fixing again changes nothing."""
    made = book_of(book, fields)
    made.run("check", "--select", code, "--fix", "--unsafe-fixes")
    assert codes_of(made, code) == []
    return (made.root / RECORD).read_text("utf-8")


# VAL003


@pytest.mark.parametrize(
    ("period", "annual", "lost"),
    [
        ("经费使用率达95%以上", "95%", "annual: ≥95%"),
        ("不少于36场次", "36场次", "annual: ≥36场次"),
        ("≤65万元", "65万元", "annual: ≤65万元"),
        ("95%", "≥95%", "period: ≥95%"),
        ("完成率95%", "95%及以上", "period: 完成率≥95%"),
    ],
)
def test_a_lost_sign_is_told_and_put_back(period: str, annual: str, lost: str, book: Make) -> None:
    fields = indicator("output.quality", "任务完成率", annual, period)
    assert codes_of(book_of(book, fields), "VAL003") == ["VAL003"]
    assert lost in mended(book, "VAL003", fields).replace('"', "")


@pytest.mark.parametrize(
    ("period", "annual"),
    [("100%", "≥95%"), ("≥95%", "≥95%"), ("≥100%", "100%"), ("达95%", "95%"), ("≥36场次", "36人次"), ("95%", "95%")],
)
def test_a_sign_that_is_not_lost_is_not_told(period: str, annual: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quality", "工程合格率", annual, period)), "VAL003") == []


# VAL014


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("≥90%且≤80%", "no number meets the annual value ≥90%且≤80% of 处置率"),
        ("95%～90%", "the range 95%～90% (annual value of 处置率) runs downwards"),
        ("2024年12月-2024年3月", "the span 2024年12月-2024年3月 (annual value of 处置率) ends before it begins"),
    ],
)
def test_a_range_that_is_empty_or_reversed_is_an_error(value: str, says: str, book: Make) -> None:
    made = book_of(book, indicator("output.quality", "处置率", value))
    assert [line.split("; ")[0] for line in said(checked(made, "VAL014").problems)] == [f"{RECORD}:9:13 VAL014 {says}"]
    assert made.run("check", "--select", "VAL014").exit_code == 1


@pytest.mark.parametrize(
    "value", ["≥80%且≤90%", "90%～95%", "1-2万人次", "2024年11月-3月", "2024年11月-2025年3月", "3-3场"]
)
def test_a_range_that_something_lies_in_is_left_alone(value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quality", "处置率", value)), "VAL014") == []


# VAL015


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("output.cost", "项目总成本", "≥65万元"),
        ("output.cost", "设备采购单价", "不低于3万元/台"),
        ("output.timeliness", "报警响应时间", "≥30分钟"),
        ("output.timeliness", "工程完成时间", "≥2024年12月31日"),
        ("benefit.social", "重大事故发生率", "≥1%"),
        ("satisfaction.service_users", "群众满意度", "≤85%"),
        ("output.quality", "工程验收合格率", "≤98%"),
    ],
)
def test_a_sign_that_points_the_wrong_way_is_told(kind: str, name: str, value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator(kind, name, value)), "VAL015") == ["VAL015"]


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("output.cost", "采购成本节约额", "≥20万元"),
        ("output.cost", "经费使用率", "≥95%"),
        ("output.quality", "产品不合格率", "≤2%"),
        ("output.timeliness", "资金拨付时间", "2024年6月起"),
        ("benefit.social", "事故发生率", "下降≥5%"),
        ("satisfaction.service_users", "群众投诉件数", "≤3件"),
        ("output.quality", "救助对象准确率", "错保漏保率≤1%"),
        ("satisfaction.service_users", "Complaints upheld", "≤ 5"),
        ("output.cost", "Savings on procurement", "at least CNY 5,000"),
    ],
)
def test_a_sign_that_is_right_for_its_name_is_left_alone(kind: str, name: str, value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator(kind, name, value)), "VAL015") == []


def test_the_records_direction_decides_over_name_and_kind(book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quality", "误差", "≥3%", direction="lower")), "VAL015") == [
        "VAL015"
    ]
    assert codes_of(book_of(book, indicator("output.quality", "误差", "≤3%", direction="higher")), "VAL015") == [
        "VAL015"
    ]
    assert codes_of(book_of(book, indicator("output.cost", "投入", "≥3万元", direction="higher")), "VAL015") == []


# VAL017


@pytest.mark.parametrize(
    ("value", "signed"),
    [
        ("95%以上", "≥95%"),
        ("95％及以上", "≥95％"),
        ("95%以上（含）", "≥95%"),
        ("不低于1000平方米", "≥1000平方米"),
        ("3个工作日内", "≤3个工作日"),
        ("控制在65万元以内", "≤65万元"),
        ("完成率达到不低于90%", "完成率≥90%"),
        ("超过300人", ">300人"),
        ("至少完成50个专业个案", "完成≥50个专业个案"),
        ("工作时间5个工作日以内", "工作时间≤5个工作日"),
    ],
)
def test_words_for_a_sign_are_told_with_the_sign(value: str, signed: str, book: Make) -> None:
    fields = indicator("output.quality", "工作", value)
    (line,) = said(checked(book_of(book, fields), "VAL017").problems)
    assert line.endswith(f"; write {signed}")
    assert f"annual: {signed}\n" in mended(book, "VAL017", fields).replace('"', "")


@pytest.mark.parametrize("value", ["≥95%", "=100%", "95%", "达95%", "12月底前", "100余人", "90%～95%"])
def test_a_value_without_words_of_bound_is_left_alone(value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quality", "工作", value)), "VAL017") == []


@pytest.mark.parametrize("value", ["结案后30日内", "每学期开学后30日内", "收到申请后20个工作日内", "接报后1小时之内"])
def test_a_term_that_says_from_when_it_runs_is_left_alone(value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.timeliness", "补助审核时限", value)), "VAL017") == []


def test_an_english_value_may_say_at_least(book: Make) -> None:
    made = book_of(book, indicator("output.quality", "Pass rate", "at least 95%"), languages="[en]")
    assert codes_of(made, "VAL017") == []


# VAL018


@pytest.mark.parametrize(
    ("value", "message", "column"),
    [("服务对象满意度达80%", "reaching", 20), ("达到300人次", "reaching", 13), ("约300人", "hedged", 13),
     ("95%左右", "hedged", 16), ("300余人", "hedged", 16)],
)  # fmt: skip
def test_a_vague_bound_is_told_at_its_word(value: str, message: str, column: int, book: Make) -> None:
    (problem,) = checked(book_of(book, indicator("satisfaction.service_users", "满意度", value)), "VAL018").problems
    assert (problem.message, problem.place.line, problem.place.column) == (message, 9, column)


@pytest.mark.parametrize(
    "value", ["达80%以上", "覆盖率达100%", "事故率达到0%", "达到3级", "达到5A级", "不低于近3年平均值", "≥80%"]
)
def test_a_bound_that_can_be_met_in_one_way_is_clear(value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quality", "工作", value)), "VAL018") == []


# VAL022


def test_at_least_all_of_a_share_is_told_and_mended(book: Make) -> None:
    fields = indicator("output.quality", "报酬发放覆盖率", "≥100百分比", "不低于100%")
    assert codes_of(book_of(book, fields), "VAL022") == ["VAL022"]
    record = mended(book, "VAL022", fields)
    assert "period: 100%" in record
    assert "annual: 100百分比" in record.replace('"', "")


@pytest.mark.parametrize(("name", "value"), [("税收完成率", "≥100%"), ("收入增长率", "≥100%"), ("合格率", "≥99%")])
def test_what_may_be_more_than_all_is_left_alone(name: str, value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quality", name, value)), "VAL022") == []


# VAL023


@pytest.mark.parametrize(
    ("value", "message", "part"),
    [("≥12O场", "number", "12O"), ("≥1,20%", "number", "1,20"), ("90..5%", "number", "90..5"), ("≥≥95%", "signs", "≥≥"),
     ("2月30日前", "date", "2月30日"), ("2026年13月底前", "date", "2026年13月底"), ("2026-02-30", "date", "2026-02-30")],
)  # fmt: skip
def test_what_looks_like_a_number_or_a_date_and_is_none_is_told(
    value: str, message: str, part: str, book: Make
) -> None:
    (problem,) = checked(book_of(book, indicator("output.quantity", "工作", f'"{value}"')), "VAL023").problems
    assert (problem.message, problem.values["part"]) == (message, part)


@pytest.mark.parametrize(
    "value",
    ["≥3,000人次", ">=95%", "第1,2期", "1,2期", "2024.1.1", "≤18月", "6-36月", "2月29日前", "1.开展培训", "0.5%"],
)
def test_what_can_be_read_is_left_alone(value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quantity", "工作", f'"{value}"')), "VAL023") == []
