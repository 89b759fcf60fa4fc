"""The example year as a board of one's own, in a home that goes away."""

import pytest

from learnboard.service.board_service import BoardService
from learnboard.service.demo import DEMO_DAY
from learnboard.settings import Preferences
from learnboard.storage.store import Store
from learnboard.ui.app import LearnboardApp
from tests.storage.year import records


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An empty home, which is the working folder too."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def path(home):
    """A board that holds the example year."""
    path = home / "board.db"
    Store.create(path, records().board_info, records()).close()
    return path


@pytest.fixture
def service(path):
    with BoardService(Store.open(path, wait=0.05)) as service:
        yield service


@pytest.fixture
def app(service, home):
    return LearnboardApp(service, lambda: DEMO_DAY, preferences=Preferences(path=home / "settings.toml"), backs_up=True)
