"""`comment`: a report is put on the pull request once, then updated; asked of a host that the test keeps."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result

from targetbook.cli import main
from targetbook.review.reports.markdown import MARKER

REPORT = f"{MARKER}\n**1 target lowered**\n"
SHA = "a" * 40


@dataclass
class Host:
    """A host with one request; it keeps what was asked of it."""

    address: str = ""
    user: str | None = "bot"
    comments: list[dict[str, Any]] = field(default_factory=list)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    tokens: set[str | None] = field(default_factory=set)
    status: int = 200
    redirect: str = ""

    def add(self, body: str, by: str) -> None:
        """A comment that is there already."""
        number = len(self.comments) + 1
        self.comments.append({"id": number, "body": body, "user": {"login": by}, "html_url": f"https://host/{number}"})

    def bodies(self) -> list[str]:
        return [comment["body"] for comment in self.comments]


class Handler(BaseHTTPRequestHandler):
    host: Host

    def _answer(self) -> None:
        path, host = urlsplit(self.path), self.host
        host.asked.append((self.command, path.path))
        host.tokens.add(self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN"))
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size))["body"] if size else None
        if host.redirect:
            self.send_response(302)
            self.send_header("Location", host.redirect)
            self.end_headers()
            return
        said = self._said(path.path, parse_qs(path.query), body)
        self.send_response(host.status if said is not None else 403)
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    do_GET = do_POST = do_PATCH = do_PUT = _answer

    def _said(self, path: str, query: dict[str, list[str]], body: str | None) -> Any:
        host = self.host
        if path.endswith("/user"):
            return {"login": host.user} if host.user else None
        if path.endswith("/pulls"):
            return [pull for pull in host.pulls if pull["head"]["label"] == query["head"][0]]
        if self.command == "POST":
            host.add(str(body), host.user or "github-actions[bot]")
            return host.comments[-1]
        if self.command in ("PATCH", "PUT"):
            comment = next(each for each in host.comments if path.endswith(f"/{each['id']}"))
            comment["body"] = body
            return comment
        start = 100 * (int(query["page"][0]) - 1)
        return host.comments[start : start + 100]

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[Host]:
    host = Host()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OfHost", (Handler,), {"host": host}))
    host.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield host
    server.shutdown()
    server.server_close()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "review.md"
    file.write_text(REPORT, "utf-8")
    return file


def run(file: Path, *arguments: str, **environment: str) -> Result:
    names = (
        "GITHUB_TOKEN",
        "GITHUB_REPOSITORY",
        "GITHUB_EVENT_PATH",
        "GITHUB_API_URL",
        "GITLAB_TOKEN",
        "CI_API_V4_URL",
    )
    proxies = dict.fromkeys(("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"))
    runner = CliRunner(env={**dict.fromkeys(names), **proxies, "LANG": "en_GB.UTF-8", **environment})
    result = runner.invoke(main, ["comment", *arguments, str(file)], prog_name="targetbook")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def github(host: Host, folder: Path, event: object = None) -> dict[str, str]:
    """What a job of GitHub finds in its environment."""
    path = folder / "event.json"
    path.write_text(json.dumps(event or {"pull_request": {"number": 7}}), "utf-8")
    named = {"GITHUB_API_URL": host.address, "GITHUB_REPOSITORY": "bureau/book", "GITHUB_EVENT_PATH": str(path)}
    return {**named, "GITHUB_TOKEN": "secret"}


def gitlab(host: Host) -> dict[str, str]:
    """What a job of GitLab finds in its environment."""
    numbers = {"CI_MERGE_REQUEST_PROJECT_ID": "12", "CI_MERGE_REQUEST_IID": "7"}
    return {**numbers, "CI_API_V4_URL": f"{host.address}/api/v4", "GITLAB_TOKEN": "secret"}


def of_fork(sha: str = SHA) -> dict[str, object]:
    """The event of a job that runs after the one of a fork's pull request."""
    run = {
        "event": "pull_request",
        "head_branch": "change",
        "head_sha": sha,
        "head_repository": {"owner": {"login": "li"}},
    }
    return {"workflow_run": run}


def test_the_first_report_is_a_new_comment_and_the_next_ones_update_it(
    host: Host, report: Path, tmp_path: Path
) -> None:
    host.add("Looks good", "wang")
    first = run(report, **github(host, tmp_path))
    assert (first.exit_code, first.output) == (0, "comment created: https://host/2\n")
    report.write_text(f"{REPORT}more\n", "utf-8")
    again = run(report, **github(host, tmp_path))
    assert (again.exit_code, again.output) == (0, "comment updated: https://host/2\n")
    assert host.bodies() == ["Looks good", f"{REPORT}more\n"]
    assert ("POST", "/repos/bureau/book/issues/7/comments") in host.asked
    assert ("PATCH", "/repos/bureau/book/issues/comments/2") in host.asked
    assert host.tokens == {"Bearer secret"}


def test_gitlab_gets_a_note_in_the_same_way(host: Host, report: Path) -> None:
    assert run(report, **gitlab(host)).output.startswith("comment created")
    assert run(report, **gitlab(host)).output.startswith("comment updated")
    notes = "/api/v4/projects/12/merge_requests/7/notes"
    assert {("POST", notes), ("PUT", f"{notes}/1")} <= set(host.asked)
    assert (host.bodies(), host.tokens) == ([REPORT], {"secret"})


def test_where_there_is_nothing_to_tell_a_comment_is_only_brought_up_to_date(
    host: Host, report: Path, tmp_path: Path
) -> None:
    assert "none was made" in run(report, "--update-only", **github(host, tmp_path)).output
    assert host.bodies() == []
    host.add(f"{MARKER}\nold", "bot")
    run(report, "--update-only", **github(host, tmp_path))
    assert host.bodies() == [REPORT]


def test_a_comment_of_somebody_else_is_left_alone(host: Host, report: Path, tmp_path: Path) -> None:
    host.add(f"{MARKER}\nmine", "mallory")
    run(report, **github(host, tmp_path))
    assert host.bodies() == [f"{MARKER}\nmine", REPORT]


def test_the_token_of_a_job_which_may_not_ask_who_it_is_finds_its_comment(
    host: Host, report: Path, tmp_path: Path
) -> None:
    host.user = None
    for _ in range(2):
        assert run(report, **github(host, tmp_path)).exit_code == 0
    assert host.bodies() == [REPORT]


def test_the_comment_is_found_behind_many_others(host: Host, report: Path, tmp_path: Path) -> None:
    for number in range(205):
        host.add(f"{number}", "wang")
    host.add(f"{MARKER}\nold", "bot")
    run(report, **github(host, tmp_path))
    assert (len(host.comments), host.bodies()[-1]) == (206, REPORT)


def test_a_fork_s_request_is_found_by_its_newest_commit_not_by_what_the_run_says(
    host: Host, report: Path, tmp_path: Path
) -> None:
    host.pulls = [{"number": 9, "head": {"label": "li:change", "sha": SHA}}]
    event = of_fork()
    event["workflow_run"]["pull_requests"] = [{"number": 1}]  # type: ignore[index]
    assert run(report, **github(host, tmp_path, event)).exit_code == 0
    assert ("POST", "/repos/bureau/book/issues/9/comments") in host.asked


def test_a_run_of_an_older_commit_makes_no_comment(host: Host, report: Path, tmp_path: Path) -> None:
    host.pulls = [{"number": 9, "head": {"label": "li:change", "sha": "b" * 40}}]
    result = run(report, **github(host, tmp_path, of_fork()))
    assert (result.exit_code, host.bodies()) == (0, [])
    assert "no comment was made" in result.output


def test_a_text_that_is_no_report_is_not_posted(host: Host, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("Buy now", "utf-8")
    result = run(other, **github(host, tmp_path))
    assert (result.exit_code, host.asked) == (2, [])
    assert "is no report of" in result.output


def test_a_token_that_may_not_write_is_told(host: Host, report: Path, tmp_path: Path) -> None:
    host.status = 403
    result = run(report, **github(host, tmp_path))
    assert (result.exit_code, "403" in result.output) == (2, True)
    assert "docs/reviewing.md" in result.output
    assert "secret" not in result.output


def test_a_token_goes_to_no_other_address(host: Host, report: Path, tmp_path: Path) -> None:
    host.redirect = f"{host.address}/elsewhere"
    assert run(report, **github(host, tmp_path)).exit_code == 2
    assert ("GET", "/elsewhere") not in host.asked


def test_a_host_that_does_not_answer_is_told(host: Host, report: Path, tmp_path: Path) -> None:
    host.address = "http://127.0.0.1:9"
    result = run(report, **github(host, tmp_path))
    assert (result.exit_code, "did not take the comment" in result.output) == (2, True)


@pytest.mark.parametrize("event", [{"push": {}}, {"pull_request": {}}])
def test_outside_of_a_request_there_is_nothing_to_comment_on(
    host: Host, report: Path, tmp_path: Path, event: object
) -> None:
    result = run(report, **github(host, tmp_path, event))
    assert (result.exit_code, "no pull request to comment on" in result.output) == (2, True)
    assert run(report).exit_code == 2
