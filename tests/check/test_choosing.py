"""Which rules run and what they weigh is the book's to say, the command line's over it, and each record's to allow."""

from collections.abc import Mapping

import pytest
from tests.books import Make, Written, project

from targetbook.catalogue import citation, documents
from targetbook.check import Selection, check_book
from targetbook.check.rule import RULES
from targetbook.check.selection import is_choice
from targetbook.messages import say

REPEATING = """
  - kind: output.quality
    name: 工作完成质量水平
    annual: 工作完成质量"""
LOW = """
  - kind: satisfaction.service_users
    name: 服务对象满意度
    annual: ≥80%"""


def codes(made: Written, selection: Selection | None = None) -> set[str]:
    return {problem.code for problem in check_book(made.root, selection or Selection()).problems}


def severities(made: Written, code: str) -> list[str]:
    found = check_book(made.root).problems
    return [problem.severity.value for problem in found if problem.code == code]


# --- choices


@pytest.mark.parametrize(
    ("selection", "code", "runs"),
    [
        (Selection(), "VAL010", True),
        (Selection(), "VAL009", False),
        (Selection(select=("ALL",)), "VAL009", True),
        (Selection(extend_select=("VAL009",)), "VAL009", True),
        (Selection(extend_select=("VAL009",)), "VAL010", True),
        (Selection(select=("FND",)), "VAL010", False),
        (Selection(select=("FND", "VAL01")), "VAL010", True),
        (Selection(ignore=("VAL",)), "VAL010", False),
        (Selection(ignore=("VAL",), extend_select=("VAL010",)), "VAL010", True),
        (Selection(select=("VAL010",), ignore=("VAL010",)), "VAL010", False),
        (Selection(select=("ALL",), ignore=("VAL",)), "FND001", True),
        (Selection(select=(), ignore=("ALL",)), "FND001", False),
        (Selection(select=(), ignore=("ALL",)), "STR004", True),
    ],
)  # fmt: skip
def test_the_closest_choice_decides(selection: Selection, code: str, runs: bool) -> None:
    assert selection.takes(RULES[code]) is runs


def test_the_command_line_is_laid_over_the_book() -> None:
    book = Selection(select=("VAL",), ignore=("VAL010",))
    assert Selection(select=("FND",)).over(book) == Selection(select=("FND",))
    assert Selection(extend_select=("TXT",)).over(book) == Selection(("VAL",), ("TXT",), ("VAL010",))


@pytest.mark.parametrize(
    ("word", "known"), [("VAL", True), ("VAL0", True), ("ALL", True), ("VAL099", False), ("", False)]
)
def test_a_choice_names_at_least_one_rule(word: str, known: bool) -> None:
    assert is_choice(word) is known


def test_a_book_chooses_its_rules(book: Make) -> None:
    assert "VAL002" in codes(book(project(indicators=REPEATING)))
    assert "VAL002" not in codes(book(project(indicators=REPEATING), rules="{ignore: [VAL002]}"))
    assert codes(book(project(indicators=REPEATING), rules="{select: [VAL002]}")) == {"VAL002"}


# --- severities, settings, authority


def test_a_book_says_how_much_a_rule_weighs(book: Make) -> None:
    assert severities(book(project(indicators=REPEATING)), "VAL002") == ["warning"]
    assert severities(book(project(indicators=REPEATING), rules="{severity: {VAL002: error}}"), "VAL002") == ["error"]


def test_a_book_sets_a_rules_floor(book: Make) -> None:
    assert "VAL010" in codes(book(project(indicators=LOW)))
    assert "VAL010" not in codes(book(project(indicators=LOW), rules="{VAL010: {floor: 75}}"))


SHARE = """
  - kind: output.quality
    name: 设备接通率
    annual: {value}"""


def test_words_that_a_book_adds_reach_every_rule_that_reads_them(book: Make) -> None:
    read_as_a_share = "{words: {shares: [接通率]}}"
    for value, code in (("102%", "VAL006"), ("≤85%", "VAL015"), ("≥100%", "VAL022")):
        indicators = SHARE.format(value=value)
        assert code not in codes(book(project(indicators=indicators)))
        assert code in codes(book(project(indicators=indicators), rules=read_as_a_share))
    of_a_whole = project(indicators=SHARE.format(value="100%以上"))
    assert "VAL017" in codes(book(of_a_whole))
    assert "VAL017" not in codes(book(of_a_whole, rules=read_as_a_share))


def test_a_vague_name_of_the_books_own_is_told_and_not_compared(book: Make) -> None:
    name = "\n  - {{kind: benefit.social, name: 群众文化惠民率, annual: {}}}"
    made = (project(indicators=name.format("90%")), project(indicators=name.format("80%")))
    assert {"IND009", "REF001"} & codes(book(*made)) == {"REF001"}
    own = "{words: {vague_names: [群众文化惠民率]}}"
    assert {"IND009", "REF001"} & codes(book(*made, rules=own)) == {"IND009"}


def test_good_practice_is_required_where_the_book_names_the_document(book: Make) -> None:
    offered = documents()["A101"].number
    assert citation("VAL010", "en").startswith(f"good practice in {offered}: ")
    made = book(project(indicators=LOW), rules=f"{{authority: [{offered}]}}")
    (found,) = [problem for problem in check_book(made.root).problems if problem.code == "VAL010"]
    assert citation("VAL010", "en", found.authority).startswith(f"{offered} requires: ")
    assert citation("VAL010", "zh", found.authority).startswith(f"依据{offered}：")


def test_a_places_own_document_binds_the_rules_that_the_book_names(book: Make) -> None:
    own = "穗财绩〔2020〕5号"
    made = book(project(indicators=LOW), rules=f"{{authority: [{{document: {own}, rules: [VAL01]}}]}}")
    authorities: Mapping[str, str] = {problem.code: problem.authority for problem in check_book(made.root).problems}
    assert authorities["VAL010"] == own
    assert {code for code, named in authorities.items() if named} <= {"VAL010", "VAL012"}


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ("{selct: [VAL]}", "STR002 rules has an unknown key selct; did you mean select?"),
        ("{select: [VALO10]}", "STR004 rules.select: there is no rule VALO10; did you mean VAL010?"),
        ("{severity: {STR004: advice}}", "STR004 STR004 is told while the files are read"),
        ("{severity: {VAL002: fatal}}", "STR004 rules.severity.VAL002"),
        ("{VAL010: {flor: 80}}", "STR002 rules.VAL010 has an unknown key flor; did you mean floor?"),
        ("{words: {shars: [接通率]}}", "STR002 rules.words has an unknown key shars; did you mean shares?"),
        ("{words: {shares: 接通率}}", "STR004 rules.words.shares"),
        ("{VAL006: {names: [接通率]}}", "STR002"),
        ("{VAL010: {floor: low}}", "STR004 rules.VAL010.floor"),
        ("{authority: [财预〔2021〕110号]}", "STR004 rules.authority[1]: no rule cites 财预〔2021〕110号"),
    ],
)  # fmt: skip
def test_a_slip_in_the_settings_is_told_at_its_place(book: Make, rules: str, told: str) -> None:
    made = book(project(), rules=rules)
    (found,) = [problem for problem in check_book(made.root).problems if problem.place.file == "targetbook.yaml"]
    message = say(found, "en")
    assert f"{found.code} {message.says}; {message.mend}".startswith(told)
    assert (found.place.line, found.place.column > 8) == (4, True)


# --- what a record allows


def allowing(book: Make, allow: str, indicators: str = REPEATING, **fields: str) -> list[str]:
    made = book(project(indicators=f"{indicators}\n    allow: {allow}", **fields))
    found = check_book(made.root, Selection(select=("VAL002", "STR009"))).problems
    return [f"{problem.code} {problem.message} {problem.field}" for problem in found]


def test_an_indicator_allows_a_finding_with_a_reason(book: Make) -> None:
    assert allowing(book, "{VAL002: 年终由专家评定}") == []


def test_an_allowance_without_a_reason_silences_and_is_told(book: Make) -> None:
    assert allowing(book, "{VAL002: }") == ["STR009 no-reason indicators[1].allow.VAL002"]


def test_an_allowance_of_nothing_is_told(book: Make) -> None:
    good = "\n  - kind: output.quality\n    name: 培训合格率\n    annual: ≥95%"
    assert allowing(book, "{VAL002: 无}", good) == ["STR009 unused indicators[1].allow.VAL002"]


def test_an_allowance_of_a_rule_that_did_not_run_is_left_alone(book: Make) -> None:
    assert allowing(book, "{VAL002: 由专家评定, VAL010: 新设项目}") == []


def test_an_indicator_allows_nothing_of_its_neighbours(book: Make) -> None:
    both = f"{REPEATING}\n    allow: {{VAL002: 由专家评定}}{REPEATING}"
    made = book(project(indicators=both))
    found = check_book(made.root, Selection(select=("VAL002", "STR009"))).problems
    assert [problem.field for problem in found] == ["indicators[2].annual"]


def test_a_project_allows_for_all_its_indicators(book: Make) -> None:
    made = book(project(indicators=REPEATING + REPEATING, allow="{VAL002: 由专家评定}"))
    assert check_book(made.root, Selection(select=("VAL002", "STR009"))).problems == ()


def test_what_is_told_while_reading_cannot_be_allowed(book: Make) -> None:
    made = book(project(indicators=REPEATING, allow="{STR004: 就这样}"))
    found = check_book(made.root, Selection(select=("STR009",))).problems
    assert [(problem.code, problem.message) for problem in found] == [("STR009", "cannot")]


def test_an_allowance_is_not_idle_while_another_file_has_an_error(book: Make) -> None:
    """Rules over the whole book wait until every file is read: what they would find is not known."""
    made = book(project(allow="{REF003: 两份文件的写法}"), project(funding="x"))
    assert "STR009" not in codes(made)


# --- what a slip hides


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"funding": "五十二万"}, "FND004"),
        ({"indicators": "\n  - {kind: output.quality, name: 培训合格率, anual: ≥95%}"}, "IND002"),
    ],
)
def test_what_a_slip_hides_is_not_told_as_missing(book: Make, fields: Mapping[str, str], code: str) -> None:
    told = check_book(book(project(**fields)).root).problems
    assert code not in {problem.code for problem in told}
    assert {problem.severity.value for problem in told if problem.code in ("STR001", "STR002", "STR004")} == {"error"}


def test_what_is_there_is_looked_at_beside_a_slip(book: Make) -> None:
    made = book(project(indicators=REPEATING, naturre="new"))
    assert {"STR002", "VAL002"} <= codes(made)
