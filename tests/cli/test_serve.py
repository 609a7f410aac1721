"""`targetbook serve`: the book in a browser, loaded again on each save, with the errors over it; for this computer alone."""

import http.client
import json
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.books import Written, project, written
from tests.browser import chromium
from tests.cli.conftest import Run
from tests.cli.following import PATIENCE, Running, running

BUILT = "built "
HOSTILE = "<script>document.title = 666</script><img src=x onerror=document.title=666>"


@dataclass(frozen=True, slots=True)
class Served:
    """A book and the command that shows it."""

    made: Written
    command: Running
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def get(self, path: str, host: str | None = None, method: str = "GET") -> tuple[HTTPResponse, str]:
        """An answer as it comes: the path is sent as it stands, dots and all."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host or f"127.0.0.1:{self.port}")
        connection.endheaders()
        answer = connection.getresponse()
        return answer, answer.read().decode("utf-8", "replace")


def port_of(line: str) -> int:
    found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
    assert found
    return int(found[1])


@contextmanager
def serving(made: Written, *arguments: str) -> Iterator[Served]:
    with running("serve", "--port", "0", *arguments, cwd=made.root) as command:
        yield Served(made, command, port_of(command.until("http://")[-1]))


def long_book(folder: Path) -> Written:
    """A book that is longer than a window."""
    return written(folder / "book", *(project(funding="1.20") for _ in range(30)))


@pytest.fixture
def made(tmp_path: Path) -> Written:
    return long_book(tmp_path)


@pytest.fixture
def served(made: Written) -> Iterator[Served]:
    with serving(made) as here:
        here.command.until(BUILT)
        yield here


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A book that nobody changes while it is shown."""
    with serving(long_book(tmp_path_factory.mktemp("untouched"))) as here:
        here.command.until(BUILT)
        yield here


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE * 1000)
    expect.set_options(timeout=PATIENCE * 1000)
    yield context.new_page()
    context.close()


def save(here: Served, text: str, file: str = "targets/centre/p1.yaml") -> None:
    here.made.write(file, text)


@pytest.mark.slow
def test_a_save_shows_in_the_browser_where_it_was_read(served: Served, page: Page) -> None:
    page.goto(f"{served.url}list.html")
    page.evaluate("scrollTo(0, 1500)")
    assert page.evaluate("scrollY") == 1500
    save(served, project(funding="7.30").text())
    expect(page.locator("body")).to_contain_text("42.10")
    page.wait_for_function("scrollY === 1500")


@pytest.mark.slow
def test_a_page_that_did_not_change_is_not_loaded_again(served: Served, page: Page) -> None:
    page.goto(f"{served.url}list.html")
    page.evaluate("document.body.dataset.mark = 'same'")
    save(served, "# a comment\n" + project(funding="1.20").text())
    served.command.until(BUILT)
    save(served, "x: [")  # news that a page can be seen to have had
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.locator("body").get_attribute("data-mark") == "same"


@pytest.mark.slow
def test_errors_stand_over_the_page_with_their_places_and_go_when_mended(served: Served, page: Page) -> None:
    page.goto(f"{served.url}list.html")
    save(served, project(funding="x7.30").text())
    over = page.get_by_role("alert")
    expect(over).to_contain_text("Not built: 1 error. Pages stay as the last good build left them.")
    expect(over).to_contain_text("targets/centre/p1.yaml:3:11")
    expect(over).to_contain_text("error[STR004] funding.fiscal must be an amount, not text")
    expect(over).to_contain_text("write digits, e.g. 116.40")
    assert over.locator("pre").inner_text() == "  fiscal: x7.30"
    assert over.locator("mark").inner_text() == "x7.30"
    assert page.locator("tbody").first.is_visible()
    save(served, project(funding="7.30").text())
    expect(over).to_have_count(0)
    expect(page.locator("body")).to_contain_text("42.10")


@pytest.mark.slow
def test_what_a_book_says_never_runs(served: Served, page: Page) -> None:
    page.goto(f"{served.url}list.html")
    save(served, project(name=f"'{HOSTILE}'", funding="7.30").text())
    expect(page.locator("body")).to_contain_text("<script>document.title")
    save(served, project(funding=f"'{HOSTILE}'").text())
    over = page.get_by_role("alert")
    expect(over.locator("mark")).to_contain_text("<script>document.title")
    assert over.locator("script, img").count() == 0
    save(served, project(funding="8.00").text(), "targets/centre/<img src=x onerror=alert(1)>.yaml")
    expect(over).to_contain_text("p1.yaml:3:11")
    assert page.title() != "666"


@pytest.mark.slow
def test_a_layout_of_the_book_runs_no_script_either(made: Written, page: Page) -> None:
    built_in = Path(__file__).parents[2] / "templates" / "list" / "layout.html.j2"
    template = built_in.read_text("utf-8")
    made.write(
        "templates/list/layout.html.j2", template.replace("</main>", "<script>document.title=666</script></main>")
    )
    with serving(made) as here:
        here.command.until(BUILT)
        page.goto(f"{here.url}list.html")
        save(here, project(funding="x").text())
        expect(page.get_by_role("alert")).to_be_visible()
        assert page.title() != "666"


@pytest.mark.slow
def test_the_overlay_can_be_put_away_and_speaks_chinese(made: Written, page: Page) -> None:
    with serving(made, "--ui-lang", "zh") as here:
        here.command.until("已生成")
        page.goto(here.url)
        assert page.title() == "本表的输出文件"
        save(here, project(funding="x7.30").text())
        over = page.get_by_role("alert")
        expect(over).to_contain_text("未能生成：1 个错误")
        page.keyboard.press("Escape")
        expect(over).to_have_count(0)
        save(here, project(funding="x7.31").text())
        expect(over).to_contain_text("x7.31")
        over.get_by_role("button", name="关闭").click()
        expect(over).to_have_count(0)


@pytest.mark.slow
def test_a_book_that_does_not_build_at_first_shows_once_it_is_mended(made: Written, page: Page) -> None:
    whole = (made.root / "targetbook.yaml").read_text("utf-8")
    made.write("targetbook.yaml", "title: [")
    with serving(made) as here:
        page.goto(here.url)
        expect(page.get_by_role("alert")).to_contain_text("targetbook.yaml:1:")
        expect(page.locator("body")).to_contain_text("Nothing is built yet.")
        save(here, whole, "targetbook.yaml")
        page.get_by_role("link", name="list.html").click()
        expect(page.locator("body")).to_contain_text("36.00")


@pytest.mark.slow
def test_a_page_says_when_nobody_follows_the_book_any_more(served: Served, page: Page) -> None:
    page.goto(f"{served.url}list.html")
    save(served, "x: [")
    expect(page.get_by_role("alert")).to_contain_text("SRC")
    assert served.command.interrupt()[0] == 0
    expect(page.get_by_role("alert")).to_contain_text("targetbook serve has ended")


def test_the_index_lists_the_outputs_and_nothing_else_is_served(made: Written) -> None:
    made.write("build/old.html", "of another day")
    with serving(made, "--format", "json", "--layout", "list", "--layout", "form") as here:
        here.command.until(BUILT)
        answer, index = here.get("/")
        assert answer.status == 200
        assert re.findall(r'href="/(.*?)"', index) == ["list.html", "form.html", "book.json"]
        assert json.loads(here.get("/book.json")[1])["totals"]["total"] == "36.00"
        for path in ("/build/", "/build/list.html", "/old.html", "/targetbook.yaml", "/targets/centre/p1.yaml"):
            assert here.get(path)[0].status == 404


@pytest.mark.parametrize(
    "path", ["/../targetbook.yaml", "/%2e%2e/targetbook.yaml", "/..%2ftargetbook.yaml", "//etc/passwd", "/-/../app.py"]
)
def test_no_address_leads_out_of_the_outputs(untouched: Served, path: str) -> None:
    answer, said = untouched.get(path)
    assert answer.status == 404
    assert "民政局" not in said
    assert "root:" not in said


def test_a_name_that_leads_here_from_elsewhere_is_refused(untouched: Served) -> None:
    for host in (
        "evil.example",
        f"evil.example:{untouched.port}",
        "127.0.0.1.evil.example",
        "192.168.1.4",
        "[::2]",
        "[",
    ):
        for path in ("/", "/list.html", "/-/news", "/-/client.js"):
            answer, said = untouched.get(path, host)
            assert answer.status == 403
            assert "基层社区建设" not in said
    for host in ("localhost", f"localhost:{untouched.port}", "127.0.0.1", f"[::1]:{untouched.port}"):
        assert untouched.get("/list.html", host)[0].status == 200


def test_nothing_can_be_sent_here(untouched: Served) -> None:
    assert untouched.get("/list.html", method="POST")[0].status == 405
    assert untouched.get("/list.html", method="HEAD")[1] == ""


def test_pages_come_with_headers_that_keep_them_apart(untouched: Served) -> None:
    for path in ("/", "/list.html", "/-/client.js"):
        headers = untouched.get(path)[0].headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    policy = untouched.get("/list.html")[0].headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert re.search(r"script-src 'nonce-[\w-]{20,}';", policy)


def test_the_book_s_page_is_the_built_one_but_for_the_client(untouched: Served) -> None:
    built = (untouched.made.root / "build" / "list.html").read_text("utf-8")
    shown = untouched.get("/list.html")[1]
    without = re.sub(r"<script nonce=\S+ src=\"/-/client.js\"[^>]*></script>\n", "", shown)
    assert re.sub(r"; script-src 'nonce-\S+'; connect-src 'self'", "", without) == built
    assert without != shown


def test_formats_that_a_browser_cannot_show_are_saved(made: Written) -> None:
    with serving(made, "--format", "xlsx", "--format", "csv") as here:
        here.command.until(BUILT)
        for name in ("list.xlsx", "projects.csv"):
            assert here.get(f"/{name}")[0].headers["Content-Disposition"] == f"attachment; filename={name}"


def test_the_next_free_port_is_taken_unless_one_is_asked_for(made: Written, run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port), "--book", str(made.root))
        assert result.exit_code == 2
        assert f"cannot listen at 127.0.0.1:{port}: Address already in use" in result.stderr
    with running("serve", cwd=made.root) as first, running("serve", cwd=made.root) as second:
        ports = {port_of(command.until("http://")[-1]) for command in (first, second)}
    assert len(ports) == 2
    assert ports <= set(range(8000, 8100))


def test_others_are_let_in_only_when_asked_and_with_a_warning(made: Written) -> None:
    with running("serve", "--host", "0.0.0.0", "--port", "0", cwd=made.root) as command:
        lines = command.until("http://")
        assert "at 0.0.0.0 others in the network can read the book" in lines[0]
        here = Served(made, command, port_of(lines[-1]))
        command.until(BUILT)
        assert here.get("/list.html", "budget-office.example:8000")[0].status == 200


def test_ctrl_c_ends_it_in_order_while_pages_are_open(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port)) as reader:
        reader.sendall(b"GET /-/news HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert reader.recv(10)
        assert served.command.interrupt() == (0, ["ended"])
