"""The two versions that `diff` is asked for, in this tool's words or in git's own: BASE HEAD, BASE..HEAD, BASE...HEAD."""

import re
from dataclasses import replace
from pathlib import Path

from targetbook.cli.console import fail, text
from targetbook.review.git import Repository, merge_base
from targetbook.review.versions import Asked, asked_versions

HEAD = "HEAD"
_RANGE = re.compile(r"(?P<base>[^:]*?)(?P<dots>\.{2,3})(?P<head>[^:]*)")
_IN_WORDS = "^{/"
"""Where git looks for words of a commit's message, in which dots are dots."""


def asked_in_git(root: Path, base: str | None, head: str | None, language: str) -> tuple[Repository, Asked, Asked]:
    """The versions as `git diff` reads them: A..B is A and B, A...B is B since it left A; an end without a name is HEAD.

    Raises:
        GitError: git cannot tell one of them.
    """
    if "" in (base, head):
        fail(text("empty-version", language))
    ends = _RANGE.fullmatch(base or "")
    if base is None or ends is None or _IN_WORDS in base:
        return asked_versions(root, base, head)
    if head is not None:
        fail(text("range-and-head", language, range=base, head=head))
    older, newer = ends["base"] or HEAD, ends["head"] or HEAD
    repository, before, after = asked_versions(root, older, newer)
    if ends["dots"] == "...":
        before = replace(before, commit=merge_base(repository, older, newer))
    return repository, before, after
