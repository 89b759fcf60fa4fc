"""What SQLite says when something is wrong, in a sentence for the person at the keyboard."""

import sqlite3
from pathlib import Path
from typing import Final

from peewee import PeeweeException

from learnboard.domain.errors import (
    BoardBusy,
    BoardUnavailable,
    InvalidValue,
    LearnboardError,
    NotFound,
    Rejected,
    Trouble,
)
from learnboard.domain.model.fields import Id
from learnboard.domain.text import clean_line

DATABASE_ERRORS: Final = (PeeweeException, sqlite3.Error)
"""Peewee wraps what goes wrong in `execute`; what goes wrong while rows are fetched comes from sqlite3 itself."""
UNSTORABLE: Final = (OverflowError, UnicodeEncodeError)
_PRIMARY: Final = 0xFF
_MOVED: Final = sqlite3.SQLITE_READONLY_DBMOVED
_BACK = "go back to the newest backup of it (“learnboard restore”)"
_HALF_WRITTEN = (
    "was left in the middle of a step by a killed program, and can be repaired only where it may be written: copy it "
    "there, with the “-journal” beside it"
)
_ADVICE: Final[dict[int, tuple[str, Trouble]]] = {
    sqlite3.SQLITE_FULL: ("cannot be written because the disk is full: free some space; nothing was changed", "full"),
    sqlite3.SQLITE_READONLY: ("cannot be written: give yourself the right to write the file and its folder", "other"),
    sqlite3.SQLITE_PERM: ("cannot be opened: give yourself the right to read and write the file", "other"),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened: check that you may read and write the file and its folder", "other"),
    sqlite3.SQLITE_IOERR: ("cannot be read or written: check the disk; nothing was changed", "other"),
    sqlite3.SQLITE_NOTADB: ("is not a board: give the path of a file that learnboard made", "foreign"),
    sqlite3.SQLITE_CORRUPT: (f"is damaged: {_BACK}", "damaged"),
    sqlite3.SQLITE_READONLY_ROLLBACK: (_HALF_WRITTEN, "other"),
}
_NOT_TEXT = f"holds a text that is not UTF-8, which no learnboard wrote: {_BACK}"


def shown(path: Path) -> str:
    """A path as it may be shown: in quotation marks and without anything a terminal could obey."""
    return f"“{clean_line(str(path))}”"


def refusal(error: Exception, path: Path) -> LearnboardError | None:
    """What to tell about an error of the database at `path`; None if the error is a fault in the program."""
    cause = getattr(error, "orig", error)  # Peewee keeps the error of sqlite3 there
    code: int | None = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        # Python's own word about text that another program put into the file; SQLite has no code for it.
        broken = "decode to UTF-8" in str(cause)
        return BoardUnavailable(f"The board {shown(path)} {_NOT_TEXT}", "damaged") if broken else None
    primary = code & _PRIMARY
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BoardBusy(f"The board {shown(path)} is being written by another program: try again in a moment")
    if primary == sqlite3.SQLITE_CONSTRAINT:
        return _broken_rule(code, str(cause))
    if code == _MOVED:
        return moved(path)
    unknown: tuple[str, Trouble] = (f"cannot be used ({clean_line(str(cause))}): {_BACK}", "damaged")
    advice, trouble = _ADVICE.get(code) or _ADVICE.get(primary, unknown)
    return BoardUnavailable(f"The board {shown(path)} {advice}", trouble)


def moved(path: Path) -> BoardUnavailable:
    """What to tell about a board whose name no longer is that of the file that was opened."""
    return BoardUnavailable(
        f"The board {shown(path)} was moved or replaced while it was open: nothing is written any more", "moved"
    )


def damaged(path: Path, what: str) -> BoardUnavailable:
    """What to tell about a board in which SQLite finds something wrong."""
    return BoardUnavailable(
        f"The board {shown(path)} is damaged ({clean_line(what)[:80]}): {_BACK}, or see “learnboard doctor”", "damaged"
    )


def strange(path: Path, table: str, what: str) -> BoardUnavailable:
    """What to tell about a row that is none of ours."""
    return BoardUnavailable(
        f"The board {shown(path)} holds something in its {table.replace('_', ' ')} that no learnboard wrote "
        f"({clean_line(what)[:80]}): {_BACK}",
        "damaged",
    )


def _broken_rule(code: int, words: str) -> LearnboardError:
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return Rejected("What this belongs to is no longer on the board: look at the board again; nothing was changed")
    if code == sqlite3.SQLITE_CONSTRAINT_UNIQUE:
        return Rejected("Another window wrote the same a moment ago: try again; nothing was changed")
    return Rejected(f"The board cannot hold this ({clean_line(words)}): nothing was changed")


def unstorable(error: Exception) -> InvalidValue:
    """What to tell about a number beyond 64 bits or a text that is not Unicode."""
    what = "a number is too large" if isinstance(error, OverflowError) else "a text has half a character in it"
    return InvalidValue(f"The board cannot hold this, {what}: change it and try again; nothing was changed")


def missing(table: str, id_: Id) -> NotFound:
    """What to tell about a row that is not there."""
    return NotFound(
        f"There is no “{clean_line(id_)[:64]}” among the {table.replace('_', ' ')}: "
        "look at the board again, it may have been removed in another window"
    )
