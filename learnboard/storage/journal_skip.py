"""Undo; a step that cannot be undone can be skipped: it becomes history, and undo goes on with the one before."""

import sqlite3

from learnboard.domain.errors import BlockedStep, Rejected
from learnboard.storage import journal
from learnboard.storage.connection import BoardFile
from learnboard.storage.errors import BrokenConstraint
from learnboard.storage.journal import Step, next_step, nothing_to_undo


def undo(board: BoardFile) -> Step:
    """Undo the newest step.

    Raises:
        BlockedStep: if it cannot be undone: a row of it was changed outside learnboard since, or rows of a later step,
            which was skipped, belong to what it added.
        Rejected: if there is none.
    """
    try:
        with board.transaction():
            return journal.undo(board)
    except BrokenConstraint as error:
        raise BlockedStep("What is on the board now belongs to what that step added. Nothing was undone.") from error


def skip_blocked(board: BoardFile) -> str:
    """Skip the newest step, which can no longer be undone; return its label. No row is changed.

    Raises:
        Rejected: if there is no step, or it can be undone: nothing is given up that need not be.
    """
    with board.transaction():
        step = next_step(board, undone=False)
        if step is None:
            raise nothing_to_undo(board)
        number, label, _ = step
        if _can_be_undone(board):
            raise Rejected("The last step can be undone, so there is nothing to skip.")
        board.execute("UPDATE steps SET sealed = 1 WHERE id = ?", (number,))
    return label


def _can_be_undone(board: BoardFile) -> bool:
    """Try it, and take it back."""
    before = _orphans(board)
    board.execute("SAVEPOINT attempt")
    try:
        journal.undo(board)
        return _orphans(board) <= before
    except (BlockedStep, sqlite3.IntegrityError):
        return False
    finally:
        board.execute("ROLLBACK TO attempt")
        board.execute("RELEASE attempt")


def _orphans(board: BoardFile) -> int:
    """How many rows belong to rows that are not there; SQLite refuses them only when the transaction ends."""
    return len(board.query("PRAGMA foreign_key_check"))
