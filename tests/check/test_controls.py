"""Totals that an author holds on to are compared with the computed ones, and a page that was not checked says so."""

from tests.books import Make, project


def test_a_control_that_is_met_is_silent(book: Make) -> None:
    controls = "{total: 31.70, fiscal: 31.70, projects: 2, indicators: 2}"
    assert book(project(funding="1.20"), project(funding="30.50"), controls=controls).problems == []


def test_a_total_that_misses_its_control_is_told_with_the_difference(book: Make) -> None:
    made = book(project(funding="1.20"), project(funding="1,030.50"), controls='{total: "1,030.70"}')
    assert made.problems == [
        "targetbook.yaml:4:19 FND001 the control of total is 1,030.70, but the records come to 1,031.70 "
        "(difference +1.00 万元); mend the record that is wrong, or the control"
    ]
    assert made.run("check").exit_code == 1


def test_each_source_and_count_has_a_control_of_its_own(book: Make) -> None:
    made = book(project(funding="1.20"), controls="{fiscal: 1.00, other: 5, projects: 2, indicators: 3}")
    assert [line.split("; ")[0] for line in made.problems] == [
        "targetbook.yaml:4:20 FND001 the control of fiscal is 1.00, but the records come to 1.20 (difference +0.20 万元)",
        "targetbook.yaml:4:33 FND001 the control of other is 5, but the records come to — (difference -5 万元)",
        "targetbook.yaml:4:46 FND001 the control of projects is 2, but the records come to 1 (difference -1)",
        "targetbook.yaml:4:61 FND001 the control of indicators is 3, but the records come to 1 (difference -2)",
    ]


def test_a_control_of_zero_is_not_met_by_a_column_that_is_blank(book: Make) -> None:
    (problem,) = book(project(funding="1.20"), controls="{other: 0}").problems
    assert "the control of other is 0, but the records come to —" in problem


def test_a_control_without_a_value_is_told(book: Make) -> None:
    assert book(project(), controls="{total: }").problems == [
        "targetbook.yaml:4:19 STR004 controls.total is empty; write what belongs here; a key that may be left out may be deleted"
    ]


def test_a_control_of_nothing_known_is_told(book: Make) -> None:
    assert book(project(), controls="{totall: 1}").problems == [
        "targetbook.yaml:4:12 STR002 controls has an unknown key totall; did you mean total?"
    ]


def test_a_typed_total_that_is_not_the_sum_is_told_in_its_record(book: Make) -> None:
    made = book(project(funding="\n  fiscal: 1.20\n  other: 0.30\n  total: 1.60"))
    assert made.problems == [
        "targets/centre/p1.yaml:5:10 FND009 funding.total is typed as 1.60, but the sources come to 1.50; "
        "delete the typed total: it is computed"
    ]


def test_a_typed_total_of_the_whole_period_is_compared_too(book: Make) -> None:
    made = book(project(period_funding="\n  fiscal: 6\n  total: 7"))
    assert [line.split(" is typed")[0] for line in made.problems] == [
        "targets/centre/p1.yaml:12:10 FND009 period_funding.total"
    ]


def test_a_typed_total_over_blank_sources_is_told(book: Make) -> None:
    (problem,) = book(project(funding="\n  total: 1.20")).problems
    assert "funding.total is typed as 1.20, but the sources come to —" in problem


def test_controls_wait_until_every_record_is_read(book: Make) -> None:
    made = book(project(funding="一百"), project(funding="30.50"), controls="{total: 31.70}")
    assert [line.split(" ")[1] for line in made.problems] == ["STR004"]


def test_a_page_that_was_not_checked_says_so_in_every_language(book: Make) -> None:
    made = book(project(), controls="{total: 9}", languages="[zh, en]")
    refused = made.run("build", "--format", "html")
    assert refused.exit_code == 1
    assert not (made.root / "build").exists()
    printed = made.run("build", "--format", "html", "--no-check")
    assert (printed.exit_code, printed.stderr) == (0, "")
    page = (made.root / "build" / "list.html").read_text("utf-8")
    assert "本表未经核对，合计可能与控制数不符" in page
    assert "Printed without a check: totals may not meet their controls" in page


def test_a_page_that_was_checked_says_nothing_of_it(book: Make) -> None:
    made = book(project(), controls="{total: 1.20}")
    assert made.run("build", "--format", "html").exit_code == 0
    assert "未经核对" not in (made.root / "build" / "list.html").read_text("utf-8")
