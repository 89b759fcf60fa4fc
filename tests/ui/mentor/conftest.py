"""A mentor with the two snapshots of the example year, or with one that asks for something."""

import pytest

from tests.ui.mentor.apps import Desk, asking


@pytest.fixture(autouse=True)
def _colours(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def service(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def asked(tmp_path):
    return Desk(tmp_path, asking(tmp_path))
