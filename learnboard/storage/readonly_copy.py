"""A board opened so that not one byte of it changes, in whatever state it is."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from learnboard.domain.errors import BoardUnavailable
from learnboard.storage.connection import BoardFile, Cells
from learnboard.storage.errors import shown
from learnboard.storage.files import head_of, look_at, reason, uri
from learnboard.storage.opening import refuse_old_sqlite

Left: TypeAlias = Literal["", "journal", "log"]
"""What a program left beside the file: nothing, a step to be taken back, or a write-ahead log."""
_WRITE_VERSION: Final = 18
"""The byte of an SQLite file that says how it is written; 2 is a write-ahead log."""
_UNFINISHED: Final = (sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY)
_ENDINGS: Final = ("", "-journal", "-wal")
_LOOKED_AT: Final = "The board is only looked at"


class OpenedFile(NamedTuple):
    """A board that is open, what was left beside it, and why it could not be written; empty if it could."""

    board: BoardFile
    left: Left
    read_only: str


@contextmanager
def untouched(path: Path, wait: float) -> Iterator[OpenedFile]:
    """The board at `path` as the next program would find it; what SQLite would have to write, it writes into a copy.

    Raises:
        BoardRefused: if there is none, or nothing can be read in it.
        BoardBusy: if another program keeps it locked for `wait` seconds.
    """
    refuse_old_sqlite()
    read_only = look_at(path)
    left = _left(path, wait)
    with TemporaryDirectory(prefix="learnboard-") as folder:
        file = _copied(path, Path(folder)) if left else path
        board = BoardFile(file, wait, "" if left else _LOOKED_AT)
        board.path = path  # what is told is told of the board, not of its copy
        with closing(board):
            yield OpenedFile(board, left, read_only)


def lenient(board: BoardFile, sql: str, parameters: Cells = ()) -> list[tuple[Any, ...]]:
    """All rows of an answer, even with texts that are not UTF-8; half characters stand for what is none."""
    try:
        return board.query(sql, parameters)
    except BoardUnavailable:
        board.connection.text_factory = _text
        try:
            return board.query(sql, parameters)
        finally:
            board.connection.text_factory = str


def _text(data: bytes) -> str:
    return data.decode(errors="surrogateescape")


def _left(path: Path, wait: float) -> Left:
    """What was left beside the file."""
    try:
        head = head_of(path)
    except OSError as error:
        raise BoardUnavailable(
            f"The board {shown(path)} cannot be read ({reason(error)}): check its permissions"
        ) from error
    if head.startswith(b"SQLite format 3\0") and head[_WRITE_VERSION] > 1:
        return "log"
    if not path.with_name(f"{path.name}-journal").exists():
        return ""
    try:
        with closing(sqlite3.connect(uri(path, "mode=ro"), uri=True, timeout=wait)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema")
    except sqlite3.Error as error:
        return "journal" if getattr(error, "sqlite_errorcode", 0) in _UNFINISHED else ""
    return ""


def _copied(path: Path, folder: Path) -> Path:
    """A copy of the file, with what was left beside it, in a folder for its owner alone."""
    try:
        for ending in _ENDINGS:
            beside = path.with_name(f"{path.name}{ending}")
            if beside.exists():
                shutil.copyfile(beside, folder / f"board{ending}")
    except OSError as error:
        raise BoardUnavailable(
            f"The board {shown(path)} cannot be looked at ({reason(error)}): free some space"
        ) from error
    return folder / "board"
