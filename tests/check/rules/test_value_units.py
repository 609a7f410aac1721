"""VAL: units that are missing, do not suit the name, or cannot be halved."""

import pytest
from tests.books import Make, said
from tests.check.one_indicator import book_of, checked, codes_of, indicator

RECORD = "targets/centre/p1.yaml"


# VAL005


@pytest.mark.parametrize(
    ("name", "value", "with_unit"),
    [
        ("开展社区培训场次", "2", "2场次"),
        ("宣传活动次数", "≥24", "≥24次"),
        ("参训人数", "≥1,200", "≥1,200人"),
        ("验收合格率", "98以上", "98%以上"),
    ],
)
def test_a_number_without_a_unit_gets_the_one_that_its_name_shows(
    name: str, value: str, with_unit: str, book: Make
) -> None:
    made = book_of(book, indicator("output.quantity", name, value))
    assert said(checked(made, "VAL005").problems) == [
        f"{RECORD}:9:13 VAL005 the annual value {value} of {name} has no unit; add the unit of measure: {with_unit}"
    ]
    made.run("check", "--select", "VAL005", "--fix", "--unsafe-fixes")
    assert f"annual: {with_unit}\n" in (made.root / RECORD).read_text("utf-8").replace('"', "")
    assert codes_of(made, "VAL005") == []


def test_a_unit_is_not_guessed_where_the_name_does_not_show_it(book: Make) -> None:
    for name, value in (("新建公厕", "120"), ("出勤率", "0.95")):
        (problem,) = checked(book_of(book, indicator("output.quality", name, value)), "VAL005").problems
        assert problem.fix is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("项目评估率（%）", "95"),
        ("每年社工服务(人次)", "380000"),
        ("服务量（单位：次）", "300"),
        ("路面技术状况指数", "≥85"),
        ("全省综合排名", "3"),
        ("全省综合位次", "前10"),
        ("重大事故", "0"),
        ("购置巡逻艇", "5艘"),
        ("师生比", "1:18"),
    ],
)
def test_a_number_whose_unit_is_known_or_that_has_none_is_left_alone(name: str, value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quality", name, value)), "VAL005") == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Communities covered", "98"),
        ("Teachers trained", "≥ 640"),
        ("Number of courses", "16"),
        ("Total number of staff assessed", "1,200"),
        ("Days open in the year", "at least 330"),
        ("Children examined (first grade)", "45"),
        ("Security rating of the system", "Level 3"),
        ("Overall rating", "4"),
    ],
)
def test_an_english_name_may_say_what_is_counted(name: str, value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quantity", name, value), languages="[en]"), "VAL005") == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Training", "98"),
        ("Distance covered", "640"),
        ("Pass rate of trainees", "96"),
        ("Savings of the bureaus", "120"),
        ("Roads and bridges, total length", "12.5"),
        ("Trainees' satisfaction", "92"),
        ("Access", "30"),
    ],
)
def test_an_english_name_that_counts_nothing_leaves_the_unit_out_wrongly(name: str, value: str, book: Make) -> None:
    made = book_of(book, indicator("output.quantity", name, value), languages="[en]")
    assert codes_of(made, "VAL005") == ["VAL005"]


# VAL012
def test_a_rate_among_quantities_is_advised_at_the_year(book: Make) -> None:
    (line,) = said(
        checked(book_of(book, indicator("output.quantity", "培训覆盖率", "≥95%", "≥95%")), "VAL012").problems
    )
    assert line.startswith(
        f"{RECORD}:10:13 VAL012 the period and annual value ≥95% of the quantity 培训覆盖率 is a rate"
    )
    assert codes_of(book_of(book, indicator("output.quality", "培训覆盖率", "≥95%")), "VAL012") == []


# VAL019


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("发放及时率", "3天", "share"),
        ("活动参与率", "≥300人", "share"),
        ("群众满意度", "90人", "share"),
        ("培训人数", "≥95%", "count"),
        ("参训人数", "20场", "counted"),
        ("讲座场次", "300人次", "counted"),
        ("项目维持时效", "≥95 %", "time"),
        ("资金拨付时间", "100%", "time"),
        ("绿化提升面积", "3处", "area"),
        ("新建道路长度", "3条", "length"),
        ("按时发放", "≥1 人/年", "on-time"),
        ("维护社会稳定", "≥95%", "abstract"),
    ],
)
def test_a_unit_that_does_not_suit_is_told(name: str, value: str, message: str, book: Make) -> None:
    problems = checked(book_of(book, indicator("output.timeliness", name, value)), "VAL019").problems
    assert [(problem.code, problem.message) for problem in problems] == [("VAL019", message)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("发放及时率", "100%"),
        ("数据备份频率", "1次"),
        ("设备利用率", "≥2000小时"),
        ("服务人次", "提高10%"),
        ("受益人数", "≥860户"),
        ("参训人数", "≥300人次"),
        ("演出场次", "24次"),
        ("事故发生率", "0次"),
        ("按时发放", "100%"),
        ("按时发放工资", "12次"),
        ("工程完工时间", "2024年12月底前"),
        ("培训人天数", "240人天"),
        ("绿地面积", "≥35平方米/人"),
    ],
)
def test_a_unit_that_may_suit_is_left_alone(name: str, value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.timeliness", name, value)), "VAL019") == []


# VAL021


@pytest.mark.parametrize("value", ["2.5场次", "≥30.5人", "1.23456万人"])
def test_a_fraction_of_what_is_counted_is_told(value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quantity", "演出", value)), "VAL021") == ["VAL021"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("服务量", "38.5万人次"),
        ("户均人口", "2.5人"),
        ("平均参演场次", "2.5场次"),
        ("工期", "1.5个月"),
        ("巡查", "每周2.5次"),
    ],
)
def test_a_fraction_that_can_be_is_left_alone(name: str, value: str, book: Make) -> None:
    assert codes_of(book_of(book, indicator("output.quantity", name, value)), "VAL021") == []
