"""The pages of reference say what the code says, and the pages of docs/ lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.pages import DOCS, PAGES, REPOSITORY, text_of

ANCHOR = re.compile(r"[^\w\- ]")
LINK = re.compile(r"\]\(([^)]+)\)")


def test_the_reference_is_what_the_code_says_now() -> None:
    done = subprocess.run([sys.executable, "tools/docs.py", "--check"], cwd=REPOSITORY, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_page_that_is_out_of_date_is_named(tmp_path: Path) -> None:
    copy = tmp_path / "tools" / "docs.py"
    copy.parent.mkdir()
    copy.write_text((REPOSITORY / "tools" / "docs.py").read_text("utf-8"), "utf-8")
    run = [sys.executable, str(copy)]
    assert subprocess.run(run).returncode == 0
    assert subprocess.run([*run, "--check"]).returncode == 0
    page = tmp_path / "docs" / "reference" / "commands.md"
    page.write_text(page.read_text("utf-8").replace("--quiet", "--silent"), "utf-8")
    done = subprocess.run([*run, "--check"], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == "docs/reference/commands.md is out of date: run python tools/docs.py\n"


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_to_something(page: str) -> None:
    for link in LINK.findall(re.sub(r"```.*?```", "", text_of(page), flags=re.DOTALL)):
        file, _, anchor = link.partition("#")
        target = (DOCS / page).parent / file if file else DOCS / page
        assert target.exists(), link
        if anchor:
            assert anchor in _anchors(target), link


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {ANCHOR.sub("", head.lower()).replace(" ", "-") for head in heads}


def test_every_page_is_named_in_the_index() -> None:
    named = set(LINK.findall(text_of("README.md")))
    assert set(PAGES) - {"README.md"} <= named


@pytest.mark.parametrize("page", PAGES)
def test_no_page_names_a_machine_or_an_address_of_the_network(page: str) -> None:
    assert re.findall(r"https?://(?!example\.org)\w|/home/|/root/|/tmp/|/work/", text_of(page)) == []
