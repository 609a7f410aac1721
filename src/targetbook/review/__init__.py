"""Two versions of a book compared: which money moved, which targets were lowered, and what the rules say of it."""

from targetbook.review.changes import (
    BookChange,
    Changes,
    IndicatorChange,
    MoneyChange,
    PlainChange,
    ProjectChange,
    TargetChange,
    TextChange,
    UnitChange,
    UnitMoney,
)
from targetbook.review.comparing import compare_versions
from targetbook.review.git import (
    Commit,
    GitError,
    Repository,
    commit_about,
    commit_of,
    commits_touching,
    file_at,
    main_branch,
    merge_base,
    repository_of,
)
from targetbook.review.versions import Asked, Version, asked_folders, asked_versions, opened_versions

__all__ = [
    "Asked",
    "BookChange",
    "Changes",
    "Commit",
    "GitError",
    "IndicatorChange",
    "MoneyChange",
    "PlainChange",
    "ProjectChange",
    "Repository",
    "TargetChange",
    "TextChange",
    "UnitChange",
    "UnitMoney",
    "Version",
    "asked_folders",
    "asked_versions",
    "commit_about",
    "commit_of",
    "commits_touching",
    "compare_versions",
    "file_at",
    "main_branch",
    "merge_base",
    "opened_versions",
    "repository_of",
]
