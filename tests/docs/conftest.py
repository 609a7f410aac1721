"""The steps of each page, taken once."""

from collections.abc import Callable
from functools import cache

import pytest
from tests.docs.pages import Session, blocks_of

Taken = Callable[[str], Session]


@pytest.fixture(scope="session")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """The session of a page after all its steps; a step that does not do what the page says fails the test."""

    @cache
    def session_of(page: str) -> Session:
        session = Session(page, tmp_path_factory.mktemp("page"))
        for block in blocks_of(page):
            session.take(block)
        return session

    return session_of
