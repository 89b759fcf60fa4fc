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
    """Open a page from a file, as a person does who was sent it; closed at the end."""
    pages: list[Page] = []

    def open_(
        data: bytes, width: int = 1280, height: int = 900, *, scripts: bool = True, scheme: str = "light"
    ) -> Page:
        file = tmp_path / f"board-{len(pages)}.html"
        file.write_bytes(data)
        page = browser.page(width, height)
        pages.append(page)
        page.media(scheme=scheme)
        if not scripts:
            page.without_scripts()
        page.open(file)
        return page

    yield open_
    for page in pages:
        page.__exit__(None, None, None)
