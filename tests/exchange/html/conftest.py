"""One Chromium for all tests of pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import CHROMIUM, MISSING, Browser, Page


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A running Chromium."""
    if not CHROMIUM.exists():
        pytest.skip(MISSING)
    with Browser(tmp_path_factory.mktemp("chromium")) as running:
        yield running


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    """Open a page from a file in a tab and a profile of its own, as a person does who was sent it."""
    pages: list[Page] = []

    def open_(data: bytes, *, scripts: bool = True) -> Page:
        file = tmp_path / f"board-{len(pages)}.html"
        file.write_bytes(data)
        page = browser.page()
        pages.append(page)
        if not scripts:
            page.without_scripts()
        page.open(file)
        return page

    yield open_
    for page in pages:
        page.__exit__(None, None, None)


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for many tests: a new one costs more than most of them."""
    with browser.page() as page:
        yield page


@pytest.fixture
def in_tab(tab: Page, tmp_path: Path) -> Iterator[Any]:
    """Open a page in the common tab; at the end nothing of it is kept."""

    def open_(data: bytes, width: int = 1280, height: int = 900, *, scheme: str = "light") -> Page:
        file = tmp_path / "board.html"
        file.write_bytes(data)
        tab.size(width, height)
        tab.media(scheme=scheme)
        tab.open(file)
        return tab

    yield open_
    tab.evaluate("localStorage.clear()")
    # A page that would warn before it is left is left once and for all, or the next one could not be opened.
    if not tab.evaluate("dispatchEvent(new Event('beforeunload', { cancelable: true }))"):
        tab.reload()
