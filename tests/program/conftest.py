"""What every test of the real program has: a folder of its own, and the example year in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.program import boards
from tests.program.boards import year_board
from tests.program.served import Server
from tests.years import copied


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return year_board(tmp_path_factory.mktemp("year") / "boards" / "year.db").read_bytes()


@pytest.fixture
def board(tmp_path: Path, year: bytes) -> Path:
    (tmp_path / "boards").mkdir()
    return copied(tmp_path / "boards" / "year.db", year)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with Server(Path(__file__).parents[2]) as running:
        yield running


@pytest.fixture(autouse=True)
def served(server: Server) -> Iterator[None]:
    """Programs are forked where their modules are loaded."""
    boards.servers.append(server.start)
    boards.runners.append(server.ran)
    yield
    boards.servers.pop()
    boards.runners.pop()


@pytest.fixture
def own_interpreter(served: None) -> Iterator[None]:
    """Programs start as a person starts them, in an interpreter of their own."""
    boards.servers.append(None)
    yield
    boards.servers.pop()
