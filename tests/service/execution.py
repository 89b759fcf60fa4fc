"""Commands done on a board, which must be told as what the board is when it is read anew."""

from datetime import date
from typing import Any

from learnboard.domain.board import Board
from learnboard.domain.model.fields import to_plain
from learnboard.service.board_service import BoardService
from learnboard.service.commands import Redo, Result, Undo
from tests.builders import rows_of
from tests.service.conftest import DAY

ALL = 100_000


def board_after(service: BoardService, board: Board, done: Result) -> Board:
    """The board with what a command changed, as a screen has it."""
    return service.open(board.day, first=ALL) if done.changes.reload else board.with_changes(done.changes)


def stored_rows(service: BoardService) -> Any:
    """Every row as it is written: 1 is not 1.0."""
    board = service.store.records()
    return to_plain(board.board_info), rows_of(board)


def execute_and_undo(service: BoardService, command: Any, day: date = DAY) -> Result:
    """Execute, undo and redo a command; each time the board is the one read anew, and every row comes back."""
    first = board = service.open(day, first=ALL)
    rows = stored_rows(service)
    done = service.execute(command, board)
    changed = board = board_after(service, board, done)
    assert board == service.open(day, first=ALL)
    rows_then = stored_rows(service)
    assert rows_then != rows
    board = board_after(service, board, service.execute(Undo(), board))
    assert board == first == service.open(day, first=ALL)
    assert stored_rows(service) == rows
    board = board_after(service, board, service.execute(Redo(), board))
    assert board == changed == service.open(day, first=ALL)
    assert stored_rows(service) == rows_then
    return done
