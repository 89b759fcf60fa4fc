"""Boards opened and made: what a file is, before SQLite may change it, and its schema brought up to date."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from learnboard.domain.errors import BoardUnavailable
from learnboard.storage.connection import BoardFile
from learnboard.storage.errors import refusal, shown
from learnboard.storage.files import head_of, look_at, make_file, uri
from learnboard.storage.migrations import SCHEMA, migrate

APPLICATION: Final = 0x4C424F31
"""Says in the head of the file that it is a board of learnboard: the letters LBO1."""
OLDEST_SQLITE: Final = (3, 37, 0)
"""The first SQLite that knows strict tables."""


def open_board(path: Path, *, wait: float, before_migration: Callable[[Path], object] = lambda _: None) -> BoardFile:
    """Open the board at `path`, migrated to this learnboard's schema; a lock is waited for `wait` seconds.

    Where the file or its folder may not be written, it is opened to be read. `before_migration` is called with the
    path while the board still has its older schema.

    Raises:
        BoardRefused: if there is no board, or one that cannot be used; the file is left as it was.
        BoardBusy: if another program kept the lock for longer.
    """
    with as_it_is(path, wait) as board:
        if (version := board.number("user_version")) < SCHEMA:
            _refuse_unwritable(board, version)
            before_migration(path)
            migrate(board)
        return board


@contextmanager
def as_it_is(path: Path, wait: float) -> Iterator[BoardFile]:
    """The board at `path` with the schema it has, closed again if anything is raised.

    Raises:
        BoardRefused, BoardBusy: as for `open_board`.
    """
    refuse_old_sqlite()
    read_only = look_at(path)
    if not _to_be_repaired(path):
        _refuse_foreign(path, *_peek(path))
    with _opened(path, wait, read_only) as board:
        # Again, now that SQLite has rolled back what a killed program left behind.
        _refuse_foreign(path, board.number("application_id"), board.number("user_version"))
        yield board


def create_board(path: Path, *, wait: float, first: Callable[[BoardFile], None]) -> BoardFile:
    """Make a new board at `path`, readable by its owner alone, and write what comes first into it.

    Raises:
        BoardRefused: if something is there already, or nothing can be made there.
    """
    refuse_old_sqlite()
    make_file(path)
    try:
        with _opened(path, wait) as board, board.transaction():
            board.change(f"PRAGMA application_id = {APPLICATION}")
            migrate(board)
            first(board)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return board


@contextmanager
def _opened(path: Path, wait: float, read_only: str = "") -> Iterator[BoardFile]:
    """A connection with its settings, closed again if anything is raised."""
    board = BoardFile(path, wait, read_only)
    try:
        board.check_settings()
        yield board
    except BaseException:
        board.close()
        raise


def _to_be_repaired(path: Path) -> bool:
    """Whether the file is a board that a killed program left in the middle of a step: SQLite takes the step back.

    As it stands such a file may look damaged to SQLite, so that its head is read by hand.
    """
    if not path.with_name(f"{path.name}-journal").exists():
        return False
    head = head_of(path)
    return head[:16] == b"SQLite format 3\0" and int.from_bytes(head[68:72]) == APPLICATION


def _peek(path: Path) -> tuple[int, int]:
    """The application id and the schema in the file's head, read without a lock and without repairing anything.

    `immutable` keeps SQLite from rolling back a journal: another program's file stays as it is. The file is not
    read by hand, because closing it would drop the locks this process has on it.
    """
    try:
        connection = sqlite3.connect(uri(path, "mode=ro&immutable=1"), uri=True)
        try:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            return application, version
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise refusal(error, path) or error from error


def _refuse_foreign(path: Path, application: int, version: int) -> None:
    if application != APPLICATION or version < 1:
        raise BoardUnavailable(
            f"The file {shown(path)} belongs to another program: give the path of a file that learnboard made",
            "foreign",
        )
    if version > SCHEMA:
        raise BoardUnavailable(
            f"The board {shown(path)} was written by a newer learnboard (schema {version}, this one knows {SCHEMA}): "
            "install the newer learnboard",
            "newer",
        )


def _refuse_unwritable(board: BoardFile, version: int) -> None:
    if board.read_only:
        raise BoardUnavailable(
            f"The board {shown(board.path)} was written by an older learnboard (schema {version}, this one knows "
            f"{SCHEMA}) and can only be read: copy it to where you may write, it is brought up to date there",
            "older",
        )


def refuse_old_sqlite() -> None:
    """Refuse to go on with an SQLite that does not know what boards need."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise BoardUnavailable(
            f"This Python brings SQLite {sqlite3.sqlite_version}, and boards need 3.37 or newer: use a newer Python"
        )
