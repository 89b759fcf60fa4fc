"""One open board file: SQL in, tuples out, and every error of SQLite as a sentence.

The settings of the connection are in `_PRAGMAS`; each is read back, since SQLite takes a misspelt one in silence.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeAlias

from peewee import SqliteDatabase

from learnboard.domain.errors import BoardUnavailable
from learnboard.storage.errors import DATABASE_ERRORS, UNSTORABLE, moved, refusal, shown, unstorable
from learnboard.storage.files import place_of, uri

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
    """A connection to one board, for the thread that opened it; a transaction takes the write lock at once.

    `read_only` says why nothing can be written; it is empty where something can.
    """

    def __init__(self, path: Path, wait: float, read_only: str = "") -> None:
        self.path = path
        self.read_only = read_only
        self._database: Any = _Database(
            uri(path, "mode=ro" if read_only else "mode=rw"),
            pragmas=_PRAGMAS,
            timeout=wait,
            lock_type="IMMEDIATE",
            thread_safe=False,  # with True, another thread would silently get a connection of its own
            autoconnect=False,
            uri=True,
        )
        with self._told():
            self._database.connect()
        self._place = place_of(path)

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
        if self.read_only:
            raise BoardUnavailable(f"{self.read_only}; nothing was changed", "read_only")
        if not self.in_place:  # SQLite would notice it too, but not before it has read something
            raise moved(self.path)
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

    @property
    def in_place(self) -> bool:
        """Whether the file that was opened still has its name: it may be moved, deleted or replaced."""
        return self._place is not None and place_of(self.path) == self._place

    @property
    def connection(self) -> sqlite3.Connection:
        """SQLite's own connection, for what Peewee does not know: copies of the whole file."""
        found: sqlite3.Connection = self._database.connection()
        return found

    def close(self) -> None:
        """Let go of the file; closing twice is no error."""
        self._database.close()

    def check_settings(self) -> None:
        """Raise BoardRefused if SQLite did not take a setting."""
        for pragma, wanted in _PRAGMAS.items():
            found = self.query(f"PRAGMA {pragma}")
            if not found or found[0][0] != wanted:
                raise BoardUnavailable(
                    f"The board {shown(self.path)} cannot be opened safely, SQLite refuses {pragma}={wanted}: "
                    "use a Python with a usual SQLite"
                )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong inside, as a sentence for people; a fault of the program as it is."""
        try:
            yield
        except DATABASE_ERRORS as error:
            message = refusal(error, self.path)
            if message is None:
                raise
            raise message from error
        except UNSTORABLE as error:
            raise unstorable(error) from error
