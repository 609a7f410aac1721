"""When each line of a file last changed, as git tells it; one question a file, and nothing of the book is run."""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TIMEOUT = 20  # seconds that git may take for one file

_HEAD = re.compile(r"([0-9a-f]{40,64}) \d+ \d+(?: \d+)?")
_NO_HISTORY = ("no such path", "no such ref", "HEAD")
"""What git says of a file that was never committed, and of a repository without a commit."""


class HistoryError(Exception):
    """The history cannot be told. `reason` is no-git, no-repository, shallow, or timeout."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class LineChange:
    """The commit that last changed a line, and when it was committed, in seconds since 1970.

    A line that is not committed yet has a commit of zeros, and a time after all others.
    """

    commit: str
    time: float

    @property
    def is_committed(self) -> bool:
        return self.commit.strip("0") != ""


def line_changes(root: Path, file: str) -> tuple[LineChange, ...]:
    """The last change of each line of a file, `file` being relative to the folder `root`, with forward slashes.

    Empty where git has never seen the file: all of it is new. A change of white space alone is none.

    Raises:
        HistoryError: there is no git here, the folder is in no repository, or the history is cut short (a shallow clone).
    """
    shallow = _git(root, "rev-parse", "--is-shallow-repository")
    if shallow.returncode != 0:
        raise HistoryError("no-repository")
    if shallow.stdout.strip() == "true":
        raise HistoryError("shallow")
    told = _git(root, "blame", "--porcelain", "--root", "-w", "--no-textconv", "--", f"./{file}")
    if told.returncode == 0:
        return _read(told.stdout)
    if any(words in told.stderr for words in _NO_HISTORY):
        return ()
    raise HistoryError("no-repository")


def _read(porcelain: str) -> tuple[LineChange, ...]:
    """Lines of `git blame --porcelain`: a head a line, its commit's facts once, and the line itself after a tab."""
    times: dict[str, float] = {}
    commits: list[str] = []
    for line in porcelain.split("\n"):
        if line.startswith("\t"):
            continue
        if head := _HEAD.fullmatch(line):
            commits.append(head[1])
        elif line.startswith("committer-time "):
            times[commits[-1]] = float(line.removeprefix("committer-time "))
    return tuple(LineChange(commit, times[commit] if commit.strip("0") else float("inf")) for commit in commits)


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ("git", "-c", "core.fsmonitor=false", "-c", "blame.ignoreRevsFile=", "--no-pager", *arguments)
    try:
        return subprocess.run(
            command,
            cwd=root,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise HistoryError("timeout") from error
    except OSError as error:
        raise HistoryError("no-git") from error


def _environment() -> Mapping[str, str]:
    """The environment without what would lead git to another repository; its messages in English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or "CONFIG" in name}
    return {**kept, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
