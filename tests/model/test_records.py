"""Reading a book: what an author may write, and what every slip of the pen is answered with, all in one run."""

import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.books import Make, Written, project, said, unit, written

from targetbook.model import open_book, open_head, reading, shapes
from targetbook.model.book_fields import BOOK_FIELDS, UNIT_FIELDS
from targetbook.model.fields import FundingShape, project_shape
from targetbook.problems import Place, Problem
from targetbook.taxonomy import built_in

FILE = "targets/centre/p1.yaml"
INDICATORS = """
  - kind: {kind}
    name: 培训场次
    annual: 24场"""


def with_kind(kind: str) -> str:
    return INDICATORS.format(kind=kind)


# --- what is wrong, where, and what would be right


def test_a_misspelt_key_is_told_with_the_right_one(book: Make) -> None:
    made = book(project(objectivs="\n  - 提升能力。"))
    assert made.problems == [f"{FILE}:10:1 STR002 project has an unknown key objectivs; did you mean objectives?"]


def test_a_key_like_no_other_is_told_with_all_that_there_are(book: Make) -> None:
    problems = book(project(), 颜色="红").problems
    assert len(problems) == 1
    assert problems[0].startswith(
        "targetbook.yaml:4:1 STR002 targetbook.yaml has an unknown key 颜色; it may hold: title,"
    )


def test_a_misspelt_source_of_funds_is_told(book: Make) -> None:
    made = book(project(funding="\n  fiscall: 1.20"))
    assert made.problems == [f"{FILE}:3:3 STR002 funding has an unknown key fiscall; did you mean fiscal?"]


def test_each_missing_field_is_told_by_its_name(book: Make) -> None:
    made = book(project(name=None, funding=None, objectives=None, indicators=None, code="A1"))
    assert made.problems == [
        f"{FILE}:1:1 STR001 project has no name (name of the project); add name: …",
        f"{FILE}:1:1 STR001 project has no funding (money of the year by source); add funding: …",
        f"{FILE}:1:1 STR001 project has no objectives (objectives, a sentence each); add objectives: …",
        f"{FILE}:1:1 STR001 project has no indicators (performance indicators); add indicators: …",
    ]


def test_an_indicator_without_a_value_for_the_year_is_told_at_the_indicator(book: Make) -> None:
    made = book(project(indicators="\n  - kind: output.quantity\n    name: 培训场次"))
    assert made.problems == [
        f"{FILE}:7:5 STR001 indicators[1] has no annual (target value for the year); add annual: …"
    ]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"name": "[社区]"}, "1:7 STR004 name must be a text; write a text, or a map of languages: {zh: …, en: …}"),
        ({"name": "no"}, "1:7 STR004 name is no text: YAML takes no for something else; put it in quotes"),
        ({"name": "yes"}, "1:7 STR004 name is no text: YAML takes yes for something else; put it in quotes"),
        ({"name": "null"}, "1:7 STR004 name is empty; write what belongs here; a key that may be left out may be deleted"),
        ({"name": "~"}, "1:7 STR004 name is empty; write what belongs here; a key that may be left out may be deleted"),
        ({"name": '""'}, "1:7 STR004 name is empty; write what belongs here; a key that may be left out may be deleted"),
        ({"name": "{}"}, "1:7 STR004 name is empty; write what belongs here; a key that may be left out may be deleted"),
        ({"name": "{zh: 社区, en: no}"}, "1:20 STR004 name.en is no text: YAML takes no for something else; put it in quotes"),
        ({"name": "{cn: 社区}"}, "1:8 STR002 cn is the code of no language; "
         "did you mean zh? A text is keyed by language: zh, en …"),
        ({"name": "{chinese: 社区}"}, "1:8 STR002 chinese is the code of no language; "
         "did you mean zh? A text is keyed by language: zh, en …"),
        ({"objectives": "提升能力。"}, "4:13 STR004 objectives must be a list; "
         "begin each item on a line of its own with a dash: - …"),
        ({"objectives": "[]"}, "4:13 STR004 objectives is empty; "
         "write what belongs here; a key that may be left out may be deleted"),
        ({"objectives": "{annual: [提升能力。]}"}, "4:13 STR001 objectives has no period (objectives for the period); "
         "add period: …"),
        ({"indicators": "{kind: output.quantity}"}, "6:13 STR004 indicators must be a list; "
         "begin each item on a line of its own with a dash: - …"),
        ({"nature": "continuous"}, "10:9 STR004 nature cannot be continuous; did you mean continuing?"),
        ({"category": "building"}, "10:11 STR004 category cannot be building; "
         "write one of: works, purchase, it, subsidy, service, other"),
        ({"public": "maybe"}, "10:9 STR004 public must be true or false; write true or false"),
        ({"transfer": "省级"}, "10:11 STR004 transfer must be keys and values; write key: value, a line each"),
        ({"approved": "{date: 2024-02-31}"}, "10:18 STR004 approved.date is no day: 2024-02-31; write it as 2024-01-31"),
        ({"approved": "{date: [2024]}"}, "10:18 STR004 approved.date must be one word; "
         "write one value here, not a list or a map"),
        ({"funding": "{}", "name": "社区", "code": "[1]"}, "9:7 STR004 code must be one word; "
         "write one value here, not a list or a map"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_at_its_place_with_the_mend(book: Make, fields: dict[str, str], problem: str) -> None:
    assert book(project(**fields)).problems == [f"{FILE}:{problem}"]


@pytest.mark.parametrize(
    ("weight", "problem"),
    [
        ("[10]", "must be one word"),
        ("十", "must be a number from 0 to 100, not 十"),
        ("101", "must be a number from 0 to 100, not 101"),
        ("-1", "must be a number from 0 to 100, not -1"),
        ("1e1", "must be a number from 0 to 100, not 1e1"),
    ],
)
def test_a_weight_is_a_number_of_points(book: Make, weight: str, problem: str) -> None:
    (told,) = book(project(indicators=f"{with_kind('output.quantity')}\n    weight: {weight}")).problems
    assert told.startswith(f"{FILE}:10:13 STR004 indicators[1].weight {problem};")


def test_all_problems_of_all_files_come_in_one_run_in_the_order_of_their_places(book: Make) -> None:
    first = project("a", name="no", funding="一百")
    second = project("b", nature="newish", funding="-1")
    made = book(first, second, yeer="2024", setting="stacked")
    made.write("targets/centre/c.yaml", "name: [unclosed\n")
    assert [line.split(" ")[:2] for line in made.problems] == [
        ["targetbook.yaml:4:1", "STR002"],
        ["targetbook.yaml:5:10", "STR004"],
        ["targets/centre/a.yaml:1:7", "STR004"],
        ["targets/centre/a.yaml:3:11", "STR004"],
        ["targets/centre/b.yaml:3:11", "FND002"],
        ["targets/centre/b.yaml:10:9", "STR004"],
        ["targets/centre/c.yaml:1:7", "SRC001"],
    ]


def test_a_book_without_its_head_is_told_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "targets").mkdir()
    assert Written(tmp_path).problems == [
        "targetbook.yaml:1:1 SRC011 there is no such file; create it, or correct its name"
    ]


# --- texts


def test_a_plain_string_is_in_the_books_first_language(book: Make) -> None:
    made = book(project(name="Community work"), languages="[en, zh]", title="Targets", department="Bureau").book
    assert [each.name.by_language for each in made.projects()] == [{"en": "Community work"}]


def test_a_language_that_the_book_does_not_print_is_kept(book: Make) -> None:
    made = book(project(name="{fr: Quartier, zh: 社区}")).book
    assert [dict(each.name.by_language) for each in made.projects()] == [{"zh": "社区", "fr": "Quartier"}]


def test_quoted_and_numeric_texts_stay_as_written(book: Make) -> None:
    made = book(project(name='"no"', code="0012", indicators=with_kind("output.quantity").replace("24场", "2.50"))).book
    (found,) = made.projects()
    assert (found.name.first(), found.code, found.indicators[0].annual.text.first()) == ("no", "0012", "2.50")  # type: ignore[union-attr]


# --- kinds


@pytest.mark.parametrize("word", ["output.quantity", "11", "数量指标", "数量", "Quantity", "OUTPUT.QUANTITY"])
def test_a_kind_is_named_by_key_code_name_or_short_name(book: Make, word: str) -> None:
    (found,) = book(project(indicators=with_kind(word))).book.projects()
    assert found.indicators[0].kind.key == "output.quantity"


def test_a_kind_is_named_by_the_alias_of_another_form(book: Make) -> None:
    (found,) = book(project(indicators=with_kind("社会公众或服务对象满意度指标")), taxonomy="mof-2021").book.projects()
    assert found.indicators[0].kind.key == "satisfaction.service_users"


@pytest.mark.parametrize("word", ["产出指标", "产出", "output", "1", "Output"])
def test_a_first_level_alone_is_no_kind(book: Make, word: str) -> None:
    assert book(project(indicators=with_kind(word))).problems == [
        f"{FILE}:7:11 STR005 indicators[1].kind {word} is a first level; a kind is a second level under it; "
        "write one of: output.quantity, output.quality, output.timeliness, output.cost"
    ]


def test_a_misspelt_kind_is_told_with_the_right_one(book: Make) -> None:
    assert book(project(indicators=with_kind("output.quantiti"))).problems == [
        f"{FILE}:7:11 STR005 indicators[1].kind output.quantiti is no kind of indicator; did you mean output.quantity?"
    ]


def test_a_taxonomy_that_is_not_there_is_told(book: Make) -> None:
    assert book(project(), taxonomy="mof-2020").problems == [
        "targetbook.yaml:4:11 STR004 taxonomy mof-2020 is not known; did you mean mof-2021? "
        "There are mof-2015, mof-2021, or a file of the book, e.g. taxonomy.yaml"
    ]


# --- sources of funds


def test_a_source_of_ones_own_is_a_column_with_its_parts(book: Make) -> None:
    sources = "[fiscal, {id: donations, name: {zh: 捐赠, en: Donations}, parts: [{id: lottery, name: 彩票公益金}]}]"
    made = book(project(funding="\n  fiscal: 1\n  lottery: 2.50"), sources=sources).book
    (found,) = made.projects()
    assert found.funding.by_source == {"fiscal": Decimal(1), "donations": Decimal("2.50"), "lottery": Decimal("2.50")}
    assert [source.name.first() for source in made.sources] == ["财政拨款", "捐赠"]


def test_a_source_without_a_name_is_told(book: Make) -> None:
    (problem,) = book(project(), sources="[fiscal, donations]").problems
    assert problem.startswith(
        "targetbook.yaml:4:19 STR004 sources[2]: donations needs a name; write {id: donations, name: …}; "
        "without a name stand fiscal,"
    )


@pytest.mark.parametrize("sources", [
    "[fiscal, fiscal]", "[fiscal, {id: other, parts: [fiscal]}]", "[fiscal, {id: total, name: 合计}]",
    "[fiscal, {id: projects, name: 项目}]", "[fiscal, {id: indicators, name: 指标}]",
])  # fmt: skip
def test_each_source_has_an_id_of_its_own_that_is_not_the_tools(book: Make, sources: str) -> None:
    (problem,) = book(project(), sources=sources).problems
    assert "STR007" in problem
    assert "stands twice or is the tool's own" in problem


def test_objectives_of_the_period_and_of_the_year_may_differ(book: Make) -> None:
    (found,) = book(project(objectives="\n  period: [三年建成。]\n  annual: [今年开工。, 今年验收。]")).book.projects()
    objectives = found.objectives
    assert [text.first() for text in objectives.annual] == ["今年开工。", "今年验收。"]
    assert [text.first() for text in objectives.period or ()] == ["三年建成。"]


def test_one_list_of_objectives_serves_both(book: Make) -> None:
    (found,) = book(project()).book.projects()
    assert (len(found.objectives.annual), found.objectives.period) == (1, None)


# --- order


def test_units_and_projects_stand_as_listed_and_the_rest_follows_by_name(book: Make) -> None:
    first = unit("east", project("x"), project("b"), project("a"), projects="[x]")
    made = book(unit("west", project()), first, unit("north", project()), units="[west]").book
    assert [found.id for found in made.units] == ["west", "east", "north"]
    assert [found.id for found in made.units[1].projects] == ["x", "a", "b"]


def test_a_listed_id_without_a_file_is_told_where_it_is_listed(book: Make) -> None:
    made = book(unit("east", project("roads"), projects="[raods, roads]"), units="[east, south]")
    assert made.problems == [
        "targetbook.yaml:4:15 STR001 units names south, but there is no targets/south/; delete the name, or add the file",
        "targets/east/_unit.yaml:2:12 STR001 projects names raods, but there is no targets/east/raods.yaml; "
        "did you mean roads?",
    ]


def test_an_id_that_is_listed_twice_is_told(book: Make) -> None:
    (problem,) = book(unit("east", project("roads"), projects="[roads, roads]")).problems
    assert problem.startswith("targets/east/_unit.yaml:2:19 STR007 projects lists roads twice")


def test_a_unit_without_its_file_is_told(book: Make) -> None:
    made = book(project())
    made.write("targets/lost/p1.yaml", project().text())
    assert made.problems == ["targets/lost/_unit.yaml:1:1 SRC011 there is no such file; create it, or correct its name"]


def test_an_id_may_be_chinese(book: Make) -> None:
    made = book(unit("民政局", project("道路")), units="[民政局]").book
    assert [found.full_id for found in made.projects()] == ["民政局/道路"]


# --- languages and settings


@pytest.mark.parametrize(("head", "setting"), [
    ({}, "zh"), ({"languages": "[en]"}, "en"), ({"languages": "[zh, en]"}, "stacked"),
    ({"languages": "[zh, en]", "setting": "side-by-side"}, "side-by-side"),
])  # fmt: skip
def test_a_book_has_the_setting_that_its_languages_call_for(book: Make, head: dict[str, str], setting: str) -> None:
    assert book(project(), **head).book.setting == setting


def test_a_bilingual_setting_needs_two_languages(book: Make) -> None:
    assert book(project(), setting="stacked").problems == [
        "targetbook.yaml:4:10 STR004 setting is stacked, but the book has one language; delete it: the book prints zh"
    ]


def test_a_language_that_the_tool_does_not_print_is_told(book: Make) -> None:
    (problem,) = book(project(), languages="[cn, en]").problems
    assert problem.startswith("targetbook.yaml:4:13 STR004 languages[1] cannot be cn;")


# --- whatever a file holds

KEYS = sorted({
    *BOOK_FIELDS, *UNIT_FIELDS, *project_shape(FundingShape(())).fields, "zh", "en", "kind", "annual", "weight",
    "direction", "grades", "allow", "fiscal", "total", "id", "parts", "date", "document", "level", "layout", "formats",
    "settings", "options", "unit", "decimals",
})  # fmt: skip
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=8)
    | st.sampled_from(["output.quantity", "产出指标", "1,326.00", "1e-999999999999999999", "no", "stacked", "pdf", "mof-2021"])
)  # fmt: skip
NESTED = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=4), inner, max_size=5),
    max_leaves=25,
)  # fmt: skip
RECORDS = st.dictionaries(st.sampled_from(KEYS), NESTED, max_size=8)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(["targetbook.yaml", "targets/centre/_unit.yaml", "targets/centre/p1.yaml"]), RECORDS | NESTED)
def test_whatever_yaml_a_file_holds_it_is_read_or_told_in_both_languages(file: str, content: object) -> None:
    with TemporaryDirectory() as folder:
        made = written(Path(folder), project(), languages="[zh, en]")
        made.write(file, yaml.safe_dump(content, allow_unicode=True))
        problems = made.opened.problems
        for language in ("en", "zh"):
            assert all("; " in line for line in said(problems, language))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="abn: -[]{}\n#&*!|>'\"%@`一，,.0?~\t", max_size=60))
def test_whatever_text_a_file_holds_it_is_read_or_told(text: str) -> None:
    with TemporaryDirectory() as folder:
        made = written(Path(folder), project())
        made.write("targets/centre/p1.yaml", text)
        assert made.problems  # none of these texts is a whole project


def test_every_kind_of_both_frames_is_found_by_each_of_its_words(book: Make) -> None:
    for frame in ("mof-2015", "mof-2021"):
        kinds = built_in(frame).kinds
        lines = "".join(with_kind(kind.name["zh"]) for kind in kinds)
        (found,) = book(project(indicators=lines), taxonomy=frame).book.projects()
        assert [indicator.kind for indicator in found.indicators] == list(kinds)


# --- what a book of many records costs


def test_the_head_of_a_book_is_read_without_its_records(book: Make) -> None:
    made = book(project(objectivs="x"), sources="[{id: lottery, name: 彩票公益金}]")
    opened = open_head(made.root)
    assert opened.problems == ()
    assert opened.book is not None
    assert [source.id for source in opened.book.sources] == ["lottery"]
    assert opened.book.units == ()


def test_an_error_of_the_head_hides_none_of_the_records(book: Make) -> None:
    made = book(project(objectivs="x"), title=None)
    assert {problem.place.file for problem in open_head(made.root).problems} == {"targetbook.yaml"}
    assert len({problem.place.file for problem in open_book(made.root).problems}) == 2


def test_words_and_shapes_are_made_once_however_many_records_there_are(
    book: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [0]

    def counting(make: Callable[..., object]) -> Callable[..., object]:
        def count(*arguments: object) -> object:
            made[0] += 1
            return make(*arguments)

        return count

    monkeypatch.setattr(shapes, "words_of", counting(shapes.words_of))
    monkeypatch.setattr(reading, "words_of", counting(shapes.words_of), raising=False)
    monkeypatch.setattr(reading, "project_shape", counting(project_shape))
    few = book(project())
    assert len(list(few.book.projects())) == 1
    for_few, made[0] = made[0], 0
    many = book(*[project() for _ in range(5)])
    assert [record.full_id for record in many.book.projects()] == [f"centre/p{n}" for n in range(1, 6)]
    assert made[0] == for_few


def test_ten_thousand_ids_are_put_in_order_at_once() -> None:
    names = tuple(f"p{n}" for n in range(10_000))
    problems: list[Problem] = []
    started = time.perf_counter()
    order = reading._in_order(
        dict.fromkeys(names), names, dict.fromkeys(names, Place("")), shapes.Reading(problems), "projects", "{}"
    )
    assert time.perf_counter() - started < 0.3
    assert (order, problems) == (list(names), [])
