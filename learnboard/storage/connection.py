"""One open board file: SQL in, tuples out, and every error of SQLite translated."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

from learnboard.domain.errors import BoardUnavailable
from learnboard.storage.errors import (
    UNSTORABLE_ERRORS,
    board_moved,
    quoted_path,
    translate_error,
    unstorable_value,
)

_PRAGMAS: Final[dict[str, str | int]] = {
    "journal_mode": "delete",  # a write-ahead log loses rows in a folder that a sync tool swaps
    "synchronous": 3,  # extra: the journal's removal is on the disk too when a step ends
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "cache_size": -512,  # KiB: 2 MB of pages would stay in memory; the system keeps the file in its own
}
"""The settings of a connection. Each is read back, since SQLite ignores a misspelt one without an error."""
_UNQUOTED: Final = frozenset(b"/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
Cells: TypeAlias = Sequence[Any]


def sqlite_uri(path: Path, options: str = "mode=rw") -> str:
    """Return the path with options, as SQLite takes it; `mode=rw` opens a file and never creates one."""
    # Without the module that Path.as_uri quotes with: every start would import it.
    quoted = (chr(byte) if byte in _UNQUOTED else f"%{byte:02X}" for byte in os.fsencode(path.absolute()))
    return f"file://{''.join(quoted)}?{options}"


def file_identity(path: Path) -> tuple[int, int] | None:
    """Return which file has this name, whatever is in it: its device and inode; None if none has."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


class BoardFile:
    """A connection to one board, for the thread that opened it; a transaction takes the write lock at once.

    `read_only` says why nothing can be written; it is empty otherwise. A lock is waited for `wait` seconds.
    `connection` is SQLite's own, for copies of the whole file.
    """

    def __init__(self, path: Path, wait: float, read_only: str = "") -> None:
        self.path = path
        self.read_only = read_only
        with self._translated():
            self.connection = sqlite3.connect(
                sqlite_uri(path, "mode=ro" if read_only else "mode=rw"), timeout=wait, isolation_level=None, uri=True
            )
            try:
                for name, value in _PRAGMAS.items():
                    self.connection.execute(f"PRAGMA {name} = {value}")
            except sqlite3.Error:
                self.connection.close()
                raise
        self._identity = file_identity(path)

    def query(self, sql: str, parameters: Cells = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        with self._translated():
            rows: list[tuple[Any, ...]] = self.connection.execute(sql, parameters).fetchall()
        return rows

    def pragma(self, name: str) -> int:
        """Return the number that a pragma of the file or the connection has."""
        return int(self.query(f"PRAGMA {name}")[0][0])

    def execute(self, sql: str, parameters: Cells = ()) -> None:
        """Execute a statement that changes something."""
        with self._translated():
            self.connection.execute(sql, parameters)

    def execute_many(self, sql: str, rows: Iterable[Cells]) -> None:
        """Execute a statement once for each row of parameters."""
        with self._translated():
            self.connection.executemany(sql, rows)

    def check_writable(self) -> None:
        """Refuse to write a board that can only be read.

        Raises:
            BoardUnavailable: with trouble `read_only`.
        """
        if self.read_only:
            raise BoardUnavailable(f"{self.read_only} Nothing was changed.", "read_only")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write in one transaction, which is rolled back if anything is raised.

        Raises:
            BoardUnavailable: if the board can only be read, or its file was moved.
        """
        self.check_writable()
        if not self.in_place:  # SQLite would notice it too, but not before it has read something
            raise board_moved(self.path)
        with self._translated(), self._whole("IMMEDIATE"):
            yield

    @contextmanager
    def read_transaction(self) -> Iterator[None]:
        """Read the board as it is at one moment; other programs can read it meanwhile, but not write."""
        with self._translated(), self._whole("DEFERRED"):
            yield

    @contextmanager
    def _whole(self, lock: str) -> Iterator[None]:
        """Do all of it or nothing; inside another transaction it is a part of that one."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute(f"BEGIN {lock}")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:  # SQLite has rolled back by itself on a full disk
                self.connection.execute("ROLLBACK")
            raise

    @contextmanager
    def lenient_text(self) -> Iterator[None]:
        """Read text that is not UTF-8 too, with lone surrogates for its bytes."""
        self.connection.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
        try:
            yield
        finally:
            self.connection.text_factory = str

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open on this connection."""
        return self.connection.in_transaction

    @property
    def total_changes(self) -> int:
        """How many rows this connection has inserted, updated or deleted since it was opened."""
        return self.connection.total_changes

    @property
    def in_place(self) -> bool:
        """Whether the open file still has its name: it may have been moved, deleted or replaced."""
        return self._identity is not None and file_identity(self.path) == self._identity

    def close(self) -> None:
        """Close the file; closing it twice is no error."""
        self.connection.close()

    def check_pragmas(self) -> None:
        """Check that SQLite took every setting.

        Raises:
            BoardUnavailable: if it did not.
        """
        for pragma, wanted in _PRAGMAS.items():
            found = self.query(f"PRAGMA {pragma}")
            if not found or found[0][0] != wanted:
                raise BoardUnavailable(
                    f"The board {quoted_path(self.path)} cannot be opened safely, because SQLite refuses "
                    f"{pragma}={wanted}: use a Python with an ordinary SQLite."
                )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Translate errors for people; a fault of the program is raised as it is."""
        try:
            yield
        except sqlite3.Error as error:
            translated = translate_error(error, self.path)
            if translated is None:
                raise
            raise translated from error
        except UNSTORABLE_ERRORS as error:
            raise unstorable_value(error) from error
