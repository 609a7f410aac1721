"""What GitHub would read as workflow commands."""

import re

from tests.check.reports.samples import FILE, duplicate, repeats

from targetbook.check.reports.github import github
from targetbook.problems import Problem, Severity

MORE = "and {n} more"


def lines(*problems: Problem, folder: str = "") -> list[str]:
    return github(problems, "en", folder, MORE).splitlines()


def test_a_finding_is_an_annotation_of_its_line() -> None:
    assert lines(repeats(), folder="budget/") == [
        f"::warning file=budget/{FILE},line=7,col=13,endColumn=19,title=VAL002 The value repeats the name::"
        "the value 工作完成质量 only repeats the indicator's name 工作完成质量水平%0A"
        "write what is to be reached, e.g. ≥95%25%0A财预〔2015〕88号 asks: targets are to be specific and quantified"
    ]


def test_a_place_over_several_lines_has_no_columns_which_github_refuses() -> None:
    (line,) = lines(duplicate())
    assert f"file={FILE},line=1,endLine=3,title=" in line


def test_a_file_s_name_cannot_add_properties_or_commands() -> None:
    (line,) = lines(duplicate("a,title=x:%\n::error::y.yaml"))
    assert line.startswith("::error file=a%2Ctitle=x%3A%25%0A%3A%3Aerror%3A%3Ay.yaml,line=1")


def test_the_worst_come_first_and_what_is_left_out_is_counted() -> None:
    advice = [repeats(n, Severity.ADVICE) for n in range(1, 13)]
    warnings = [repeats(n, Severity.WARNING) for n in range(1, 12)]
    told = lines(*advice, *warnings, duplicate())
    levels = [re.match("::([a-z]+)", line) for line in told[:-1]]
    assert [level[1] for level in levels if level] == ["error"] + ["warning"] * 10 + ["notice"] * 10
    assert told[-1] == "and 3 more"


def test_nothing_found_says_nothing() -> None:
    assert lines() == []
