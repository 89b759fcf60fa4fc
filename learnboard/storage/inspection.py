"""Board files inspected without changing a byte of them, in whatever state they are."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal, TypeAlias

from learnboard.domain.errors import BoardUnavailable
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line
from learnboard.storage.connection import BoardFile, sqlite_uri
from learnboard.storage.errors import os_reason, quoted_path
from learnboard.storage.files import check_file, connect_immutable, read_header
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.opening import APPLICATION_ID, check_sqlite_version

Leftover: TypeAlias = Literal["", "journal", "log"]
"""What a program left beside a file: nothing, a step to be rolled back, or a write-ahead log."""
_WRITE_VERSION: Final = 18
"""The byte of SQLite's header that says how the file is written; 2 is a write-ahead log."""
_UNFINISHED: Final = (sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY)
_UNUSABLE: Final = {
    sqlite3.SQLITE_NOTADB: "it is no board",
    sqlite3.SQLITE_CANTOPEN: "it cannot be read: give yourself permission",
}
"""Why a file cannot be restored, by the code of SQLite's error; with any other it is damaged."""
_COUNTED: Final = ("objectives", "key_results", "check_ins")
_COUNTERS: Final = ((24, 28), (40, 44), (92, 96))
"""Bytes of SQLite's header that count writes."""
_HEADER_SIZE: Final = 100
_CHUNK: Final = 1 << 20


class OpenedFile(NamedTuple):
    """An open board, what was left beside its file, and why it could not be written; empty if it could."""

    board: BoardFile
    leftover: Leftover
    read_only: str


class BoardSummary(NamedTuple):
    """What a board's file holds: whose it is, how much, and which step came last."""

    board_id: str
    owner: str
    objectives: int
    key_results: int
    check_ins: int
    last_step: str = ""
    last_at: datetime | None = None


@contextmanager
def open_for_inspection(path: Path, wait: float) -> Iterator[OpenedFile]:
    """Open the board at `path` as the next program would find it; what SQLite would have to write goes into a copy.

    Raises:
        BoardUnavailable: if there is none, or nothing can be read in it.
        BoardBusy: if another program keeps it locked for `wait` seconds.
    """
    check_sqlite_version()
    read_only = check_file(path)
    leftover = _find_leftover(path, wait)
    with TemporaryDirectory(prefix="learnboard-") as folder:
        file = _copy_with_leftovers(path, Path(folder)) if leftover else path
        board = BoardFile(file, wait, "" if leftover else "The board is only being inspected.")
        board.path = path  # messages name the board, not its copy
        with closing(board), board.lenient_text():
            yield OpenedFile(board, leftover, read_only)


def _find_leftover(path: Path, wait: float) -> Leftover:
    try:
        header = read_header(path)
    except OSError as error:
        raise BoardUnavailable(
            f"The board {quoted_path(path)} cannot be read ({os_reason(error)}): check its permissions."
        ) from error
    if header.startswith(b"SQLite format 3\0") and header[_WRITE_VERSION] > 1:
        return "log"
    if not path.with_name(f"{path.name}-journal").exists():
        return ""
    try:
        with closing(sqlite3.connect(sqlite_uri(path, "mode=ro"), uri=True, timeout=wait)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema")
    except sqlite3.Error as error:
        return "journal" if getattr(error, "sqlite_errorcode", 0) in _UNFINISHED else ""
    return ""


def _copy_with_leftovers(path: Path, folder: Path) -> Path:
    try:
        for ending in ("", "-journal", "-wal"):
            file = path.with_name(f"{path.name}{ending}")
            if file.exists():
                shutil.copyfile(file, folder / f"board{ending}")
    except OSError as error:
        raise BoardUnavailable(
            f"The board {quoted_path(path)} cannot be inspected ({os_reason(error)}): free some space."
        ) from error
    return folder / "board"


def read_summary(board: Path) -> BoardSummary | None:
    """Return what a board holds now; None if that cannot be read now, or there is no board."""
    try:
        with closing(sqlite3.connect(sqlite_uri(board, "mode=ro"), uri=True, timeout=0)) as connection:
            return _summary(connection)
    except (sqlite3.Error, ValueError, TypeError):
        return None


def inspect_backup(path: Path) -> tuple[int, BoardSummary | None, str]:
    """Return the schema of a file that nobody writes, what it holds, and why it cannot be restored, if it cannot."""
    try:
        with closing(connect_immutable(path)) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            schema = connection.execute("PRAGMA user_version").fetchone()[0]
            if application != APPLICATION_ID or schema < 1:
                return schema, None, "it is no board"
            if schema > SCHEMA:
                return schema, None, f"it needs a newer learnboard (schema {schema}, this one knows {SCHEMA})"
            return schema, _summary(connection), ""
    except (sqlite3.Error, ValueError, TypeError) as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return 0, None, _UNUSABLE.get(code, "it is damaged")


def _summary(connection: sqlite3.Connection) -> BoardSummary:
    board_id, owner = connection.execute("SELECT id, owner ->> '$.name' FROM identity").fetchone() or ("", "")
    counts = (connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in _COUNTED)
    step = connection.execute('SELECT label, "at" FROM steps WHERE undone = 0 ORDER BY id DESC LIMIT 1').fetchone()
    last = (str(step[0]), datetime.fromisoformat(step[1])) if step else ("", None)
    return BoardSummary(board_id, owner, *counts, *last)


def quick_check(path: Path) -> str:
    """Return what SQLite finds wrong in a file that nobody has open; empty if nothing."""
    try:
        with closing(connect_immutable(path)) as connection:
            found = [clean_line(str(row[0])) for row in connection.execute("PRAGMA quick_check(1)")]
    except sqlite3.Error as error:
        return clean_line(str(error))
    return "" if found == ["ok"] else "; ".join(found)


def have_same_content(first: Path, second: Path) -> bool:
    """Whether two files that nobody writes hold the same rows.

    Mostly their bytes are the same; after undo and redo they are not, although every row is.
    """
    try:
        if _have_same_bytes(first, second):
            return True
    except OSError:  # another program may delete them
        return False
    try:
        with closing(connect_immutable(first)) as one, closing(connect_immutable(second)) as other:
            return all(here == there for here, there in zip_longest(_rows_of(one), _rows_of(other)))
    except (sqlite3.Error, ValueError):
        return False


def _have_same_bytes(first: Path, second: Path) -> bool:
    """Whether two files are equal but for SQLite's counters; they may be large, and are read in chunks."""
    with first.open("rb") as file, second.open("rb") as other:
        if _without_counters(file.read(_HEADER_SIZE)) != _without_counters(other.read(_HEADER_SIZE)):
            return False
        while chunk := file.read(_CHUNK):
            if chunk != other.read(_CHUNK):
                return False
        return not other.read(1)


def _without_counters(header: bytes) -> bytes:
    content = bytearray(header)
    for start, end in _COUNTERS:
        content[start:end] = bytes(end - start)
    return bytes(content)


def _rows_of(connection: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """All tables of a file, and after each its rows."""
    connection.text_factory = bytes
    tables = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    for name, sql in tables.fetchall():
        yield name, sql
        yield from connection.execute(f'SELECT * FROM "{name.decode()}" ORDER BY 1, 2')
