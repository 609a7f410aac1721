"""Every command that the docs show runs, and prints what they say that it prints."""

import pytest
from tests.docs.conftest import Taken
from tests.docs.pages import PAGES, blocks_of, matches

WITH_COMMANDS = [page for page in PAGES if any(block.language == "console" for block in blocks_of(page))]


@pytest.mark.parametrize("page", WITH_COMMANDS)
def test_every_command_of_a_page_does_what_the_page_says(page: str, taken: Taken) -> None:
    assert taken(page).folder.is_dir()


def test_the_pages_for_beginners_show_commands() -> None:
    assert {"tour.md", "zh.md", "layouts.md", "records.md", "checking.md", "reviewing.md"} <= set(WITH_COMMANDS)


def test_a_page_that_shows_another_output_is_found_out() -> None:
    assert matches("a\n…\nc\n", "a\nb\nb\nc\n")
    assert not matches("a\n…\nc\n", "a\nb\nd\n")
    assert not matches("1 error\n", "1 error\n2 warnings\n")
