"""What projects of one unit say against each other, and objectives that their indicators or their unit do not bear out."""

from pathlib import Path

import pytest
from tests.books import project, unit, written

from targetbook.check import Selection, check_book
from targetbook.messages import say
from targetbook.problems import Problem

DISTRICT = {"department": "番禺区民政局"}


def _checked(root: Path, *parts: object, code: str, **head: str) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    made = written(root, *parts, **head)  # type: ignore[arg-type]
    checked = check_book(made.root, Selection(select=(code,)))
    return checked.problems, checked.deferred


def _told(root: Path, *parts: object, code: str, language: str = "en", **head: str) -> list[str]:
    problems, _ = _checked(root, *parts, code=code, **head)
    return [f"{problem.place} {problem.code} {say(problem, language).says}" for problem in problems]


def _indicators(*rows: tuple[str, str, str]) -> str:
    return "".join(f'\n  - kind: {kind}\n    name: "{name}"\n    annual: "{value}"' for kind, name, value in rows)


def _with(*rows: tuple[str, str, str], name: str = "基层社区建设", **fields: str) -> object:
    return project(name=name, indicators=_indicators(*rows), **fields)


def _aiming(objective: str, *rows: tuple[str, str, str]) -> object:
    given = rows or (("output.quantity", "培训场次", "24场"),)
    return project(objectives=f'\n  - "{objective}"', indicators=_indicators(*given))


# REF001


def test_two_projects_that_promise_different_rates_are_told_at_the_later_one(tmp_path: Path) -> None:
    first = _with(("benefit.social", "社工服务在全市镇（街）覆盖率", "100%"), name="社工站购买服务")
    second = _with(("benefit.social", "社工服务在全市镇街的覆盖率", "≥99%"))
    assert _told(tmp_path, first, second, code="REF001") == [
        "targets/centre/p2.yaml:9:13 REF001 社工服务在全市镇街的覆盖率 is ≥99% here, but 100% in 社工站购买服务"
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            ("satisfaction.service_users", "服务对象满意度", "≥98%"),
            ("satisfaction.service_users", "服务对象满意度", "≥90%"),
        ),
        (("output.quantity", "社工培训场次", "24场"), ("output.quantity", "社工培训场次", "36场")),
        (("output.quality", "验收合格率", "100%"), ("output.quality", "验收合格率", "≥98%")),
        (("output.timeliness", "项目按时完成率", "100%"), ("output.timeliness", "项目按时完成率", "≥95%")),
        (("benefit.social", "社会影响", "90%"), ("benefit.social", "社会影响", "80%")),
        (("output.quality", "个案结案率", "≥90%"), ("benefit.social", "个案结案率", "≥95%")),
        (("output.quality", "个案结案率", "≥90%"), ("output.quality", "个案结案率", "90%以上")),
        (("output.quality", "个案结案率", "≥90%"), ("output.quality", "个案结案率", "120件")),
    ],
)
def test_projects_that_may_rightly_differ_are_left_alone(
    first: tuple[str, str, str], second: tuple[str, str, str], tmp_path: Path
) -> None:
    assert _told(tmp_path, _with(first), _with(second), code="REF001") == []


def test_a_standard_per_person_is_one_for_all_projects(tmp_path: Path) -> None:
    first, second = (_with(("output.cost", "高龄津贴标准", value)) for value in ("100元/人", "120元/人"))
    assert len(_told(tmp_path, first, second, code="REF001")) == 1


def test_projects_of_different_units_are_not_held_against_each_other(tmp_path: Path) -> None:
    row = "output.quality", "个案结案率"
    parts = unit("a", _with((*row, "90%"))), unit("b", _with((*row, "95%")))
    assert _told(tmp_path, *parts, code="REF001") == []


def test_one_project_is_not_its_own_peer(tmp_path: Path) -> None:
    same = _with(("output.quality", "个案结案率", "90%"), ("output.quality", "个案结案率", "95%"))
    assert _told(tmp_path, same, code="REF001") == []


# REF002

COPIED = (
    ("output.quantity", "社区协商议事机制建立覆盖率", "100%"),
    ("output.quantity", "领取补贴的两委干部人数", "98人"),
    ("benefit.social", "社区党组织正常运行率", "100%"),
    ("benefit.social", "社区居委会正常工作率", "100%"),
)


def test_a_copy_is_told_once_at_the_later_project_with_the_one_it_is_like(tmp_path: Path) -> None:
    changed = (*COPIED[:1], ("output.quantity", "领取奖励的两委干部人数", "98人"), *COPIED[2:])
    told = _told(tmp_path, _with(*COPIED, name="两委干部补贴"), _with(*changed), _with(*changed), code="REF002")
    assert told == [
        "targets/centre/p2.yaml:7:3 REF002 4 of 4 indicators are those of 两委干部补贴 (centre/p1)",
        "targets/centre/p3.yaml:7:3 REF002 4 of 4 indicators are those of 两委干部补贴 (centre/p1)",
    ]


def test_purchases_that_share_what_suits_any_purchase_are_no_copies(tmp_path: Path) -> None:
    shared = (
        ("output.quality", "验收合格率", "100%"),
        ("output.timeliness", "按时完成率", "100%"),
        ("output.quality", "项目质量达标率", "100%"),
        ("satisfaction.service_users", "使用人员满意度", "≥90%"),
    )
    first, second = (_with(("output.quantity", "采购数量", number), *shared) for number in ("50台", "20台"))
    assert _told(tmp_path, first, second, code="REF002") == []


def test_other_values_are_no_copy(tmp_path: Path) -> None:
    other = tuple((kind, name, "80%") for kind, name, _ in COPIED)
    assert _told(tmp_path, _with(*COPIED), _with(*other), code="REF002") == []


def test_half_the_indicators_are_no_copy_unless_the_book_says_so(tmp_path: Path) -> None:
    own = tuple(("output.quantity", f"{what}数量", "12个") for what in ("新建公园", "改造厕所", "修缮校舍"))
    parts = _with(*COPIED), _with(*COPIED[:3], *own)
    assert _told(tmp_path / "a", *parts, code="REF002") == []
    assert len(_told(tmp_path / "b", *parts, code="REF002", rules="{REF002: {share: 50}}")) == 1


# REF003


def test_the_rarer_spelling_is_told_and_mended_on_request(tmp_path: Path) -> None:
    usual, rare = "社区议事机制覆盖率", "社区的议事机制覆盖率"
    parts = [_with(("output.quantity", name, "100%")) for name in (rare, usual, usual)]
    (problem,), _ = _checked(tmp_path, *parts, code="REF003")
    assert str(problem.place) == "targets/centre/p1.yaml:8:11"
    assert problem.fix is not None
    assert not problem.fix.safe
    assert [(edit.place, edit.text) for edit in problem.fix.edits] == [(problem.place, usual)]


def test_of_two_spellings_the_earlier_stays(tmp_path: Path) -> None:
    parts = (
        unit("a", _with(("output.quantity", "服务(人次)", "9人次"))),
        unit("b", _with(("output.quantity", "服务（人次）", "9人次"))),
    )
    assert _told(tmp_path, *parts, code="REF003", language="zh") == [
        "targets/b/p1.yaml:8:11 REF003 “服务（人次）”在别处写作“服务(人次)”"
    ]


@pytest.mark.parametrize("other", ["社区议事机制覆盖率。", "社区议事机制建立覆盖率", "社区议事机制覆盖率（%）"])
def test_what_other_rules_tell_is_no_second_spelling(other: str, tmp_path: Path) -> None:
    parts = [_with(("output.quantity", name, "100%")) for name in ("社区议事机制覆盖率", other)]
    assert _told(tmp_path, *parts, code="REF003") == []


# REF004


@pytest.mark.parametrize(
    ("objective", "column", "number"),
    [
        ("选取11个社区进行重点打造，并予以资金资助。", 8, "11个社区"),
        ("在全区16个镇（街）设立社工服务项目。", 9, "16个镇（街）"),
        ("全年培训社工不少于300人次。", 12, "不少于300人次"),
        ("政策知晓率达到85%以上。", 11, "达到85%以上"),
        ("购置电脑、打印机等30台。", 15, "30台"),
    ],
)
def test_a_number_without_an_indicator_is_told_at_its_characters(
    objective: str, column: int, number: str, tmp_path: Path
) -> None:
    assert _told(tmp_path, _aiming(objective), code="REF004") == [
        f"targets/centre/p1.yaml:5:{column} REF004 the objective promises {number}, but no indicator measures it"
    ]


@pytest.mark.parametrize(
    "objective",
    [
        "目标1：2024年建成社区服务站，2025年底前全部开放。",
        "根据穗财保〔2023〕153号文，落实第14届全运会保障。",
        "对18个社工服务站各开展1次评估。",
        "为60岁以上老年人提供服务，开通12345热线。",
        "全年培训24场，打造15分钟服务圈，提供24小时服务。",
        "对越秀、海珠、荔湾和天河4个区给予补助。",
        "下达资金349.80万元，按1000元/人的标准发放。",
        "全年服务1.8万人次。",
        "完成2期工程扫尾，推进“1+3+N”模式。",
        "建立1套机制。",
        "完成食品安全监督抽检4批次/千人。",
        "按全年250天的标准安排伙食。",
        "场地开放率由41%提高到75%。",
        "举办培训18场、讲座6场。",
        "参训学员达到2400人。",
    ],
)
def test_numbers_that_promise_nothing_or_are_measured_are_left_alone(objective: str, tmp_path: Path) -> None:
    rows = (
        ("output.quantity", "培训场次", "24场"),
        ("output.quantity", "对18个站的评估次数", "1次"),
        ("output.quantity", "服务人次", "18000人次"),
        ("output.quantity", "参训教师人数", "2000人"),
        ("output.quantity", "参训校长人数", "400人"),
        ("benefit.social", "场地开放率", "75%"),
    )
    assert _told(tmp_path, _aiming(objective, *rows), code="REF004") == []


def test_objectives_of_period_and_year_have_paths_of_their_own(tmp_path: Path) -> None:
    objectives = "\n  period: [建成33个服务站。]\n  annual: [建成11个服务站。]"
    problems, _ = _checked(tmp_path, project(objectives=objectives), code="REF004")
    assert [problem.field for problem in problems] == ["objectives.period[1]", "objectives.annual[1]"]


# REF005


@pytest.mark.parametrize(
    ("objective", "message", "words"),
    [
        ("在全市176个镇（街）设立购买社工服务项目。", "finds", "全市176个镇（街）"),
        ("为全市困难群众提供社工服务。", "finds", "全市困难"),
        ("在全省范围内推广社区治理经验。", "finds", "全省范围"),
        ("完成全省农业保险承保任务。", "finds", "全省"),
        ("推动我市社区建设工作再上台阶。", "finds", "推动我市社区建设工作再上台阶"),
        ("推动广州城乡社区建设工作走在全国全省前列。", "finds", "推动广州城乡社区建设工作走在全国全省前列"),
        ("社区建设工作走在全省前列。", "finds", "走在全省前列"),
        ("每年对越秀、海珠、荔湾和白云4个区给予补助。", "neighbours", "每年对越秀、海珠、荔湾和白云4个区"),
        ("支持天河、白云、花都3个区开展试点。", "neighbours", "支持天河、白云、花都3个区"),
    ],
)
def test_a_wider_territory_than_the_units_is_told(objective: str, message: str, words: str, tmp_path: Path) -> None:
    there = unit("centre", _aiming(objective), name="广州市番禺区社区建设指导中心")  # type: ignore[arg-type]
    problems, _ = _checked(tmp_path, there, code="REF005", **DISTRICT)
    assert [(problem.message, problem.values["words"], problem.record) for problem in problems] == [
        (message, words, "centre/p1")
    ]


@pytest.mark.parametrize(
    "objective",
    [
        "按照全市统一部署，在全区16个镇（街）设立社工服务站。",
        "根据《广州市社工服务站管理办法》，配备专业社工。",
        "争创全国文明城市，开展全国人口普查和全国助残日活动。",
        "完成全国第五次经济普查和全省统一考试的组织工作。",
        "确保全市统一部署落实到位。",
        "确保我区社区建设工作走在全市全省前列。",
        "助力广州高质量发展，服务番禺居民。",
        "推动广州市番禺区社区建设。",
        "在市桥、沙湾、石碁和大龙4个镇街开展试点。",
        "为全区困难群众提供社工服务，创建全国社区治理实验区。",
        "面向全国引进社会工作人才。",
    ],
)
def test_objectives_of_a_districts_own_are_left_alone(objective: str, tmp_path: Path) -> None:
    there = unit("centre", _aiming(objective), name="广州市番禺区社区建设指导中心")  # type: ignore[arg-type]
    assert _checked(tmp_path, there, code="REF005", **DISTRICT) == ((), ())


@pytest.mark.parametrize("department", ["广州市民政局", "市民政局", "景德镇市民政局", "广东省民政厅"])
def test_a_city_may_speak_of_all_its_towns_and_districts(department: str, tmp_path: Path) -> None:
    objective = "在全市176个镇（街）设站，对越秀、海珠、荔湾和天河4个区给予补助，推动我市社区建设。"
    assert _told(tmp_path, _aiming(objective), code="REF005", department=department) == []


@pytest.mark.parametrize("department", ["井研县马踏镇人民政府", "佛山市顺德区大良街道办事处"])
def test_a_town_that_speaks_of_its_whole_county_is_told(department: str, tmp_path: Path) -> None:
    assert len(_told(tmp_path, _aiming("为全县居民提供服务。"), code="REF005", department=department)) == 1


def test_without_a_territory_in_any_name_it_cannot_be_told(tmp_path: Path) -> None:
    problems, unclear = _checked(tmp_path, _aiming("在全市176个镇（街）设站。"), code="REF005")
    assert problems == ()
    assert [say(problem, "zh").says for problem in unclear] == [
        "“全市176个镇（街）”是否超出“社区建设指导中心”的范围无法判断：单位和部门的名称看不出属于哪一级"
    ]
    assert _checked(tmp_path / "b", _aiming("为社区居民提供服务。"), code="REF005") == ((), ())
