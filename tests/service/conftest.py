"""A service with the example year on it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from learnboard.domain.model.records import Records
from learnboard.service.board_service import BoardService
from learnboard.storage.store import Store
from tests.created import copied_tables
from tests.years import year_store

DAY = date(2026, 6, 26)


@pytest.fixture(scope="package", autouse=True)
def _boards_are_copied() -> Iterator[None]:
    with copied_tables():
        yield


@pytest.fixture
def service() -> Iterator[BoardService]:
    """The example year, to be changed."""
    with year_store() as store:
        yield BoardService(store)


@pytest.fixture
def service_of(tmp_path: Path) -> Iterator[Any]:
    """Make a service of any board, once a test."""
    stores: list[Store] = []

    def make(board: Records) -> BoardService:
        stores.append(Store.create(tmp_path / "board.db", board.board_info, board))
        return BoardService(stores[0])

    yield make
    for store in stores:
        store.close()


def execute(service: BoardService, command: Any, day: date = DAY) -> str:
    """Do it; the sentence a person is told."""
    return service.execute(command, service.open(day)).message


def cards(service: BoardService, objective: str, day: date = DAY) -> list[str]:
    """The ids of a column's cards from the top."""
    (column,) = (each for each in service.open(day).columns if each.id == objective)
    return [card.id for card in column.cards]


def columns(service: BoardService, day: date = DAY) -> list[str]:
    """The ids of the columns from the left."""
    return [column.id for column in service.open(day).columns]
