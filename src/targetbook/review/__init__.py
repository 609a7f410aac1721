"""Two versions of a book compared: which money moved, which targets were lowered, and what the rules say of it."""

from targetbook.review.changes import (
    Changes,
    IndicatorChange,
    MoneyChange,
    PlainChange,
    ProjectChange,
    TargetChange,
    TextChange,
    UnitMoney,
)
from targetbook.review.comparing import compare_versions
from targetbook.review.git import GitError, Repository
from targetbook.review.versions import Asked, Version, asked_versions, opened_versions

__all__ = [
    "Asked",
    "Changes",
    "GitError",
    "IndicatorChange",
    "MoneyChange",
    "PlainChange",
    "ProjectChange",
    "Repository",
    "TargetChange",
    "TextChange",
    "UnitMoney",
    "Version",
    "asked_versions",
    "compare_versions",
    "opened_versions",
]
