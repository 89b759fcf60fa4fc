"""What every test of the real program has: a folder of its own, and the example year in it."""

from pathlib import Path

import pytest

from tests.program.boards import year_board


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return year_board(tmp_path / "boards" / "year.db")
