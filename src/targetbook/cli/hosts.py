"""The comment of a review on a pull request (GitHub) or a merge request (GitLab): made once, then updated.

The only words that this tool sends anywhere, and only `targetbook comment` sends them, with the token of a CI job.
"""

import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

TIMEOUT = 30  # seconds
PAGE = 100
ACTIONS = "github-actions[bot]"
"""Who writes with the token of a GitHub job; the token itself may not ask."""
GITHUB = ("GITHUB_TOKEN", "GITHUB_REPOSITORY", "GITHUB_EVENT_PATH")
GITLAB = ("GITLAB_TOKEN", "CI_API_V4_URL", "CI_MERGE_REQUEST_PROJECT_ID", "CI_MERGE_REQUEST_IID")


class HostError(Exception):
    """The host did not do what it was asked; `refused` where the token may not."""

    def __init__(self, reason: str, *, refused: bool = False) -> None:
        self.refused = refused
        super().__init__(reason)


class NoRequestError(Exception):
    """The environment names no request to comment on."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that is there: where it is changed, and where a person reads it."""

    address: str
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the comments of one request are: their list's address, and how the host wants to be spoken to."""

    comments: str
    user: str
    headers: Mapping[str, str]
    change: str
    each: str = ""

    def own(self, marker: str) -> Comment | None:
        """The comment that this token's owner made before; one of another person that holds the marker is left alone."""
        name = self._name()
        for comment in self._pages():
            author = comment.get("user") or comment.get("author") or {}
            if str(comment["body"]).startswith(marker) and name in (author.get("login"), author.get("username")):
                return Comment(f"{self.each or self.comments}/{comment['id']}", _url(comment))
        return None

    def create(self, body: str) -> Comment:
        return Comment("", _url(self._ask(self.comments, "POST", body)))

    def update(self, comment: Comment, body: str) -> None:
        self._ask(comment.address, self.change, body)

    def _name(self) -> str:
        try:
            told = self._ask(self.user)
        except HostError:
            return ACTIONS
        return str(told.get("login") or told.get("username"))

    def _pages(self) -> Iterator[Any]:
        number = 1
        while page := self._ask(f"{self.comments}?{urlencode({'per_page': PAGE, 'page': number})}"):
            yield from page
            if len(page) < PAGE:
                return
            number += 1

    def _ask(self, address: str, method: str = "GET", body: str | None = None) -> Any:
        return asked(address, self.headers, method, body)


def place_of_request() -> Place | None:
    """The request that this job runs for.

    Raises:
        NoRequestError: the environment names none.
        HostError: the host does not tell.

    Returns:
        None where the request that the job ran for is closed, or has newer commits.
    """
    if all(os.environ.get(name) for name in GITLAB):
        return _on_gitlab(*(os.environ[name] for name in GITLAB))
    if all(os.environ.get(name) for name in GITHUB):
        return _on_github(*(os.environ[name] for name in GITHUB))
    raise NoRequestError


def asked(address: str, headers: Mapping[str, str], method: str = "GET", body: str | None = None) -> Any:
    """What a host answers. Nothing is redirected: the token goes to no other address."""
    if not address.startswith(("https://", "http://")):
        raise HostError(address)
    data = None if body is None else json.dumps({"body": body}).encode()
    told = {"Content-Type": "application/json", "User-Agent": "targetbook", **headers}
    request = urllib.request.Request(address, data, told, method=method)
    try:
        with urllib.request.build_opener(_NoRedirect()).open(request, timeout=TIMEOUT) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise HostError(f"{error.code} {error.reason}", refused=error.code in (401, 403, 404)) from error
    except (OSError, ValueError) as error:
        raise HostError(str(error)) from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def _on_gitlab(token: str, api: str, project: str, number: str) -> Place:
    notes = f"{api}/projects/{quote(project, safe='')}/merge_requests/{quote(number, safe='')}/notes"
    return Place(notes, f"{api}/user", {"PRIVATE-TOKEN": token}, "PUT")


def _on_github(token: str, repository: str, event: str) -> Place | None:
    api = os.environ.get("GITHUB_API_URL", "https://api.github.com")
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"}
    there = f"{api}/repos/{quote(repository)}"
    told = json.loads(Path(event).read_text("utf-8"))
    number = told.get("pull_request", {}).get("number")
    if number is None and "workflow_run" in told:
        number = _number_of_run(told["workflow_run"], there, headers)
        if number is None:
            return None
    if number is None:
        raise NoRequestError
    comments = f"{there}/issues/{int(number)}/comments"
    return Place(comments, f"{api}/user", headers, "PATCH", f"{there}/issues/comments")


def _number_of_run(run: Mapping[str, Any], there: str, headers: Mapping[str, str]) -> int | None:
    """The open pull request whose newest commit a run was for, as the host tells it: what the run says of itself is a claim."""
    if run["event"] != "pull_request" or not run.get("head_repository"):
        return None
    head = f"{run['head_repository']['owner']['login']}:{run['head_branch']}"
    found = asked(f"{there}/pulls?{urlencode({'state': 'open', 'head': head, 'per_page': PAGE})}", headers)
    return next((int(each["number"]) for each in found if each["head"]["sha"] == run["head_sha"]), None)


def _url(comment: Mapping[str, Any]) -> str:
    return str(comment.get("html_url") or comment.get("id"))
