"""Boards in a folder of their own."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from learnboard.storage.store import Store
from tests.storage.year import NOON, records
from tests.years import copied


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the board of a test is."""
    return tmp_path / "board.learnboard"


@pytest.fixture
def empty(path: Path) -> Iterator[Store]:
    """A new board with the identity of the example year."""
    with Store.open(copied(path, _made(filled=False)), clock=lambda: NOON) as store:
        yield store


@pytest.fixture
def year(path: Path) -> Iterator[Store]:
    """The example year, filled in one step."""
    with Store.open(copied(path, _made(filled=True)), clock=lambda: NOON) as store:
        yield store


@cache
def _made(*, filled: bool) -> bytes:
    """A board as it was created: once in a process, since each takes as long as twenty copies."""
    with TemporaryDirectory(prefix="learnboard-test-") as folder:
        with Store.create(Path(folder) / "board.db", records().board_info, clock=lambda: NOON) as store:
            if filled:
                with store.step("import the year") as recorder:
                    recorder.put_records(records())
        return store.path.read_bytes()
