"""Opens boards, once it is known what kind of file each is, brings their schema up to date, and creates new ones."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from learnboard.domain.errors import BoardUnavailable
from learnboard.storage.connection import BoardFile
from learnboard.storage.errors import quoted_path, translate_error
from learnboard.storage.files import check_file, connect_immutable, create_file, read_header
from learnboard.storage.migrations import SCHEMA, migrate

APPLICATION_ID: Final = 0x4C424F31
"""Marks a file as a board of learnboard, in its header: the letters LBO1."""
_OLDEST_SQLITE: Final = (3, 37, 0)
"""The first SQLite with strict tables."""


def open_board(path: Path, *, wait: float, before_migration: Callable[[Path], object] = lambda _: None) -> BoardFile:
    """Open the board at `path`, migrated to the current schema; a lock is waited for `wait` seconds.

    If its file or folder may not be written, it is opened to be read. `before_migration` is called with the path
    while the board still has its older schema.

    Raises:
        BoardUnavailable: if there is no board, or one that cannot be used; the file is left as it was.
        BoardBusy: if another program kept the lock for longer.
    """
    with open_unmigrated(path, wait) as board:
        version = board.pragma("user_version")
        if version < SCHEMA and board.read_only:
            raise BoardUnavailable(
                f"The board {quoted_path(path)} was written by an older learnboard (schema {version}, this one knows "
                f"{SCHEMA}) and can only be read: copy it to where you may write, it is brought up to date there",
                "older",
            )
        if version < SCHEMA:
            before_migration(path)
            migrate(board)
        return board


@contextmanager
def open_unmigrated(path: Path, wait: float) -> Iterator[BoardFile]:
    """Open the board at `path` with the schema it has; it is closed again only if anything is raised.

    Raises:
        BoardUnavailable, BoardBusy: as for `open_board`.
    """
    check_sqlite_version()
    read_only = check_file(path)
    if not _has_hot_journal(path):
        _check_versions(path, *_read_versions(path))
    with _open(path, wait, read_only) as board:
        # Again, now that SQLite has rolled back what a killed program left behind.
        _check_versions(path, board.pragma("application_id"), board.pragma("user_version"))
        yield board


def create_board(path: Path, *, wait: float, fill: Callable[[BoardFile], None]) -> BoardFile:
    """Create a board at `path`, readable by its owner alone, and fill it in the same transaction.

    Raises:
        BoardUnavailable: if there is a file already, or none can be created.
    """
    check_sqlite_version()
    create_file(path)
    try:
        with _open(path, wait) as board, board.transaction():
            board.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(board)
            fill(board)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return board


def check_sqlite_version() -> None:
    """Refuse to work with an SQLite that lacks what boards need.

    Raises:
        BoardUnavailable: if it is too old.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise BoardUnavailable(
            f"This Python brings SQLite {sqlite3.sqlite_version}, and boards need 3.37 or newer: use a newer Python"
        )


@contextmanager
def _open(path: Path, wait: float, read_only: str = "") -> Iterator[BoardFile]:
    board = BoardFile(path, wait, read_only)
    try:
        board.check_pragmas()
        yield board
    except BaseException:
        board.close()
        raise


def _has_hot_journal(path: Path) -> bool:
    """Whether the file is a board that a killed program left in the middle of a step, which SQLite rolls back.

    Until then such a file may look damaged to SQLite, so that its header is read directly.
    """
    if not path.with_name(f"{path.name}-journal").exists():
        return False
    header = read_header(path)
    return header[:16] == b"SQLite format 3\0" and int.from_bytes(header[68:72]) == APPLICATION_ID


def _read_versions(path: Path) -> tuple[int, int]:
    """The application id and the schema in the file's header, read without a lock and without a rollback.

    Another program's file stays as it is. It is not read directly, because closing it would drop the locks that this
    process has on it.
    """
    try:
        with closing(connect_immutable(path)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            return application, version
    except sqlite3.Error as error:
        raise translate_error(error, path) or error from error


def _check_versions(path: Path, application: int, version: int) -> None:
    if application != APPLICATION_ID or version < 1:
        raise BoardUnavailable(
            f"The file {quoted_path(path)} belongs to another program: give the path of a file that learnboard made",
            "foreign",
        )
    if version > SCHEMA:
        raise BoardUnavailable(
            f"The board {quoted_path(path)} was written by a newer learnboard (schema {version}, this one knows "
            f"{SCHEMA}): install the newer learnboard",
            "newer",
        )
