"""From one schema to the next."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from learnboard.domain.errors import BoardRefused
from learnboard.storage.database import BoardFile
from learnboard.storage.migrations import CHANGES, SCHEMA, migrate
from learnboard.storage.store import Store
from tests.storage.year import dump

Change = Callable[[BoardFile], None]


def colours(board: BoardFile) -> None:
    board.change("ALTER TABLE goals ADD COLUMN colour TEXT")


def shades(board: BoardFile) -> None:
    board.change("ALTER TABLE goals ADD COLUMN shade TEXT")


def orphan(board: BoardFile) -> None:
    board.change("ALTER TABLE goals ADD COLUMN colour TEXT")
    board.change("UPDATE milestones SET key_result_id = 'nowhere'")


def breaks(board: BoardFile) -> None:
    board.change("ALTER TABLE goals ADD COLUMN colour TEXT")
    raise ZeroDivisionError


def columns(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return [row[1] for row in connection.execute("PRAGMA table_info(goals)")]
    finally:
        connection.close()


def test_a_board_takes_the_steps_it_lacks_in_order(year: Store, path: Path) -> None:
    migrate(year._board, [*CHANGES, colours, shades])
    assert columns(path)[-2:] == ["colour", "shade"]
    assert year._board.number("user_version") == SCHEMA + 2


def test_a_board_that_lacks_none_is_left_as_it_is(year: Store, path: Path) -> None:
    before = path.read_bytes()
    migrate(year._board)
    assert path.read_bytes() == before


def test_a_migration_keeps_the_rows_and_clears_the_journal(year: Store, path: Path) -> None:
    before = dump(path)
    migrate(year._board, [*CHANGES, lambda board: board.change("CREATE TABLE more (x TEXT) STRICT")])
    assert dump(path) == before | {"more": []}
    assert year.next_undo is None
    assert dump(path, journal=True)["changes"] == []


@pytest.mark.parametrize(("change", "error"), [(orphan, BoardRefused), (breaks, ZeroDivisionError)])
def test_a_step_that_fails_leaves_the_board_at_the_one_before(
    year: Store, path: Path, change: Change, error: type[Exception]
) -> None:
    before = dump(path, journal=True)
    with pytest.raises(error):
        migrate(year._board, [*CHANGES, shades, change])
    assert columns(path)[-1] == "shade"
    assert year._board.number("user_version") == SCHEMA + 1
    assert dump(path)["milestones"] == before["milestones"]


def test_a_step_that_another_window_took_in_between_is_not_taken_again(year: Store, path: Path) -> None:
    other = Store.open(path)

    class Slow(BoardFile):
        """Sees the old schema, and then another program migrates."""

        def number(self, pragma: str) -> int:
            found = super().number(pragma)
            if not self.in_transaction:
                migrate(other._board, [*CHANGES, colours])
            return found

    board = Slow(path, 1.0)
    migrate(board, [*CHANGES, colours])
    assert columns(path).count("colour") == 1
    board.close()
    other.close()
