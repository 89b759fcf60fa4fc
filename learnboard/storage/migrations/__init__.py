"""From an older schema of the board to this learnboard's, a step at a time.

The schema of a file is its `user_version`: the number of steps it has taken.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from learnboard.domain.errors import BoardUnavailable
from learnboard.storage.errors import shown
from learnboard.storage.journal import seal

if TYPE_CHECKING:
    from learnboard.storage.connection import BoardFile

Change: TypeAlias = "Callable[[BoardFile], None]"


def _first(board: "BoardFile") -> None:
    # Only a new board needs this text.
    from learnboard.storage.migrations.m0001_first import change  # noqa: PLC0415

    change(board)


def _second(board: "BoardFile") -> None:
    # As above, and older boards once.
    from learnboard.storage.migrations.m0002_drafts import change  # noqa: PLC0415

    change(board)


CHANGES: Final[Sequence[Change]] = (_first, _second)
SCHEMA: Final = len(CHANGES)


def migrate(board: "BoardFile", changes: Sequence[Change] = CHANGES) -> None:
    """Take the steps that are missing, each in one transaction.

    What was done on a board before stays as history, and can no longer be undone: it speaks of the old tables.

    Raises:
        BoardRefused: if a step would leave a row that refers to nothing; that step is not taken.
    """
    for schema in range(board.number("user_version") + 1, len(changes) + 1):
        with board.transaction():
            before = board.number("user_version")
            if before >= schema:  # another program was faster
                continue
            changes[schema - 1](board)
            if before:
                seal(board)
            if board.query("PRAGMA foreign_key_check"):
                raise BoardUnavailable(
                    f"The board {shown(board.path)} cannot be brought to schema {schema}, some of its rows refer to "
                    "nothing: “learnboard doctor --repair” lets go of what it may, “learnboard restore” lists backups",
                    "damaged",
                )
            board.change(f"PRAGMA user_version = {schema}")
