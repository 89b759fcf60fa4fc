"""The example year as a board of one's own, in a home that goes away."""

import pytest

from learnboard.service.demo import DEMO_DAY
from learnboard.service.desk import Desk
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
    Store.create(path, records().identity, records()).close()
    return path


@pytest.fixture
def desk(path):
    with Desk(Store.open(path, wait=0.05)) as desk:
        yield desk


@pytest.fixture
def app(desk, home):
    return LearnboardApp(desk, lambda: DEMO_DAY, preferences=Preferences(path=home / "settings.toml"), keeps=True)
