"""The demo year on a screen without a terminal."""

import pytest
from textual.css.stylesheet import Stylesheet

from learnboard.service.board_service import BoardService
from learnboard.service.demo import DEMO_DAY
from learnboard.ui.app import LearnboardApp
from tests.created import copied_tables
from tests.years import year_store


@pytest.fixture(scope="session", autouse=True)
def _styles_are_parsed_once():
    """Apps are opened by the hundred, with the same styles: what was parsed with the same variables is taken again."""
    parse, parsed = Stylesheet._parse_rules, {}

    def parsed_once(content, css, read_from, is_default_rules=False, tie_breaker=0, scope=""):
        source = (css, read_from, is_default_rules, tie_breaker, scope)
        key = (*source, frozenset(content._variables.items()))
        if key not in parsed:
            parsed[key] = parse(content, *source)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parsed_once)
        yield


@pytest.fixture(scope="package", autouse=True)
def _boards_are_copied():
    with copied_tables():
        yield


@pytest.fixture
def service(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    with year_store() as store, BoardService(store) as service:
        yield service


@pytest.fixture
def demo_app(service):
    return LearnboardApp(service, lambda: DEMO_DAY, "The example year")


@pytest.fixture(scope="session")
def year():
    """The board of the demo year on its day, as a value."""
    with year_store() as store, BoardService(store) as service:
        return service.open(DEMO_DAY)
