"""Chromium for the tests: opens a page at a size of window, in light or dark, and says what it asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which

from playwright.sync_api import Browser, Page, Route, sync_playwright

PHONE, TABLET, DESKTOP = (390, 844), (768, 1024), (1280, 800)


@dataclass(frozen=True, slots=True)
class Opened:
    """A page in a window, and the addresses that it asked for, its own among them; not those that its policy held back."""

    page: Page
    requests: list[str] = field(default_factory=list)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window; no browser is downloaded."""
    with sync_playwright() as playwright:
        program = which("chromium") or which("chromium-browser") or which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, file: Path, size: tuple[int, int] = DESKTOP, *, dark: bool = False) -> Iterator[Opened]:
    """`file` in a window of that width and height; nothing moves by itself, so that a place is read where it is."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    here = Opened(context.new_page())
    here.page.route("**/*", lambda route: _let_through(route, here.requests))
    here.page.goto(file.resolve().as_uri())
    yield here
    context.close()


def resize(here: Opened, size: tuple[int, int], *, dark: bool = False) -> None:
    """Another window for the same page; quicker than opening it again."""
    here.page.set_viewport_size({"width": size[0], "height": size[1]})
    here.page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")


def _let_through(route: Route, requests: list[str]) -> None:
    requests.append(route.request.url)
    route.continue_()
