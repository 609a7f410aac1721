"""Nothing is read but the files of layouts while a page is set, and nothing is fetched; who asks for more is told where."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from tests.books import Make, Written, project

PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>样</title>
{head}</head><body><main><section>
{body}<h1>{{{{ book.title[0].text }}}}</h1></section></main></body></html>
"""
SETTINGS = "formats: [html, pdf]\npages:\n  zh: {size: A4, orientation: portrait, margins: [15, 15, 15, 15]}\n"
OUTPUTS = "[{layout: list, formats: [pdf]}]"
AWAY = "http://192.0.2.1/x"  # an address that belongs to nobody (RFC 5737)


class Watch:
    """What this process opens and whom it calls, while it is on. Python's audit hooks stay for good: there is one."""

    def __init__(self) -> None:
        self.on = False
        self.seen: list[str] = []
        sys.addaudithook(self.hear)

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.on and event in ("open", "socket.connect", "socket.getaddrinfo"):
            self.seen.append(f"{event} {arguments[1] if event == 'socket.connect' else arguments[0]}")


WATCH = Watch()


@pytest.fixture
def watched(secret: Path) -> Iterator[list[str]]:
    WATCH.seen = []
    WATCH.on = True
    yield WATCH.seen
    WATCH.on = False


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.svg"
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>机密</text></svg>', encoding="utf-8"
    )
    return file


def built(made: Written, *, css: str = "", head: str = "", body: str = "", kind: str = "pdf") -> Result:
    made.write("templates/list/layout.yaml", SETTINGS)
    made.write("templates/list/layout.html.j2", PAGE.format(head=head, body=body))
    made.write("templates/list/print.css", css)
    return made.run("build", "-q", "--executor", "serial", "--layout", "list", "--format", kind)


def refused(result: Result, made: Written, watched: list[str], secret: Path, where: str, url: str) -> None:
    assert result.exit_code == 1, result.stderr
    assert re.search(rf"templates/list/{where}\d+: error\[TPL", result.stderr), result.stderr
    assert url in result.stderr
    assert not (made.root / "build").exists()
    assert [what for what in watched if "socket" in what or str(secret) in what] == []


@pytest.mark.parametrize("far", [True, False], ids=["network", "file"])
@pytest.mark.parametrize(
    "css",
    [
        "h1 {{ background: url({url}) }}",
        "h1 {{ background: url('{url}') }}",
        '@import "{url}";',
        "@import url({url});",
        "@font-face {{ font-family: X; src: url({url}) }}\nh1 {{ font-family: X }}",
        "h1 {{ list-style-image: url({url}); display: list-item }}",
        "h1::before {{ content: url({url}) }}",
        "@page {{ background: url({url}) }}",
    ],
)
def test_a_style_sheet_that_asks_for_more_is_told_at_its_place(
    book: Make, watched: list[str], secret: Path, css: str, far: bool
) -> None:
    made = book(project(), outputs=OUTPUTS)
    url = AWAY if far else secret.as_uri()
    refused(built(made, css=css.format(url=url)), made, watched, secret, "print.css:1:", url)


@pytest.mark.parametrize("far", [True, False], ids=["network", "file"])
@pytest.mark.parametrize(
    ("where", "markup"),
    [
        ("body", '<img src="{url}" alt="">'),
        ("body", '<object data="{url}"></object>'),
        ("body", '<embed src="{url}">'),
        ("body", "<p style=\"background: url('{url}')\">样</p>"),
        ("head", '<link rel="attachment" href="{url}">'),
        ("body", '<a rel="attachment" href="{url}">样</a>'),
        ("head", '<link rel="stylesheet" href="{url}">'),
        ("head", "<style>h1 {{ background: url({url}) }}</style>"),
        ("head", '<style>@import "{url}";</style>'),
    ],
)
def test_a_template_that_asks_for_more_is_told_at_its_place(
    book: Make, watched: list[str], secret: Path, where: str, markup: str, far: bool
) -> None:
    made = book(project(), outputs=OUTPUTS)
    url = AWAY if far else secret.as_uri()
    line = 3 if where == "head" else 4
    result = built(made, **{where: markup.format(url=url)})
    refused(result, made, watched, secret, f"layout.html.j2:{line}:", url)


def test_a_drawing_within_a_page_reads_no_other_file(book: Make, watched: list[str], secret: Path) -> None:
    made = book(project(), outputs=OUTPUTS)
    image = f'<image href="{secret.as_uri()}" width="9" height="9"/>'
    built(made, body=f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{image}</svg>')
    assert [what for what in watched if "socket" in what or str(secret) in what] == []


def test_a_link_among_a_layouts_files_leads_nowhere_else(book: Make, watched: list[str], secret: Path) -> None:
    made = book(project(), outputs=OUTPUTS)
    made.write("templates/list/layout.yaml", SETTINGS)
    (made.root / "templates" / "list" / "mark.svg").symlink_to(secret)
    result = built(made, body='<img src="list/mark.svg" alt="">')
    refused(result, made, watched, secret, "layout.html.j2:4:", "mark.svg")


@pytest.mark.parametrize(
    "path", ["../../targetbook.yaml", "%2e%2e/%2e%2e/targetbook.yaml", "list/../../../targetbook.yaml"]
)
def test_no_way_leads_up_from_the_layouts(book: Make, path: str) -> None:
    made = book(project(), outputs=OUTPUTS)
    assert built(made, body=f'<img src="{path}" alt="">').exit_code == 1


@pytest.mark.parametrize("name", ["layout.yaml", "layout.html.j2"])
def test_a_layouts_own_settings_are_no_picture(book: Make, name: str) -> None:
    assert built(book(project(), outputs=OUTPUTS), body=f'<img src="list/{name}" alt="">').exit_code == 1


def test_a_picture_of_the_layout_is_read(book: Make, watched: list[str]) -> None:
    made = book(project(), outputs=OUTPUTS)
    made.write(
        "templates/list/mark.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    )
    result = built(
        made,
        css="h2 { color: red }",
        body='<img src="list/mark.svg" alt="徽"><img src="data:image/svg+xml,%3Csvg/%3E" alt="">',
    )
    assert (result.exit_code, result.stderr) == (0, "")
    assert any(what.endswith("templates/list/mark.svg") for what in watched)


def test_making_a_web_page_reads_nothing_that_it_names(book: Make, watched: list[str], secret: Path) -> None:
    made = book(project(), outputs="[{layout: list, formats: [html]}]")
    result = built(made, body=f'<img src="{secret.as_uri()}" alt=""><img src="{AWAY}" alt="">', kind="html")
    assert result.exit_code in (0, 1)
    assert [what for what in watched if "socket" in what or str(secret) in what] == []


def test_a_record_that_names_a_url_asks_for_nothing(book: Make, watched: list[str], secret: Path) -> None:
    hostile = f"'<img src=\"{secret.as_uri()}\"> url({AWAY})'"
    made = book(project(name=hostile), title=hostile, outputs="[{layout: list, formats: [pdf]}]")
    result = made.run("build", "-q", "--executor", "serial", "--layout", "list")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [what for what in watched if "socket" in what or str(secret) in what] == []
