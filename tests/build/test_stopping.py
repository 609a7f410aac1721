"""A build stops at what the book's office will not print."""

from tests.books import Make, project

REPEATING = """
  - kind: output.quality
    name: 工作完成质量水平
    annual: 工作完成质量"""


def test_warnings_are_counted_and_stop_nothing(book: Make) -> None:
    made = book(project(indicators=REPEATING))
    result = made.run("build", "--format", "json")
    assert result.exit_code == 0
    assert result.stderr.endswith("(targetbook check shows them)\n")
    assert (made.root / "build/book.json").exists()


def test_a_build_stops_at_warnings_where_it_is_told_to(book: Make) -> None:
    made = book(project(indicators=REPEATING))
    result = made.run("build", "--format", "json", "--fail-on", "warning")
    assert result.exit_code == 1
    assert "warning[VAL002]" in result.stderr
    assert not (made.root / "build").exists()


def test_an_error_of_a_rule_stops_a_build(book: Make) -> None:
    made = book(project(indicators=REPEATING), rules="{severity: {VAL002: error}}")
    result = made.run("build", "--format", "json")
    assert (result.exit_code, "error[VAL002]" in result.stderr) == (1, True)


def test_what_is_printed_unchecked_is_not_stopped(book: Make) -> None:
    made = book(project(indicators=REPEATING), rules="{severity: {VAL002: error}}")
    assert made.run("build", "--format", "html", "--no-check").exit_code == 0
