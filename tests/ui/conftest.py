"""The demo year on a screen without a terminal."""

import pytest

from learnboard.service.demo import DEMO_DAY, demo_store
from learnboard.service.desk import Desk
from learnboard.ui.app import LearnboardApp


@pytest.fixture
def desk(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    with demo_store() as store, Desk(store) as desk:
        yield desk


@pytest.fixture
def demo_app(desk):
    return LearnboardApp(desk, lambda: DEMO_DAY, "The example year")


@pytest.fixture(scope="session")
def year():
    """The board of the demo year on its day, as a value."""
    with demo_store() as store, Desk(store) as desk:
        return desk.open(DEMO_DAY)
