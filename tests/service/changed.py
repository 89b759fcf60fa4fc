"""Wishes done on a board, which must be told as what the board is when it is read anew."""

from datetime import date
from typing import Any

from learnboard.domain.board import Board
from learnboard.domain.plain import to_plain
from learnboard.service.desk import Desk
from learnboard.service.wishes import Done, Redo, Undo
from tests.builders import rows_of
from tests.service.conftest import DAY

ALL = 100_000


def after(desk: Desk, board: Board, done: Done) -> Board:
    """The board with what a wish changed, as a screen has it."""
    return desk.open(board.day, first=ALL) if done.changes.reload else board.with_changes(done.changes)


def written(desk: Desk) -> Any:
    """Every row as it is written: 1 is not 1.0."""
    board = desk.store.records()
    return to_plain(board.identity), rows_of(board)


def done_and_back(desk: Desk, wish: Any, day: date = DAY) -> Done:
    """Do a wish, take it back and do it again; each time the board is the one read anew, and every row comes back."""
    first = board = desk.open(day, first=ALL)
    rows = written(desk)
    done = desk.do(wish, board)
    changed = board = after(desk, board, done)
    assert board == desk.open(day, first=ALL)
    rows_then = written(desk)
    assert rows_then != rows
    board = after(desk, board, desk.do(Undo(), board))
    assert board == first == desk.open(day, first=ALL)
    assert written(desk) == rows
    board = after(desk, board, desk.do(Redo(), board))
    assert board == changed == desk.open(day, first=ALL)
    assert written(desk) == rows_then
    return done
