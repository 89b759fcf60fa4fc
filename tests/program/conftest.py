"""What every test of the real program has: a folder of its own, and the example year in it."""

from pathlib import Path

import pytest

from tests.program.boards import year_board
from tests.years import copied


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return year_board(tmp_path_factory.mktemp("year") / "boards" / "year.db").read_bytes()


@pytest.fixture
def board(tmp_path: Path, year: bytes) -> Path:
    (tmp_path / "boards").mkdir()
    return copied(tmp_path / "boards" / "year.db", year)
