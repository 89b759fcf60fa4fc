"""What a board's file holds, looked into without opening it as a board."""

import hashlib
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from learnboard.storage.files import uri
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.opening import APPLICATION

_COUNTS: Final = ("objectives", "key_results", "check_ins")
_COUNTERS: Final = ((24, 28), (40, 44), (92, 96))
"""Bytes of a file's head that count writes."""
_HEAD: Final = 100
_PIECE: Final = 1 << 20
_UNCHANGING: Final = "mode=ro&immutable=1"


class BoardSummary(NamedTuple):
    """What a board's file holds: whose it is, how much, and what was done last."""

    board_id: str
    owner: str
    objectives: int
    key_results: int
    check_ins: int
    last_step: str = ""
    last_at: datetime | None = None


def current_summary(board: Path) -> BoardSummary | None:
    """What a board holds now; None if that cannot be read just now, or there is none."""
    try:
        with closing(_connected(board, "mode=ro")) as connection:
            return summary_of(connection)
    except (sqlite3.Error, ValueError, TypeError):
        return None


def summary_of(connection: sqlite3.Connection) -> BoardSummary:
    """What the board behind a connection holds.

    Raises:
        sqlite3.Error: if it cannot be read.
    """
    board_id, owner = connection.execute("SELECT id, owner ->> '$.name' FROM identity").fetchone() or ("", "")
    counts = (connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in _COUNTS)  # noqa: S608 - ours
    step = connection.execute('SELECT label, "at" FROM steps WHERE undone = 0 ORDER BY id DESC LIMIT 1').fetchone()
    last = (str(step[0]), datetime.fromisoformat(step[1])) if step else ("", None)
    return BoardSummary(board_id, owner, *counts, *last)


def look_inside(path: Path) -> tuple[int, BoardSummary | None, str]:
    """The schema of a file that nobody writes, what it holds, and why it could not be brought back."""
    try:
        with closing(_connected(path, _UNCHANGING)) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            schema = connection.execute("PRAGMA user_version").fetchone()[0]
            if application != APPLICATION or schema < 1:
                return schema, None, "it is no board"
            if schema > SCHEMA:
                return schema, None, f"it needs a newer learnboard (schema {schema}, this one knows {SCHEMA})"
            return schema, summary_of(connection), ""
    except (sqlite3.Error, ValueError, TypeError) as error:
        foreign = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB
        return 0, None, "it is no board" if foreign else "it is damaged"


def say_the_same(one: Path, other: Path) -> bool:
    """Whether two files that nobody writes hold the same rows.

    Mostly their bytes are the same; after undo and redo they are not, although every row is.
    """
    try:
        if _alike(one, other):
            return True
    except OSError:  # another program rotates them too
        return False
    said = _said(one)
    return said is not None and said == _said(other)


def _alike(one: Path, other: Path) -> bool:
    """Whether two files are the same to the byte, but for the counters; a piece at a time, since they may be large."""
    with one.open("rb") as first, other.open("rb") as second:
        if _without_counters(first.read(_HEAD)) != _without_counters(second.read(_HEAD)):
            return False
        while piece := first.read(_PIECE):
            if piece != second.read(_PIECE):
                return False
        return not second.read(1)


def _without_counters(head: bytes) -> bytes:
    content = bytearray(head)
    for start, end in _COUNTERS:
        content[start:end] = bytes(end - start)
    return bytes(content)


def _said(path: Path) -> bytes | None:
    """All rows of a file, in short; None if it cannot be read."""
    said = hashlib.blake2b()
    try:
        with closing(_connected(path, _UNCHANGING)) as connection:
            connection.text_factory = bytes
            tables = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            for name, sql in tables.fetchall():
                said.update(repr((name, sql)).encode())
                for row in connection.execute(f'SELECT * FROM "{name.decode()}" ORDER BY 1, 2'):  # noqa: S608 - ours
                    said.update(repr(row).encode())
    except (sqlite3.Error, ValueError):
        return None
    return said.digest()


def _connected(path: Path, options: str) -> sqlite3.Connection:
    return sqlite3.connect(uri(path, options), uri=True, timeout=0, isolation_level=None)
