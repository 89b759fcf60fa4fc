"""One open board file: SQL in, tuples out, and every error of SQLite as a sentence.

The settings of the connection are in `_PRAGMAS`; each is read back, since SQLite takes a misspelt one in silence.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeAlias

from peewee import SqliteDatabase

from learnboard.domain.errors import BoardRefused
from learnboard.storage.files import make_file, refuse_unusable, uri
from learnboard.storage.migrations import SCHEMA, migrate
from learnboard.storage.refusals import DATABASE_ERRORS, UNSTORABLE, refusal, shown, unstorable

APPLICATION: Final = 0x4C424F31
"""Says in the head of the file that it is a board of learnboard: the letters LBO1."""
OLDEST_SQLITE: Final = (3, 37, 0)
"""The first SQLite that knows strict tables."""

_HEAD: Final = 100
"""Bytes of an SQLite file before its first page's content; 68 to 71 are the application's id."""

_PRAGMAS: Final[dict[str, str | int]] = {
    "journal_mode": "delete",  # a write-ahead log loses rows in a folder that a sync tool swaps
    "synchronous": 3,  # extra: the journal's removal is on the disk too when a step is done
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
}

Cells: TypeAlias = Sequence[Any]


class _Database(SqliteDatabase):
    """Peewee's database, which rolls back only what SQLite has not rolled back by itself, as on a full disk."""

    def rollback(self) -> None:
        """Take back the transaction, if there still is one."""
        connection: sqlite3.Connection = self.connection()  # type: ignore[no-untyped-call]
        if connection.in_transaction:
            super().rollback()


class BoardFile:
    """A connection to one board, for the thread that opened it; a transaction takes the write lock at once."""

    def __init__(self, path: Path, wait: float) -> None:
        self.path = path
        self._database: Any = _Database(
            uri(path),
            pragmas=_PRAGMAS,
            timeout=wait,
            lock_type="IMMEDIATE",
            thread_safe=False,  # with True, another thread would silently get a connection of its own
            autoconnect=False,
            uri=True,
        )
        with self._told():
            self._database.connect()

    def query(self, sql: str, parameters: Cells = ()) -> list[tuple[Any, ...]]:
        """All rows of the answer."""
        with self._told():
            rows: list[tuple[Any, ...]] = self._database.execute_sql(sql, parameters).fetchall()
        return rows

    def number(self, pragma: str) -> int:
        """What a pragma of the file or the connection says."""
        return int(self.query(f"PRAGMA {pragma}")[0][0])

    def change(self, sql: str, parameters: Cells = ()) -> None:
        """Run a statement that changes something."""
        with self._told():
            self._database.execute_sql(sql, parameters)

    def change_many(self, sql: str, rows: Iterable[Cells]) -> None:
        """Run a statement once for each row of parameters."""
        with self._told():
            self._database.connection().executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: what is changed inside is kept if nothing is raised."""
        with self._told(), self._database.atomic():
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What is read inside is the board of one moment; other programs can read it too, but not write."""
        with self._told(), self._database.atomic("DEFERRED"):
            yield

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open on this connection."""
        return bool(self._database.in_transaction())

    @property
    def total_changes(self) -> int:
        """How many rows this connection has inserted, updated or deleted since it was opened."""
        return int(self._database.connection().total_changes)

    def close(self) -> None:
        """Let go of the file; closing twice is no error."""
        self._database.close()

    def check_settings(self) -> None:
        """Raise BoardRefused if SQLite did not take a setting."""
        for pragma, wanted in _PRAGMAS.items():
            found = self.query(f"PRAGMA {pragma}")
            if not found or found[0][0] != wanted:
                raise BoardRefused(
                    f"The board {shown(self.path)} cannot be opened safely, SQLite refuses {pragma}={wanted}: "
                    "use a Python with a usual SQLite"
                )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong inside, as a sentence for people; a fault of the program as it is."""
        try:
            yield
        except DATABASE_ERRORS as error:
            sentence = refusal(error, self.path)
            if sentence is None:
                raise
            raise sentence from error
        except UNSTORABLE as error:
            raise unstorable(error) from error


def open_board(path: Path, *, wait: float) -> BoardFile:
    """Open the board at `path`, migrated to this learnboard's schema; a lock is waited for `wait` seconds.

    Raises:
        BoardRefused: if there is no board, or one that cannot be used; the file is left as it was.
        BoardBusy: if another program kept the lock for longer.
    """
    _refuse_old_sqlite()
    refuse_unusable(path)
    if not _to_be_repaired(path):
        _refuse_foreign(path, *_peek(path))
    with _opened(path, wait) as board:
        # Again, now that SQLite has rolled back what a killed program left behind.
        _refuse_foreign(path, board.number("application_id"), board.number("user_version"))
        migrate(board)
        return board


def create_board(path: Path, *, wait: float, first: Callable[[BoardFile], None]) -> BoardFile:
    """Make a new board at `path`, readable by its owner alone, and write what comes first into it.

    Raises:
        BoardRefused: if something is there already, or nothing can be made there.
    """
    _refuse_old_sqlite()
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
def _opened(path: Path, wait: float) -> Iterator[BoardFile]:
    """A connection with its settings, closed again if anything is raised."""
    board = BoardFile(path, wait)
    try:
        board.check_settings()
        yield board
    except BaseException:
        board.close()
        raise


def _to_be_repaired(path: Path) -> bool:
    """Whether the file is a board that a killed program left in the middle of a step: SQLite takes the step back.

    As it stands such a file may look damaged. This process has no lock on it that closing it here could drop.
    """
    if not path.with_name(f"{path.name}-journal").exists():
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD)
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
        raise BoardRefused(
            f"The file {shown(path)} belongs to another program: give the path of a file that learnboard made"
        )
    if version > SCHEMA:
        raise BoardRefused(
            f"The board {shown(path)} was written by a newer learnboard (schema {version}, this one knows {SCHEMA}): "
            "install the newer learnboard"
        )


def _refuse_old_sqlite() -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise BoardRefused(
            f"This Python brings SQLite {sqlite3.sqlite_version}, and boards need 3.37 or newer: use a newer Python"
        )
