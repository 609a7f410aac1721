"""LNG: whether the two languages of a book say the same, and each stands where it belongs."""

import json
import subprocess
from pathlib import Path

import pytest
from tests.books import Written, project, written

from targetbook.check import Checked, Selection, check_book
from targetbook.messages import say
from targetbook.problems import Problem

BOTH = "[zh, en]"
OBJECTIVE, VALUE, NAME = "objective", "value", "name"


def told(book: Written, *codes: str) -> tuple[Problem, ...]:
    return checked(book, *codes).problems


def checked(book: Written, *codes: str) -> Checked:
    return check_book(book.root, Selection(select=codes))


def pair(zh: str, en: str) -> str:
    return f"{{zh: {json.dumps(zh, ensure_ascii=False)}, en: {json.dumps(en, ensure_ascii=False)}}}"


def with_pair(root: Path, field: str, zh: str, en: str) -> Written:
    """A book in two languages whose one project has a text as objective, value or indicator's name."""
    if field == OBJECTIVE:
        return written(root, project(objectives=f"\n  - {pair(zh, en)}"), languages=BOTH)
    name, value = (pair(zh, en), "≥24") if field == NAME else ("培训", pair(zh, en))
    indicators = f"\n  - kind: output.quantity\n    name: {name}\n    annual: {value}"
    return written(root, project(indicators=indicators), languages=BOTH)


SAME = (
    (OBJECTIVE, "全年提供服务38万人次。", "Provide 380,000 service contacts over the year."),
    (OBJECTIVE, "总投资1.2亿元，其中市级4,200万元。", "Total investment of CNY 120 million, CNY 42 million from the city."),
    (OBJECTIVE, "补助资金116.40万元。", "Subsidies of CNY 1.164 million."),
    (OBJECTIVE, "补助资金116.40万元。", "Subsidies of 116.40 (unit: CNY 10,000)."),
    (OBJECTIVE, "第二季度开展两次检查。", "Carry out inspections twice in the second quarter."),
    (OBJECTIVE, "2024年1月至12月开展培训24场。", "Hold 24 training sessions from January to December 2024."),
    (OBJECTIVE, "2024年12月31日前完成项目验收。", "Accept the completed project by the end of the year 2024."),
    (OBJECTIVE, "“十四五”期间培训2—3万人。", "Train 20,000–30,000 people during the 14th Five-Year Plan period."),
    (OBJECTIVE, "单位能耗下降3.5个百分点。", "Energy use per unit down by 3.5 percentage points."),
    (OBJECTIVE, "每站每月至少开展1次探访。", "Each station is to make at least one visit a month."),
    (OBJECTIVE, "PM2.5浓度控制在22μg/m³以内。", "Keep the PM2.5 concentration within 22 μg/m³."),
    (OBJECTIVE, "根据财预〔2021〕101号文件，设置指标。", "Set indicators as the ministry's guidelines ask."),
    (OBJECTIVE, "根据穗财保〔2023〕153号文件下达。", "Allocated under Sui Cai Bao (2023) No. 153."),
    (OBJECTIVE, "服务热线24小时开通。", "The service hotline is open round the clock."),
    (OBJECTIVE, "试点期为半年，上半年完成60%。", "The pilot lasts 6 months; 60% is completed in the first half of the year."),
    (OBJECTIVE, "新增养老床位一百二十张。", "Add 120 beds for the elderly."),
    (OBJECTIVE, "惠及98个社区。", "Benefit ninety-eight communities."),
    (OBJECTIVE, "新冠疫苗接种率90%。", "COVID-19 vaccination rate of 90 per cent."),
    (OBJECTIVE, "建成5G基站300座。", "Build 300 5G base stations."),
    (OBJECTIVE, "按3:7的比例分担。", "Share the cost in the ratio of 3:7."),
    (OBJECTIVE, "三分之一的村完成改造。", "One third of the villages upgraded."),
    (OBJECTIVE, "2030年前建成。", "To be built by 2030."),
    (OBJECTIVE, "每周五、周六开放至22时。", "Stay open until 22:00 on Fridays and Saturdays."),
    (OBJECTIVE, "每日9时至20时30分开放。", "Open daily from 9:00 to 20:30."),
    (OBJECTIVE, "上午9点开馆，下午5点半闭馆。", "Open at 9 a.m., close at 5:30 p.m."),
    (OBJECTIVE, "夜间热线开通至21时。", "The evening hotline is open until 9 p.m."),
    (OBJECTIVE, "中午12时开饭。", "Meals are served at noon."),
    (OBJECTIVE, "为2024—2026学年的学生发放助学金。", "Pay grants to students of the 2024-26 school years."),
    (VALUE, "不少于24场次", "at least 24 sessions"),
    (VALUE, "整改完成率达80%以上", "Rectification completion rate of at least 80%"),
    (VALUE, "5个工作日内办结", "Closed within 5 working days"),
    (VALUE, "不超过30分钟", "no more than 30 minutes"),
    (VALUE, "参训率达90%", "Attendance reaching 90%"),
    (VALUE, "12月底前完成", "Completed by the end of December"),
    (VALUE, "2024年6月30日前开工", "Work begun by 30 June 2024"),
    (VALUE, "社区工作成效提高50%", "Effectiveness of community work to increase by 50%"),
    (VALUE, "全年开展培训36场次", "36 training sessions over the year"),
    (VALUE, "每个社工站每年度至少完成50个专业个案", "At least 50 professional cases at each social work station a year"),
    (VALUE, "县级以上医院覆盖率100%", "Coverage of 100% of hospitals at county level and above"),
    (VALUE, "投诉率低于5%", "Complaint rate below 5%"),
    (VALUE, "服务60岁以上老人1000人次", "1,000 service contacts with people aged 60 or over"),
    (VALUE, "超过1000平方米", "over 1,000 m²"),
    (VALUE, "在18个社工站开展评估", "Assessments carried out in 18 social work stations"),
    (VALUE, "达标", "up to standard"),
    (VALUE, "1+X证书试点学校10所", "10 schools piloting the 1+X certificate"),
    (VALUE, "不超预算", "within budget"),
    (VALUE, "最低生活保障标准1,300元", "Minimum living allowance of CNY 1,300"),
    (OBJECTIVE, "2024.12.31前完成。", "Complete by 31 December 2024."),
    (NAME, "65岁以上老年人健康管理率", "Health management rate for people aged 65 and over"),
    (NAME, "人均补助标准", "Subsidy per person"),
    (NAME, "“三公”经费控制率", "Control rate of spending on the three public expenses"),
    (NAME, "7×24小时应急值守", "24/7 emergency duty"),
)  # fmt: skip


@pytest.mark.parametrize(("field", "zh", "en"), SAME)
def test_texts_that_say_the_same_are_left_alone(field: str, zh: str, en: str, tmp_path: Path) -> None:
    problems = told(with_pair(tmp_path, field, zh, en), "LNG003", "LNG004", "LNG005")
    assert [(problem.code, problem.message, problem.values) for problem in problems] == []


DIFFERENT = (
    (OBJECTIVE, "全年提供服务38万人次。", "Provide 38,000 service contacts.", "differ", "380,000", "38,000"),
    (OBJECTIVE, "全年提供服务38万人次。", "Provide 38 service contacts.", "differ", "380,000", "38"),
    (OBJECTIVE, "总投资1.2亿元。", "Total investment of CNY 12 million.", "differ", "120,000,000", "12,000,000"),
    (OBJECTIVE, "在176个镇（街）设立项目。", "Set up projects in 167 towns (subdistricts).", "differ", "176", "167"),
    (OBJECTIVE, "2024年完成道路改造。", "Complete the upgrading of roads in 2023.", "differ", "2024", "2023"),
    (OBJECTIVE, "合格率提高5个百分点。", "Pass rate up by 5%.", "differ", "5 pp", "5%"),
    (OBJECTIVE, "完成率95%。", "Completion rate of 95.", "differ", "95%", "95"),
    (OBJECTIVE, "开展培训24场。", "Hold training sessions.", "lost", "24", ""),
    (OBJECTIVE, "开展培训。", "Hold 24 training sessions.", "added", "", "24"),
    (OBJECTIVE, "7月前完成。", "Complete before June.", "lost", "7", ""),
    (OBJECTIVE, "开放至21时。", "Open until 8 p.m.", "differ", "21", "8"),
    (OBJECTIVE, "第3季度完成。", "Complete in the second quarter.", "lost", "3", ""),
    (VALUE, "不少于24场培训", "24 training sessions held", "floor-lost", "不少于24场培训", "24 training sessions held"),
    (VALUE, "整改率达80%以上", "Rectification rate of 80%", "floor-lost", "整改率达80%以上", "Rectification rate of 80%"),
    (VALUE, "不超过30分钟", "Response in 30 minutes or more", "floor-added", "不超过30分钟", "Response in 30 minutes or more"),
    (VALUE, "完成率100%", "Completion rate of at least 100%", "floor-added", "完成率100%", "Completion rate of at least 100%"),
    (VALUE, "≤30分钟", "Response time of 30 minutes", "ceiling-lost", "≤30分钟", "Response time of 30 minutes"),
    (VALUE, "30分钟", "at most 30 minutes", "ceiling-added", "30分钟", "at most 30 minutes"),
    (VALUE, "≤5天", "≤ 5 working days", "unit", "≤5天", "≤ 5 working days"),
    (VALUE, "≥1000平方米", "≥ 1,000 km²", "unit", "≥1000平方米", "≥ 1,000 km²"),
)  # fmt: skip


@pytest.mark.parametrize(("field", "zh", "en", "message", "in_zh", "in_en"), DIFFERENT)
def test_a_number_a_bound_or_a_unit_that_differs_is_told(
    field: str, zh: str, en: str, message: str, in_zh: str, in_en: str, tmp_path: Path
) -> None:
    (problem,) = told(with_pair(tmp_path, field, zh, en), "LNG003")
    assert (problem.message, problem.values["zh"], problem.values["en"]) == (message, in_zh, in_en)


def test_a_number_that_differs_is_told_at_its_place_in_the_english(tmp_path: Path) -> None:
    (problem,) = told(with_pair(tmp_path, OBJECTIVE, "办理176件。", "Close 167 cases."), "LNG003")
    line = (tmp_path / problem.place.file).read_text("utf-8").splitlines()[problem.place.line - 1]
    assert line[problem.place.column - 1 : problem.place.end_column - 1] == "167"
    assert say(problem, "en").says == "the English says 167 where the Chinese says 176"


OFF_THE_GLOSSARY = (
    (
        NAME,
        "政府性基金执行率",
        "Execution rate of the budget for public funds",
        "政府性基金",
        "government-managed fund",
    ),
    (NAME, "社区居委会数量", "Neighbourhood councils", "社区居委会", "residents' committee"),
    (OBJECTIVE, "开展微心愿活动。", "Carry out small dream activities.", "微心愿", "micro-wish"),
    (OBJECTIVE, "使用福利彩票资金。", "Use money from the sports lottery.", "福利彩票", "welfare lottery"),
)


@pytest.mark.parametrize(("field", "zh", "en", "term", "right"), OFF_THE_GLOSSARY)
def test_a_term_rendered_otherwise_is_told_with_its_english(
    field: str, zh: str, en: str, term: str, right: str, tmp_path: Path
) -> None:
    (problem,) = told(with_pair(tmp_path, field, zh, en), "LNG004")
    assert (problem.values["term"], problem.values["right"]) == (term, right)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("社区居委会满意度", "Satisfaction with community residents’ committees"),
        ("高龄津贴发放人数", "Recipients of the Old-Age Allowance"),
        ("乡村振兴示范村", "Demonstration villages of rural revitalisation"),
        ("社工站覆盖率", "Coverage of social work service stations"),
        ("社区党组织书记人数", "Secretaries of community Party organisations"),
    ],
)
def test_capitals_plurals_hyphens_and_second_wordings_are_on_the_glossary(zh: str, en: str, tmp_path: Path) -> None:
    assert told(with_pair(tmp_path, NAME, zh, en), "LNG004") == ()


def test_a_book_adds_terms_of_its_own(tmp_path: Path) -> None:
    objectives = f"\n  - {pair('建设长者饭堂。', 'Build canteens for the old.')}"
    rules = "{LNG004: {terms: [长者饭堂=seniors' canteen|elderly canteen]}}"
    (problem,) = told(written(tmp_path, project(objectives=objectives), languages=BOTH, rules=rules), "LNG004")
    assert problem.values["right"] == "seniors' canteen"


@pytest.mark.parametrize(
    ("zh", "en", "message", "found"),
    [
        ("社区培训场次", "社区 training sessions", "chinese", "社区"),
        ("培训场次", "培训场次", "chinese", "培训场次"),
        ("Training sessions held", "Training sessions held", "english", "Training sessions held"),
        ("improved", "improved", "english", "improved"),
    ],
)
def test_a_text_in_the_other_language_is_told(zh: str, en: str, message: str, found: str, tmp_path: Path) -> None:
    (problem,) = told(with_pair(tmp_path, NAME, zh, en), "LNG005")
    assert (problem.message, problem.values["found"]) == (message, found)
    assert (problem.record, problem.field) == ("centre/p1", "indicators[1].name")


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("100%", "100%"),
        ("≥24 h", "≥ 24 h"),
        ("≤10 min", "≤ 10 min"),
        ("300dpi", "300 dpi"),
        ("Python", "Python"),
        ("http://www.panyu.gov.cn", "http://www.panyu.gov.cn"),
        ("下达文件", "Issued under 穗财保〔2023〕153号"),
        ("下达文件", "穗财保【2023】153号"),
    ],
)
def test_figures_units_names_and_document_numbers_are_in_no_language(zh: str, en: str, tmp_path: Path) -> None:
    assert told(with_pair(tmp_path, VALUE, zh, en), "LNG005") == ()


def whole(root: Path, **fields: str) -> Written:
    """A book in two languages with nothing missing."""
    book = written(
        root,
        project(
            **{
                "name": pair("社区业务", "Community work"),
                "objectives": f"\n  - {pair('提升服务。', 'Improve services.')}",
                "indicators": f"\n  - kind: output.quantity\n    name: {pair('培训场次', 'Sessions')}\n    annual: ≥24场",
                **fields,
            }
        ),
        title=pair("绩效目标表", "Performance Targets"),
        department=pair("民政局", "Civil Affairs Bureau"),
        languages=BOTH,
    )
    book.write("targets/centre/_unit.yaml", f"name: {pair('社区建设指导中心', 'Community Centre')}\n")
    return book


def test_nothing_is_missing_where_every_text_has_both_languages(tmp_path: Path) -> None:
    fields = {"transfer": "{document: 穗财保〔2023〕153号, level: municipal}", "period": "2024"}
    assert told(whole(tmp_path, **fields), "LNG001") == ()


@pytest.mark.parametrize(
    ("field", "text", "path", "says"),
    [
        ("name", "社区业务", "name", "社区业务 has no English"),
        ("objectives", "\n  - {en: Improve services.}", "objectives[1]", "Improve services. has no Chinese"),
        ("period", "2024年全年", "period", "2024年全年 has no English"),
        ("lead", "社区建设科", "lead", "社区建设科 has no English"),
    ],
)
def test_a_missing_translation_is_told(field: str, text: str, path: str, says: str, tmp_path: Path) -> None:
    (problem,) = told(whole(tmp_path, **{field: text}), "LNG001")
    assert (problem.record, problem.field, say(problem, "en").says) == ("centre/p1", path, says)


def test_a_value_that_the_tool_cannot_translate_is_missing_and_one_that_it_can_is_not(tmp_path: Path) -> None:
    name = f"name: {pair('培训场次', 'Sessions')}"
    values = "period: 对各站开展评估\n    annual: 提高"
    problems = told(whole(tmp_path, indicators=f"\n  - kind: output.quantity\n    {name}\n    {values}"), "LNG001")
    assert [problem.field for problem in problems] == ["indicators[1].period"]


def test_what_the_head_and_a_unit_lack_is_told(tmp_path: Path) -> None:
    book = written(tmp_path, project(), languages=BOTH, title=pair("表", "Table"))
    found = {(problem.record, problem.field) for problem in told(book, "LNG001") if problem.record != "centre/p1"}
    assert found == {("centre", "name"), ("", "department")}


def test_a_book_in_one_language_misses_nothing(tmp_path: Path) -> None:
    assert told(written(tmp_path, project()), "LNG001") == ()


TWO_LINES = "name:\n  zh: 社区业务\n  en: Community work\n"


def git(root: Path, *arguments: str, day: int = 1) -> None:
    stamp = f"2024-01-{day:02}T12:00:00+08:00"
    environment = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp, "GIT_CONFIG_GLOBAL": "/dev/null"}
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    command = ("git", *who, *arguments)
    subprocess.run(
        command, cwd=root, env={"PATH": "/usr/bin:/bin:/usr/local/bin", **environment}, check=True, capture_output=True
    )


def in_git(root: Path) -> tuple[Written, Path]:
    """A book whose one project has its name on two lines, committed."""
    book = whole(root, name="\n  zh: 社区业务\n  en: Community work")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "Begin")
    return book, root / "targets/centre/p1.yaml"


def test_a_translation_older_than_its_source_is_stale(tmp_path: Path) -> None:
    book, file = in_git(tmp_path)
    file.write_text(file.read_text("utf-8").replace("社区业务", "社区业务工作经费"), "utf-8")
    git(tmp_path, "commit", "-qam", "Name the money", day=2)
    (problem,) = told(book, "LNG002")
    assert (str(problem.place), problem.field, problem.message) == ("targets/centre/p1.yaml:3:7", "name", "finds")


def test_a_source_changed_and_not_committed_makes_its_translation_stale(tmp_path: Path) -> None:
    book, file = in_git(tmp_path)
    file.write_text(file.read_text("utf-8").replace("社区业务", "社区业务工作经费"), "utf-8")
    assert [problem.message for problem in told(book, "LNG002")] == ["uncommitted"]


def test_a_translation_changed_with_or_after_its_source_is_not_stale(tmp_path: Path) -> None:
    book, file = in_git(tmp_path)
    assert told(book, "LNG002") == ()
    file.write_text(file.read_text("utf-8").replace("Community work", "Community services"), "utf-8")
    git(tmp_path, "commit", "-qam", "Word it better", day=2)
    assert told(book, "LNG002") == ()


def test_a_file_that_git_has_not_seen_has_nothing_stale(tmp_path: Path) -> None:
    book, file = in_git(tmp_path)
    (file.parent / "p2.yaml").write_text(file.read_text("utf-8"), "utf-8")
    assert told(book, "LNG002") == ()


def test_without_a_repository_the_rule_cannot_tell(tmp_path: Path) -> None:
    done = checked(whole(tmp_path), "LNG002")
    assert done.problems == ()
    assert [problem.message for problem in done.deferred] == ["no-repository"]


def test_stale_translations_are_asked_for_by_name_only(tmp_path: Path) -> None:
    book, file = in_git(tmp_path)
    file.write_text(file.read_text("utf-8").replace("社区业务", "社区业务工作经费"), "utf-8")
    assert "LNG002" not in {problem.code for problem in check_book(book.root).problems}
