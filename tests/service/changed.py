"""Wishes done on a board, which must be told as what the board is when it is read anew."""

from datetime import date
from typing import Any

from learnboard.domain.board import Board
from learnboard.domain.model.plain import to_plain
from learnboard.service.board_service import BoardService
from learnboard.service.commands import Redo, Result, Undo
from tests.builders import rows_of
from tests.service.conftest import DAY

ALL = 100_000


def after(service: BoardService, board: Board, done: Result) -> Board:
    """The board with what a wish changed, as a screen has it."""
    return service.open(board.day, first=ALL) if done.changes.reload else board.with_changes(done.changes)


def written(service: BoardService) -> Any:
    """Every row as it is written: 1 is not 1.0."""
    board = service.store.records()
    return to_plain(board.board_info), rows_of(board)


def done_and_back(service: BoardService, command: Any, day: date = DAY) -> Result:
    """Do a wish, take it back and do it again; each time the board is the one read anew, and every row comes back."""
    first = board = service.open(day, first=ALL)
    rows = written(service)
    done = service.execute(command, board)
    changed = board = after(service, board, done)
    assert board == service.open(day, first=ALL)
    rows_then = written(service)
    assert rows_then != rows
    board = after(service, board, service.execute(Undo(), board))
    assert board == first == service.open(day, first=ALL)
    assert written(service) == rows
    board = after(service, board, service.execute(Redo(), board))
    assert board == changed == service.open(day, first=ALL)
    assert written(service) == rows_then
    return done
