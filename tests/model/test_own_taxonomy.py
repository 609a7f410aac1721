"""A book's own taxonomy, and reading a book by another taxonomy than its own."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.books import Make, Written, project, said

from targetbook.model import open_book
from targetbook.model.schema import file_schema
from targetbook.problems import Edit, Problem
from targetbook.source import quote, replace, text_at
from targetbook.taxonomy import levels_of

OWN = """\
name: {zh: 市级项目指标体系, en: Municipal frame}
source: 市财绩〔2023〕7号
since: 2023
moved: {output.cost: thrift.unit_cost}
levels:
  - key: thrift
    code: A
    name: {zh: 节约指标, en: Thrift}
    kinds:
      - {key: thrift.unit_cost, code: A1, name: {zh: 单位成本, en: Unit cost}, direction: lower, due: {category: [service]}}
  - key: output
    name: {zh: 产出指标, en: Output}
    due: always
    kinds:
      - {key: output.quantity, name: {zh: 数量, en: Quantity}, aliases: [工作量], due: always}
      - {key: output.equity, name: {zh: 公平, en: Equity}, due: advised}
"""
INDICATORS = """
  - {kind: A1, name: 单位成本, annual: ≤300元/人}
  - {kind: 工作量, name: 培训场次, annual: 24场}"""


def own(book: Make, taxonomy: str = OWN, *, named: str = "taxonomy.yaml", indicators: str = INDICATORS) -> Written:
    made = book(project(indicators=indicators), taxonomy=named)
    made.write("taxonomy.yaml", taxonomy)
    return made


def test_records_name_the_kinds_of_the_books_own_taxonomy(book: Make) -> None:
    made = own(book)
    (read,) = made.book.projects()
    assert [(it.kind.key, it.kind_word, it.better) for it in read.indicators] == [
        ("thrift.unit_cost", "A1", "lower"),
        ("output.quantity", "工作量", "higher"),
    ]
    frame = made.book.taxonomy
    assert (frame.id, frame.source, frame.since) == ("taxonomy.yaml", "市财绩〔2023〕7号", 2023)
    assert [(level.key, level.due.always) for level in levels_of(frame)] == [("thrift", False), ("output", True)]


def test_a_page_prints_the_labels_of_the_books_own_taxonomy(book: Make) -> None:
    made = own(book)
    made.write("targetbook.yaml", (made.root / "targetbook.yaml").read_text("utf-8") + "languages: [zh, en]\n")
    for layout in ("list", "form"):
        done = made.run(
            "build", "--layout", layout, "--format", "html", "--output", str(made.root / "build"), "--no-check"
        )
        assert done.exit_code == 0, done.output
    pages = "".join(path.read_text("utf-8") for path in (made.root / "build").glob("*.html"))
    assert "节约指标" in pages
    assert "Unit cost" in pages


def test_what_is_due_follows_the_books_own_taxonomy(book: Make) -> None:
    made = own(book, indicators="\n  - {kind: A1, name: 单位成本, annual: ≤300元/人}")
    done = made.run("check", "--select", "IND001", "--ui-lang", "zh")
    assert "项目没有“产出指标”" in done.output


def test_the_schema_knows_the_kinds_of_the_books_own_taxonomy(book: Make) -> None:
    record = {"name": "甲", "funding": {"fiscal": 1}, "objectives": ["一"]}
    valid = Draft202012Validator(file_schema("project", own(book).book))
    indicator = {"name": "甲", "annual": "1个"}
    assert valid.is_valid({**record, "indicators": [{**indicator, "kind": "工作量"}]})
    assert not valid.is_valid({**record, "indicators": [{**indicator, "kind": "output.quality"}]})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("key: thrift.unit_cost", "key: 成本", "10:15 STR004 levels[1].kinds[1].key cannot be 成本"),
        ("key: output.equity", "key: output.quantity", "16:15 STR007 kinds: the key output.quantity stands twice"),
        ("direction: lower", "direction: down", "10:87 STR004 levels[1].kinds[1].direction cannot be down"),
        ("due: advised", "due: sometimes", "16:63 STR004 levels[2].kinds[2].due cannot be sometimes"),
        ("category: [service]", "category: [services]", "10:111 STR004 levels[1].kinds[1].due.category[1] cannot be services"),
        ("aliases: [工作量]", "alias: 工作量", "15:62 STR002 levels[2].kinds[1] has an unknown key alias"),
        ("name: {zh: 公平, en: Equity}, ", "", "16:9 STR001 levels[2].kinds[2] has no name (name)"),
        ("thrift.unit_cost}\nlevels", "thrift.cost}\nlevels", "4:22 STR005 moved.output.cost thrift.cost is no kind"),
        ("since: 2023", "since: 今年", "3:8 STR004 since must be a whole number from 1949 to 2999, not 今年"),
    ],
)  # fmt: skip
def test_every_fault_of_a_taxonomy_is_placed_and_no_record_is_told_of_it(
    book: Make, old: str, new: str, expected: str
) -> None:
    assert OWN.count(old) == 1
    indicators = "\n  - {kind: output.quantity, name: 培训场次, annual: 24场}"
    (line,) = said(own(book, OWN.replace(old, new), indicators=indicators).opened.problems)
    assert line.startswith(f"taxonomy.yaml:{expected}")


def test_a_taxonomy_without_a_kind_is_told(book: Make) -> None:
    problems = said(
        own(book, "name: 空\nlevels: []\n", indicators="\n  - {kind: 11, name: 甲, annual: 1个}").opened.problems
    )
    assert [line.split(";")[0] for line in problems] == ["taxonomy.yaml:2:9 STR004 levels is empty"]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("frames/own.yml", "targetbook.yaml:4:11 SRC011 there is no such file"),
        ("../own.yaml", "targetbook.yaml:4:11 SRC012 this leads to a file outside the book, and was not read"),
        ("/etc/own.yaml", "targetbook.yaml:4:11 SRC012 this leads to a file outside the book, and was not read"),
        ("mof-2031", "targetbook.yaml:4:11 STR004 taxonomy mof-2031 is not known"),
    ],
)
def test_a_taxonomy_that_is_not_in_the_book_is_told_where_it_is_named(book: Make, named: str, expected: str) -> None:
    made = own(book, named=named, indicators="\n  - {kind: 11, name: 甲, annual: 1个}")
    (made.root.parent / "own.yaml").write_text(OWN, "utf-8")
    (line,) = said(made.opened.problems)
    assert line.startswith(expected)


def test_a_link_that_leads_out_of_the_book_is_not_followed(book: Make) -> None:
    made = own(book, named="linked.yaml", indicators="\n  - {kind: 11, name: 甲, annual: 1个}")
    (made.root.parent / "secret.yaml").write_text(OWN, "utf-8")
    (made.root / "linked.yaml").symlink_to(made.root.parent / "secret.yaml")
    (line,) = said(made.opened.problems)
    assert line.startswith("targetbook.yaml:4:11 SRC012")


COSTS = """
  - kind: {word}
    name: 单位造价
    annual: ≤2600元/平方米"""


@pytest.mark.parametrize("word", ["output.cost", "14", "成本指标", "成本"])
def test_cost_by_any_of_its_words_has_moved_to_the_first_level(book: Make, word: str) -> None:
    made = book(project(indicators=COSTS.format(word=word)), taxonomy="mof-2015")
    opened = open_book(made.root, "mof-2021")
    frame, moved = sorted(opened.problems, key=lambda problem: problem.code)
    assert (frame.code, str(frame.place), frame.fix and frame.fix.safe) == ("STR005", "targetbook.yaml:4:11", True)
    assert said((moved,)) == [
        f"targets/centre/p1.yaml:7:11 STR005 indicators[1].kind {word} is a kind of another frame; "
        "here its place is cost.economic; write cost.economic"
    ]
    assert opened.book is not None
    assert [it.kind.key for project in opened.book.projects() for it in project.indicators] == ["cost.economic"]


def test_the_fixes_of_a_move_leave_a_book_of_the_new_frame(book: Make) -> None:
    made = book(project(indicators=COSTS.format(word="14")), taxonomy="mof-2015")
    for problem in open_book(made.root, "mof-2021").problems:
        applied(made, problem)
    assert made.book.taxonomy.id == "mof-2021"
    assert open_book(made.root, "mof-2021").problems == ()


def applied(made: Written, problem: Problem) -> None:
    assert problem.fix is not None
    for edit in problem.fix.edits:
        made.write(edit.place.file, mended_text(made, edit))


def mended_text(made: Written, edit: Edit) -> str:
    text = (made.root / edit.place.file).read_text("utf-8")
    assert text_at(text, edit.place) in ("14", "mof-2015")
    return replace(text, [(edit.place, quote(edit.text or ""))])


def test_a_book_that_states_no_frame_is_told_at_its_head_and_its_kinds_are_not_safely_fixed(book: Make) -> None:
    made = book(project(indicators=COSTS.format(word="14")))
    frame, moved = sorted(open_book(made.root, "mof-2021").problems, key=lambda problem: problem.code)
    assert (str(frame.place), frame.fix) == ("targetbook.yaml:1:1", None)
    assert moved.fix is not None
    assert not moved.fix.safe


def test_what_is_the_same_in_both_frames_needs_nothing_but_the_books_own_line(book: Make) -> None:
    made = book(project(), taxonomy="mof-2015")
    assert said(open_book(made.root, "mof-2021").problems, "zh") == [
        "targetbook.yaml:4:11 STR005 本表按 mof-2015 编制，此次按 mof-2021 检查; 各记录调整完毕后，写 taxonomy: mof-2021"
    ]
    assert open_book(made.root, "mof-2015").problems == ()


def test_in_a_book_of_the_new_frame_an_old_code_has_moved_and_a_level_is_still_a_level(book: Make) -> None:
    code = book(project(indicators=COSTS.format(word="14")), taxonomy="mof-2021")
    (line,) = said(code.opened.problems, "zh")
    assert "indicators[1].kind 14 是另一套指标体系的类型，在本体系中对应 cost.economic" in line
    level = book(project(indicators=COSTS.format(word="成本指标")), taxonomy="mof-2021")
    (line,) = said(level.opened.problems, "zh")
    assert "成本指标 是一级指标，此处应写其下的二级指标; 可选：cost.economic, cost.social, cost.ecological" in line


def test_a_book_may_be_read_by_a_taxonomy_file_of_its_own(book: Make) -> None:
    made = book(project(indicators=COSTS.format(word="成本指标")), taxonomy="mof-2015")
    made.write("next.yaml", OWN)
    frame, moved = sorted(open_book(made.root, "next.yaml").problems, key=lambda problem: problem.code)
    assert [edit.text for problem in (frame, moved) if problem.fix for edit in problem.fix.edits] == [
        "next.yaml",
        "thrift.unit_cost",
    ]


def test_a_name_that_no_taxonomy_can_have_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mof-2031"):
        open_book(tmp_path, "mof-2031")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("key: output.equity,", "key: output.equity, code: A1,", "code: A1 already names the kind thrift.unit_cost"),
        ("key: output.equity,", "key: output.equity, aliases: [数量],", "aliases: 数量 already names the kind output.quantity"),
    ],
)  # fmt: skip
def test_a_word_that_names_two_kinds_is_told(book: Make, before: str, after: str, told: str) -> None:
    problems = own(book, OWN.replace(before, after)).problems
    assert [problem for problem in problems if problem.startswith("taxonomy.yaml:16:") and told in problem] != []
