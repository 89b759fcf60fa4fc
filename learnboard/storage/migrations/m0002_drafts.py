"""Schema 2: what stands in forms that were left is kept, and steps outlive a change of the schema as history."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from learnboard.storage.connection import BoardFile

_CHANGES: Final = (
    """
    CREATE TABLE drafts (
        form TEXT NOT NULL, row_id TEXT NOT NULL, texts TEXT NOT NULL, "at" TEXT NOT NULL,
        PRIMARY KEY (form, row_id)
    ) STRICT
    """,
    # A sealed step was done on another schema: its rows read differently, so that it is told but not undone.
    "ALTER TABLE steps ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0",
)


def change(board: "BoardFile") -> None:
    """Add them."""
    for statement in _CHANGES:
        board.change(statement)
