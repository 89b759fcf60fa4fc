"""Errors of SQLite and of the file system as errors of learnboard, in a sentence for the person at the keyboard."""

import sqlite3
from pathlib import Path
from typing import Final

from learnboard.domain.errors import (
    BoardBusy,
    BoardUnavailable,
    InvalidValue,
    LearnboardError,
    NotFound,
    Rejected,
    Trouble,
)
from learnboard.domain.text import clean_line
from learnboard.presentation.labels import nouns_of

UNSTORABLE_ERRORS: Final = (OverflowError, UnicodeEncodeError)
RESTORE_ADVICE: Final = "go back to its newest backup (“learnboard restore”)"
_PRIMARY_CODE: Final = 0xFF
_HALF_WRITTEN: Final = (
    "was left in the middle of a step by a killed program, and can be repaired only where it may be written: copy it "
    "there, with the “-journal” beside it."
)
_ADVICE: Final[dict[int, tuple[str, Trouble]]] = {
    sqlite3.SQLITE_FULL: ("cannot be written because the disk is full: free some space. Nothing was changed.", "full"),
    sqlite3.SQLITE_READONLY: (
        "cannot be written: give yourself write permission for the file and its folder.",
        "other",
    ),
    sqlite3.SQLITE_PERM: ("cannot be opened: give yourself read and write permission for the file.", "other"),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened: check that you may read and write the file and its folder.", "other"),
    sqlite3.SQLITE_IOERR: ("cannot be read or written: check the disk. Nothing was changed.", "other"),
    sqlite3.SQLITE_NOTADB: ("is not a board: give the path of a file that learnboard made.", "foreign"),
    sqlite3.SQLITE_CORRUPT: (f"is damaged: {RESTORE_ADVICE}.", "damaged"),
    sqlite3.SQLITE_READONLY_ROLLBACK: (_HALF_WRITTEN, "other"),
}
"""What to say of a board, and the trouble, for an error code of SQLite."""


def quoted_path(path: Path) -> str:
    """Return a path for a sentence: in quotation marks, without anything a terminal could obey."""
    return f"“{clean_line(str(path))}”"


def os_reason(error: OSError | ValueError) -> str:
    """Return the system's reason for an error, in lower case."""
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)).lower()


def translate_error(error: sqlite3.Error, path: Path) -> LearnboardError | None:
    """Translate an error of the database at `path`; None if it is a fault in the program."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Python's own error for text that another program put into the file; SQLite has no code for it.
        if "decode to UTF-8" not in str(error):
            return None
        what = "holds text that is not UTF-8, which learnboard never writes"
        return BoardUnavailable(f"The board {quoted_path(path)} {what}: {RESTORE_ADVICE}.", "damaged")
    primary = code & _PRIMARY_CODE
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return board_busy(path)
    if primary == sqlite3.SQLITE_CONSTRAINT:
        return _constraint_error(code, str(error))
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return board_moved(path)
    unknown: tuple[str, Trouble] = (f"cannot be used ({clean_line(str(error))}): {RESTORE_ADVICE}.", "damaged")
    advice, trouble = _ADVICE.get(code) or _ADVICE.get(primary, unknown)
    return BoardUnavailable(f"The board {quoted_path(path)} {advice}", trouble)


class BrokenConstraint(Rejected):
    """Rows that the board cannot hold beside those that are there."""


def _constraint_error(code: int, message: str) -> BrokenConstraint:
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return BrokenConstraint(
            "What this belongs to is no longer on the board: look at the board again. Nothing was changed."
        )
    if code == sqlite3.SQLITE_CONSTRAINT_UNIQUE:
        return BrokenConstraint("Another window wrote the same a moment ago: try again. Nothing was changed.")
    return BrokenConstraint(f"The board cannot hold this ({clean_line(message)}). Nothing was changed.")


def board_busy(path: Path) -> BoardBusy:
    """Return the error of a board that another program keeps locked."""
    return BoardBusy(f"The board {quoted_path(path)} is being written by another program: try again in a moment.")


def board_moved(path: Path) -> BoardUnavailable:
    """Return the error of a board whose name is no longer that of the open file."""
    return BoardUnavailable(
        f"The board {quoted_path(path)} was moved or replaced while it was open: nothing is written any more.", "moved"
    )


def board_damaged(path: Path, what: str) -> BoardUnavailable:
    """Return the error of a board in which SQLite finds `what`."""
    return BoardUnavailable(
        f"The board {quoted_path(path)} is damaged ({clean_line(what)[:80]}): {RESTORE_ADVICE}, or see “learnboard "
        "doctor”.",
        "damaged",
    )


def invalid_row(path: Path, table: str, what: str) -> BoardUnavailable:
    """Return the error of a row that no learnboard can have written."""
    return BoardUnavailable(
        f"The board {quoted_path(path)} holds something in its {table.replace('_', ' ')} that learnboard cannot "
        f"have written ({clean_line(what)[:80]}): {RESTORE_ADVICE}.",
        "damaged",
    )


def file_exists(path: Path, advice: str) -> BoardUnavailable:
    """Return the error of a file whose name is taken."""
    return BoardUnavailable(f"There is already a file {quoted_path(path)}: {advice}.")


def unstorable_value(error: Exception) -> InvalidValue:
    """Return the error of a number beyond 64 bits or a text that is not Unicode."""
    what = "a number is too large" if isinstance(error, OverflowError) else "a text has half a character in it"
    return InvalidValue(f"The board cannot hold this, because {what}: change it and try again. Nothing was changed.")


def row_not_found(table: str) -> NotFound:
    """Return the error of a row that is not on the board. Its id says nothing to a person, who never chose it."""
    noun, _ = nouns_of(table)
    return NotFound(
        f"This {noun} is no longer on the board: it may have been deleted in another window. Look at the board again."
    )
