"""The report that GitLab shows in a merge request."""

from tests.check.reports.samples import FILE, duplicate, repeats

from targetbook.check.reports.gitlab import gitlab
from targetbook.problems import Severity


def test_a_finding_is_an_entry_with_all_that_gitlab_asks() -> None:
    (entry,) = gitlab([repeats()], "zh", "budget/")
    assert len(entry.pop("fingerprint")) == 32  # type: ignore[arg-type]
    assert entry == {
        "description": "指标值“工作完成质量”只是重复了指标名称“工作完成质量水平”; 写明要达到的数值或等级，例如 ≥95%",
        "check_name": "VAL002",
        "severity": "minor",
        "location": {"path": f"budget/{FILE}", "lines": {"begin": 7, "end": 7}},
    }


def test_severities_are_those_of_gitlab() -> None:
    told = gitlab([repeats(n, severity) for n, severity in enumerate(Severity, 1)], "en", "")
    assert [entry["severity"] for entry in told] == ["major", "minor", "info"]


def test_no_two_entries_have_one_fingerprint_which_gitlab_would_drop() -> None:
    told = gitlab([repeats(7), repeats(8), duplicate(), duplicate()], "en", "")
    assert len({entry["fingerprint"] for entry in told}) == 4
