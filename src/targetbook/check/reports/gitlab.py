"""Findings as GitLab's code quality report, which a merge request shows beside the lines."""

from collections.abc import Sequence

from targetbook.check.reports.fingerprints import fingerprints
from targetbook.messages import say
from targetbook.problems import Problem, Severity

LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.ADVICE: "info"}


def gitlab(problems: Sequence[Problem], language: str, folder: str) -> list[dict[str, object]]:
    """One entry a finding; `folder` is the book's from the repository's root, "" or with a slash at its end."""
    return [
        {
            "description": "; ".join(filter(None, (message.says, message.mend))),
            "check_name": problem.code,
            "fingerprint": fingerprint,
            "severity": LEVELS[problem.severity],
            "location": {
                "path": f"{folder}{problem.place.file}",
                "lines": {"begin": problem.place.line, "end": problem.place.end_line},
            },
        }
        for problem, fingerprint in zip(problems, fingerprints(problems), strict=True)
        for message in (say(problem, language),)
    ]
