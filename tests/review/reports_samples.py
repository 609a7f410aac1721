"""Two versions of small books, and what changed between them, for the tests of the reports."""

import re
from html import unescape
from pathlib import Path

import pytest
from tests.books import ProjectFile, UnitFolder, project, unit, written

from targetbook.check import Selection, check_book
from targetbook.review.changes import Changes
from targetbook.review.comparing import compare_versions
from targetbook.review.reports import html_report, markdown_report, text_report
from targetbook.review.versions import Version

GOLDEN = Path(__file__).parents[1] / "golden" / "review"
RULES = Selection(select=("VAL002",))
COMMIT = "3f2a9c1d5e6b7a8091a2b3c4d5e6f708192a3b4c"
HEAD = {
    "title": "{zh: 绩效目标表, en: Performance Targets}",
    "department": "{zh: 民政局, en: Civil Affairs Bureau}",
    "languages": "[zh, en]",
}


def changes_between(
    root: Path, old: list[ProjectFile | UnitFolder], new: list[ProjectFile | UnitFolder], **head: str
) -> Changes:
    """What changed between two books that are written for it."""
    versions = [
        Version(name, commit, books.root, check_book(books.root, RULES))
        for name, commit, parts in (("main", COMMIT, old), ("", "", new))
        for books in (written(root / (name or "head"), *parts, **{**HEAD, **head}),)
    ]
    return compare_versions(*versions)


def indicators(*given: tuple[str, str, str, str]) -> str:
    """Indicators of kind, name, value for the period and value for the year."""
    return "".join(
        f"\n  - kind: {kind}\n    name: {name}\n    period: {period}\n    annual: {annual}"
        for kind, name, period, annual in given
    )


BEFORE: list[ProjectFile | UnitFolder] = [
    unit(
        "centre",
        project(
            "community",
            name="{zh: 社区工作经费, en: Community work}",
            funding="43.00",
            objectives="\n  - zh: 提升社区服务能力，开展培训24场次。"
            "\n    en: Strengthen community services with 24 training sessions.",
            indicators=indicators(
                ("output.quantity", "{zh: 培训场次, en: Training sessions}", "72场次", "24场次"),
                ("satisfaction.service_users", "{zh: 居民满意度, en: Satisfaction of residents}", "≥90%", "≥90%"),
                ("output.quality", "{zh: 培训合格率, en: Pass rate of training}", "95%", "95%"),
                ("benefit.social", "{zh: 政策知晓率, en: Awareness of the policy}", "62%", "62%"),
            ),
        ),
        project("assessment", name="{zh: 评估经费, en: Assessment}", funding="{fiscal: 116.40, other: 3.60}"),
        name="{zh: 社区建设指导中心, en: Community Development Guidance Centre}",
    ),
    unit(
        "welfare",
        project("aid", name="{zh: 临时救助金, en: Temporary assistance}", funding="280.00"),
        project(
            "closed",
            name="{zh: 殡葬改革宣传, en: Funeral reform campaign}",
            funding="8.00",
            objectives="\n  - 推动移风易俗。",
            indicators=indicators(("output.quantity", "宣传册印制数", "5000册", "5000册")),
        ),
        name="{zh: 社会福利科, en: Social Welfare Section}",
    ),
]
AFTER: list[ProjectFile | UnitFolder] = [
    unit(
        "centre",
        project(
            "community",
            name="{zh: 社区工作及培训经费, en: Community work}",
            funding="53.00",
            objectives="\n  - zh: 提高社区服务水平，开展培训20场次。"
            "\n    en: Strengthen community services with 20 training sessions.",
            adjustments="\n  - {document: 穗民〔2024〕3号, date: 2024-05-06, reason: 场地减少, approved_by: 市财政局}",
            indicators=indicators(
                ("output.quantity", "{zh: 培训场次, en: Training sessions}", "72场次", "20场次"),
                ("satisfaction.service_users", "{zh: 居民满意度, en: Satisfaction of residents}", "≥90%", "居民满意"),
                ("output.quality", "{zh: 培训合格率, en: Pass rate of training}", "培训合格率", "97%"),
                ("output.timeliness", "{zh: 培训完成时间, en: Date of completion}", "2025年12月底前", "2024年12月底前"),
            ),
        ),
        project("assessment", name="{zh: 评估经费, en: Assessment}", funding="{fiscal: 110.00, other: 10.00}"),
        name="{zh: 社区建设指导中心, en: Community Development Guidance Centre}",
    ),
    unit(
        "welfare",
        project("aid", name="{zh: 临时救助金, en: Temporary assistance}", funding="280.00", nature="continuing"),
        project(
            "meals",
            name="{zh: 长者饭堂补贴, en: Canteen subsidy for the elderly}",
            funding="15.50",
            indicators=indicators(("output.quantity", "就餐人次", "3万人次", "3万人次")),
        ),
        name="{zh: 社会福利科, en: Social Welfare Section}",
    ),
]


def sample(root: Path) -> Changes:
    """A bit of everything: targets that ask for less, money that moved, projects that came and went."""
    return changes_between(root, BEFORE, AFTER)


def unchanged(root: Path) -> Changes:
    return changes_between(root, BEFORE, BEFORE)


def reports(changes: Changes, language: str = "en") -> list[str]:
    """What a reader reads in each of the three reports, without marks, white space as one space."""
    page = html_report(changes, language).partition("<body>")[2]
    told = (text_report(changes, language, False, width=200), markdown_report(changes, language), page)
    return [" ".join(unescape(re.sub(r"<[^>]*>", "", each)).split()) for each in told]


def assert_golden(told: str, name: str, request: pytest.FixtureRequest) -> None:
    """That a report is what `tests/golden/review/` keeps; `pytest --renew` writes it there."""
    if request.config.getoption("--renew", default=False):
        (GOLDEN / name).write_text(told, encoding="utf-8")
    assert told == (GOLDEN / name).read_text(encoding="utf-8")
