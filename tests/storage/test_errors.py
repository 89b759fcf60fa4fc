"""What is refused as a board is left as it was, byte for byte."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from learnboard.domain.errors import BoardUnavailable, Trouble
from learnboard.storage.store import Store
from tests.storage.year import everything_in, make, sqlite


def nothing(path: Path) -> None:
    assert not path.exists()


def in_a_file(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_text("a file")


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def loop(path: Path) -> None:
    path.symlink_to(path)


def other_program(path: Path) -> None:
    sqlite(path, "PRAGMA application_id = 77", "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)")


def plain_sqlite(path: Path) -> None:
    sqlite(path, "CREATE TABLE t (x)")


def other_programs_log(path: Path) -> None:
    """A file that SQLite would change by opening and closing it: a write-ahead log that waits to be taken in."""
    work = path.with_name("work")
    connection = sqlite3.connect(work, isolation_level=None)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("CREATE TABLE t (x)")
    path.write_bytes(work.read_bytes())
    path.with_name(f"{path.name}-wal").write_bytes(work.with_name("work-wal").read_bytes())
    connection.close()


def other_programs_journal(path: Path) -> None:
    """A file that SQLite would roll back by opening it: its program was killed while it wrote."""
    work = path.with_name("work")
    sqlite(work, "CREATE TABLE t (x)", "INSERT INTO t SELECT randomblob(3000) FROM json_each('[1,2,3,4,5,6,7,8,9]')")
    connection = sqlite3.connect(work, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN")
    connection.execute("UPDATE t SET x = zeroblob(3000)")
    path.write_bytes(work.read_bytes())
    path.with_name(f"{path.name}-journal").write_bytes(work.with_name("work-journal").read_bytes())
    connection.execute("ROLLBACK")
    connection.close()
    assert path.read_bytes() != work.read_bytes()


def newer(path: Path) -> None:
    make(path)
    sqlite(path, "PRAGMA user_version = 7")


def unfinished(path: Path) -> None:
    make(path)
    sqlite(path, "PRAGMA user_version = 0")


def damaged(path: Path) -> None:
    make(path)
    head = bytearray(path.read_bytes())
    head[100:120] = b"\xff" * 20
    path.write_bytes(head)


REFUSED: dict[str, tuple[Callable[[Path], object], str, Trouble]] = {
    "nothing there": (nothing, "There is no board “.*/board”: check the path", "missing"),
    "in a file": (in_a_file, "There is no board", "missing"),
    "a folder": (folder, "is a folder: give the path of the board file", "other"),
    "a pipe": (pipe, "not a file but a device or a pipe", "other"),
    "a loop of links": (loop, r"cannot be opened \(too many levels of symbolic links\)", "other"),
    "an empty file": (lambda path: path.touch(), "is empty: go back to a backup", "empty"),
    "a short text": (
        lambda path: path.write_text("x"),
        "is not a board: give the path of a file that learnboard made",
        "foreign",
    ),
    "a text": (lambda path: path.write_text("hello " * 500), "is not a board: give the path", "foreign"),
    "a head alone": (lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(600)), "is not a board", "foreign"),
    "another program's": (other_program, "belongs to another program", "foreign"),
    "nobody's": (plain_sqlite, "belongs to another program", "foreign"),
    "another program's log": (other_programs_log, "belongs to another program", "foreign"),
    "another program's journal": (other_programs_journal, "belongs to another program", "foreign"),
    "newer": (
        newer,
        r"written by a newer learnboard \(schema 7, this one knows 3\): install the newer learnboard",
        "newer",
    ),
    "unfinished": (unfinished, "belongs to another program", "foreign"),
    "damaged": (damaged, "is damaged: go back to its newest backup", "damaged"),
}


@pytest.mark.parametrize("case", REFUSED, ids=lambda name: name.replace(" ", "-"))
def test_what_is_no_board_is_refused_and_left_as_it_was(tmp_path: Path, case: str) -> None:
    arrange, message, trouble = REFUSED[case]
    path = tmp_path / "deep" / "board"
    path.parent.mkdir()
    arrange(path)
    before = everything_in(tmp_path) | (everything_in(path.parent) if path.parent.is_dir() else {})
    with pytest.raises(BoardUnavailable, match=message) as error:
        Store.open(path, wait=0)
    after = everything_in(tmp_path) | (everything_in(path.parent) if path.parent.is_dir() else {})
    assert after == before
    assert "\n" not in str(error.value)
    assert error.value.trouble == trouble
    path.parent.chmod(0o755)
