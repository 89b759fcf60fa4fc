"""Brings a board of an older schema up to date.

The schema of a file is its `user_version`: the number of changes that were made to it.
"""

from collections.abc import Callable, Sequence
from typing import Final

from learnboard.domain.errors import BoardUnavailable
from learnboard.storage.connection import BoardFile
from learnboard.storage.errors import quoted_path
from learnboard.storage.journal import drop_steps

SCHEMA: Final = 3
"""The current schema: the number of changes in `schema_changes`."""


def migrate(board: BoardFile, changes: Sequence[Callable[[BoardFile], None]] | None = None) -> None:
    """Make the changes that are missing, by default those of learnboard, each in a transaction of its own.

    The steps that were done before stay as history and can no longer be undone: their rows are of the older schema.

    Raises:
        BoardUnavailable: if a change would leave a row that refers to nothing; that change is not made.
    """
    from learnboard.storage.schema_changes import CHANGES  # noqa: PLC0415 - most boards need none

    changes = CHANGES if changes is None else changes
    for schema in range(board.pragma("user_version") + 1, len(changes) + 1):
        with board.transaction():
            before = board.pragma("user_version")
            if before >= schema:  # another program was faster
                continue
            changes[schema - 1](board)
            if before:
                _seal(board)
            if board.query("PRAGMA foreign_key_check"):
                raise BoardUnavailable(
                    f"The board {quoted_path(board.path)} cannot be brought to schema {schema}, because some of its "
                    "rows refer to nothing: “learnboard doctor --repair” clears such references where it can, "
                    "“learnboard restore” lists the backups.",
                    "damaged",
                )
            board.execute(f"PRAGMA user_version = {schema}")


def _seal(board: BoardFile) -> None:
    """Keep all steps as history only: the schema changes, and no row of a step is as the step left it."""
    drop_steps(board, "undone = 1")
    board.execute("UPDATE steps SET sealed = 1")
