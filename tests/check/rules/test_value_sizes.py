"""VAL: numbers beyond the whole, under the floor, above the period, under last year's result."""

import pytest
from tests.books import Make, said
from tests.check.one_indicator import book_of, checked, codes_of, indicator

SATISFACTION = "satisfaction.service_users"


# VAL006


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("工程验收合格率", "102%"),
        ("服务覆盖率", "≥120%"),
        ("群众满意度", ">100%"),
        ("发放及时率", "95%～105%"),
        ("隐患整改率", "101%"),
    ],
)
def test_more_than_all_of_a_share_is_told(name: str, value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quality", name, value)), "VAL006") == ["VAL006"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("收入增长率", "≥120%"),
        ("拨备覆盖率", "≥150%"),
        ("小学毛入学率", "103%"),
        ("覆盖率", "提高120%"),
        ("城乡居民养老保险参保率", "101%"),
    ],
)
def test_what_may_exceed_its_base_is_left_alone(name: str, value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quality", name, value)), "VAL006") == []


# VAL010


def test_a_low_satisfaction_is_told_at_the_year_with_the_floor(book: Make) -> None:
    made = book_of(book, indicator(SATISFACTION, "服务对象满意度", "≥85%", "达85%"))
    assert said(checked(made, "VAL010").problems) == [
        "targets/centre/p1.yaml:10:13 VAL010 the period and annual value ≥85% of 服务对象满意度 is below 90%; "
        "write ≥90%, or say why no more can be reached"
    ]


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        (SATISFACTION, "服务对象满意度", "≥90%"),
        (SATISFACTION, "服务对象投诉率", "1%"),
        (SATISFACTION, "服务对象不满意率", "≤5%"),
        (SATISFACTION, "服务对象满意度", "较上年提高5%"),
        (SATISFACTION, "服务对象满意度评分", "≥85分"),
        (SATISFACTION, "公众对该社会工作的知晓率", "62%"),
        (SATISFACTION, "群众信访率", "≤2%"),
        ("output.quality", "培训合格率", "≥80%"),
    ],
)
def test_only_a_satisfaction_is_held_to_the_floor(kind: str, name: str, value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator(kind, name, value)), "VAL010") == []


def test_a_low_satisfaction_is_told_in_english_as_well(book: Make) -> None:
    made = book_of(book, indicator(SATISFACTION, "Approval by readers", "≥ 82%"), languages="[en]")
    assert codes_of(made, "VAL010") == ["VAL010"]


def test_a_book_sets_its_own_floor(book: Make) -> None:
    fields = indicator(SATISFACTION, "服务对象满意度", "≥85%")
    assert codes_of(book_of(book, fields, rules="{VAL010: {floor: 80}}"), "VAL010") == []
    assert codes_of(book_of(book, fields, rules="{VAL010: {floor: 88}}"), "VAL010") == ["VAL010"]


# VAL013


def told(book: Make, period: str, annual: str, name: str = "培训", **more: object) -> str:
    both = checked(book_of(book, indicator("output.quantity", name, annual, period, **more)), "VAL013")
    return "error" if both.problems else "deferred" if both.deferred else "silent"


@pytest.mark.parametrize(
    ("period", "annual"), [("36场次", "48场"), ("≥2万人次", "≥3万人次"), ("5项", "≤8项"), ("10-12次", "15次")]
)
def test_a_year_above_its_period_is_an_error(period: str, annual: str, book: Make) -> None:
    assert told(book, period, annual) == "error"


@pytest.mark.parametrize(
    ("period", "annual"),
    [
        ("144场次", "48场次"),
        ("200人", "230人"),
        ("95%", "100%"),
        ("≥36场次", "≤48场次"),
        ("每年12场次", "15场次"),
        ("3项", "5次"),
    ],
)
def test_what_does_not_add_up_over_the_years_is_left_alone(period: str, annual: str, book: Make) -> None:
    assert told(book, period, annual) == "silent"


@pytest.mark.parametrize(
    ("name", "period", "annual"),
    [("新建充电桩数量", "100个", "120个"), ("改造里程", "12公里", "15公里"), ("购置执法车辆", "3辆", "4辆")],
)
def test_what_is_built_or_bought_adds_up_whatever_its_unit(name: str, period: str, annual: str, book: Make) -> None:
    assert told(book, period, annual, name=name) == "error"


def test_what_is_kept_up_does_not_add_up(book: Make) -> None:
    assert told(book, "1780公里", "1824公里", name="养护里程") == "silent"


def test_the_record_says_whether_the_years_add_up(book: Make) -> None:
    assert told(book, "26座", "30座", accrues="sum") == "error"
    assert told(book, "36场次", "48场次", accrues="level") == "silent"
    assert told(book, "≤500元", "≤520元", name="人均培训成本") == "silent"


def test_without_a_unit_it_cannot_be_told_whether_the_years_add_up(book: Make) -> None:
    assert told(book, "36", "48") == "deferred"
    assert told(book, "36场次", "48") == "deferred"
    assert told(book, "48", "36") == "silent"


# VAL020


@pytest.mark.parametrize(
    ("name", "last", "annual"),
    [
        ("巩固率", "97%", "≥95%"),
        ("响应时间", "2小时", "≤3小时"),
        ("办结时间", "11月30日", "12月31日前"),
        ("回访次数", "24次", "20次"),
    ],
)
def test_a_target_under_last_years_result_is_told(name: str, last: str, annual: str, book: Make) -> None:
    fields = indicator("output.timeliness", name, annual, last_actual=last)
    assert [line.split("; ")[0] for line in said(checked(book_of(book, fields), "VAL020").problems)] == [
        f"targets/centre/p1.yaml:9:13 VAL020 the annual value {annual} of {name} is worse than last year's result {last}"
    ]


@pytest.mark.parametrize(
    ("last", "annual", "more"),
    [
        ("95%", "≥95%", {}),
        ("95%", "≥96%", {"basis": "历史标准"}),
        ("97%", "≥95%", {"note": "上年含一次性任务"}),
        ("97%", "≥95%", {"basis": "按三年平均值设定"}),
        ("3.8%", "≤3.5%", {"direction": "lower"}),
    ],
)
def test_a_target_that_holds_or_gives_a_reason_is_left_alone(
    last: str, annual: str, more: dict[str, object], book: Make
) -> None:
    fields = indicator("output.quality", "巩固率", annual, last_actual=last, **more)
    assert codes_of(book_of(book, fields), "VAL020") == []


def test_the_name_of_a_standard_is_no_reason(book: Make) -> None:
    fields = indicator("output.quality", "巩固率", "≥95%", last_actual="97%", basis="历史标准")
    assert codes_of(book_of(book, fields), "VAL020") == ["VAL020"]


def test_results_that_cannot_be_compared_are_said_to_be_so(book: Make) -> None:
    fields = indicator("output.quality", "回访", "≥95%", last_actual="240次")
    assert [problem.message for problem in checked(book_of(book, fields), "VAL020").deferred] == ["defers"]


def test_a_continuing_project_is_told_once_what_it_does_not_state(book: Make) -> None:
    text = "targets/centre/p1.yaml"
    made = book_of(book, indicator("output.quality", "合格率", "≥95%"), indicator("output.quality", "及时率", "≥95%"))
    assert checked(made, "VAL020").deferred == ()
    made.write(text, (made.root / text).read_text("utf-8") + "nature: continuing\n")
    assert [line.split("; ")[0] for line in said(checked(made, "VAL020").deferred)] == [
        f"{text}:7:3 VAL020 2 indicators of this continuing project (合格率 …) state no result of last year to compare with"
    ]
