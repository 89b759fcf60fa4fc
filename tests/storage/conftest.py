"""Boards in a folder of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from learnboard.storage.store import Store
from tests.storage.year import NOON, records


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the board of a test is."""
    return tmp_path / "board.learnboard"


@pytest.fixture
def empty(path: Path) -> Iterator[Store]:
    """A new board with the identity of the example year."""
    with Store.create(path, records().board_info, clock=lambda: NOON) as store:
        yield store


@pytest.fixture
def year(empty: Store) -> Store:
    """The example year, filled in one step."""
    with empty.step("import the year") as recorder:
        recorder.put_records(records())
    return empty
