"""A step that can no longer be undone is skipped: it becomes history, and undo goes on with the one before it."""

from learnboard.domain.errors import Rejected
from learnboard.storage.connection import BoardFile
from learnboard.storage.journal import first_conflict, next_step, nothing_to_undo, undo_changes


def skip_blocked(board: BoardFile) -> str:
    """Skip the newest step, of which a row was changed outside learnboard; return its label. No row is changed.

    Raises:
        Rejected: if there is no step, or it can be undone: nothing is given up that need not be.
    """
    with board.transaction():
        step = next_step(board, undone=False)
        if step is None:
            raise nothing_to_undo(board)
        number, label, _ = step
        if not first_conflict(board, undo_changes(board, number)):
            raise Rejected("The last step can be undone, so there is nothing to skip.")
        board.execute("UPDATE steps SET sealed = 1 WHERE id = ?", (number,))
    return label
